"""Rules: the lines of boxes, squared and lined paper, tables and windows, found and taken away.

What makes a line a rule and not a stroke: it is straight and even in width over a quarter of the
picture or more, and at both its ends it goes on beyond the rest of the ink or meets another rule.
The bar of a 7 and the stem of a 4 end where the digit ends, so they stay; a line that stands alone
must also have another width than the pen, or another strength, or touch no ink.

Where a stroke crosses a rule, ink above is joined with ink below: no stroke is cut.
"""

from dataclasses import replace

import numpy as np

from backprop.picture.islands import main_islands
from backprop.picture.lines import ASKEW, Line, along, borders, dots, meets, straight_lines

BEYOND = 0.03  # of the picture's side: by so much a rule goes on where the other ink ends
EDGE = 3  # pixels: so near, something reaches the picture's edge


def without_rules(contrast: np.ndarray, least: float) -> np.ndarray | None:
    """The ink that is left when all rules are taken away, or None where there are none.

    contrast: (height, width), what differs from the paper; least: so much of it is ink
    """
    mask = contrast > least
    spots = dots(mask)
    mask &= ~spots
    frame = borders(mask)
    mask = _rest(mask, frame)
    rules = frame + _rules(straight_lines(mask), contrast, mask)
    if not (rules or spots.any()) or not mask.any():
        return None
    left = contrast * ~spots
    strong = float(np.quantile(contrast[_rest(mask, rules)], 0.75))
    for rule in rules:
        _take_away(left.T if rule.turned else left, rule, strong)
    return left


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
        held.append(free or any(meets(line, end, other) for other in lines))
    least = line.start - margin <= first + 0.3 * (last - first)
    most = line.end + margin >= last - 0.3 * (last - first)
    return all(held) and least and most


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
    inside = along(part, line, np.arange(line.start, line.end + 1))
    return float(np.median(inside.max(axis=0)))


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
