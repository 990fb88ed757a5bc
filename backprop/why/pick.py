"""Weights worth a look, each with one sentence why."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from backprop.network import ForwardPass, Gradients, Network
from backprop.why.chain import SATURATED
from backprop.why.gradients import NO_WISH
from backprop.why.selection import Thing, Weight, neuron_name

LISTED = 12  # weights that can be asked for one after the other


class Pick(NamedTuple):
    weight: Weight
    why: str


def largest(gradients: Gradients) -> Pick:
    """The weight with the largest gradient of all layers."""
    weight = _weights(gradients, lambda layer: -np.abs(gradients.weights[layer - 1]))[0]
    return Pick(weight, "No other weight of the network has a larger gradient for this digit.")


def largest_of_last_layer(gradients: Gradients) -> Weight:
    """The weight with the largest gradient among those that lead to the outputs."""
    [place] = _ordered(-np.abs(gradients.weights[-1]), 1)
    return Weight(len(gradients.weights), *place)


def a_zero(
    network: Network, forward_pass: ForwardPass, gradients: Gradients, after: Thing | None = None
) -> Pick:
    """A weight whose gradient is exactly 0, or as small as there is, and which factor makes it so.

    Where paper is the cause, the strongest of the weights from blank pixels come first.
    after: what is open already; the next one follows, and after the last the first again
    """
    paper = np.flatnonzero(forward_pass.activations[0][0] == 0)
    if len(paper):
        places = _ordered(-np.abs(network.weights[0][:, paper]), LISTED)
        found = [Weight(1, to, int(paper[place])) for to, place in places]
        why = "Its pixel is paper, x = 0: nothing comes in, so the product is exactly 0."
        return Pick(_next(found, after), why)
    weight = _next(_weights(gradients, lambda layer: np.abs(gradients.weights[layer - 1])), after)
    why = _why_small(gradients, forward_pass, weight)
    return Pick(weight, why[0].upper() + why[1:])


def a_surprising(
    network: Network, forward_pass: ForwardPass, gradients: Gradients, after: Thing | None = None
) -> Pick:
    """A weight behind the first layer that is large, and yet has hardly any gradient.

    Of the weights among the largest tenth of their layer, those whose gradient is smallest beside
    their size: one would think that so strong a connection mattered most. Where the network has
    one layer only, that layer is searched. after: as for `a_zero`
    """

    def ratio(layer: int) -> np.ndarray:
        size, slope = np.abs(network.weights[layer - 1]), np.abs(gradients.weights[layer - 1])
        if layer == 1 < len(network.weights):
            return np.full(size.shape, np.inf)
        return np.where(size >= np.quantile(size, 0.9), slope / np.maximum(size, 1e-12), np.inf)

    weight = _next(_weights(gradients, ratio), after)
    reason = _why_small(gradients, forward_pass, weight)
    return Pick(weight, f"One of the strongest connections of its layer, and yet: {reason}")


def _next(found: list[Weight], after: Thing | None) -> Weight:
    at = found.index(after) + 1 if after in found else 0
    return found[at % len(found)]


def _weights(gradients: Gradients, rank: Callable[[int], np.ndarray]) -> list[Weight]:
    """The weights that a layer's table ranks lowest, of all layers, the lowest first."""
    ranked = []
    for layer in range(1, len(gradients.weights) + 1):
        table = rank(layer)
        ranked += [(table[place], Weight(layer, *place)) for place in _ordered(table, LISTED)]
    ranked.sort(key=lambda entry: entry[0])
    return [weight for _, weight in ranked[:LISTED]]


def _ordered(table: np.ndarray, count: int) -> list[tuple[int, int]]:
    """The places of a table's lowest entries, the lowest first; where it is infinite, none."""
    lowest = np.argsort(table, axis=None, kind="stable")[:count]
    rows, columns = np.unravel_index(lowest[np.isfinite(table.ravel()[lowest])], table.shape)
    return list(zip(rows.tolist(), columns.tolist()))


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
    if abs(by_activation) < NO_WISH:
        return f"the cost hardly depends on {to}: there is nothing to put right."
    factors = " × ".join(f"{factor:.2g}" for factor in (sent, delta / by_activation, by_activation))
    return f"what comes in, slope and ∂C₀/∂a multiply to little: {factors.replace('-', '−')}."
