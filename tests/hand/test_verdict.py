"""What is said of an order: true for any network, and with that network's numbers."""

import re
from dataclasses import replace

import numpy as np
import pytest

from backprop.hand import order
from backprop.hand.verdict import verdict
from backprop.network import Network, one_hot
from backprop.why.numbers import number

X = np.linspace(0.1, 1, 5)
RIGHT = tuple(range(10))
EARLY = (0, 1, 2, 3, 4, 6, 8, 5, 7, 9)  # w3 changes before delta2 reads it


@pytest.fixture(params=["sigmoid", "tanh", "relu"])
def network(request):
    return Network.create((5, 4, 6, 3), activation=request.param, seed=2)


def judged(network, tried, wrong=False, alpha=0.5):
    listed = order.lines(len(network.weights), wrong)
    ran = order.run(listed, tried, order.given(network, X, 1, alpha))
    return verdict(network, X, 1, alpha, listed, ran), ran


def test_the_right_order_says_what_the_step_does(network):
    said, ran = judged(network, RIGHT)
    assert said.right
    after = replace(network, weights=(network.weights[0], ran.values["w2"], ran.values["w3"]))
    costs = [number(n.cost(X, one_hot(1, 3))) for n in (network, after)]
    assert f"All {6 * 4 + 3 * 6} gradients" in said.sentence
    assert said.sentence.endswith(f"C₀ goes from {costs[0]} to {costs[1]}.")


def test_a_name_too_early_is_told_with_the_line_that_makes_it(network):
    said, _ = judged(network, (1, 0, *RIGHT[2:]))
    assert said.sentence == (
        "Line 1 stops. NameError: name 'z2' is not defined: line 2, further down, makes it."
    )
    assert said.lines == (0, 1)
    said, _ = judged(network, RIGHT[1:])
    assert said.sentence.endswith("no line that runs makes it.")


def test_an_update_too_early_is_told_with_two_numbers(network):
    said, ran = judged(network, EARLY)
    assert not said.right and said.lines == (6, 7)
    assert "When line 8 reads w3, line 7 has changed it" in said.sentence
    shown = re.search(r"∂C₀/∂w⁽²⁾\S+ it finds (\S+); the network’s own is (\S+)\.$", said.sentence)
    if network.activation == "sigmoid":
        right = order.expected(network, X, 1, 0.5)["grad2"]
        j, k = np.unravel_index(np.argmax(np.abs(ran.values["grad2"] - right)), right.shape)
        found = [ran.values["grad2"][j, k], right[j, k]]
        assert [float(text.replace("−", "-")) for text in shown.groups()] == pytest.approx(
            found, rel=0.005
        )


def test_where_all_gradients_are_0_a_wrong_order_is_still_wrong():
    silent = Network.create((5, 4, 6, 3), "relu", seed=2)
    silent = replace(silent, biases=(*silent.biases[:2], np.full(3, -50.0)))
    said, _ = judged(silent, EARLY)
    assert not said.right and said.sentence.endswith("these gradients are 0; on others it does.")


def test_a_difference_too_small_for_three_digits_is_shown(network):
    said, _ = judged(network, EARLY, alpha=1e-6)
    if "it finds" in said.sentence:
        one, other = re.findall(r"(?:finds|own is) (\S+?)[;.](?: |$)", said.sentence)
        assert one != other


def test_a_line_that_does_not_belong_is_explained(network):
    said, _ = judged(network, (*RIGHT[:8], 12, 9), wrong=True)
    assert "Line 9: it climbs." in said.sentence and "the new w⁽³⁾" in said.sentence
    said, _ = judged(network, RIGHT[:9], wrong=True)
    assert said.sentence == "It runs, and makes no new w2."
