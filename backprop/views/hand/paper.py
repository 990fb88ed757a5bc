"""A set of sheets for a class: each on one A4 page, answers last."""

import streamlit as st

from backprop.hand import fading, small
from backprop.hand.fading import Work
from backprop.hand.sheet import Line
from backprop.views.component import component
from backprop.views.hand import parts, state

_papers = component("worksheet")


def show() -> None:
    """The set, to be printed, and what can be wished of it."""
    wished = state.hand()
    with st.container(key="hand_wish", horizontal=True, vertical_alignment="bottom"):
        st.button(
            "Back to the sheet", key="hand_back", on_click=_back, icon=":material/arrow_back:"
        )
    first = wished.seed or 0
    seeds = [(first + i) % state.SHEETS for i in range(wished.count)]
    papers = [_paper(seed, False) for seed in seeds]
    papers += [_paper(seed, True) for seed in seeds] if wished.answers else []
    _papers(key="hand_papers", data={"papers": papers})


def _paper(seed: int, filled: bool) -> dict:
    made = small.small(seed)
    level = fading.ALL
    work = Work(level)
    lines = fading.in_sheet(made.lines, level)
    work.done = len(lines) if filled else 0
    return {
        **parts.beside(made, work),
        "title": f"Answers · sheet {seed}" if filled else f"By hand · sheet {seed}",
        "name": not filled,
        "lines": [_line(line, filled) for line in lines],
    }


def _line(line: Line, filled: bool) -> dict:
    told = {"name": line.name, "part": line.part, "symbol": line.symbol, "rule": line.rule}
    if filled:
        told |= {"put_in": line.put_in, "equals": line.equals, "value": line.written}
    return told


def _back() -> None:
    state.hand().printing = False
