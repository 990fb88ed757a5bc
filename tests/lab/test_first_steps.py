"""The first step of both who race, and the plane that shows how steps differ."""

import numpy as np
import pytest

from backprop.lab.race import EXAMPLES, first_step, stumbling_plane
from backprop.network import Network, one_hot


def test_the_first_step_follows_the_gradients_of_the_readable_network(mnist):
    step = first_step(mnist, 1000)
    network, order = Network.create(seed=0), np.random.default_rng(0).permutation(EXAMPLES)
    rows = order[:1000]
    passed = network.forward(mnist.x_train[rows] / 255)
    gradients = network.backward(passed, one_hot(mnist.y_train[rows]))
    assert step.rough == pytest.approx(gradients.weights[0], abs=1e-6)
    assert step.exact == pytest.approx(gradients.weights[0], abs=0.02)


def test_fewer_digits_guess_the_direction_worse(mnist):
    off = [first_step(mnist, m).degrees for m in (1000, 100, 1)]
    assert 0 < off[0] < off[1] < off[2] < 90


def test_the_plane_shows_the_way_and_the_stumbling():
    rng = np.random.default_rng(0)
    forward, aside, hidden = np.eye(50)[:3]
    stumble = rng.normal(size=(40, 1))
    steps = forward + 3 * (stumble - stumble.mean()) * aside + 0.1 * hidden
    path = np.vstack([np.zeros(50), np.cumsum(steps, axis=0)])
    plane = stumbling_plane(path)
    assert plane.axes @ plane.axes.T == pytest.approx(np.eye(2), abs=1e-9)
    assert abs(plane.axes[1] @ aside) == pytest.approx(1, abs=1e-6)
    assert plane.project(path)[0] == pytest.approx(0)
    assert plane.project(path)[-1] == pytest.approx([40 * np.hypot(1, 0.1), 0], abs=1e-6)
    assert plane.share == pytest.approx(1)


def test_a_path_that_does_not_move_still_has_a_plane():
    assert np.isfinite(stumbling_plane(np.ones((3, 10))).axes).all()
