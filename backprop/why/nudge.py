"""Nudge something in a network and see what the cost does: the proof of every gradient."""

from dataclasses import dataclass

import numpy as np

from backprop.activations import ACTIVATIONS
from backprop.network import ForwardPass, Network
from backprop.why.selection import Parameter, Weight, value, with_value

RANGES = {"sigmoid": (0.0, 1.0), "tanh": (-1.0, 1.0), "relu": (0.0, np.inf)}


def nudge_curve(
    network: Network, x: np.ndarray, y: np.ndarray, parameter: Parameter, values: np.ndarray
) -> np.ndarray:
    """C₀ as a function of one parameter, all others held: one cost for each of `values`, (n,).

    Only what depends on the parameter is computed again: its neuron's z, and the layers behind it.
    x: (inputs,); y: (outputs,); values: (n,)
    """
    activate = ACTIVATIONS[network.activation].value
    forward_pass = network.forward(x)
    layer = parameter.layer
    carried = 1.0
    if isinstance(parameter, Weight):
        carried = forward_pass.activations[layer - 1][0, parameter.source]
    z = np.repeat(forward_pass.weighted_inputs[layer - 1], len(values), axis=0)
    z[:, parameter.to] += (np.asarray(values) - value(network, parameter)) * carried
    a = activate(z)
    for w, b in zip(network.weights[layer:], network.biases[layer:]):
        a = activate(a @ w.T + b)
    return np.sum((a - y) ** 2, axis=1)


def measured_slope(
    network: Network, x: np.ndarray, y: np.ndarray, parameter: Parameter, h: float = 1e-4
) -> float:
    """The slope by central difference, [C₀(w + h) − C₀(w − h)] / 2h: two whole forward passes."""
    at = value(network, parameter)
    above, below = (with_value(network, parameter, at + step).cost(x, y) for step in (h, -h))
    return (above - below) / (2 * h)


@dataclass(frozen=True)
class Outcome:
    """What an output neuron answers, and the cost of the whole example."""

    z: float
    a: float
    cost: float


@dataclass(frozen=True)
class ThreeWays:
    """An output neuron as it is, after each of the three ways alone, and after all together."""

    before: Outcome
    bias: Outcome
    weights: Outcome
    activations: Outcome
    together: Outcome


def three_ways(
    network: Network,
    forward_pass: ForwardPass,
    y: np.ndarray,
    output: int,
    bias: float = 0.0,
    weights: float = 0.0,
    activations: float = 0.0,
) -> ThreeWays:
    """The deck's three ways to make an output neuron more active.

    bias: added to its bias
    weights: its weights are raised by `weights` · a⁽ᴸ⁻¹⁾, in proportion to the activations
    activations: the activations before it are raised by `activations` · w, in proportion to its
        weights, as far as the activation function's range allows; all outputs feel that
    y: target (outputs,)
    """

    def outcome(bias: float, weights: float, activations: float) -> Outcome:
        before = forward_pass.activations[-2][0]
        w, b = network.weights[-1].copy(), network.biases[-1].copy()
        sent = before
        if activations:
            sent = np.clip(before + activations * w[output], *RANGES[network.activation])
        w[output] += weights * before
        b[output] += bias
        z = w @ sent + b
        a = ACTIVATIONS[network.activation].value(z)
        return Outcome(float(z[output]), float(a[output]), float(np.sum((a - y) ** 2)))

    return ThreeWays(
        before=outcome(0, 0, 0),
        bias=outcome(bias, 0, 0),
        weights=outcome(0, weights, 0),
        activations=outcome(0, 0, activations),
        together=outcome(bias, weights, activations),
    )
