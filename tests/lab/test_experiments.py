"""The set-ups of "Break it" do what their right choice says, whatever the seed.

Training makes a last digit grow, so another processor ends elsewhere, about as far off as another
seed: five seeds stand for the processors too.
"""

from dataclasses import replace

import numpy as np
import pytest

from backprop.lab.experiments import ALIKE, EXPERIMENTS
from backprop.lab.run import Run
from backprop.lab.setup import dealt_evenly
from core.kernels import unlikeness

RIGHT = {  # the choice that the lesson is about
    "alpha-large": 1,
    "alpha-small": 0,
    "zeros": 1,
    "saturated": 1,
    "dead": 1,
    "m-1": 2,
    "shuffled": 1,
    "no-hidden": 2,
}
SEEDS = range(5)
SHORTER = {  # seeds 1 to 4, to save time
    "zeros": {"examples": 10_000},
    "m-1": {"examples": 15_000},
    "no-hidden": {"epochs": 1},
}


@pytest.fixture(scope="module")
def outcome(mnist, exams):
    runs = {}

    def train(key, seed=0):
        if (key, seed) not in runs:
            shorter = SHORTER.get(key, {}) if seed else {}
            setup = replace(EXPERIMENTS[key].setup, seed=seed, **shorter)
            runs[key, seed] = run = Run(setup, mnist, exams)
            while not (run.done or run.problem):
                run.advance(60)
        return runs[key, seed]

    return train


def changed(key, mnist, exams, **settings):
    """The experiment after what its explanation advises."""
    run = Run(replace(EXPERIMENTS[key].setup, **settings), mnist, exams)
    while not (run.done or run.problem):
        run.advance(60)
    return run


@pytest.mark.parametrize("key", EXPERIMENTS)
def test_the_same_choice_comes_true_whatever_the_seed(key, outcome):
    came = [EXPERIMENTS[key].came(outcome(key, seed)) for seed in SEEDS]
    assert came == [RIGHT[key]] * len(SEEDS)
    assert len(EXPERIMENTS[key].choices) == 3


@pytest.mark.parametrize("key", EXPERIMENTS)
def test_what_comes_true_is_measured_not_known(key, mnist, exams):
    """Of a network before its first step, no lesson comes true that training alone brings."""
    new = Run(replace(EXPERIMENTS[key].setup, start="scaled"), mnist, exams)
    nothing_happened = {"alpha-small", "m-1"}  # they read no better, and less than as usual
    assert (EXPERIMENTS[key].came(new) == RIGHT[key]) == (key in nothing_happened)


def test_zero_weights_stay_alike(outcome):
    """Exactly, on any processor: tests/core/test_kernels.py."""
    run = outcome("zeros")
    assert unlikeness(run) == 0 and np.abs(run.current().weights[0]).max() > 0.01


def test_labels_by_lot_say_nothing_of_the_digit(mnist):
    labels = mnist.y_train[:500]
    dealt = dealt_evenly(labels, 3)
    pairs = np.bincount(10 * labels.astype(int) + dealt, minlength=100).reshape(10, 10)
    assert (pairs.max(axis=1) - pairs.min(axis=1) <= 1).all()
    assert (dealt_evenly(labels, 4) != dealt).any()


MENDED = {  # so much is enough to read better
    "alpha-large": {"examples": 1000},
    "shuffled": {"epochs": 10},
    **dict.fromkeys(("alpha-small", "zeros", "saturated", "dead"), {"examples": 10_000}),
}


@pytest.mark.parametrize("key", EXPERIMENTS)
def test_a_training_without_the_fault_reads_better(key, outcome, mnist, exams):
    experiment = EXPERIMENTS[key]
    healthy = changed(key, mnist, exams, **experiment.cure, **MENDED.get(key, {}))
    assert healthy.moment.test_right > outcome(key).moment.test_right + ALIKE
    assert experiment.healthy(experiment.setup) == replace(experiment.setup, **experiment.cure)


def test_where_the_broken_network_is_said_to_recover_it_does(mnist, exams):
    recover = [key for key in EXPERIMENTS if EXPERIMENTS[key].goes_on]
    assert recover == ["alpha-small", "m-1"]
    for key in recover:
        run = changed(key, mnist, exams, examples=15_000)
        broken = run.moment.test_right
        run.turn(replace(EXPERIMENTS[key].healthy(run.setup), epochs=2))
        while not run.done:
            run.advance(60)
        assert run.moment.test_right > broken + ALIKE


def test_with_one_digit_a_step_must_be_shorter(mnist, exams):
    calm = changed("m-1", mnist, exams, learning_rate=0.1, examples=10_000)
    wild = changed("m-1", mnist, exams, examples=10_000)
    assert calm.moment.test_right > wild.moment.test_right
