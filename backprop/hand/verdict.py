"""What is said of lines that were run in an order."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from backprop.hand import order
from backprop.hand.order import Line, Run
from backprop.network import Network, one_hot
from backprop.why.numbers import apart
from backprop.why.selection import Weight


@dataclass(frozen=True)
class Verdict:
    """right: it is backpropagation; sentence: what came of it, or what broke and why
    lines: the places, among the lines run, that it is about
    """

    right: bool
    sentence: str
    lines: tuple[int, ...] = ()


def verdict(
    network: Network,
    x: np.ndarray,
    label: int,
    learning_rate: float,
    listed: Sequence[Line],
    ran: Run,
) -> Verdict:
    """Judge what `order.run` made of the lines with what `order.given` gives for the same digit.

    x: (inputs,)
    """
    if ran.problem:
        return _stopped(listed, ran)
    fault = order.fault(len(network.weights), listed, ran.order)
    wanted = order.expected(network, x, label, learning_rate)
    if fault is None:
        return Verdict(True, _right(network, x, label, learning_rate, wanted))
    if fault.at is None:
        return Verdict(False, f"It runs, and makes no new {fault.name}.")
    place = fault.at
    says = f"It runs without an error, and is wrong. {_why(listed, ran, fault)}"
    about = (place,) if fault.changed_at is None else (fault.changed_at, place)
    return Verdict(False, f"{says} {_numbers(ran, wanted)}", about)


def _stopped(listed: Sequence[Line], ran: Run) -> Verdict:
    at = len(ran.made)
    missing = ran.problem.split("'")[1]
    later = [p for p in range(at + 1, len(ran.order)) if listed[ran.order[p]].makes == missing]
    where = (
        f"line {later[0] + 1}, further down, makes it" if later else "no line that runs makes it"
    )
    sentence = f"Line {at + 1} stops. {ran.problem}: {where}."
    return Verdict(False, sentence, (at, *later[:1]))


def _why(listed: Sequence[Line], ran: Run, fault: order.Fault) -> str:
    assert fault.at is not None
    line = f"line {fault.at + 1}"
    if fault.changed_at is None:
        return f"{line[0].upper()}{line[1:]}: {listed[ran.order[fault.at]].slip}"
    return (
        f"When {line} reads {fault.name}, line {fault.changed_at + 1} has changed it: a slope "
        "holds for the weights that gave the answer."
    )


def _right(
    network: Network, x: np.ndarray, label: int, learning_rate: float, wanted: order.Values
) -> str:
    count = sum(value.size for name, value in wanted.items() if name.startswith("grad"))
    weights = [wanted.get(f"w{layer}", w) for layer, w in enumerate(network.weights, start=1)]
    after = Network(tuple(weights), network.biases, network.activation)
    y = one_hot(label, network.sizes[-1])
    was, now = apart(network.cost(x, y), after.cost(x, y))
    goes = f"C₀ goes from {was} to {now}." if was != now else "C₀ hardly changes."
    return (
        f"That is backpropagation. All {count:,} gradients are those of the network itself, and so "
        f"are the new weights. With α = {learning_rate:g}, {goes}"
    )


def _numbers(ran: Run, wanted: order.Values) -> str:
    """The number that is furthest from what it should be, and what it should be."""
    for name, right in wanted.items():
        found = ran.values[name]
        if order.agree(found, right):
            continue
        j, k = np.unravel_index(np.argmax(np.abs(found - right)), right.shape)
        layer = int(name.removeprefix("grad").removeprefix("w"))
        symbol = Weight(layer, int(j), int(k)).name
        what = f"∂C₀/∂{symbol}" if name.startswith("grad") else f"the new {symbol}"
        one, other = apart(float(found[j, k]), float(right[j, k]), most=16)
        return f"For {what} it finds {one}; the network’s own is {other}."
    return "On this digit that makes no difference, for these gradients are 0; on others it does."
