"""The table of the way, and what each stop asks: one right answer, computed here another way."""

import re
from itertools import product

import numpy as np
import pytest

from backprop import explain
from backprop.deck import checks
from backprop.deck.checks import CHECKS, Subject, check
from backprop.deck.slides import load_slides
from backprop.deck.way import WAY
from backprop.network import Network, one_hot
from backprop.views.component import ASSETS
from backprop.why import nudge, selection

ROOT = ASSETS.parent
SIZES = [(784, 10), (784, 9, 10), (784, 8, 7, 10), (784, 8, 8, 8, 8, 8, 10)]


def subject(sizes, activation: str, seed: int) -> Subject:
    """A network of its own and a picture of its own; every third with a large α."""
    rng = np.random.default_rng(seed)
    network = Network.create(sizes, activation, seed)
    pixels = np.where(rng.random(784) < 0.2, rng.random(784), 0)
    answer = explain.answer(network, pixels, int(rng.integers(10)))
    return Subject(network, answer, (0.1, 1.0, 10.0)[seed % 3], 60_000, (1, 10, 60_000)[seed % 3])


SUBJECTS = [
    subject(sizes, activation, seed)
    for (sizes, activation), seed in product(product(SIZES, ("sigmoid", "tanh", "relu")), range(6))
]


def read(text: str) -> float:
    """A number as the app writes it."""
    digits, _, power = text.replace("−", "-").replace(",", "").partition(" × 10")
    exponent = power.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789"))
    return float(digits) * 10 ** int(exponent or 0)


def test_nine_stops_each_with_all_that_a_stop_has():
    assert [stop.name for stop in WAY] == list(CHECKS)
    assert len(WAY) == len({stop.did for stop in WAY}) == 9
    for stop in WAY:
        assert stop.aim.endswith(".") and stop.act.endswith(".") and stop.light
        assert len(stop.act) <= 36, "one line of a phone"
        assert stop.reading and all(r.href.startswith("http") for r in stop.reading)
    pages = [stop.page for stop in WAY]
    assert [stop.one_of for stop in WAY] == [pages.count(page) > 1 for page in pages]


def test_the_slides_go_along_the_way_and_never_back():
    names = [stop.name for stop in WAY]
    stops = [names.index(slide.stop) for slide in load_slides() if slide.stop]
    assert stops == sorted(stops) and set(stops) == set(range(9))


def test_what_a_stop_waits_for_is_said_by_a_component():
    scripts = [*(ASSETS / "components").rglob("*.js"), *(ROOT / "backprop" / "live").glob("*.py")]
    said = " ".join(path.read_text(encoding="utf-8") for path in scripts)
    calls = set(re.findall(r'\bdid\("([\w-]+)"\)|\bdid="([\w-]+)"', said))
    assert {one or other for one, other in calls} == {stop.did for stop in WAY}


@pytest.mark.parametrize("stop", CHECKS)
def test_one_choice_is_right_and_none_says_the_same(stop):
    for about in SUBJECTS:
        asked = check(stop, about)
        texts = [choice.text for choice in asked.choices]
        assert len(set(texts)) == len(texts) >= 2
        assert asked.right in range(len(texts)) and all(choice.why for choice in asked.choices)
        assert "nan" not in asked.text and "(" not in asked.text


def numbers(kind):
    """Each question of a kind, with its right number."""
    asked = [(about, kind(about)) for about in SUBJECTS]
    found = [(about, one.text, read(one.choices[one.right].text)) for about, one in asked if one]
    assert len(found) > len(SUBJECTS) / 2
    return found


@pytest.mark.parametrize("kind, of", [(checks._product, 1), (checks._moved, -1)])
def test_a_gradient_is_what_nudging_measures(kind, of):
    for about, text, right in numbers(kind):
        weight = selection.parse(re.search(r"w⁽\S+", text)[0], about.network)
        at = selection.value(about.network, weight) + np.array([-1e-6, 1e-6])
        pixels, y = about.answer.forward_pass.activations[0][0], one_hot(about.answer.label, 10)
        low, high = nudge.nudge_curve(about.network, pixels, y, weight, at)
        slope = (high - low) / 2e-6 * (-about.learning_rate if of < 0 else 1)
        assert right == pytest.approx(slope, rel=0.01, abs=1e-8)


def test_a_neuron_answers_as_it_did():
    for about, text, right in numbers(checks._squeezed):
        neuron = int(re.search(r"(?:neuron|output) (\d+)", text)[1])
        assert right == pytest.approx(about.answer.forward_pass.activations[1][0, neuron], rel=0.01)


def test_half_of_a_gap_adds_a_quarter():
    for about, _, right in numbers(checks._halved):
        gap = np.abs(about.answer.gaps).max()
        assert right == pytest.approx((gap / 2) ** 2, rel=0.01)


def test_delta_is_the_slope_of_the_cost_over_z():
    for about, text, right in numbers(checks._delta):
        called = re.search(r"layer (\d+) · neuron (\d+)|output (\d+)", text)
        layer, index = (called[1], called[2]) if called[1] else (about.layers, called[3])
        bias = selection.Bias(int(layer), int(index))
        at = selection.value(about.network, bias) + np.array([-1e-6, 1e-6])
        pixels, y = about.answer.forward_pass.activations[0][0], one_hot(about.answer.label, 10)
        low, high = nudge.nudge_curve(about.network, pixels, y, bias, at)
        assert right == pytest.approx((high - low) / 2e-6, rel=0.01, abs=1e-8)


def test_what_an_output_asks_lowers_the_cost():
    for about in SUBJECTS:
        asked = checks._asked(about)
        if asked is None or about.layers == 1:
            continue
        j, k = (int(re.search(rf"{name} (\d+)", asked.text)[1]) for name in ("output", "neuron"))
        sent = about.answer.forward_pass.activations[-2][0].copy()
        z = about.answer.forward_pass.weighted_inputs[-1][0, j]
        sent[k] += 1e-4 if "more" in asked.choices[asked.right].text else -1e-4
        moved = about.network.weights[-1][j] @ sent + about.network.biases[-1][j]
        assert (moved - z) * about.answer.gradients.delta[-1][j] < 0


def test_steps_of_an_epoch():
    for about, _, right in numbers(checks._epoch):
        assert right == -(-about.examples // about.mini_batch)
