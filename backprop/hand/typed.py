"""A number that somebody typed: read, checked, and answered with what was probably thought."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

TOLERANCE = 0.05  # of the right value: working with three digits stays well inside
APART = 1.1 * TOLERANCE  # of the larger of two answers, so that no rounding joins them
DECIMALS = 3  # as the pages write numbers
_MINUS = dict.fromkeys(map(ord, "−–‐‑—﹣－"), "-")
_RAISED = str.maketrans("⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "+-0123456789")
_NUMBER = r"(?:\d+\.?\d*|\.\d+)"
_READ = re.compile(
    rf"(?P<sign>[+-]?)(?:(?P<top>{_NUMBER})/(?P<bottom>{_NUMBER})"
    rf"|(?P<plain>{_NUMBER})(?:(?:e|[×x·*]10\^)(?P<power>[+-]?\d{{1,3}}))?"
    rf"|10\^(?P<alone>[+-]?\d{{1,3}}))"
)


@dataclass(frozen=True)
class Slip:
    """What a misconception's own computation gives.

    name: of the misconception, "slope forgotten"; sentence: what to tell whoever made it
    """

    name: str
    sentence: str
    value: float


@dataclass(frozen=True)
class Verdict:
    """What is said to a typed number. slip: the name of the misconception that gives this number"""

    right: bool
    sentence: str
    slip: str | None = None


def read_number(text: str) -> float | None:
    """The number that a text writes, or None where it writes none.

    The decimal sign is a point or a comma; "1/4", "2e-3", "2 × 10⁻³" and "2*10^-3" are read too.
    """
    plain = re.sub(r"\s", "", text).lower().replace(",", ".").translate(_MINUS)
    plain = re.sub("[⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+", lambda raised: "^" + raised[0].translate(_RAISED), plain)
    found = _READ.fullmatch(plain)
    if not found:
        return None
    if found["top"]:
        bottom = float(found["bottom"])
        value = float(found["top"]) / bottom if bottom else math.inf
    else:
        value = float(f"{found['plain'] or 1}e{found['power'] or found['alone'] or 0}")
    if not math.isfinite(value):
        return None
    return -value if found["sign"] == "-" else value


def matches(typed: float, value: float) -> bool:
    """Whether a typed number stands for this value: within 5 %, or the digits that pages show."""
    apart = abs(typed - value)
    near = apart <= TOLERANCE * abs(value) + 1e-12
    return near or (apart < 10**-DECIMALS and typed == round(value, DECIMALS) != 0)


def check(typed: float, right: float, slips: Sequence[Slip]) -> Verdict:
    """Right, or the first slip whose number this is, or what can be said of the number alone."""
    if matches(typed, right):
        return Verdict(True, "Right.")
    for slip in slips:
        if matches(typed, slip.value):
            return Verdict(False, slip.sentence, slip.name)
    if matches(-typed, right):
        return Verdict(False, "The size fits, the sign does not.", "sign lost")
    if typed * right != 0:
        power = round(math.log10(abs(typed / right)))
        if power and matches(abs(typed) / 10.0**power, abs(right)):
            return Verdict(False, "The digits fit, the decimal point does not.", "decimal point")
    return Verdict(False, "Not this one.")


def degenerate(right: float, slips: Iterable[Slip]) -> bool:
    """Whether this must not be asked, for the answer would not tell what was thought.

    That is so where the right value is 0 or, in the digits that pages show, saturated (0.000,
    1.000), and where two of all the answers, right or slips, cannot be told apart.
    """
    saturated = right != round(right) and round(right, DECIMALS) in (-1, 0, 1)
    values = sorted([right, *(slip.value for slip in slips)])
    last_digit = 0.5 * 10**-DECIMALS
    ties = (b - a <= max(APART * max(-a, b), last_digit) for a, b in pairwise(values))
    return right == 0 or saturated or any(ties)
