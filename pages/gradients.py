"""The gradient of the drawing, seen large."""

import streamlit as st

from backprop import explain
from backprop.views import answer as views
from backprop.views import session

st.html("<h1>Gradients <small>What every weight into layer 1 would change</small></h1>")
digit = session.digit()
if digit is None:
    st.page_link("draw.py", label="Draw a digit first, or pick one from MNIST.")
    st.stop()
network = session.network()
found = explain.answer(network, digit.pixels, digit.label)
with st.container(key="heatmaps"):
    views.first_layer(found, network, session.shared().drawing.serial)
session.write_url()
