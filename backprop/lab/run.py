"""A training that is watched: slices of work as long as asked for, and what was seen on the way."""

import math
import time
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from backprop.activations import ACTIVATIONS
from backprop.digits import Mnist
from backprop.lab.own import Joined, OwnDigit, examples, read
from backprop.lab.setup import Setup
from backprop.lab.watched import Bookmark, WatchedTrainer
from backprop.network import Epoch, Gradients, Network, one_hot
from backprop.training import TrainingDiverged
from backprop.why.chain import SATURATED

FLAT = 500  # test digits for whose answers it is told where the curve is flat
EXAM = 2000  # training digits that a moment is measured on, beside all test digits: 7 ms for both
MOMENTS, SNAPSHOTS = 300, 60
FIRST_STEPS, EARLY_STEPS = 1, 5000
EARLY_GROWTH = 1.2  # early on, the next exam after this many times the steps so far at the latest
BURSTS = 4  # looks at the clock in a slice, about
LONGEST_BURST = 0.006  # seconds from one of them to the next
EXAM_SHARE = 0.15  # of the time trained that may go into exams, but for those early on


class Exams:
    """The digits that every moment of every run is measured on: made once, shared by all.

    training: (2000, 784) float32 in [0, 1], the first training digits
    test: (10000, 784) float32 in [0, 1]; test_labels: (10000,)
    """

    def __init__(self, digits: Mnist) -> None:
        self.training = digits.x_train[:EXAM].astype(np.float32) / 255
        self.test = digits.x_test.astype(np.float32) / 255
        self.test_labels = digits.y_test


@dataclass(frozen=True)
class Moment:
    """Where a run stood: cost and share read right (0 to 1), on the first 2,000 training digits of
    the run and on all test digits."""

    step: int
    epoch: float
    training_cost: float
    test_cost: float
    training_right: float
    test_right: float


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The parameters at a moment, float32, one flat vector."""

    moment: Moment
    parameters: np.ndarray


@dataclass(frozen=True)
class Stretch:
    """Steps taken one after another with the same m and α."""

    steps: int
    mini_batch: int
    learning_rate: float


class Run:
    """A training under way, from a set-up and, where that says so, from a given network.

    moments, snapshots: what was recorded, oldest first; the oldest is the network before training
    stretches: what was done, so that it can be repeated; it cannot once drawings were `taught`
    own: the visitor's own drawings among the examples, and the class's
    seconds: spent on steps alone; exam_seconds: on exams, but for those early on
    problem: why it cannot go on, or ""
    """

    def __init__(
        self, setup: Setup, digits: Mnist, exams: Exams, given: Network | None = None
    ) -> None:
        self.setup = setup
        self._exams = exams
        self._x, self._labels = digits.x_train[: setup.examples], setup.labels(digits)
        self._trainer = WatchedTrainer(
            setup.network(given),
            self._x,
            self._labels,
            mini_batch=setup.mini_batch,
            learning_rate=setup.rate(0),
            seed=setup.seed,
        )
        self.moments: list[Moment] = []
        self.snapshots: list[Snapshot] = []
        self.stretches: list[Stretch] = []
        self.own: list[OwnDigit] = []
        self.taught = False
        self.gradients: Gradients | None = None
        self.seconds = self.exam_seconds = 0.0
        self.problem = ""
        self.record()

    @property
    def steps(self) -> int:
        return self._trainer.steps

    @property
    def epoch(self) -> float:
        """Passes through the examples so far."""
        return self._trainer.epochs

    @property
    def examples(self) -> int:
        """How many it trains on, copies of the visitor's own drawings among them."""
        return self.setup.examples + sum(digit.copies for digit in self.own)

    @property
    def drawn(self) -> list[OwnDigit]:
        """The visitor's own drawings among the examples, without the class's."""
        return [digit for digit in self.own if not digit.of_class]

    @property
    def moment(self) -> Moment:
        """The newest that was recorded."""
        return self.moments[-1]

    @property
    def done(self) -> bool:
        return self.epoch >= self.setup.epochs

    @property
    def examples_per_second(self) -> float:
        """The pace of the steps alone."""
        return self._trainer.examples / self.seconds if self.seconds else 0.0

    @property
    def bookmark(self) -> Bookmark:
        return self._trainer.bookmark()

    def go_on(self, parameters: np.ndarray, own: list[OwnDigit], mark: Bookmark) -> None:
        """Stand where another run of the same set-up stood.

        parameters: what `flatten` gave of its network
        """
        self.own = own
        if own:
            self._join_own()
        there = unflatten(parameters, self.setup.sizes, self.setup.activation)
        for now, then in zip(parts(self._trainer.view()), parts(there)):
            now[...] = then
        self._trainer.go_on(mark)

    def turn(self, setup: Setup) -> None:
        """Go on with another α, m, schedule or number of epochs."""
        if setup.mini_batch != self.setup.mini_batch:
            self._trainer.mini_batch = setup.mini_batch
        self.setup = setup

    def teach(self, pixels: np.ndarray, label: int, copies: int) -> None:
        """From the next step on, train on a drawing as well.

        pixels: (784,) in [0, 1]; copies: as how many examples it counts
        """
        self._add([(pixels, label)], copies)
        self._join_own()

    def teach_class(self, drawings: Sequence[tuple[np.ndarray, int]], copies: int) -> None:
        """From the next step on, train on a class's drawings too, in place of those it had before.

        drawings: pixels, (784,) in [0, 1], and label of each; copies: as how many each counts
        """
        self.own = self.drawn
        self._add(drawings, copies, of_class=True)
        self._join_own()

    def _add(
        self, drawings: Sequence[tuple[np.ndarray, int]], copies: int, of_class: bool = False
    ) -> None:
        self.record()
        network, right = self.current(), self.moment.test_right
        number = max((digit.number for digit in self.own), default=-1) + 1
        for each, (pixels, label) in enumerate(drawings, number):
            before = read(network, pixels, label)
            self.own.append(OwnDigit(each, pixels, label, copies, before, right, of_class))

    def forget(self, number: int) -> None:
        """Train no longer on one of the drawings; what it taught stays in the weights."""
        self.own = [digit for digit in self.own if digit.number != number]
        self._join_own()

    def _join_own(self) -> None:
        x, labels = examples(self.own)
        self._trainer.join(Joined(self._x, x), np.concatenate([self._labels, labels]))

    def advance(self, seconds: float, until: float = math.inf) -> None:
        """Train for about that long, or `until` so many epochs are over; then record the moment.

        The first slices are short, half as many steps as so far, so that the beginning, where most
        happens, can be watched. What makes going on impossible is kept in `problem`.
        """
        end = time.perf_counter() + seconds
        left = max(FIRST_STEPS, self.steps // 2)
        burst = self._burst(min(LONGEST_BURST, seconds / BURSTS))
        while left > 0 and time.perf_counter() < end and not (self.done or self.problem):
            left -= self._step(min(left, burst))
            if self.epoch >= until:
                break
        early = self.steps < EARLY_STEPS and self.steps >= EARLY_GROWTH * self.moment.step
        if early or self.done or self.epoch >= until:
            self.record()
        elif self.exam_seconds <= EXAM_SHARE * self.seconds:
            began = time.perf_counter()
            self.record()
            self.exam_seconds += time.perf_counter() - began

    def step(self) -> None:
        """Learn from one mini-batch."""
        if not (self.done or self.problem):
            self._step(1)
        self.record()

    def current(self) -> Network:
        """The network as it is now, float32, its arrays shared with the run, not copied; of a run
        that diverged, the last one that was measured."""
        if self.problem:
            last = self.snapshots[-1].parameters
            return unflatten(last, self.setup.sizes, self.setup.activation)
        return self._trainer.view()

    def network(self, snapshot: Snapshot) -> Network:
        """The network as it was at a snapshot: float64, with what is known of its history."""
        then = unflatten(
            snapshot.parameters.astype(np.float64), self.setup.sizes, self.setup.activation
        )
        past = [m for m in self.moments if m.step < snapshot.moment.step] + [snapshot.moment]
        by_epoch = {int(m.epoch): Epoch(int(m.epoch), m.training_cost, m.test_right) for m in past}
        return replace(then, history=tuple(by_epoch.values()))

    @property
    def given(self) -> Network | None:
        """The network that it started from, float32; None where it drew its weights."""
        first = self.snapshots[0].parameters
        known = self.setup.start == "given"
        return unflatten(first, self.setup.sizes, self.setup.activation) if known else None

    def gradient_lengths(self) -> list[float]:
        """‖∇C‖ of each layer, weights and biases together, of the last mini-batch."""
        if self.gradients is None:
            return [0.0] * (len(self.setup.sizes) - 1)
        layers = zip(self.gradients.weights, self.gradients.biases)
        return [math.hypot(_length(w), _length(b)) for w, b in layers]

    def flat_shares(self) -> list[float]:
        """Of the answers that each layer gives to 500 test digits, the share, 0 to 1, that lie
        where the curve is flat: its slope is below 0.02."""
        network, shares = self.current(), []
        with np.errstate(all="ignore"):
            for answers in network.forward(self._exams.test[:FLAT]).activations[1:]:
                slopes = np.empty_like(answers)
                ACTIVATIONS[network.activation].slope_from_value(answers, slopes)
                shares.append(float(np.mean(slopes < SATURATED)))
        return shares

    def film(self, count: int) -> list[Snapshot]:
        """`count` snapshots or fewer from first to last, the later ones further apart."""
        steps = [snapshot.moment.step for snapshot in self.snapshots]
        marks = np.geomspace(max(4, steps[-1] / 250), max(5, steps[-1]), count - 1)
        chosen = {0, *(bisect_right(steps, mark + 0.5) - 1 for mark in marks), len(steps) - 1}
        return [self.snapshots[k] for k in sorted(chosen)][-count:]

    def _burst(self, seconds: float) -> int:
        """How many steps take about that long, at least 1."""
        pace = self.steps / self.seconds if self.seconds else 1000
        return max(1, int(seconds * pace))

    def _step(self, count: int) -> int:
        """Take `count` steps or what is left of the epoch; how many it were."""
        trainer = self._trainer
        count = min(count, math.ceil(trainer.left / trainer.mini_batch))
        trainer.learning_rate = max(self.setup.rate(int(trainer.epochs)), 1e-12)
        began = time.perf_counter()
        try:
            trainer.step_batches(count)
        except TrainingDiverged as problem:
            self.problem = str(problem)
        else:
            self._log(Stretch(count, trainer.mini_batch, trainer.learning_rate))
            self.taught |= bool(self.own)
            gradients = trainer.last_gradients()
            if all(np.isfinite(w).all() for w in gradients.weights + gradients.biases):
                self.gradients = gradients
        self.seconds += time.perf_counter() - began
        return count

    def _log(self, stretch: Stretch) -> None:
        last = self.stretches[-1] if self.stretches else None
        if last and replace(last, steps=stretch.steps) == stretch:
            self.stretches[-1] = replace(last, steps=last.steps + stretch.steps)
        else:
            self.stretches.append(stretch)

    def record(self) -> None:
        """Measure where the run stands, and keep the moment; once for each step."""
        if self.problem or (self.moments and self.moments[-1].step == self.steps):
            return
        network, exams = self._trainer.view(), self._exams
        known = self._labels[:EXAM]
        with np.errstate(all="ignore"):
            training = _mark(network, exams.training[: len(known)], known)
            test = _mark(network, exams.test, exams.test_labels)
        if not math.isfinite(training[0] + test[0]):
            self.problem = (
                "Training diverged: the cost grew beyond all bounds. Lower the learning rate "
                f"(it was {self._trainer.learning_rate:g}) and start again from a new network."
            )
            return
        moment = Moment(self.steps, self.epoch, training[0], test[0], training[1], test[1])
        self.moments.append(moment)
        self.snapshots.append(Snapshot(moment, flatten(network)))
        thin([m.epoch for m in self.moments], self.moments, MOMENTS)
        thin_snapshots(self.snapshots, SNAPSHOTS)


def thin(places: list[float], items: list, most: int) -> None:
    """Drop from `items`, if there are more than `most`, the one that leaves the smallest gap.

    places: where each item is, rising; the first and the last item always stay.
    """
    if len(items) > most:
        gaps = [after - before for before, after in zip(places, places[2:])]
        del items[1 + int(np.argmin(gaps))]


def thin_snapshots(snapshots: list[Snapshot], most: int) -> None:
    """Drop one, if there are more than `most`; the early ones, where most happens, lie closer."""
    thin([math.log(s.moment.step + 8) for s in snapshots], snapshots, most)


def parts(of: Network | Gradients) -> list[np.ndarray]:
    """w⁽¹⁾, b⁽¹⁾, w⁽²⁾, b⁽²⁾ …, or the slopes along them."""
    return [part for layer in zip(of.weights, of.biases) for part in layer]


def flatten(of: Network | Gradients) -> np.ndarray:
    """All weights and biases, or the slopes along them, in one vector: w⁽¹⁾, b⁽¹⁾, w⁽²⁾ …"""
    return np.concatenate([part.ravel() for part in parts(of)])


def unflatten(parameters: np.ndarray, sizes: tuple[int, ...], activation: str) -> Network:
    """The network whose weights and biases `flatten` gives; its arrays are views of the vector."""
    weights, biases, start = [], [], 0
    for before, width in zip(sizes, sizes[1:]):
        end = start + before * width
        weights.append(parameters[start:end].reshape(width, before))
        biases.append(parameters[end : end + width])
        start = end + width
    return Network(tuple(weights), tuple(biases), activation)


def _length(values: np.ndarray) -> float:
    """In float64: the squares of large float32 numbers overflow."""
    return float(np.linalg.norm(values.astype(np.float64)))


def _mark(network: Network, x: np.ndarray, labels: np.ndarray) -> tuple[float, float]:
    """Cost and share read right."""
    answers = network.forward(x).activations[-1]
    gaps = answers - one_hot(labels, answers.shape[1]).astype(answers.dtype)
    return float(np.vdot(gaps, gaps)) / len(x), float(np.mean(answers.argmax(axis=1) == labels))
