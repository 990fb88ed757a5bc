"""What every example alone wants of one weight, and what they want together."""

from dataclasses import replace

import numpy as np
import pytest

from backprop.network import Network, one_hot
from backprop.why import nudge, pulls
from backprop.why.selection import Bias, Weight, gradient_of


@pytest.mark.parametrize("parameter", [Weight(1, 2, 4), Weight(2, 0, 3), Bias(2, 1), Bias(1, 0)])
@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu"])
def test_each_is_its_own_slope_and_the_mean_the_batchs(activation, parameter):
    network, rng = Network.create((6, 5, 3), activation, seed=4), np.random.default_rng(1)
    network = replace(network, biases=(rng.normal(size=5), rng.normal(size=3)))
    x, labels = rng.random((12, 6)), rng.integers(0, 3, 12)
    found = pulls.each(network, x, labels, parameter)
    batch = network.backward(network.forward(x), one_hot(labels, 3))
    assert found.mean() == pytest.approx(gradient_of(batch, parameter), rel=1e-12, abs=1e-15)
    for slope, row, label in zip(found, x, labels):
        measured = nudge.measured_slope(network, row, one_hot(label, 3), parameter)
        assert slope == pytest.approx(measured, rel=1e-5, abs=1e-8)
