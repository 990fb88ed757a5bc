"""Digits that touch: of some ways from top to bottom that meet little ink, the one whose two sides
look most like digits; a cut only where they do so clearly more than what they were together.

What looks like a digit, or like two, this room does not know: a function judges it.
"""

from collections.abc import Callable, Sequence

import numpy as np
from PIL import Image

from backprop.picture.islands import islands

# Ink → how unlikely each is as one digit and as two that touch, −2 log of the density: (n, 2).
Judge = Callable[[Sequence[Image.Image]], np.ndarray]

NARROWEST = 0.18  # of the two together: what the narrower one is wide
WHOLE = 0.8  # of the ink left and right of a cut that hangs together, at least
HIGH = 0.5  # of the two together: what either is high
LEVELS = (0.25, 0.5, 0.75)  # of the height: where ways are looked for
WAYS = 5  # at each of these
APART = 0.07  # of the width: two ways there, at least
ASIDE = 0.05  # pixels of ink that a step aside costs
DOUBTFUL = -25  # likelier as a pair by so much, at least; what is less so is one digit
SIDES = 0.4  # of how unlikely both sides are as digits, against how likely the whole is as a pair
SHAPE = 32  # for each width to the height, and for the lower side's share of it
CLEAR = 92  # all this together, at least: so are 0.2 % of single digits, and they are cut


def split(ink: np.ndarray, least: int, judge: Judge) -> list[np.ndarray]:
    """The ink of each digit, from left to right; all of it where there is but one.

    ink: (height, width) grey, white on black; least: of 255, what counts as ink
    """
    mask = ink >= least
    digit, pair = judge([Image.fromarray(ink)])[0]
    if digit - pair < DOUBTFUL:
        return [ink]
    cuts = [sides for way in _ways(mask) if (sides := _sides(ink, way, least))]
    if not cuts:
        return [ink]
    unlikely = judge([Image.fromarray(side) for sides in cuts for side in sides])[:, 0]
    height = _height(mask)
    lower = [min(_height(side >= least) for side in sides) / height for sides in cuts]
    good = SHAPE * np.array(lower) - SIDES * unlikely.reshape(-1, 2).sum(axis=1)
    best = int(good.argmax())
    if digit - pair + good[best] + SHAPE * _height(mask.T) / height < CLEAR:
        return [ink]
    return [part for side in cuts[best] for part in split(side, least, judge)]


def _sides(ink: np.ndarray, way: np.ndarray, least: int) -> tuple[np.ndarray, np.ndarray] | None:
    """What lies left and right of a way, where each can be a digit: high enough, nearly all in
    one."""
    is_left = np.arange(ink.shape[1]) < way[:, None]
    left, right = np.where(is_left, ink, 0), np.where(is_left, 0, ink)
    height = _height(ink >= least)
    for side in (left >= least, right >= least):
        if not side.any() or _height(side) < HIGH * height:
            return None
        if islands(side)[1].max() < WHOLE * side.sum():
            return None
    return left, right


def _height(mask: np.ndarray) -> int:
    return int(np.ptp(np.flatnonzero(mask.any(axis=1)))) + 1


def _ways(mask: np.ndarray) -> list[np.ndarray]:
    """Ways from top to bottom that meet little ink: the column of each in every row.

    They keep away from the ends and go a pixel aside a row, at most.
    """
    columns = np.flatnonzero(mask.any(axis=0))
    width = columns[-1] + 1 - columns[0]
    edge = max(1, round(NARROWEST * width))
    start = columns[0] + edge
    field = mask[:, start : columns[-1] + 1 - edge] + 0.0
    if field.shape[1] < 2:
        return []
    above, from_above = _least_ink(field)
    below, from_below = (part[::-1] for part in _least_ink(field[::-1]))
    rows = np.flatnonzero(mask.any(axis=1))
    found = {}
    for level in LEVELS:
        row = rows[0] + int(level * len(rows))
        left = above[row] + below[row] - field[row]
        for _ in range(WAYS):
            column = int(left.argmin())
            if np.isinf(left[column]):
                break
            up = _followed(from_above[row::-1], column)
            down = _followed(from_below[row:], column)
            way = np.concatenate([up[:0:-1], down])
            found[way.tobytes()] = way + start
            near = max(2, round(APART * width))
            left[max(0, column - near) : column + near + 1] = np.inf
    return list(found.values())


def _least_ink(field: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each pixel the least ink on a way to it from the first row, itself included, and which
    way the step before it lay: −1, 0 or 1 column aside."""
    ink, came = field.copy(), np.zeros(field.shape, dtype=int)
    for row in range(1, len(field)):
        around = np.pad(ink[row - 1], 1, constant_values=np.inf)
        ways = np.stack([around[1:-1], around[:-2] + ASIDE, around[2:] + ASIDE])
        came[row] = np.array([0, -1, 1])[ways.argmin(axis=0)]
        ink[row] += ways.min(axis=0)
    return ink, came


def _followed(came: np.ndarray, column: int) -> np.ndarray:
    """The columns of a way, followed back row by row from the first of these."""
    way = [column]
    for steps in came[:-1]:
        way.append(way[-1] + int(steps[way[-1]]))
    return np.array(way)
