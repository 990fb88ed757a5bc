"""What can be changed without leaving the slides: the digit, its label, the network."""

from dataclasses import dataclass

import streamlit as st

from backprop import explain
from backprop.live import parts
from backprop.views import answer as answers
from backprop.views import canvas, choice, session


@dataclass
class Panel:
    """open: whether it is shown; another: whether another network was just chosen in it"""

    open: bool = False
    another: bool = False


def _panel() -> Panel:
    return session.kept("panel", Panel)


def shown() -> bool:
    return _panel().open


def show(on: bool) -> None:
    if on and not shown():
        session.seed_canvas()
    _panel().open = on


def panel() -> None:
    """Mount it, while it is open, before the slide: that shows what is changed here."""
    if not shown():
        return
    if _panel().another:
        _panel().another = False
        st.rerun()
    with st.container(key="slide_panel"):
        canvas.canvas()
        canvas.sources()
        digit = session.digit_or_example()
        network = session.network()
        answer = explain.answer(network, digit.pixels, digit.label)
        doubt = parts.doubt(network, digit, session.shared().prepared)
        st.caption(f"{_whose()} {parts.verdict(answer, doubt)}")
        answers.label(answer, session.serial(), said=digit.label is not None)
        choice.network("panel_network", _chosen)


def _whose() -> str:
    return "Your digit:" if session.digit() else "The digit on the slides, until you draw one:"


def _chosen() -> None:
    """All of the page follows: the sidebar names the network too."""
    _panel().another = True
