"""A set of sheets for a class: each on one A4 page, answers last."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from backprop.hand import fading, small
from backprop.hand.fading import LEVELS, Work
from backprop.hand.sheet import Line
from backprop.views import session
from backprop.views.component import component
from backprop.views.hand import parts, state

_papers = component("worksheet")


def show() -> None:
    """The set, to be printed, and what can be wished of it."""
    wished = state.hand()
    st.html("<h1>A set of sheets <small>each with numbers of its own</small></h1>")
    _wishes(wished)
    count, blank = session.held("hand_count"), LEVELS.index(session.held("hand_blank"))
    first = wished.seed or 0
    seeds = [(first + i) % state.SHEETS for i in range(count)]
    papers = [_paper(seed, blank, answers=False) for seed in seeds]
    if session.held("hand_answers"):
        papers += [_paper(seed, blank, answers=True) for seed in seeds]
    _papers(key="hand_papers", data={"papers": papers})
    session.write_url({"sheet": first, "level": blank, "set": count})


def _wishes(wished: state.Hand) -> None:
    session.kept("hand_count", lambda: wished.printed)
    session.kept("hand_blank", lambda: LEVELS[fading.ALL if wished.level is None else wished.level])
    session.kept("hand_answers", lambda: True)
    with st.container(key="hand_wish", horizontal=True, vertical_alignment="center"):
        st.button("Back", key="hand_back", on_click=_back, icon=":material/arrow_back:")
        _choice("Sheets", state.PRINTED, "hand_count", lambda n: "1 sheet" if n == 1 else f"{n}")
        _choice("How much is blank", LEVELS, "hand_blank", str)
        st.checkbox("With answers", key="hand_answers", persist_state="session")


def _choice(label: str, options: Sequence, key: str, said: Callable[[Any], str]) -> None:
    st.segmented_control(
        label,
        options,
        format_func=said,
        key=key,
        required=True,
        persist_state="session",
        label_visibility="collapsed",
    )


def _paper(seed: int, level: int, answers: bool) -> dict:
    made = small.small(seed)
    lines = fading.in_sheet(made.lines, level)
    work = Work(level, state.record().blanks(level))
    filled = answers or level == fading.EXAMPLE
    work.done = len(lines) if filled else 0
    return {
        **parts.beside(made, work),
        "title": f"Answers · sheet {seed}" if answers else f"By hand · sheet {seed}",
        "name": not answers,
        "lines": [_line(line, filled, fading.is_blank(line, work)) for line in lines],
    }


def _line(line: Line, filled: bool, blank: bool) -> dict:
    """Beside a blank no numbers are put in anywhere: they would tell it."""
    told = {"name": line.name, "part": line.part, "symbol": line.symbol, "rule": line.rule}
    if filled:
        return told | {"put_in": line.put_in, "equals": line.equals, "value": line.written}
    return told if blank else told | {"equals": "=", "value": line.written}


def _back() -> None:
    state.hand().printed = None
