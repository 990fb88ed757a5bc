"""The sheet of one real weight: its gradient, factor by factor, for the learner's own digit.

Where the weight leads to an output, the last factor is 2(a − y). Behind that it is a sum over all
ways ahead: the strongest two are computed, the rest is given.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from backprop.activations import ACTIVATIONS
from backprop.explain import Answer
from backprop.hand import sheet
from backprop.hand.sheet import FACTOR, Factors, Line, short, shown, times, written
from backprop.hand.typed import Slip
from backprop.network import Network, one_hot
from backprop.why.selection import Neuron, Weight, neuron_name

CALLED = {"sigmoid": "σ", "tanh": "tanh", "relu": "ReLU"}
WAYS = 2  # ahead, of the strongest, that are computed
TRIED = 40  # weights of a layer, of the largest gradients
FEWEST = 4  # lines that a sheet asks
EACH = 2  # weights of a layer that are offered


@dataclass(frozen=True, eq=False)
class Real:
    """One weight of a network, one digit.

    ahead: the neurons of the next layer on the ways that are computed, the strongest first; ways:
        the numbers that meet in the weights to them
    lines: the sheet; given: what is known from the start, symbol → number
    """

    weight: Weight
    ahead: tuple[int, ...]
    ways: tuple[Factors, ...]
    factors: Factors
    lines: tuple[Line, ...]
    given: tuple[tuple[str, str], ...]


def worth_asking(network: Network, answer: Answer, rate: float) -> list[Real]:
    """Sheets of weights with large gradients, from the last layer to the first.

    Empty where the digit is read so well that there is nothing left to compute.
    """
    found = []
    for layer in range(len(network.weights), 0, -1):
        sizes = np.abs(answer.gradients.weights[layer - 1])
        order = np.argsort(-sizes, axis=None, kind="stable")[:TRIED]
        places = [(int(at) // sizes.shape[1], int(at) % sizes.shape[1]) for at in order]
        made = (real(network, answer, Weight(layer, *place), rate) for place in places)
        found.append([sheet for sheet, _ in zip(filter(_asks_much, made), range(EACH))])
    return [layer[at] for at in range(EACH) for layer in found if at < len(layer)]


def _asks_much(made: Real) -> bool:
    asked = [line for line in made.lines if not line.given]
    return len(asked) >= FEWEST and len({FACTOR.get(line.kind) for line in asked} - {None}) > 1


def real(network: Network, answer: Answer, weight: Weight, rate: float) -> Real:
    """The sheet of one weight: what must not be asked is given. rate: α of the step"""
    writer = _Writer(network, answer, weight, rate)
    lines = (replace(line, given=line.given or line.degenerate) for line in writer.lines())
    return Real(
        weight=weight,
        ahead=writer.ahead,
        ways=tuple(writer.every[k] for k in writer.ahead),
        factors=writer.factors,
        lines=tuple(lines),
        given=tuple(writer.given()),
    )


@dataclass(frozen=True, eq=False)
class _Writer:
    """Writes the lines of one weight."""

    network: Network
    answer: Answer
    weight: Weight
    rate: float

    @property
    def last(self) -> bool:
        return self.weight.layer == len(self.network.weights)

    @property
    def factors(self) -> Factors:
        return self._of(self.weight)

    def _of(self, weight: Weight) -> Factors:
        layer, passed = weight.layer, self.answer.forward_pass
        z = passed.weighted_inputs[layer - 1][0, weight.to]
        return Factors(
            weight=float(self.network.weights[layer - 1][weight.to, weight.source]),
            sent=float(passed.activations[layer - 1][0, weight.source]),
            a=float(passed.activations[layer][0, weight.to]),
            slope=float(ACTIVATIONS[self.network.activation].slope(z)),
            by_activation=float(self.answer.gradients.activations[layer][weight.to]),
        )

    @cached_property
    def every(self) -> list[Factors]:
        """The weights that lead on from the neuron, one to each of the next layer."""
        layer, count = (
            self.weight.layer + 1,
            0 if self.last else self.network.sizes[self.weight.layer + 1],
        )
        return [self._of(Weight(layer, k, self.weight.to)) for k in range(count)]

    @cached_property
    def ahead(self) -> tuple[int, ...]:
        parts = [abs(way.weight * way.delta) for way in self.every]
        return tuple(int(k) for k in np.argsort([-part for part in parts], kind="stable")[:WAYS])

    def given(self) -> Iterator[tuple[str, str]]:
        """What the learner finds beside the sheet."""
        w, factors = self.weight, self.factors
        yield w.name, written(factors.weight)
        yield _source(w), written(factors.sent)
        if w.layer > 1:
            passed = self.answer.forward_pass
            yield (
                f"z{_source(w)[1:]}",
                written(float(passed.weighted_inputs[w.layer - 2][0, w.source])),
            )
        yield Neuron(w.layer, w.to).name, written(factors.a)
        if self.last:
            yield f"y for output {w.to}", short(self._target())
        for k in self.ahead:
            ahead = Weight(w.layer + 1, k, w.to)
            yield ahead.name, written(self.every[k].weight)
            yield f"δ{Neuron(w.layer + 1, k).name[1:]}", written(self.every[k].delta)

    def lines(self) -> Iterator[Line]:
        yield self._sent()
        yield self._slope()
        yield from [self._cost()] if self.last else self._ways()
        yield from self._products()

    def _target(self) -> float:
        return float(one_hot(self.answer.label, self.network.sizes[-1])[self.weight.to])

    def _z_of_source(self) -> float:
        layer = self.weight.layer - 2
        return float(self.answer.forward_pass.weighted_inputs[layer][0, self.weight.source])

    def _sent(self) -> Line:
        w, factors = self.weight, self.factors
        before = Slip("where it leads", "This is a of the neuron that it leads to.", factors.a)
        if w.layer > 1:
            z = self._z_of_source()
            before = Slip("z for activation", "This is z there. What it sends is a.", z)
        return Line(
            f"sent {w.layer} {w.to} {w.source}",
            "sent",
            "Factors",
            f"comes in through {w.name}",
            "a of the neuron before" if w.layer > 1 else "the pixel",
            _source(w),
            factors.sent,
            factors.sent,
            sheet.sent_slips(factors, before, w.name),
        )

    def _slope(self) -> Line:
        w, a, kind = self.weight, self.factors.a, self.network.activation
        into, by = f"z{Neuron(w.layer, w.to).name[1:]}", Neuron(w.layer, w.to).name
        rule = {"sigmoid": f"{by} (1 − {by})", "tanh": f"1 − {by}²", "relu": "1 where z is above 0"}
        put_in = {
            "sigmoid": times(written(a), f"(1 − {written(a)})"),
            "tanh": f"1 − ({written(a)})²",
            "relu": "z is above 0",
        }
        by_shown = {"sigmoid": shown(a) * (1 - shown(a)), "tanh": 1 - shown(a) ** 2, "relu": 1.0}
        return Line(
            f"slope {w.layer} {w.to}",
            "slope",
            "Factors",
            f"{CALLED[kind]}′({into})",
            rule[kind],
            put_in[kind],
            by_shown[kind],
            self.factors.slope,
            sheet.slope_slips(a, kind),
            given=kind == "relu",
        )

    def _cost(self) -> Line:
        a, y, by = self.factors.a, self._target(), Neuron(self.weight.layer, self.weight.to).name
        return Line(
            "cost",
            "cost",
            "Factors",
            f"∂C₀/∂{by}",
            f"2({by} − y)",
            f"2 × ({written(a)} − {short(y)})",
            2 * (shown(a) - y),
            self.factors.by_activation,
            sheet.cost_slips(a, y),
        )

    def _ways(self) -> Iterator[Line]:
        """∂C₀/∂a of a hidden neuron: the strongest ways ahead, the rest, and their sum."""
        layers, ahead = len(self.network.weights), self.weight.layer + 1
        every, by = self.every, Neuron(self.weight.layer, self.weight.to).name
        for k in self.ahead:
            way, w = every[k], Weight(ahead, k, self.weight.to)
            yield Line(
                f"back {ahead} {k} {self.weight.to}",
                "back",
                "Factors",
                f"back from {neuron_name(ahead, k, layers)}",
                f"{w.name} · δ{Neuron(ahead, k).name[1:]}",
                times(written(way.weight), written(way.delta)),
                shown(way.weight) * shown(way.delta),
                way.weight * way.delta,
                sheet.back_slips(way),
            )
        parts = [every[k].weight * every[k].delta for k in self.ahead]
        total, others = self.factors.by_activation, len(every) - len(parts)
        rest = [total - sum(parts)] if others else []
        if others:
            yield Line(
                "rest",
                "rest",
                "Factors",
                f"the other {others}",
                "together",
                "",
                rest[0],
                rest[0],
                (),
                given=True,
            )
        if len(every) > 1:
            yield self._total(by, parts, rest)

    def _total(self, by: str, parts: list[float], rest: list[float]) -> Line:
        terms, total = [*parts, *rest], sum(parts) + sum(rest)
        slips = [
            Slip(
                "not summed",
                "The strongest way alone. What comes back on all ways adds up.",
                parts[0],
            )
        ]
        if rest:
            slips.append(Slip("rest forgotten", "The rest is missing.", sum(parts)))
        if min(terms) < 0 < max(terms):
            sizes = sum(abs(term) for term in terms)
            slips.append(Slip("signs forgotten", "The sizes are added. Signs count too.", sizes))
        first, *others = (written(term) for term in terms)
        added = [f" − {t[1:]}" if t.startswith("−") else f" + {t}" for t in others]
        return Line(
            "total",
            "total",
            "Factors",
            f"∂C₀/∂{by}",
            "the sum of these",
            "".join([first, *added]),
            sum(shown(term) for term in terms),
            total,
            tuple(slips),
        )

    def _products(self) -> Iterator[Line]:
        w, factors = self.weight, self.factors
        delta, slope = f"δ{Neuron(w.layer, w.to).name[1:]}", factors.gradient
        step, rate = -self.rate * slope, short(self.rate)
        yield Line(
            f"delta {w.layer} {w.to}",
            "delta",
            "Product",
            delta,
            f"∂C₀/∂{Neuron(w.layer, w.to).name} · slope",
            times(written(factors.by_activation), written(factors.slope)),
            shown(factors.by_activation) * shown(factors.slope),
            float(self.answer.gradients.delta[w.layer - 1][w.to]),
            sheet.delta_slips(factors),
        )
        yield Line(
            f"gradient {w.layer} {w.to} {w.source}",
            "gradient",
            "Product",
            f"∂C₀/∂{w.name}",
            f"{_source(w)} · {delta}",
            times(written(factors.sent), written(factors.delta)),
            shown(factors.sent) * shown(factors.delta),
            float(self.answer.gradients.weights[w.layer - 1][w.to, w.source]),
            sheet.gradient_slips(factors),
        )
        yield Line(
            f"step {w.layer} {w.to} {w.source}",
            "step",
            "Product",
            f"step of {w.name}",
            f"−α · ∂C₀/∂{w.name}",
            times(f"−{rate}", written(slope)),
            -self.rate * shown(slope),
            step,
            (
                Slip("sign lost", "This goes uphill. The step is against the gradient.", -step),
                Slip("gradient for step", "This is the gradient. The step is −α times it.", slope),
                Slip("α forgotten", f"Without α, which is {rate} here.", -slope),
                Slip(
                    "new weight for step",
                    "This is the new weight. Asked is by how much it moves.",
                    factors.weight + step,
                ),
            ),
        )


def _source(weight: Weight) -> str:
    """What the weight carries: a of a neuron, or x of a pixel."""
    name = Neuron(weight.layer - 1, weight.source).name
    return f"x{name[name.index('⁾') + 1 :]}" if weight.layer == 1 else name
