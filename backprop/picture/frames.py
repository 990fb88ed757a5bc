"""Rules: the lines of boxes, squared and lined paper, tables and windows, found and taken away.

What makes a line a rule and not a stroke: it is straight and even in width over a quarter of the
picture or more, and at both its ends it goes on beyond the rest of the ink or meets another rule.
The bar of a 7 and the stem of a 4 end where the digit ends, so they stay; a line that stands alone
must also have another width than the pen, or another strength, or touch no ink.

Where a stroke crosses a rule, ink above is joined with ink below: no stroke is cut.
"""

from dataclasses import dataclass, replace

import numpy as np
from PIL import Image, ImageFilter

from backprop.picture.islands import islands, main_islands, runs

LARGEST_DOT = 0.04  # of the picture's side
FEWEST_DOTS, MOST_DOTS = 9, 1500
STEEPEST = 0.12  # rise of a rule over its run: 7°
SHORTEST = 0.12  # of the picture's side: a rule has ink in so many columns
THICKEST = 1 / 6  # of the picture's side
STRAIGHT = 1.5  # pixels that the edges of a rule may be off a straight line
UNEVEN = 0.8  # pixels that they are off it, as a rule
SLENDER = 4.5  # a rule is so many times as long as it is wide
BEYOND = 0.03  # of the picture's side: by so much a rule goes on where the other ink ends
GAP = 2.5  # pixels between a rule's end and the one across that it meets
EDGE = 3  # pixels: so near, something reaches the picture's edge
ASKEW = 0.06  # off the right angle at which rules meet, also in a picture taken from aside: 3.5°
MOST_RULES = 60  # each way


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


def without_rules(contrast: np.ndarray, least: float) -> np.ndarray | None:
    """The ink that is left when all rules are taken away, or None where there are none.

    contrast: (height, width), what differs from the paper; least: so much of it is ink
    """
    mask = contrast > least
    dots = _dots(mask)
    mask &= ~dots
    borders = _borders(mask)
    mask = _rest(mask, borders)
    lines = _lines(mask, turned=False) + _lines(mask.T, turned=True)
    lines = _to_corners(lines + _closed(lines, mask))
    rules = borders + _rules(lines, contrast, mask)
    if not (rules or dots.any()) or not mask.any():
        return None
    left = contrast * ~dots
    strong = float(np.quantile(contrast[_rest(mask, rules)], 0.75))
    for rule in rules:
        _take_away(left.T if rule.turned else left, rule, strong)
    return left


# Finding dots and straight lines


def _dots(mask: np.ndarray) -> np.ndarray:
    """Small islands, alike in size and as far from one another: where they are, edges included."""
    place, sizes = islands(mask)
    small = (sizes > 0) & (sizes <= (LARGEST_DOT * max(mask.shape)) ** 2)
    if not FEWEST_DOTS <= small.sum() <= MOST_DOTS:
        return np.zeros_like(mask)
    usual = np.median(sizes[small])
    small &= (sizes >= usual / 2.5) & (sizes <= 2.5 * usual)
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
    """Straight lines from left to right, the longest first.

    Each vertical stretch of ink that is short enough votes with its middle for every line through
    it: Hough, "Method and means for recognizing complex patterns" (1962).
    """
    height, width = mask.shape
    columns, tops, bottoms = runs(mask)
    short = bottoms - tops <= THICKEST * height
    columns, tops, bottoms = columns[short], tops[short], bottoms[short]
    least = SHORTEST * width
    if len(columns) < least:
        return []
    steps = int(STEEPEST * width / 2) + 1
    slopes = np.linspace(-STEEPEST, STEEPEST, 2 * steps + 1)
    offsets = (tops + bottoms) / 2 - slopes[:, None] * (columns - width / 2)
    cells = np.int64(offsets / 2 + STEEPEST * width / 4 + 2)
    rows = int(height / 2 + STEEPEST * width / 2 + 6)
    cells += np.arange(len(slopes))[:, None] * rows
    votes = np.bincount(cells.ravel(), minlength=rows * len(slopes))
    free = np.ones(len(columns), dtype=bool)
    lines: list[Line] = []
    while len(lines) < MOST_RULES:
        pairs = votes[:-1] + votes[1:]
        best = int(pairs.argmax())
        if pairs[best] < least:
            break
        slope, at = divmod(best, rows)
        near = free & (np.abs(cells[slope] - best - 0.5) < 1)
        if not near.any():
            votes[best] = votes[best + 1] = 0
            continue
        line, on = _fitted(columns, tops, bottoms, near, turned)
        if line and np.unique(columns[on & free]).size >= least:
            lines.append(_through_ink(line, mask))
        gone = (on | near) & free
        free &= ~gone
        votes -= np.bincount(cells[:, gone].ravel(), minlength=len(votes))
    return lines


def _fitted(columns, tops, bottoms, near, turned) -> tuple[Line | None, np.ndarray]:
    """The line through the stretches that are near it and as long as most, and all those on it."""
    lengths = bottoms - tops
    line, on = None, near
    for _ in range(2):
        usual = np.median(lengths[on])
        even = on & (np.abs(lengths - usual) <= max(1.5, 0.4 * usual))
        if not even.any() or np.ptp(columns[even]) < SLENDER * usual:
            return None, near
        reached = columns[even]
        top = np.polynomial.polynomial.polyfit(reached, tops[even], 1)
        bottom = np.polynomial.polynomial.polyfit(reached, bottoms[even], 1)
        line = Line(
            int(reached.min()), int(reached.max()), (top[1], top[0]), (bottom[1], bottom[0]), turned
        )
        above, below = line.edges(columns)
        off = np.maximum(np.abs(tops - above), np.abs(bottoms - below))
        on = off <= STRAIGHT
        if not on.any():
            return None, near
    uneven = np.sqrt(np.mean(off[on] ** 2))
    if line is None or abs(line.slope) > STEEPEST or uneven > UNEVEN:
        return None, on
    return replace(line, start=int(columns[on].min()), end=int(columns[on].max())), on


def _borders(mask: np.ndarray) -> list[Line]:
    """What comes in from the picture's edge along a straight line, from corner to corner or until
    it has run out: at two sides or more, for one may be the bar of a 7."""
    borders = []
    for turned in (False, True):
        part = mask.T if turned else mask
        for flipped in (False, True):
            line = _border(part[::-1] if flipped else part, turned)
            if line and flipped:
                height = len(part)
                (top, first), (bottom, last) = line.top, line.bottom
                line = replace(line, top=(-bottom, height - last), bottom=(-top, height - first))
            borders += [line] if line else []
    return borders if len(borders) >= 2 else []


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
    run_out = [ends[0] <= 3 or line.start <= THICKEST * width]
    run_out.append(ends[1] <= 3 or line.end >= (1 - THICKEST) * width)
    return replace(line, start=0, end=width - 1) if all(run_out) else None


def _straight(columns: np.ndarray, rows: np.ndarray) -> tuple[float, float]:
    """Slope and height at column 0 of the line through most of the places."""
    on = np.ones(len(columns), dtype=bool)
    for _ in range(3):
        first, slope = np.polynomial.polynomial.polyfit(columns[on], rows[on], 1)
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
    return [line for line in found if line]


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
    ink = _along(part, across, np.arange(start, end + 1)).mean()
    return across if ink >= 0.9 else None


def _through_ink(line: Line, mask: np.ndarray) -> Line:
    """The line as far as its ink goes on, where a stroke runs into it too."""
    along = _along(mask, line, np.arange(mask.shape[1])).any(axis=0)
    along[line.start : line.end + 1] = True
    ends = np.flatnonzero(np.diff(np.pad(along.astype(np.int8), 1)))
    at = int(np.searchsorted(ends, line.start, side="right")) - 1
    return replace(line, start=int(ends[at]), end=int(ends[at + 1]) - 1)


def _along(part: np.ndarray, line: Line, columns: np.ndarray) -> np.ndarray:
    """What a picture, turned as the line is, has between the line's edges: (width, columns)."""
    tops, bottoms = line.edges(columns)
    first = np.int64(np.round((tops + bottoms - line.width) / 2))
    rows = first + np.arange(max(round(line.width), 1))[:, None]
    rows, columns = np.clip(rows, 0, part.shape[0] - 1), np.clip(columns, 0, part.shape[1] - 1)
    return part[rows, columns]


def _to_corners(lines: list[Line]) -> list[Line]:
    """The lines, each to the far edge of those across that it ends at."""

    def lengthened(line: Line) -> Line:
        start, end = line.start, line.end
        for other in lines:
            if _meets(line, line.start, other):
                start = min(start, int(other.middle(line.middle(start)) - other.width / 2))
            if _meets(line, line.end, other):
                end = max(end, int(other.middle(line.middle(end)) + other.width / 2))
        return replace(line, start=max(start, 0), end=end)

    return [lengthened(line) for line in lines]


# Telling rules from strokes


def _band(shape: tuple[int, int], line: Line, margin: float) -> tuple[slice, slice, np.ndarray]:
    """The part of a picture around a line, and a mask of the line in it, wider by a margin."""
    around = int(margin) + 1
    start, end = max(line.start - around, 0), min(line.end + around + 1, shape[1])
    columns = np.arange(start, end)
    tops, bottoms = line.edges(columns)
    first = max(int(tops.min() - margin), 0)
    last = min(int(bottoms.max() + margin) + 1, shape[0])
    rows = np.arange(first, max(last, first))[:, None] + 0.5
    inside = (rows > tops - margin) & (rows < bottoms + margin)
    return slice(first, max(last, first)), slice(start, end), inside


def _rest(mask: np.ndarray, lines: list[Line]) -> np.ndarray:
    """The ink that lies on none of these lines."""
    rest = mask.copy()
    for line in lines:
        part = rest.T if line.turned else rest
        rows, columns, inside = _band(part.shape, line, 2)
        part[rows, columns] &= ~inside
    return rest


def _extent(profile: np.ndarray) -> tuple[int, int]:
    """First and last place of nearly all ink: specks, a hundredth of it at each end, do not count.

    profile: how much ink there is at each place
    """
    share = np.cumsum(profile) / profile.sum()
    return int(np.searchsorted(share, 0.01)), int(np.searchsorted(share, 0.99))


def _rules(lines: list[Line], contrast: np.ndarray, mask: np.ndarray) -> list[Line]:
    """Those that are rules: in turn, the rest of the ink is found, and what is none is let go."""
    while lines:
        rest = main_islands(_rest(mask, lines))[0]
        kept = _beyond(lines, rest, contrast) if _is_something(rest, lines) else lines[:]
        if len(kept) == len(lines):
            if _is_something(rest, lines):
                return lines
            kept.remove(_least_like_a_rule(lines))
        lines = kept
    return []


def _is_something(rest: np.ndarray, lines: list[Line]) -> bool:
    """Whether what is left is enough for a digit."""
    if rest.sum() < 12:
        return False
    sizes = [np.subtract(*_extent(rest.sum(axis=axis))[::-1]) for axis in (0, 1)]
    return max(sizes) >= 0.15 * max(line.length for line in lines)


def _least_like_a_rule(lines: list[Line]) -> Line:
    """The shortest for its width."""
    return min(lines, key=lambda line: line.length / max(line.width, 1.5))


def _beyond(lines: list[Line], rest: np.ndarray, contrast: np.ndarray) -> list[Line]:
    """The lines that go on beyond the rest of the ink, or meet others that do."""
    extents = _extent(rest.sum(axis=0)), _extent(rest.sum(axis=1))  # columns, rows
    margin = BEYOND * max(rest.shape)
    crossing = [_crosses(line, rest.shape) for line in lines]
    repeated = [line.turned for line, crosses in zip(lines, crossing) if crosses]
    free = [
        _is_free(line, extents, margin) or (crosses and repeated.count(line.turned) >= 3)
        for line, crosses in zip(lines, crossing)
    ]
    kept = []
    for line, is_free in zip(lines, free):
        if is_free:
            stays = (
                sum(free) >= 2 or not _touches(line, rest) or _is_other_pen(line, rest, contrast)
            )
        else:
            stays = _is_held(line, lines, extents, margin)
        kept += [line] if stays else []
    return _alike(kept)


def _alike(lines: list[Line]) -> list[Line]:
    """Rules are ruled alike: without those of quite another slope or width than most."""
    if len(lines) < 3:
        return lines
    slopes = np.array([-line.slope if line.turned else line.slope for line in lines])
    widths = np.log([max(line.width, 1) for line in lines])
    alike = np.abs(slopes - np.median(slopes)) <= ASKEW
    alike &= np.abs(widths - np.median(widths)) <= np.log(2.5)
    return [line for line, stays in zip(lines, alike) if stays]


def _is_free(line: Line, extents: tuple, margin: float) -> bool:
    first, last = extents[line.turned]
    return line.start <= first - margin and line.end >= last + margin


def _crosses(line: Line, shape: tuple[int, int]) -> bool:
    """Whether it goes from one edge of the picture to the other."""
    return line.start <= EDGE and line.end >= shape[1 - line.turned] - 1 - EDGE


def _is_held(line: Line, lines: list[Line], extents: tuple, margin: float) -> bool:
    """Whether at each end it goes on beyond the ink or meets a line across, around the ink."""
    first, last = extents[line.turned]
    held = []
    for end, free in (
        (line.start, line.start <= first - margin),
        (line.end, line.end >= last + margin),
    ):
        held.append(free or any(_meets(line, end, other) for other in lines))
    least = line.start - margin <= first + 0.3 * (last - first)
    most = line.end + margin >= last - 0.3 * (last - first)
    return all(held) and least and most


def _meets(line: Line, end: int, other: Line) -> bool:
    """Whether a line ends where another one runs across, at a right angle and about as wide."""
    if other.turned == line.turned or abs(line.slope + other.slope) > ASKEW:
        return False
    row, reach = line.middle(end), GAP + other.width / 2
    if not other.start - reach - line.width <= row <= other.end + reach + line.width:
        return False
    return abs(other.middle(row) - end) <= reach


def _touches(line: Line, rest: np.ndarray) -> bool:
    part = rest.T if line.turned else rest
    rows, columns, inside = _band(part.shape, line, 4)
    return bool((part[rows, columns] & inside).any())


def _is_other_pen(line: Line, rest: np.ndarray, contrast: np.ndarray) -> bool:
    """Whether a line is much thinner than the rest of the ink, or much fainter."""
    outline = np.count_nonzero(np.diff(rest, axis=0)) + np.count_nonzero(np.diff(rest, axis=1))
    pen = 2.5 * rest.sum() / max(outline, 1)
    usual = np.quantile(contrast[rest], 0.75)
    return line.width < 0.6 * pen or _strength(contrast, line) < 0.6 * usual


def _strength(contrast: np.ndarray, line: Line) -> float:
    """The contrast that is usual along a line."""
    part = contrast.T if line.turned else contrast
    along = _along(part, line, np.arange(line.start, line.end + 1))
    return float(np.median(along.max(axis=0)))


# Taking rules away


def _take_away(contrast: np.ndarray, line: Line, strong: float) -> None:
    """Clear a line, in place, and join the strokes that it crosses; strong: of ink, usually.

    contrast: turned as the line is
    """
    height, width = contrast.shape
    level = _strength(contrast, replace(line, turned=False))
    columns = np.arange(max(line.start - 2, 0), min(line.end + 3, width))
    tops, bottoms = line.edges(columns)
    first = np.int64(np.floor(tops)) - 1
    depth = int(np.ceil((bottoms - tops).max())) + 3
    padded = np.pad(contrast, ((1, 1), (0, 0)))
    above = padded[np.clip(first, 0, height), columns]
    below = padded[np.clip(first + depth + 1, 1, height + 1), columns]
    joined = _joined(above, below, depth)
    rows = first + np.arange(depth)[:, None]
    inside = (rows >= 0) & (rows < height)
    rows, columns = rows[inside], np.broadcast_to(columns, inside.shape)[inside]
    now = contrast[rows, columns]
    darker = now * (now > (level + strong) / 2 if level < 0.6 * strong else 0)
    contrast[rows, columns] = np.minimum(now, np.maximum(joined[inside], darker))


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
