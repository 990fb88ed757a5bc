"""The gradient of many examples, how large it is, why most of it is nothing, and steps down it."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from backprop.activations import ACTIVATIONS
from backprop.check import Check, check_gradients, in_order
from backprop.network import Gradients, Network, one_hot

CHUNK = 500  # examples at a time: 60,000 in 0.18 s, and no more than 3 MB of pixels as float64
SATURATED = 0.02  # below this slope σ′ a neuron counts as saturated
NO_WISH = 0.01  # below this |∂C/∂a| the cost hardly asks a neuron to change
KEPT_STEPS = 50


class DivergedError(ValueError):
    """A step so long that numbers overflowed; the message says what to do."""


# --- the gradient of one example or many ---


@dataclass(frozen=True, eq=False)
class Average:
    """The gradient of the cost averaged over m examples, and what could have kept parts of it at 0.

    count: m; cost: the average of C₀; gradients: ∂C/∂w, ∂C/∂b, ∂C/∂a
    inked: which pixels have ink in at least one example, (784,) bool
    free: by layer, which neurons have a slope σ′ ≥ 0.02 in at least one example, (neurons,) bool
    """

    count: int
    cost: float
    gradients: Gradients
    inked: np.ndarray
    free: tuple[np.ndarray, ...]


def average(network: Network, x: np.ndarray, labels: np.ndarray) -> Average:
    """Run m examples forward and backward, a chunk at a time.

    x: (m, 784), floats in [0, 1] or bytes with ink = 255; labels: (m,) the right digits
    Raises ValueError for no examples at all.
    """
    count = len(x)
    if not count:
        raise ValueError("x: got no examples, expected at least one")
    slope = ACTIVATIONS[network.activation].slope
    cost, parts = 0.0, []
    inked = np.zeros(x.shape[1], bool)
    free = [np.zeros(size, bool) for size in network.sizes[1:]]
    for start in range(0, count, CHUNK):
        pixels, y = x[start : start + CHUNK], one_hot(labels[start : start + CHUNK])
        if pixels.dtype == np.uint8:
            pixels = pixels / 255
        forward_pass = network.forward(pixels)
        parts.append((len(pixels) / count, network.backward(forward_pass, y)))
        cost += float(np.sum((forward_pass.activations[-1] - y) ** 2)) / count
        inked |= (pixels > 0).any(axis=0)
        for known, z in zip(free, forward_pass.weighted_inputs):
            known |= (slope(z) >= SATURATED).any(axis=0)
    return Average(count, cost, _weighted_sum(parts), inked, tuple(free))


def _weighted_sum(parts: Sequence[tuple[float, Gradients]]) -> Gradients:
    def total(name: str) -> tuple[np.ndarray, ...]:
        layers = zip(*(getattr(gradients, name) for _, gradients in parts))
        return tuple(sum(share * v for (share, _), v in zip(parts, layer)) for layer in layers)

    return Gradients(total("weights"), total("biases"), total("activations"))


def flat(gradients: Gradients) -> np.ndarray:
    """All slopes as one vector ∇C, (parameters,)."""
    return in_order(gradients.weights, gradients.biases)


def angle(one: Gradients, other: Gradients) -> float:
    """The angle between two gradients in degrees: 0 where they agree, 90 where they are unrelated.

    NaN where one of them is 0 and has no direction.
    """
    a, b = flat(one), flat(other)
    lengths = np.linalg.norm(a) * np.linalg.norm(b)
    if lengths == 0:
        return float("nan")
    return float(np.degrees(np.arccos(np.clip(a @ b / lengths, -1, 1))))


def sizes(gradients: Gradients) -> tuple[float, ...]:
    """Mean |δ⁽ˡ⁾| of each layer. Weights' gradients would also be small for want of ink."""
    return tuple(float(np.abs(delta).mean()) for delta in gradients.delta)


# --- where nothing moves ---


@dataclass(frozen=True)
class Standstill:
    """How many of the parameters stand still for which first reason, and how many can move.

    paper: weights from a pixel that is 0; saturated: into a neuron with σ′ < 0.02;
    unasked: into a neuron with |∂C/∂a| < 0.01
    """

    paper: int
    saturated: int
    unasked: int
    movable: int

    @property
    def counts(self) -> tuple[int, int, int, int]:
        return self.paper, self.saturated, self.unasked, self.movable


def states(averaged: Average) -> tuple[np.ndarray, ...]:
    """What holds for each neuron, by layer: "saturated", "unasked" or "movable", (neurons,)."""
    return tuple(
        np.where(~free, "saturated", np.where(np.abs(wish) < NO_WISH, "unasked", "movable"))
        for free, wish in zip(averaged.free, averaged.gradients.activations[1:])
    )


def standstill(averaged: Average) -> Standstill:
    """Sort every weight and bias by the first reason that holds for it."""
    paper = len(averaged.free[0]) * int((~averaged.inked).sum())
    counts = dict.fromkeys(("saturated", "unasked", "movable"), 0)
    for layer, state in enumerate(states(averaged)):
        inputs = averaged.gradients.weights[layer].shape[1] if layer else int(averaged.inked.sum())
        for reason in counts:
            counts[reason] += (inputs + 1) * int((state == reason).sum())
    return Standstill(paper, **counts)


def percents(counts: Sequence[int]) -> list[int]:
    """Shares in whole percents that add up to 100: the largest remainders are rounded up."""
    exact = 100 * np.asarray(counts) / sum(counts)
    whole = np.floor(exact).astype(int)
    whole[np.argsort(whole - exact, kind="stable")[: 100 - whole.sum()]] += 1
    return whole.tolist()


# --- steps ---


@dataclass(frozen=True, eq=False)
class Step:
    """One click: one or more steps downhill on one example.

    before, after: the networks; count: how many steps; learning_rate: α
    pixels, label: the example; cost_before, cost_after: C₀ on it
    promised: how far C₀ would fall if its slope stayed as it is in each step, Σ α‖∇C₀‖²
    """

    before: Network
    after: Network
    count: int
    learning_rate: float
    pixels: np.ndarray
    label: int
    cost_before: float
    cost_after: float
    promised: float

    @property
    def fall(self) -> float:
        """How far C₀ really fell; negative where it rose."""
        return self.cost_before - self.cost_after

    def is_about(self, pixels: np.ndarray, label: int) -> bool:
        """Whether this very example was stepped on."""
        return label == self.label and np.array_equal(pixels, self.pixels)


def take_step(
    network: Network, pixels: np.ndarray, label: int, learning_rate: float, count: int = 1
) -> Step:
    """Go `count` steps down the gradient of one example's cost, the gradient taken anew each time.

    Raises DivergedError where the numbers overflow on the way.
    """
    y = one_hot(label)
    after, promised = network, 0.0
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(count):
            gradients = after.backward(after.forward(pixels), y)
            promised += learning_rate * squared_length(gradients)
            after = after.step(gradients, learning_rate)
        costs = network.cost(pixels, y), after.cost(pixels, y)
    if not np.isfinite([promised, *costs]).all():
        raise DivergedError(
            f"With α = {learning_rate:g} the weights grew beyond all numbers: "
            "no step was taken. Try a smaller α."
        )
    return Step(network, after, count, learning_rate, pixels, label, *costs, promised)


def squared_length(gradients: Gradients) -> float:
    """‖∇C‖², the sum of the squares of all slopes: α times this is what one step promises."""
    return float(np.sum(flat(gradients) ** 2))


@dataclass(frozen=True, eq=False)
class Path:
    """Where a network began and the steps taken since; the oldest steps are forgotten after 50."""

    base: Network
    steps: tuple[Step, ...] = ()

    @property
    def network(self) -> Network:
        return self.steps[-1].after if self.steps else self.base

    @property
    def last(self) -> Step | None:
        return self.steps[-1] if self.steps else None

    def taken(self, step: Step) -> "Path":
        return replace(self, steps=(*self.steps, step)[-KEPT_STEPS:])

    def undone(self) -> "Path":
        return replace(self, steps=self.steps[:-1])


def accuracy(network: Network, x: np.ndarray, labels: np.ndarray) -> float:
    """The share of digits read right. x: (m, 784) bytes, ink = 255; labels: (m,)"""
    return float((network.predict(x / 255) == labels).mean())


# --- proof ---


@dataclass(eq=False)
class Proof:
    """Backpropagation checked against central differences on one example, a slice at a time."""

    network: Network
    pixels: np.ndarray
    label: int
    latest: Check | None = None
    running: bool = True

    def __post_init__(self) -> None:
        self._slices = check_gradients(self.network, self.pixels, one_hot(self.label), chunk=100)

    def work(self, seconds: float) -> None:
        """Check on for about so many seconds."""
        until = time.perf_counter() + seconds
        while self.running and time.perf_counter() < until:
            self.latest = next(self._slices)
            self.running = self.latest.done < self.latest.total
