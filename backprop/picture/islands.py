"""The connected parts of a mask, numbered."""

import numpy as np


def runs(mask: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """All vertical stretches of a mask: their columns, first rows, and rows after the last.

    They come column by column, from the top down.
    """
    changes = np.diff(np.pad(mask.T.astype(np.int8), ((0, 0), (1, 1))), axis=1)
    columns, tops = np.nonzero(changes == 1)
    return columns, tops, np.nonzero(changes == -1)[1]


def islands(mask: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The island of each pixel, and the size of each island in pixels; corners connect.

    mask: (height, width); returns (height, width) int, 0 for sea, 1 … n; and (n + 1,), of the
    sea 0
    """
    columns, tops, bottoms = runs(mask)
    height, width = mask.shape
    # Places in one row, a column after the other, with a gap between, so that one search finds
    # for each stretch those of the next column that it touches.
    starts, ends = columns * (height + 2) + tops, columns * (height + 2) + bottoms
    first = np.searchsorted(ends, starts + height + 2, side="left")
    after = np.searchsorted(starts, ends + height + 2, side="right")
    count = after - first
    left = np.repeat(np.arange(len(tops)), count)
    right = np.arange(len(left)) + np.repeat(first - (count.cumsum() - count), count)
    least = np.arange(len(tops))  # for each stretch the first one, in the end, of its island
    while (least[left] != least[right]).any():
        joined = np.minimum(least[left], least[right])
        np.minimum.at(least, least[left], joined)
        np.minimum.at(least, least[right], joined)
        least = least[least]
    while (least != least[least]).any():
        least = least[least]
    number = np.unique(least, return_inverse=True)[1] + 1
    sizes = np.bincount(number, weights=bottoms - tops, minlength=1).astype(int)
    steps = np.zeros((width, height + 1), dtype=int)
    steps[columns, tops] = number
    steps[columns, bottoms] -= number
    return steps.cumsum(axis=1)[:, :height].T, sizes


def main_islands(mask: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The mask without specks, and without what comes in from the picture's edge.

    Specks have less than a twentieth of the largest island; where nothing else is as large as a
    quarter of it, what touches the edge stays. Also returns the sizes of all islands that count
    for that, specks too: (n,) with at least one zero.
    """
    place, sizes = islands(mask)
    within = sizes.copy()
    within[np.concatenate([place[0], place[-1], place[:, 0], place[:, -1]])] = 0
    if within.any() and 4 * within.max() >= sizes.max():
        sizes = within
    return ((sizes > 0) & (20 * sizes >= sizes.max()))[place], sizes
