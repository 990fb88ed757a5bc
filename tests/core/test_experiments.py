"""What the explanations of "Break it" say is what happens."""

import numpy as np
import pytest

from backprop.experiments import EXPERIMENTS
from backprop.run import Exams, Run


@pytest.fixture(scope="module")
def outcome(mnist):
    exams, runs = Exams(mnist), {}

    def train(key):
        if key not in runs:
            runs[key] = run = Run(EXPERIMENTS[key].setup, mnist, exams)
            while not (run.done or run.problem):
                run.advance(0.05)
        return runs[key]

    return train


def right(run):
    return run.moments[-1].test_right


def test_every_experiment_has_a_right_choice():
    for experiment in EXPERIMENTS.values():
        assert 0 <= experiment.right < len(experiment.choices) == 3


def test_too_large_steps_burst(outcome):
    run = outcome("alpha-large")
    assert "diverged" in run.problem
    assert run.steps < 30 and run.moments[-1].test_cost > run.moments[0].test_cost


def test_too_small_steps_get_nowhere(outcome):
    assert right(outcome("alpha-small")) < 0.35


def test_zero_weights_stay_alike(outcome):
    run = outcome("zeros")
    w = run.current().weights[0]
    assert np.abs(w).max() > 0.01 and np.array_equal(w, np.broadcast_to(w[0], w.shape))
    assert right(run) < 0.5


def test_saturated_neurons_hardly_learn(outcome, mnist):
    run = outcome("saturated")
    hidden = run.current().forward(mnist.x_test[:500] / 255).activations[1]
    assert np.mean((hidden < 0.02) | (hidden > 0.98)) > 0.8
    assert right(run) < 0.3


def test_dead_relus_have_no_gradient_at_all(outcome):
    assert outcome("dead").gradient_lengths() == [0.0, 0.0, 0.0]


def test_one_digit_at_a_time_ends_lower(outcome):
    assert 0.7 < right(outcome("m-1")) < 0.915


def test_shuffled_labels_are_learnt_by_heart(outcome):
    last = outcome("shuffled").moments[-1]
    assert last.training_right > 0.6 and last.test_right < 0.15


def test_without_a_hidden_layer_92_percent(outcome):
    assert 0.9 < right(outcome("no-hidden")) < 0.93
