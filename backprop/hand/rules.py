"""Which rule gave this number? One question after a sheet, its answers principles."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from backprop.hand.sheet import Line

OFFERED = 4


@dataclass(frozen=True)
class Rule:
    """A principle. why: what it rests on, said after the answer"""

    said: str
    why: str


RULES = {  # by the kind of line that a principle gives
    "sum": Rule(
        "Each input counts as much as its weight",
        "z is a weighted sum: each input times its weight, plus the bias.",
    ),
    "slope": Rule(
        "How far a moves when z moves",
        "The slope of the curve at z: small where the neuron is sure of itself.",
    ),
    "cost": Rule(
        "The slope of a square is twice the distance",
        "C₀ adds up squares (a − y)², and the slope of a square is 2(a − y).",
    ),
    "delta": Rule(
        "Factors along one path multiply",
        "z moves a, and a moves C₀: how far, is one slope times the other.",
    ),
    "back": Rule(
        "What went forward through a weight comes back through it",
        "a counts ahead as much as its weight lets it: so back goes δ times the weight.",
    ),
    "total": Rule(
        "Paths that meet add up",
        "A hidden neuron changes the cost on all ways ahead, and all of these changes add up.",
    ),
    "gradient": Rule(
        "What comes in times δ",
        "Raising w raises z by as much as comes in, and each bit of z changes the cost by δ.",
    ),
    "step": Rule(
        "Against the slope, as far as α says",
        "The gradient points uphill. The step goes the other way: minus, times α.",
    ),
}
SAME = {"new": "step"}
# What would be right as well, in other words, is not offered beside it.
TOO_NEAR = {"gradient": {"delta"}, "back": {"delta"}, "total": {"back"}}


@dataclass(frozen=True)
class Why:
    """Which rule gave the number of this line? choices: rules' names, right: one of them"""

    line: Line
    choices: tuple[str, ...]
    right: str


def why(lines: Sequence[Line], seed: int) -> Why | None:
    """A question about a line that was computed; the same seed, the same question."""
    draws = Random(seed)
    ruled = [line for line in lines if rule_of(line) and line.kind != "sum"]
    if not ruled:
        return None
    line = draws.choice(ruled)
    right = rule_of(line)
    wrong = [name for name in RULES if name not in {right, *TOO_NEAR.get(right, ())}]
    others = draws.sample(wrong, OFFERED - 1)
    choices = draws.sample([right, *others], OFFERED)
    return Why(line, tuple(choices), right)


def rule_of(line: Line) -> str:
    """The name of the rule that a line follows, or ""."""
    name = SAME.get(line.kind, line.kind)
    return name if name in RULES else ""
