"""The tuned loop against the readable one, and how a run of training behaves."""

import re
import warnings
from itertools import pairwise

import numpy as np
import pytest

from backprop.activations import ACTIVATIONS
from backprop.network import Network, one_hot
from backprop.training import GATHERED, Trainer, TrainingDiverged, accuracy, train

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


def test_the_same_seed_gives_the_same_run():
    x, labels = examples()
    network = Network.create(SIZES)
    one, same, other = (
        list(train(network, x, labels, epochs=2, seed=seed))[-1].network for seed in (3, 3, 4)
    )
    assert all((a == b).all() for a, b in zip(one.weights, same.weights))
    assert any((a != b).any() for a, b in zip(one.weights, other.weights))


def test_progress():
    x, labels = examples(300)
    x_test, labels_test = examples(40, seed=1)
    run = list(
        train(Network.create(SIZES), x, labels, epochs=3, mini_batch=7, test=(x_test, labels_test))
    )
    per_epoch = 43  # 300 / 7, rounded up
    assert [p.epoch for p in run] == sorted(p.epoch for p in run)
    assert {p.epoch for p in run} == {1, 2, 3}
    assert all(p.epochs == 3 for p in run)
    assert all(now.step > before.step for before, now in pairwise(run))
    assert all(now.seconds >= before.seconds for before, now in pairwise(run))
    assert all(p.seconds > 0 and p.seconds_left >= 0 and p.examples_per_second > 0 for p in run)
    assert run[-1].step == 3 * per_epoch
    assert run[-1].seconds_left == 0
    ends = [p for p in run if p.accuracy is not None]
    assert [p.step for p in ends] == [per_epoch, 2 * per_epoch, 3 * per_epoch]
    assert all(p.accuracy == accuracy(p.network, x_test, labels_test) for p in ends)
    assert all(p.cost > 0 for p in run)


def test_a_run_without_test_digits_has_no_accuracy():
    x, labels = examples()
    assert all(p.accuracy is None for p in train(Network.create(SIZES), x, labels, epochs=2))


def test_cosine_falls_and_constant_stays():
    """With one report per step, each step's α shows in how far the parameters move."""
    x, labels = examples(20)
    x[:], labels[:] = x[0], labels[0]
    network = Network((np.zeros((4, 12)),), (np.zeros(4),))

    def first_and_last(schedule):
        run = train(
            network, x, labels, epochs=10, mini_batch=20, learning_rate=1e-3, schedule=schedule
        )
        biases = [np.zeros(4), *(p.network.biases[0] for p in run)]
        moved = [np.abs(after - before).max() for before, after in pairwise(biases)]
        return moved[0], moved[-1]

    first, last = first_and_last("constant")
    assert last == pytest.approx(first, rel=0.02)
    first, last = first_and_last("cosine")
    assert last == pytest.approx(first * 0.5 * (1 + np.cos(0.9 * np.pi)), rel=0.02)


def test_it_learns_digits(mnist):
    """One epoch of mini-batches of 10 from 60,000 digits: 91.6 to 92.0 % with seeds 0 to 2."""
    network = Network.create(seed=0)
    *_, last = train(
        network, mnist.x_train, mnist.y_train, epochs=1, test=(mnist.x_test, mnist.y_test)
    )
    assert last.accuracy > 0.9
    assert last.cost < 0.2


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
        ({"epochs": 0}, "epochs: got 0"),
        ({"schedule": "linear"}, "schedule: got 'linear', expected one of constant, cosine"),
        ({"test": (np.zeros((5, 12)), np.zeros(5, int))}, "x: got float64"),
    ],
)
def test_arguments_that_do_not_fit_are_named_at_once(changed, message):
    x, labels = examples()
    with pytest.raises(ValueError, match=message):
        train(Network.create(SIZES), **{"x": x, "labels": labels, **changed})


def test_a_step_count_below_one():
    x, labels = examples()
    with pytest.raises(ValueError, match=re.escape("count: got 0")):
        Trainer(Network.create(SIZES), x, labels).step_batches(0)
