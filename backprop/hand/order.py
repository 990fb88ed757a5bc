"""Forward, backward and update as lines of NumPy, to be put into order; any order is really run.

The lines are those of the last two layers of a network: what comes into them, and the target, is
given. They run as they are shown, one by one, in a namespace that holds nothing else.
"""

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from backprop.activations import ACTIVATIONS
from backprop.network import Network, one_hot

Values = dict[str, Any]


@dataclass(frozen=True)
class Line:
    """One line. text: as it is shown and run; slip: what is wrong with it, "" for a right one"""

    text: str
    slip: str = ""

    @property
    def makes(self) -> str:
        return self.text.split(" = ")[0]

    @property
    def reads(self) -> set[str]:
        """The names that it needs, NumPy's own aside."""
        found = ast.walk(ast.parse(self.text.split(" = ")[1]))
        return {node.id for node in found if isinstance(node, ast.Name)} - {"np"}


def lines(layers: int, wrong: bool = False) -> tuple[Line, ...]:
    """The lines for a network of so many layers, in one right order; then, if asked, three that do
    not belong there."""
    last = layers
    before = last - 1
    result = [
        f"z{last} = w{last} @ a{before} + b{last}",
        f"a{last} = f(z{last})",
        f"delta{last} = 2 * (a{last} - y) * slope(z{last})",
        f"grad{last} = np.outer(delta{last}, a{before})",
        f"w{last} = w{last} - alpha * grad{last}",
    ]
    if before:
        result = [
            f"z{before} = w{before} @ a{before - 1} + b{before}",
            f"a{before} = f(z{before})",
            *result[:3],
            f"delta{before} = (delta{last} @ w{last}) * slope(z{before})",
            result[3],
            f"grad{before} = np.outer(delta{before}, a{before - 1})",
            result[4],
            f"w{before} = w{before} - alpha * grad{before}",
        ]
    return tuple(map(Line, result)) + (_wrong(last) if wrong else ())


def _wrong(last: int) -> tuple[Line, ...]:
    before = last - 1
    turned = Line(
        f"delta{last} = 2 * (y - a{last}) * slope(z{last})",
        "it has the sign turned. y − a is the way to go, and the gradient points the other way.",
    )
    uphill = Line(
        f"w{last} = w{last} + alpha * grad{last}",
        "it climbs. The gradient points uphill, so a step down subtracts it.",
    )
    slopeless = Line(
        f"delta{before} = delta{last} @ w{last}" if before else f"delta{last} = 2 * (a{last} - y)",
        "it forgets the slope. That would be ∂C₀/∂a, and δ is ∂C₀/∂z.",
    )
    return turned, slopeless, uphill


@dataclass(frozen=True, eq=False)
class Run:
    """What came of running lines in an order.

    order: the lines' places in the list that was ordered
    made: what each line that ran made, in the order of running
    read: the arrays that each line that ran, or failed, found under the names that it needs
    problem: Python's own words for why the next line could not run, or ""
    values: all names at the end
    """

    order: tuple[int, ...]
    made: tuple[np.ndarray, ...]
    read: tuple[Values, ...]
    problem: str
    values: Values


def run(listed: Sequence[Line], order: Sequence[int], given: Mapping[str, Any]) -> Run:
    """Run those of the lines that `order` names, one after the other, until one fails.

    Raises ValueError where `order` names a line twice, or one that there is not.
    """
    if len(set(order)) != len(order) or not set(order) <= set(range(len(listed))):
        raise ValueError(f"order: got {list(order)}, expected different lines of {len(listed)}")
    values: Values = dict(given)
    made: list[np.ndarray] = []
    read: list[Values] = []
    problem = ""
    for i in order:
        line = listed[i]
        found = {name: values.get(name) for name in line.reads}
        read.append({name: v for name, v in found.items() if isinstance(v, np.ndarray)})
        try:
            exec(line.text, {"__builtins__": {}, "np": np}, values)
        except NameError as error:
            problem = f"NameError: {error}"
            break
        made.append(values[line.makes])
    return Run(tuple(order), tuple(made), tuple(read), problem, values)


def given(network: Network, x: np.ndarray, label: int, learning_rate: float) -> Values:
    """What is known before the first line, in float64. x: (inputs,)"""
    exact = _exact(network)
    activation = ACTIVATIONS[network.activation]
    layers = len(network.weights)
    first = max(0, layers - 2)  # the layer that comes in
    values: Values = {
        f"a{first}": exact.forward(x).activations[first][0],
        "y": one_hot(label, network.sizes[-1]),
        "alpha": learning_rate,
        "f": activation.value,
        "slope": activation.slope,
    }
    for layer in range(first + 1, layers + 1):
        values[f"w{layer}"] = exact.weights[layer - 1]
        values[f"b{layer}"] = exact.biases[layer - 1]
    return values


def _exact(network: Network) -> Network:
    def exact(arrays: tuple[np.ndarray, ...]) -> tuple[np.ndarray, ...]:
        return tuple(array.astype(np.float64) for array in arrays)

    return replace(network, weights=exact(network.weights), biases=exact(network.biases))


def expected(network: Network, x: np.ndarray, label: int, learning_rate: float) -> Values:
    """The same gradients and new weights from the network itself, by name. x: (inputs,)"""
    exact = _exact(network)
    gradients = exact.backward(exact.forward(x), one_hot(label, network.sizes[-1]))
    after = exact.step(gradients, learning_rate)
    layers = len(network.weights)
    values: Values = {}
    for layer in range(layers, max(0, layers - 2), -1):
        values[f"grad{layer}"] = gradients.weights[layer - 1]
        values[f"w{layer}"] = after.weights[layer - 1]
    return values


@dataclass(frozen=True)
class Fault:
    """Why an order that runs is wrong.

    at: the place, among the lines run, of the first that made a wrong number; None where no line
        makes what is wanted
    name: what is not made, what that line makes, or what it read that an earlier line, at
        `changed_at`, had changed
    """

    at: int | None
    name: str
    changed_at: int | None = None


def fault(layers: int, listed: Sequence[Line], order: Sequence[int]) -> Fault | None:
    """What is wrong with lines in an order; None where it is backpropagation.

    Found by running them on a network all of whose slopes are far from 0, so that no mistake goes
    unseen: on a digit that a network reads well, a wrong gradient may be as near to 0 as the right.
    """
    about = Network.create((4, *[3] * layers), seed=1), np.linspace(0.2, 1, 4), 1, 1.0
    known, wanted = given(*about), expected(*about)
    ran = run(listed, order, known)
    made = {listed[i].makes for i in ran.order}
    if missing := [name for name in wanted if name not in made]:
        return Fault(None, missing[0])
    wrong = [name for name, right in wanted.items() if not agree(ran.values.get(name), right)]
    return (_first_wrong(listed, ran, known) or Fault(None, wrong[0])) if wrong else None


def _first_wrong(listed: Sequence[Line], ran: Run, known: Mapping[str, Any]) -> Fault | None:
    right = [i for i, line in enumerate(listed) if not line.slip]
    good = run(listed, right, known)
    should = {listed[i].makes: pair for i, pair in zip(right, zip(good.made, good.read))}
    for at, (i, made, read) in enumerate(zip(ran.order, ran.made, ran.read)):
        line = listed[i]
        made_right, found = should[line.makes]
        if not line.slip and agree(made, made_right):
            continue
        for name in sorted(read):
            if name in found and not agree(read[name], found[name]):
                changes = [p for p in range(at) if listed[ran.order[p]].makes == name]
                return Fault(at, name, changes[-1])
        return Fault(at, line.makes)
    return None


def agree(found: np.ndarray | None, right: np.ndarray) -> bool:
    """The same but for rounding."""
    scale = float(np.abs(right).max(initial=0.0))
    return found is not None and bool(np.allclose(found, right, rtol=1e-9, atol=1e-12 * scale))


def shuffled(layers: int, listed: Sequence[Line], draw: int) -> list[int]:
    """A wrong order to begin with, another for each draw."""
    rng = np.random.default_rng(draw)
    while True:
        order = rng.permutation(len(listed)).tolist()
        if fault(layers, listed, order):
            return order
