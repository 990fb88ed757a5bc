"""Thousands of practice questions: exactly one choice is right, and none repeats."""

import itertools
import re
from dataclasses import replace

import numpy as np
import pytest

from backprop import explain, networks
from backprop.deck import practice, quiz
from backprop.network import one_hot


def source_of(mnist, network, sample):
    answer = explain.answer(network, mnist.x_test[sample] / 255, int(mnist.y_test[sample]))
    return practice.Source(network, answer, mnist.x_train[:2000], mnist.y_train[:2000])


def some_questions(mnist, name, samples, each):
    network = networks.load(name)
    for seed, sample in enumerate(samples):
        source, asked = source_of(mnist, network, sample), set()
        for _, question in zip(range(each), practice.questions(source, seed, asked)):
            yield source, question


@pytest.mark.parametrize("name", ["trained", "epoch-1", "untrained"])
def test_no_question_and_no_choice_repeats(mnist, name):
    network = networks.load(name)
    for sample in (38, 0, 8):
        asked = set()
        source = source_of(mnist, network, sample)
        questions = [q for _, q in zip(range(400), practice.questions(source, sample, asked))]
        assert len({q.key for q in questions}) == len(questions) == 400
        assert len({(q.text, *sorted(c.text for c in q.choices)) for q in questions}) == 400
        for question in questions:
            texts = [choice.text for choice in question.choices]
            assert len(set(texts)) == len(texts) == 4
            assert all(choice.why for choice in question.choices)


@pytest.mark.parametrize("name", ["trained", "epoch-1", "untrained", "trained-30"])
def test_exactly_the_marked_choice_is_right(mnist, name):
    """What is right is found here from the question's own words and the network, another way."""
    counted = {}
    for source, question in some_questions(mnist, name, (38, 0, 8, 321), 300):
        kind = question.key.split()[0]
        right = [CHECKS[kind](source, question, c.text) for c in question.choices]
        assert right == [i == question.right for i in range(len(right))], question
        counted[kind] = counted.get(kind, 0) + 1
    assert set(counted) == set(CHECKS)


def slope(source, key):
    layer, to, by = map(int, re.search(r"w(\d+) (\d+),(\d+)", key).groups())
    weights = [w.copy() for w in source.network.weights]
    costs = []
    for h in (1e-5, -2e-5):
        weights[layer - 1][to, by] += h
        changed = type(source.network)(tuple(weights), source.network.biases)
        costs.append(changed.cost(source.pixels, source.y))
    return (costs[0] - costs[1]) / 2e-5


def read(text):
    digits = text.replace("−", "-").translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789"))
    mantissa, _, power = digits.partition(" × 10")
    return float(mantissa) * 10 ** int(power or 0)


def check_sign(source, question, text):
    gradient = slope(source, question.key)
    sign = 0 if abs(gradient) < 1e-12 else np.sign(gradient)
    small = abs(gradient) < 1e-7  # too small to be nudged: take what backward says
    if small:
        layer, to, by = map(int, re.search(r"w(\d+) (\d+),(\d+)", question.key).groups())
        sign = np.sign(source.answer.gradients.weights[layer - 1][to, by])
    return {"Positive": 1, "Negative": -1, "Exactly zero": 0}.get(text) == sign


def check_larger(source, question, text):
    layer, to, one, other = map(int, re.findall(r"\d+", question.key))
    sizes = np.abs(source.answer.gradients.weights[layer - 1][to])
    more = one if sizes[one] > sizes[other] else other
    return text.startswith("The one from") and text.endswith(f"neuron {more}")


def check_factor(source, question, text):
    product = read(re.search(r"= ([^=]+)\. What", question.text).group(1))
    written = re.search(r"∂C₀/∂a = (.*) = ", question.text).group(1)
    known = [read(part.strip("()")) for part in written.split(" · ") if part != "?"]
    return read(text) * known[0] * known[1] == pytest.approx(product, rel=0.02)


def check_nudge(source, question, text):
    by = float(question.key.split()[-1])
    change = slope(source, question.key) * by
    told = re.match(r"It (rises|falls) by about (.+)", text)
    if not told:
        return False
    amount = read(told.group(2)) * (1 if told.group(1) == "rises" else -1)
    return amount == pytest.approx(change, rel=0.02)


def check_wish(source, question, text):
    output = int(question.key.split()[1])
    asked = [int(n) for n in re.findall(r"\d+", question.key)[1:]]
    weights = np.abs(source.network.weights[-1][output])
    return int(re.match(r"neuron (\d+)", text).group(1)) == max(asked, key=lambda k: weights[k])


def check_layer(source, question, text):
    passed = source.network.forward(source.pixels)
    gradients = source.network.backward(passed, source.y[None])
    by_layer = {
        "mean |δ|": [np.mean(np.abs(delta)) for delta in gradients.delta],
        "mean |∂C₀/∂a|": [np.mean(np.abs(a)) for a in gradients.activations[1:]],
        "largest |∂C₀/∂w|": [np.max(np.abs(w)) for w in gradients.weights],
    }
    sizes = next(sizes for name, sizes in by_layer.items() if name in question.text)
    pick = min if question.text.endswith("smallest?") else max
    return text.startswith(f"Layer {sizes.index(pick(sizes)) + 1}")


def check_noise(source, question, text):
    start, end = map(int, re.findall(r"\d+", question.key))
    words = {"a half": 1 / 2, "a third": 1 / 3, "a quarter": 1 / 4, "a ninth": 1 / 9}
    said = words.get(text) or (1 if text == "just as far" else float(text.split()[0]))
    return said == pytest.approx((start / end) ** 0.5)


CHECKS = {
    name.removeprefix("check_"): function
    for name, function in list(globals().items())
    if name.startswith("check_")
}


def test_what_m_does_to_the_noise_is_seen_exactly(mnist):
    """All pairs of 12 examples are all mini-batches of 2: these scatter by σ/√2."""
    network = networks.load("trained")
    source = replace(source_of(mnist, network, 38), x=mnist.x_train[:12], labels=mnist.y_train[:12])
    question = next(q for q in practice.questions(source, 0, set()) if q.key.startswith("noise"))
    (_, few), (_, many) = practice.watch(source, replace(question, key="noise 2 18"))
    assert few / many == pytest.approx(3)
    pairs = []
    for i, j in itertools.product(range(12), repeat=2):
        rows = [i, j]
        batch = network.forward(source.x[rows] / 255)
        pairs.append(network.backward(batch, one_hot(source.labels[rows])).delta[-1])
    assert few == pytest.approx(np.sqrt(np.var(pairs, axis=0).sum()))


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (-0.01234, "−0.0123"), (0.5, "0.500"), (3.2e-7, "3.2 × 10⁻⁷"), (12.3456, "12.3")],
)
def test_numbers_have_three_digits_and_a_true_minus(value, text):
    assert practice.number(value) == text


def test_a_question_is_watched_in_numbers(mnist):
    for source, question in some_questions(mnist, "trained", (38,), 7):
        assert len(practice.watch(source, question)) >= 2


def test_the_third_question_is_of_a_kind_that_the_quizs_slide_teaches(mnist):
    """After two rounds on a quiz; on another deck's slides there is none."""
    source = source_of(mnist, networks.load("trained"), 38)
    for asked in quiz.load_quizzes():
        one = practice.like(source, asked.slide, 7)
        assert one is not None and one.slide == asked.slide
        assert practice.like(source, asked.slide, 7) == one
    assert practice.like(source, "dogs", 7) is None
