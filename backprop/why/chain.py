"""Why a gradient is what it is: one neuron's sum, the wishes behind it, the chain rule's factors.

All for one example, x (784,), with the deck's cost C₀ = Σⱼ(aⱼ − yⱼ)².
"""

import math
from dataclasses import dataclass

import numpy as np

from backprop.activations import ACTIVATIONS
from backprop.explain import round_together
from backprop.network import ForwardPass, Gradients, Network
from backprop.why.selection import Neuron, Parameter, Weight

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
TOLD = 5  # contributions to a neuron that are told apart where they are listed
SATURATED = 0.02  # a neuron whose slope is below this hardly passes anything on


@dataclass(frozen=True, eq=False)
class NeuronSum:
    """What goes on in one neuron: z = Σₖ wₖaₖ + b, a = σ(z), and what comes back to it.

    weights, inputs, contributions: wₖ, aₖ, wₖaₖ, each (neurons before,)
    positive, negative: the sums of the contributions above and below 0
    largest: indices of the largest contributions by size, the largest first; rest: all others' sum
    slope: σ′(z); by_activation: ∂C₀/∂a; delta: δ = ∂C₀/∂z
    """

    neuron: Neuron
    weights: np.ndarray
    inputs: np.ndarray
    contributions: np.ndarray
    positive: float
    negative: float
    largest: tuple[int, ...]
    rest: float
    bias: float
    z: float
    a: float
    slope: float
    by_activation: float
    delta: float

    @property
    def saturated(self) -> bool:
        return self.slope < SATURATED

    @property
    def wish(self) -> float:
        """−∂C₀/∂a: above 0, the cost would fall if this neuron were more active."""
        return -self.by_activation

    @property
    def wishes(self) -> np.ndarray:
        """−δwₖ: what it wishes of each neuron of the layer before, (neurons before,)."""
        return -self.delta * self.weights


def neuron_sum(
    network: Network,
    forward_pass: ForwardPass,
    gradients: Gradients,
    neuron: Neuron,
    listed: int = 6,
) -> NeuronSum:
    """The sum in one neuron, with its `listed` largest contributions told apart from the rest."""
    layer, j = neuron.layer - 1, neuron.index
    weights, inputs = network.weights[layer][j], forward_pass.activations[layer][0]
    contributions = weights * inputs
    by_size = np.argsort(-np.abs(contributions), kind="stable")
    z = forward_pass.weighted_inputs[layer][0, j]
    return NeuronSum(
        neuron=neuron,
        weights=weights,
        inputs=inputs,
        contributions=contributions,
        positive=float(contributions[contributions > 0].sum()),
        negative=float(contributions[contributions < 0].sum()),
        largest=tuple(int(k) for k in by_size[:listed]),
        rest=float(contributions[by_size[listed:]].sum()),
        bias=float(network.biases[layer][j]),
        z=float(z),
        a=float(forward_pass.activations[layer + 1][0, j]),
        slope=float(ACTIVATIONS[network.activation].slope(z)),
        by_activation=float(gradients.activations[layer + 1][j]),
        delta=float(gradients.delta[layer][j]),
    )


def written_neuron(total: NeuronSum, shown: int) -> list[str]:
    """Of its listed contributions the `shown` largest, then what the others come to, bias and z: in
    the same digits however few are shown. The others are left out where there are none."""
    parts = [float(total.contributions[k]) for k in total.largest]
    rest = len(total.contributions) - shown
    terms = [*parts[:shown], total.bias, *parts[shown:], *([total.rest] if rest else [])]
    texts = written_sum(terms, total.z, last=len(terms) - shown - 1)
    bias, others, z = texts[shown], texts[shown + 1 : -1], texts[-1]
    return [*texts[:shown], *others, bias, z]


def wishes(network: Network, forward_pass: ForwardPass, y: np.ndarray, layer: int) -> np.ndarray:
    """What each neuron of layer + 1 wishes of each neuron of `layer`: −δⱼwⱼₖ.

    The columns add up to −∂C₀/∂a⁽ˡ⁾: backpropagation is this sum.
    y: target (outputs,); returns (neurons of layer + 1, neurons of layer); layer 0 are the pixels
    """
    delta = network.backward(forward_pass, y).delta[layer]
    return -delta[:, np.newaxis] * network.weights[layer]


@dataclass(frozen=True)
class Path:
    """One way from a neuron to the cost: the neurons on it, layer by layer, and what it adds."""

    neurons: tuple[int, ...]
    value: float


@dataclass(frozen=True, eq=False)
class ChainRule:
    """∂C₀/∂w = ∂z/∂w · ∂a/∂z · ∂C₀/∂a for one weight or bias.

    by_parameter: ∂z/∂w, the activation that the weight carries forward, or 1 for a bias
    slope: ∂a/∂z = σ′(z); by_activation: ∂C₀/∂a of the neuron it leads to
    paths: the largest of the paths whose sum ∂C₀/∂a is; path_count: how many there are. Empty and
        1 in the last layer, where ∂C₀/∂a = 2(a − y) is a single term
    rest: the sum of the paths not listed
    """

    parameter: Parameter
    by_parameter: float
    slope: float
    by_activation: float
    paths: tuple[Path, ...]
    path_count: int
    rest: float

    @property
    def delta(self) -> float:
        """δ = ∂C₀/∂z of the neuron it leads to."""
        return self.slope * self.by_activation

    @property
    def product(self) -> float:
        return self.by_parameter * self.delta


def chain_rule(
    network: Network,
    forward_pass: ForwardPass,
    y: np.ndarray,
    parameter: Parameter,
    listed: int = 4,
) -> ChainRule:
    """Take the gradient of one parameter apart, with the `listed` largest paths.

    y: target (outputs,)
    """
    layer, to = parameter.layer, parameter.to
    by_parameter = 1.0
    if isinstance(parameter, Weight):
        by_parameter = forward_pass.activations[layer - 1][0, parameter.source]
    by_activation, paths = _paths_to_cost(network, forward_pass, y, Neuron(layer, to), listed)
    last = layer == len(network.weights)
    return ChainRule(
        parameter=parameter,
        by_parameter=float(by_parameter),
        slope=float(_slopes(network, forward_pass, layer)[to]),
        by_activation=by_activation,
        paths=() if last else paths,
        path_count=math.prod(network.sizes[layer + 1 :]),
        rest=0.0 if last else by_activation - sum(path.value for path in paths),
    )


def _slopes(network: Network, forward_pass: ForwardPass, layer: int) -> np.ndarray:
    return ACTIVATIONS[network.activation].slope(forward_pass.weighted_inputs[layer - 1][0])


def _paths_to_cost(
    network: Network, forward_pass: ForwardPass, y: np.ndarray, neuron: Neuron, listed: int
) -> tuple[float, tuple[Path, ...]]:
    """∂C₀/∂a of a neuron as the sum over all its paths, and the largest of them.

    The number of paths grows with every layer, so they are not all listed: of the paths that start
    in a neuron, only the `listed` largest can be part of a largest path from further back.
    """
    total = 2 * (forward_pass.activations[-1][0] - np.asarray(y))
    values = total[:, np.newaxis]  # (neurons, paths kept), the largest first
    ways = np.empty((len(total), 1, 0), dtype=int)  # (neurons, paths kept, layers on the way)
    for layer in range(len(network.weights), neuron.layer, -1):
        step = network.weights[layer - 1] * _slopes(network, forward_pass, layer)[:, np.newaxis]
        kept = values.shape[1]
        candidates = (step.T[:, :, np.newaxis] * values).reshape(step.shape[1], -1)
        best = np.argsort(-np.abs(candidates), axis=1, kind="stable")[:, :listed]
        ways = np.concatenate(
            [best[:, :, np.newaxis] // kept, ways[best // kept, best % kept]], axis=2
        )
        values = np.take_along_axis(candidates, best, axis=1)
        total = total @ step
    paths = zip(ways[neuron.index].tolist(), values[neuron.index].tolist())
    return float(total[neuron.index]), tuple(Path(tuple(way), value) for way, value in paths)


def written_sum(terms: list[float], total: float, last: int = 1) -> list[str]:
    """Write terms and, last, their total so that what is shown adds up, as a sum on paper must.

    The total gets about three digits; small sums are written with one power of ten for all.
    last: so many terms, the last ones, are rounded each but written as one
    """
    size = max(abs(v) for v in [*terms, total])
    power = -math.floor(math.log10(size)) if 0 < size < 1e-3 else 0
    decimals = 3
    if total:
        decimals = min(4, max(2, 2 - math.floor(math.log10(abs(total * 10**power)))))
    rounded = round_together(terms, decimals + power)
    first = len(terms) - last
    units = [*rounded[:first], *([rounded[first:].sum()] if last else []), rounded.sum()]
    suffix = f" × 10⁻{str(power).translate(_RAISED)}" if power else ""
    return [
        f"{'−' if u < 0 else ''}{abs(u) / 10**decimals:.{decimals}f}{suffix if u else ''}"
        for u in units
    ]


def saturated(network: Network, forward_pass: ForwardPass, layer: int) -> list[int]:
    """The neurons of a layer (1 = first hidden) that hardly move, for the first example.

    Nothing they wish for or learn gets through: their δ is their wish times their slope.
    """
    return np.flatnonzero(_slopes(network, forward_pass, layer) < SATURATED).tolist()
