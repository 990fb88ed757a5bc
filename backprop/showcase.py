"""What the deck's figures show, computed on one network and one digit."""

from dataclasses import dataclass

import numpy as np

from backprop import chain, nudge, selection
from backprop.activations import ACTIVATIONS
from backprop.explain import Answer
from backprop.network import Gradients, Network, one_hot
from backprop.selection import Neuron, Weight

DECK_OUTPUTS = np.array([0.1, 0.2, 0.05, 0.3, 0.1, 0.1, 0.05, 0.05, 0.03, 0.02])
DECK_TARGET = 2
DECK_WEIGHT = Weight(2, 15, 7)


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
) -> Push:
    """Change one output's bias, one of its weights, and the activation that this weight carries.

    weight: of the last layer; the changed activation, kept in its range, is felt by all outputs
    """
    low, high = nudge.RANGES[network.activation]
    sent = answer.forward_pass.activations[-2][0].copy()
    sent[weight.source] = np.clip(sent[weight.source] + by_activation, low, high)
    w, b = network.weights[-1].copy(), network.biases[-1].copy()
    w[weight.to, weight.source] += by_weight
    b[weight.to] += by_bias
    z = w @ sent + b
    a = ACTIVATIONS[network.activation].value(z)
    cost = np.sum((a - one_hot(answer.label, len(a))) ** 2)
    return Push(float(z[weight.to]), float(a[weight.to]), float(cost))


def loudest(network: Network, answer: Answer, output: int) -> Weight:
    """The weight into an output from the most active neuron before it."""
    source = int(np.argmax(answer.forward_pass.activations[-2][0]))
    return Weight(len(network.weights), output, source)


def telling(answer: Answer) -> Weight:
    """The weight into the meant output with the largest gradient."""
    slopes = answer.gradients.weights[-1][answer.label]
    return Weight(len(answer.gradients.weights), answer.label, int(np.argmax(np.abs(slopes))))


def cost_of(outputs: np.ndarray, target: int) -> float:
    return float(np.sum((outputs - one_hot(target, len(outputs))) ** 2))


@dataclass(frozen=True, eq=False)
class Wishes:
    """How the wishes of the outputs add up in the last hidden layer, and travel on.

    rows: what each output wishes of each neuron, (outputs, neurons); shown: the outputs that wish
    most, the meant one first; sums: −∂C₀/∂a of that layer; further: −δⱼwⱼₖ for the layer before,
    (neurons, neurons before); before: its sums
    """

    rows: np.ndarray
    shown: tuple[int, ...]
    sums: np.ndarray
    further: np.ndarray
    before: np.ndarray


def wishes(network: Network, answer: Answer, listed: int = 3) -> Wishes:
    """Needs a network with two hidden layers or more."""
    layers, y = len(network.weights), one_hot(answer.label, network.sizes[-1])
    rows = chain.wishes(network, answer.forward_pass, y, layers - 1)
    further = chain.wishes(network, answer.forward_pass, y, layers - 2)
    by_size = np.argsort(-np.abs(rows).max(axis=1), kind="stable")
    others = [int(j) for j in by_size if j != answer.label][: listed - 1]
    return Wishes(
        rows=rows,
        shown=(answer.label, *others),
        sums=rows.sum(axis=0),
        further=further,
        before=further.sum(axis=0),
    )


@dataclass(frozen=True, eq=False)
class Surface:
    """The cost along −∇C₀ (x) and along a direction at right angles to it (y).

    costs: (n, n), row = y, column = x; x, y: (n,) distances from where the network is
    step: how far one step of `learning_rate` goes along x; cost_now, cost_after: C₀ at its ends
    """

    costs: np.ndarray
    x: np.ndarray
    y: np.ndarray
    step: float
    learning_rate: float
    cost_now: float
    cost_after: float


def surface(network: Network, answer: Answer, learning_rate: float, n: int = 25) -> Surface:
    """Two directions of the 13,002: straight downhill, and one drawn at random across it."""
    pixels, y = answer.forward_pass.activations[0], one_hot(answer.label, network.sizes[-1])
    rng = np.random.default_rng(0)
    gradient = _parts(answer.gradients)
    length = np.sqrt(sum(np.sum(part**2) for part in gradient))
    down = [-part / max(length, 1e-12) for part in gradient]
    across = [rng.normal(size=part.shape) * np.abs(part).mean() for part in gradient]
    along = sum(np.sum(a * d) for a, d in zip(across, down))
    across = [a - along * d for a, d in zip(across, down)]
    size = np.sqrt(sum(np.sum(a**2) for a in across))
    across = [a / max(size, 1e-12) for a in across]

    step = learning_rate * length
    reach = max(2.5 * step, 1e-6)
    x, y_axis = np.linspace(-0.3 * reach, reach, n), np.linspace(-0.65 * reach, 0.65 * reach, n)
    along_x, along_y = np.meshgrid(x, y_axis)
    costs = _costs(network, pixels, y, down, across, along_x.ravel(), along_y.ravel())
    after = network.step(answer.gradients, learning_rate)
    return Surface(
        costs.reshape(n, n),
        x,
        y_axis,
        float(step),
        learning_rate,
        answer.cost,
        after.cost(pixels, y),
    )


def _parts(gradients: Gradients) -> list[np.ndarray]:
    return [part for pair in zip(gradients.weights, gradients.biases) for part in pair]


def _costs(network, pixels, y, down, across, along_x, along_y) -> np.ndarray:
    """C₀ at points of the plane, (points,); the first layer is linear in them, so it is cheap."""
    activate = ACTIVATIONS[network.activation].value
    u, v = along_x[:, np.newaxis], along_y[:, np.newaxis]
    a = np.broadcast_to(pixels, (len(along_x), pixels.shape[1]))
    for layer, (w, b) in enumerate(zip(network.weights, network.biases)):
        (dw, db), (ew, eb) = down[2 * layer : 2 * layer + 2], across[2 * layer : 2 * layer + 2]
        if layer == 0:
            parts = [pixels @ m.T for m in (w, dw, ew)]
        else:
            parts = [a @ m.T for m in (w, dw, ew)]
        a = activate(parts[0] + b + u * (parts[1] + db) + v * (parts[2] + eb))
    return np.sum((a - y) ** 2, axis=1)


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


def cost_after(network: Network, answer: Answer, learning_rate: float) -> float:
    """C₀ of the example after one step downhill on it."""
    after = network.step(answer.gradients, learning_rate)
    return after.cost(answer.forward_pass.activations[0], one_hot(answer.label, network.sizes[-1]))


def proven(network: Network, answer: Answer, weight: Weight) -> tuple[chain.ChainRule, float]:
    """One weight's gradient taken apart, and the same slope measured by nudging the weight."""
    pixels, y = answer.forward_pass.activations[0], one_hot(answer.label, network.sizes[-1])
    rule = chain.chain_rule(network, answer.forward_pass, y, weight)
    return rule, nudge.measured_slope(network, pixels, y, weight)


def paper_pixel(answer: Answer) -> int | None:
    """A pixel without ink, as near the middle of the picture as there is one."""
    paper = np.flatnonzero(answer.forward_pass.activations[0][0] == 0)
    if not len(paper):
        return None
    rows, columns = np.divmod(paper, 28)
    return int(paper[np.argmin((rows - 13.5) ** 2 + (columns - 13.5) ** 2)])


def mini_batch(
    network: Network, answer: Answer, x: np.ndarray, labels: np.ndarray, m: int = 100
) -> Gradients:
    """∇C over a mini-batch: this digit and m − 1 of MNIST. x: (n, 784) bytes; labels: (n,)"""
    pixels = np.vstack([answer.forward_pass.activations[0], x[: m - 1] / 255])
    y = one_hot(np.concatenate([[answer.label], labels[: m - 1]]), network.sizes[-1])
    return network.backward(network.forward(pixels), y)


def neuron_holds(network: Network, answer: Answer, layer: int) -> list[dict[str, float]]:
    """What each neuron of a layer holds: z and a."""
    sums = (
        chain.neuron_sum(network, answer.forward_pass, answer.gradients, Neuron(layer, j))
        for j in range(network.sizes[layer])
    )
    return [{"z": found.z, "a": found.a, "bias": found.bias} for found in sums]


def flattened(paths: list[list[np.ndarray]]) -> list[np.ndarray]:
    """Ways through parameter space on the plane that shows most of them; the first start is 0.

    paths: each a list of (parameters,); returns for each (points, 2)
    """
    points = np.array([point for path in paths for point in path], dtype=np.float64)
    points -= points[0]
    _, directions = np.linalg.eigh(points @ points.T)
    axes = directions[:, :-3:-1].T @ points
    axes /= np.maximum(np.linalg.norm(axes, axis=1, keepdims=True), 1e-12)
    flat = points @ axes.T
    ends = np.cumsum([len(path) for path in paths])
    flat *= np.where(flat[ends[0] - 1] < 0, -1, 1)
    return np.split(flat, ends[:-1])
