"""What the arrays of a network do not say: its activation, its pixels, what it ended in.

Each possibility is measured on test digits; the person who brings the network decides. The app has
one activation for all layers and pixels from 0 to 1. Other pixels are folded into layer 1, exactly.
Another end (softmax, or none) becomes the activation of all layers: the order of the outputs stays,
and so does what is read; their values do not.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from backprop.activations import ACTIVATIONS
from backprop.digits import Mnist
from backprop.lab.brought import Layers
from backprop.network import Network, one_hot

ASKED = 1000  # test digits that a possibility is measured on
FITTED, FEW = 10_000, 1000  # training digits that another end is scaled on; tried on the first
STARTS, SCALES, STEEPEST = 41, 12, 24.0
CLEARLY = 0.05  # by so much more must another order of the layers read right to be taken
BLIND = 0.9  # C₀ of answering 0.1 to every digit ten times

PIXELS = {  # what a pixel x, 0 to 1, was for the network: scale · x + shift
    "0 to 1": (1.0, 0.0),
    "0 to 255": (255.0, 0.0),
    "−1 to 1": (2.0, -1.0),
    "mean 0, spread 1": (1 / 0.3081, -0.1307 / 0.3081),  # of MNIST's pixels, as PyTorch's pages do
}
SAME, OTHER = "same", "other"
ENDS = (SAME, OTHER)


class Meaning(NamedTuple):
    """One possibility: a key of ACTIVATIONS, a key of PIXELS, and one of ENDS."""

    activation: str
    pixels: str
    end: str


class Hint(NamedTuple):
    """How a network would do: the share of the test digits read right, 0 to 1, and C₀ on average,
    of softmax's answers where it ends in something else."""

    right: float
    cost: float


@dataclass(frozen=True, eq=False)
class Brought:
    """A network that was brought, with all that it may mean.

    hints: what each possibility comes to; best: the likeliest
    """

    layers: Layers
    hints: dict[Meaning, Hint]
    best: Meaning


def weigh(orders: list[Layers], digits: Mnist) -> Brought:
    """The order of the layers that reads best, the first unless another is clearly better, and what
    it may mean."""
    tried: list[Brought] = []
    for layers in orders:
        tried.append(Brought(layers, *_weighed(layers, digits)))
        if _right(tried[-1]) > 1 - CLEARLY:  # nothing can be clearly better
            break
    first, best = tried[0], max(tried, key=_right)
    return best if _right(best) > _right(first) + CLEARLY else first


def _right(brought: Brought) -> float:
    return brought.hints[brought.best].right


def _weighed(layers: Layers, digits: Mnist) -> tuple[dict[Meaning, Hint], Meaning]:
    x, labels = digits.x_test[:ASKED] / 255, digits.y_test[:ASKED]
    hints = {}
    for activation in ACTIVATIONS:
        value = ACTIVATIONS[activation].value
        for pixels in PIXELS:
            z = _sums(layers, activation, pixels, x)
            for end, answers in ((SAME, value(z)), (OTHER, _softmax(z))):
                hints[Meaning(activation, pixels, end)] = Hint(
                    float(np.mean(answers.argmax(axis=1) == labels)),
                    float(np.sum((answers - one_hot(labels)) ** 2) / len(x)),
                )
    kind = max(hints, key=lambda meaning: hints[meaning].right)
    same = kind._replace(end=SAME)
    return hints, same if hints[same].cost < BLIND else kind._replace(end=OTHER)


def _sums(layers: Layers, activation: str, pixels: str, x: np.ndarray) -> np.ndarray:
    """The weighted inputs of the outputs, (m, 10), of pixels in [0, 1]: in float32, for speed."""
    folded = _folded(layers, activation, pixels)
    quick = Network(
        tuple(w.astype(np.float32) for w in folded.weights),
        tuple(b.astype(np.float32) for b in folded.biases),
        activation,
    )
    return quick.forward(x).weighted_inputs[-1].astype(np.float64)


def _folded(layers: Layers, activation: str, pixels: str) -> Network:
    """The network for pixels from 0 to 1: what was done to them is done by layer 1."""
    scale, shift = PIXELS[pixels]
    first = layers.weights[0]
    return Network(
        weights=(scale * first, *layers.weights[1:]),
        biases=(layers.biases[0] + shift * first.sum(axis=1), *layers.biases[1:]),
        activation=activation,
    )


def _softmax(z: np.ndarray) -> np.ndarray:
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def network(brought: Brought, meaning: Meaning, digits: Mnist) -> Network:
    """The network as the app has it."""
    layers, (activation, pixels, end) = brought.layers, meaning
    folded = _folded(layers, activation, pixels)
    if end == SAME:
        return folded
    x, labels = digits.x_train[:FITTED] / 255, digits.y_train[:FITTED]
    scale, shift = _fitted(_sums(layers, activation, pixels, x), activation, one_hot(labels))
    return Network(
        weights=(*folded.weights[:-1], scale * folded.weights[-1]),
        biases=(*folded.biases[:-1], scale * folded.biases[-1] + shift),
        activation=activation,
    )


def _fitted(z: np.ndarray, activation: str, y: np.ndarray) -> tuple[float, float]:
    """(scale, shift) with which activation(scale · z + shift) comes nearest to the targets, and
    nothing that differs in z saturates into the same answer."""
    value, known = ACTIVATIONS[activation].value, slice(FEW)
    lowest, highest = float(z.min()), float(z.max())
    loudest = float(z.max(axis=1).min())  # where a ReLU begins above it, all ten are silent
    starts = np.linspace(lowest, loudest if activation == "relu" else highest, STARTS)
    tried = []
    for scale in np.geomspace(0.5, STEEPEST, SCALES) / max(highest - lowest, 1e-9):
        for start in starts:
            answers = value(scale * (z[known] - start))
            tried.append((float(np.sum((answers - y[known]) ** 2)), scale, -scale * start))
    _, scale, shift = min(tried)
    return scale, shift
