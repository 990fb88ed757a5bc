"""Activation functions: the value of each, its slope, and both again without a new array.

The first two are to be read, and take the weighted input z, of any shape. Their twins, which
`minibatch.py` calls in every step, write where there is an array already, and tell the slope from
the value a, which is at hand there.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

# Arrays, because NumPy converts a Python number anew in every call: 0.2 µs of 0.5.
HALF, ONE = np.array(1 / 2, np.float32), np.array(1, np.float32)


@dataclass(frozen=True)
class Activation:
    """A function a = f(z) and its derivative da/dz = f′(z).

    value: z → a; slope: z → f′(z); each a new array of the shape of z
    overwrite: z becomes a, in place
    slope_from_value: a, out: f′(z) is written to `out`
    """

    value: Callable[[np.ndarray], np.ndarray]
    slope: Callable[[np.ndarray], np.ndarray]
    overwrite: Callable[[np.ndarray], None]
    slope_from_value: Callable[[np.ndarray, np.ndarray], None]


def sigmoid(z: np.ndarray) -> np.ndarray:
    """σ(z) = 1 / (1 + e⁻ᶻ), between 0 and 1.

    Written with tanh, which is the same function stretched and cannot overflow.
    """
    return 0.5 * np.tanh(0.5 * z) + 0.5


def sigmoid_slope(z: np.ndarray) -> np.ndarray:
    """σ′(z) = σ(z) (1 − σ(z)): at most ¼, and almost 0 where the neuron is saturated."""
    a = sigmoid(z)
    return a * (1 - a)


def overwrite_sigmoid(z: np.ndarray) -> None:
    np.multiply(z, HALF, out=z)
    np.tanh(z, out=z)
    np.multiply(z, HALF, out=z)
    np.add(z, HALF, out=z)


def sigmoid_slope_from_value(a: np.ndarray, out: np.ndarray) -> None:
    np.subtract(ONE, a, out=out)
    np.multiply(out, a, out=out)


def tanh_slope(z: np.ndarray) -> np.ndarray:
    """tanh′(z) = 1 − tanh²(z)."""
    return 1 - np.tanh(z) ** 2


def overwrite_tanh(z: np.ndarray) -> None:
    np.tanh(z, out=z)


def tanh_slope_from_value(a: np.ndarray, out: np.ndarray) -> None:
    np.multiply(a, a, out=out)
    np.subtract(ONE, out, out=out)


def relu(z: np.ndarray) -> np.ndarray:
    """max(0, z)."""
    return np.maximum(z, 0)


def relu_slope(z: np.ndarray) -> np.ndarray:
    """1 where z > 0, else 0 (at the kink itself, 0 by convention)."""
    return (z > 0).astype(z.dtype)


def overwrite_relu(z: np.ndarray) -> None:
    np.maximum(z, 0, out=z)


def relu_slope_from_value(a: np.ndarray, out: np.ndarray) -> None:
    np.greater(a, 0, out=out)


ACTIVATIONS = {
    "sigmoid": Activation(sigmoid, sigmoid_slope, overwrite_sigmoid, sigmoid_slope_from_value),
    "tanh": Activation(np.tanh, tanh_slope, overwrite_tanh, tanh_slope_from_value),
    "relu": Activation(relu, relu_slope, overwrite_relu, relu_slope_from_value),
}
