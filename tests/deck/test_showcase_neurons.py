"""What the deck's figures about one neuron compute."""

import json

import numpy as np
import pytest

from backprop import explain, networks
from backprop.deck import showcase
from backprop.network import Network, one_hot
from backprop.views.deck.figures import neurons
from backprop.views.deck.figures.scene import Scene
from backprop.why.selection import Weight


@pytest.fixture(scope="module")
def pixels(mnist):
    return mnist.x_test[38] / 255


@pytest.fixture(scope="module")
def network():
    return networks.load("trained")


@pytest.fixture(scope="module")
def answer(network, pixels):
    return explain.answer(network, pixels, 2)


def picture(name, network, pixels, **moved):
    scene = Scene(network, explain.answer(network, pixels, 2), moved, None)
    return neurons.FIGURES[name](scene)


def tiny() -> Network:
    """Two hidden neurons send 1/2 each; output 0 gets z = 0, output 1 gets z = ½ ln 3."""
    second = np.array([[1.0, -1.0], [np.log(3), 0.0]])
    return Network((np.zeros((2, 1)), second), (np.zeros(2), np.zeros(2)), "sigmoid")


def test_each_way_moves_z_by_what_it_adds():
    network, weight = tiny(), Weight(2, 0, 0)
    answer = explain.answer(network, np.array([1.0]), 0)
    assert showcase.push(network, answer, weight).z == 0
    assert showcase.push(network, answer, weight, by_bias=0.25).z == 0.25
    assert showcase.push(network, answer, weight, by_weight=3.0).z == 1.5
    assert showcase.push(network, answer, weight, by_activation=-0.25, asked=1).z == 0.25


def test_an_activation_stays_in_its_range_and_is_felt_by_all_outputs():
    network, weight = tiny(), Weight(2, 0, 0)
    answer = explain.answer(network, np.array([1.0]), 0)
    pushed = showcase.push(network, answer, weight, by_activation=100.0, asked=0)
    assert pushed.z == 0.5
    other = 1 / (1 + 1 / 3)
    assert pushed.cost == pytest.approx((pushed.a - 1) ** 2 + other**2)


def test_nothing_changed_is_the_answer_as_it_was(network, answer):
    pushed = showcase.push(network, answer, showcase.telling(answer))
    assert pushed.a == pytest.approx(answer.activations[2])
    assert pushed.cost == pytest.approx(answer.cost)


def test_the_neuron_wished_most_has_room_to_follow(network, answer):
    asked = showcase.wished_most(network, answer)
    wish = -answer.gradients.activations[-2]
    small = np.copysign(0.01, wish[asked])
    weight = showcase.telling(answer)
    after = showcase.push(network, answer, weight, by_activation=small, asked=asked)
    assert after.cost - answer.cost == pytest.approx(-0.01 * abs(wish[asked]), rel=0.05)
    sent = answer.forward_pass.activations[-2][0, asked]
    assert sent < 0.9 if wish[asked] > 0 else sent > 0.1


def test_a_choice_of_neurons_keeps_the_largest_and_the_order():
    values = np.array([3.0, 0.0, 5.0, 1.0, 4.0])
    assert showcase.most(values, 2).tolist() == [2, 4]
    assert showcase.from_most_to_least(values, 3).tolist() == [0, 1, 2]
    assert showcase.from_most_to_least(values, 9).tolist() == [0, 1, 2, 3, 4]


def test_rows_and_rest_add_up_to_the_wishes_of_the_layer(network, answer):
    wishes = showcase.wishes(network, answer)
    assert wishes.rows[list(wishes.shown)].sum(axis=0) + wishes.rest == pytest.approx(wishes.sums)
    assert wishes.sums == pytest.approx(-answer.gradients.activations[-2])


def test_the_meant_output_is_shown_first_and_silent_ones_are_not(network, answer, pixels):
    wishes = showcase.wishes(network, answer)
    assert wishes.shown == (2, 3)
    others = np.delete(wishes.rows, wishes.shown, axis=0)
    assert np.abs(others).max() < 0.05 * np.abs(wishes.rows).max()
    untrained = networks.load("untrained")
    assert len(showcase.wishes(untrained, explain.answer(untrained, pixels, 2)).shown) == 3


def test_outputs_disagree_most_over_the_disputed_neuron():
    rows = np.array([[0.9, -0.3, 0.5], [0.1, 0.3, -0.4], [0.0, 0.0, -0.1]])
    wishes = showcase.Wishes(rows, (0, 1), rows[2], rows.sum(axis=0))
    assert wishes.disputed == 2


def test_the_terms_on_screen_add_up(network, pixels):
    header = picture("wishes", network, pixels, neuron=8).header
    *terms, total = (float(term.replace("−", "-")) for term in header["terms"])
    assert sum(terms) == pytest.approx(total)
    assert total == pytest.approx(header["sums"][8], abs=1e-3)


def test_what_the_layer_before_is_told_is_its_gradient(network, answer, pixels):
    told = picture("wishes", network, pixels).header["before"]
    expected = -answer.gradients.activations[1]
    assert told["sums"] == pytest.approx(expected[told["neurons"]])
    assert np.sum(told["rows"], axis=0) == pytest.approx(told["sums"])


def test_the_gradients_are_the_activations_times_delta(network, pixels):
    header = picture("proportion", network, pixels).header
    product = header["slope"] * header["by_activation"]
    assert header["delta"] == pytest.approx(product)
    assert header["gradients"] == pytest.approx([a * product for a in header["activations"]])


def test_the_vote_is_the_real_networks(network, answer, pixels):
    header = picture("vote", network, pixels, by=2.0).header
    w = network.weights[-1].copy()
    w[2, header["source"]] += 2.0
    raised = Network((*network.weights[:-1], w), network.biases, network.activation)
    assert header["after"]["a"] == pytest.approx(raised.forward(pixels).activations[-1][0, 2])
    assert header["after"]["cost"] == pytest.approx(raised.cost(pixels, one_hot(2)))
    assert header["activation"] == answer.forward_pass.activations[-2].max()


def test_a_slider_that_cannot_stand_at_its_start_counts_as_unmoved(network, pixels):
    """The sliders stop at 200 places, and 0 need not be one of them."""
    slider = picture("ways", network, pixels).sliders[2]
    step = (slider.high - slider.low) / 200
    assert slider.low % step != 0
    header = picture("ways", network, pixels, activation=slider.low + step).header
    assert header["before"] == header["after"]
    moved = picture("ways", network, pixels, activation=slider.low + 2 * step).header
    assert moved["before"]["a"] < moved["after"]["a"]


def odd_networks() -> dict[str, Network]:
    silent = Network.create((784, 8, 10), activation="relu")
    weights = (-np.abs(silent.weights[0]), silent.weights[1])
    return {
        "no hidden layer": Network.create((784, 10)),
        "five layers": Network.create((784, 16, 16, 16, 16, 10)),
        "128 wide": Network.create((784, 128, 128, 10)),
        "one neuron": Network.create((784, 1, 10)),
        "relu": Network.create((784, 16, 16, 10), activation="relu"),
        "tanh": Network.create((784, 16, 16, 10), activation="tanh"),
        "silent": Network(weights, (np.full(8, -1.0), np.full(10, -1.0)), "relu"),
    }


@pytest.mark.parametrize("kind", odd_networks())
@pytest.mark.parametrize("name", neurons.FIGURES)
def test_other_networks_have_figures_too(name, kind, pixels):
    drawn = picture(name, odd_networks()[kind], pixels, weight=1.0, activation=0.5, neuron=99.0)
    json.dumps(drawn.header, allow_nan=False)
    assert all(slider.low <= slider.start <= slider.high for slider in drawn.sliders)
    assert len(drawn.header.get("neurons", [])) <= neurons.DRAWN
    assert ("missing" in drawn.header) == (name == "wishes" and kind == "no hidden layer")
