"""The class is the network: what phones are told adds up to the truth, which is measured."""

import numpy as np
import pytest

from backprop import explain
from backprop.activations import ACTIVATIONS
from backprop.deck.neurons import electorate
from backprop.network import Network, one_hot


def cost(network, sent, label):
    """C₀ where the last hidden layer sends this."""
    z = network.weights[-1] @ sent + network.biases[-1]
    gaps = ACTIVATIONS[network.activation].value(z) - one_hot(label, len(z))
    return float(gaps @ gaps)


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu"])
@pytest.mark.parametrize("sizes", [(784, 16, 16, 10), (784, 5, 10), (784, 16, 16, 30, 10)])
def test_the_truth_is_what_the_cost_does(sizes, activation, mnist):
    network = Network.create(sizes, activation, seed=3)
    answer = explain.answer(network, mnist.x_test[38] / 255, 2)
    voters = electorate(network, answer)
    assert voters.layer == len(sizes) - 2
    assert voters.weights.shape == (sizes[-2], 10) and voters.truth.shape == (sizes[-2],)
    step = 1e-6
    for neuron in range(sizes[-2]):
        up, down = voters.activations.copy(), voters.activations.copy()
        up[neuron] += step
        down[neuron] -= step
        measured = (cost(network, down, 2) - cost(network, up, 2)) / (2 * step)
        assert voters.truth[neuron] == pytest.approx(measured, rel=1e-4, abs=1e-8)


def test_a_phone_s_own_sum_is_its_truth(mnist):
    network = Network.create(seed=1)
    voters = electorate(network, explain.answer(network, mnist.x_test[0] / 255, 7))
    assert np.allclose(voters.weights @ voters.wishes, voters.truth, rtol=1e-12, atol=1e-15)


def test_without_a_hidden_layer_nobody_can_vote(mnist):
    network = Network.create((784, 10))
    assert electorate(network, explain.answer(network, mnist.x_test[0] / 255, 7)) is None
