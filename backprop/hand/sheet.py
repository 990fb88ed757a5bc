"""A sheet: lines to be computed one after the other, and what each wrong number would mean.

A line's value is the network's own; each slip's, what a misconception computes from the same
numbers. What several kinds of sheet have in common is built here, line by line.
"""

from dataclasses import dataclass

from backprop.hand.typed import Slip, degenerate
from backprop.why.numbers import number

# What kind of number a line asks for, and the factor of the chain rule that it teaches.
FACTOR = {"sent": "sent", "slope": "slope", "cost": "cost", "back": "cost", "total": "cost"}
FACTORS = {"slope": "the slope", "cost": "how the cost depends on a", "sent": "what comes in"}


@dataclass(frozen=True)
class Line:
    """One number to be computed.

    name: the same for the same line; kind: what is computed; part: the heading it stands under
    symbol: its name; rule: how it is computed, in letters; put_in: the same with the numbers put in
    by_shown: what these numbers come to, rounded as they are shown
    given: whether it is told, never asked
    """

    name: str
    kind: str
    part: str
    symbol: str
    rule: str
    put_in: str
    by_shown: float
    value: float
    slips: tuple[Slip, ...]
    given: bool = False

    @property
    def written(self) -> str:
        return written(self.value)

    @property
    def equals(self) -> str:
        """The sign before the value: whether a reader who multiplies what is shown finds it."""
        return "=" if written(self.by_shown) == self.written else "≈"

    @property
    def degenerate(self) -> bool:
        """Whether its number must not be asked."""
        return degenerate(self.value, self.slips)


@dataclass(frozen=True)
class Factors:
    """The numbers that meet in one weight of a neuron.

    sent: a of the neuron that the weight comes from; a, slope: of the one it leads to, σ′(z)
    by_activation: ∂C₀/∂a of that
    """

    weight: float
    sent: float
    a: float
    slope: float
    by_activation: float

    @property
    def delta(self) -> float:
        return self.by_activation * self.slope

    @property
    def gradient(self) -> float:
        return self.sent * self.delta


def short(value: float) -> str:
    """A given number: as few digits as it has, at most three."""
    return f"{value:.3g}".replace("-", "−")


def shown(value: float) -> float:
    """A number as it is shown: with three digits."""
    return float(f"{value:.3g}")


def written(value: float) -> str:
    """A computed number with three digits, unless it has but one decimal."""
    return short(value) if abs(value - round(value, 1)) < 1e-9 else number(value)


def times(*factors: str) -> str:
    """A product of written numbers, negative ones behind the sign in brackets."""
    first, *others = factors
    return " × ".join([first, *(f"({f})" if f.startswith("−") else f for f in others)])


def sum_slips(weights: list[float], sent: list[float], bias: float) -> tuple[Slip, ...]:
    """For z = w₁a₁ + w₂a₂ + b."""
    first, second = (w * a for w, a in zip(weights, sent))
    return (
        Slip("bias forgotten", f"The bias {short(bias)} is missing.", first + second),
        Slip(
            "not summed",
            "Only the first product is in it. What comes in from both adds up.",
            first + bias,
        ),
        Slip(
            "inputs forgotten",
            "The weights alone are added. Each is multiplied by what comes in.",
            sum(weights) + bias,
        ),
    )


def activation_slips(z: float, a: float, slope: float) -> tuple[Slip, ...]:
    """For a = σ(z)."""
    return (
        Slip("σ forgotten", "This is z. The neuron passes on σ(z): see the table.", z),
        Slip("slope for activation", "This is the slope σ′(z), one column further.", slope),
        Slip("sign lost", "This is σ(−z): mind the sign of z.", 1 - a),
    )


def gap_slips(gap: float) -> tuple[Slip, ...]:
    """For y − a."""
    return (
        Slip("sign lost", "This is a − y. The gap points to the target: y − a.", -gap),
        Slip("cost for gap", "This is the gap squared, the cost.", gap**2),
    )


def square_slips(gap: float) -> tuple[Slip, ...]:
    """For C₀ = (a − y)²."""
    return (
        Slip("gap for cost", "This is the gap. The cost is its square.", gap),
        Slip("sign lost", "A square is never below 0.", -(gap**2)),
        Slip("slope for cost", "This is 2(a − y), the slope of the cost.", -2 * gap),
    )


def update_slips(old: float, gradient: float, rate: float) -> tuple[Slip, ...]:
    """For w − α · ∂C₀/∂w."""
    step = rate * gradient
    uphill = "This goes uphill. The step is against the gradient: minus."
    return (
        Slip("sign lost", uphill, old + step),
        Slip("gradient for new weight", "This is the gradient, not the new weight.", gradient),
        Slip("α forgotten", f"Without α, which is {short(rate)} here.", old - gradient),
        Slip(
            "step for new weight",
            "This is the step. The new weight is the old one plus the step.",
            -step,
        ),
    )


def cost_slips(a: float, target: float) -> tuple[Slip, ...]:
    """For 2(a − y)."""
    gap = target - a
    return (
        Slip(
            "wish for gradient",
            "This is 2(y − a), the way to go. The slope of the cost is 2(a − y): "
            "answer minus target.",
            2 * gap,
        ),
        Slip("factor 2 forgotten", "The 2 is missing: the slope of a square is 2 times.", -gap),
        Slip(
            "gap for gradient",
            "This is the gap y − a. The slope of the cost turns it round and doubles it.",
            gap,
        ),
        Slip(
            "cost for gradient",
            "This is the cost itself, the gap squared. Asked is its slope.",
            gap**2,
        ),
    )


def slope_slips(a: float, activation: str = "sigmoid") -> tuple[Slip, ...]:
    """For σ′(z) = a(1 − a), or tanh′(z) = 1 − a²."""
    value = Slip("activation for slope", "This is a itself. Asked is the slope there.", a)
    half = Slip("half of the slope", "This is 1 − a. The slope σ′ is a times that.", 1 - a)
    square = Slip("half of the slope", "This is a². The slope is 1 minus that.", a**2)
    return value, square if activation == "tanh" else half


def delta_slips(factors: Factors) -> tuple[Slip, ...]:
    """For δ = ∂C₀/∂a · σ′(z). Where the slope is 1 (ReLU), nobody can forget it."""
    by, slope = factors.by_activation, factors.slope
    forgotten = Slip(
        "slope forgotten", "The slope is forgotten: this is ∂C₀/∂a. δ is that times the slope.", by
    )
    return (
        *([forgotten] if slope != 1 else []),
        Slip("sign lost", "The size fits, the sign is lost on the way.", -by * slope),
        Slip(
            "activation for slope",
            "Multiplied by a. What counts is how far a can move: the slope.",
            by * factors.a,
        ),
        Slip("added", "The two are added. Factors along one path multiply.", by + slope),
    )


def gradient_slips(factors: Factors) -> tuple[Slip, ...]:
    """For ∂C₀/∂w = what comes in · δ."""
    w, delta = factors.weight, factors.delta
    forgotten = Slip(
        "slope forgotten",
        "The slope is forgotten: this is what comes in times ∂C₀/∂a, where δ is meant.",
        factors.sent * factors.by_activation,
    )
    return (
        *([forgotten] if factors.slope != 1 else []),
        Slip("sign lost", "The size fits, the sign is lost on the way.", -factors.gradient),
        Slip(
            "weight for activation",
            "This is δ times the weight. A weight's gradient is δ times what comes in through it.",
            w * delta,
        ),
        Slip(
            "wish for gradient",
            "This is −δ times the weight, the wish of the neuron before. "
            "The gradient is δ times what comes in.",
            -w * delta,
        ),
        Slip("what comes in forgotten", "This is δ alone, without what comes in.", delta),
    )


def sent_slips(
    factors: Factors, before: Slip, weight: str, other: float | None = None
) -> tuple[Slip, ...]:
    """For what comes in through a weight. other: what comes in through the weight beside it"""
    beside = f"This comes in through another weight. {weight} reads “to, from”."
    return (
        Slip(
            "weight for activation",
            "This is the weight itself. Asked is what comes in through it.",
            factors.weight,
        ),
        before,
        *([] if other is None else [Slip("another neuron", beside, other)]),
    )


def back_slips(factors: Factors) -> tuple[Slip, ...]:
    """For what goes back through a weight: w · δ of the neuron that it leads to."""
    weight, delta = factors.weight, factors.delta
    forgotten = Slip(
        "slope forgotten",
        "The slope ahead is forgotten: back goes δ, not ∂C₀/∂a.",
        weight * factors.by_activation,
    )
    return (
        *([forgotten] if factors.slope != 1 else []),
        Slip(
            "wish for gradient",
            "This is the wish, minus the slope. ∂C₀/∂a is the slope itself.",
            -weight * delta,
        ),
        Slip(
            "activation for weight",
            "This is δ times a, the gradient of the weight. Back goes δ times the weight.",
            factors.gradient,
        ),
        Slip("weight forgotten", "This is δ alone, without the weight.", delta),
    )
