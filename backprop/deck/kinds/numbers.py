"""Kinds whose answer is a number, about a weight: computed from the digits that the question shows.

Every slip is what a misconception's own computation gives.
"""

import math

import numpy as np

from backprop.deck.kinds.parts import as_shown, measured, plain, rule, steep, within
from backprop.deck.question import Source, Sum, number
from backprop.hand.typed import Slip
from backprop.why import nudge
from backprop.why.selection import Weight, value

RATES = (0.5, 2.0, 3.0, 5.0, 10.0, 20.0, 50.0)  # α, of a step large enough to be seen in w
LARGEST = 3.0  # how often its own size a weight may move
SIGN = "sign lost"
OWN_WEIGHT = "weight for activation"
AS_WEIGHT = "gradient = the new weight"
WITH_IT = "the gradient's sign is the way to go"


# --- a weight's gradient ---


def gradient(source: Source, rng: np.random.Generator) -> Sum | None:
    """What comes in × δ."""
    weight = steep(source, rng)
    chained = rule(source, weight)
    w = as_shown(value(source.network, weight))
    a, delta = as_shown(chained.by_parameter), as_shown(chained.delta)
    return Sum(
        key=f"gradient {weight.typed}",
        topic="Gradient of a weight",
        text=f"{plain(source, weight)} is {number(w)}. What comes in through it is {number(a)}; "
        f"δ of the neuron it leads to is {number(delta)}. What is its gradient ∂C₀/∂w?",
        given=(w, a, delta),
        right=a * delta,
        exact=chained.product,
        why=f"What comes in × δ: {within(a)} × {within(delta)}. The weight itself is no factor.",
        slips=(
            Slip(OWN_WEIGHT, "That is the weight × δ. The factor is what comes in.", w * delta),
            Slip(SIGN, "The size fits, the sign does not.", -a * delta),
            Slip("added", "The two were added. They are multiplied.", a + delta),
            Slip(AS_WEIGHT, "That is the weight after a step, not the slope.", w - a * delta),
        ),
        seen={"what comes in × δ": chained.product} | measured(source, weight),
        about=weight,
    )


def whole_gradient(source: Source, rng: np.random.Generator) -> Sum | None:
    """All of the chain rule, for a weight that leads to an output."""
    network, last = source.network, len(source.network.weights)
    weight = steep(source, rng)
    if weight.layer != last:
        return None
    chained = rule(source, weight)
    a, slope = as_shown(chained.by_parameter), as_shown(chained.slope)
    answers, target = as_shown(source.answer.activations[weight.to]), float(source.y[weight.to])
    w, gap = as_shown(value(network, weight)), answers - target
    right = a * slope * 2 * gap
    return Sum(
        key=f"whole {weight.typed}",
        topic="Gradient of a weight",
        text=f"{plain(source, weight)} is {number(w)}. What comes in through it is {number(a)}. "
        f"Output {weight.to} answers {number(answers)} and should answer {target:.0f}; its slope "
        f"σ′(z) is {number(slope)}. What is the weight's gradient ∂C₀/∂w?",
        given=(w, a, answers, slope, 2 * gap),
        right=right,
        exact=chained.product,
        why=f"What comes in × slope × 2(a − y): {within(a)} × {within(slope)} × {within(2 * gap)}.",
        slips=(
            Slip(SIGN, "The size fits, the sign does not: the factor is 2(a − y).", -right),
            Slip("slope forgotten", "σ′(z) is missing.", a * 2 * gap),
            Slip("2 forgotten", "The derivative of (a − y)² is 2(a − y).", right / 2),
            Slip(OWN_WEIGHT, "The first factor is what comes in, not w.", w * slope * 2 * gap),
            Slip("activation forgotten", "That is δ. What comes in is missing.", slope * 2 * gap),
        ),
        seen={"the product": chained.product} | measured(source, weight),
        about=weight,
    )


def factor(source: Source, rng: np.random.Generator) -> Sum | None:
    """The missing factor of the chain rule."""
    weight = steep(source, rng)
    chained = rule(source, weight)
    factors = {
        "∂z/∂w": chained.by_parameter,
        "∂a/∂z": chained.slope,
        "∂C₀/∂a": chained.by_activation,
    }
    if min(map(abs, factors.values())) < 1e-3:
        return None
    missing = list(factors)[int(rng.integers(3))]
    one, other = (as_shown(v) for name, v in factors.items() if name != missing)
    product = as_shown(chained.product)
    right = product / (one * other)
    shown = ["?" if name == missing else within(v) for name, v in factors.items()]
    return Sum(
        key=f"factor {missing} {weight.typed}",
        topic="Missing factor of the chain rule",
        text=f"For {plain(source, weight)}, ∂z/∂w · ∂a/∂z · ∂C₀/∂a = {' · '.join(shown)} = "
        f"{number(product)}. What is the missing {missing}?",
        given=(one, other, as_shown(right)),
        right=right,
        exact=factors[missing],
        why="The product divided by the two factors that are known.",
        slips=(
            Slip(SIGN, "The size fits, the sign does not: the product would turn round.", -right),
            Slip(
                "added",
                "That would fit if the three were added. They are multiplied.",
                product - one - other,
            ),
            Slip(
                "multiplied on",
                "The known factors were multiplied on once more; divide by them.",
                product * one * other,
            ),
            Slip("one factor forgotten", "One known factor is left to divide by.", product / one),
            Slip("one factor forgotten", "One known factor is left to divide by.", product / other),
        ),
        seen=factors | {"their product": chained.product} | measured(source, weight),
        about=weight,
    )


# --- what a nudge does, and a step ---


def nudged(source: Source, rng: np.random.Generator) -> Sum | None:
    """Gradient × nudge."""
    weight = steep(source, rng)
    g, by, change = _nudge(source, weight, rng)
    return Sum(
        key=f"nudged {weight.typed} {by}",
        topic="What a nudge does to the cost",
        text=f"The gradient of {plain(source, weight)} is {number(g)}. The weight is "
        f"changed by {number(by)}. By how much does the cost C₀ change, about?",
        given=(g, by),
        right=g * by,
        exact=change,
        rough=True,
        why=f"Gradient × nudge: {within(g)} × {within(by)}, as long as the nudge is small.",
        slips=(
            Slip(SIGN, "The size fits. But gradient and nudge give the sign together.", -g * by),
            Slip("gradient for change", "That is the gradient: the change for a whole 1.", g),
            Slip("divided", "Divided by the nudge. The slope is multiplied by it.", g / by),
        ),
        seen={"gradient × nudge": g * by, "what C₀ really does": change},
        about=weight,
    )


def whole_nudge(source: Source, rng: np.random.Generator) -> Sum | None:
    """What comes in × δ × nudge."""
    weight = steep(source, rng)
    chained = rule(source, weight)
    a, delta = as_shown(chained.by_parameter), as_shown(chained.delta)
    _, by, change = _nudge(source, weight, rng)
    right = a * delta * by
    return Sum(
        key=f"nudged-whole {weight.typed} {by}",
        topic="What a nudge does to the cost",
        text=f"What comes in through {plain(source, weight)} is {number(a)}; δ of the neuron it "
        f"leads to is {number(delta)}. The weight is changed by {number(by)}. By how much does "
        "the cost C₀ change, about?",
        given=(a, delta, by),
        right=right,
        exact=change,
        rough=True,
        why=f"The gradient, {within(a)} × {within(delta)}, × the nudge {within(by)}.",
        slips=(
            Slip(SIGN, "The size fits, the sign does not.", -right),
            Slip("gradient for change", "That is the gradient: the nudge is missing.", a * delta),
            Slip("activation forgotten", "What comes in is missing.", delta * by),
        ),
        seen={"what comes in × δ × nudge": right, "what C₀ really does": change},
        about=weight,
    )


def _nudge(source: Source, weight: Weight, rng: np.random.Generator) -> tuple[float, float, float]:
    """A weight's gradient as shown, a nudge, and what it really does to the cost."""
    g = as_shown(rule(source, weight).product)
    by = float(rng.choice([0.1, 0.05, 0.02])) * float(rng.choice([-1, 1]))
    now = value(source.network, weight)
    at = np.array([now, now + by])
    before, after = nudge.nudge_curve(source.network, source.pixels[0], source.y, weight, at)
    return g, by, float(after - before)


def step(source: Source, rng: np.random.Generator) -> Sum | None:
    """w − α × gradient."""
    weight = steep(source, rng)
    return _stepped(source, rng, weight, (as_shown(rule(source, weight).product),))


def whole_step(source: Source, rng: np.random.Generator) -> Sum | None:
    """w − α × what comes in × δ."""
    weight = steep(source, rng)
    chained = rule(source, weight)
    factors = as_shown(chained.by_parameter), as_shown(chained.delta)
    return _stepped(source, rng, weight, factors)


def _stepped(
    source: Source, rng: np.random.Generator, weight: Weight, factors: tuple[float, ...]
) -> Sum | None:
    """factors: the gradient, or what comes in and δ"""
    w, g, whole = as_shown(value(source.network, weight)), math.prod(factors), len(factors) > 1
    rates = [rate for rate in RATES if 0.15 * abs(w) < rate * abs(g) < LARGEST * abs(w)]
    if not rates:
        return None
    rate = float(rng.choice(rates))
    after = value(source.network.step(source.answer.gradients, rate), weight)
    has = "carries {} to a neuron whose δ is {}" if whole else "has the gradient {}"
    less = Slip(
        "activation forgotten",
        "What comes in is missing from the gradient.",
        w - rate * factors[-1],
    )
    return Sum(
        key=f"{'step-whole' if whole else 'step'} {weight.typed} {rate:g}",
        topic="A weight after a step",
        text=f"{plain(source, weight)} is {number(w)} and {has.format(*map(number, factors))}. "
        f"What is the weight after one step with α = {rate:g}?",
        given=(w, *factors, rate),
        right=w - rate * g,
        exact=after,
        why=f"w − α × gradient: {number(w)} − {rate:g} × {' × '.join(map(within, factors))}.",
        slips=(
            Slip(AS_WEIGHT, "That is the gradient: a slope, not the new weight.", g),
            Slip(WITH_IT, "The step goes against the gradient: minus.", w + rate * g),
            Slip("step for weight", "That is the step. It is added to the weight.", -rate * g),
            Slip("α forgotten", "α scales the step.", w - g),
            *((less,) if whole else ()),
        ),
        seen={
            "w before": value(source.network, weight),
            "α × gradient": rate * g,
            "w after": after,
        },
        about=weight,
    )
