"""The network graph: everything that one forward and backward pass computed, in one message."""

from dataclasses import asdict

import numpy as np

from backprop.explain import Answer
from backprop.live.wire import pack
from backprop.network import Network, one_hot
from backprop.views import session
from backprop.views.address import STEP_SIZES
from backprop.views.component import component
from backprop.views.passes.opened import select_clicked
from backprop.why.running import as_told, running
from backprop.why.selection import Thing

_stage = component("stage")


def stage(network: Network, answer: Answer, selected: Thing) -> None:
    """Mount the graph; what is clicked on it becomes the inspector's selection.

    The message holds, layer by layer, w, b, z, a, δ, ∂C₀/∂a and the activations after one step of
    −α∂C₀/∂w. The gradient of a single example's weight is δ times what comes in, so it needs no
    bytes of its own.
    """
    learning_rate = session.shared().learning_rate
    before, slopes = answer.forward_pass, answer.gradients
    stepped = network.step(slopes, learning_rate)
    after = stepped.forward(before.activations[0])
    layers = [before.activations[0]]
    for layer, (w, b) in enumerate(zip(network.weights, network.biases)):
        a, by_activation = before.activations[layer + 1], slopes.activations[layer + 1]
        passed = [w, b, before.weighted_inputs[layer], a, slopes.delta[layer], by_activation]
        layers += [*passed, after.activations[layer + 1]]
    header = {
        "sizes": network.sizes,
        "activation": network.activation,
        "label": answer.label,
        "costs": [answer.cost, stepped.cost(before.activations[0], one_hot(answer.label))],
        "learning_rate": learning_rate,
        "learning_rates": STEP_SIZES,
        "at": session.linked("at"),
        "film": session.linked("film"),
        "example": session.EXAMPLE if session.digit() is None else None,
        "code": as_told(running(network, answer, learning_rate)),
        "selected": {"kind": type(selected).__name__.lower(), **asdict(selected)},
    }
    body = np.concatenate([np.ravel(values) for values in layers]).astype(np.float32)
    _stage(
        key="stage",
        data=pack(header, body),
        on_selected_change=_selected,
        on_alpha_change=_alpha,
    )


def _selected() -> None:
    select_clicked(session.sent("stage", "selected"))


def _alpha() -> None:
    alpha = session.sent("stage", "alpha")
    if alpha in STEP_SIZES:
        session.shared().learning_rate = alpha
