"""A trainer that can be watched, turned, taught more on the way, and stopped and gone on with."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from backprop.lab.own import Joined
from backprop.network import Gradients, Network
from backprop.training import Trainer


@dataclass(frozen=True, eq=False)
class Bookmark:
    """Where a trainer is among its examples: all that decides which of them it learns from next.

    order: of the pass under way, (n,) whole numbers; position: how many of them are done
    passes: those finished before; steps, examples: done in all; mini_batch: m
    random: the state of the generator that deals the next passes
    """

    order: np.ndarray
    position: int
    passes: int
    steps: int
    examples: int
    mini_batch: int
    random: Mapping[str, Any]


class WatchedTrainer(Trainer):
    """A trainer that shows what its last step followed, and can be given more examples on the way.

    passes: how often it has been through all examples
    """

    passes = 0

    @property
    def epochs(self) -> float:
        """Passes through the examples so far, with the part of the one under way."""
        return self.passes + self._position / len(self._x)

    @property
    def left(self) -> int:
        """Examples until the pass under way, or else the next one, is over."""
        return len(self._x) - self._position % len(self._x)

    def join(self, x: Joined, labels: np.ndarray) -> None:
        """Go on with the shared examples of before and with others; what is left of this pass is
        dealt anew.

        labels: of all of them, (n,)
        """
        over = self._position == len(self._x)
        seen, left = self._order[: self._position], self._order[self._position :]
        seen, left = seen[seen < x.shared], left[left < x.shared]
        added = np.arange(x.shared, len(x))
        self._order = np.concatenate([seen, self._rng.permutation(np.concatenate([left, added]))])
        self._position = len(x) if over else len(seen)
        self._x = x  # type: ignore[assignment]  # all that a trainer asks of an array
        self._labels = labels

    def _next_rows(self, batches: int) -> np.ndarray:
        self.passes += self._position == len(self._x)
        return super()._next_rows(batches)

    def bookmark(self) -> Bookmark:
        return Bookmark(
            self._order,
            self._position,
            self.passes,
            self.steps,
            self.examples,
            self.mini_batch,
            self._rng.bit_generator.state,
        )

    def go_on(self, mark: Bookmark) -> None:
        """Take next what a trainer with the same examples would have taken there."""
        self._order, self._position, self.passes = mark.order, mark.position, mark.passes
        self.steps, self.examples = mark.steps, mark.examples
        self.mini_batch = mark.mini_batch
        self._rng.bit_generator.state = mark.random

    def view(self) -> Network:
        """The network as it is now, float32, its arrays shared with the trainer, not copied."""
        weights, biases = zip(*self._layers)
        return Network(tuple(w.T for w in weights), biases, self._activation)

    def last_gradients(self) -> Gradients:
        """∂C/∂w and ∂C/∂b of the last mini-batch, float32; without ∂C/∂a."""
        alpha = np.float32(self.learning_rate)
        weights, biases = zip(*self._layer_changes)
        return Gradients(tuple(w.T / alpha for w in weights), tuple(b / alpha for b in biases), ())
