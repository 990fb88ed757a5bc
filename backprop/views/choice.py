"""What is chosen on several pages: the network, and the part of a page."""

from collections.abc import Callable, Mapping

import streamlit as st

from backprop.views import session


def network(key: str, chosen: Callable[[], None] = lambda: None) -> None:
    """The list, as the widget with this key. chosen: what is to be done besides."""

    def choose() -> None:
        session.choose_network(session.held(key))
        chosen()

    titles = session.network_titles()
    session.put(key, session.shared().network)
    st.selectbox(
        "Network", titles, format_func=lambda name: titles[name], key=key, on_change=choose
    )


def part(of: str, parts: Mapping[str, str]) -> str:
    """Which part of a page is asked for; the first time by the link, else the first.

    of: whose parts they are; parts: their names in the link → what is shown
    """
    key = f"{of}_part"
    if session.begun(key, "part", parts) is None:
        session.put(key, next(iter(parts)))
    st.segmented_control(
        "Part of the page",
        list(parts),
        format_func=lambda part: parts[part],
        key=key,
        required=True,
        label_visibility="collapsed",
        persist_state="session",
    )
    return str(session.held(key))
