"""Two digits, one weight: what others want of the weight that is open, and a mini-batch of all."""

from typing import Any

import numpy as np
import streamlit as st

from backprop.explain import Answer
from backprop.live.wire import pack
from backprop.network import Network
from backprop.views import library, session
from backprop.views.component import component
from backprop.why import pulls as wanted
from backprop.why.selection import Parameter

_pulls = component("pulls")
DRAWN = 100  # training digits, of which the first 10 are the small mini-batch


def pulls(network: Network, answer: Answer, parameter: Parameter) -> None:
    """A switch; behind it this digit and another, ten and a hundred."""
    kind = "weight" if parameter.name[0] == "w" else "bias"
    if not st.toggle(f"What other digits want of this {kind}", key="pulls_open"):
        return
    other = _other(answer)
    draw = session.kept("pulls_draw", lambda: 0)
    x, labels = library.mnist().x_train, library.mnist().y_train
    of_that_kind = np.flatnonzero(labels == other)
    beside = int(of_that_kind[draw % len(of_that_kind)])
    drawn = np.random.default_rng(draw).permutation(len(x))[:DRAWN]
    pixels = np.concatenate([answer.forward_pass.activations[0], x[[beside, *drawn]] / 255])
    known = np.array([answer.label, other, *labels[drawn]])
    slopes = wanted.each(network, pixels, known, parameter).tolist()
    header: dict[str, Any] = {
        "kind": kind,
        "symbol": parameter.name,
        "labels": known[:2].tolist(),
        "pair": slopes[:2],
        "drawn": slopes[2:],
    }
    images = (255 * pixels[:2]).round().astype(np.uint8)
    _pulls(key="inspector_pulls", data=pack(header, images))


def _other(answer: Answer) -> int:
    """The other digit: as chosen; at first the one that the network would sooner take this for."""
    rival = answer.guess if answer.guess != answer.label else answer.rival
    with st.container(horizontal=True, vertical_alignment="center"):
        chosen = st.segmented_control(
            "Beside this digit, a",
            list(range(10)),
            default=rival,
            key="pulls_other",
            width="content",
        )
        st.button("Draw others", key="pulls_again", icon=":material/casino:", on_click=_again)
    return rival if chosen is None else chosen


def _again() -> None:
    session.put("pulls_draw", session.held("pulls_draw", 0) + 1)
