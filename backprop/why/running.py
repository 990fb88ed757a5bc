"""The lines of backprop/network.py, as they are, and what runs at each step of a pass.

Steps are called as the stage calls them: forward-2, cost-3, wish-3, delta-2, update-3. A line is
found by its text when this module is read; the test follows a real pass through the code.
"""

import ast
import inspect
import textwrap
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import numpy as np

from backprop.explain import Answer
from backprop.network import Network, one_hot
from backprop.why.numbers import number

FIRST = 3  # so many numbers of an array are shown
FUNCTIONS: dict[str, Callable] = {
    "forward": Network.forward,
    "cost": Network.cost,
    "backward": Network.backward,
    "step": Network.step,
}


class Value(NamedTuple):
    """A name of the code and what it holds.

    thing: what that is in the picture, as assets/components/shared/things.js names it
    """

    name: str
    shape: str
    numbers: str
    thing: str


class Run(NamedTuple):
    """What one step runs.

    lines: their numbers in network.py; says: what is known of a line beside its values, as which
    pass of a loop this is; values: what the names of a line hold when it has run
    """

    function: str
    lines: tuple[int, ...]
    says: dict[int, str]
    values: dict[int, list[Value]]


@cache
def listing(function: str) -> list[tuple[int, str]]:
    """The lines of a function with their numbers in the file, without its docstring."""
    lines, first = inspect.getsourcelines(FUNCTIONS[function])
    tree = ast.parse(textwrap.dedent("".join(lines))).body[0]
    assert isinstance(tree, ast.FunctionDef)
    told = tree.body[0]
    assert told.end_lineno is not None
    kept = [*range(told.lineno - 1), *range(told.end_lineno, len(lines))]
    return [(first + i, lines[i][4:].rstrip()) for i in kept]


def line_of(function: str, text: str) -> int:
    """The number of the one line that holds a text. Raises LookupError where it is not one."""
    found = [number for number, line in listing(function) if text in line]
    if len(found) != 1:
        raise LookupError(f"{len(found)} lines of {function} hold {text!r}, expected one")
    return found[0]


FORTH = line_of("forward", "for w, b in zip(")
SUM = line_of("forward", "z = a @ w.T + b")
SQUASH = line_of("forward", "a = activate(z)")
COST = line_of("cost", "return float(np.sum((answers - self._targets(")
GAP = line_of("backward", "by_activation = [2 * (a[-1] - y)]")
BACK = line_of("backward", "for w, z in zip(")
DELTA = line_of("backward", "delta = by_activation[0] * slope(z)")
WISH = line_of("backward", "by_activation.insert(0, delta @ w)")
WEIGHTS = line_of("backward", "weights=tuple(delta.T @ sent / m")
BIASES = line_of("backward", "biases=tuple(delta.mean(axis=0)")
MOVED = line_of("step", "return tuple(v - learning_rate * s")


def running(network: Network, answer: Answer, learning_rate: float) -> dict[str, Run]:
    """By step of the passes: what it runs, with the numbers of this digit, m = 1."""
    last = len(network.weights)
    layers = range(1, last + 1)
    return {
        **{f"forward-{layer}": _forward(network, answer, layer) for layer in layers},
        f"cost-{last}": _cost(answer, last),
        f"wish-{last}": _gap(answer, last),
        **{f"wish-{layer}": _wish(network, answer, layer) for layer in layers if layer < last},
        **{f"delta-{layer}": _delta(network, answer, layer) for layer in layers},
        f"update-{last}": _update(network, answer, learning_rate, last),
    }


def _forward(network: Network, answer: Answer, layer: int) -> Run:
    passed, last = answer.forward_pass, len(network.weights)
    w, b = network.weights[layer - 1], network.biases[layer - 1]
    values = {
        FORTH: [_value("w", w, f"w {layer} * *"), _value("b", b, f"b {layer} *")],
        SUM: [_value("z", passed.weighted_inputs[layer - 1], f"z {layer} *")],
        SQUASH: [_value("a", passed.activations[layer], f"a {layer} *")],
    }
    return Run("forward", (SUM, SQUASH), {FORTH: _turn(layer, layer, last)}, values)


def _turn(turn: int, layer: int, last: int) -> str:
    return f"pass {turn} of {last}: l = {layer}"


def _cost(answer: Answer, last: int) -> Run:
    answers = answer.forward_pass.activations[-1]
    y = one_hot(answer.label, answers.shape[1])[None]
    values = [
        _value("answers", answers, f"a {last} *"),
        _value("self._targets(…)", y, "y *"),
        Value("C₀", "", number(answer.cost), "cost"),
    ]
    return Run("cost", (COST,), {}, {COST: values})


def _gap(answer: Answer, last: int) -> Run:
    slopes = answer.gradients.activations[last][None]
    values = [_value("by_activation[0]", slopes, f"wish {last} *")]
    return Run("backward", (GAP,), {}, {GAP: values})


def _wish(network: Network, answer: Answer, layer: int) -> Run:
    """The slopes that are minus the wishes of a layer come of the pass for the layer behind it."""
    last, behind = len(network.weights), layer + 1
    slopes = answer.gradients.activations[layer][None]
    values = {
        BACK: [_value("w", network.weights[layer], f"w {behind} * *")],
        WISH: [
            _value("delta", answer.gradients.delta[layer][None], f"delta {behind} *"),
            _value("by_activation[0]", slopes, f"wish {layer} *"),
        ],
    }
    return Run("backward", (WISH,), {BACK: _turn(last - layer, behind, last)}, values)


def _delta(network: Network, answer: Answer, layer: int) -> Run:
    """δ, and what is gathered of it after the loop: the film shows that as soon as δ is there."""
    last, slopes = len(network.weights), answer.gradients
    sent = answer.forward_pass.activations[layer - 1]
    values = {
        BACK: [_value("z", answer.forward_pass.weighted_inputs[layer - 1], f"z {layer} *")],
        DELTA: [_value("delta", slopes.delta[layer - 1][None], f"delta {layer} *")],
        WEIGHTS: [
            _value("sent", sent, f"a {layer - 1} *"),
            _value(f"weights[{layer - 1}]", slopes.weights[layer - 1], f"grad {layer} * *"),
        ],
        BIASES: [_value(f"biases[{layer - 1}]", slopes.biases[layer - 1], f"delta {layer} *")],
    }
    says = {
        BACK: _turn(last - layer + 1, layer, last),
        WEIGHTS: f"after the loop; here l = {layer}",
    }
    return Run("backward", (DELTA, WEIGHTS, BIASES), says, values)


def _update(network: Network, answer: Answer, learning_rate: float, last: int) -> Run:
    before, slopes = network.weights[-1], answer.gradients.weights[-1]
    values = [
        Value("learning_rate", "", f"{learning_rate:g}", "alpha"),
        _value("v", before, f"w {last} * *"),
        _value("s", slopes, f"grad {last} * *"),
        _value("v - learning_rate * s", before - learning_rate * slopes, f"w {last} * *"),
    ]
    says = {MOVED: f"for the weights and the biases of each layer; here w, l = {last}"}
    return Run("step", (MOVED,), says, {MOVED: values})


def _value(name: str, array: np.ndarray, thing: str) -> Value:
    first = ", ".join(map(number, array.ravel()[:FIRST].tolist()))
    return Value(name, str(array.shape), first + (", …" if array.size > FIRST else ""), thing)


def as_told(runs: dict[str, Run]) -> dict:
    """For the stage: the functions that these steps run, and the steps by their names."""
    functions = {run.function: listing(run.function) for run in runs.values()}
    return {"functions": functions, "steps": {step: run._asdict() for step, run in runs.items()}}
