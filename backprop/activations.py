"""Activation functions: the value of each, and its slope.

Both take the weighted input z, of any shape, and return an array of the same shape.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Activation:
    """A function a = value(z) and its derivative da/dz = slope(z)."""

    name: str
    value: Callable[[np.ndarray], np.ndarray]
    slope: Callable[[np.ndarray], np.ndarray]


def sigmoid(z: np.ndarray) -> np.ndarray:
    """σ(z) = 1 / (1 + e⁻ᶻ), between 0 and 1.

    Written with tanh, which is the same function stretched and cannot overflow.
    """
    return 0.5 * np.tanh(0.5 * z) + 0.5


def sigmoid_slope(z: np.ndarray) -> np.ndarray:
    """σ′(z) = σ(z) (1 − σ(z)): at most ¼, and almost 0 where the neuron is saturated."""
    a = sigmoid(z)
    return a * (1 - a)


def tanh_slope(z: np.ndarray) -> np.ndarray:
    """tanh′(z) = 1 − tanh²(z)."""
    return 1 - np.tanh(z) ** 2


def relu(z: np.ndarray) -> np.ndarray:
    """max(0, z)."""
    return np.maximum(z, 0)


def relu_slope(z: np.ndarray) -> np.ndarray:
    """1 where z > 0, else 0 (at the kink itself, 0 by convention)."""
    return (z > 0).astype(z.dtype)


ACTIVATIONS = {
    "sigmoid": Activation("sigmoid", sigmoid, sigmoid_slope),
    "tanh": Activation("tanh", np.tanh, tanh_slope),
    "relu": Activation("relu", relu, relu_slope),
}
