"""What a network gets right and wrong on the test digits."""

from dataclasses import dataclass

import numpy as np

from backprop.network import Network

CHUNK = 1000  # digits at a time: 6 MB of pixels as float64


@dataclass(frozen=True, eq=False)
class Results:
    """How a network reads n digits.

    answers: (n,) its readings; labels: (n,) the right ones
    confusion: (10, 10) how many digits of each row's label were read as each column's
    """

    answers: np.ndarray
    labels: np.ndarray
    confusion: np.ndarray

    @property
    def right(self) -> float:
        """The share read right, 0 to 1."""
        return float(np.trace(self.confusion) / len(self.labels))

    @property
    def right_by_digit(self) -> np.ndarray:
        """The share of each label that is read right, (10,)."""
        return np.diag(self.confusion) / np.maximum(1, self.confusion.sum(axis=1))

    def wrong(self, label: int | None = None, answer: int | None = None) -> np.ndarray:
        """Which digits are read wrong: all, those of a label, or those taken for `answer`."""
        chosen = self.answers != self.labels
        if label is not None:
            chosen &= self.labels == label
        if answer is not None:
            chosen &= self.answers == answer
        return np.flatnonzero(chosen)


def results(network: Network, x: np.ndarray, labels: np.ndarray) -> Results:
    """Read all digits.

    x: (n, 784) floats in [0, 1] or bytes with ink = 255; labels: (n,)
    """
    parts = [x[start : start + CHUNK] for start in range(0, len(x), CHUNK)]
    floats = (part / 255 if part.dtype == np.uint8 else part for part in parts)
    answers = np.concatenate([network.predict(part) for part in floats])
    pairs = np.bincount(10 * labels.astype(int) + answers, minlength=100)
    return Results(answers, labels, pairs.reshape(10, 10))
