"""One neuron opened into its scalar graph: ×, +, σ, −, ², one number a node, for one example.

Every operation has a value and, for each number that it is made of, a local slope: how fast its
value grows with that number. The walk back needs nothing else. What has arrived at a node, times
the slope of an edge, arrives at the edge's other end; where several edges meet, it adds up.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from backprop.network import ForwardPass, Gradients, Network
from backprop.why import chain
from backprop.why.chain import NeuronSum
from backprop.why.selection import Bias, Neuron, Weight

LISTED = 3  # numbers of a kind that get a node each; all others share one


@dataclass(frozen=True)
class Node:
    """One number of the graph.

    op: what makes it: "×", "+", "σ" (the network's activation function), "−" or "²"; "" for what
        comes in from outside; "above" for a neuron of the next layer, or all others of them
    name: its symbol; thing: what it is in the network, "w 3 2 5", or "" for what has no place there
    value: None for the other neurons above, which have no one value
    inputs: the nodes that it is made of, by their place; slopes: ∂(this)/∂(each of them)
    given: ∂C₀/∂(this) of an end of the graph, from where the walk back begins; None inside
    """

    op: str
    name: str
    value: float | None
    thing: str = ""
    inputs: tuple[int, ...] = ()
    slopes: tuple[float, ...] = ()
    given: float | None = None


@dataclass(frozen=True)
class Step:
    """One operation of the walk back: which, and ∂C₀/∂(each node) as far as it has arrived."""

    node: int
    arrived: tuple[float | None, ...]


Graph = tuple[Node, ...]  # in the order in which they are computed


def graph(
    network: Network,
    forward_pass: ForwardPass,
    gradients: Gradients,
    y: np.ndarray,
    neuron: Neuron,
    listed: int = LISTED,
) -> Graph:
    """All that happens in one neuron: an output's graph ends in C₀, a hidden neuron's in what comes
    back from the layer above.

    forward_pass, gradients: of one example; y: its target (outputs,)
    """
    layer, j = neuron.layer, neuron.index
    count = network.sizes[layer - 1]
    total = chain.neuron_sum(network, forward_pass, gradients, neuron, _shown(count, listed))
    nodes = _sum(total)
    z = len(nodes) - 1
    nodes.append(Node("σ", neuron.name, total.a, f"a {layer} {j}", (z,), (total.slope,)))
    if layer == len(network.weights):
        nodes += _cost(forward_pass.activations[-1][0], y, j, len(nodes))
    else:
        nodes += _above(network, forward_pass, gradients, neuron, z + 1, listed)
    return tuple(nodes)


def _shown(count: int, listed: int) -> int:
    """How many get a node: all of them where only one would be left over."""
    return listed if count > listed + 1 else count


def _sum(total: NeuronSum) -> list[Node]:
    """z = Σ w·a + b, the largest products first."""
    layer, j = total.neuron.layer, total.neuron.index
    nodes: list[Node] = []
    terms = []
    for k in total.largest:
        a, w = float(total.inputs[k]), float(total.weights[k])
        name = Neuron(layer - 1, k).name if layer > 1 else "x" + Neuron(0, k).name[4:]
        factors = len(nodes), len(nodes) + 1
        nodes += [
            Node("", name, a, f"a {layer - 1} {k}"),
            Node("", Weight(layer, j, k).name, w, f"w {layer} {j} {k}"),
            Node("×", "w · x" if layer == 1 else "w · a", a * w, "", factors, (w, a)),
        ]
        terms.append(len(nodes) - 1)
    others = len(total.inputs) - len(total.largest)
    if others:
        nodes.append(Node("", f"the other {others}", total.rest))
        terms.append(len(nodes) - 1)
    nodes.append(Node("", Bias(layer, j).name, total.bias, f"b {layer} {j}"))
    terms.append(len(nodes) - 1)
    ones = (1.0,) * len(terms)
    return [*nodes, Node("+", _z(total.neuron), total.z, f"z {layer} {j}", tuple(terms), ones)]


def _z(neuron: Neuron) -> str:
    return "z" + neuron.name[1:]


def _cost(answers: np.ndarray, y: np.ndarray, j: int, at: int) -> list[Node]:
    """From the answer, at place at − 1, to C₀ = (a − y)² + the same of all other outputs."""
    gap = float(answers[j] - y[j])
    others = float(np.sum((answers - y) ** 2)) - gap**2
    nodes = [
        Node("", "target y", float(y[j]), f"y {j}"),
        Node("−", "a − y", gap, "", (at - 1, at), (1.0, -1.0)),
        Node("²", "(a − y)²", gap**2, "", (at + 1,), (2 * gap,)),
    ]
    if len(answers) == 1:
        return [*nodes, Node("+", "C₀", gap**2, "cost", (at + 2,), (1.0,), 1.0)]
    nodes.append(Node("", "other outputs", others))
    end = Node("+", "C₀", gap**2 + others, "cost", (at + 2, at + 3), (1.0, 1.0), 1.0)
    return [*nodes, end]


def _above(
    network: Network,
    forward_pass: ForwardPass,
    gradients: Gradients,
    neuron: Neuron,
    at: int,
    listed: int,
) -> list[Node]:
    """The neurons that this one, at place `at`, leads to. The backward pass has been there: each
    gives δ, and the weight that leads to it is the local slope. The walk back begins at the end of
    the list, with the one that adds most."""
    layer = neuron.layer + 1
    slopes = network.weights[layer - 1][:, neuron.index]
    delta, z = gradients.delta[layer - 1], forward_pass.weighted_inputs[layer - 1][0]
    by_size = np.argsort(-np.abs(delta * slopes), kind="stable")
    largest = by_size[: _shown(len(delta), listed)].tolist()
    rest = by_size[len(largest) :]
    nodes = []
    if len(rest):
        given = float(np.sum(delta[rest] * slopes[rest]))
        nodes.append(Node("above", f"the other {len(rest)}", None, "", (at,), (1.0,), given))
    return nodes + [
        Node(
            "above",
            _z(Neuron(layer, k)),
            float(z[k]),
            f"z {layer} {k}",
            (at,),
            (float(slopes[k]),),
            float(delta[k]),
        )
        for k in reversed(largest)
    ]


def walk(nodes: Sequence[Node]) -> tuple[Step, ...]:
    """Backpropagation, an operation at a time from the last to the first; what has arrived in the
    end are the slopes of C₀."""
    arrived = [node.given for node in nodes]
    steps = []
    for i in reversed(range(len(nodes))):
        for source, slope in zip(nodes[i].inputs, nodes[i].slopes):
            arrived[source] = (arrived[source] or 0.0) + (arrived[i] or 0.0) * slope
        if nodes[i].inputs:
            steps.append(Step(i, tuple(arrived)))
    return tuple(steps)
