"""The network's answer to one digit: the guess in words, what it saw, outputs, cost, gradient."""

import numpy as np
import streamlit as st

from backprop.explain import Answer
from backprop.live import parts
from backprop.live.drawing import Digit
from backprop.network import Network
from backprop.views import session
from backprop.views.component import component

told = component("told")  # words that follow the pen
_outputs = component("outputs")
_cost = component("cost")
_seen = component("seen")
_gradient = component("gradient")
_label = component("label")


def prediction(answer: Answer | None, network: Network, digit: Digit | None, serial: int) -> None:
    """The guess, or that this looks like no digit."""
    said = digit is not None and digit.label is not None
    doubt = parts.doubt(network, digit, session.shared().prepared)
    told(key="guess", data=parts.guess(answer, serial, said, doubt))


def seen(pixels: np.ndarray, serial: int) -> None:
    """The 28×28 that the network sees."""
    _seen(key="seen_picture", data=parts.seen(pixels, serial))


def outputs(answer: Answer | None, serial: int) -> None:
    """The ten outputs against the target."""
    _outputs(key="outputs_bars", data=parts.outputs(answer, serial))


def cost(answer: Answer | None, serial: int) -> None:
    """C₀ and its ten terms."""
    _cost(key="cost_squares", data=parts.cost(answer, serial))


def label(answer: Answer | None, serial: int, said: bool) -> None:
    """What the digit is meant to be: asked for, with MNIST's label or the guess preselected.

    said: whether MNIST or the user said so; otherwise the guess stands in
    """
    _label(key="label", data=parts.label(answer, serial, said), on_chosen_change=_say_label)


def _say_label() -> None:
    if said := session.sent("label", "chosen"):
        session.say_label(said["digit"], said["serial"])


def preparation(network: Network, digit: Digit | None, serial: int) -> None:
    """The switch that leaves out the preparation, and what the other way would be read as."""
    prepared = st.toggle(
        "Prepared as MNIST was",
        value=session.shared().prepared,
        key="prepared",
        disabled=digit is not None and digit.other is digit.pixels,
        on_change=lambda: session.prepare_ink(session.held("prepared")),
    )
    told(key="read", data=parts.read(network, digit, prepared, serial))


def first_layer(answer: Answer | None, network: Network, serial: int) -> None:
    """∂C₀/∂w⁽¹⁾ as one 28×28 image for each neuron of layer 1."""
    _gradient(key="gradient_pictures", data=parts.first_layer(answer, network, serial))
