"""Is backpropagation right? Every slope measured by nudging its parameter, the slow, honest way."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from backprop.network import Network

STEP = 1e-4  # h: the error of a central difference falls with h², rounding grows with 1/h
FLOOR = 1e-5  # slopes smaller than this are compared with this, as rounding is all they differ by


@dataclass(frozen=True, eq=False)
class Check:
    """How far a check has come: the parameters done so far, in the order w⁽¹⁾, b⁽¹⁾, w⁽²⁾, …

    done, total: parameters measured, parameters there are
    backpropagated, measured: ∂C/∂(parameter) by one backward pass and by nudging, each (done,)
    seconds_backward: one forward and one backward pass, which yield all slopes
    seconds_forward: the forward passes so far, two for each parameter done
    """

    done: int
    total: int
    backpropagated: np.ndarray
    measured: np.ndarray
    seconds_backward: float
    seconds_forward: float

    @property
    def largest_error(self) -> float:
        """The largest difference between the two, relative to the larger of them (or to FLOOR)."""
        size = np.maximum(np.abs(self.backpropagated), np.abs(self.measured))
        error = np.abs(self.backpropagated - self.measured) / np.maximum(size, FLOOR)
        return float(error.max(initial=0.0))


def check_gradients(
    network: Network, x: np.ndarray, y: np.ndarray, chunk: int = 500
) -> Iterator[Check]:
    """Compare all slopes with central differences [C(w + h) − C(w − h)] / 2h, chunk by chunk.

    Two whole forward passes for each parameter, one parameter at a time, in float64: that is what
    it would cost to learn without backpropagation. The caller may stop between chunks.

    x: (m, inputs) or (inputs,); y: (m, outputs) or (outputs,); chunk: parameters a step
    """
    twin, parameters = _flat(network)
    started = time.perf_counter()
    gradients = twin.backward(twin.forward(x), y)
    seconds_backward = time.perf_counter() - started
    backpropagated = in_order(gradients.weights, gradients.biases)

    measured, seconds_forward = np.zeros_like(parameters), 0.0
    for first in range(0, len(parameters), chunk):
        done = min(first + chunk, len(parameters))
        started = time.perf_counter()
        for i in range(first, done):
            measured[i] = _central_difference(twin, parameters, i, x, y)
        seconds_forward += time.perf_counter() - started
        yield Check(
            done=done,
            total=len(parameters),
            backpropagated=backpropagated[:done],
            measured=measured[:done].copy(),
            seconds_backward=seconds_backward,
            seconds_forward=seconds_forward,
        )


def in_order(weights: tuple[np.ndarray, ...], biases: tuple[np.ndarray, ...]) -> np.ndarray:
    """All parameters, or all their slopes, as one vector: w⁽¹⁾ row by row, b⁽¹⁾, w⁽²⁾, …"""
    return np.concatenate([np.ravel(part) for pair in zip(weights, biases) for part in pair])


def _flat(network: Network) -> tuple[Network, np.ndarray]:
    """A copy in float64, and the one vector of which its weights and biases are views."""
    parameters = in_order(network.weights, network.biases).astype(np.float64)
    weights, biases, at = [], [], 0
    for w, b in zip(network.weights, network.biases):
        weights.append(parameters[at : at + w.size].reshape(w.shape))
        at += w.size
        biases.append(parameters[at : at + b.size])
        at += b.size
    return replace(network, weights=tuple(weights), biases=tuple(biases)), parameters


def _central_difference(
    network: Network, parameters: np.ndarray, i: int, x: np.ndarray, y: np.ndarray
) -> float:
    value = parameters[i]
    parameters[i] = value + STEP
    above = network.cost(x, y)
    parameters[i] = value - STEP
    below = network.cost(x, y)
    parameters[i] = value
    return (above - below) / (2 * STEP)
