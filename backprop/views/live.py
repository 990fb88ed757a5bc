"""The live channel in the app: what a page says about its drawings, and whose networks and
pictures it may name."""

from typing import Any

import streamlit as st
from starlette.routing import WebSocketRoute
from streamlit.web.server.server_util import is_url_from_allowed_origins

from backprop import networks
from backprop.live.answer import Known
from backprop.live.drawing import Picture
from backprop.live.route import route as live_route
from backprop.views import library, session
from backprop.why.gradients import Path

# The visitors who have a page open, by the unguessable name of their session.
_VISITORS: dict[str, session.Shared] = {}


def about(page: str, path: Path, **more: Any) -> dict[str, Any]:
    """What the canvas says of its drawings. more: fields of `backprop.live.answer.About`

    path: to the network that answers; lent to the channel where steps led away from the chosen one
    """
    state = _present()
    name = state.network
    if path.steps:
        name = session.own_name("lent-", *path.network.weights, *path.network.biases)
        state.lent = {name: path}
    return {
        "page": page,
        "visitor": state.token,
        "network": name,
        "prepared": state.prepared,
        **more,
    }


@st.cache_resource(scope="session", show_spinner=False, on_release=lambda shared: _forget(shared))
def _present() -> session.Shared:
    """This visitor, known to the channel for as long as the session lives."""
    state = session.shared()
    _VISITORS[state.token] = state
    return state


def _forget(state: session.Shared) -> None:
    _VISITORS.pop(state.token, None)


def _path(visitor: str, name: str) -> Path | None:
    state = _VISITORS.get(visitor)
    if state and name in state.trained:
        return Path(state.trained[name][1])
    if state and name in state.lent:
        return state.lent[name]
    if name not in networks.SHIPPED:
        return None
    try:
        return Path(library.shipped(name))
    except networks.NetworkFileError:
        return None


def _picture(visitor: str, name: str) -> Picture | None:
    return session.picture(name, _VISITORS.get(visitor) or session.Shared())


def route() -> WebSocketRoute:
    """Where it is served, and what it knows."""
    base = st.get_option("server.baseUrlPath")
    return live_route(base, Known(_path, _picture, library.tested), is_url_from_allowed_origins)
