"""Strokes so thick, in pictures cropped so tightly, that hardly any paper is left around them."""

import numpy as np
from PIL import Image

from backprop.picture.islands import islands

WIDEST = 0.7  # of the picture's side: what is dark and wider than this is taken for paper
COARSE = 64  # pixels a side, enough to tell
STRONGEST = 0.45  # share of the light that such ink takes, at least: a shadow takes less
LEAST, MOST = 0.2, 0.8  # share of the picture that it covers
UNEVEN = 0.15  # spread of what it takes: light that falls off takes more here, less there
MOST_THIN = 0.4  # share above which strokes that are not wide leave little paper, too
FULLEST = 0.9  # share of the box around it: what fills it is a shadow, or a table's edge
THINNEST = 0.15  # share of the light that thinner strokes take


def closing(light: np.ndarray, reach: int, beyond: float | None = None) -> np.ndarray:
    """Fill what is dark and narrower than 2·reach + 1 pixels: the largest, then the smallest.

    beyond: the light outside the picture; None: as at its edge
    A shadow, which is wider, stays with its edge. Serra, *Image Analysis and Mathematical
    Morphology* (1982).
    """
    if beyond is None:
        light = np.pad(light, 2 * reach, mode="edge")
    else:
        light = np.pad(light, 2 * reach, constant_values=beyond)
    for best in (np.maximum, np.minimum):
        light = _best_nearby(_best_nearby(light, reach, best).T, reach, best).T
    return light


def _best_nearby(light: np.ndarray, reach: int, best: np.ufunc) -> np.ndarray:
    """The best of each 2·reach + 1 rows: from those of two stretches, each half as long."""
    length, whole = 1, 2 * reach + 1
    while length < whole:
        step = min(length, whole - length)
        light = best(light[:-step], light[step:])
        length += step
    return light


def thick_ink(light: np.ndarray) -> np.ndarray | None:
    """What thick, dark strokes take of the light, 0 … 1, or None where there are none.

    light: (height, width), 0 … 255
    """
    size = light.shape[::-1]
    picture = Image.fromarray(light.astype(np.float32))
    picture.thumbnail((COARSE, COARSE), Image.Resampling.BOX)
    coarse = np.asarray(picture, dtype=np.float64)
    paper = closing(coarse, int(WIDEST / 2 * max(coarse.shape)), float(np.quantile(coarse, 0.98)))
    taken = 1 - coarse / np.maximum(paper, 1)
    dark = taken > np.quantile(taken, 0.95) / 2
    if not _is_thick(coarse, taken, dark):
        return None
    around = Image.fromarray(paper.astype(np.float32)).resize(size, Image.Resampling.BILINEAR)
    return 1 - light / np.maximum(np.asarray(around, dtype=np.float64), 1)


def _is_thick(light: np.ndarray, taken: np.ndarray, dark: np.ndarray) -> bool:
    """Whether what is dark is one thick stroke: no shadow, no table around a sheet with thin ink.

    taken: the share of the light that is gone, as if all that is dark were ink
    """
    strength = np.median(taken[dark])
    spread = np.subtract(*np.quantile(taken[dark], [0.8, 0.3]))
    if strength < STRONGEST or not LEAST <= dark.mean() <= MOST or spread > UNEVEN * strength:
        return False
    place, sizes = islands(dark)
    largest = place == sizes.argmax()
    rows, columns = np.nonzero(largest)
    if len(rows) > FULLEST * (np.ptp(rows) + 1) * (np.ptp(columns) + 1):
        return False
    thin = 1 - light / np.maximum(closing(light, max(light.shape) // 10), 1) > THINNEST
    alone, both = taken[largest & ~thin], taken[largest & thin]
    if (thin & ~largest).sum() > 0.3 * thin.sum():
        return False
    if alone.size < 0.1 * largest.sum():
        return bool(dark.mean() > MOST_THIN)
    return not both.size or bool(np.median(both) - np.median(alone) < 0.1)
