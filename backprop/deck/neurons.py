"""The class is the network: each phone is one neuron of the last hidden layer, and answers up or
down, from what the ten outputs wish and from its own weights to them."""

from dataclasses import dataclass

import numpy as np

from backprop.explain import Answer
from backprop.network import Network


@dataclass(frozen=True, eq=False)
class Electorate:
    """What phones are told as neurons of the last hidden layer, and what is true of them.

    layer: which one that is; wishes: −∂C₀/∂z of each output, 2(y − a)σ′, (outputs,)
    weights: from each neuron to each output, (neurons, outputs); activations: (neurons,)
    truth: −∂C₀/∂a, which way and how strongly C₀ wishes each neuron to go, (neurons,)
    """

    layer: int
    wishes: np.ndarray
    weights: np.ndarray
    activations: np.ndarray
    truth: np.ndarray


def electorate(network: Network, answer: Answer) -> Electorate | None:
    """None where there is no hidden layer: pixels are nobody's to move."""
    layer = len(network.weights) - 1
    if layer < 1:
        return None
    return Electorate(
        layer,
        -answer.gradients.delta[-1],
        network.weights[-1].T,
        answer.forward_pass.activations[-2][0],
        -answer.gradients.activations[-2],
    )
