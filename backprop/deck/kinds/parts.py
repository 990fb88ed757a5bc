"""What several kinds of questions are made with."""

import numpy as np

from backprop.deck.question import Source, number
from backprop.hand.typed import read_number
from backprop.why import chain, nudge
from backprop.why.selection import Parameter, Weight

STEEPEST = 40  # weights: among them a number large enough to be computed with is soon found


def weight_of(source: Source, rng: np.random.Generator, layers: range | None = None) -> Weight:
    """Any weight of one of these layers; of all where there are none such."""
    sizes = source.network.sizes
    layer = int(rng.choice(list(layers or range(1, len(sizes)))))
    return Weight(layer, int(rng.integers(sizes[layer])), int(rng.integers(sizes[layer - 1])))


def steep(source: Source, rng: np.random.Generator) -> Weight:
    """One of the weights with the largest gradients of a layer, not the first if there are more."""
    gradients = source.answer.gradients.weights
    layer = int(rng.integers(min(1, len(gradients) - 1), len(gradients)))
    sizes = np.abs(gradients[layer])
    place = rng.choice(np.argsort(sizes, axis=None)[-STEEPEST:])
    to, by = np.unravel_index(place, sizes.shape)
    return Weight(layer + 1, int(to), int(by))


def plain(source: Source, parameter: Parameter) -> str:
    return f"{parameter.name} ({parameter.plain(len(source.network.weights))})"


def as_shown(value: float, count: int = 3) -> float:
    """The value of the digits that the question shows, three unless it says how many."""
    shown = read_number(number(value, count))
    return value if shown is None else shown


def within(value: float) -> str:
    """A number as it stands inside a product or a sum."""
    return number(value) if value >= 0 else f"({number(value)})"


def rule(source: Source, parameter: Parameter) -> chain.ChainRule:
    return chain.chain_rule(source.network, source.answer.forward_pass, source.y, parameter)


def measured(source: Source, parameter: Parameter) -> dict[str, float]:
    slope = nudge.measured_slope(source.network, source.pixels, source.y, parameter)
    return {"the same, measured by nudging": slope}
