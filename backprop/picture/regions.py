"""The islands of a picture, each with the box around it."""

from dataclasses import dataclass

import numpy as np

from backprop.picture.islands import islands


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


def regions(mask: np.ndarray) -> tuple[np.ndarray, list[Region]]:
    """What hangs together in a mask, corners included.

    mask: (height, width) bool. Returns (height, width) int, the number of each pixel's island,
    0 where there is none; and the islands, the first one's number is 1.
    """
    place, sizes = islands(mask)
    rows, columns = np.nonzero(place)
    number = place[rows, columns]
    sides = np.full((4, len(sizes)), max(mask.shape))
    for side, reached in zip(sides, (columns, rows, -columns - 1, -rows - 1)):
        np.minimum.at(side, number, reached)
    boxes = np.concatenate([sides[:2], -sides[2:], [sizes]])[:, 1:].T.tolist()
    return place, [Region((i,), *box) for i, box in enumerate(boxes, start=1)]
