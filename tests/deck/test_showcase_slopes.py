"""What the deck's figures about the gradient and the chain rule compute."""

import numpy as np
import pytest

from backprop import explain, networks
from backprop.deck import showcase
from backprop.lab.race import EXAMPLES, Race
from backprop.lab.run import Exams
from backprop.network import Network, one_hot
from backprop.why.selection import Weight, with_value


@pytest.fixture(scope="module")
def network():
    return networks.load("trained")


@pytest.fixture(scope="module")
def answer(network, mnist):
    return explain.answer(network, mnist.x_test[38] / 255, 2)


def tiny() -> Network:
    """The hidden neuron sends 1/2. If it sends 1, output 0 gets z = ln 3, so that a = 3/4."""
    weights = (np.array([[0.0]]), np.array([[np.log(3)], [0.0]]))
    return Network(weights, (np.zeros(1), np.zeros(2)), "sigmoid")


def test_the_product_is_what_nudging_measures(network, answer):
    weight = showcase.telling(answer)
    rule, measured = showcase.proven(network, answer, weight)
    assert weight.to == 2
    assert rule.product == pytest.approx(measured, rel=1e-6)


def test_the_factors_follow_what_is_sent():
    network, weight = tiny(), Weight(2, 0, 0)
    answer = explain.answer(network, np.array([1.0]), 0)
    sent = showcase.if_sent(network, answer, weight, 1.0)
    assert sent.slope == pytest.approx(3 / 16)
    assert sent.by_activation == pytest.approx(-1 / 2)
    assert sent.product == pytest.approx(-3 / 32)
    assert showcase.if_sent(network, answer, weight, 0.0).product == 0


def test_sending_what_is_sent_changes_nothing(network, answer):
    weight = showcase.telling(answer)
    rule, _ = showcase.proven(network, answer, weight)
    sent = showcase.if_sent(network, answer, weight, rule.by_parameter)
    assert sent.product == pytest.approx(rule.product)


def test_a_paper_pixel_teaches_no_weight(answer):
    paper = showcase.paper_pixel(answer)
    assert answer.forward_pass.activations[0][0, paper] == 0
    assert not answer.gradients.weights[0][:, paper].any()
    assert 140 < paper < 644  # in the middle rows, among the ink


def test_the_surface_is_the_cost_of_real_networks(network, answer):
    seen = showcase.surface(network, answer, n=7)
    pixels, y = answer.forward_pass.activations[0], one_hot(2)
    middle = np.interp(0.0, seen.y, np.arange(7))
    assert middle == 3
    for column in (2, 6):
        stepped = network.step(answer.gradients, seen.x[column])
        assert seen.costs[3, column] == pytest.approx(stepped.cost(pixels, y), rel=1e-3)
    assert seen.costs[3, 6] < 0.5 * answer.cost < answer.cost < seen.costs[3, 0]
    assert seen.rival != 2


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu"])
def test_the_surface_ends_where_a_step_still_brings_something(activation, mnist):
    network = Network.create(activation=activation)
    answer = explain.answer(network, mnist.x_test[38] / 255, 2)
    reach = showcase.far_enough(network, answer)
    assert showcase.cost_after(network, answer, reach / 2.5) < 0.8 * answer.cost
    assert np.isfinite(showcase.surface(network, answer, n=5).costs).all()


def test_rank_counts_those_that_are_larger(answer):
    sizes = np.sort(np.abs(answer.gradients.weights[1]), axis=None)[::-1]
    place = showcase.rank(answer, showcase.DECK_WEIGHT)
    assert sizes[place.rank - 1] == abs(place.gradient)
    assert place.of == 256


def test_one_weight_alone_takes_its_share_of_the_fall(network, answer):
    weight = showcase.telling(answer)
    rule, _ = showcase.proven(network, answer, weight)
    after = showcase.cost_after_one(network, answer, weight, 1e-4)
    assert after - answer.cost == pytest.approx(-1e-4 * rule.product**2, rel=1e-2)
    moved = with_value(network, weight, network.weights[2][2, weight.source] - 1e-4 * rule.product)
    assert after == moved.cost(answer.forward_pass.activations[0], one_hot(2))


def test_paths_seen_from_above_keep_their_lengths():
    rng = np.random.default_rng(0)
    u, v = np.linalg.qr(rng.normal(size=(50, 2)))[0].T
    start = rng.normal(size=50)
    one = [start, start + u, start + 3 * u + v]
    other = [start, start - 2 * v]
    (first, second), share = showcase.seen_from_above([one, other])
    assert share == pytest.approx(1)
    assert first[0] == pytest.approx([0, 0]) and second[0] == pytest.approx([0, 0])
    assert np.linalg.norm(first[-1]) == pytest.approx(np.sqrt(10))
    assert np.linalg.norm(second[-1]) == pytest.approx(2)
    assert first[-1, 0] > 0 and second[-1, 1] > 0


def test_a_race_that_has_not_begun_is_seen_at_its_start(mnist):
    race = Race(mnist, Exams(mnist), 0.1, {100: 1.0, EXAMPLES: 5.0})
    paths, _ = showcase.seen_from_above([lane.path for lane in race.lanes])
    assert [path.tolist() for path in paths] == [[[0, 0]], [[0, 0]]]
