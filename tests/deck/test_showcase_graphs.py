"""What the deck's figures that draw the network compute."""

import json
from dataclasses import dataclass

import numpy as np
import pytest

from backprop import explain, networks
from backprop.deck import showcase
from backprop.network import Network, one_hot
from backprop.views import session
from backprop.views.deck.figures import graphs
from backprop.views.deck.figures.scene import Scene
from backprop.why.gradients import squared_length

SIZES = {
    "the deck's": (784, 16, 16, 10),
    "no hidden layer": (784, 10),
    "one hidden layer": (784, 30, 10),
    "deep": (784, 16, 12, 20, 16, 10),
    "wide": (784, 128, 128, 10),
}


@dataclass
class Visitor:
    learning_rate: float = 0.1


@pytest.fixture(scope="module")
def network():
    return networks.load("trained")


@pytest.fixture(scope="module")
def answer(network, mnist):
    return explain.answer(network, mnist.x_test[38] / 255, 2)


@pytest.fixture
def header(monkeypatch, mnist):
    """A figure's header as the browser reads it: no number in it may be NaN or infinite."""
    monkeypatch.setattr(session, "shared", Visitor)

    def read(name: str, network: Network, pressed: str | None = None) -> dict:
        answer = explain.answer(network, mnist.x_test[38] / 255, 2)
        picture = graphs.FIGURES[name](Scene(network, answer, {}, pressed))
        return json.loads(json.dumps(picture.header, allow_nan=False))

    return read


def test_the_decks_example_costs_what_its_ten_squares_add_up_to():
    terms = showcase.terms(showcase.DECK_OUTPUTS, 2)
    squares = [0.01, 0.04, 0.9025, 0.09, 0.01, 0.01, 0.0025, 0.0025, 0.0009, 0.0004]
    assert terms == pytest.approx(squares)
    assert showcase.cost_of(showcase.DECK_OUTPUTS, 2) == pytest.approx(1.0688)


def test_the_strongest_edges_come_first_whatever_their_sign():
    table = np.array([[0.1, -3.0, 0.2], [2.0, 0.0, -0.3]])
    edges = showcase.strongest_edges(table, 3)
    assert [(e.to, e.source, e.value) for e in edges] == [(0, 1, -3.0), (1, 0, 2.0), (1, 2, -0.3)]


def test_what_neurons_are_told_adds_up_to_their_weighted_inputs(network, answer):
    for layer in (1, 2, 3):
        sums = showcase.signals(network, answer, layer).sum(axis=1) + network.biases[layer - 1]
        assert sums == pytest.approx(answer.forward_pass.weighted_inputs[layer - 1][0])


def test_a_mini_batch_holds_this_digit_and_others_with_their_labels(answer, mnist):
    batch = showcase.mini_batch(answer, mnist.x_train, mnist.y_train, m=5)
    assert batch.x.shape == (5, 784) and batch.x.max() <= 1
    assert np.array_equal(batch.x[0], answer.forward_pass.activations[0][0])
    assert batch.y.argmax(axis=1).tolist() == [2, *mnist.y_train[:4]]


def test_the_lengths_of_the_layers_make_the_length_of_the_gradient(answer):
    lengths = showcase.lengths(answer.gradients)
    assert len(lengths) == 3
    assert np.sum(np.square(lengths)) == pytest.approx(squared_length(answer.gradients))


def test_what_the_outputs_tell_a_neuron_is_the_slope_of_its_activation(network, answer):
    told = showcase.told(network, answer)
    assert sum(told.terms.values()) + told.rest == pytest.approx(told.total)
    first, second = told.terms.values()
    assert abs(first) >= abs(second) >= abs(told.rest)

    def cost(by: float) -> float:
        sent = answer.forward_pass.activations[-2][0].copy()
        sent[told.neuron] += by
        outputs = 1 / (1 + np.exp(-(network.weights[-1] @ sent + network.biases[-1])))
        return float(np.sum((outputs - one_hot(2)) ** 2))

    assert told.total == pytest.approx((cost(1e-5) - cost(-1e-5)) / 2e-5, rel=1e-6)


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu"])
@pytest.mark.parametrize("sizes", SIZES.values(), ids=SIZES)
def test_edges_of_any_network_lead_from_neurons_to_neurons(header, sizes, activation):
    network = Network.create(sizes, activation)
    flow = header("network", network)["flow"]
    assert [len(layer) for layer in flow["layers"]] == list(sizes[1:])
    sent = [[ink / 255 for ink in flow["pixels"]], *flow["layers"]]
    for w, before, edges in zip(network.weights, sent, flow["edges"]):
        assert edges
        for to, source, value in edges:
            assert value == pytest.approx(w[to, source] * before[source], abs=2e-3)


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu"])
@pytest.mark.parametrize("sizes", SIZES.values(), ids=SIZES)
def test_the_five_steps_go_through_any_network(header, sizes, activation):
    network = Network.create(sizes, activation)
    drawn = header("steps", network)
    assert drawn["modes"] == ["forward", "backward", "through", "average", "update"]
    assert (drawn["told"] is None) == (len(sizes) == 2)  # no layer to go back through
    assert len(drawn["gradient"]) == len(drawn["lengths"][1]) == len(sizes) - 1


def test_the_chain_rule_of_step_two_is_the_gradient_that_step_five_takes(header, network, answer):
    rule = header("steps", network)["rule"]
    gradient = answer.gradients.weights[2][rule["to"], rule["source"]]
    assert rule["product"] == pytest.approx(gradient)
    assert rule["sent"] * rule["slope"] * rule["by_activation"] == pytest.approx(gradient)


def test_a_step_on_this_digit_gains_more_on_it_than_a_step_on_the_average(header, network):
    drawn = header("steps", network)
    assert drawn["cost_after"] < drawn["cost_batch"] < drawn["cost"]


def test_a_gradient_of_nothing_has_no_direction(header):
    dead = Network.create((784, 4, 10), "relu")
    dead = Network(dead.weights, (np.full(4, -1e3), np.full(10, -1e3)), "relu")
    assert header("steps", dead)["angle"] is None


def test_digits_flow_through_the_title_and_the_visitors_own_comes_first(header, network):
    flows = header("alive", network)["flows"]
    assert len(flows) == 1 + len(graphs.FLOWING)
    assert flows[0]["target"] == 2
    assert len({tuple(flow["pixels"]) for flow in flows}) == len(flows)


def test_the_untrained_answers_add_up_as_written_and_the_example_is_exact(header, network):
    untrained, example = header("challenge", network)["sets"]
    units = sum(round(1000 * float(t)) for t in untrained["terms"] if t != "< 0.001")
    assert units == round(1000 * float(untrained["written"]))
    squares = ["0.0100", "0.0400", "0.9025", "0.0900", "0.0100", "0.0100", "0.0025"]
    assert example["terms"] == [*squares, "0.0025", "0.0009", "0.0004"]
    assert example["written"] == "1.0688"
