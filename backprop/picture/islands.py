"""What hangs together in a picture: islands of ink, found row by row from their runs."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Region:
    """One island, or some that belong together: its numbers, the box around it, its area.

    Pixels; right and bottom are the first that are outside.
    """

    numbers: tuple[int, ...]
    left: int
    top: int
    right: int
    bottom: int
    area: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def longest(self) -> int:
        return max(self.width, self.height)

    def beside(self, other: "Region") -> int:
        """How far apart they are along a row; less than 0: how much of it they share."""
        return max(self.left, other.left) - min(self.right, other.right)

    def above(self, other: "Region") -> int:
        """The same along a column."""
        return max(self.top, other.top) - min(self.bottom, other.bottom)

    def moved(self, right: int, down: int) -> "Region":
        left, top = self.left + right, self.top + down
        beyond = (self.right + right, self.bottom + down)
        return Region(self.numbers, left, top, *beyond, self.area)

    def __add__(self, other: "Region") -> "Region":
        return Region(
            self.numbers + other.numbers,
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
            self.area + other.area,
        )


def islands(mask: np.ndarray) -> tuple[np.ndarray, list[Region]]:
    """What hangs together in a mask, corners included.

    mask: (height, width) bool. Returns (height, width) int32, the number of each pixel's island,
    0 where there is none; and the islands, the first one's number is 1.
    """
    edges = np.diff(np.pad(mask, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = np.nonzero(edges == 1)
    ends = np.nonzero(edges == -1)[1]
    number = _join(rows, starts, ends)
    labels = np.zeros(mask.shape, dtype=np.int32)
    labels[mask] = np.repeat(number + 1, ends - starts)
    order = np.argsort(number, kind="stable")
    first = np.flatnonzero(np.diff(number[order], prepend=-1))
    if not len(first):
        return labels, []
    sides = [
        best.reduceat(values[order], first).tolist()
        for best, values in (
            (np.minimum, starts),
            (np.minimum, rows),
            (np.maximum, ends),
            (np.maximum, rows + 1),
            (np.add, ends - starts),
        )
    ]
    return labels, [Region((i,), *place) for i, place in enumerate(zip(*sides), start=1)]


def _join(rows: np.ndarray, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """The number of each run's island, from 0: a run shares it with those that it touches above."""
    line = int(ends.max(initial=0)) + 2  # so that places of different rows never meet
    first = np.searchsorted(rows * line + ends, (rows - 1) * line + starts, "left")
    last = np.searchsorted(rows * line + starts, (rows - 1) * line + ends, "right")
    parent = list(range(len(rows)))

    def root(run: int) -> int:
        while parent[run] != run:
            parent[run] = parent[parent[run]]
            run = parent[run]
        return run

    for run, (low, high) in enumerate(zip(first.tolist(), last.tolist())):
        for above in range(low, high):
            parent[root(above)] = root(run)
    return np.unique([root(run) for run in parent], return_inverse=True)[1].ravel()
