"""What the figures about gradients and descents tell the browser, press by press."""

import numpy as np
import pytest

from backprop import digits, explain, networks
from backprop.network import Network
from backprop.views.deck.figures import descents, slopes
from backprop.views.deck.figures.scene import Scene


@pytest.fixture(scope="module")
def two():
    return digits.load_mnist().x_test[38] / 255


@pytest.fixture(scope="module")
def network():
    return networks.load("trained")


@pytest.fixture
def work(monkeypatch):
    """A visitor who comes to the figures that do work for the first time."""
    state = descents.Work()
    monkeypatch.setattr(descents, "_work", lambda scene: state)
    return state


@pytest.fixture
def draw(network, two):
    figures = slopes.FIGURES | descents.FIGURES

    def draw_(name, pressed=None, network=network, **moved):
        scene = Scene(network, explain.answer(network, two, 2), moved, pressed)
        return figures[name](scene)

    return draw_


def test_the_gradient_is_sent_whole(draw, network, two):
    found = draw("gradient")
    gradients = explain.answer(network, two, 2).gradients
    layers = np.split(found.body, np.cumsum([np.prod(s) for s in found.header["shapes"]])[:-1])
    for layer, largest, weights in zip(layers, found.header["largest"], gradients.weights):
        table = layer.reshape(len(weights), -1) * largest
        np.testing.assert_allclose(table[:, :-1], weights)
    assert len(found.body) == 13_002
    assert found.header["paper"] == 16 * np.sum(two == 0)


def test_a_longer_step_takes_more_of_the_cost_off(draw):
    before, short = draw("gradient", share=0.1).header["costs"]
    same, long = draw("gradient", share=0.5).header["costs"]
    assert before == same
    assert long < short < before


def test_a_weight_that_carries_nothing_has_no_gradient(draw):
    now = draw("silence").header
    silent = draw("silence", sent=0.0).header
    assert now["product"] == pytest.approx(now["now"] * now["slope"] * now["by_activation"])
    assert now["product"] != 0 == silent["product"]
    assert silent["slope"] * silent["by_activation"] != 0
    assert set(silent["paper_slopes"]) == {0.0} != set(silent["inked_slopes"])


def test_a_network_without_the_quizs_weight_shows_its_largest_and_says_so(draw):
    other = draw("rank", network=networks.load("trained-30")).header
    assert other["sizes"] == [784, 30, 10] and other["missing_weight"] == "w⁽²⁾₁₅,₇"
    assert (other["rank"], other["layer"]) == (1, 2)
    own = draw("rank").header
    assert (own["rank"], own["name"], own["sizes"]) == (18, "w⁽²⁾₁₅,₇", None)


@pytest.mark.parametrize("sizes", [(784, 10), (784, 1, 10), (784, 20, 12, 8, 10)])
@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu"])
def test_other_networks_have_their_figures_too(draw, sizes, activation):
    other = Network.create(sizes, activation)
    for name in ("gradient", "chain", "silence", "rank"):
        found = draw(name, network=other)
        assert found.header and np.isfinite(0 if found.body is None else found.body).all()


def test_all_parameters_are_nudged_slice_by_slice(draw, work):
    guesses = draw("beauty").buttons
    assert [name for name, _ in guesses] == ["10", "100", "1000", "10000", "go"]
    begun = draw("beauty", "100").header
    assert begun["running"] and begun["guess"] == 100 and begun["done"] == descents.CHUNK
    while (latest := draw("beauty", "more").header)["running"]:
        assert latest["done"] < 13_002
    assert latest["done"] == 13_002 and latest["error"] < 1e-4
    assert latest["nudges"] > latest["backward"] > 0
    assert draw("beauty", "more").header == latest


def test_the_nudges_start_without_a_guess_too(draw, work):
    draw("beauty")
    begun = draw("beauty", "go").header
    assert begun["running"] and begun["guess"] == 0 and begun["done"] == descents.CHUNK


def test_with_another_network_the_guess_is_open_again(draw, work):
    draw("beauty", "100")
    other = draw("beauty", network=networks.load("untrained"))
    assert other.header["guess"] == 0 and "running" not in other.header


def test_the_race_moves_only_when_asked_for_more(draw, work):
    assert draw("race").header["lanes"] == []
    draw("race", "start")
    small, full = draw("race", "more").header["lanes"]
    assert small["steps"] + full["steps"] > 0
    again = draw("race").header
    assert again["running"] and again["lanes"] == [small, full]
    work.race.stopped = True
    assert not draw("race").header["running"]
    assert draw("race", "more").header["lanes"] == [small, full]
