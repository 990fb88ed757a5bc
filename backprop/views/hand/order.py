"""Order the lines: forward, backward and update, really run in the order they were brought into."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st

from backprop import explain
from backprop.hand import order as ordering
from backprop.hand.verdict import verdict
from backprop.network import Network
from backprop.views import session
from backprop.views.component import component
from backprop.why.numbers import number

_order = component("order")
PLAIN, WRONG = "Ten lines", "And three that do not belong"
KEY = "order"


@dataclass
class Ordered:
    """What is kept of it. draw: how often it was shuffled; ran: the lines that were run last, in
    their order, and the shuffle that they belong to"""

    draw: int = 0
    ran: tuple[str, list[int]] | None = None


def order() -> None:
    """The lines, what came of running them, and two levels."""
    network, digit = session.network(), session.digit_or_example()
    answer = explain.answer(network, digit.pixels, digit.label)
    layers = len(network.weights)
    level = st.segmented_control(
        "Lines",
        [PLAIN if layers > 1 else "Five lines", WRONG],
        default=PLAIN if layers > 1 else "Five lines",
        required=True,
        key="order_level",
        label_visibility="collapsed",
    )
    listed = ordering.lines(layers, level == WRONG)
    state = session.kept("ordered", Ordered)
    subject = f"{layers} {len(listed)} {state.draw}"
    data: dict[str, Any] = {
        "subject": subject,
        "lines": [line.text for line in listed],
        "start": ordering.shuffled(layers, listed, state.draw),
        "apart": level == WRONG,
        "about": _about(network, answer.label),
    }
    if state.ran and state.ran[0] == subject:
        data["ran"] = _ran(network, digit.pixels, answer.label, listed, state.ran[1])
    _order(
        key=KEY,
        data=data,
        on_ran_change=lambda: _run(subject, len(listed)),
        on_again_change=_shuffle,
    )


def _about(network: Network, label: int) -> str:
    layers = len(network.weights)
    which = {1: "one layer", 2: "two layers"}.get(layers, "last two layers")
    first = max(0, layers - 2)
    comes = f"what layer {first} answered" if first else "the pixels"
    function = {"sigmoid": "σ", "tanh": "tanh", "relu": "ReLU"}[network.activation]
    alpha = session.shared().learning_rate
    return (
        f"Forward, backward and update of the network’s {which}, for this {label}. There "
        f"from the start: a{first} ({comes}), the target y, all w and b, f ({function}), "
        f"slope (its slope) and alpha = {alpha:g}, the step size of Gradients. "
        "A bias learns in the same way, from its δ alone."
    )


def _ran(
    network: Network, pixels: np.ndarray, label: int, listed: tuple[ordering.Line, ...], order: list
) -> dict[str, Any]:
    alpha = session.shared().learning_rate
    ran = ordering.run(listed, order, ordering.given(network, pixels, label, alpha))
    said = verdict(network, pixels, label, alpha, listed, ran)
    return {
        "order": order,
        "made": [_size(made) for made in ran.made],
        "failed": len(ran.made) if ran.problem else None,
        "about": said.lines,
        "right": said.right,
        "says": said.sentence,
    }


def _size(made: np.ndarray) -> str:
    shape = " × ".join(map(str, made.shape))
    return f"{shape} numbers, {number(float(made.min()))} to {number(float(made.max()))}"


def _run(subject: str, count: int) -> None:
    """Run what the component sent; what no list of these lines would send is not heard."""
    sent = session.sent(KEY, "ran")
    known = isinstance(sent, list) and all(type(i) is int and 0 <= i < count for i in sent)
    if known and len(set(sent)) == len(sent):
        session.kept("ordered", Ordered).ran = (subject, sent)


def _shuffle() -> None:
    if session.sent(KEY, "again"):
        session.kept("ordered", Ordered).draw += 1
