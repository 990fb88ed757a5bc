"""Islands of ink with the boxes around them."""

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
    """The islands of a mask.

    mask: (height, width) bool. Returns (height, width) int, the number of each pixel's island, 0
    where there is none; and the islands, the first one's number is 1.
    """
    labels, sizes = islands(mask)
    rows, columns = np.nonzero(mask)
    own = labels[rows, columns]
    far = np.full(len(sizes), max(mask.shape))
    left, top, right, bottom = far.copy(), far.copy(), 0 * far, 0 * far
    np.minimum.at(left, own, columns)
    np.minimum.at(top, own, rows)
    np.maximum.at(right, own, columns + 1)
    np.maximum.at(bottom, own, rows + 1)
    known = np.column_stack([left, top, right, bottom, sizes])[1:].tolist()
    return labels, [Region((number,), *place) for number, place in enumerate(known, start=1)]
