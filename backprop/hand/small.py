"""The sheet of a small network: two inputs, two hidden neurons, one output, numbers for the head.

Each z lies at, or within a hundredth of, a row of the printed table of σ and σ′.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from math import exp
from random import Random

import numpy as np

from backprop.activations import sigmoid, sigmoid_slope
from backprop.hand import sheet
from backprop.hand.sheet import Factors, Line, short, shown, times, written
from backprop.hand.typed import Slip, degenerate
from backprop.network import ForwardPass, Gradients, Network
from backprop.why.selection import Neuron, Weight

INPUTS = (0.2, 0.4, 0.6, 0.8)  # no weight's size among them: which one was used can be told
WEIGHTS = (-3.0, -2.0, -1.5, -0.5, 0.5, 1.5, 2.0, 3.0)  # ±1 would hide whether it was used
ROWS = (-2.0, -1.5, -1.0, -0.5, 0.5, 1.0, 1.5, 2.0)  # z in the table; 0 would be no z to ask for
RATES = (2.0, 5.0, 10.0)
NEAR = 0.012  # how far z may lie from its row
LARGEST_BIAS = 2.0
GRADIENTS = ((2, 0, 0), (2, 0, 1), (1, 0, 0), (1, 1, 1))  # layer, to, from


@dataclass(frozen=True, eq=False)
class Small:
    """A network with its example, and all that the passes say of it.

    x: (2,); y: the target, 0 or 1; rate: α; lines: the sheet
    """

    seed: int
    network: Network
    x: np.ndarray
    y: float
    rate: float
    forward_pass: ForwardPass
    gradients: Gradients
    lines: tuple[Line, ...]


def table() -> list[tuple[str, str, str]]:
    """z, σ(z), σ′(z), as printed beside the sheet."""
    rows = np.sort([*ROWS, 0.0])
    columns = zip(rows, sigmoid(rows), sigmoid_slope(rows))
    return [(short(z), f"{a:.3f}", f"{slope:.3f}") for z, a, slope in columns]


@lru_cache(maxsize=256)
def small(seed: int) -> Small:
    """The sheet with this number: the same seed, the same sheet."""
    draws = Random(seed)
    while True:
        network, x = _draw(draws)
        y, rates = float(draws.random() < 0.5), sorted(RATES, key=lambda _: draws.random())
        passed = network.forward(x)
        gradients = network.backward(passed, np.array([y]))
        for rate in rates:
            writer = _Writer(network, passed, gradients, y, rate)
            if steps := _told_apart(writer.updates()):
                if lines := _told_apart(writer.passes()):
                    return Small(seed, network, x, y, rate, passed, gradients, lines + steps)
                break


def _told_apart(lines: Iterator[Line]) -> tuple[Line, ...]:
    """The lines; none where one of them is degenerate."""
    kept = []
    for line in lines:
        if line.degenerate:
            return ()
        kept.append(line)
    return tuple(kept)


def _draw(draws: Random) -> tuple[Network, np.ndarray]:
    """A network and its input: weights and z of the hidden layer are drawn, its biases follow."""

    def one_of(options: tuple[float, ...]) -> float:
        return options[int(draws.random() * len(options))]

    near = tidy = False
    while not near:
        z1, w2 = [one_of(ROWS), one_of(ROWS)], [one_of(WEIGHTS), one_of(WEIGHTS)]
        z2 = one_of(ROWS)
        vote = w2[0] * _sigmoid(z1[0]) + w2[1] * _sigmoid(z1[1])
        b2 = round(z2 - vote, 2)
        near = _reads(vote + b2, z2) and 0 < abs(b2) <= LARGEST_BIAS and z1[0] != z1[1]
    while not tidy:
        x, w1 = [one_of(INPUTS), one_of(INPUTS)], [[one_of(WEIGHTS), one_of(WEIGHTS)] for _ in z1]
        b1 = [round(z - w[0] * x[0] - w[1] * x[1], 1) for z, w in zip(z1, w1)]
        tidy = x[0] != x[1] and all(
            0 < abs(b) <= LARGEST_BIAS and not degenerate(z, sheet.sum_slips(w, x, b))
            for z, w, b in zip(z1, w1, b1)
        )
    return Network((np.array(w1), np.array([w2])), (np.array(b1), np.array([b2]))), np.array(x)


def _reads(z: float, row: float) -> bool:
    """Whether a row of the table holds σ and σ′ of this z, to all digits that it prints."""
    (a, slope), (a_row, slope_row) = ((s, s * (1 - s)) for s in (_sigmoid(z), _sigmoid(row)))
    same = f"{a:.3f}" == f"{a_row:.3f}" and f"{slope:.3f}" == f"{slope_row:.3f}"
    return same and abs(z - row) <= NEAR


def _sigmoid(z: float) -> float:
    return 1 / (1 + exp(-z))


@dataclass(frozen=True, eq=False)
class _Writer:
    """Writes the lines of one network, layers from 1, neurons in arrays from 0, on paper from 1."""

    network: Network
    passed: ForwardPass
    gradients: Gradients
    y: float
    rate: float

    def passes(self) -> Iterator[Line]:
        """Forward, cost, backward, and the gradient of every other weight."""
        for layer, j in ((1, 0), (1, 1), (2, 0)):
            yield from self.forward(layer, j)
        yield from self.cost()
        yield from self.delta(2, 0)
        for j in range(2):
            yield self.back(j)
            yield from self.delta(1, j)
        for place in GRADIENTS:
            yield from self.gradient(*place)

    def updates(self) -> Iterator[Line]:
        yield self.update(*GRADIENTS[0])
        yield self.update(*GRADIENTS[2])

    def a(self, layer: int, j: int) -> float:
        return float(self.passed.activations[layer][0, j])

    def z(self, layer: int, j: int) -> float:
        return float(self.passed.weighted_inputs[layer - 1][0, j])

    def factors(self, layer: int, j: int, k: int) -> Factors:
        return Factors(
            weight=float(self.network.weights[layer - 1][j, k]),
            sent=self.a(layer - 1, k),
            a=self.a(layer, j),
            slope=float(sigmoid_slope(np.array(self.z(layer, j)))),
            by_activation=float(self.gradients.activations[layer][j]),
        )

    def forward(self, layer: int, j: int) -> tuple[Line, Line]:
        weights, sent = self.network.weights[layer - 1][j], self.passed.activations[layer - 1][0]
        bias, slope = float(self.network.biases[layer - 1][j]), self.factors(layer, j, 0).slope
        z, a = self.z(layer, j), self.a(layer, j)
        letters = [f"{_w(layer, j, k)} {_named('a', layer - 1, k)}" for k in range(2)]
        products = [times(short(w), written(s)) for w, s in zip(weights, sent)]
        into = _named("z", layer, j)
        return (
            Line(
                f"z {layer} {j}",
                "sum",
                "Forward",
                into,
                f"{' + '.join(letters)} + {_named('b', layer, j)}",
                f"{_added(*products)} {_signed(bias)}",
                sum(float(w) * shown(s) for w, s in zip(weights, sent)) + bias,
                z,
                sheet.sum_slips(weights.tolist(), sent.tolist(), bias),
            ),
            Line(
                f"a {layer} {j}",
                "activation",
                "Forward",
                _named("a", layer, j),
                f"σ({into})",
                f"σ({written(z)})",
                a,
                a,
                sheet.activation_slips(z, a, slope),
            ),
        )

    def cost(self) -> tuple[Line, Line, Line]:
        a, gap = self.a(2, 0), self.y - self.a(2, 0)
        answer, y, answer_as = _named("a", 2, 0), short(self.y), written(a)
        return (
            Line(
                "gap",
                "gap",
                "Cost",
                "gap",
                f"y − {answer}",
                f"{y} − {answer_as}",
                self.y - shown(a),
                gap,
                sheet.gap_slips(gap),
            ),
            Line(
                "square",
                "square",
                "Cost",
                "C₀",
                "the gap squared",
                f"({written(gap)})²",
                shown(gap) ** 2,
                gap**2,
                sheet.square_slips(gap),
            ),
            Line(
                "cost",
                "cost",
                "Cost",
                f"∂C₀/∂{answer}",
                f"2({answer} − y) = −2 gap",
                f"2 × ({answer_as} − {y})",
                2 * (shown(a) - self.y),
                -2 * gap,
                sheet.cost_slips(a, self.y),
            ),
        )

    def delta(self, layer: int, j: int) -> tuple[Line, Line]:
        factors, z = self.factors(layer, j, 0), _named("z", layer, j)
        by = _named("a", layer, j)
        return (
            Line(
                f"slope {layer} {j}",
                "slope",
                "Backward",
                f"σ′({z})",
                "nearest row of the table",
                f"σ′({written(self.z(layer, j))})",
                factors.slope,
                factors.slope,
                sheet.slope_slips(factors.a),
            ),
            Line(
                f"delta {layer} {j}",
                "delta",
                "Backward",
                _named("δ", layer, j),
                f"∂C₀/∂{by} · σ′({z})",
                times(written(factors.by_activation), written(factors.slope)),
                shown(factors.by_activation) * shown(factors.slope),
                float(self.gradients.delta[layer - 1][j]),
                sheet.delta_slips(factors),
            ),
        )

    def gradient(self, layer: int, j: int, k: int) -> tuple[Line, Line]:
        factors, w = self.factors(layer, j, k), _w(layer, j, k)
        source = _named("a", layer - 1, k)
        z = Slip("z for activation", "This is z there. What it sends is a = σ(z).", self.z(1, k))
        ahead = Slip("where it leads", "This is a of the neuron that it leads to.", factors.a)
        beside = self.a(layer - 1, 1 - k)
        return (
            Line(
                f"sent {layer} {j} {k}",
                "sent",
                "Gradients",
                f"comes in through {w}",
                "a of the neuron before" if layer == 2 else "the input",
                source,
                factors.sent,
                factors.sent,
                sheet.sent_slips(factors, z if layer == 2 else ahead, w, beside),
            ),
            Line(
                f"gradient {layer} {j} {k}",
                "gradient",
                "Gradients",
                f"∂C₀/∂{w}",
                f"{source} · {_named('δ', layer, j)}",
                times(written(factors.sent), written(factors.delta)),
                shown(factors.sent) * shown(factors.delta),
                float(self.gradients.weights[layer - 1][j, k]),
                sheet.gradient_slips(factors),
            ),
        )

    def back(self, k: int) -> Line:
        out, sent = self.factors(2, 0, k), _named("a", 1, k)
        return Line(
            f"back 1 {k}",
            "back",
            "Backward",
            f"∂C₀/∂{sent}",
            f"{_w(2, 0, k)} · {_named('δ', 2, 0)}",
            times(short(out.weight), written(out.delta)),
            out.weight * shown(out.delta),
            float(self.gradients.activations[1][k]),
            sheet.back_slips(out),
        )

    def update(self, layer: int, j: int, k: int) -> Line:
        factors, w = self.factors(layer, j, k), _w(layer, j, k)
        moved = self.network.step(self.gradients, self.rate)
        old, slope, rate = factors.weight, factors.gradient, self.rate
        return Line(
            f"new {layer} {j} {k}",
            "new",
            "Update",
            f"new {w}",
            f"{w} − α · ∂C₀/∂{w}",
            f"{short(old)} − {times(short(rate), written(slope))}",
            old - rate * shown(slope),
            float(moved.weights[layer - 1][j, k]),
            sheet.update_slips(old, slope, rate),
        )


@cache
def _named(letter: str, layer: int, j: int) -> str:
    """z⁽¹⁾₂ for neuron 1 of the first layer; the inputs are x₁, x₂."""
    name = Neuron(layer, j + 1).name
    return f"x{name[-1]}" if layer == 0 else f"{letter}{name[1:]}"


@cache
def _w(layer: int, j: int, k: int) -> str:
    return Weight(layer, j + 1, k + 1).name


def _added(first: str, second: str) -> str:
    return f"{first} − {second[1:]}" if second.startswith("−") else f"{first} + {second}"


def _signed(value: float) -> str:
    return f"{'−' if value < 0 else '+'} {short(abs(value))}"
