"""What a forward and a backward pass say about one digit, in the pieces that the screen shows."""

import math
from dataclasses import dataclass

import numpy as np

from backprop.network import ForwardPass, Gradients, Network, one_hot


@dataclass(frozen=True, eq=False)
class Answer:
    """What a network makes of one digit.

    label: the digit it is meant to be; guess, rival: the strongest and second strongest output
    forward_pass, gradients: everything computed on the way there and back
    gaps: y − a, (outputs,); terms: the gaps squared, (outputs,); cost: their sum C₀
    """

    label: int
    guess: int
    rival: int
    forward_pass: ForwardPass
    gradients: Gradients
    gaps: np.ndarray
    terms: np.ndarray
    cost: float

    @property
    def activations(self) -> np.ndarray:
        """The answers of the output layer, (outputs,)."""
        return self.forward_pass.activations[-1][0]


def answer(network: Network, pixels: np.ndarray, label: int | None = None) -> Answer:
    """Run one digit forward and backward. Without a label, the network's own guess is the target.

    pixels: (784,) in [0, 1]
    """
    forward_pass = network.forward(pixels)
    outputs = forward_pass.activations[-1][0]
    rival, guess = (int(j) for j in np.argsort(outputs)[-2:])
    label = guess if label is None else label
    y = one_hot(label, len(outputs))
    gaps = y - outputs
    return Answer(
        label=label,
        guess=guess,
        rival=rival,
        forward_pass=forward_pass,
        gradients=network.backward(forward_pass, y),
        gaps=gaps,
        terms=gaps**2,
        cost=float(np.sum(gaps**2)),
    )


def add_up(values: np.ndarray) -> tuple[list[str], str]:
    """Write values ≥ 0 and their total so that what is shown adds up, as a sum on paper must.

    Three decimals, or as many as leave the total two digits; a value that comes to 0 is written "".
    """
    total = float(np.sum(values))
    decimals = max(3, 1 - math.floor(math.log10(total))) if total > 0 else 3
    places = round_together(values, decimals)
    written = [f"{units / 10**decimals:.{decimals}f}" if units else "" for units in places]
    return written, f"{places.sum() / 10**decimals:.{decimals}f}"


def round_together(values: np.ndarray | list[float], decimals: int) -> np.ndarray:
    """Values of any sign in units of their last place, so that these add up to the rounded sum.

    Each is cut, and those that lost most, of those the larger, are rounded up instead, as far as
    the sum needs it: none is off by a whole unit, and no smaller one comes out above a larger one.
    """
    scaled = np.asarray(values, dtype=float) * 10.0**decimals
    units = np.trunc(scaled)
    lost = np.abs(scaled - units).round(6)
    by_loss = np.lexsort((-np.abs(scaled), -lost))
    steps = np.sign(scaled[by_loss])
    fits = np.flatnonzero(np.cumsum([units.sum(), *steps]) == np.rint(scaled.sum()))
    up = fits[np.argmin(np.abs(fits - np.sum(lost >= 0.5)))]
    units[by_loss[:up]] += steps[:up]
    return units
