"""A class's drawings: one half trains a network, the other half tells what it has learnt."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from backprop.lab.run import Run
from backprop.network import Network

MUCH = 6000  # copies in all: about as many as MNIST has of one digit
MOST = 300  # copies of one drawing


def held_out(labels: Mapping[int, int]) -> set[int]:
    """Half of some drawings, id → label: half of each label, the odd one now in, now out.

    Their ids alone decide which, whatever order they came in.
    """
    held: set[int] = set()
    odd = 0
    for label in sorted(set(labels.values())):
        ids = sorted((each for each in labels if labels[each] == label), key=_dealt)
        held.update(ids[: (len(ids) + odd) // 2])
        odd ^= len(ids) % 2
    return held


def _dealt(drawing: int) -> str:
    return hashlib.sha256(str(drawing).encode()).hexdigest()


def copies(count: int) -> int:
    """As how many examples each of so many drawings counts."""
    return max(1, min(MOST, MUCH // max(1, count)))


@dataclass(frozen=True, eq=False)
class Half:
    """How many of the drawings held out, or trained on, are read right, before and now."""

    count: int
    before: int
    now: int


@dataclass(frozen=True, eq=False)
class ClassTraining:
    """A class's drawings in a run.

    ids: what the room calls them; pixels: (n, 784) in [0, 1]; labels, held: (n,)
    before: the outputs to each when they came in, (n, 10); test_right: the share of the test
    digits that was read right then; copies: as how many examples each of the trained half counts
    """

    run: Run
    ids: tuple[int, ...]
    pixels: np.ndarray
    labels: np.ndarray
    held: np.ndarray
    before: np.ndarray
    test_right: float
    copies: int

    def half(self, now: np.ndarray, held: bool) -> Half:
        """now: the outputs to each drawing, (n, 10)"""
        these = self.held == held
        right = [outputs.argmax(axis=1) == self.labels for outputs in (self.before, now)]
        return Half(int(these.sum()), *(int(known[these].sum()) for known in right))

    def changed(self, now: np.ndarray) -> np.ndarray:
        """Which drawings are read otherwise than before, those held out first.

        now: the outputs to each drawing, (n, 10)
        """
        reads = [outputs.argmax(axis=1) for outputs in (self.before, now)]
        (these,) = np.nonzero(reads[0] != reads[1])
        return these[np.argsort(~self.held[these], kind="stable")]

    def became(self, now: np.ndarray) -> dict[int, tuple[int, float, int, float]]:
        """id → what it was read as and how sure, before and now."""
        reads = [
            (outputs.argmax(axis=1).tolist(), outputs.max(axis=1).tolist())
            for outputs in (self.before, now)
        ]
        (was, sure), (reads_now, sure_now) = reads
        return dict(zip(self.ids, zip(was, sure, reads_now, sure_now)))


def outputs(network: Network, pixels: np.ndarray) -> np.ndarray:
    """What a network answers to drawings, (n, 784) in [0, 1] → (n, 10)."""
    return network.forward(pixels).activations[-1]


def teach(run: Run, drawings: Sequence[tuple[int, np.ndarray, int]]) -> ClassTraining:
    """Train on one half of a class's drawings from the next step on.

    drawings: id, pixels, (784,) in [0, 1], and label of each; two or more
    """
    ids, rows, known = zip(*drawings)
    held = held_out(dict(zip(ids, known)))
    pixels = np.stack(rows)
    train = [(row, label) for each, row, label in drawings if each not in held]
    count = copies(len(train))
    before = outputs(run.current(), pixels)
    run.teach_class(train, count)
    return ClassTraining(
        run,
        tuple(ids),
        pixels,
        np.array(known),
        np.array([each in held for each in ids]),
        before,
        run.moment.test_right,
        count,
    )
