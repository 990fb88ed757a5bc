"""By hand: backpropagation computed line by line, of a small network and of one's own digit."""

import streamlit as st

from backprop.views import choice, session
from backprop.views.component import ASSETS
from backprop.views.hand import paper, parts, state
from backprop.views.hand.order import order


def sheets() -> None:
    with st.container(key="hand_top", horizontal=True, vertical_alignment="center"):
        st.html("<h1>By hand <small>One number after the other</small></h1>")
        part = choice.part("hand", parts.PARTS)
    {"network": parts.network, "digit": parts.digit, "order": order}[part]()
    session.write_url(parts.address(part))


st.html(ASSETS / "hand.css")
if state.hand().printed:
    paper.show()
else:
    sheets()
