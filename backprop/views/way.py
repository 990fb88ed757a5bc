"""The way through the app: draw, forward, cost, … quiz; where a visitor is on it, what is next."""

from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from backprop import explain
from backprop.deck import checks
from backprop.deck.checks import Subject
from backprop.deck.way import WAY, Stop
from backprop.views import address, session
from backprop.views.component import component
from backprop.views.gradients import descent
from backprop.views.gradients.state import path_so_far
from backprop.views.room import deck as rooms

_way = component("way", translated=True)
_stop = component("stop", translated=True)
STOPS = {stop.name: stop for stop in WAY}


@dataclass
class Asked:
    """stop: whose question was asked last; number: of that asking, as the browser counts"""

    stop: str = ""
    number: int = 0


def here(page: str) -> str | None:
    """The stop that a page is, the one its link names if it is several; None off the way."""
    names = [stop.name for stop in WAY if stop.page == page]
    asked = session.linked("at")
    return asked if asked in names else next(iter(names), None)


def at() -> str | None:
    """The stop that the link names, to be kept in it."""
    asked = session.linked("at")
    return asked if asked in STOPS else None


def _params(stop: Stop) -> dict[str, str]:
    """What its link carries."""
    return address.write({"at": stop.name if stop.one_of else None})


def _file(stop: Stop) -> str:
    return f"{stop.page or 'draw'}.py"


def _href(stop: Stop) -> str:
    """Relative, as the pages are beside each other wherever a proxy puts them."""
    params = _params(stop)
    return f"./{stop.page}" + (f"?{urlencode(params)}" if params else "")


def way(here: str | None) -> None:
    """Show the way, and go where the visitor clicks."""
    stops = [{"name": stop.name, "href": _href(stop)} for stop in WAY]
    sent = _way(
        key="way",
        data={"stops": stops, "here": here, "quiet": _quiet()},
        on_go_change=lambda: None,
    )
    if sent.go in STOPS:
        st.switch_page(_file(STOPS[sent.go]), query_params=_params(STOPS[sent.go]))


def _quiet() -> bool:
    """Whether a class is taught: then nobody is led or ticked off."""
    return rooms.room() is not None


@st.fragment
def stop(page: str) -> None:
    """Under a page's title: what to do at this stop.

    A fragment of its own, so that a question costs the page nothing.
    """
    if _quiet():
        return
    asked = session.kept("way_asked", Asked)
    _stop(
        key="stop",
        data={
            "stops": [{**asdict(stop), "href": _href(stop)} for stop in WAY],
            "here": here(page),
            "network": session.shared().network,
            "check": _check(asked),
        },
        on_asked_change=_ask,
    )


def _ask() -> None:
    sent = session.sent("stop", "asked")
    if isinstance(sent, dict) and sent.get("stop") in STOPS:
        session.put("way_asked", Asked(sent["stop"], sent["number"]))


def _check(asked: Asked) -> dict[str, Any] | None:
    """The question that was asked for, about what is on the screen now."""
    if not asked.stop:
        return None
    network = path_so_far().network if STOPS[asked.stop].page == "gradients" else session.network()
    digit, run = session.digit_or_example(), session.shared().run
    answer = explain.answer(network, digit.pixels, digit.label)
    training = (run.examples, run.setup.mini_batch) if run else (0, 0)
    about = Subject(network, answer, descent.learning_rate(), *training)
    return {**asdict(asked), **asdict(checks.check(asked.stop, about))}
