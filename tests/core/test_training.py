"""The tuned loop against the readable one, and how a run of training behaves."""

import re
import warnings

import numpy as np
import pytest

from backprop.activations import ACTIVATIONS
from backprop.network import Network, one_hot
from backprop.training import GATHERED, Trainer, TrainingDiverged

SIZES = (12, 7, 5, 4)


def examples(n=50, seed=0):
    rng = np.random.default_rng(seed)
    return rng.integers(0, 256, (n, SIZES[0]), np.uint8), rng.integers(0, SIZES[-1], n)


def shuffled(n, seed, epochs):
    rng = np.random.default_rng(seed)
    return [rng.permutation(n) for _ in range(epochs)]


def plain_step(network, x, labels, learning_rate):
    x, y = x / 255, one_hot(labels, SIZES[-1])
    cost = network.cost(x, y)
    return network.step(network.backward(network.forward(x), y), learning_rate), cost


def assert_close(one, other, tolerance=1e-5):
    for a, b in zip(one.weights + one.biases, other.weights + other.biases):
        np.testing.assert_allclose(a, b, rtol=tolerance, atol=tolerance)


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("sizes", [SIZES, (12, 4), (12, 1, 4)])
def test_tuned_loop_equals_the_readable_one(activation, sizes):
    """Three epochs of 50 examples by 8: the last mini-batch of each has 2; α changes midway."""
    x, labels = examples()
    plain = Network.create(sizes, activation, seed=4)
    trainer = Trainer(plain, x, labels, mini_batch=8, learning_rate=0.3, seed=9)
    for number, order in enumerate(shuffled(50, 9, 3)):
        learning_rate = trainer.learning_rate = 0.3 / (number + 1)
        costs = []
        for start in range(0, 50, 8):
            rows = order[start : start + 8]
            plain, cost = plain_step(plain, x[rows], labels[rows], learning_rate)
            costs += [cost] * len(rows)
        assert trainer.epoch() == pytest.approx(np.mean(costs), rel=1e-4)
        assert_close(trainer.network(), plain)
    assert trainer.steps == 3 * 7
    assert trainer.examples == 3 * 50
    assert trainer.network().activation == activation


def test_slices_of_any_length_come_to_the_same():
    x, labels = examples()
    network = Network.create(SIZES, seed=1)
    whole = Trainer(network, x, labels, mini_batch=8, seed=2)
    sliced = Trainer(network, x, labels, mini_batch=8, seed=2)
    whole.step_batches(20)
    for count in (1, 2, 10, 7):
        sliced.step_batches(count)
    assert_close(whole.network(), sliced.network(), tolerance=1e-6)


def test_an_epoch_longer_than_what_is_gathered_at_once_uses_every_example():
    n = 2 * GATHERED + 37
    x, labels = examples(n)
    plain = Network.create(SIZES, seed=1)
    trainer = Trainer(plain, x, labels, mini_batch=300, learning_rate=0.5, seed=6)
    order = shuffled(n, 6, 1)[0]
    for start in range(0, n, 300):
        rows = order[start : start + 300]
        plain, _ = plain_step(plain, x[rows], labels[rows], 0.5)
    trainer.epoch()
    assert trainer.steps == trainer.steps_per_epoch == 7
    assert_close(trainer.network(), plain)


def test_mini_batch_can_change_while_it_runs():
    x, labels = examples()
    plain = Network.create(SIZES, seed=1)
    trainer = Trainer(plain, x, labels, mini_batch=8, learning_rate=0.5, seed=6)
    order = shuffled(50, 6, 1)[0]
    trainer.step_batches(2)
    trainer.mini_batch = 30
    trainer.epoch()
    for rows in (order[:8], order[8:16], order[16:46], order[46:]):
        plain, _ = plain_step(plain, x[rows], labels[rows], 0.5)
    assert trainer.steps == 4
    assert_close(trainer.network(), plain)


def test_a_mini_batch_larger_than_the_data_is_all_the_data():
    x, labels = examples()
    trainer = Trainer(Network.create(SIZES), x, labels, mini_batch=1000)
    assert trainer.mini_batch == 50
    assert trainer.steps_per_epoch == 1


def test_the_start_is_copied_and_so_is_every_snapshot():
    x, labels = examples()
    start = Network.create(SIZES)
    before = [w.copy() for w in start.weights]
    trainer = Trainer(start, x, labels)
    snapshot = trainer.network()
    assert_close(snapshot, start, tolerance=1e-7)
    trainer.epoch()
    assert all((w == b).all() for w, b in zip(start.weights, before))
    assert_close(snapshot, start, tolerance=1e-7)
    assert all(w.dtype == np.float64 for w in snapshot.weights + snapshot.biases)


def test_a_learning_rate_that_is_too_high_is_reported_in_words():
    x, labels = examples()
    network = Network.create(SIZES, "relu", seed=1)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        trainer = Trainer(network, x, labels, learning_rate=1e30)
        with pytest.raises(TrainingDiverged, match=r"Lower the learning rate \(it was 1e\+30\)"):
            trainer.epoch()


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_no_warning_leaks(activation):
    x, labels = examples()
    network = Network.create(SIZES, activation, seed=1)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            Trainer(network, x, labels, learning_rate=1e45).step_batches(20)
        except TrainingDiverged:
            pass


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"x": np.zeros((50, 12))}, "x: got float64"),
        ({"x": np.zeros((50, 11), np.uint8)}, r"x: got uint8 of shape \(50, 11\)"),
        ({"x": np.zeros((0, 12), np.uint8)}, "x: got"),
        ({"labels": np.zeros(49, int)}, r"labels: got int64 of shape \(49,\)"),
        ({"labels": np.zeros(50)}, "labels: got float64"),
        ({"labels": np.full(50, 4)}, "labels: got 4 to 4, expected 0 to 3"),
        ({"mini_batch": 0}, "mini_batch: got 0"),
        ({"learning_rate": 0}, "learning_rate: got 0"),
        ({"learning_rate": float("nan")}, "learning_rate: got nan"),
    ],
)
def test_arguments_that_do_not_fit_are_named_at_once(changed, message):
    x, labels = examples()
    with pytest.raises(ValueError, match=message):
        Trainer(Network.create(SIZES), **{"x": x, "labels": labels, **changed})


def test_a_step_count_below_one():
    x, labels = examples()
    with pytest.raises(ValueError, match=re.escape("count: got 0")):
        Trainer(Network.create(SIZES), x, labels).step_batches(0)
