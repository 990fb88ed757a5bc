"""Kinds that ask about one misconception each, with a proof computed in this very network."""

import hashlib
from collections.abc import Iterable
from functools import lru_cache

import numpy as np

from backprop.deck.kinds.parts import plain, steep, weight_of
from backprop.deck.question import Question, Seen, Source, ask, number
from backprop.deck.quiz import Choice
from backprop.hand import typed as by_hand
from backprop.hand.typed import Slip
from backprop.network import Gradients, one_hot
from backprop.why import nudge
from backprop.why.selection import Neuron, gradient_of, neuron_name, value

LEARNS = "the network learns while it predicts"
WITH_IT = "the gradient's sign is the way to go"
AS_WEIGHT = "gradient = the new weight"
CHANGES = "the backward pass changes activations"
SILENT = "a silent neuron's weights still learn"
SMALL = "small cost = right answer"
SAME = "one example's gradient is the batch's"
FASTER = "a larger α is always faster"
RATES = (0.1, 1.0, 10.0, 100.0)
BATCH = 100
SEARCHED = 6000  # training digits, among which those for a proof are looked for
LIMITS = (15, 60)  # degrees between two gradients: alike, turned, hardly related
PLAIN = 3  # degrees from a limit, where an angle is not asked about


def fingerprint(arrays: Iterable[np.ndarray]) -> str:
    """Eight digits that change as soon as one bit of one number does."""
    return hashlib.sha256(b"".join(array.tobytes() for array in arrays)).hexdigest()[:8]


def learns(source: Source, rng: np.random.Generator) -> Question | None:
    network, guess = source.network, source.answer.guess
    return ask(
        rng,
        key="learns",
        topic="Does it learn while it answers?",
        text=f"This network has just answered {guess} for the digit on the screen. "
        "Did it learn from that digit?",
        right=Choice(
            "No: answering changes no weight",
            "Only a step of training does. The fingerprint of all weights, another one as soon as "
            "one bit is, stayed the same.",
        ),
        wrong=[
            Choice(
                "Yes: its weights moved a little towards this digit",
                "Not one bit of them did: what answers is only computed from them.",
                LEARNS,
            ),
            Choice(
                "Only where an output was wrong",
                "A wrong output costs something. Nothing moves before a step is taken.",
                LEARNS,
            ),
            Choice(
                f"Only the weights that lead to output {guess}",
                "These neither: the strongest output is read, no more.",
                LEARNS,
            ),
        ],
        seen={
            "fingerprint of all weights, before": fingerprint((*network.weights, *network.biases))
        },
    )


def learned(source: Source, question: Question) -> Seen:
    """The fingerprint of all weights and biases, now, and after a step that does teach."""
    network = source.network
    gradients = network.backward(network.forward(source.pixels), source.y)
    after = network.step(gradients, RATES[0])
    return dict(question.seen) | {
        "after answering, and once more": fingerprint((*network.weights, *network.biases)),
        f"after one step of training, α = {RATES[0]}": fingerprint((*after.weights, *after.biases)),
    }


def direction(source: Source, rng: np.random.Generator) -> Question | None:
    weight = steep(source, rng)
    gradient, now = gradient_of(source.answer.gradients, weight), value(source.network, weight)
    by = 0.05 * float(np.sign(gradient))
    at = np.array([now, now + by, now - by])
    here, along, against = nudge.nudge_curve(source.network, source.pixels[0], source.y, weight, at)
    if abs(gradient) < 1e-6 or not against < here < along:
        return None
    up = gradient < 0
    return ask(
        rng,
        key=f"direction {weight.typed}",
        topic="Which way a step goes",
        text=f"{plain(source, weight)} is {number(now)}, its gradient is {number(gradient)}. "
        "Which way does a step move it to lower the cost?",
        right=Choice("Up" if up else "Down", "Against the gradient: w − α × gradient."),
        wrong=[
            Choice(
                "Down" if up else "Up",
                "The gradient points to where the cost rises. A step goes the other way.",
                WITH_IT,
            ),
            Choice(
                f"To {number(gradient)}, whatever α is",
                "The gradient is a slope, no value of a weight.",
                AS_WEIGHT,
            ),
            Choice("Towards 0", "Where the weight stands does not matter, only the slope there."),
        ],
        seen={
            f"change of C₀, {number(abs(by))} with the gradient": float(along - here),
            f"change of C₀, {number(abs(by))} against it": float(against - here),
        },
        about=weight,
    )


def unchanged(source: Source, rng: np.random.Generator) -> Question | None:
    network, passed = source.network, source.answer.forward_pass
    layer = int(rng.integers(1, len(network.sizes)))
    neuron = Neuron(layer, int(rng.integers(network.sizes[layer])))
    a = float(passed.activations[layer][0, neuron.index])
    wish = -float(source.answer.gradients.activations[layer][neuron.index])
    delta = float(source.answer.gradients.delta[layer - 1][neuron.index])
    slips = [
        Slip(CHANGES, "A wish is not granted at once: it becomes gradients.", a + wish),
        Slip(CHANGES, "δ is a slope too. Nothing is taken off the activation.", a - delta),
        Slip(CHANGES, "α belongs to the step, and that moves weights.", a + RATES[0] * wish),
    ]
    if by_hand.degenerate(a, slips):
        return None
    return ask(
        rng,
        key=f"unchanged {neuron.typed}",
        topic="What the backward pass changes",
        text=f"On this digit, {neuron.plain(len(network.weights))} has the activation {number(a)} "
        f"and the wish {number(wish)}. The backward pass is over, no step is taken yet. What is "
        "its activation now?",
        right=Choice(
            number(a), "The backward pass only computes slopes. Activations follow from weights."
        ),
        wrong=[Choice(number(slip.value), slip.sentence, slip.name) for slip in slips],
        seen={
            "its activation before": a,
            "fingerprint of all activations before": fingerprint(passed.activations),
        },
    )


def still_there(source: Source, question: Question) -> Seen:
    """The activations once more, after a backward pass over them."""
    layer, index = (int(part) for part in question.key.split("n")[-1].split())
    passed = source.answer.forward_pass
    source.network.backward(passed, source.y)
    return dict(question.seen) | {
        "its activation after": float(passed.activations[layer][0, index]),
        "fingerprint of all activations after": fingerprint(passed.activations),
    }


def silent(source: Source, rng: np.random.Generator) -> Question | None:
    weight = weight_of(source, rng)
    sent = source.answer.forward_pass.activations[weight.layer - 1][0, weight.source]
    delta = float(source.answer.gradients.delta[weight.layer - 1][weight.to])
    if sent != 0 or abs(delta) < 1e-6:
        return None
    layers, now = len(source.network.weights), value(source.network, weight)
    after = source.network.step(source.answer.gradients, 1.0)
    way = "Lowered" if delta > 0 else "Raised"
    return ask(
        rng,
        key=f"silent {weight.typed}",
        topic="What a silent neuron's weights learn",
        text=f"On this digit {neuron_name(weight.layer - 1, weight.source, layers)} is silent: it "
        f"sends exactly 0 to {neuron_name(weight.layer, weight.to, layers)}, whose δ is "
        f"{number(delta)}. What does a step do to the weight between them?",
        right=Choice("Nothing", "Its gradient is 0 × δ = 0: nothing came in, nothing is learnt."),
        wrong=[
            Choice(
                f"{way} by α × {number(abs(delta))}",
                "That is the bias's step. The weight's gradient is what comes in × δ.",
                SILENT,
            ),
            Choice(
                f"{way}, but less than the others",
                "Not less: not at all. One factor is exactly 0.",
                SILENT,
            ),
            Choice(
                "It shrinks: what is not used is forgotten",
                "Nothing is forgotten here. A step is −α × gradient, and that is 0.",
                SILENT,
            ),
        ],
        seen={
            "its gradient": gradient_of(source.answer.gradients, weight),
            "w before": now,
            "w after a step, α = 1": value(after, weight),
        },
    )


@lru_cache(maxsize=4)
def _read(source: Source) -> tuple[np.ndarray, np.ndarray]:
    """Of the first training digits the cost, and whether they are read right."""
    labels = source.labels[:SEARCHED]
    outputs = source.network.forward(source.x[:SEARCHED] / 255).activations[-1]
    costs = np.sum((outputs - one_hot(labels, source.network.sizes[-1])) ** 2, axis=1)
    return costs, outputs.argmax(axis=1) == labels


def small_cost(source: Source, rng: np.random.Generator) -> Question | None:
    costs, right = _read(source)
    if right.all() or not right.any():
        return None
    cheap = int(rng.choice(np.flatnonzero(~right)[np.argsort(costs[~right])[:10]]))
    dear = np.flatnonzero(right & (costs > costs[cheap] + 0.01))
    if not len(dear):
        return None
    other = int(rng.choice(dear))
    first, second = number(float(costs[cheap])), number(float(costs[other]))
    return ask(
        rng,
        key=f"small {cheap} {other}",
        topic="What a small cost says",
        text=f"This network reads two training digits: number {cheap} at the cost {first}, number "
        f"{other} at the cost {second}. What do these two costs tell?",
        right=Choice(
            "Not which of them is read right",
            "All ten outputs cost; which is strongest is another matter. Only below ½ is it sure.",
        ),
        wrong=[
            Choice(
                f"Number {cheap} is read right, number {other} wrong",
                "It is the other way round: the wrong one costs less.",
                SMALL,
            ),
            Choice("Both are read right", f"Number {cheap} is not, at the smaller cost.", SMALL),
            Choice(
                "Both are read wrong: a right answer costs 0",
                f"Number {other} is read right and costs more than 0.",
                "a right answer costs nothing",
            ),
        ],
        seen={
            f"cost of number {cheap}, read wrong": float(costs[cheap]),
            f"cost of number {other}, read right": float(costs[other]),
        },
    )


def batch(source: Source, rng: np.random.Generator) -> Question | None:
    seed = int(rng.integers(1000))
    one, all_ = source.answer.gradients, _batch(source, seed)[2]
    angle = _angle(one, all_)
    if angle is None or angle < LIMITS[0] or min(abs(angle - limit) for limit in LIMITS) < PLAIN:
        return None
    low, high = LIMITS
    says = [
        f"The same way, within {low}°",
        f"Between {low}° and {high}° apart",
        f"More than {high}° apart",
        "Exactly opposite, 180° apart",
    ]
    right = 1 if angle < high else 2
    if angle > 170:
        return None
    why = "One digit wants what helps that digit. The mean of many is what helps them all."
    reasons = [
        "One example speaks for itself alone: the mean of many points elsewhere.",
        "It is nearer than most other directions." if right == 2 else why,
        why if right == 2 else "It is turned, but not so far.",
        "Then this digit would lose by what helps the others. It is not that bad.",
    ]
    names = [SAME, "", "", ""]
    made = [Choice(*parts) for parts in zip(says, reasons, names)]
    return ask(
        rng,
        key=f"batch {seed}",
        topic="One example and a mini-batch",
        text=f"One gradient is this digit's, the other the mean over {BATCH} random training "
        "digits. Which way do the two point, among all weights and biases?",
        right=made[right],
        wrong=[choice for choice in made if choice is not made[right]],
        seen={
            "angle between the two, in degrees": angle,
            "length of this digit's gradient": float(np.linalg.norm(_flat(one))),
            f"length of the mean of {BATCH}": float(np.linalg.norm(_flat(all_))),
        },
    )


def rate(source: Source, rng: np.random.Generator) -> Question | None:
    seed = int(rng.integers(1000))
    x, y, gradients = _batch(source, seed)
    costs = [source.network.step(gradients, rate).cost(x, y) for rate in RATES]
    least, second = np.argsort(costs)[:2]
    if least == len(RATES) - 1 or costs[second] < 1.02 * costs[least]:
        return None
    best = RATES[least]

    def why(rate: float) -> str:
        if rate > best:
            return "Too far: the slope holds only near by, and beyond the valley the cost rises."
        return "The right way, but a smaller part of it."

    return ask(
        rng,
        key=f"rate {seed}",
        topic="How large α may be",
        text=f"One step is taken with the gradient of {BATCH} random training digits. With which α "
        "is the cost of these digits least after it?",
        right=Choice(f"α = {best:g}", "Of the four: far enough, and not past the valley."),
        wrong=[
            Choice(f"α = {rate:g}", why(rate), FASTER if rate > best else "")
            for rate in RATES
            if rate != best
        ],
        seen={"cost before": source.network.cost(x, y)}
        | {f"cost after, α = {rate:g}": cost for rate, cost in zip(RATES, costs)},
    )


def _batch(source: Source, seed: int) -> tuple[np.ndarray, np.ndarray, Gradients]:
    """Random training digits, their targets, and the mean of their gradients."""
    rows = np.random.default_rng(seed).choice(len(source.x), BATCH, replace=False)
    x, y = source.x[rows] / 255, one_hot(source.labels[rows], source.network.sizes[-1])
    return x, y, source.network.backward(source.network.forward(x), y)


def _angle(one: Gradients, other: Gradients) -> float | None:
    """Degrees between two gradients; None where one of them is nothing."""
    first, second = _flat(one), _flat(other)
    lengths = np.linalg.norm(first) * np.linalg.norm(second)
    if lengths < 1e-12:
        return None
    return float(np.degrees(np.arccos(np.clip(first @ second / lengths, -1, 1))))


def _flat(gradients: Gradients) -> np.ndarray:
    return np.concatenate([part.ravel() for part in (*gradients.weights, *gradients.biases)])
