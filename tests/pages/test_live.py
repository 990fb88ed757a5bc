"""The live channel knows a visitor's own networks and pictures while the session lives."""

import numpy as np
import pytest
import streamlit as st
from streamlit.runtime import caching
from streamlit.testing.v1 import AppTest

from backprop.network import Network
from backprop.views import live

SESSION = "test session id"  # as AppTest calls every session


@pytest.fixture(autouse=True)
def no_cache():
    st.cache_resource.clear()


@pytest.fixture
def visitor():
    """One with a network and a picture of their own, and a step taken on the gradient page."""
    app = AppTest.from_file("../../pages/main.py", default_timeout=30).run()
    state = app.session_state["shared"]
    state.trained = {"own-1": ("Mine", Network.create(seed=5))}
    state.own_pictures = {"picture-1": np.zeros((280, 280), np.uint8)}
    app.switch_page("gradients.py").run()
    next(button for button in app.button if button.label == "One step").click().run()
    assert not app.exception
    return state


def known(state) -> list:
    """What the channel finds under the names of what is this visitor's own."""
    paths = [live._path(state.token, name) for name in ("own-1", *state.lent)]
    return [*paths, live._picture(state.token, "picture-1")]


def test_what_is_a_visitors_own_is_forgotten_with_the_session(visitor):
    own, stepped, picture = known(visitor)
    assert own.network is visitor.trained["own-1"][1]
    assert len(stepped.steps) == 1 and picture.grey is visitor.own_pictures["picture-1"]
    caching.clear_session_resource_cache(SESSION)  # the connection has ended
    assert known(visitor) == [None, None, None]
    assert visitor.token not in live._VISITORS
    assert live._path(visitor.token, "trained").network is not None


def test_nobody_finds_what_is_anothers(visitor):
    for name in ("own-1", *visitor.lent):
        assert live._path("", name) is None and live._path("0" * 16, name) is None
    assert live._picture("", "picture-1") is None


def test_who_comes_back_after_a_lost_connection_is_known_again(visitor):
    caching.clear_session_resource_cache(SESSION)
    app = AppTest.from_file("../../pages/main.py", default_timeout=30)
    app.session_state["shared"] = visitor
    app.run()
    assert None not in known(visitor)
