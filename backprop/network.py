"""The network of the deck, and backpropagation, written to be read.

Notation as in Nielsen, *Neural Networks and Deep Learning* (2015), chapter 2; the algorithm is
that of Rumelhart, Hinton & Williams (1986). Lists over layers start at layer 1, except
`activations`, whose first entry is the input: `weights[0]` is w⁽¹⁾, `weighted_inputs[0]` is z⁽¹⁾,
`activations[0]` is x and `activations[1]` is a⁽¹⁾.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from backprop.activations import ACTIVATIONS

Arrays = tuple[np.ndarray, ...]  # one array a layer


class Epoch(NamedTuple):
    """What one epoch of training came to; epoch 0 is the network before any training."""

    epoch: int
    cost: float
    accuracy: float


@dataclass(frozen=True, eq=False)
class ForwardPass:
    """Everything that a forward pass computed, for m examples.

    weighted_inputs: z⁽¹⁾ … z⁽ᴸ⁾, each (m, neurons in that layer)
    activations: x, a⁽¹⁾ … a⁽ᴸ⁾, each (m, neurons in that layer)
    """

    weighted_inputs: tuple[np.ndarray, ...]
    activations: tuple[np.ndarray, ...]


@dataclass(frozen=True, eq=False)
class Gradients:
    """Slopes of the cost C: of one example, or averaged over a mini-batch.

    weights: ∂C/∂w⁽¹⁾ … ∂C/∂w⁽ᴸ⁾, each (neurons, neurons before)
    biases: ∂C/∂b⁽¹⁾ … ∂C/∂b⁽ᴸ⁾, each (neurons,)
    activations: ∂C/∂x, ∂C/∂a⁽¹⁾ … ∂C/∂a⁽ᴸ⁾, each (neurons,)
    """

    weights: tuple[np.ndarray, ...]
    biases: tuple[np.ndarray, ...]
    activations: tuple[np.ndarray, ...]

    @property
    def delta(self) -> tuple[np.ndarray, ...]:
        """δ⁽¹⁾ … δ⁽ᴸ⁾, δ⁽ˡ⁾ = ∂C/∂z⁽ˡ⁾: the same numbers as ∂C/∂b⁽ˡ⁾, because ∂z/∂b = 1."""
        return self.biases


@dataclass(frozen=True, eq=False)
class Network:
    """A fully connected network with the deck's cost C₀ = Σⱼ(aⱼ − yⱼ)².

    weights: w⁽¹⁾ … w⁽ᴸ⁾, each (neurons, neurons before): row = receiving neuron
    biases: b⁽¹⁾ … b⁽ᴸ⁾, each (neurons,)
    activation: "sigmoid" (the deck's), "tanh" or "relu", in every layer
    history: how it was trained, epoch by epoch; empty where that is not known

    Raises ValueError where the shapes do not fit together.
    """

    weights: tuple[np.ndarray, ...]
    biases: tuple[np.ndarray, ...]
    activation: str = "sigmoid"
    history: tuple[Epoch, ...] = ()

    def __post_init__(self) -> None:
        if self.activation not in ACTIVATIONS:
            raise ValueError(
                f"activation: got {self.activation!r}, expected one of {', '.join(ACTIVATIONS)}"
            )
        if not self.weights or len(self.weights) != len(self.biases):
            raise ValueError(
                f"weights, biases: got {len(self.weights)} and {len(self.biases)} layers, "
                "expected the same number, at least one"
            )
        for layer, (w, b) in enumerate(zip(self.weights, self.biases), start=1):
            fits = w.ndim == 2 and b.shape == w.shape[:1]
            if not fits or (layer > 1 and w.shape[1:] != self.biases[layer - 2].shape):
                raise ValueError(
                    f"layer {layer}: weights of shape {w.shape} and biases of shape {b.shape} "
                    "do not fit each other or the layer before"
                )

    @classmethod
    def create(
        cls,
        sizes: Sequence[int] = (784, 16, 16, 10),
        activation: str = "sigmoid",
        seed: int = 0,
    ) -> "Network":
        """A new network: weights drawn with spread 1/√(neurons before), biases 0.

        With that spread z stays of order 1 whatever the width (Glorot & Bengio 2010); ReLU, which
        silences half of its inputs, gets √2 times as much. The same seed, the same network.

        Raises ValueError for fewer than two layers or an empty one.
        """
        if len(sizes) < 2 or any(int(size) != size or size < 1 for size in sizes):
            raise ValueError(f"sizes: got {tuple(sizes)}, expected two or more whole numbers ≥ 1")
        rng = np.random.default_rng(seed)
        gain = 2.0 if activation == "relu" else 1.0
        pairs = list(zip(sizes[:-1], sizes[1:]))
        return cls(
            weights=tuple(rng.normal(0, np.sqrt(gain / n), (m, n)) for n, m in pairs),
            biases=tuple(np.zeros(m) for _, m in pairs),
            activation=activation,
        )

    @property
    def sizes(self) -> tuple[int, ...]:
        """Neurons by layer, the input first: (784, 16, 16, 10) for the deck's network."""
        return (self.weights[0].shape[1], *(len(b) for b in self.biases))

    @property
    def parameter_count(self) -> int:
        """Number of weights and biases: 13,002 for the deck's network."""
        return sum(w.size + b.size for w, b in zip(self.weights, self.biases))

    def forward(self, x: np.ndarray) -> ForwardPass:
        """Run m examples through the network, keeping every z and a.

        x: (m, neurons in the input) or one example (neurons in the input,)
        Raises ValueError where x does not fit the input layer.
        """
        a = np.atleast_2d(np.asarray(x, dtype=self.weights[0].dtype))
        if a.ndim != 2 or a.shape[1] != self.sizes[0]:
            raise ValueError(f"x: got shape {np.shape(x)}, expected (m, {self.sizes[0]})")
        activate = ACTIVATIONS[self.activation].value
        weighted_inputs, activations = [], [a]
        for w, b in zip(self.weights, self.biases):
            z = a @ w.T + b
            a = activate(z)
            weighted_inputs.append(z)
            activations.append(a)
        return ForwardPass(tuple(weighted_inputs), tuple(activations))

    def backward(self, forward_pass: ForwardPass, y: np.ndarray) -> Gradients:
        """Backpropagation: every slope of the cost, from one walk back through the layers.

        BP1 to BP4 are the four equations of Nielsen's chapter 2. They hold for each example, a row
        of each array; what is returned is the mean over the m examples. In the shapes, n is the
        number of neurons of a layer, `before` that of the layer before it.

        forward_pass: what `forward` returned for these examples
        y: targets, (m, outputs) or one target (outputs,)
        Raises ValueError where y does not fit the outputs.
        """
        slope = ACTIVATIONS[self.activation].slope
        a = forward_pass.activations
        y = self._targets(y, len(a[0]))
        m = len(y)

        by_activation = [2 * (a[-1] - y)]  # (m, outputs)
        deltas: list[np.ndarray] = []
        for w, z in zip(reversed(self.weights), reversed(forward_pass.weighted_inputs)):
            delta = by_activation[0] * slope(z)  # BP1 for the outputs, then BP2: (m, n)
            deltas.insert(0, delta)
            by_activation.insert(0, delta @ w)  # the sum in BP2: (m, before)

        return Gradients(
            weights=tuple(delta.T @ sent / m for delta, sent in zip(deltas, a)),  # BP4: (n, before)
            biases=tuple(delta.mean(axis=0) for delta in deltas),  # BP3: (n,)
            activations=tuple(slopes.mean(axis=0) for slopes in by_activation),  # (n,)
        )

    def cost(self, x: np.ndarray, y: np.ndarray) -> float:
        """C₀ = Σⱼ(aⱼ − yⱼ)² of one example, or its average over m examples.

        x: (m, inputs) or (inputs,); y: (m, outputs) or (outputs,)
        """
        answers = self.forward(x).activations[-1]
        return float(np.sum((answers - self._targets(y, len(answers))) ** 2) / len(answers))

    def predict(self, x: np.ndarray) -> np.ndarray:
        """The strongest output of each example: (m,) whole numbers."""
        return self.forward(x).activations[-1].argmax(axis=1)

    def step(self, gradients: Gradients, learning_rate: float) -> "Network":
        """The network after one step downhill: w ← w − α ∂C/∂w, b ← b − α ∂C/∂b."""

        def moved(values: Arrays, slopes: Arrays) -> Arrays:
            return tuple(v - learning_rate * s for v, s in zip(values, slopes))

        return replace(
            self,
            weights=moved(self.weights, gradients.weights),
            biases=moved(self.biases, gradients.biases),
        )

    def _targets(self, y: np.ndarray, m: int) -> np.ndarray:
        targets = np.atleast_2d(y)
        if targets.shape != (m, self.sizes[-1]):
            raise ValueError(f"y: got shape {np.shape(y)}, expected ({m}, {self.sizes[-1]})")
        return targets


def one_hot(labels: np.ndarray | int, classes: int = 10) -> np.ndarray:
    """Targets: 1 at the right digit, 0 elsewhere. (m,) → (m, classes); one label → (classes,)."""
    return np.eye(classes)[labels]
