"""Rules: the lines of boxes, squared and lined paper, tables and windows, found and taken away.

What makes a line a rule and not a stroke: it is straight and even in width over a quarter of the
picture or more, and at both its ends it goes on beyond the rest of the ink or meets another rule.
The bar of a 7 and the stem of a 4 end where the digit ends, so they stay; a line that stands alone
must also have another width than the pen, or another strength, or touch no ink.

Where a stroke crosses a rule, ink above is joined with ink below: no stroke is cut.
"""

import numpy as np

from backprop.picture.erase import strength, take_away
from backprop.picture.islands import main_islands
from backprop.picture.lines import ASKEW, Line, borders, dots, meets, straight_lines

BEYOND = 0.03  # of the picture's side: by so much a rule goes on where the other ink ends
ROOM = 0.08  # of its length: so far from its ends no stroke joins a rule
NEAR = 4  # pixels from a line to ink that joins it
EDGE = 3  # pixels: so near, something reaches the picture's edge


def without_rules(contrast: np.ndarray, least: float) -> np.ndarray | None:
    """The ink that is left when all rules are taken away, or None where there are none.

    contrast: (height, width), what differs from the paper; least: so much of it is ink
    """
    mask = contrast > least
    spots = dots(mask)
    mask &= ~spots
    frame = borders(mask)
    inside = main_islands(_rest(mask, frame))[0]
    if any(_near(line, inside).any() for line in frame):  # no border, but strokes cropped tightly
        frame = []
    mask = _rest(mask, frame)
    rules = frame + _rules(straight_lines(mask), contrast, mask)
    if not (rules or spots.any()) or not mask.any():
        return None
    left = contrast * ~spots
    rest = _rest(mask, rules)
    strong = float(np.quantile(contrast[rest], 0.75))
    pen = _pen(rest)
    for rule in rules:
        take_away(left.T if rule.turned else left, rule, strong, pen)
    return left


# Telling rules from strokes


def _band(shape: tuple[int, int], line: Line, margin: int) -> tuple[slice, slice, np.ndarray]:
    """The part of a picture around a line, and a mask of the line in it, wider by a margin."""
    start, end = max(line.start - margin, 0), min(line.end + margin + 1, shape[1])
    tops, bottoms = line.edges(np.arange(start, end))
    first = min(max(int(tops.min() - margin), 0), shape[0])
    last = min(max(int(bottoms.max() + margin) + 1, first), shape[0])
    rows = np.arange(first, last)[:, None] + 0.5
    inside = (rows > tops - margin) & (rows < bottoms + margin)
    return slice(first, last), slice(start, end), inside


def _rest(mask: np.ndarray, lines: list[Line]) -> np.ndarray:
    """The ink that lies on none of these lines."""
    rest = mask.copy()
    for line in lines:
        part = rest.T if line.turned else rest
        rows, columns, inside = _band(part.shape, line, 2)
        part[rows, columns] &= ~inside
    return rest


def _extent(profile: np.ndarray, least: float = 0.01) -> tuple[int, int]:
    """First and last place of the ink, but for so little of it at each end, which may be specks.

    profile: how much ink there is at each place; least: share of all ink
    """
    share = np.cumsum(profile) / profile.sum()
    return int(np.searchsorted(share, least)), int(np.searchsorted(share, 1 - least))


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
    """Whether what is left is enough for a digit: no speck, and not just one more bar."""
    if rest.sum() < 12:
        return False
    width, height = (np.subtract(*_extent(rest.sum(axis=axis))[::-1]) for axis in (0, 1))
    if height < 3 * np.median([line.width for line in lines]):
        return False
    least = 0.15 if len(lines) > 2 else 0.4  # a stem and a foot leave the flag of a 1
    return max(width, height) >= least * max(line.length for line in lines)


def _least_like_a_rule(lines: list[Line]) -> Line:
    """The shortest for its width."""
    return min(lines, key=lambda line: line.length / max(line.width, 1.5))


def _beyond(lines: list[Line], rest: np.ndarray, contrast: np.ndarray) -> list[Line]:
    """The lines that go on beyond the rest of the ink, or meet others that do."""
    extents = _extent(rest.sum(axis=0)), _extent(rest.sum(axis=1))
    crossing = [_crosses(line, rest.shape) for line in lines]
    across = [
        line.turned
        for line, crosses in zip(lines, crossing)
        if crosses and not _is_at_edge(line, rest.shape)
    ]
    opens = [
        (True, True)
        if crosses and across.count(line.turned) >= 3
        else _open_ends(line, rest, extents)
        for line, crosses in zip(lines, crossing)
    ]
    several = sum(all(ends) for ends in opens) >= 2
    kept = []
    for line, ends in zip(lines, opens):
        if all(ends):
            alone = not _near(line, rest).any() or _is_other_pen(line, rest, contrast)
            kept += [line] if several or alone else []
        elif _is_held(line, ends, lines, rest):
            kept.append(line)
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


def _open_ends(line: Line, rest: np.ndarray, extents: tuple) -> tuple[bool, bool]:
    """Whether, at its start and its end, it goes on beyond the ink, and no stroke joins it there.

    extents: the ink's first and last column, and row
    """
    margin = BEYOND * max(rest.shape)
    first, last = extents[line.turned]
    joined = np.flatnonzero(_near(line, rest).any(axis=0)) + max(line.start - NEAR, 0)
    room = max(margin, ROOM * line.length)
    if joined.size:
        first, last = min(first - margin, joined[0] - room), max(last + margin, joined[-1] + room)
    else:
        first, last = first - margin, last + margin
    return bool(line.start <= first), bool(line.end >= last)


def _near(line: Line, rest: np.ndarray) -> np.ndarray:
    """The ink beside a line, turned as the line is, from NEAR columns before it on."""
    part = rest.T if line.turned else rest
    rows, columns, inside = _band(part.shape, line, NEAR)
    return part[rows, columns] & inside


def _crosses(line: Line, shape: tuple[int, int]) -> bool:
    """Whether it goes from one edge of the picture to the other."""
    return line.start <= EDGE and line.end >= shape[1 - line.turned] - 1 - EDGE


def _is_at_edge(line: Line, shape: tuple[int, int]) -> bool:
    """Whether it lies along an edge of the picture, as do the bars of a tightly cropped digit."""
    middle, reach = line.middle((line.start + line.end) / 2), line.width / 2 + EDGE
    return middle <= reach or middle >= shape[line.turned] - reach


def _is_held(line: Line, ends: tuple[bool, bool], lines: list[Line], rest: np.ndarray) -> bool:
    """Whether each end is open or meets a line across, and most of the ink lies beside it.

    ends: whether its start and its end are open
    """
    first, last = _extent(rest.sum(axis=int(line.turned)), 0.15)
    held = all(
        is_open or any(meets(line, end, other) for other in lines)
        for is_open, end in zip(ends, (line.start, line.end))
    )
    return held and line.start <= first and line.end >= last


def _is_other_pen(line: Line, rest: np.ndarray, contrast: np.ndarray) -> bool:
    """Whether a line is much thinner than the rest of the ink, or much fainter."""
    usual = np.quantile(contrast[rest], 0.75)
    return line.width < 0.6 * _pen(rest) or strength(contrast, line) < 0.6 * usual


def _pen(rest: np.ndarray) -> float:
    """How wide a stroke is, in pixels."""
    outline = np.count_nonzero(np.diff(rest, axis=0)) + np.count_nonzero(np.diff(rest, axis=1))
    return 2.5 * float(rest.sum()) / max(int(outline), 1)
