"""Taking a rule out of a picture: the ink of strokes that touch it, cross it or lie on it stays.

What a rule alone looks like, from its middle out to its soft edges, is seen where no stroke is
near. What is darker is a stroke. Only where the rule is as dark as ink is that hidden, and there
it is told from what comes out beside: a stroke goes on straight to the other side, is as thick
on the rule as elsewhere, and comes out again where it went in aslant.
"""

import numpy as np

from backprop.picture.lines import Line, along

FADES = 3.5  # pixels beside a rule to where nothing is left of it
STEPS = 2  # a pixel, in which a rule's soft edge is measured
CORE = 2.5  # pixels into a rule from where on it is even
FEWEST_BARE = 8  # columns, to tell a rule's looks from
DARKER = 0.1  # of a stroke's strength: so much more than the rule alone is ink
STRONGEST = 1.2  # of a stroke's strength: what is darker is still the rule
HALF = 0.5  # of a stroke's strength: its edge
DEEP = 6  # times a rule's width: so far from where it went in may a stroke come out again


def strength(contrast: np.ndarray, line: Line) -> float:
    """The contrast that is usual along a line."""
    part = contrast.T if line.turned else contrast
    inside = along(part, line, np.arange(line.start, line.end + 1))
    return float(np.median(inside.max(axis=0)))


def take_away(contrast: np.ndarray, line: Line, strong: float, pen: float) -> None:
    """Clear a line, in place, but for the strokes on it.

    contrast: turned as the line is; strong: of ink, usually; pen: width of a stroke, in pixels
    """
    height, width = contrast.shape
    columns = np.arange(max(line.start - 2, 0), min(line.end + 3, width))
    tops, bottoms = line.edges(columns)
    margin = FADES + pen + 2
    rows = np.arange(int(np.ceil((bottoms - tops).max() + 2 * margin)) + 1)[:, None]
    rows = rows + np.int64(np.floor(tops - margin))
    there = (rows >= 0) & (rows < height)
    depth = np.minimum(rows + 0.5 - tops, bottoms - rows - 0.5)  # pixels into the line
    now = np.where(there, contrast[np.clip(rows, 0, height - 1), columns], 0)
    most = _most_alone(now, depth, strong) + DARKER * strong
    on = depth >= -FADES
    left = np.where(on, np.minimum(now, STRONGEST * strong) * (now > most), now)
    hidden = on & (most > HALF * strong)
    if hidden.any():
        told = np.minimum(now, _told(left, hidden, strong, pen))
        left = np.where(hidden, np.maximum(left, told), left)
    contrast[rows[there], np.broadcast_to(columns, rows.shape)[there]] = left[there]


def _most_alone(now: np.ndarray, depth: np.ndarray, strong: float) -> np.ndarray:
    """The most that a rule alone has at each pixel, as it is seen where no stroke is near.

    now: (rows, columns) around the rule; depth: the same shape, pixels into the rule
    """
    beside = np.abs(depth + FADES) <= 1
    near = ((now > 0.3 * strong) & beside).any(axis=0)
    bare = np.convolve(near, np.ones(7), "same") == 0
    if bare.sum() < FEWEST_BARE:
        bare[:] = True
    steps = np.round(STEPS * (np.clip(depth, -FADES, CORE) + FADES)).astype(int)
    known = (depth >= -FADES) & bare
    step, level = steps[known], now[known]
    count = np.maximum(np.bincount(step, minlength=steps.max() + 1), 1)
    mean, square = (np.bincount(step, part, len(count)) / count for part in (level, level**2))
    return (mean + 2 * np.sqrt(np.maximum(square - mean**2, 0)))[steps]


def _told(left: np.ndarray, hidden: np.ndarray, strong: float, pen: float) -> np.ndarray:
    """The ink in hidden places, as what comes out above and below them tells.

    left: (rows, columns), the ink elsewhere; returns the same shape
    """
    depth = int(hidden.sum(axis=0).max())
    first, places = hidden.argmax(axis=0), np.arange(left.shape[1])
    told = _joined(_at(left, first - 1), _at(left, first + depth), depth)
    whole = np.zeros_like(left)
    for step in range(depth):
        whole[np.clip(first + step, 0, len(left) - 1), places] = told[step]
    upper = _run_on(left, first, depth, strong, pen)
    lower = _run_on(left[::-1], len(left) - first - depth, depth, strong, pen)[::-1]
    return np.maximum(whole, np.maximum(upper, lower))


def _at(picture: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """What a picture has in a row of each of its columns."""
    return picture[np.clip(rows, 0, len(picture) - 1), np.arange(picture.shape[1])]


def _run_on(
    left: np.ndarray, first: np.ndarray, depth: int, strong: float, pen: float
) -> np.ndarray:
    """The ink that strokes from above have in a rule, since they are as thick there as elsewhere.

    first: (columns,), the rule's first row; returns (rows, columns)
    """
    level = _at(left, first - 1)
    steps = first - 1 - np.arange(int(np.ceil(pen)) + 1)[:, None]
    inky = left[np.clip(steps, 0, len(left) - 1), np.arange(len(first))] > HALF * strong
    thick = np.cumprod(inky, axis=0).sum(axis=0)
    rest = np.where(thick > 0, np.clip(np.round(pen - thick), 0, depth), 0)
    for start, end in _dived(thick, depth, pen):
        rest[start:end] = min(round(pen), depth)
        level[start:end] = min(level[start - 1], level[end])
    rows = np.arange(len(left))[:, None] - first
    return np.where((rows >= 0) & (rows < rest), level, 0)


def _dived(thick: np.ndarray, depth: int, pen: float) -> list[tuple[int, int]]:
    """Where a stroke is wholly in a rule: the columns between where it went in and came out, each
    time so much aslant that it grew thinner over its own width or more.

    thick: (columns,), rows of ink above the rule
    """
    slant = int(np.ceil(pen))
    edges = np.diff(np.pad((thick > 0).astype(np.int8), 1))
    starts, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    found = []
    for end, start in zip(ends[:-1], starts[1:]):
        both = np.concatenate([thick[max(end - slant, 0) : end], thick[start : start + slant]])
        thin = len(both) == 2 * slant and 0 < both.min() and both.max() <= pen
        if thin and start - end <= DEEP * depth:
            found.append((end, start))
    return found


def _joined(above: np.ndarray, below: np.ndarray, depth: int) -> np.ndarray:
    """Ink that goes straight from what is above to what is below, at any slope up to 45°.

    above, below: (columns,); returns (depth, columns)
    """
    places = np.arange(len(above))
    best = np.zeros((depth, len(above)))
    if min(above.max(), below.max()) == 0:
        return best
    part = (np.arange(depth)[:, None] + 1) / (depth + 1)
    for shift in range(-depth, depth + 1):
        came = np.clip(places - np.int64(np.round(shift * part)), 0, len(above) - 1)
        goes = np.clip(places + np.int64(np.round(shift * (1 - part))), 0, len(above) - 1)
        np.maximum(best, np.minimum(above[came], below[goes]), out=best)
    return best
