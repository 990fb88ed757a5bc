"""Several digits in one picture: cut apart, in reading order.

What hangs together is an island (`regions.py`). One that is high enough is a digit's body; smaller
ones are parts of the body beside them (the bar of a 5), or specks; bodies in each other's way are
one digit (a 4 of two strokes). Digits that touch are cut by `split.py`. All lengths are in H, the
height of a typical digit in the picture.
"""

from itertools import combinations

import numpy as np
from PIL import Image, ImageFilter

from backprop.picture.regions import Region, regions
from backprop.picture.split import Judge, split

INK = 128  # of 255: from here on a pixel is ink
SOFT = 2  # pixels of fainter ink around it that are still a stroke's edge
MOST = 64  # digits that are cut out of a picture
BODY = 0.55  # H; what is less high is part of something
SPECK = 0.12  # H, the longer way
REACH = 0.35  # H from a body to its parts
CLOSE = 0.1  # H between two bodies of one digit, at most
NARROW = 0.85  # width of two bodies of one digit to their height, at most
HIGHEST = 1.5  # H; what is higher is two digits, one above the other
SMALL = 0.4  # H; what is less high and alone is no digit
LONGEST = 1.5  # H; of a part
RULE = 2.5  # H
TINIEST = 64  # times as long as a speck: the longer side of the picture
MOST_ISLANDS = 300  # on a page of digits
FAR = 5  # H between neighbours in a row, at most


class NoDigitError(ValueError):
    """There is ink in the picture, and no digit; the message says what was seen."""


def cut(ink: Image.Image, judge: Judge) -> list[Image.Image]:
    """The digits in a picture's ink, row by row, each from left to right; one where it is one.

    ink: white on black, mode "L", as `ink.all_ink` and `digits.draw_strokes` give it. So are the
    digits, each cropped to its ink, at most 64. judge: see `split.py`
    Raises NoDigitError where there are only specks, only lines, or more than a page of digits has.
    """
    levels = np.asarray(ink)
    labels, found = regions(levels >= INK)
    found = _without_specks(found, levels.shape)
    inside = [island for island in found if not _touches_edge(island, levels.shape)]
    height = _typical_height(inside or found)
    gathered = _gathered(labels, _without_rules(found, height, levels.shape), height)
    if not gathered:
        raise NoDigitError("There are only lines in this picture, and no digit between them.")
    places, digits = [], []
    for digit in gathered:
        corner, alone = _alone(levels, labels, digit)
        for part in split(alone, INK, judge):
            place = _place(part)
            left, top, right, bottom = place.left, place.top, place.right, place.bottom
            around = (left - SOFT, top - SOFT, right + SOFT, bottom + SOFT)
            digits.append(Image.fromarray(part).crop(around))
            places.append(place.moved(*corner))
    return [digits[i] for row in _rows(places, height) for i in row][:MOST]


def _place(levels: np.ndarray) -> Region:
    """Where its ink lies in a picture that has some."""
    y, x = np.nonzero(levels >= INK)
    left, top, right, bottom = (int(side) for side in (x.min(), y.min(), x.max(), y.max()))
    return Region((), left, top, right + 1, bottom + 1, len(x))


def _without_specks(found: list[Region], shape: tuple[int, ...]) -> list[Region]:
    """What is large enough for a digit, or for a part of one.

    shape: of the picture. Raises NoDigitError where there is none, or more than a page has.
    """
    large = [island for island in found if island.longest * TINIEST >= max(shape)]
    if not large:
        raise NoDigitError(
            "There are only specks in this picture, too small for a digit: go nearer, or cut the "
            "picture to the digit."
        )
    if len(large) > MOST_ISLANDS:
        raise NoDigitError(
            "There are marks all over this picture, and no digit stands out: put it on plain paper."
        )
    return large


def _typical_height(found: list[Region]) -> int:
    """H: half of the ink belongs to islands that are at least as high."""
    half = sum(island.area for island in found) / 2
    for island in sorted(found, key=lambda island: island.height):
        half -= island.area
        if half <= 0:
            return island.height
    return 0


def _alone(
    levels: np.ndarray, labels: np.ndarray, digit: Region
) -> tuple[tuple[int, int], np.ndarray]:
    """A digit's ink with its soft edges, without what else lies around; and the column and row of
    the picture where that begins."""
    left, top = max(0, digit.left - SOFT), max(0, digit.top - SOFT)
    box = np.s_[top : digit.bottom + SOFT, left : digit.right + SOFT]
    own = np.isin(labels[box], digit.numbers)
    around = Image.fromarray(np.uint8(255 * own)).filter(ImageFilter.MaxFilter(2 * SOFT + 1))
    near = (np.asarray(around) > 0) & (own | (labels[box] == 0))
    return (left, top), np.where(near, levels[box], 0).astype(np.uint8)


def _gathered(labels: np.ndarray, found: list[Region], height: int) -> list[Region]:
    """The digits, each of the islands that belong to it."""
    bodies = [island for island in found if island.height >= BODY * height]
    parts = [
        island
        for island in found
        if island.height < BODY * height and SPECK * height <= island.longest <= LONGEST * height
    ]
    digits = _merged(labels, bodies, height)
    apart = []
    for part in parts:
        reached = [(_distance(part, digit), i) for i, digit in enumerate(digits)]
        far, nearest = min(reached, default=(np.inf, 0))
        if far <= REACH * height:
            digits[nearest] += part
        elif part.height >= SMALL * height:
            apart.append(part)
    return digits + apart


def _touches_edge(island: Region, shape: tuple[int, ...]) -> bool:
    beyond = island.bottom >= shape[0] or island.right >= shape[1]
    return beyond or island.top == 0 or island.left == 0


def _without_rules(found: list[Region], height: int, shape: tuple[int, ...]) -> list[Region]:
    """Without what is too long for a digit among these, and thin or come in from the edge."""

    def is_digit(island: Region) -> bool:
        thin = 8 * min(island.width, island.height) < island.longest
        return island.longest <= RULE * height or not (thin or _touches_edge(island, shape))

    return [island for island in found if is_digit(island)]


def _merged(labels: np.ndarray, bodies: list[Region], height: int) -> list[Region]:
    """Bodies of which two that are one digit have become one."""
    digits: list[Region] = []
    alone = max((a.beside(b) for a, b in combinations(bodies, 2)), default=0) < 0
    for body in bodies:
        for other in list(digits):
            if _is_one_digit(labels, body, other, height, alone):
                digits.remove(other)
                body += other
        digits.append(body)
    return digits


def _is_one_digit(labels: np.ndarray, a: Region, b: Region, height: int, alone: bool) -> bool:
    """Whether two bodies are in each other's way, or too close. alone: none stand side by side"""
    both = a + b
    if a.beside(b) < -min(a.width, b.width) / 2:
        if alone:
            return a.above(b) <= CLOSE * both.height
        return a.above(b) <= CLOSE * height and both.height <= HIGHEST * height
    if a.above(b) >= 0 or both.width > NARROW * both.height:
        return False
    return _gap(labels, *sorted((a, b), key=lambda body: body.left)) <= CLOSE * height


def _gap(labels: np.ndarray, left: Region, right: Region) -> float:
    """How near two bodies come to each other along a row, in pixels."""
    rows = labels[max(left.top, right.top) : min(left.bottom, right.bottom)]
    columns = np.arange(labels.shape[1])
    end = np.where(np.isin(rows, left.numbers), columns, -np.inf).max(axis=1)
    start = np.where(np.isin(rows, right.numbers), columns, np.inf).min(axis=1)
    return float((start - end).min())


def _distance(part: Region, digit: Region) -> float:
    """Between two boxes, in pixels."""
    return float(np.hypot(max(0, part.beside(digit)), max(0, part.above(digit))))


def _rows(places: list[Region], height: int) -> list[list[int]]:
    """The numbers of what lies in one row, from left to right; the rows from the top."""
    rows: list[list[int]] = []
    for i, place in enumerate(places):
        line = [i]
        for row in list(rows):
            if any(_are_neighbours(place, places[j], height) for j in row):
                rows.remove(row)
                line += row
        rows.append(line)
    lines = [sorted(line, key=lambda i: places[i].left + places[i].right) for line in rows]
    return sorted(lines, key=lambda line: np.mean([places[i].top + places[i].bottom for i in line]))


def _are_neighbours(a: Region, b: Region, height: int) -> bool:
    lower = abs(a.top + a.bottom - b.top - b.bottom) / 2
    return lower <= height / 2 and a.beside(b) <= FAR * height and a.above(b) < 0
