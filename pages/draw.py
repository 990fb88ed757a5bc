"""Draw a digit: the network answers while the pen moves."""

import numpy as np
import streamlit as st

from backprop import explain
from backprop.views import answer as views
from backprop.views import brought, canvas, live, nearest, session, way
from backprop.why.gradients import Path


@st.fragment
def studio() -> None:
    with st.container(key="studio"):
        with st.container(key="canvas"):
            network = session.network()
            canvas.canvas(live.about("draw", Path(network)))
            brought.strip(network)
            canvas.sources()

        digit = session.digit()
        serial = session.serial()
        answer = explain.answer(network, digit.pixels, digit.label) if digit else None
        said = digit is not None and digit.label is not None

        with st.container(key="answer"):
            with st.container(key="prediction"):
                views.prediction(answer, network, digit, serial)
            views.label(answer, serial, said)
            with st.container(key="sight"):
                with st.container(key="seen"):
                    views.seen(digit.pixels if digit else np.zeros(784), serial)
                views.preparation(network, digit, serial)
        with st.container(key="ledger"):
            with st.container(key="outputs"):
                views.outputs(answer, serial)
            with st.container(key="cost"):
                views.cost(answer, serial)
    with st.container(key="gradients"):
        views.first_layer(answer, network, serial)
    nearest.why(answer, network, digit)
    session.write_url()


st.html("<h1>Draw a digit <small>The network answers while the pen moves</small></h1>")
way.stop("")
session.seed_canvas()
studio()
