"""Drawings of one's own among the training examples.

A digit that a network has read once in 60,000 hardly counts. So a drawing is added many times over,
each time a little shifted: what is learnt is the digit, not where it lay.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from backprop.network import Network, one_hot

SIDE = 28
FAR = 2  # pixels that a copy is shifted by at most, each way
SHIFTS = sorted(
    ((down, right) for down in range(-FAR, FAR + 1) for right in range(-FAR, FAR + 1)),
    key=lambda shift: shift[0] ** 2 + shift[1] ** 2,
)


@dataclass(frozen=True)
class Reading:
    """What a network made of a digit.

    answer: the strongest output; output: how strongly the right one answered; cost: C₀
    """

    answer: int
    output: float
    cost: float


@dataclass(frozen=True, eq=False)
class OwnDigit:
    """A drawing that is trained on.

    number: which of this run's drawings it is, from 0; pixels: (784,) in [0, 1]
    label: what it is meant to be; copies: as how many examples it counts
    before: how it was read when it was added; of_class: whether it came from the class's phones
    test_right: the share of the test digits that was read right then, 0 to 1
    """

    number: int
    pixels: np.ndarray
    label: int
    copies: int
    before: Reading
    test_right: float
    of_class: bool = False


def read(network: Network, pixels: np.ndarray, label: int) -> Reading:
    """How a network reads a digit, (784,) in [0, 1], that is meant to be `label`."""
    outputs = network.forward(pixels).activations[-1][0]
    gaps = outputs - one_hot(label, len(outputs))
    return Reading(int(outputs.argmax()), float(outputs[label]), float(gaps @ gaps))


def shifted(pixels: np.ndarray, count: int) -> np.ndarray:
    """`count` copies of a digit, (784,) in [0, 1] → (count, 784) bytes, ink = 255.

    The first is the digit itself; the others lie up to 2 pixels away each way, every place in turn.
    """
    margin = np.pad(np.round(255 * pixels.reshape(SIDE, SIDE)).astype(np.uint8), FAR)
    places = [
        margin[FAR - down : FAR - down + SIDE, FAR - right : FAR - right + SIDE].ravel()
        for down, right in SHIFTS[:count]
    ]
    return np.stack([places[k % len(places)] for k in range(count)])


def examples(own: Sequence[OwnDigit]) -> tuple[np.ndarray, np.ndarray]:
    """All copies of some drawings: (n, 784) bytes, and their labels, (n,)."""
    parts = [shifted(digit.pixels, digit.copies) for digit in own]
    labels = [np.full(digit.copies, digit.label, np.uint8) for digit in own]
    return np.concatenate([np.empty((0, SIDE**2), np.uint8), *parts]), np.concatenate(
        [np.empty(0, np.uint8), *labels]
    )


class Joined:
    """Two sets of examples, (n, 784) bytes each, one after the other, neither of them copied.

    The training digits, `shared` of them, are the same for all visitors; the drawings are few.
    """

    def __init__(self, first: np.ndarray, second: np.ndarray) -> None:
        self._first, self._second = first, second
        self.shared = len(first)
        self.shape = (len(first) + len(second), first.shape[1])

    def __len__(self) -> int:
        return self.shape[0]

    def take(self, rows: np.ndarray, axis: int, out: np.ndarray, mode: str) -> None:
        """What `np.take` asks of anything that is not an array: copy these rows to `out`."""
        np.take(self._first, rows, axis=axis, out=out, mode="clip")
        beyond = rows >= self.shared
        out[beyond] = self._second[rows[beyond] - self.shared]
