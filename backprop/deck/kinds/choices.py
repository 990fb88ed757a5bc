"""Kinds whose answer is one of four choices. Wrong choices are what learners typically think."""

import numpy as np

from backprop.deck.kinds.parts import measured, plain, rule, weight_of
from backprop.deck.question import Question, Source, ask, number
from backprop.deck.quiz import Choice
from backprop.why import chain, nudge
from backprop.why.selection import Weight, neuron_name, value


def sign(source: Source, rng: np.random.Generator) -> Question | None:
    weight = weight_of(source, rng)
    chained = rule(source, weight)
    comes_in, delta = chained.by_parameter, chained.delta
    if 0 < abs(chained.product) < 1e-7 or (comes_in != 0 and abs(delta) < 1e-9):
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
    right = zero if chained.product == 0 else positive if chained.product > 0 else negative
    others = [
        Choice("Positive", "Only if δ and what comes in had the same sign."),
        Choice("Negative", "Only if δ and what comes in had different signs."),
        Choice("Exactly zero", "Only if nothing came in, or δ were 0."),
    ]
    return ask(
        rng,
        key=f"sign {weight.typed}",
        topic="Gradient of a weight",
        text=f"What comes in through {plain(source, weight)} is {number(comes_in)}; "
        f"δ of the neuron it leads to is {number(delta)}. What is its gradient ∂C₀/∂w?",
        right=right,
        wrong=[other for other in others if other.text != right.text] + [rate],
        seen={"what comes in × δ": chained.product} | measured(source, weight),
        about=weight,
    )


def larger(source: Source, rng: np.random.Generator) -> Question | None:
    one = weight_of(source, rng, range(2, len(source.network.sizes)))
    other = Weight(one.layer, one.to, int(rng.integers(source.network.sizes[one.layer - 1])))
    rules = [rule(source, weight) for weight in (one, other)]
    sent = [abs(chained.by_parameter) for chained in rules]
    sizes = [abs(value(source.network, weight)) for weight in (one, other)]
    if one == other or abs(rules[0].delta) < 1e-6 or max(sent) < 1.5 * min(sent) + 1e-3:
        return None
    more, less = (0, 1) if sent[0] > sent[1] else (1, 0)
    names = [neuron_name(w.layer - 1, w.source, len(source.network.weights)) for w in (one, other)]
    about = [
        f"a = {number(chained.by_parameter)}, w = {number(value(source.network, w))}"
        for chained, w in zip(rules, (one, other))
    ]
    tempting = sizes[less] > sizes[more]
    stronger = "It is the larger weight, but w itself" if tempting else "w itself"
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
                "the largest weight is most to blame" if tempting else "",
            ),
            Choice(
                "Both the same: they lead to the same neuron", "They share δ, not what comes in."
            ),
            Choice(
                "Neither: only biases move", "Every parameter moves by −α times its own gradient."
            ),
        ],
        seen={f"∂C₀/∂w from {n}": chained.product for n, chained in zip(names, rules)},
    )


def nudged(source: Source, rng: np.random.Generator) -> Question | None:
    weight = weight_of(source, rng, range(2, len(source.network.sizes)))
    gradient = rule(source, weight).product
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
        text=f"The gradient of {plain(source, weight)} is {number(gradient)}. "
        f"The weight is changed by {number(by)}. What does the cost C₀ do?",
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
        wrong=[
            Choice(says(k), why(k), "activation for weight" if k == active else "")
            for k in four[1:]
        ],
        seen={f"wish of neuron {k}": float(wishes[k]) for k in four},
    )


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
    if layers < 2:
        return None
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
        for i in sorted(order[1:3])
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
