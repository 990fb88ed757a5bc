"""Answers to practice questions, found another way: from their own words and the network."""

import re
from dataclasses import replace

import numpy as np
import pytest

from backprop.deck.question import judge, number
from backprop.hand.typed import degenerate, read_number
from backprop.network import one_hot


def agrees(source, question):
    """Whether what counts as right reads as the network's own number, where it is the same one."""
    kind = kind_of(question)
    if kind.startswith("nudged"):
        return True
    own = exact(source, question) if kind != "factor" else dict(question.seen)[missing_of(question)]
    return float(own) == pytest.approx(read_number(question.right_answer), rel=0.0051)


def missing_of(question):
    return question.key.split()[1]


def chosen(source, question):
    texts = [choice.text for choice in question.choices]
    assert 3 <= len(set(texts)) == len(texts) <= 4
    assert all(choice.why for choice in question.choices)
    if kind_of(question) not in TEXTS:
        right = [CHECKS[kind_of(question)](source, question, text) for text in texts]
        assert right == [at == question.right for at in range(len(texts))], question
        return
    value, slips = computed(question)
    assert number(value) == question.right_answer
    assert value == pytest.approx(exact(source, question), rel=0.03)
    for choice in question.choices:
        if choice.text != question.right_answer:
            assert choice.text in map(number, slips[choice.misconception])


def typed(source, question):
    made, (value, slips) = question.typed, computed(question)
    assert made.right == pytest.approx(value)
    assert made.right == pytest.approx(exact(source, question), rel=0.03)
    assert made.why and not degenerate(made.right, made.slips)
    assert set(slips) - {slip.name for slip in made.slips} <= {"rest forgotten"}
    for text in (question.right_answer, question.right_answer.replace(".", ",")):
        assert judge(question, text).right
    for slip in made.slips:
        assert any(slip.value == pytest.approx(value) for value in slips[slip.name]), slip
        given = judge(question, repr(float(slip.value)))
        assert (given.right, given.belief, given.said) == (False, slip.name, slip.sentence)


N = r"(−?\d+(?:\.\d+)?(?: × 10⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)?)"  # as questions write a number
TEXTS = {
    "gradient": rf" is {N}\. What comes in through it is {N}; δ .* is {N}\. What",
    "whole": rf" is {N}\. What .* is {N}\. Output \d answers {N} and .* {N}; .* is {N}\. What",
    "factor": rf"(.*), ∂z/∂w · ∂a/∂z · ∂C₀/∂a = (.*) = {N}\. What",
    "nudged": rf" is {N}\. The weight is changed by {N}\. By",
    "nudged-whole": rf" is {N}; δ .* is {N}\. The weight is changed by {N}\. By",
    "step": rf" is {N} and has the gradient {N}\. What .* α = {N}\?",
    "step-whole": rf" is {N} and carries {N} to a neuron whose δ is {N}\. What .* α = {N}\?",
    "wished": rf" has δ = {N}\. Its weight .* is {N}, and .* is {N}\. Which",
    "paths": rf" wishes {N}, output \d wishes {N}, all others together wish {N}\.",
    "paths-whole": rf" δ = {N} and w = {N}, .* δ = {N} and w = {N}, all .* wish {N}\.",
    "delta": rf", is {N}\. Its slope σ′\(z\) is {N}\.",
    "delta-whole": rf"answers a = {N} and should answer {N}\. Its slope is σ′\(z\) = (.*)\. What",
    "term": rf"answers {N} and should answer {N}\.",
    "cost": rf"answers {N} .* answer {N}; .* answers {N} .* answer {N}\. .* add {N}\.",
}
REPLACED, SIGN = "wishes replace each other instead of adding up", "sign lost"
WEIGHT, AS_WEIGHT = "weight for activation", "gradient = the new weight"
WITH_IT = "the gradient's sign is the way to go"


def slip_values(kind, n):
    """What is right, and what each misconception gives, from the numbers in a question's text."""
    if kind == "gradient":
        w, a, d = n
        return a * d, {WEIGHT: [w * d], SIGN: [-a * d], "added": [a + d], AS_WEIGHT: [w - a * d]}
    if kind == "whole":
        w, a, answer, target, slope = n
        gap = 2 * (answer - target)
        return a * slope * gap, {
            SIGN: [-a * slope * gap],
            "slope forgotten": [a * gap],
            "2 forgotten": [a * slope * gap / 2],
            WEIGHT: [w * slope * gap],
            "activation forgotten": [slope * gap],
        }
    if kind == "factor":
        one, other, product = n
        return product / one / other, {
            SIGN: [-product / one / other],
            "added": [product - one - other],
            "multiplied on": [product * one * other],
            "one factor forgotten": [product / one, product / other],
        }
    if kind in ("nudged", "nudged-whole"):
        *factors, by = n
        gradient = np.prod(factors)
        slips = {SIGN: [-gradient * by], "gradient for change": [gradient]}
        if kind == "nudged":
            return gradient * by, slips | {"divided": [gradient / by]}
        return gradient * by, slips | {"activation forgotten": [factors[1] * by]}
    if kind in ("step", "step-whole"):
        w, *factors, alpha = n
        g = np.prod(factors)
        slips = {AS_WEIGHT: [g], WITH_IT: [w + alpha * g], "step for weight": [-alpha * g]}
        slips |= {"α forgotten": [w - g]}
        less = {"activation forgotten": [w - alpha * factors[-1]]} if len(factors) > 1 else {}
        return w - alpha * g, slips | less
    return signal_values(kind, n)


def signal_values(kind, n):
    if kind == "wished":
        d, w, a = n
        return -d * w, {SIGN: [d * w], "activation for weight": [-d * a], "added": [d + w]}
    if kind in ("paths", "paths-whole"):
        *given, rest = n
        whole = kind == "paths-whole"
        first, second = (-given[0] * given[1], -given[2] * given[3]) if whole else given
        return first + second + rest, {
            REPLACED: [first, second],
            "signs lost": [abs(first) + abs(second) + abs(rest)],
            SIGN: [-first - second + (rest if whole else -rest)],
            "rest forgotten": [first + second],
        }
    if kind == "delta":
        wish, slope = n
        return -wish * slope, {
            SIGN: [wish * slope],
            "slope forgotten": [-wish],
            "divided": [-wish / slope],
            "wish for δ": [wish],
        }
    if kind == "delta-whole":
        a, y, formula = n
        slope = {"a(1 − a)": a * (1 - a), "1 − a²": 1 - a * a}[formula]
        return 2 * (a - y) * slope, {
            SIGN: [2 * (y - a) * slope],
            "slope forgotten": [2 * (a - y)],
            "2 forgotten": [(a - y) * slope],
            "activation for slope": [2 * (a - y) * a],
        }
    if kind == "term":
        a, y = n
        return (a - y) ** 2, {
            "not squared": [abs(a - y), y - a],
            "slope for cost": [2 * (a - y)],
            "wrong target": [(a - (1 - y)) ** 2],
        }
    a, y, b, z, rest = n
    return (a - y) ** 2 + (b - z) ** 2 + rest, {
        "not squared": [abs(a - y) + abs(b - z) + rest],
        "not summed": [(a - y) ** 2 + (b - z) ** 2],
        "gaps added first": [(abs(a - y) + abs(b - z)) ** 2 + rest],
        "averaged": [((a - y) ** 2 + (b - z) ** 2 + rest) / 10],
    }


def computed(question):
    kind = kind_of(question)
    groups = re.search(TEXTS[kind], question.text).groups()
    assert not {"1.00", "−1.00", "0.000"} & {*groups}  # such a factor tells nothing
    if kind == "factor":
        return slip_values(kind, factors_of(question))
    return slip_values(kind, [g if (n := read_number(g)) is None else n for g in groups])


def kind_of(question):
    return question.key.split()[0]


def exact(source, question):
    """The answer by another way: nudged, stepped or summed up in the network itself."""
    kind, network, answer = kind_of(question), source.network, source.answer
    index = [int(part) for part in re.findall(r"\d+", question.key)]
    if kind in ("gradient", "whole"):
        return slope(source, question.key)
    if kind == "factor":
        one, other, _ = factors_of(question)
        return slope(source, question.key) / one / other
    if kind.startswith("nudged"):
        return slope(source, question.key) * float(question.key.split()[-1])
    if kind.startswith("step"):
        layer, to, by, alpha = index[0], index[1], index[2], float(question.key.split()[-1])
        return network.step(answer.gradients, alpha).weights[layer - 1][to, by]
    if kind == "wished":
        _, to, by = index
        return -answer.gradients.delta[-1][to] * network.weights[-1][to, by]
    if kind.startswith("paths"):
        return -answer.gradients.activations[-2][index[0]]
    if kind.startswith("delta"):
        layer, to = index
        return answer.gradients.biases[layer - 1][to]
    return answer.terms[index[0]] if kind == "term" else network.cost(source.pixels, source.y)


def factors_of(question):
    groups = re.search(TEXTS["factor"], question.text).groups()
    known = [read_number(part.strip("()")) for part in groups[1].split(" · ") if part != "?"]
    return (*known, read_number(groups[2]))


def slope(source, key):
    layer, to, by = map(int, re.search(r"w(\d+) (\d+),(\d+)", key).groups())
    weights = [w.copy() for w in source.network.weights]
    costs = []
    for h in (1e-5, -2e-5):
        weights[layer - 1][to, by] += h
        changed = replace(source.network, weights=tuple(weights))
        costs.append(changed.cost(source.pixels, source.y))
    return (costs[0] - costs[1]) / 2e-5


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
    return text.startswith("The one from") and text.endswith((f"neuron {more}", f"pixel {more}"))


def check_nudge(source, question, text):
    by = float(question.key.split()[-1])
    change = slope(source, question.key) * by
    told = re.match(r"It (rises|falls) by about (.+)", text)
    if not told:
        return False
    amount = read_number(told.group(2)) * (1 if told.group(1) == "rises" else -1)
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


def check_learns(source, question, text):
    return text.startswith("No")


def check_direction(source, question, text):
    return {"Up": -1, "Down": 1}.get(text) == np.sign(slope(source, question.key))


def check_unchanged(source, question, text):
    layer, neuron = map(int, re.findall(r"\d+", question.key))
    passed = source.network.forward(source.pixels)
    source.network.backward(passed, source.y)
    return text == number(passed.activations[layer][0, neuron])


def check_silent(source, question, text):
    layer, to, by = map(int, re.findall(r"\d+", question.key))
    same = source.network.step(source.answer.gradients, 1.0).weights[layer - 1][to, by]
    return (text == "Nothing") == (same == source.network.weights[layer - 1][to, by])


def check_small(source, question, text):
    cheap, dear = map(int, re.findall(r"\d+", question.key))
    read = source.network.predict(source.x[[cheap, dear]] / 255) == source.labels[[cheap, dear]]
    y = one_hot(source.labels[[cheap, dear]])
    costs = [source.network.cost(x, t) for x, t in zip(source.x[[cheap, dear]] / 255, y)]
    assert list(read) == [False, True] and 0.5 <= costs[0] < costs[1]
    return text.startswith("Not which")


def batch_of(source, key):
    rows = np.random.default_rng(int(key.split()[1])).choice(len(source.x), 100, replace=False)
    return source.x[rows] / 255, one_hot(source.labels[rows])


def check_batch(source, question, text):
    x, y = batch_of(source, question.key)
    many = source.network.backward(source.network.forward(x), y)
    flat = [
        np.concatenate([part.ravel() for part in (*g.weights, *g.biases)])
        for g in (source.answer.gradients, many)
    ]
    cosine = flat[0] @ flat[1] / np.prod([np.linalg.norm(part) for part in flat])
    angle = np.degrees(np.arccos(cosine))
    low, high = (12, 57) if text.startswith("Between") else (63, 170)
    return text.startswith(("Between", "More")) and low < angle < high + 6


def check_rate(source, question, text):
    x, y = batch_of(source, question.key)
    gradients = source.network.backward(source.network.forward(x), y)
    costs = {a: source.network.step(gradients, a).cost(x, y) for a in (0.1, 1.0, 10.0, 100.0)}
    return float(text.split()[-1]) == min(costs, key=costs.get) < 100


CHECKS = {
    name.removeprefix("check_"): function
    for name, function in list(globals().items())
    if name.startswith("check_")
}
