"""One mini-batch forward and backward, in float32 and in buffers that are kept.

The mathematics is that of `Network.forward` and `Network.backward`, which say it in fewer words;
`tests/core/test_training.py` holds the two together. What makes this one fast:

- every operation writes into a buffer that is there already (`out=`);
- weights lie as (neurons before, neurons), the order that the products of a row of examples like;
- the activations of all layers lie in one flat buffer, so every neuron's slope is one call; so
  do all parameters, and all their changes, which makes a step one subtraction;
- the factor 2α/m of a step is multiplied into the error of the outputs, where it meets 10m
  numbers instead of 13,002.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from backprop.activations import ACTIVATIONS

Layers = list[tuple[np.ndarray, np.ndarray]]  # (w, b) of each; w is (neurons before, neurons)

PIXEL = np.array(1 / 255, np.float32)  # an array, for the reason given in activations.py


class MiniBatch:
    """Backpropagation for m examples at a time.

    layers: the parameters, float32
    changes: arrays of the same shapes, where `backpropagate` leaves what a step subtracts
    activation: "sigmoid", "tanh" or "relu"
    product: np.matmul, or `product_in_order` where neurons that are alike have to stay alike
    """

    def __init__(
        self,
        m: int,
        layers: Layers,
        changes: Layers,
        activation: str,
        product: Callable[..., np.ndarray] = np.matmul,
    ) -> None:
        widths = [len(b) for _, b in layers]
        self._x = np.empty((m, len(layers[0][0])), np.float32)
        self._all_activations, activations = flat_rows(m, widths)
        self._all_slopes, slopes = flat_rows(m, widths)
        _, deltas = flat_rows(m, widths)
        self._ones = np.ones(m, np.float32)
        self._product = product
        self._overwrite = ACTIVATIONS[activation].overwrite
        self._slope_from_value = ACTIVATIONS[activation].slope_from_value
        inputs = [self._x, *activations[:-1]]
        self._forward = [(a, w, b, out) for a, (w, b), out in zip(inputs, layers, activations)]
        self._changes = [(a.T, delta, *change) for a, delta, change in zip(inputs, deltas, changes)]
        self._backward = [
            (deltas[k], layers[k][0].T, deltas[k - 1], slopes[k - 1])
            for k in range(len(layers) - 1, 0, -1)
        ]
        self._output = activations[-1]
        self._output_slope, self._output_delta = slopes[-1], deltas[-1]

    def backpropagate(self, pixels: np.ndarray, error: np.ndarray, factor: float) -> None:
        """Leave α ∂C/∂w and α ∂C/∂b, averaged over the examples, in `changes`.

        pixels: (m, inputs) uint8
        error: the targets y, (m, outputs) float32; overwritten by a − y
        factor: 2α/m
        """
        product = self._product
        np.copyto(self._x, pixels)
        np.multiply(self._x, PIXEL, out=self._x)
        for a, w, b, out in self._forward:
            product(a, w, out=out)
            np.add(out, b, out=out)
            self._overwrite(out)
        self._slope_from_value(self._all_activations, self._all_slopes)

        np.subtract(self._output, error, out=error)
        np.multiply(error, factor, out=self._output_delta)
        np.multiply(self._output_delta, self._output_slope, out=self._output_delta)
        for delta, w, delta_before, slope_before in self._backward:
            product(delta, w, out=delta_before)
            np.multiply(delta_before, slope_before, out=delta_before)
        for a, delta, for_w, for_b in self._changes:
            product(a, delta, out=for_w)
            product(self._ones, delta, out=for_b)


def product_in_order(a: np.ndarray, b: np.ndarray, out: np.ndarray) -> np.ndarray:
    """a @ b, every one of its sums added up in the same order: equal neurons get equal numbers.

    np.matmul is many times faster, but which order it takes depends on the processor and on where
    in the matrix a neuron stands. The last digit then differs, and training makes it grow.
    """
    return np.einsum("...j,jk->...k", a, b, out=out, optimize=False)


def flat_layers(sizes: Sequence[int]) -> tuple[np.ndarray, Layers]:
    """One flat float32 vector for all parameters, and (w, b) of each layer as views of it."""
    pairs = list(pairwise(sizes))
    flat = np.zeros(sum((n + 1) * width for n, width in pairs), np.float32)
    layers, rest = [], flat
    for n, width in pairs:
        w, b, rest = np.split(rest, [n * width, (n + 1) * width])
        layers.append((w.reshape(n, width), b))
    return flat, layers


def flat_rows(m: int, widths: Sequence[int]) -> tuple[np.ndarray, list[np.ndarray]]:
    """One flat float32 buffer for m examples in all layers, and each layer's (m, width) of it."""
    flat = np.zeros(m * sum(widths), np.float32)
    parts = np.split(flat, m * np.cumsum(widths)[:-1])
    return flat, [part.reshape(m, width) for part, width in zip(parts, widths)]
