"""Which network every page is about, chosen from a list."""

from collections.abc import Callable

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
