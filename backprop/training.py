"""Mini-batch gradient descent, tuned until little more than matrix products is left.

`Trainer` is an engine for callers who decide themselves how long a slice of training is, and who
turn α and m while it runs.

The mathematics of a step, and why it is fast, is in `minibatch.py`.
"""

import math

import numpy as np

from backprop.minibatch import MiniBatch, flat_layers, product_in_order
from backprop.network import Network, one_hot

GATHERED = 1000  # examples copied together in shuffled order: 0.8 MB, which a core's cache holds


class TrainingDiverged(ValueError):
    """The cost or a parameter is no longer a finite number."""


class Trainer:
    """A network in training.

    network: where to start; it is copied, rounded to float32
    x: examples as MNIST stores them, uint8 (n, inputs), 0 to 255; scaled to [0, 1] as needed
    labels: the right output of each, whole numbers (n,)
    mini_batch: examples per step; may be changed between steps
    learning_rate: α > 0; may be changed between steps
    seed: of the order of the examples, which is shuffled anew each epoch

    Neurons of a network whose weights are all 0 stay alike to the last digit, on any processor.
    `steps` and `examples` count what it has learnt from so far.
    Raises ValueError, naming the parameter, where one does not fit.
    """

    def __init__(
        self,
        network: Network,
        x: np.ndarray,
        labels: np.ndarray,
        *,
        mini_batch: int = 10,
        learning_rate: float = 0.6,
        seed: int = 0,
    ) -> None:
        self._x, self._labels = checked(network, x, labels)
        self._activation = network.activation
        self._parameters, self._layers = flat_layers(network.sizes)
        self._change, self._layer_changes = flat_layers(network.sizes)
        for (w, b), weights, biases in zip(self._layers, network.weights, network.biases):
            w[:], b[:] = weights.T, biases
        all_zero = not any(w.any() for w in network.weights)
        self._product = product_in_order if all_zero else np.matmul
        self._rng = np.random.default_rng(seed)
        self._order = self._rng.permutation(len(self._x))
        self._position = 0
        self._targets = one_hot(np.arange(network.sizes[-1]), network.sizes[-1]).astype(np.float32)
        self.steps = self.examples = 0
        self.learning_rate = learning_rate
        self.mini_batch = mini_batch

    @property
    def learning_rate(self) -> float:
        """α, the length of a step."""
        return self._learning_rate

    @learning_rate.setter
    def learning_rate(self, value: float) -> None:
        if not (math.isfinite(value) and value > 0):
            raise ValueError(f"learning_rate: got {value}, expected a number above 0")
        self._learning_rate = float(value)

    @property
    def mini_batch(self) -> int:
        """m, the examples in a step; the last step of an epoch takes what is left."""
        return self._mini_batch

    @mini_batch.setter
    def mini_batch(self, value: int) -> None:
        if value != int(value) or value < 1:
            raise ValueError(f"mini_batch: got {value}, expected a whole number ≥ 1")
        self._mini_batch = min(int(value), len(self._x))
        self._batches: dict[int, MiniBatch] = {}
        self._gather = max(1, GATHERED // self._mini_batch)
        self._pixels = np.empty((self._gather * self._mini_batch, self._x.shape[1]), np.uint8)

    @property
    def steps_per_epoch(self) -> int:
        """Mini-batches in one pass through all examples, a smaller last one included."""
        return math.ceil(len(self._x) / self._mini_batch)

    def step_batches(self, count: int) -> float:
        """Take `count` ≥ 1 steps of one mini-batch each, over the end of an epoch if need be.

        Returns the mean cost of the examples used, each before the step it led to.
        Raises TrainingDiverged where the cost or a parameter is no longer finite.
        """
        if count < 1:
            raise ValueError(f"count: got {count}, expected at least one mini-batch")
        cost, already, last = 0.0, self.examples, self.steps + count
        with np.errstate(all="ignore"):
            while self.steps < last:
                cost += self._learn(self._next_rows(min(last - self.steps, self._gather)))
        if not (math.isfinite(cost) and np.isfinite(self._parameters).all()):
            raise TrainingDiverged(
                "Training diverged: the numbers grew beyond all bounds. Lower the learning rate "
                f"(it was {self._learning_rate:g}) and start again from a new network."
            )
        return cost / (self.examples - already)

    def epoch(self) -> float:
        """Learn from the rest of the examples of this epoch, all of them at its start.

        Returns and raises what `step_batches` does.
        """
        left = len(self._x) - self._position % len(self._x)
        return self.step_batches(math.ceil(left / self._mini_batch))

    def network(self) -> Network:
        """The network as it is now: a copy, in float64 like every network outside the loop."""
        return Network(
            weights=tuple(w.T.astype(np.float64, order="C") for w, _ in self._layers),
            biases=tuple(b.astype(np.float64) for _, b in self._layers),
            activation=self._activation,
        )

    def _next_rows(self, batches: int) -> np.ndarray:
        """The next `batches` mini-batches in shuffled order, or what is left of the epoch."""
        if self._position == len(self._x):
            self._order = self._rng.permutation(len(self._x))
            self._position = 0
        rows = self._order[self._position : self._position + batches * self._mini_batch]
        self._position += len(rows)
        return rows

    def _learn(self, rows: np.ndarray) -> float:
        """Step through these examples, mini-batch by mini-batch; the sum of their costs."""
        pixels = self._pixels[: len(rows)]
        np.take(self._x, rows, axis=0, out=pixels, mode="clip")
        errors = self._targets[self._labels[rows]]
        for start in range(0, len(rows), self._mini_batch):
            error = errors[start : start + self._mini_batch]
            m = len(error)
            batch = self._batch_of(m)
            batch.backpropagate(pixels[start : start + m], error, 2 * self._learning_rate / m)
            np.subtract(self._parameters, self._change, out=self._parameters)
            self.steps += 1
        self.examples += len(rows)
        return float(np.vdot(errors, errors))

    def _batch_of(self, m: int) -> MiniBatch:
        if m not in self._batches:
            self._batches[m] = MiniBatch(
                m, self._layers, self._layer_changes, self._activation, self._product
            )
        return self._batches[m]


def accuracy(network: Network, x: np.ndarray, labels: np.ndarray) -> float:
    """The share, 0 to 1, of examples whose strongest output is the right one.

    x: uint8 (n, inputs), 0 to 255, as for `Trainer`; labels: (n,)
    """
    right = 0
    for start in range(0, len(x), GATHERED):
        part = slice(start, start + GATHERED)
        right += int(np.count_nonzero(network.predict(x[part] / 255) == labels[part]))
    return right / len(x)


def checked(network: Network, x: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Examples as arrays; raises ValueError, naming x or labels, where the network has no use for
    them."""
    x, labels = np.asarray(x), np.asarray(labels)
    inputs, outputs = network.sizes[0], network.sizes[-1]
    if x.dtype != np.uint8 or x.ndim != 2 or x.shape[1] != inputs or len(x) == 0:
        raise ValueError(
            f"x: got {x.dtype} of shape {x.shape}, expected uint8 of shape (n, {inputs}), n ≥ 1"
        )
    if labels.shape != (len(x),) or labels.dtype.kind not in "iu":
        raise ValueError(
            f"labels: got {labels.dtype} of shape {labels.shape}, "
            f"expected whole numbers of shape ({len(x)},)"
        )
    if labels.min() < 0 or labels.max() >= outputs:
        raise ValueError(
            f"labels: got {labels.min()} to {labels.max()}, expected 0 to {outputs - 1}"
        )
    return x, labels
