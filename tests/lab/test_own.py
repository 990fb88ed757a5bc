"""Drawings of one's own among the training examples."""

from dataclasses import replace

import numpy as np
import pytest

from backprop.lab.own import Joined, examples, read, shifted
from backprop.lab.run import Run
from backprop.lab.setup import Setup
from backprop.network import one_hot


@pytest.fixture
def seven():
    """A mirrored 7, (784,) in [0, 1]: nothing in MNIST looks like it."""
    sheet = np.zeros((28, 28))
    sheet[5:8, 7:21] = 1
    sheet[8:22, 7:10] = 1
    return sheet.ravel()


def test_the_first_copy_is_the_digit_and_the_others_are_near(seven):
    copies = shifted(seven, 60).reshape(-1, 28, 28)
    assert (copies[0] == 255 * seven.reshape(28, 28)).all()
    assert len(np.unique(copies[:25], axis=0)) == 25
    assert (copies[25:50] == copies[:25]).all()
    centres = [np.argwhere(copy).mean(axis=0) for copy in copies]
    away = np.abs(np.array(centres) - centres[0]).max(axis=0)
    assert away == pytest.approx([2, 2])
    assert (copies.reshape(60, -1).sum(axis=1) == copies[0].sum()).all()


def test_ink_that_is_shifted_over_the_edge_does_not_come_back():
    edge = np.zeros((28, 28))
    edge[0] = 1
    assert (shifted(edge.ravel(), 25).reshape(-1, 28, 28)[:, 3:] == 0).all()


def test_joined_examples_are_taken_like_those_of_one_array():
    rng = np.random.default_rng(0)
    first, second = rng.integers(0, 256, (7, 5), np.uint8), rng.integers(0, 256, (3, 5), np.uint8)
    joined, rows = Joined(first, second), np.array([9, 0, 6, 7, 7, 3])
    out = np.empty((6, 5), np.uint8)
    np.take(joined, rows, axis=0, out=out, mode="clip")
    assert (out == np.concatenate([first, second])[rows]).all()
    assert joined.shape == (10, 5) and len(joined) == 10


def test_reading_is_the_network_s_answer(seven):
    network = Setup().network()
    outputs = network.forward(seven).activations[-1][0]
    reading = read(network, seven, 7)
    assert reading.answer == outputs.argmax() and reading.output == pytest.approx(outputs[7])
    assert reading.cost == pytest.approx(network.cost(seven, one_hot(7)))


def test_a_run_learns_the_drawing_and_keeps_what_it_knew(mnist, exams, seven):
    run = Run(Setup(examples=10_000, epochs=4, learning_rate=1.5), mnist, exams)
    while run.epoch < 1:
        run.advance(0.1, until=1)
    run.teach(seven, 7, 500)
    assert run.examples == 10_500 and run.epoch == 1
    while not run.done:
        run.advance(0.1)
    before, now = run.own[0].before, read(run.current(), seven, 7)
    assert before.answer != 7 and now.answer == 7
    assert now.cost < before.cost / 2
    assert run.moment.test_right > run.own[0].test_right > 0.8
    assert run.epoch == 4 and run.steps == 4150 and run.taught


def test_each_example_comes_once_in_a_pass_and_forgotten_ones_no_more(mnist, exams, seven):
    run = Run(Setup(examples=100, epochs=9, mini_batch=7), mnist, exams)
    run.step()
    assert not run.taught
    run.teach(seven, 7, 20)
    run.teach(seven, 1, 10)
    trainer = run._trainer
    assert sorted(trainer._order) == list(range(130)) and trainer.left == 123
    run.forget(0)
    assert sorted(trainer._order) == list(range(110)) and trainer.left == 103
    assert [digit.label for digit in run.own] == [1]
    assert (trainer._labels[100:] == 1).all()
    while run.epoch < 1:
        run.step()
    assert run.epoch == 1
    run.forget(1)
    assert run.epoch == 1 and len(trainer._order) == 100


def test_a_network_that_diverged_stays_diverged(mnist, exams, seven):
    setup = Setup(hidden=(128,) * 4, activation="relu", learning_rate=1000.0, examples=3000)
    run = Run(setup, mnist, exams)
    while not run.problem:
        run.advance(0.05)
    run.teach(seven, 7, 10)
    steps = run.steps
    run.step()
    assert run.steps == steps and "diverged" in run.problem


def test_no_drawings_are_no_examples():
    x, labels = examples([])
    assert x.shape == (0, 784) and labels.shape == (0,)


def test_one_epoch_more_goes_on_gently():
    longer = Setup().one_more()
    assert (longer.epochs, longer.schedule, longer.learning_rate) == (21, "constant", 0.2)
    assert longer.one_more() == replace(longer, epochs=22)
