"""The race of slide 12: full batch against mini-batches, from one start, for the same seconds.

Only the time spent on steps counts; measuring the cost and drawing do not. The full batch is given
the fastest way known here: its gradient is added up over parts that a core's cache holds, with the
same tuned loop that the mini-batches run on.
"""

import math
import time
from dataclasses import dataclass, field

import numpy as np

from backprop.digits import Mnist
from backprop.lab.landscape import Plane
from backprop.lab.run import Exams, flatten, thin
from backprop.lab.watched import WatchedTrainer
from backprop.minibatch import MiniBatch, flat_layers
from backprop.network import Network, one_hot

EXAMPLES = 50_000  # the deck's number
PART = 1000
POINTS = 200  # recorded of each lane
FIRST = 60  # steps that are recorded one by one
BURST = 0.05
GROWTH = 1.06  # the next measurement after this many times the seconds so far: even on a log axis

# The α that read the most test digits after 2 s of stepping (full batch: after 14 s), of 0.1, 0.2,
# 0.5 … 50, constant throughout, deck network, seed 0: tests/bench/rates.py finds them again.
BEST_RATES = {1: 0.1, 10: 0.2, 100: 1.0, 1000: 10.0, EXAMPLES: 5.0}


@dataclass(frozen=True)
class Mark:
    """Where a lane stood: seconds of stepping, steps, cost on 2,000 training digits, share of all
    test digits read right (0 to 1)."""

    seconds: float
    steps: int
    cost: float
    right: float


class FullBatch:
    """Gradient descent with the exact gradient over all examples at every step.

    The same constructor arguments as `Trainer`, without mini_batch and seed.
    """

    def __init__(self, network: Network, x: np.ndarray, labels: np.ndarray, learning_rate: float):
        self._x, self._labels = x, labels
        self._activation = network.activation
        self._parameters, self._layers = flat_layers(network.sizes)
        self._part, layer_changes = flat_layers(network.sizes)
        self._change = np.zeros_like(self._parameters)
        for (w, b), weights, biases in zip(self._layers, network.weights, network.biases):
            w[:], b[:] = weights.T, biases
        sizes = {min(PART, len(x)), len(x) % PART} - {0}
        self._batches = {
            m: MiniBatch(m, self._layers, layer_changes, network.activation) for m in sizes
        }
        self._targets = one_hot(np.arange(network.sizes[-1]), network.sizes[-1]).astype(np.float32)
        self._factor = 2 * learning_rate / len(x)
        self.steps = 0

    def step_batches(self, count: int) -> None:
        """Take `count` steps."""
        for _ in range(count):
            self._change[:] = 0
            for start in range(0, len(self._x), PART):
                pixels = self._x[start : start + PART]
                error = self._targets[self._labels[start : start + PART]]
                self._batches[len(pixels)].backpropagate(pixels, error, self._factor)
                self._change += self._part
            self._parameters -= self._change
            self.steps += 1

    def view(self) -> Network:
        """The network as it is now, float32, its arrays shared, not copied."""
        weights, biases = zip(*self._layers)
        return Network(tuple(w.T for w in weights), biases, self._activation)


@dataclass(eq=False)
class Lane:
    """One of those who race.

    mini_batch: m; learning_rate: α
    path: the parameters at every mark, float32; first: before and after each of the first steps
    """

    mini_batch: int
    learning_rate: float
    trainer: WatchedTrainer | FullBatch
    marks: list[Mark] = field(default_factory=list)
    path: list[np.ndarray] = field(default_factory=list)
    first: list[np.ndarray] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def full(self) -> bool:
        return isinstance(self.trainer, FullBatch)

    def reached(self, right: float) -> Mark | None:
        """The first mark at which that share of the test digits was read right."""
        return next((mark for mark in self.marks if mark.right >= right), None)


class Race:
    """A race, run in slices: `advance` until `done`.

    seconds: of stepping that each lane gets
    rates: m → α, the lanes; m = 50,000 is the full batch
    """

    def __init__(
        self, digits: Mnist, exams: Exams, seconds: float, rates: dict[int, float], seed: int = 0
    ) -> None:
        start = Network.create(seed=seed)
        x, self._labels = digits.x_train[:EXAMPLES], digits.y_train[:EXAMPLES]
        self._exams = exams
        self.seconds = seconds
        self.start = start
        self.stopped = False
        self.lanes = [
            Lane(m, alpha, _trainer(start, x, self._labels, m, alpha, seed))
            for m, alpha in rates.items()
        ]
        for lane in self.lanes:
            lane.first.append(flatten(lane.trainer.view()))
            self._mark(lane)

    @property
    def done(self) -> bool:
        return self.stopped or all(lane.seconds >= self.seconds for lane in self.lanes)

    @property
    def progress(self) -> float:
        """How much of the race is over, 0 to 1."""
        spent = sum(min(lane.seconds, self.seconds) for lane in self.lanes)
        return spent / (self.seconds * len(self.lanes))

    def advance(self, seconds: float) -> None:
        """Let the lane that is behind step for about that long (at least one step)."""
        if self.done:
            return
        lane = min(self.lanes, key=lambda lane: lane.seconds)
        end = lane.seconds + min(seconds, self.seconds)
        while lane.seconds < min(end, self.seconds):
            began = time.perf_counter()
            with np.errstate(all="ignore"):
                lane.trainer.step_batches(self._burst(lane))
            lane.seconds += time.perf_counter() - began
            if len(lane.first) <= FIRST:
                lane.first.append(flatten(lane.trainer.view()))
            if lane.full or lane.seconds >= min(self.seconds, GROWTH * lane.marks[-1].seconds):
                self._mark(lane)

    def _burst(self, lane: Lane) -> int:
        """As many steps as take a small part of the time so far, at most a slice, at least 1."""
        if lane.full or lane.trainer.steps < FIRST:
            return 1
        burst = min(BURST, (GROWTH - 1) * lane.seconds)
        return max(1, int(burst * lane.trainer.steps / lane.seconds))

    def _mark(self, lane: Lane) -> None:
        network, exams = lane.trainer.view(), self._exams
        known = self._labels[: len(exams.training)]
        answers = network.forward(exams.training).activations[-1]
        gaps = answers - one_hot(known).astype(np.float32)
        cost = float(np.vdot(gaps, gaps)) / len(gaps)
        right = float(np.mean(network.predict(exams.test) == exams.test_labels))
        if math.isfinite(cost):
            lane.marks.append(Mark(lane.seconds, lane.trainer.steps, cost, right))
            lane.path.append(flatten(network).astype(np.float32))
            places = [math.log(mark.seconds + 0.003) for mark in lane.marks]
            thin(places, lane.path, POINTS)
            thin(places, lane.marks, POINTS)


@dataclass(frozen=True, eq=False)
class FirstStep:
    """What the first step of a mini-batch follows, beside the exact gradient.

    rough, exact: ∂C/∂w⁽¹⁾, (16, 784); degrees: the angle between the two, all parameters counted
    """

    rough: np.ndarray
    exact: np.ndarray
    degrees: float


def first_step(digits: Mnist, m: int) -> FirstStep:
    """Both gradients at the start of every race."""
    start = Network.create(seed=0)
    x, labels = digits.x_train[:EXAMPLES], digits.y_train[:EXAMPLES]
    before, moves = flatten(start), []
    for batch in (m, EXAMPLES):
        trainer = _trainer(start, x, labels, batch, 1.0, 0)
        trainer.step_batches(1)
        moves.append(before - flatten(trainer.view()))
    rough, exact = moves
    cosine = rough @ exact / (np.linalg.norm(rough) * np.linalg.norm(exact))
    degrees = math.degrees(math.acos(min(1.0, cosine)))
    return FirstStep(_first_weights(rough), _first_weights(exact), degrees)


def _first_weights(gradient: np.ndarray) -> np.ndarray:
    return gradient[: 16 * 784].reshape(16, 784)


def stumbling_plane(path: np.ndarray) -> Plane:
    """The plane of where a path (points, parameters) gets, and of how its single steps differ.

    Its first axis leads from the first point to the last; the second, at right angles, is the
    direction in which the steps vary most. share: of the steps' squared lengths in the plane
    """
    steps = np.diff(path.astype(np.float64), axis=0)
    way = _unit(steps.sum(axis=0))
    aside = steps - np.outer(steps @ way, way)
    strongest = np.linalg.svd(aside - aside.mean(axis=0), full_matrices=False)[2][0]
    axes = np.stack([way, _unit(strongest - way * (strongest @ way))])
    within = steps @ axes.T
    return Plane(path[0], axes, float(np.vdot(within, within) / (np.vdot(steps, steps) or 1)))


def _unit(vector: np.ndarray) -> np.ndarray:
    return vector / (np.linalg.norm(vector) or 1)


def best_rate(m: int) -> float:
    """The α found best for this m, or for the nearest m that was tried."""
    return BEST_RATES[min(BEST_RATES, key=lambda tried: abs(math.log(tried / m)))]


def _trainer(
    start: Network, x: np.ndarray, labels: np.ndarray, m: int, alpha: float, seed: int
) -> WatchedTrainer | FullBatch:
    if m >= len(x):
        return FullBatch(start, x, labels, alpha)
    return WatchedTrainer(start, x, labels, mini_batch=m, learning_rate=alpha, seed=seed)
