"""Pairs of MNIST's digits pushed together until their ink joins: what two that touch look like."""

import numpy as np
from PIL import Image

from backprop import digits

SIDE = 56  # pixels of a digit here, each way, before it is made larger or smaller
OTHER = 0.15  # of this: how much larger or smaller, at most
LOWER = 6  # pixels that one stands lower or higher, at most
HIGH = 90  # pixels of the sheet
SHARED = (2, 6, 13)  # pixels of ink that both have in common, more or less
INK = 128


def pairs(x: np.ndarray, count: int, rng: np.random.Generator) -> np.ndarray:
    """Two digits each, prepared as if they were one: (count, 784) in [0, 1].

    x: (n, 784) uint8, the digits to choose from
    """
    made = np.empty((count, x.shape[1]))
    for row in range(count):
        left, right = (_placed(x[i], rng) for i in rng.integers(0, len(x), 2))
        sheet = _together(left, right, rng.choice(SHARED))
        made[row] = digits.prepare_ink(Image.fromarray(sheet))
    return made


def _placed(pixels: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A digit on a sheet as wide as its ink: (HIGH, width) uint8."""
    side = round(SIDE * rng.uniform(1 - OTHER, 1 + OTHER))
    small = Image.fromarray(pixels.reshape(digits.SIDE, digits.SIDE))
    digit = np.asarray(small.resize((side, side), Image.Resampling.BICUBIC))
    digit = digit[:, (digit >= INK).any(axis=0)]
    top = (HIGH - side) // 2 + int(rng.integers(-LOWER, LOWER + 1))
    return np.pad(digit, ((top, HIGH - side - top), (0, 0)))


def _together(left: np.ndarray, right: np.ndarray, shared: int) -> np.ndarray:
    """Both on one sheet, the right one as far left as it must be to share so much ink."""
    for start in range(left.shape[1], -1, -1):
        over = left[:, start : start + right.shape[1]]
        if np.sum((over >= INK) & (right[:, : over.shape[1]] >= INK)) >= shared:
            break
    sheet = np.zeros((HIGH, max(left.shape[1], start + right.shape[1])), dtype=np.uint8)
    sheet[:, : left.shape[1]] = left
    place = sheet[:, start : start + right.shape[1]]
    np.maximum(place, right, out=place)
    return sheet
