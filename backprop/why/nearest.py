"""Which training digits lie nearest to a digit, pixel by pixel: what a wrong answer is held up to.

The network compares no pictures. But training fits its weights to digits like these, so where those
of another label lie nearer than those of the right one, a mistake is no wonder.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from backprop.digits import Mnist

AT_ONCE = 1000  # training digits: 3 MB as float32, which a core’s cache holds
AROUND = 10
SELF = 0.001  # one pixel that differs by 1 of 255 is farther off than that


class Neighbour(NamedTuple):
    """A training digit: which one, its label, and how far it lies from the digit in question."""

    number: int
    label: int
    distance: float


@dataclass(frozen=True)
class Nearest:
    """What lies near a digit.

    of: some labels → their nearest training digits, nearest first
    around: the labels of the ten nearest of all 60,000, nearest first
    """

    of: dict[int, tuple[Neighbour, ...]]
    around: tuple[int, ...]


def nearest(pixels: np.ndarray, digits: Mnist, labels: Sequence[int], count: int) -> Nearest:
    """The `count` nearest training digits of each of some labels; a digit is not its own neighbour.

    pixels: (784,) in [0, 1]
    """
    far = distances(pixels, digits.x_train)
    far[far < SELF] = np.inf
    of = {}
    for label in labels:
        (these,) = np.nonzero(digits.y_train == label)
        chosen = these[np.argsort(far[these], kind="stable")[:count]].tolist()
        of[label] = tuple(Neighbour(number, label, float(far[number])) for number in chosen)
    around = np.argsort(far, kind="stable")[:AROUND]
    return Nearest(of, tuple(digits.y_train[around].tolist()))


def distances(pixels: np.ndarray, images: np.ndarray) -> np.ndarray:
    """√Σ(difference)² over the 784 pixels, (n,), float32.

    pixels: (784,) in [0, 1]; images: (n, 784) bytes, ink = 255
    """
    parts = []
    for start in range(0, len(images), AT_ONCE):
        gaps = images[start : start + AT_ONCE].astype(np.float32)
        gaps *= np.float32(1 / 255)
        gaps -= pixels.astype(np.float32)
        parts.append(np.einsum("ij,ij->i", gaps, gaps))
    return np.sqrt(np.concatenate(parts))
