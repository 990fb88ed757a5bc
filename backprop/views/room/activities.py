"""What a class does besides voting, each as a layer over the deck until Esc closes it: its digits,
fooling the network, being the network, and the report at the end."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from backprop import digits, networks
from backprop.deck.neurons import Electorate, electorate
from backprop.room.asked import Asked
from backprop.views import address, session
from backprop.views.component import component
from backprop.views.deck import subject
from backprop.views.room import report, service

_digits = component("classdigits")
_board = component("classboard")
_neurons = component("classneurons")
USUAL = "trained"  # reads the phones' digits where the visitor's network is one of their own


@dataclass
class Open:
    """name: which activity is shown, or ""; taken: the room's name for the digit that the slides
    show; about: what the neurons are told; leads: the page to go to, with its parameters"""

    name: str = ""
    taken: int | None = None
    about: dict[str, Any] | None = None
    leads: tuple[str, dict[str, str]] | None = None


def _open() -> Open:
    return session.kept("class_activity", Open)


def begin(name: Any) -> None:
    """Open an activity, in a callback; what is none is not heard."""
    if name in SHOWN:
        session.put("class_activity", Open(name))


def end() -> None:
    session.put("class_activity", Open())


def show() -> None:
    """Mount what is open, on the page of the slides; the board again for who comes back to it."""
    state = _open()
    if state.leads:
        (page, params), state.leads = state.leads, None
        st.switch_page(page, query_params=params)
    if state.name:
        with st.container(key="class_layer"):
            SHOWN[state.name]()


# --- the digits of the room ---


def _show_digits() -> None:
    _digits(
        key="class_digits",
        data={**_reader(), "taken": _open().taken},
        on_taken_change=_take,
        on_closed_change=end,
    )


def _show_board() -> None:
    _board(key="class_board", data=_reader(), on_why_change=_ask_why, on_closed_change=end)


def _reader() -> dict[str, str | None]:
    """The network that reads the phones' digits: one that came with the app."""
    name = session.shared().network
    known = name in networks.SHIPPED
    return {
        "network": name if known else None,
        "title": networks.SHIPPED[name if known else USUAL],
    }


def _take() -> None:
    sent = session.sent("class_digits", "taken")
    if _taken(sent):
        _open().taken = sent.get("id")


def _taken(sent: Any) -> bool:
    """Whether what was sent is a digit, which is the one of all pages from now on."""
    try:
        session.show_strokes(sent["strokes"], sent["label"])
    except (digits.StrokesError, TypeError, KeyError):
        return False
    return True


def _ask_why() -> None:
    sent = session.sent("class_board", "why")
    if _taken(sent) and sent.get("page") in ("passes", "gradients"):
        _use(sent.get("network"))
        _open().leads = (f"{sent['page']}.py", {})


def _use(name: Any) -> None:
    """The network that was fooled, in place of another that may read the digit right."""
    if isinstance(name, str) and name in networks.SHIPPED and name != session.shared().network:
        session.choose_network(name)
        session.tell(
            f"This is “{networks.SHIPPED[name]}”, the network that read the phones’ digits."
        )


# --- the class is the network ---


def _show_neurons() -> None:
    state = _open()
    if state.about is None:
        state.about = _prepared()
    _neurons(key="class_neurons", data=state.about, on_closed_change=end)


def _prepared() -> dict[str, Any]:
    """The question as the room keeps it, by a name that nobody guesses; the truth stays there."""
    network, answer = subject.subject()
    voters = electorate(network, answer)
    if voters is None:
        return {
            "problem": "This network has no hidden layer: its outputs see the pixels, and these "
            "are as they were drawn. Choose another network, and the class can be its neurons."
        }
    pixels = answer.forward_pass.activations[0][0]
    key = session.own_name("neurons-", *network.weights, *network.biases, pixels)
    return {
        "prepared": service.rooms().prepare(_asked(f"{key}-{answer.label}", voters, answer.label)),
        "layer": voters.layer,
        "label": answer.label,
        "activations": voters.activations.tolist(),
    }


def _asked(key: str, voters: Electorate, label: int) -> Asked:
    numbers = ("wishes", "weights", "activations", "truth")
    return Asked(
        key=key,
        kind="neurons",
        text=f"You are a neuron of layer {voters.layer}. To make the cost of this {label} fall, "
        "are you to be more active, or less?",
        choices=("Down: less active", "Up: more active"),
        right=None,
        topic="Which way a neuron is to go",
        slide="chain-reaction",
        extra={name: getattr(voters, name).tolist() for name in numbers},
    )


# --- afterwards ---


def _show_report() -> None:
    report.show(on_slide=_go_to_slide, on_closed=end)


def _go_to_slide(number: int) -> None:
    session.put("class_activity", Open())
    _open().leads = ("slides.py", address.write({"slide": number}))


SHOWN: dict[str, Callable[[], None]] = {
    "digits": _show_digits,
    "fool": _show_board,
    "neurons": _show_neurons,
    "report": _show_report,
}
