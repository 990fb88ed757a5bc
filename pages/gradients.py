"""Every gradient of the network at once, following the pen; steps down it; the proof."""

import streamlit as st

from backprop import explain
from backprop.live import slopes
from backprop.views import answer as answers
from backprop.views import canvas, session, way
from backprop.views.gradients import descent, heatmaps, proof
from backprop.views.gradients.state import path_so_far


@st.fragment
def studio() -> None:
    controls = st.container(key="controls")
    left, middle, right = st.columns([190, 660, 212], gap="medium")
    side = left.container(key="side")
    path = path_so_far()
    network = path.network
    with side, st.container(key="sketch"):
        canvas.canvas(heatmaps.asked(path, descent.learning_rate()))
    serial = session.serial()
    drawn = session.digit()
    digit = drawn or session.digit_or_example()
    answer = explain.answer(network, digit.pixels, digit.label)
    names = slopes.layer_names(network)

    with controls:
        subject, quantity, one_scale = heatmaps.controls(answer.label)
        line = st.container(horizontal=True, key="about", vertical_alignment="center")
    with line:
        average = heatmaps.examples(subject, network, digit.pixels, answer.label)
    with side, st.container(key="sketched"):
        if drawn is None:
            st.caption(
                f"Nothing drawn yet: test digit {session.EXAMPLE} of MNIST, a {digit.label}, as an "
                "example."
            )
        else:
            answers.label(answer, serial, said=digit.label is not None)
        before = explain.answer(path.base, digit.pixels, answer.label) if path.steps else None
        heatmaps.outputs(answer, before, serial)
    shown = slopes.quantities(quantity, network, average, descent.learning_rate())
    called = slopes.symbols(quantity, one=subject == "drawing")
    with middle, st.container(key="heatmaps"):
        told = slopes.heatmaps(network, average, quantity, one_scale, shown, called, serial)
        layer = heatmaps.heatmaps(told, len(shown))
    with right, st.container(key="descent"):
        heatmaps.signal(network, average, serial)
        descent.panel(path, answer, digit.pixels, serial)
    with line:  # last, because the angle to the whole gradient may take a moment
        heatmaps.about(subject, quantity, network, average, descent.learning_rate())
    if layer is not None:
        heatmaps.open_layer(names[layer], layer, shown[layer], called["w"])
    session.write_url(heatmaps.chosen() | {"rate": descent.learning_rate(), "at": way.at()})


st.html("<h1>Gradients <small>How fast the cost rises with each weight, as you draw</small></h1>")
way.stop("gradients")
session.seed_canvas()
heatmaps.open_link()
studio()
proof.proof()
