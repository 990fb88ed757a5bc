"""What the deck's figures show, computed on one network and one digit."""

from dataclasses import dataclass

import numpy as np

from backprop.activations import ACTIVATIONS
from backprop.explain import Answer
from backprop.lab import landscape
from backprop.lab.landscape import Plane
from backprop.lab.run import flatten
from backprop.network import Gradients, Network, one_hot
from backprop.why import chain, nudge, selection
from backprop.why.gradients import flat
from backprop.why.selection import Weight

DECK_OUTPUTS = np.array([0.1, 0.2, 0.05, 0.3, 0.1, 0.1, 0.05, 0.05, 0.03, 0.02])
DECK_WEIGHT = Weight(2, 15, 7)
TINY = 1e-30  # in place of a length of 0 that would be divided by


@dataclass(frozen=True)
class Edge:
    """One connection worth drawing: its ends, and what it carries or would change by."""

    to: int
    source: int
    value: float


def strongest_edges(table: np.ndarray, count: int) -> list[Edge]:
    """The `count` largest entries of a (neurons, neurons before) table, by size."""
    places = np.argsort(-np.abs(table), axis=None, kind="stable")[:count]
    rows, columns = np.unravel_index(places, table.shape)
    return [Edge(int(j), int(k), float(table[j, k])) for j, k in zip(rows, columns)]


def signals(network: Network, answer: Answer, layer: int) -> np.ndarray:
    """w · a of every connection into a layer, (neurons, neurons before)."""
    return network.weights[layer - 1] * answer.forward_pass.activations[layer - 1][0]


@dataclass(frozen=True)
class Push:
    """An output after something was changed: z, a, and the cost of the whole example."""

    z: float
    a: float
    cost: float


def push(
    network: Network,
    answer: Answer,
    weight: Weight,
    by_bias: float = 0.0,
    by_weight: float = 0.0,
    by_activation: float = 0.0,
    asked: int = 0,
) -> Push:
    """Change one output's bias, one of its weights, and the activation of one neuron before it.

    weight: of the last layer; asked: whose activation changes, within its range, for all outputs
    """
    low, high = nudge.RANGES[network.activation]
    sent = answer.forward_pass.activations[-2][0].copy()
    sent[asked] = np.clip(sent[asked] + by_activation, low, high)
    w, b = network.weights[-1].copy(), network.biases[-1].copy()
    w[weight.to, weight.source] += by_weight
    b[weight.to] += by_bias
    z = w @ sent + b
    a = ACTIVATIONS[network.activation].value(z)
    return Push(float(z[weight.to]), float(a[weight.to]), cost_of(a, answer.label))


def loudest(network: Network, answer: Answer, output: int) -> Weight:
    """The weight into an output from the most active neuron before it."""
    source = int(np.argmax(answer.forward_pass.activations[-2][0]))
    return Weight(len(network.weights), output, source)


def telling(answer: Answer) -> Weight:
    """The weight into the meant output with the largest gradient."""
    slopes = answer.gradients.weights[-1][answer.label]
    return Weight(len(answer.gradients.weights), answer.label, int(np.argmax(np.abs(slopes))))


def wished_most(network: Network, answer: Answer) -> int:
    """The neuron before the outputs that is wished most and has room left to follow: at most 1."""
    low, high = nudge.RANGES[network.activation]
    wish, sent = -answer.gradients.activations[-2], answer.forward_pass.activations[-2][0]
    room = np.where(wish > 0, high - sent, sent - low)
    return int(np.argmax(np.abs(wish) * np.minimum(1, room)))


def most(sizes: np.ndarray, count: int) -> np.ndarray:
    """Where the `count` largest of (n,) stand, in order."""
    return np.sort(np.argsort(-sizes, kind="stable")[:count])


def from_most_to_least(values: np.ndarray, count: int) -> np.ndarray:
    """Where `count` of (n,) stand, in order: the largest, the smallest, even ranks between."""
    ranks = np.linspace(0, len(values) - 1, min(count, len(values))).round().astype(int)
    return np.sort(np.argsort(-values, kind="stable")[ranks])


def terms(outputs: np.ndarray, target: int) -> np.ndarray:
    """The squared gaps of an example, (outputs,): its cost C₀ is their sum."""
    return (outputs - one_hot(target, len(outputs))) ** 2


def cost_of(outputs: np.ndarray, target: int) -> float:
    return float(np.sum(terms(outputs, target)))


@dataclass(frozen=True, eq=False)
class Wishes:
    """How the wishes of the outputs add up in the last hidden layer.

    rows: what each output wishes of each neuron, −δⱼwⱼₖ, (outputs, neurons)
    shown: the outputs to tell apart, the meant one first; rest: the rows of all others, added up
    sums: −∂C₀/∂a of that layer, (neurons,)
    """

    rows: np.ndarray
    shown: tuple[int, ...]
    rest: np.ndarray
    sums: np.ndarray

    @property
    def disputed(self) -> int:
        """The neuron over which the outputs disagree most."""
        more, less = (np.maximum(0, sign * self.rows).sum(axis=0) for sign in (1, -1))
        return int(np.argmax(np.minimum(more, less)))


def wishes(network: Network, answer: Answer, listed: int = 3, audible: float = 0.05) -> Wishes:
    """Needs a hidden layer.

    listed: how many outputs are shown at most. Beyond the second, only those are that wish at least
        `audible` of the largest wish
    """
    y = one_hot(answer.label, network.sizes[-1])
    rows = chain.wishes(network, answer.forward_pass, y, len(network.weights) - 1)
    sizes = np.abs(rows).max(axis=1)
    others = [int(j) for j in np.argsort(-sizes, kind="stable") if j != answer.label]
    heard = [j for j in others[1 : listed - 1] if sizes[j] >= audible * sizes.max()]
    shown = (answer.label, others[0], *heard)
    rest = np.delete(rows, shown, axis=0).sum(axis=0)
    return Wishes(rows=rows, shown=shown, rest=rest, sums=rows.sum(axis=0))


@dataclass(frozen=True, eq=False)
class Surface:
    """C₀ over a plane through all parameters; the network stands at (0, 0).

    costs: (n, n), row = y, column = x
    x: in steps of α = 1 straight downhill, along −∇C₀; its last one is the longest step shown
    y: as far, at right angles to it, towards what the network would do if the digit were `rival`
    """

    costs: np.ndarray
    x: np.ndarray
    y: np.ndarray
    rival: int


def surface(network: Network, answer: Answer, n: int = 27) -> Surface:
    """A slice of the cost along two of its directions: as far as one step brings something."""
    pixels = answer.forward_pass.activations[0].astype(np.float32)
    rival = answer.guess if answer.guess != answer.label else answer.rival
    y = one_hot(rival, network.sizes[-1])
    down = -flat(answer.gradients)
    across = -flat(network.backward(answer.forward_pass, y))
    size = max(float(down @ down), TINY)
    across -= (across @ down) / size * down
    across *= np.sqrt(size / max(float(across @ across), TINY))
    reach = far_enough(network, answer)
    along_x, along_y = np.linspace(-0.3 * reach, reach, n), np.linspace(-0.65, 0.65, n) * reach
    plane = Plane(flatten(network), np.array([down, across]), 1.0)
    label = np.array([answer.label])
    rows = landscape.surface(
        plane, along_x, along_y, network.sizes, network.activation, pixels, label
    )
    with np.errstate(all="ignore"):  # far out, a ReLU network's cost may overflow
        return Surface(np.array(list(rows)), along_x, along_y, rival)


def far_enough(network: Network, answer: Answer) -> float:
    """A little beyond the first α that takes off four fifths of C₀, or the one that takes off most.

    Tried are 0.0001, 0.0002, 0.0005 … 50.
    """
    rates = [round_one * 10.0**power for power in range(-4, 2) for round_one in (1, 2, 5)]
    costs = np.array([cost_after(network, answer, rate) for rate in rates])
    enough = costs <= 0.2 * answer.cost
    return 2.5 * rates[int(np.argmax(enough) if enough.any() else np.argmin(costs))]


@dataclass(frozen=True)
class Rank:
    """Where a weight's gradient stands in its layer: 1 is the largest by size."""

    weight: Weight
    gradient: float
    rank: int
    of: int


def rank(answer: Answer, weight: Weight) -> Rank:
    sizes = np.abs(answer.gradients.weights[weight.layer - 1])
    own = sizes[weight.to, weight.source]
    gradient = selection.gradient_of(answer.gradients, weight)
    return Rank(weight, gradient, int((sizes > own).sum()) + 1, sizes.size)


def largest(answer: Answer, layer: int) -> Weight:
    """The weight of a layer with the largest gradient."""
    (edge,) = strongest_edges(answer.gradients.weights[layer - 1], 1)
    return Weight(layer, edge.to, edge.source)


def cost_after(network: Network, answer: Answer, learning_rate: float) -> float:
    """C₀ of the example after one step downhill on it."""
    after = network.step(answer.gradients, learning_rate)
    return after.cost(answer.forward_pass.activations[0], one_hot(answer.label, network.sizes[-1]))


def cost_after_one(network: Network, answer: Answer, weight: Weight, learning_rate: float) -> float:
    """C₀ of the example after a step that only this weight takes."""
    gradient = selection.gradient_of(answer.gradients, weight)
    value = selection.value(network, weight) - learning_rate * gradient
    pixels, y = answer.forward_pass.activations[0], one_hot(answer.label, network.sizes[-1])
    return selection.with_value(network, weight, value).cost(pixels, y)


def proven(network: Network, answer: Answer, weight: Weight) -> tuple[chain.ChainRule, float]:
    """One weight's gradient taken apart, and the same slope measured by nudging the weight."""
    pixels, y = answer.forward_pass.activations[0], one_hot(answer.label, network.sizes[-1])
    rule = chain.chain_rule(network, answer.forward_pass, y, weight)
    return rule, nudge.measured_slope(network, pixels, y, weight)


@dataclass(frozen=True)
class Sent:
    """The chain rule's three factors for a weight into an output, whatever it carries forward."""

    a: float
    slope: float
    by_activation: float

    @property
    def product(self) -> float:
        return self.a * self.slope * self.by_activation


def if_sent(network: Network, answer: Answer, weight: Weight, a: float) -> Sent:
    """What becomes of the factors if the neuron before sends `a`: z feels it, so all three move."""
    before = answer.forward_pass.activations[-2][0, weight.source]
    z = answer.forward_pass.weighted_inputs[-1][0, weight.to]
    z = z + network.weights[-1][weight.to, weight.source] * (a - before)
    activation = ACTIVATIONS[network.activation]
    y = 1.0 if weight.to == answer.label else 0.0
    return Sent(a, float(activation.slope(z)), float(2 * (activation.value(z) - y)))


def paper_pixel(answer: Answer) -> int | None:
    """A pixel without ink, as near the middle of the picture as there is one."""
    paper = np.flatnonzero(answer.forward_pass.activations[0][0] == 0)
    if not len(paper):
        return None
    rows, columns = np.divmod(paper, 28)
    return int(paper[np.argmin((rows - 13.5) ** 2 + (columns - 13.5) ** 2)])


@dataclass(frozen=True, eq=False)
class Batch:
    """x: the pixels of m digits, (m, 784) in [0, 1]; y: their targets, (m, 10)"""

    x: np.ndarray
    y: np.ndarray


def mini_batch(answer: Answer, x: np.ndarray, labels: np.ndarray, m: int = 100) -> Batch:
    """This digit and the first m − 1 of others. x: (n, 784) bytes; labels: (n,)"""
    pixels = np.vstack([answer.forward_pass.activations[0], x[: m - 1] / 255])
    return Batch(pixels, one_hot(np.concatenate([[answer.label], labels[: m - 1]])))


def lengths(gradients: Gradients) -> list[float]:
    """How long the gradient of each layer is, its weights and biases as one vector."""
    return [
        float(np.hypot(np.linalg.norm(w), np.linalg.norm(b)))
        for w, b in zip(gradients.weights, gradients.biases)
    ]


@dataclass(frozen=True)
class Told:
    """Of which terms the gradient ∂C₀/∂aₖ of a neuron before the outputs is the sum.

    terms: output j → wⱼₖδⱼ, the largest; rest: the sum of the others; total: ∂C₀/∂aₖ
    """

    neuron: int
    terms: dict[int, float]
    rest: float
    total: float


def told(network: Network, answer: Answer, listed: int = 2) -> Told:
    """The neuron with the largest ∂C₀/∂a of the last hidden layer, with its largest terms."""
    by_activation = answer.gradients.activations[-2]
    k = int(np.argmax(np.abs(by_activation)))
    terms = network.weights[-1][:, k] * answer.gradients.delta[-1]
    largest = np.argsort(-np.abs(terms), kind="stable")[:listed]
    return Told(
        neuron=k,
        terms={int(j): float(terms[j]) for j in largest},
        rest=float(np.delete(terms, largest).sum()),
        total=float(by_activation[k]),
    )


def seen_from_above(paths: list[list[np.ndarray]], points: int = 20) -> tuple[list, float]:
    """Ways through parameter space on the plane that shows most of them; all start at (0, 0).

    paths: each a list of (parameters,), all from one start; points: of each, that choose the plane
    Returns for each (points, 2), turned so that the first ends on the right and the last above the
    start; and how much of their variance the plane holds. Too short ways are all (0, 0).
    """
    if sum(len(path) for path in paths) < 4:
        return [np.zeros((len(path), 2)) for path in paths], 1.0
    plane = landscape.plane([landscape.spread(path, points) for path in paths])
    start = plane.project(paths[0][0])
    flat_paths = [plane.project(np.array(path)) - start for path in paths]
    sides = np.where([flat_paths[0][-1, 0] < 0, flat_paths[-1][-1, 1] < 0], -1, 1)
    return [path * sides for path in flat_paths], plane.share
