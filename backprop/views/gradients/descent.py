"""Steps down the gradient of one drawing."""

import numpy as np
import streamlit as st

from backprop import explain
from backprop.explain import Answer
from backprop.live import parts
from backprop.live.descent import TESTED, result
from backprop.views import library, session
from backprop.views.answer import told
from backprop.views.gradients.state import follow, path_so_far, state
from backprop.why import gradients
from backprop.why.gradients import DivergedError, Path

LEARNING_RATES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0)


def learning_rate() -> float:
    """α as chosen; its slider stands in the step panel."""
    return float(session.begun("alpha", "rate", LEARNING_RATES))


def panel(path: Path, answer: Answer, pixels: np.ndarray, serial: int) -> None:
    """α, the steps, and what they did to this drawing and to a thousand test digits."""
    st.html(
        "<h2>Take a step</h2><p>Let this one drawing teach the network. "
        f"How well will it still read {TESTED:,} test digits?</p>"
    )
    st.select_slider("Step size α", LEARNING_RATES, key="alpha", persist_state="session")
    with st.container(horizontal=True, key="steps", gap="small"):
        st.button("One step", type="primary", on_click=_step, args=(1,))
        st.button("Ten", on_click=_step, args=(10,))
        none = not path.steps
        st.button("Undo", key="undo", icon=":material/undo:", on_click=_undo, disabled=none)
        st.button(
            "Reset", key="reset", icon=":material/restart_alt:", on_click=_reset, disabled=none
        )
    says = result(path, answer, pixels, learning_rate(), library.tested)
    told(key="step", data=parts.html("step", says, serial))
    if state().problem:
        st.warning(state().problem)


def _step(count: int) -> None:
    digit = session.digit_or_example()
    path = path_so_far()
    answer = explain.answer(path.network, digit.pixels, digit.label)
    try:
        taken = gradients.take_step(
            path.network, digit.pixels, answer.label, learning_rate(), count
        )
    except DivergedError as problem:
        state().problem = str(problem)
        return
    follow(path.taken(taken))


def _undo() -> None:
    follow(path_so_far().undone())


def _reset() -> None:
    follow(Path(path_so_far().base))
