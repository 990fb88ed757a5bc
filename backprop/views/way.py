"""The way through the app: draw, forward, cost, … quiz; where a visitor is on it, what is next."""

from typing import Any
from urllib.parse import urlencode

import streamlit as st

from backprop.deck.way import WAY, Stop
from backprop.views import address, session
from backprop.views.component import component

_way = component("way", translated=True)
STOPS = {stop.name: stop for stop in WAY}


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
        data={"stops": stops, "here": here},
        on_go_change=lambda: None,
    )
    _go(sent.go)


def _go(name: Any) -> None:
    if name in STOPS:
        st.switch_page(_file(STOPS[name]), query_params=_params(STOPS[name]))


def onward(page: str) -> None:
    """At the end of a page: what comes after its last stop."""
    stops = [stop for stop in WAY if stop.page == page]
    if not stops or stops[-1] is WAY[-1]:
        return
    after = WAY[WAY.index(stops[-1]) + 1]
    with st.container(key="onward", horizontal=True, vertical_alignment="center"):
        st.page_link(
            _file(after),
            label=f"Next on the way: {after.name}",
            icon=":material/arrow_forward:",
            query_params=_params(after),
        )
