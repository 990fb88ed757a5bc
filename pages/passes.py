"""The stage: one digit forward and backward through the network, and anything on it inspected."""

import streamlit as st

from backprop import explain
from backprop.views import session, way
from backprop.views.passes.inspector import inspector
from backprop.views.passes.opened import selection
from backprop.views.passes.stage import stage


@st.fragment
def passes() -> None:
    network = session.network()
    digit = session.digit_or_example()
    answer = explain.answer(network, digit.pixels, digit.label)
    with st.container(key="graph"):
        stage(network, answer, selection())
    with st.container(key="inspector"):
        inspector(network, digit.pixels, answer)
    session.write_url({"at": way.at()})


st.html("<h1>Passes <small>One digit, forward and backward through the whole network</small></h1>")
way.stop("passes")
passes()
