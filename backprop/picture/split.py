"""Digits that touch: cut where a way from top to bottom meets hardly any ink."""

import numpy as np

from backprop.picture.islands import islands

NARROWEST = 0.22  # of the two together: what the narrower one is wide
CLEAR = 1  # stroke width of ink that a cut may go through; 0.3 % of single digits are cut so
WHOLE = 0.85  # of the ink left and right of a cut that hangs together, at least
HIGH = 0.6  # of the two together: what either is high


def split(ink: np.ndarray, least: int, wide: float) -> list[np.ndarray]:
    """The ink of each digit that is clearly one by itself; all of it where there is but one.

    ink: (height, width) grey, white on black; least: of 255, what counts as ink; wide: widths to
    its height up to which it is taken for one
    """
    mask = ink >= least
    height, width = _extent(mask)
    if width <= wide * height:
        return [ink]
    way = _way_through(mask)
    met = mask[np.arange(len(way)), way]
    once = np.sum(np.diff(met.astype(int), prepend=0) == 1) == 1
    thin = met.sum() <= CLEAR * _stroke_width(mask)
    left = np.arange(ink.shape[1]) < way[:, None]
    halves = [np.where(side, ink, 0) for side in (left, ~left)]
    if not (once and thin and all(_is_one(half >= least, height) for half in halves)):
        return [ink]
    return [part for half in halves for part in split(half, least, wide)]


def _extent(mask: np.ndarray) -> tuple[int, int]:
    """Height and width of the box around a mask."""
    rows, columns = np.nonzero(mask)
    return int(np.ptp(rows)) + 1, int(np.ptp(columns)) + 1


def _is_one(mask: np.ndarray, height: int) -> bool:
    """Whether this can be a digit by itself: nearly as high as both, and nearly all in one."""
    if not mask.any() or _extent(mask)[0] < HIGH * height:
        return False
    return islands(mask)[1].max() >= WHOLE * mask.sum()


def _stroke_width(mask: np.ndarray) -> float:
    """Area over half the outline, in pixels."""
    inside = np.pad(mask, 1)
    inside = inside[:-2, 1:-1] & inside[2:, 1:-1] & inside[1:-1, :-2] & inside[1:-1, 2:]
    return 2 * mask.sum() / max(1, (mask & ~inside).sum())


def _way_through(mask: np.ndarray) -> np.ndarray:
    """The way from top to bottom that meets least ink: its column in each row.

    It keeps away from the ends and goes a pixel aside a row, at most. Where several meet as
    little, the straightest.
    """
    columns = np.flatnonzero(mask.any(axis=0))
    start, end = columns[0], columns[-1] + 1
    edge = round(NARROWEST * (end - start))
    cost = mask[:, start + edge : end - edge] + 0.0
    came = np.zeros(cost.shape, dtype=int)
    for row in range(1, len(cost)):
        around = np.pad(cost[row - 1], 1, constant_values=np.inf)
        ways = np.stack([around[1:-1], around[:-2] + 0.01, around[2:] + 0.01])
        came[row] = np.array([0, -1, 1])[ways.argmin(axis=0)]
        cost[row] += ways.min(axis=0)
    way = np.empty(len(cost), dtype=int)
    way[-1] = cost[-1].argmin()
    for row in range(len(cost) - 1, 0, -1):
        way[row - 1] = way[row] + came[row, way[row]]
    return way + start + edge
