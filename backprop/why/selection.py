"""One neuron, weight or bias of a network: its names, and its place in the arrays.

Layers count from 1 (the first hidden one) to L (the outputs), neurons and pixels from 0. A weight
w⁽ˡ⁾ⱼₖ leads to neuron j of layer l, from neuron k of the layer before (from pixel k where l = 1).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from backprop.network import Gradients, Network

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_WRITTEN = {
    "w": "w2 15,7 is the weight of layer 2 to neuron 15, from neuron 7",
    "b": "b2 15 is the bias of layer 2, neuron 15",
    "n": "n2 14 is layer 2, neuron 14",
}


@dataclass(frozen=True)
class Neuron:
    """A neuron of a hidden or the output layer."""

    layer: int
    index: int

    @property
    def name(self) -> str:
        return _symbol("a", self.layer, self.index)

    @property
    def typed(self) -> str:
        """How it is written on a keyboard; `parse` reads it."""
        return f"n{self.layer} {self.index}"

    @property
    def thing(self) -> str:
        """How words and pictures name it: assets/components/shared/things.js."""
        return f"neuron {self.layer} {self.index}"

    def plain(self, layers: int) -> str:
        return neuron_name(self.layer, self.index, layers)


@dataclass(frozen=True)
class Weight:
    """The weight that leads to a neuron of a layer from one of the layer before."""

    layer: int
    to: int
    source: int

    @property
    def name(self) -> str:
        return _symbol("w", self.layer, self.to, self.source)

    @property
    def typed(self) -> str:
        return f"w{self.layer} {self.to},{self.source}"

    @property
    def thing(self) -> str:
        return f"weight {self.layer} {self.to} {self.source}"

    def plain(self, layers: int) -> str:
        source = neuron_name(self.layer - 1, self.source, layers)
        return f"to {neuron_name(self.layer, self.to, layers)}, from {source}"


@dataclass(frozen=True)
class Bias:
    """The bias of a neuron."""

    layer: int
    to: int

    @property
    def name(self) -> str:
        return _symbol("b", self.layer, self.to)

    @property
    def typed(self) -> str:
        return f"b{self.layer} {self.to}"

    @property
    def thing(self) -> str:
        return f"b {self.layer} {self.to}"

    def plain(self, layers: int) -> str:
        return f"of {neuron_name(self.layer, self.to, layers)}"


Parameter = Weight | Bias
Thing = Neuron | Weight | Bias
# By the letter it is written with: what it is, and how many numbers follow.
_KINDS: dict[str, tuple[Callable[..., Thing], int]] = {
    "w": (Weight, 3),
    "b": (Bias, 2),
    "n": (Neuron, 2),
}


def neuron_name(layer: int, index: int, layers: int) -> str:
    """Layer 0 are the pixels, layer `layers` the outputs: "output 2", "layer 2 · neuron 14"."""
    if layer == 0:
        return f"pixel {index}"
    return f"output {index}" if layer == layers else f"layer {layer} · neuron {index}"


def require(thing: Thing, network: Network) -> None:
    """Raise ValueError, in a sentence for the screen, where the network has no such thing."""
    sizes = network.sizes
    layers = len(sizes) - 1
    if not 1 <= thing.layer <= layers:
        raise ValueError(f"There is no layer {thing.layer}: the layers are 1 to {layers}.")
    to = thing.index if isinstance(thing, Neuron) else thing.to
    _require_index(thing.layer, to, sizes)
    if isinstance(thing, Weight):
        _require_index(thing.layer - 1, thing.source, sizes)


def _require_index(layer: int, index: int, sizes: tuple[int, ...]) -> None:
    if not 0 <= index < sizes[layer]:
        where = f"Layer {layer} has neurons" if layer else "The input has pixels"
        raise ValueError(f"{where} 0 to {sizes[layer] - 1}: there is no {index}.")


def parse(text: str, network: Network) -> Thing:
    """Read "w2 15,7", "b2 15" or "n2 14", also with the signs of the deck's notation.

    Raises ValueError, in a sentence for the screen.
    """
    plain = text.strip().lower().translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "0123456789" * 2))
    kind = plain[:1]
    if kind not in _KINDS:
        raise ValueError(f"Write it like this: {'; '.join(_WRITTEN.values())}.")
    make, count = _KINDS[kind]
    numbers = [int(number) for number in re.findall(r"[0-9]{1,6}", plain[1:])]
    legible = re.fullmatch(r"[0-9\s,;.()⁽⁾_^-]*", plain[1:]) and "-" not in plain
    if not legible or len(numbers) != count:
        raise ValueError(f"Write it like this: {_WRITTEN[kind]}.")
    thing = make(*numbers)
    require(thing, network)
    return thing


def value(network: Network, parameter: Parameter) -> float:
    return _entry(network.weights, network.biases, parameter)


def gradient_of(gradients: Gradients, parameter: Parameter) -> float:
    """∂C₀/∂(parameter), as backpropagation found it."""
    return _entry(gradients.weights, gradients.biases, parameter)


def with_value(network: Network, parameter: Parameter, value: float) -> Network:
    """The network with one parameter set; every other array is the same one, not a copy."""
    layer = parameter.layer - 1
    on_weight = isinstance(parameter, Weight)
    parts = list(network.weights if on_weight else network.biases)
    parts[layer] = parts[layer].copy()
    parts[layer][_place(parameter)] = value
    if on_weight:
        return replace(network, weights=tuple(parts))
    return replace(network, biases=tuple(parts))


def _entry(weights: tuple[np.ndarray, ...], biases: tuple[np.ndarray, ...], p: Parameter) -> float:
    arrays = weights if isinstance(p, Weight) else biases
    return float(arrays[p.layer - 1][_place(p)])


def _place(parameter: Parameter) -> tuple[int, ...]:
    if isinstance(parameter, Weight):
        return parameter.to, parameter.source
    return (parameter.to,)


def _symbol(letter: str, layer: int, *indices: int) -> str:
    lowered = ",".join(str(index).translate(_LOWERED) for index in indices)
    return f"{letter}⁽{str(layer).translate(_RAISED)}⁾{lowered}"
