"""The pieces that the screen shows, against hand-worked numbers."""

import numpy as np
import pytest

from backprop import explain
from backprop.network import Network


@pytest.fixture
def network():
    weights = (np.array([[1.0, -1.0]]), np.array([[2.0], [0.0], [-1.0]]))
    return Network(weights, (np.array([0.0]), np.zeros(3)))


def test_answer_of_a_network_worked_by_hand(network):
    answer = explain.answer(network, np.array([1.0, 1.0]), label=1)
    # z⁽¹⁾ = 0, a⁽¹⁾ = 0.5, so z⁽²⁾ = (1, 0, −0.5)
    assert answer.activations == pytest.approx([0.731059, 0.5, 0.377541], abs=1e-6)
    assert (answer.guess, answer.rival, answer.label) == (0, 1, 1)
    assert answer.gaps == pytest.approx([-0.731059, 0.5, -0.377541], abs=1e-6)
    assert answer.cost == pytest.approx(0.534447 + 0.25 + 0.142537, abs=1e-6)


def test_without_a_label_the_guess_is_the_target(network):
    answer = explain.answer(network, np.array([1.0, 1.0]))
    assert answer.label == answer.guess == 0


def test_terms_add_up_as_on_paper():
    assert explain.add_up(np.array([0.1314, 0.0136, 0.1224])) == (
        ["0.131", "0.014", "0.122"],
        "0.267",
    )
    assert explain.add_up(np.zeros(2)) == (["", ""], "0.000")
    assert explain.add_up(np.array([0.00005, 0.000016])) == (["0.000050", "0.000016"], "0.000066")


@pytest.mark.parametrize("seed", range(20))
def test_what_is_shown_always_adds_up(seed):
    values = np.random.default_rng(seed).random(10) ** 4
    written, total = explain.add_up(values)
    assert round(sum(float(v or 0) for v in written), 9) == float(total)
    shown = np.array([float(v or 0) for v in written])
    assert np.abs(shown - values).max() <= 10.0 ** -len(total.split(".")[1])
