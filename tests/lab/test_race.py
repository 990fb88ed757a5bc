"""The race, and the plane its paths are seen on."""

import numpy as np
import pytest

from backprop.lab import landscape
from backprop.lab.race import EXAMPLES, FullBatch, Race
from backprop.lab.run import Exams, flatten, unflatten
from backprop.network import Network, one_hot


@pytest.fixture(scope="module")
def race(mnist):
    race = Race(mnist, Exams(mnist), 0.4, {100: 1.0, EXAMPLES: 5.0})
    while not race.done:
        race.advance(0.05)
    return race


def test_a_full_batch_step_is_the_step_of_the_readable_network(mnist):
    network = Network.create((784, 6, 10), seed=1)
    x, labels = mnist.x_train[:2300], mnist.y_train[:2300]
    tuned = FullBatch(network, x, labels, 3.0)
    tuned.step_batches(2)
    for _ in range(2):
        passed = network.forward(x / 255)
        network = network.step(network.backward(passed, one_hot(labels)), 3.0)
    assert flatten(tuned.view()) == pytest.approx(flatten(network), abs=2e-5)


def test_both_start_alike_and_get_the_same_seconds(race):
    small, full = race.lanes
    assert np.array_equal(small.path[0], full.path[0])
    assert small.seconds >= 0.4 and full.seconds >= 0.4
    assert small.trainer.steps > full.trainer.steps
    best = max(mark.right for mark in small.marks)
    assert best > max(mark.right for mark in full.marks)
    assert small.reached(best).right == best and full.reached(best) is None
    assert race.progress == 1


def test_the_first_steps_are_kept_one_by_one(race):
    for lane in race.lanes:
        assert len(lane.first) == min(61, lane.trainer.steps + 1)


def test_a_plane_holds_a_path_that_lies_in_one():
    rng = np.random.default_rng(0)
    u, v, centre = rng.normal(size=(3, 500))
    path = centre + rng.normal(size=(20, 2)) @ np.array([u, v])
    plane = landscape.plane([path[:9], path[9:]])
    assert plane.share == pytest.approx(1)
    assert plane.axes @ plane.axes.T == pytest.approx(np.eye(2), abs=1e-9)
    assert plane.lift(plane.project(path)) == pytest.approx(path)
    assert plane.share_of(path) == pytest.approx(1)


def test_no_other_plane_holds_more(race):
    paths = [landscape.spread(lane.path, 20).astype(float) for lane in race.lanes]
    plane = landscape.plane(paths)
    moved = np.concatenate(paths) - plane.centre
    singular = np.linalg.svd(moved, compute_uv=False) ** 2
    assert plane.share == pytest.approx(singular[:2].sum() / singular.sum(), rel=1e-6)


def test_the_surface_is_the_real_cost(mnist):
    network = Network.create((784, 4, 10), seed=2)
    point = flatten(network)
    rng = np.random.default_rng(0)
    path = point + rng.normal(size=(5, len(point)))
    plane = landscape.plane([path])
    x, labels = mnist.x_train[:50] / 255, mnist.y_train[:50]
    place = plane.project(path)
    across, up = landscape.grid(place, 5)
    rows = list(
        landscape.surface(plane, across, up, network.sizes, "sigmoid", np.float32(x), labels)
    )
    there = plane.lift(np.array([[across[3], up[1]]]))[0]
    real = unflatten(there, network.sizes, "sigmoid").cost(x, one_hot(labels))
    assert rows[1][3] == pytest.approx(real, rel=1e-4)


def test_too_few_points_make_no_plane():
    with pytest.raises(ValueError, match="at least three"):
        landscape.plane([np.zeros((2, 5))])
