"""Kinds whose answer is a number, about what a neuron sends back: computed as in `numbers.py`."""

import numpy as np

from backprop.activations import ACTIVATIONS
from backprop.deck.kinds.numbers import SIGN
from backprop.deck.kinds.parts import as_shown, rule, steep, within
from backprop.deck.question import Source, Sum, number
from backprop.hand.typed import Slip, matches
from backprop.why import chain, nudge
from backprop.why.selection import Bias, Neuron, neuron_name, value

REPLACED = "wishes replace each other instead of adding up"


def wish(source: Source, rng: np.random.Generator) -> Sum | None:
    """−δ · w: what an output wishes of one neuron."""
    weight = steep(source, rng)
    network, layers = source.network, len(source.network.weights)
    if weight.layer != layers:
        return None
    a = as_shown(source.answer.forward_pass.activations[-2][0, weight.source])
    exact = -source.answer.gradients.delta[-1][weight.to] * value(network, weight)
    delta = as_shown(source.answer.gradients.delta[-1][weight.to])
    w = as_shown(value(network, weight))
    of = neuron_name(layers - 1, weight.source, layers)
    return Sum(
        key=f"wished {weight.typed}",
        topic="Which neuron is asked most",
        text=f"Output {weight.to} has δ = {number(delta)}. Its weight from {of} is {number(w)}, "
        f"and that neuron's activation is {number(a)}. Which change does it wish of the neuron?",
        given=(delta, w, a),
        right=-delta * w,
        exact=float(exact),
        why=f"A wish is −δ · w: −{within(delta)} × {within(w)}.",
        slips=(
            Slip(SIGN, "The size fits. A wish lowers the cost: −δ · w.", delta * w),
            Slip("activation for weight", "That is −δ × activation. It is × w.", -delta * a),
            Slip("added", "δ and w were added. They are multiplied.", delta + w),
        ),
        seen={f"wish of output {weight.to}": float(exact), "δ": delta, "w": w},
    )


def paths(source: Source, rng: np.random.Generator) -> Sum | None:
    """All outputs' wishes of one neuron, two of them told apart."""
    return _paths(source, rng, whole=False)


def whole_paths(source: Source, rng: np.random.Generator) -> Sum | None:
    """The same, the two wishes to be computed from δ and w."""
    return _paths(source, rng, whole=True)


def _paths(source: Source, rng: np.random.Generator, whole: bool) -> Sum | None:
    network, layer = source.network, len(source.network.weights) - 1
    if layer == 0:
        return None
    k = int(rng.integers(network.sizes[layer]))
    wishes = chain.wishes(network, source.answer.forward_pass, source.y, layer)[:, k]
    one, other = (int(j) for j in np.argsort(-np.abs(wishes))[:2])
    rest = as_shown(float(wishes.sum() - wishes[one] - wishes[other]))
    deltas = [as_shown(source.answer.gradients.delta[-1][j]) for j in (one, other)]
    weights = [as_shown(network.weights[-1][j, k]) for j in (one, other)]
    products = [-delta * w for delta, w in zip(deltas, weights)]
    first, second = products if whole else (as_shown(wishes[j]) for j in (one, other))
    given = (
        [f"has δ = {number(d)} and w = {number(w)}" for d, w in zip(deltas, weights)]
        if whole
        else [f"wishes {number(first)}", f"wishes {number(second)}"]
    )
    right, sizes = first + second + rest, abs(first) + abs(second) + abs(rest)
    back = -first - second + rest if whole else -right
    left = Slip("rest forgotten", "The wish of all other outputs is missing.", first + second)
    turned = "Each wish is −δ · w." if whole else "The size fits, the sign does not."
    return Sum(
        key=f"{'paths-whole' if whole else 'paths'} {k}",
        topic="Wishes that add up",
        text=f"By how much should {neuron_name(layer, k, layer + 1)} change? Output {one} "
        f"{given[0]}, output {other} {given[1]}, all others together wish {number(rest)}. What is "
        "the wish of all outputs?",
        given=(*deltas, *weights) if whole else (first, second),
        right=right,
        exact=float(wishes.sum()),
        why=f"Wishes add up: {number(first)} + {within(second)} + {within(rest)}.",
        slips=(
            Slip(REPLACED, "That is the strongest wish alone. The others count too.", first),
            Slip("signs lost", "Up and down work against each other.", sizes),
            Slip(SIGN, turned, back),
            Slip(REPLACED, "That is the second wish alone.", second),
            *([] if matches(left.value, right) else [left]),  # a small rest may be forgotten
        ),
        seen={
            "all wishes added up": float(wishes.sum()),
            "by nudging the neuron": _felt(source, k),
        },
    )


def _felt(source: Source, k: int, h: float = 1e-4) -> float:
    """−∂C₀/∂a of a neuron before the outputs, by moving its activation and looking at the cost."""
    network, sent = source.network, source.answer.forward_pass.activations[-2][0]

    def cost(by: float) -> float:
        moved = sent + by * np.eye(len(sent))[k]
        z = network.weights[-1] @ moved + network.biases[-1]
        return float(np.sum((ACTIVATIONS[network.activation].value(z) - source.y) ** 2))

    return (cost(-h) - cost(h)) / (2 * h)


def delta(source: Source, rng: np.random.Generator) -> Sum | None:
    """−wish × slope."""
    layer = int(rng.integers(1, len(source.network.sizes)))
    bias = Bias(layer, int(rng.integers(source.network.sizes[layer])))
    chained = rule(source, bias)
    asked, slope = as_shown(-chained.by_activation), as_shown(chained.slope)
    if slope < 0.02:
        return None
    called = Neuron(layer, bias.to).plain(len(source.network.weights))
    return Sum(
        key=f"delta {bias.typed}",
        topic="From a wish to δ",
        text=f"The wish of {called}, −∂C₀/∂a, is {number(asked)}. Its slope σ′(z) is "
        f"{number(slope)}. What is its δ?",
        given=(asked, slope),
        right=-asked * slope,
        exact=chained.delta,
        why=f"δ = −wish × slope: −{within(asked)} × {number(slope)}.",
        slips=(
            Slip(SIGN, "The size fits. δ = ∂C₀/∂z has the opposite sign of a wish.", asked * slope),
            Slip("slope forgotten", "That is −wish. The slope σ′ is missing.", -asked),
            Slip("divided", "The slope is a factor: multiply by it.", -asked / slope),
            Slip("wish for δ", "That is the wish itself.", asked),
        ),
        seen={"δ": chained.delta, "∂C₀/∂b, measured by nudging b": _slope(source, bias)},
        about=bias,
    )


def whole_delta(source: Source, rng: np.random.Generator) -> Sum | None:
    """δ of an output, from its answer alone; where the slope follows from it by a formula."""
    formulas = {"sigmoid": ("a(1 − a)", 1.0), "tanh": ("1 − a²", 0.0)}
    if source.network.activation not in formulas:
        return None
    formula, linear = formulas[source.network.activation]
    bias = Bias(len(source.network.weights), int(rng.integers(source.network.sizes[-1])))
    a, y = as_shown(source.answer.activations[bias.to]), float(source.y[bias.to])
    slope, gap = (a if linear else 1.0) - a**2, 2 * (a - y)
    return Sum(
        key=f"delta-whole {bias.typed}",
        topic="From a wish to δ",
        text=f"Output {bias.to} answers a = {number(a)} and should answer {y:.0f}. Its slope is "
        f"σ′(z) = {formula}. What is its δ?",
        given=(a, slope, gap),
        right=gap * slope,
        exact=rule(source, bias).delta,
        why=f"2(a − y) × σ′: {within(gap)} × {number(slope)}.",
        slips=(
            Slip(SIGN, "The size fits, the sign does not: 2(a − y).", -gap * slope),
            Slip("slope forgotten", "That is ∂C₀/∂a. The slope is missing.", gap),
            Slip("2 forgotten", "The derivative of (a − y)² is 2(a − y).", gap * slope / 2),
            Slip("activation for slope", f"The slope is {formula}, not a.", gap * a),
        ),
        seen={"δ": rule(source, bias).delta, "∂C₀/∂b, measured by nudging b": _slope(source, bias)},
        about=bias,
    )


def _slope(source: Source, bias: Bias) -> float:
    return nudge.measured_slope(source.network, source.pixels, source.y, bias)


# --- the cost ---


def term(source: Source, rng: np.random.Generator) -> Sum | None:
    """(a − y)²"""
    j = int(rng.integers(source.network.sizes[-1]))
    y, exact = float(source.y[j]), float(source.answer.terms[j])
    for count in (3, 4, 5, 6):  # near the target, the gap would have too few digits left
        a = as_shown(source.answer.activations[j], count)
        gap = a - y
        if number(gap**2) == number(exact):
            break
    return Sum(
        key=f"term {j}",
        topic="A term of the cost",
        text=f"Output {j} answers {number(a, count)} and should answer {y:.0f}. What does it add "
        "to the cost C₀?",
        given=(a, gap),
        right=gap**2,
        exact=exact,
        why=f"(a − y)²: ({number(a, count)} − {y:.0f})².",
        slips=(
            Slip("not squared", "That is the gap. The cost adds its square.", abs(gap)),
            Slip("slope for cost", "That is 2(a − y), the slope of the term.", 2 * gap),
            Slip("wrong target", f"The target is {y:.0f}.", (a - 1 + y) ** 2),
            Slip("not squared", "That is y − a. The cost adds its square.", -gap),
        ),
        seen={f"(a − y)² of output {j}": exact, "C₀": source.answer.cost},
    )


def whole_cost(source: Source, rng: np.random.Generator) -> Sum | None:
    """C₀ from two answers and what all others add."""
    terms = source.answer.terms
    four = [int(j) for j in np.argsort(-terms)[:4]]
    one, other = (four[i] for i in sorted(rng.choice(4, 2, replace=False)))
    rest = as_shown(float(terms.sum() - terms[one] - terms[other]))
    answers = [as_shown(source.answer.activations[j]) for j in (one, other)]
    gaps = [a - float(source.y[j]) for a, j in zip(answers, (one, other))]
    first, second = (gap**2 for gap in gaps)
    return Sum(
        key=f"cost {one} {other}",
        topic="A term of the cost",
        text=f"Output {one} answers {number(answers[0])} and should answer {source.y[one]:.0f}; "
        f"output {other} answers {number(answers[1])} and should answer {source.y[other]:.0f}. "
        f"All other outputs add {number(rest)}. What is the cost C₀?",
        given=(*answers, *gaps),
        right=first + second + rest,
        exact=source.answer.cost,
        why=f"The squares of the gaps, added up: {number(first)} + {number(second)} + "
        f"{number(rest)}.",
        slips=(
            Slip("not squared", "The gaps are squared first.", sum(map(abs, gaps)) + rest),
            Slip("not summed", "The other outputs add something too.", first + second),
            Slip("gaps added first", "Each gap is squared alone.", sum(map(abs, gaps)) ** 2 + rest),
            Slip("averaged", "C₀ is a sum, not a mean.", (first + second + rest) / len(terms)),
        ),
        seen={f"(a − y)² of output {j}": float(terms[j]) for j in (one, other)}
        | {"C₀": source.answer.cost},
    )
