"""Training from the command line, and the run of training below it."""

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from backprop.lab.train import main, train
from backprop.network import Network
from backprop.networks import load
from backprop.training import accuracy
from core.test_training import SIZES, examples

ROOT = Path(__file__).parents[2]


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
        ({"epochs": 0}, "epochs: got 0"),
        ({"schedule": "linear"}, "schedule: got 'linear', expected one of constant, cosine"),
        ({"test": (np.zeros((5, 12)), np.zeros(5, int))}, "x: got float64"),
        ({"mini_batch": 0}, "mini_batch: got 0"),
    ],
)
def test_arguments_that_do_not_fit_are_named_at_once(changed, message):
    x, labels = examples()
    with pytest.raises(ValueError, match=message):
        train(Network.create(SIZES), **{"x": x, "labels": labels, **changed})


def test_help():
    run = subprocess.run(
        [sys.executable, "-m", "backprop.lab.train", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for option in ("--sizes", "--activation", "--epochs", "--mini-batch", "--learning-rate",
                   "--schedule", "--seed", "--output", "--shipped"):  # fmt: skip
        assert option in run.stdout


def test_command_line(tmp_path, capsys):
    path = tmp_path / "tiny.npz"
    options = "--sizes 784 8 10 --activation tanh --epochs 2 --examples 500 --learning-rate 0.1"
    assert main([*options.split(), "--output", str(path)]) == 0
    network = load(path)
    assert network.sizes == (784, 8, 10)
    assert network.activation == "tanh"
    assert [row.epoch for row in network.history] == [0, 1, 2]
    lines = capsys.readouterr().out.splitlines()
    assert [line[:9] for line in lines[:2]] == ["epoch 1/2", "epoch 2/2"]
    assert all("cost" in line and "test digits" in line and "s left" in line for line in lines[:2])
    assert lines[-1] == f"Saved {path}"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("--sizes 784 10 --epochs 0", "epochs: got 0"),
        ("--sizes 700 10", "expected"),
        ("--sizes 784 16 10 --activation relu --learning-rate 1e30", "Lower the learning rate"),
    ],
)
def test_command_line_mistakes_end_in_a_sentence(tmp_path, capsys, options, message):
    path = tmp_path / "none.npz"
    assert main([*options.split(), "--examples", "200", "--output", str(path)]) == 1
    assert message in capsys.readouterr().err
    assert not path.exists()
