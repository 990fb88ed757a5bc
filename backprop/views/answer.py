"""The network's answer to one digit: the guess in words, what it saw, outputs, cost, gradient."""

from typing import Any

import numpy as np
import streamlit as st

from backprop import explain
from backprop.explain import Answer
from backprop.network import Network
from backprop.views import session
from backprop.views.component import component, pack
from backprop.why import chain

_outputs = component("outputs")
_cost = component("cost")
_seen = component("seen")
_gradient = component("gradient")
_label = component("label")

SURE, CLOSE, FAINT = 0.8, 0.2, 0.25


def verdict(answer: Answer) -> str:
    """The guess, worded no surer than the outputs are."""
    first, second = (answer.activations[j] for j in (answer.guess, answer.rival))
    guess, rival = _a(answer.guess), _a(answer.rival)
    if first < FAINT:
        return f"It cannot tell. Its strongest vote, for {guess}, is weak."
    if first - second < CLOSE:
        return f"Torn: {guess} or {rival}."
    if second >= CLOSE:
        return f"Probably {guess}. It could be {rival}."
    if first < SURE:
        return f"Perhaps {guess}, but not sure."
    return f"Clearly {guess}."


def _mistaken(answer: Answer) -> str:
    """Where the guess is not what the digit is meant to be: so, and how sure it was of it."""
    sure = verdict(answer).startswith("Clearly")
    return f"It is meant to be {_a(answer.label)}{': sure, and wrong' if sure else ''}."


def _a(digit: int) -> str:
    return f"an {digit}" if digit == 8 else f"a {digit}"


def prediction(answer: Answer | None, serial: int, said: bool) -> None:
    """The guess: a large digit, the verdict, the two strongest votes.

    said: whether anybody, or MNIST, said what the digit is meant to be
    """
    if answer is None:
        st.html(
            f'<div class="guess" data-drawing="{serial}"><div class="say">'
            "Draw a digit from 0 to 9. The network answers while the pen moves.</div></div>"
        )
        return
    first, second = (answer.activations[j] for j in (answer.guess, answer.rival))
    says = verdict(answer)
    if said and answer.guess != answer.label:
        says += f" {_mistaken(answer)}"
    st.html(
        f'<div class="guess" data-drawing="{serial}"><div class="digit">{answer.guess}</div>'
        f'<div class="say">{says}</div></div>'
        f'<p class="votes">The {answer.guess} answers {first:.3f}, the {answer.rival} answers '
        f"{second:.3f}. These are votes, not percentages: they need not add up to 1.</p>"
    )


def seen(pixels: np.ndarray, serial: int) -> None:
    """The 28×28 that the network sees."""
    _seen(key="seen_picture", data=pack({"serial": serial}, pixels.astype(np.float32)))


def outputs(answer: Answer | None, serial: int) -> None:
    """The ten outputs against the target."""
    data = {"serial": serial, "target": [0] * 10}
    if answer is not None:
        data["activations"] = answer.activations.tolist()
        data["target"] = np.eye(10, dtype=int)[answer.label].tolist()
    _outputs(key="outputs_bars", data=data)


def cost(answer: Answer | None, serial: int) -> None:
    """C₀ and its ten terms, rounded so that they add up; terms that round to 0 show no number."""
    data: dict[str, Any] = {"serial": serial, "outputs": 10}
    if answer is not None:
        data["gaps"] = answer.gaps.tolist()
        data["terms"], data["total"] = explain.add_up(answer.terms)
        decimals = len(data["total"].split(".")[1])
        data["smallest"] = f"{10.0**-decimals:.{decimals}f}"
    _cost(key="cost_squares", data=data)


def label(answer: Answer | None, said: bool) -> None:
    """What the digit is meant to be: asked for, with MNIST's label or the guess preselected.

    said: whether MNIST or the user said so; otherwise the guess stands in
    """
    data = {"label": answer.label if answer else None, "guessed": answer is not None and not said}
    _label(key="label", data=data, on_chosen_change=_say_label)


def _say_label() -> None:
    session.say_label(session.sent("label", "chosen"))


def preparation(network: Network, digit: session.Digit | None) -> None:
    """The switch that leaves out the preparation, and what the other way would be read as."""
    untouched = digit is not None and digit.other is digit.pixels
    prepared = st.toggle(
        "Prepared as MNIST was",
        value=session.shared().prepared,
        key="prepared",
        disabled=untouched,
        on_change=lambda: session.prepare_ink(session.held("prepared")),
    )
    if untouched:
        st.caption("A digit of [MNIST](#word-mnist): its own 28 × 28 pixels, nothing to prepare.")
        return
    how = (
        "Cropped, scaled to 20 pixels, centred by its mass, as [MNIST](#word-mnist)’s digits were."
        if prepared
        else "The sheet just shrunk to 28 × 28."
    )
    if digit is not None:
        read = network.predict(digit.other)[0]
        how += f" {'Just shrunk' if prepared else 'Prepared'}, it would read {_a(read)}."
    st.caption(how)


def first_layer(answer: Answer | None, network: Network, serial: int) -> None:
    """∂C₀/∂w⁽¹⁾ as one 28×28 image for each neuron of layer 1, all on one scale."""
    neurons = network.sizes[1]
    slopes = answer.gradients.weights[0] if answer else np.zeros((neurons, 784))
    header = {
        "neurons": neurons,
        "max": float(np.abs(slopes).max()),
        "note": _why_blank(answer, network),
        "serial": serial,
    }
    _gradient(key="gradient_pictures", data=pack(header, slopes.astype(np.float32)))


def _why_blank(answer: Answer | None, network: Network) -> str:
    if answer is None:
        return ""
    note = "Blank pixels are paper: x = 0."
    stuck = chain.saturated(network, answer.forward_pass, layer=1)
    if stuck:
        note += (
            f" [Saturated](#word-saturated): {len(stuck)} of {network.sizes[1]} neurons. On the "
            "flat part of its curve a neuron hardly moves, so little or nothing gets through to it."
        )
    return note
