"""Straight lines of ink, and dots: where they are, whether rules or strokes."""

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageFilter

from backprop.picture.islands import islands, runs

LARGEST_DOT = 0.04  # of the picture's side
FEWEST_DOTS, MOST_DOTS = 9, 1500
STEEPEST = 0.12  # rise of a line over its run: 7°
SHORTEST = 0.12  # of the picture's side: a line has ink in so many columns
THICKEST = 1 / 6  # of the picture's side
SLENDER = 4.5  # a line is so many times as long as it is wide
STRAIGHT = 1.5  # pixels that its edges may be off a straight line
UNEVEN = 0.8  # pixels that they are off it, as a rule
GAP = 2.5  # pixels between a line's end and the one across that it meets
ASKEW = 0.06  # off the right angle at which rules meet, also in a picture taken from aside: 3.5°
MOST_LINES = 60  # each way


@dataclass(frozen=True, eq=False)
class Line:
    """A straight line of ink from left to right, or, turned, from top to bottom.

    start, end: its first and last column; top, bottom: (slope, intercept) of its edges, in rows,
    the bottom one outside; turned: columns are rows, and rows columns
    """

    start: int
    end: int
    top: tuple[float, float]
    bottom: tuple[float, float]
    turned: bool

    def edges(self, columns: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The rows where it begins and ends in these columns."""
        return self.top[0] * columns + self.top[1], self.bottom[0] * columns + self.bottom[1]

    def middle(self, column: float) -> float:
        top, bottom = self.edges(np.array([column]))
        return float(top[0] + bottom[0]) / 2

    @property
    def width(self) -> float:
        top, bottom = self.edges(np.array([(self.start + self.end) / 2]))
        return float(bottom[0] - top[0])

    @property
    def slope(self) -> float:
        return (self.top[0] + self.bottom[0]) / 2

    @property
    def length(self) -> int:
        return self.end - self.start


class Stretches(NamedTuple):
    """Vertical stretches of ink: columns, first rows, rows after the last; (stretches,) each."""

    columns: np.ndarray
    tops: np.ndarray
    bottoms: np.ndarray

    @property
    def lengths(self) -> np.ndarray:
        return self.bottoms - self.tops

    @property
    def middles(self) -> np.ndarray:
        return (self.tops + self.bottoms) / 2

    def those(self, which: np.ndarray) -> "Stretches":
        return Stretches(*(part[which] for part in self))


def straight_lines(mask: np.ndarray) -> list[Line]:
    """All straight lines within 7° of the picture's edges, as far as the lines they end at."""
    lines = _lines(mask, turned=False) + _lines(mask.T, turned=True)
    return _to_corners(lines + _closed(lines, mask))


def meets(line: Line, end: int, other: Line) -> bool:
    """Whether a line ends where another one runs across, at a right angle and about as wide."""
    if other.turned == line.turned or abs(line.slope + other.slope) > ASKEW:
        return False
    row, reach = line.middle(end), GAP + other.width / 2
    if not other.start - reach - line.width <= row <= other.end + reach + line.width:
        return False
    return abs(other.middle(row) - end) <= reach


def along(part: np.ndarray, line: Line, columns: np.ndarray) -> np.ndarray:
    """What a picture, turned as the line is, has between the line's edges: (width, columns)."""
    tops, bottoms = line.edges(columns)
    first = np.int64(np.round((tops + bottoms - line.width) / 2))
    rows = first + np.arange(max(round(line.width), 1))[:, None]
    rows, columns = np.clip(rows, 0, part.shape[0] - 1), np.clip(columns, 0, part.shape[1] - 1)
    return part[rows, columns]


def dots(mask: np.ndarray) -> np.ndarray:
    """Small islands, alike in size and as far from one another: where they are, edges included."""
    place, sizes = islands(mask)
    small = (sizes > 0) & (sizes <= (LARGEST_DOT * max(mask.shape)) ** 2)
    if not FEWEST_DOTS <= small.sum() <= MOST_DOTS:
        return np.zeros_like(mask)
    usual = np.median(sizes[small])
    small &= (sizes >= usual / 2.5) & (sizes <= 2.5 * usual)
    if small.sum() < FEWEST_DOTS:
        return np.zeros_like(mask)
    rows, columns = np.nonzero(small[place])
    number = place[rows, columns]
    count = np.maximum(sizes, 1)
    centres = [np.bincount(number, at, len(sizes)) / count for at in (rows, columns)]
    y, x = (centre[small] for centre in centres)
    distances = np.hypot(y[:, None] - y, x[:, None] - x)
    np.fill_diagonal(distances, np.inf)
    nearest = distances.min(axis=1)
    even = np.abs(nearest / np.median(nearest) - 1) <= 0.2
    if even.mean() < 0.7:
        return np.zeros_like(mask)
    spots = Image.fromarray(np.uint8(255 * small[place]))
    return np.asarray(spots.filter(ImageFilter.MaxFilter(5))) > 0


def _lines(mask: np.ndarray, turned: bool) -> list[Line]:
    """Straight lines from left to right, the clearest first.

    Each vertical stretch of ink that is short enough votes with its middle for every line through
    it: Hough, "Method and means for recognizing complex patterns" (1962).
    """
    height, width = mask.shape
    stretches = Stretches(*runs(mask))
    stretches = stretches.those(stretches.lengths <= THICKEST * height)
    least = SHORTEST * width
    if len(stretches.columns) < least:
        return []
    cells, rows = _cells(stretches, mask.shape)
    votes = np.bincount(cells.ravel(), minlength=rows * len(cells))
    free = np.ones(len(stretches.columns), dtype=bool)
    lines: list[Line] = []
    while len(lines) < MOST_LINES:
        pairs = votes[:-1] + votes[1:]  # a line may run between two rows of cells
        best = int(pairs.argmax())
        if pairs[best] < least:
            break
        near = free & (np.abs(cells[best // rows] - best - 0.5) < 1)
        line, on = _fitted(stretches, near, turned)
        if line and np.unique(stretches.columns[on & free]).size >= least:
            lines.append(_through_ink(line, mask))
        gone = (on | near) & free
        if not gone.any():
            break
        free &= ~gone
        votes -= np.bincount(cells[:, gone].ravel(), minlength=len(votes))
    return lines


def _cells(stretches: Stretches, shape: tuple[int, int]) -> tuple[np.ndarray, int]:
    """For each slope, the number of the cell that each stretch votes for, (slopes, stretches), and
    how many cells a slope has. A cell holds lines that differ by two pixels at most."""
    height, width = shape
    slopes = np.linspace(-STEEPEST, STEEPEST, 2 * (int(STEEPEST * width / 2) + 1) + 1)[:, None]
    heights = stretches.middles - slopes * (stretches.columns - width / 2)
    rows = int(height / 2 + STEEPEST * width / 2 + 6)
    cells = (heights / 2 + STEEPEST * width / 4 + 2).astype(int)
    return cells + np.arange(len(slopes))[:, None] * rows, rows


def _fitted(stretches: Stretches, near: np.ndarray, turned: bool) -> tuple[Line | None, np.ndarray]:
    """The line through the stretches that are near it and as long as most, and all those on it."""
    columns, lengths = stretches.columns, stretches.lengths
    on = near
    for _ in range(2):
        usual = float(np.median(lengths[on]))
        even = on & (np.abs(lengths - usual) <= max(1.5, 0.4 * usual))
        if not even.any() or np.ptp(columns[even]) < SLENDER * usual:
            return None, near
        top = _regression(columns[even], stretches.tops[even])
        bottom = _regression(columns[even], stretches.bottoms[even])
        line = Line(0, 0, top, bottom, turned)
        above, below = line.edges(columns)
        off = np.maximum(np.abs(stretches.tops - above), np.abs(stretches.bottoms - below))
        on = off <= STRAIGHT
        if not on.any():
            return None, near
    if abs(line.slope) > STEEPEST or np.sqrt(np.mean(off[on] ** 2)) > UNEVEN:
        return None, on
    return replace(line, start=int(columns[on].min()), end=int(columns[on].max())), on


def _regression(columns: np.ndarray, rows: np.ndarray) -> tuple[float, float]:
    """Slope, and height at column 0, of the line with the least squares."""
    away = columns - columns.mean()
    slope = float(away @ rows / max(away @ away, 1e-9))
    return slope, float(rows.mean() - slope * columns.mean())


def borders(mask: np.ndarray) -> list[Line]:
    """What comes in from the picture's edge along a straight line, from corner to corner or until
    it has run out: at sides that meet, for one, or two across from one another, may be bars of a
    digit that is cropped tightly."""
    found = []
    for turned in (False, True):
        part = mask.T if turned else mask
        for flipped in (False, True):
            line = _border(part[::-1] if flipped else part, turned)
            if line and flipped:
                height = len(part)
                (top, first), (bottom, last) = line.top, line.bottom
                line = replace(line, top=(-bottom, height - last), bottom=(-top, height - first))
            found += [line] if line else []
    return found if len({line.turned for line in found}) == 2 else []


def _border(mask: np.ndarray, turned: bool) -> Line | None:
    """The border at the upper edge of a picture."""
    height, width = mask.shape
    columns, tops, bottoms = runs(mask)
    at_edge = (tops == 0) & (bottoms <= THICKEST * height)
    columns, bottoms = columns[at_edge], bottoms[at_edge]
    if len(columns) < 2 * SHORTEST * width:
        return None
    slope, first = _straight(columns, bottoms)
    on = np.abs(bottoms - first - slope * columns) <= STRAIGHT
    columns = columns[on]
    if len(columns) < 2 * SHORTEST * width or abs(slope) > STEEPEST:
        return None
    line = Line(int(columns[0]), int(columns[-1]), (0, -STRAIGHT), (slope, first), turned)
    ends = line.edges(np.array([line.start, line.end]))[1]
    if len(columns) < 0.8 * (line.end - line.start):
        return None
    run_out = [ends[0] <= 3 or line.start <= THICKEST * width]
    run_out.append(ends[1] <= 3 or line.end >= (1 - THICKEST) * width)
    return replace(line, start=0, end=width - 1) if all(run_out) else None


def _straight(columns: np.ndarray, rows: np.ndarray) -> tuple[float, float]:
    """Slope and height at column 0 of the line through most of the places."""
    on = np.ones(len(columns), dtype=bool)
    for _ in range(3):
        slope, first = _regression(columns[on], rows[on])
        off = np.abs(rows - first - slope * columns)
        on = off <= max(STRAIGHT, float(np.median(off)))
    return slope, first


def _closed(lines: list[Line], mask: np.ndarray) -> list[Line]:
    """The sides that were not found, since a stroke lies on them or they are short: those from
    one end of two parallel lines to the other where there is ink all the way."""
    found = []
    for number, line in enumerate(lines):
        for other in lines[:number]:
            if other.turned == line.turned and len(lines) <= 16:
                found += [_between(line, other, end, mask) for end in (False, True)]
    return [line for line in found if line and not any(_is_same(line, other) for other in lines)]


def _is_same(line: Line, other: Line) -> bool:
    middle = (line.start + line.end) / 2
    apart = abs(line.middle(middle) - other.middle(middle))
    within = other.start <= line.start + GAP and other.end >= line.end - GAP
    return line.turned == other.turned and within and apart < max(line.width, other.width)


def _between(line: Line, other: Line, at_end: bool, mask: np.ndarray) -> Line | None:
    width = min(line.width, other.width)
    ends = [(one.end + 1 - width if at_end else one.start) for one in (line, other)]
    places = [one.middle(end) for one, end in zip((line, other), ends)]
    if abs(places[1] - places[0]) < 2 * width + 1:
        return None
    slope = (ends[1] - ends[0]) / (places[1] - places[0])
    if abs(slope) > STEEPEST:
        return None
    first = ends[0] - slope * places[0]
    start, end = sorted(int(place) for place in places)
    across = Line(start, end, (slope, first), (slope, first + width), not line.turned)
    part = mask.T if across.turned else mask
    ink = along(part, across, np.arange(start, end + 1)).mean()
    return across if ink >= 0.9 else None


def _through_ink(line: Line, mask: np.ndarray) -> Line:
    """The line as far as its ink goes on, where a stroke runs into it too."""
    inky = np.pad(along(mask, line, np.arange(mask.shape[1])).any(axis=0), 1)
    inky[line.start + 1 : line.end + 2] = True
    ends = np.flatnonzero(np.diff(inky.astype(np.int8)))
    at = int(np.searchsorted(ends, line.start, side="right")) - 1
    return replace(line, start=int(ends[at]), end=int(ends[at + 1]) - 1)


def _to_corners(lines: list[Line]) -> list[Line]:
    """The lines, each to the far edge of those across that it ends at."""

    def lengthened(line: Line) -> Line:
        start, end = line.start, line.end
        for other in lines:
            if meets(line, line.start, other):
                start = min(start, int(other.middle(line.middle(start)) - other.width / 2))
            if meets(line, line.end, other):
                end = max(end, int(other.middle(line.middle(end)) + other.width / 2))
        return replace(line, start=max(start, 0), end=end)

    return [lengthened(line) for line in lines]
