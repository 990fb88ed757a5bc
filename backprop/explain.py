"""What a forward and a backward pass say about one digit, in the pieces that the screen shows."""

import math
from dataclasses import dataclass

import numpy as np

from backprop.activations import ACTIVATIONS
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

    Three decimals, or as many as leave the total two digits. Each value is rounded down, and the
    units still missing go to the largest remainders; a value that comes to 0 is written "".
    """
    total = float(np.sum(values))
    decimals = max(3, 1 - math.floor(math.log10(total))) if total > 0 else 3
    scaled = np.asarray(values, dtype=float) * 10**decimals
    rounded = np.floor(scaled)
    missing = round(scaled.sum()) - int(rounded.sum())
    rounded[np.argsort(rounded - scaled)[:missing]] += 1
    written = [f"{units / 10**decimals:.{decimals}f}" if units else "" for units in rounded]
    return written, f"{rounded.sum() / 10**decimals:.{decimals}f}"


def saturated(network: Network, forward_pass: ForwardPass, layer: int, limit: float = 0.02) -> list:
    """The neurons of a layer (1 = first hidden) whose slope is below `limit` for the first example.

    Nothing they wish for or learn gets through: their δ is their wish times that slope.
    """
    slopes = ACTIVATIONS[network.activation].slope(forward_pass.weighted_inputs[layer - 1][0])
    return [int(j) for j in np.flatnonzero(slopes < limit)]
