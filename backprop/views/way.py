"""The way through the app: draw, forward, cost, … quiz; where a visitor is on it, what is next."""

from dataclasses import dataclass
from urllib.parse import urlencode

import streamlit as st

from backprop.views import address, session
from backprop.views.component import component

_way = component("way", translated=True)


@dataclass(frozen=True)
class Stop:
    """A stop on the way. page: the page's path in the URL; one_of: whether it has several stops, so
    that the link must say which."""

    name: str
    page: str
    one_of: bool = False

    @property
    def params(self) -> dict[str, str]:
        """What its link carries."""
        return address.write({"at": self.name if self.one_of else None})

    @property
    def file(self) -> str:
        return f"{self.page or 'draw'}.py"

    @property
    def href(self) -> str:
        """Relative, as the pages are beside each other wherever a proxy puts them."""
        return f"./{self.page}" + (f"?{urlencode(self.params)}" if self.params else "")


WAY = (
    Stop("draw", ""),
    Stop("forward", "passes", one_of=True),
    Stop("cost", "passes", one_of=True),
    Stop("wishes", "passes", one_of=True),
    Stop("backward", "passes", one_of=True),
    Stop("gradient", "gradients", one_of=True),
    Stop("step", "gradients", one_of=True),
    Stop("train", "training"),
    Stop("quiz", "quiz"),
)
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


def way(here: str | None) -> None:
    """Show the way, and go where the visitor clicks."""
    stops = [{"name": stop.name, "href": stop.href} for stop in WAY]
    sent = _way(
        key="way",
        data={"stops": stops, "here": here},
        on_go_change=lambda: None,
    )
    if sent.go in STOPS:
        stop = STOPS[sent.go]
        st.switch_page(stop.file, query_params=stop.params)


def onward(page: str) -> None:
    """At the end of a page: what comes after its last stop."""
    stops = [stop for stop in WAY if stop.page == page]
    if not stops or stops[-1] is WAY[-1]:
        return
    after = WAY[WAY.index(stops[-1]) + 1]
    with st.container(key="onward", horizontal=True, vertical_alignment="center"):
        st.page_link(
            after.file,
            label=f"Next on the way: {after.name}",
            icon=":material/arrow_forward:",
            query_params=after.params,
        )
