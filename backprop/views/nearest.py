"""Why a wrong answer: the nearest training digits of what was read and of what was meant."""

import numpy as np
import streamlit as st

from backprop.explain import Answer
from backprop.live import parts
from backprop.live.drawing import Digit
from backprop.live.wire import pack
from backprop.network import Network
from backprop.views import library, session
from backprop.views.component import component
from backprop.why.nearest import AROUND, Nearest, Neighbour, nearest

SHOWN = 5  # of each label

_why = component("why")
_nearest = component("nearest")


def why(answer: Answer | None, network: Network, digit: Digit | None) -> None:
    """Hears of a click on “Why?” beside a wrong answer, and opens what there is to say."""
    asked = _why(key="why", data={}, on_asked_change=lambda: None).asked
    if asked and answer and digit and answer.guess != answer.label:
        title = f"Why {answer.guess}, and not {answer.label}?"
        st.dialog(title, width="large")(_opened)(answer, network, digit)


def _opened(answer: Answer, network: Network, digit: Digit) -> None:
    near = nearest(digit.pixels, library.mnist(), (answer.guess, answer.label), SHOWN)
    _nearest(key="nearest", data=_message(digit, near))
    part = (session.shared().drawing.picture or "").partition("-")[0]
    said = _said(answer, near, parts.doubt(network, digit, session.shared().prepared))
    st.html(f"<div class='nearest-said'>{said}{KEPT_OUT.get(part, '')}</div>")
    icon = ":material/trending_down:"
    if part not in KEPT_OUT and st.button("Train on it", key="nearest_train", icon=icon):
        session.put("lab_own", True)  # the popover there that adds a drawing
        st.switch_page("training.py")


DRAW = "Draw one like it, and the network can train on yours."
KEPT_OUT = {  # of training, by where the digit comes from
    "test": "<p class='about'>This is a test digit: it stays out of training, or it would not test "
    f"anything any more. {DRAW}</p>",
    "train": f"<p class='about'>This is a training digit already. {DRAW}</p>",
}


def _message(digit: Digit, near: Nearest) -> bytes:
    """The digit, then a group for each of both labels."""
    groups = [{"title": "This digit", "digits": [{"name": "This digit", "text": ""}]}]
    images = [np.round(255 * digit.pixels).astype(np.uint8)]
    for label, neighbours in near.of.items():
        groups.append({"title": f"The nearest {label}s", "digits": [_told(n) for n in neighbours]})
        images += [library.mnist().x_train[n.number] for n in neighbours]
    return pack({"groups": groups}, np.concatenate(images))


def _told(neighbour: Neighbour) -> dict[str, str]:
    number, label, distance = neighbour
    name = f"Training digit {number}, a {label}, at distance {distance:.2f}"
    return {"name": name.replace("a 8", "an 8"), "text": f"{distance:.2f}"}


def _said(answer: Answer, near: Nearest, doubt: str) -> str:
    """Which label lies nearer, what the distances are, and what the network has to do with them.

    doubt: see `parts.doubt`
    """
    doubted = f"<p>{doubt}, and a network of ten outputs cannot say so: one is always loudest.</p>"
    counts = {label: near.around.count(label) for label in near.of}
    around = ", ".join(f"{count or 'none'} called {label}" for label, count in counts.items())
    if others := AROUND - sum(counts.values()):
        around += f", {others} called otherwise"
    return (
        f"{doubted if doubt else ''}"
        f"<p>{_compared(near)} Of the {AROUND} nearest of all {len(library.mnist().x_train):,} "
        f"training digits: {around}.</p>"
        "<p class='about'>Distance: the difference in each of the 784 pixels, 0 to 1, squared, "
        "added up, and the root of it. The network itself compares no pictures: it has only its "
        f"{_count(answer):,} weights and biases, and what training made of them.</p>"
    )


def _compared(near: Nearest) -> str:
    (guess, read), (label, meant) = (
        (label, f"{neighbours[0].distance:.2f}") for label, neighbours in near.of.items()
    )
    if read == meant:
        return f"In pixels its nearest {guess} and its nearest {label} are as near ({read})."
    if float(read) < float(meant):
        return (
            f"In pixels, too, its nearest {guess} ({read}) is nearer than its nearest {label} "
            f"({meant})."
        )
    return (
        f"In pixels its nearest {label} ({meant}) is nearer than its nearest {guess} ({read}): "
        "the network weighs pixels otherwise."
    )


def _count(answer: Answer) -> int:
    slopes = answer.gradients
    return sum(part.size for part in (*slopes.weights, *slopes.biases))
