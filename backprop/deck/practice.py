"""Practice questions without end, made from a network and a digit, their answers computed.

Wrong choices are what learners typically think. What happens is told after the answer, in numbers
of the same network: `seen`.
"""

import math
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import islice

import numpy as np

from backprop.activations import ACTIVATIONS
from backprop.deck.question import TOPICS, Question, Source, ask, number
from backprop.deck.quiz import Choice
from backprop.network import one_hot
from backprop.why import chain, nudge
from backprop.why.selection import Parameter, Weight, neuron_name, value

Kind = Callable[[Source, np.random.Generator], Question | None]
ROUNDS = 3  # through all kinds, to find a question of one
TRIES = 60  # draws of one kind before it counts as used up for this digit


def questions(source: Source, seed: int, asked: set[str]) -> Iterator[Question]:
    """Questions in kinds of rising difficulty, over and over; none whose key is in `asked`.

    `asked` is added to. Ends only where every kind is used up for this digit.
    """
    rng = np.random.default_rng(seed)
    left = list(KINDS)
    while left:
        for kind in list(left):
            question = _unasked(kind, source, rng, asked)
            if question is None:
                left.remove(kind)
                continue
            asked.add(question.key)
            yield question


def _unasked(
    kind: Kind, source: Source, rng: np.random.Generator, asked: set[str]
) -> Question | None:
    for _ in range(TRIES):
        question = kind(source, rng)
        if question is not None and question.key not in asked:
            return question
    return None


def like(source: Source, slide: str, seed: int) -> Question | None:
    """A question of a kind that this slide teaches; None where there is no such kind, or where this
    digit leaves none to ask. The same seed asks the same."""
    if slide not in TOPICS.values():
        return None
    rounds = islice(questions(source, seed, set()), ROUNDS * len(KINDS))
    return next((question for question in rounds if question.slide == slide), None)


def watch(source: Source, question: Question) -> tuple[tuple[str, float], ...]:
    """What happens in the network, label → number; measured now where that takes time."""
    kind, *sizes = question.key.split()
    if kind != "noise":
        return question.seen
    one = _scatter(source)
    return tuple((f"scatter σ/√m, m = {m}", one / math.sqrt(int(m))) for m in sizes)


def _weight(source: Source, rng: np.random.Generator, layers: range | None = None) -> Weight:
    sizes = source.network.sizes
    layer = int(rng.choice(list(layers or range(1, len(sizes)))))
    return Weight(layer, int(rng.integers(sizes[layer])), int(rng.integers(sizes[layer - 1])))


def _plain(source: Source, parameter: Parameter) -> str:
    return f"{parameter.name} ({parameter.plain(len(source.network.weights))})"


# --- 1: the sign of a gradient ---


def sign(source: Source, rng: np.random.Generator) -> Question | None:
    weight = _weight(source, rng)
    rule = _rule(source, weight)
    comes_in, delta = rule.by_parameter, rule.delta
    if 0 < abs(rule.product) < 1e-7 or (comes_in != 0 and abs(delta) < 1e-9):
        return None
    positive = Choice(
        "Positive", "What comes in and δ have the same sign, so raising it costs more."
    )
    negative = Choice(
        "Negative", "What comes in and δ have different signs, so raising it costs less."
    )
    zero = Choice("Exactly zero", "One of the two factors is 0, and so is the product.")
    rate = Choice(
        "That depends on the learning rate α",
        "α scales the step that is taken; the gradient is there before any step.",
    )
    right = zero if rule.product == 0 else positive if rule.product > 0 else negative
    others = [
        Choice("Positive", "Only if δ and what comes in had the same sign."),
        Choice("Negative", "Only if δ and what comes in had different signs."),
        Choice("Exactly zero", "Only if nothing came in, or δ were 0."),
    ]
    return ask(
        rng,
        key=f"sign {weight.typed}",
        topic="Sign of a gradient",
        text=f"What comes in through {_plain(source, weight)} is {number(comes_in)}; "
        f"δ of the neuron it leads to is {number(delta)}. What is its gradient ∂C₀/∂w?",
        right=right,
        wrong=[other for other in others if other.text != right.text] + [rate],
        seen={"what comes in × δ": rule.product} | _measured(source, weight),
        about=weight,
    )


# --- 2: which of two weights moves more ---


def larger(source: Source, rng: np.random.Generator) -> Question | None:
    one = _weight(source, rng, range(2, len(source.network.sizes)))
    other = Weight(one.layer, one.to, int(rng.integers(source.network.sizes[one.layer - 1])))
    rules = [_rule(source, weight) for weight in (one, other)]
    sent = [abs(rule.by_parameter) for rule in rules]
    sizes = [abs(value(source.network, weight)) for weight in (one, other)]
    if one == other or abs(rules[0].delta) < 1e-6 or max(sent) < 1.5 * min(sent) + 1e-3:
        return None
    more, less = (0, 1) if sent[0] > sent[1] else (1, 0)
    names = [neuron_name(w.layer - 1, w.source, len(source.network.weights)) for w in (one, other)]
    about = [
        f"a = {number(s)}, w = {number(value(source.network, w))}"
        for s, w in zip(sent, (one, other))
    ]
    stronger = "It is the larger weight, but w itself" if sizes[less] > sizes[more] else "w itself"
    to = neuron_name(one.layer, one.to, len(source.network.weights))
    return ask(
        rng,
        key=f"larger {one.layer} {one.to} {sorted((one.source, other.source))}",
        topic="Which weight moves more",
        text=f"Two weights lead to {to}: one from {names[0]} ({about[0]}), one from {names[1]} "
        f"({about[1]}). Which moves more in a step?",
        right=Choice(f"The one from {names[more]}", "The same δ, but more comes in through it."),
        wrong=[
            Choice(
                f"The one from {names[less]}",
                f"{stronger} is no factor: only what comes in, and δ.",
            ),
            Choice(
                "Both the same: they lead to the same neuron", "They share δ, not what comes in."
            ),
            Choice(
                "Neither: only biases move", "Every parameter moves by −α times its own gradient."
            ),
        ],
        seen={f"∂C₀/∂w from {n}": rule.product for n, rule in zip(names, rules)},
    )


# --- 3: the missing factor of the chain rule ---


def factor(source: Source, rng: np.random.Generator) -> Question | None:
    weight = _weight(source, rng, range(2, len(source.network.sizes)))
    rule = _rule(source, weight)
    factors = {
        "∂z/∂w": rule.by_parameter,
        "∂a/∂z": rule.slope,
        "∂C₀/∂a": rule.by_activation,
    }
    if min(map(abs, factors.values())) < 1e-3:
        return None
    missing = list(factors)[int(rng.integers(3))]
    right = factors[missing]
    one, other = (v for name, v in factors.items() if name != missing)
    added, multiplied_on = rule.product - one - other, rule.product * one * other
    if min(abs(added - right), abs(multiplied_on - right)) < 0.1 * abs(right):
        return None  # by chance a wrong way leads to the right number
    shown = [number(v) if v > 0 else f"({number(v)})" for v in factors.values()]
    shown[list(factors).index(missing)] = "?"
    return ask(
        rng,
        key=f"factor {missing} {weight.typed}",
        topic="Missing factor of the chain rule",
        text=f"For {_plain(source, weight)}, ∂z/∂w · ∂a/∂z · ∂C₀/∂a = {' · '.join(shown)} = "
        f"{number(rule.product)}. What is the missing {missing}?",
        right=Choice(number(right), "The product divided by the two factors that are known."),
        wrong=[
            Choice(
                number(-right), "The size fits, the sign does not: the product would turn round."
            ),
            Choice(number(added), "That would fit if the three were added. They are multiplied."),
            Choice(
                number(multiplied_on),
                "The known factors were multiplied on once more; divide by them.",
            ),
        ],
        seen=factors | {"their product": rule.product} | _measured(source, weight),
        about=weight,
    )


# --- 4: what a nudge does to the cost ---


def nudged(source: Source, rng: np.random.Generator) -> Question | None:
    weight = _weight(source, rng, range(2, len(source.network.sizes)))
    gradient = _rule(source, weight).product
    by = float(rng.choice([0.1, 0.05, 0.02])) * float(rng.choice([-1, 1]))
    now = value(source.network, weight)
    before, after = nudge.nudge_curve(
        source.network, source.pixels[0], source.y, weight, np.array([now, now + by])
    )
    change, promised = float(after - before), gradient * by
    if abs(gradient) < 1e-4 or abs(change - promised) > 0.2 * abs(promised):
        return None

    def says(amount: float) -> str:
        return f"It {'rises' if amount > 0 else 'falls'} by about {number(abs(amount))}"

    return ask(
        rng,
        key=f"nudge {weight.typed} {by}",
        topic="What a nudge does to the cost",
        text=f"The gradient of {_plain(source, weight)} is {number(gradient)}. "
        f"It is changed by {number(by)}. What does the cost C₀ do?",
        right=Choice(says(promised), "Gradient × nudge, as long as the nudge is small."),
        wrong=[
            Choice(
                says(-promised), "The size fits. But gradient and nudge give the sign together."
            ),
            Choice(says(gradient), "That is the gradient: the change for each whole 1 of nudge."),
            Choice(
                "It stays the same until all weights move", "Every weight alone changes the cost."
            ),
        ],
        seen={"gradient × nudge": promised, "what C₀ really does": change},
        about=weight,
    )


# --- 5: which neuron wishes most ---


def wish(source: Source, rng: np.random.Generator) -> Question | None:
    network, answer = source.network, source.answer
    layers = len(network.weights)
    layer, output = layers - 1, int(rng.integers(network.sizes[-1]))
    wishes = chain.wishes(network, answer.forward_pass, source.y, layer)[output]
    sent = answer.forward_pass.activations[layer][0]
    four = [int(k) for k in rng.choice(len(wishes), 4, replace=False)]
    four.sort(key=lambda k: -abs(wishes[k]))
    most, active = four[0], max(four, key=lambda k: sent[k])
    if abs(wishes[four[0]]) < 1.3 * abs(wishes[four[1]]) or abs(wishes[most]) < 1e-6:
        return None

    def says(k: int) -> str:
        return f"neuron {k}: a = {number(sent[k])}, w = {number(network.weights[-1][output, k])}"

    def why(k: int) -> str:
        if k == active:
            return "It is the most active of the four. But a wish is δ times the weight, not a."
        return "Its weight is smaller, so asking it would help less."

    delta = answer.gradients.delta[-1][output]
    return ask(
        rng,
        key=f"wish {output} {sorted(four)}",
        topic="Which neuron is asked most",
        text=f"Output {output} has δ = {number(delta)}. Of which of these neurons of layer {layer} "
        "does it wish the largest change?",
        right=Choice(says(most), "The wish is −δ · w, and its weight is the largest by size."),
        wrong=[Choice(says(k), why(k)) for k in four[1:]],
        seen={f"wish of neuron {k}": float(wishes[k]) for k in four},
    )


# --- 6: in which layer the signal is smallest or largest ---


def layer(source: Source, rng: np.random.Generator) -> Question | None:
    gradients, layers = source.answer.gradients, len(source.network.weights)
    kinds = {
        "mean |δ|": [float(np.abs(d).mean()) for d in gradients.delta],
        "mean |∂C₀/∂a|": [float(np.abs(a).mean()) for a in gradients.activations[1:]],
        "largest |∂C₀/∂w|": [float(np.abs(w).max()) for w in gradients.weights],
    }
    name = str(rng.choice(list(kinds)))
    smallest = bool(rng.integers(2))
    sizes = kinds[name]
    order = np.argsort(sizes if smallest else [-size for size in sizes])
    first, second = (max(sizes[i], 1e-300) for i in order[:2])
    if not 1.2 < max(first, second) / min(first, second) < 1e12:
        return None
    right = int(order[0])
    word = "smallest" if smallest else "largest"

    def called(i: int) -> str:
        return f"Layer {i + 1}" + (" (output)" if i == layers - 1 else "")

    others = [
        Choice(
            called(i), "Not here: compare the numbers. How much arrives is not fixed by distance."
        )
        for i in range(layers)
        if i != right
    ]
    return ask(
        rng,
        key=f"layer {name} {word}",
        topic="Where the signal is small or large",
        text=f"One backward pass for this digit: in which layer is the {name} {word}?",
        right=Choice(
            called(right), "On the way back, weights and slopes σ′ scale it, layer by layer."
        ),
        wrong=[
            *others,
            Choice(
                "The same in all: there is only one cost", "One cost, but each layer adds factors."
            ),
        ],
        seen={f"{called(i)}, {name}": size for i, size in enumerate(sizes)},
    )


# --- 7: what m does to the noise ---


def noise(source: Source, rng: np.random.Generator) -> Question | None:
    m, times = int(rng.choice([5, 10, 20, 25, 40])), int(rng.choice([4, 9]))
    start, end = (m, m * times) if rng.integers(2) else (m * times, m)
    root = round(times**0.5)
    more = end > start
    fall, rise = f"a {'half' if root == 2 else 'third'}", f"{root} times as much"
    far_fall, far_rise = f"a {'quarter' if times == 4 else 'ninth'}", f"{times} times as much"
    right, far = (fall, far_fall) if more else (rise, far_rise)
    opposite = rise if more else fall
    return ask(
        rng,
        key=f"noise {start} {end}",
        topic="What m does to the noise",
        text=f"A mini-batch has {end} random examples instead of {start}. How far does its "
        "gradient now scatter around that of all examples?",
        right=Choice(right, "The scatter of a mean goes with 1/√m."),
        wrong=[
            Choice(
                far, f"{times} is the ratio of the sizes. The scatter goes with its square root."
            ),
            Choice(opposite, "The other way round: more examples, steadier steps."),
            Choice("just as far", "The expected direction is the same, the scatter is not."),
        ],
    )


@lru_cache(maxsize=4)
def _scatter(source: Source, part: int = 2000) -> float:
    """σ: how far δ of the outputs for one random example lies from its mean over all of them.

    The mean of m examples, drawn at random, scatters by exactly σ/√m. part: examples at once
    """
    deltas = []
    for start in range(0, len(source.x), part):
        rows = slice(start, start + part)
        passed = source.network.forward(source.x[rows] / 255)
        y = one_hot(source.labels[rows], source.network.sizes[-1])
        slopes = ACTIVATIONS[source.network.activation].slope(passed.weighted_inputs[-1])
        deltas.append(2 * (passed.activations[-1] - y) * slopes)
    return float(np.sqrt(np.var(np.concatenate(deltas), axis=0).sum()))


KINDS = (sign, larger, factor, nudged, wish, layer, noise)


def _rule(source: Source, parameter: Parameter) -> chain.ChainRule:
    return chain.chain_rule(source.network, source.answer.forward_pass, source.y, parameter)


def _measured(source: Source, parameter: Parameter) -> dict[str, float]:
    slope = nudge.measured_slope(source.network, source.pixels, source.y, parameter)
    return {"the same, measured by nudging": slope}
