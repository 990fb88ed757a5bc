"""The sheet of a real weight, for any network and digit: right, nothing degenerate asked."""

import numpy as np
import pytest

from backprop import explain, networks
from backprop.hand import real
from backprop.hand.typed import check
from backprop.network import Network
from backprop.why import chain

RATE = 0.6
STRANGE = {
    "784-30-10": lambda: networks.load("trained-30"),
    "untrained": lambda: networks.load("untrained"),
    "epoch-1": lambda: networks.load("epoch-1"),
    "trained": lambda: networks.load("trained"),
    "no hidden layer": lambda: Network.create((784, 10), seed=2),
    "one neuron": lambda: Network.create((784, 4, 1, 10), seed=2),
    "six layers": lambda: Network.create((784, 9, 8, 7, 6, 10), "tanh", seed=2),
    "relu": lambda: Network.create((784, 12, 8, 10), "relu", seed=2),
}


@pytest.mark.parametrize("name", STRANGE)
def test_every_sheet_is_right_and_tells_what_was_thought(name, mnist):
    network, asked = STRANGE[name](), 0
    for index in [*range(12), 38]:
        label = int(mnist.y_test[index])
        answer = explain.answer(network, mnist.x_test[index] / 255, label)
        for made in real.worth_asking(network, answer, RATE):
            asked += 1
            _holds_together(network, answer, made)
            for line in made.lines:
                if line.given:
                    continue
                assert check(line.value, line.value, line.slips).right and not line.degenerate
                for slip in line.slips:
                    verdict = check(slip.value, line.value, line.slips)
                    assert (verdict.right, verdict.slip) == (False, slip.name)
    assert asked > 3


def _holds_together(network, answer, made):
    """The lines are the network's gradient, its factors multiply, its ways add up."""
    values = {line.name.split()[0]: line.value for line in made.lines}
    weight = made.weight
    y = np.eye(10)[answer.label]
    rule = chain.chain_rule(network, answer.forward_pass, y, weight)
    assert values["gradient"] == pytest.approx(rule.product, rel=1e-5, abs=1e-12)
    assert values["sent"] == pytest.approx(rule.by_parameter, rel=1e-6)
    assert values["slope"] == pytest.approx(rule.slope, rel=1e-5)
    assert values["step"] == pytest.approx(-RATE * rule.product, rel=1e-5, abs=1e-12)
    ways = [line.value for line in made.lines if line.name.split()[0] in ("back", "rest", "cost")]
    assert sum(ways) == pytest.approx(rule.by_activation, rel=1e-4, abs=1e-9)
    assert all(line.given for line in made.lines if line.name == "rest")


def test_a_digit_read_without_a_doubt_leaves_nothing_to_ask(mnist):
    network = networks.load("trained")
    sure = network.forward(mnist.x_test[:200] / 255).activations[-1]
    costs = ((sure - np.eye(10)[mnist.y_test[:200]]) ** 2).sum(axis=1)
    best = int(costs.argmin())
    answer = explain.answer(network, mnist.x_test[best] / 255, int(mnist.y_test[best]))
    assert real.worth_asking(network, answer, RATE) == []
