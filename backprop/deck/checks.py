"""One question for each stop of the way, about the digit and the network that are on the screen.

Its answer is computed, and each wrong choice is what a common misunderstanding would compute. Where
a digit leaves no fair question, as two choices would be the same number, `_unchanged` is asked.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from backprop.activations import ACTIVATIONS
from backprop.deck.quiz import Choice
from backprop.explain import Answer
from backprop.network import Network
from backprop.why.numbers import number
from backprop.why.selection import Weight, neuron_name, value

APART = 0.05  # share of the larger one by which two numbers must differ to be two choices
FAINT = 1e-9
SQUEEZES = {
    "sigmoid": "σ squeezes every z into 0 to 1: below z = 0 less than ½, above it more.",
    "tanh": "tanh squeezes every z into −1 to 1 and keeps its sign.",
    "relu": "ReLU lets through what is above 0, as it is.",
}


@dataclass(frozen=True)
class Subject:
    """What a question is about.

    learning_rate: α as chosen; examples, mini_batch: of the training on the screen, 0 while none
    """

    network: Network
    answer: Answer
    learning_rate: float = 0.1
    examples: int = 0
    mini_batch: int = 0

    @property
    def layers(self) -> int:
        return len(self.network.weights)

    def called(self, layer: int, index: int) -> str:
        return neuron_name(layer, index, self.layers)


@dataclass(frozen=True)
class Check:
    """A question of which exactly one choice is right. right: its index"""

    text: str
    choices: tuple[Choice, ...]
    right: int


def check(stop: str, about: Subject) -> Check:
    """The question of a stop."""
    return CHECKS[stop](about) or _unchanged(about)


def _ask(text: str, right: Choice, *wrong: Choice) -> Check:
    """In the order of what the choices say, so that their place tells nothing."""
    choices = sorted([right, *wrong], key=lambda choice: choice.text)
    return Check(text, tuple(choices), choices.index(right))


def _ask_number(
    text: str,
    right: tuple[float, str],
    *wrong: tuple[float, str],
    write: Callable[[float], str] = number,
) -> Check | None:
    """The same with numbers, the smallest first; None where right is 0 or no other differs."""
    kept = [right]
    for candidate, why in wrong:
        if all(_differ(candidate, other) for other, _ in kept):
            kept.append((candidate, why))
    if abs(right[0]) < FAINT or len(kept) == 1:
        return None
    kept.sort()
    choices = tuple(Choice(write(shown), why) for shown, why in kept)
    return Check(text, choices, kept.index(right))


def _differ(one: float, other: float) -> bool:
    return abs(one - other) > APART * max(abs(one), abs(other))


def _unchanged(about: Subject) -> Check:
    """What this app invites one to believe: that the network learns while it answers."""
    pixels = about.answer.forward_pass.activations[0]
    count, inked = about.network.parameter_count, int(np.sum(pixels > 0))
    return _ask(
        f"The network has just answered you. How many of its {count:,} weights and biases has that "
        "changed?",
        Choice("None", "Answering only reads them. They change in a step, and nobody took one."),
        Choice(f"All {count:,}", "A step may change them all; an answer changes none."),
        Choice(
            f"Those of the {inked:,} pixels with ink",
            "Only these would have a gradient in layer 1. But no step was taken.",
        ),
    )


def _second(about: Subject) -> Check | None:
    outputs = about.answer.activations
    guess, rival, *rest = (int(j) for j in np.argsort(-outputs, kind="stable"))
    others = [j for j in rest if _differ(outputs[j], outputs[rival])][-2:]
    if not others:
        return None
    says = {j: f"Output {j} answers {number(float(outputs[j]))}" for j in (rival, *others)}
    return _ask(
        f"The strongest output says {guess}. Which digit comes second?",
        Choice(str(rival), f"{says[rival]}, more than any other but output {guess}."),
        *(Choice(str(j), f"{says[j]}; output {rival} more.") for j in others),
    )


def _squeezed(about: Subject) -> Check | None:
    z = about.answer.forward_pass.weighted_inputs[0][0]
    activate = ACTIVATIONS[about.network.activation].value
    for j in np.argsort(abs(abs(z) - 1.5), kind="stable")[:16]:
        at = float(z[j])
        a, turned = (float(activate(np.array(x))) for x in (at, -at))
        found = _ask_number(
            f"What comes into {about.called(1, int(j))} adds up to z = {number(at)}. "
            "What does it answer?",
            (a, SQUEEZES[about.network.activation]),
            (at, "That is z, before the neuron makes its answer of it."),
            (turned, "That would be the answer to the same z with the other sign."),
            (-at, "That is z with the other sign."),
        )
        if found and abs(abs(a) - 1) > 0.01:
            return found
    return None


def _halved(about: Subject) -> Check | None:
    j = int(about.answer.terms.argmax())
    gap, term = abs(float(about.answer.gaps[j])), float(about.answer.terms[j])
    return _ask_number(
        f"Output {j} misses its target by {number(gap)} and so adds {number(term)} to the cost. "
        "How much would half that gap add?",
        (term / 4, "Half the gap, squared: a quarter of the square."),
        (term / 2, "That is half of the square. Half of the gap, squared, is a quarter of it."),
        (term, "That is what it adds now."),
    )


def _asked(about: Subject) -> Check | None:
    """What the output that moves most asks of the neuron with the strongest weight to it."""
    if about.layers == 1:
        return _wished(about)
    delta = about.answer.gradients.delta[-1]
    j = int(abs(delta).argmax())
    k = int(abs(about.network.weights[-1][j]).argmax())
    w, d = float(about.network.weights[-1][j, k]), float(delta[j])
    if abs(w * d) < FAINT:
        return None
    up, kind = w * d < 0, "positive" if w > 0 else "negative"
    wants = "more" if d < 0 else "less"
    right = Choice(
        "To be more active ▲" if up else "To be less active ▼",
        f"Output {j} is to answer {wants}. Through a {kind} weight "
        f"{'more' if up else 'less'} activity there gives {wants} here.",
    )
    wrong = Choice(
        "To be less active ▼" if up else "To be more active ▲",
        f"Through a {kind} weight that would give {'less' if wants == 'more' else 'more'} here, "
        f"and output {j} is to answer {wants}.",
    )
    nothing = Choice("Nothing", "Only if the weight or δ of the output were 0.")
    return _ask(
        f"The cost falls if output {j} answers {wants}. A weight of {number(w)} leads to it from "
        f"{about.called(about.layers - 1, k)}. What does output {j} ask of that neuron?",
        right,
        wrong,
        nothing,
    )


def _wished(about: Subject) -> Check | None:
    """The same of an output, where there is no neuron before it."""
    j = int(about.answer.terms.argmax())
    gap, a = float(about.answer.gaps[j]), float(about.answer.activations[j])
    if abs(gap) < FAINT:
        return None
    up, why = gap > 0, f"Its target is {int(j == about.answer.label)}."
    texts = ("To answer more ▲", "To answer less ▼")
    return _ask(
        f"Output {j} answers {number(a)}. What does the cost wish of it?",
        Choice(texts[not up], f"{why} That way the gap closes."),
        Choice(texts[up], f"{why} That way the gap grows."),
        Choice("Nothing", f"{why} Only an output that hits its target has no wish."),
    )


def _delta(about: Subject) -> Check | None:
    layer = max(1, about.layers - 1)
    gradients, forward = about.answer.gradients, about.answer.forward_pass
    j = int(abs(gradients.delta[layer - 1]).argmax())
    wish = -float(gradients.activations[layer][j])
    z = forward.weighted_inputs[layer - 1][0, j : j + 1]
    slope = float(ACTIVATIONS[about.network.activation].slope(z)[0])
    return _ask_number(
        f"The wish of {about.called(layer, j)} is {number(wish)} {'▲' if wish > 0 else '▼'}, the "
        f"slope of its curve {number(slope)}. What is its δ?",
        (-wish * slope, "δ = −wish × slope: how fast the cost grows with z."),
        (wish * slope, "The sign: a wish points to where the cost falls, δ to where it grows."),
        (-wish, "That leaves out the slope, by which z moves a."),
    )


def _largest(about: Subject) -> tuple[Weight, float, float, float]:
    """Of the weights into the outputs one that moves much: itself, what comes in, δ of its output.

    What comes in is not 1, as far as may be, for a factor of 1 cannot be seen in a product.
    """
    sent, delta = about.answer.forward_pass.activations[-2][0], about.answer.gradients.delta[-1]
    to = int(abs(delta).argmax())
    telling = np.where(abs(abs(sent) - 1) < APART, 0, abs(sent))
    source = int((telling if telling.any() else abs(sent)).argmax())
    weight = Weight(about.layers, to, source)
    return weight, value(about.network, weight), float(sent[source]), float(delta[to])


def _product(about: Subject) -> Check | None:
    weight, w, a, delta = _largest(about)
    return _ask_number(
        f"The weight {weight.name} is {number(w)}. {number(a)} comes in, and δ of output "
        f"{weight.to} is {number(delta)}. What is its gradient?",
        (a * delta, "What comes in × δ."),
        (w * delta, "That is weight × δ, which travels on to the layer before."),
        (w * a, "That is weight × what comes in, which it adds to z."),
    )


def _moved(about: Subject) -> Check | None:
    weight, _, a, delta = _largest(about)
    alpha, gradient = about.learning_rate, a * delta
    return _ask_number(
        f"The gradient of {weight.name} is {number(gradient)}. "
        f"What does a step with α = {alpha:g} add to it?",
        (-alpha * gradient, "−α × gradient: against the gradient, where the cost falls."),
        (alpha * gradient, "The sign: along the gradient the cost rises."),
        (-gradient, "That leaves out α."),
        (gradient, "That is the gradient, how fast the cost rises with the weight."),
    )


def _epoch(about: Subject) -> Check | None:
    n, m = about.examples, about.mini_batch
    if not m:
        return None
    return _ask_number(
        f"This training has {n:,} digits, and each step follows m = {m:,} of them. "
        "How many steps is one epoch, once through all of them?",
        (math.ceil(n / m), f"{n:,} digits, {m:,} a step."),
        (n, "So many digits. Each step takes a whole mini-batch of them."),
        (m, "So many digits are in one mini-batch."),
        (1, "Only if the mini-batch held all of them."),
        write="{:,}".format,
    )


def _stronger(about: Subject) -> Check | None:
    """Two weights to one output: the larger weight, and the one through which more comes in."""
    j = about.answer.label
    sent = abs(about.answer.forward_pass.activations[-2][0])
    sizes = abs(about.network.weights[-1][j])
    loud = int(sent.argmax())
    quiet = np.flatnonzero((sent < sent[loud] / 1.5) & (sizes > 0))
    delta = float(about.answer.gradients.delta[-1][j])
    if not len(quiet) or abs(delta * sent[loud]) < FAINT:
        return None
    heavy = int(quiet[sizes[quiet].argmax()])
    names = [f"The one from neuron {k}" for k in (loud, heavy)]
    if about.layers == 1:
        names = [f"The one from pixel {k}" for k in (loud, heavy)]
    weights = [number(float(about.network.weights[-1][j, k])) for k in (loud, heavy)]
    inputs = [number(float(about.answer.forward_pass.activations[-2][0, k])) for k in (loud, heavy)]
    return _ask(
        f"To output {j} lead a weight {weights[0]} from {about.called(about.layers - 1, loud)}, "
        f"where a = {inputs[0]}, and a weight {weights[1]} from "
        f"{about.called(about.layers - 1, heavy)}, where a = {inputs[1]}. "
        "Which has the larger gradient, up or down?",
        Choice(names[0], "What comes in × δ: δ is the same for both, and more comes in here."),
        Choice(names[1], "The weight itself is no factor of its gradient; less comes in here."),
        Choice("Both the same", "δ is the same for both; what comes in is not."),
    )


CHECKS: dict[str, Callable[[Subject], Check | None]] = {
    "draw": _second,
    "forward": _squeezed,
    "cost": _halved,
    "wishes": _asked,
    "backward": _delta,
    "gradient": _product,
    "step": _moved,
    "train": _epoch,
    "quiz": _stronger,
}
