"""Weights worth a look, each with one sentence why."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from backprop.network import ForwardPass, Gradients, Network
from backprop.why.chain import SATURATED
from backprop.why.selection import Weight, gradient_of, neuron_name

Chooser = Callable[[np.ndarray], np.intp]  # np.argmax or np.argmin


class Pick(NamedTuple):
    weight: Weight
    why: str


def largest(gradients: Gradients) -> Pick:
    """The weight with the largest gradient of all layers."""
    weight = _extreme(gradients, np.argmax)
    return Pick(weight, "No other weight of the network has a larger gradient for this digit.")


def largest_of_last_layer(gradients: Gradients) -> Weight:
    """The weight with the largest gradient among those that lead to the outputs."""
    return _of_layer(gradients, len(gradients.weights), np.argmax)


def a_zero(network: Network, forward_pass: ForwardPass, gradients: Gradients) -> Pick:
    """A weight whose gradient is exactly 0, or the smallest there is, and which factor makes it so.

    Where paper is the cause, it is the strongest of the weights from blank pixels.
    """
    paper = np.flatnonzero(forward_pass.activations[0][0] == 0)
    if len(paper):
        to, place = _place(np.abs(network.weights[0][:, paper]), np.argmax)
        why = "Its pixel is paper, x = 0: nothing comes in, so the product is exactly 0."
        return Pick(Weight(1, to, int(paper[place])), why)
    weight = _extreme(gradients, np.argmin)
    why = _why_small(gradients, forward_pass, weight)
    return Pick(weight, why[0].upper() + why[1:])


def a_surprising(network: Network, forward_pass: ForwardPass, gradients: Gradients) -> Pick:
    """A weight behind the first layer that is large, and yet has hardly any gradient.

    Of the weights among the largest tenth of their layer, the one whose gradient is smallest
    beside its size: one would think that so strong a connection mattered most. Where the network
    has one layer only, that layer is searched.
    """
    layers = range(min(2, len(network.weights)), len(network.weights) + 1)
    candidates = []
    for layer in layers:
        size, slope = np.abs(network.weights[layer - 1]), np.abs(gradients.weights[layer - 1])
        ratio = np.where(size >= np.quantile(size, 0.9), slope / np.maximum(size, 1e-12), np.inf)
        to, source = _place(ratio, np.argmin)
        candidates.append((ratio[to, source], Weight(layer, to, source)))
    weight = min(candidates, key=lambda entry: entry[0])[1]
    reason = _why_small(gradients, forward_pass, weight)
    return Pick(weight, f"One of the strongest connections of its layer, and yet: {reason}")


def _extreme(gradients: Gradients, choose: Chooser) -> Weight:
    """The weight that `choose` (argmax or argmin) finds among all gradients, by their size."""
    ends = [_of_layer(gradients, layer, choose) for layer in range(1, len(gradients.weights) + 1)]
    return ends[choose(np.array([abs(gradient_of(gradients, weight)) for weight in ends]))]


def _of_layer(gradients: Gradients, layer: int, choose: Chooser) -> Weight:
    return Weight(layer, *_place(np.abs(gradients.weights[layer - 1]), choose))


def _place(table: np.ndarray, choose: Chooser) -> tuple[int, int]:
    row, column = np.unravel_index(choose(table), table.shape)
    return int(row), int(column)


def _why_small(gradients: Gradients, forward_pass: ForwardPass, weight: Weight) -> str:
    """The factor that makes this gradient small, named: what comes in, the slope, or the wish."""
    layers = len(gradients.weights)
    sent = forward_pass.activations[weight.layer - 1][0, weight.source]
    by_activation = gradients.activations[weight.layer][weight.to]
    delta = gradients.delta[weight.layer - 1][weight.to]
    source = neuron_name(weight.layer - 1, weight.source, layers)
    to = neuron_name(weight.layer, weight.to, layers)
    if abs(sent) < SATURATED:
        return f"{source} is silent, so hardly anything comes in."
    if abs(delta) < SATURATED * abs(by_activation):
        return f"{to} is saturated: its slope σ′ is below {SATURATED}."
    return f"the cost hardly depends on {to}: there is nothing to put right."
