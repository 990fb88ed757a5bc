"""How numbers are written in what is said about a network."""

import math
from decimal import ROUND_HALF_UP, Decimal

import numpy as np


def number(value: float, digits: int = 3) -> str:
    """Significant digits with a true minus sign, tiny numbers as powers of ten."""
    if value == 0 or not np.isfinite(value):
        return "0" if value == 0 else "–"
    if abs(value) < 1e-4 or abs(value) >= 1e5:
        shown, power = f"{value:.{digits - 1}e}".split("e")
        return f"{shown} × 10{raised(int(power))}".replace("-", "−")
    if abs(value) >= 1000:
        decimals = max(0, digits - len(f"{abs(value):.0f}"))
        return f"{float(f'{value:.{digits}g}'):,.{decimals}f}".replace("-", "−")
    return f"{value:#.{digits}g}".rstrip(".").replace("-", "−")


def apart(one: float, other: float, most: int = 8) -> tuple[str, str]:
    """Two numbers with as many digits, three or more, as tell them apart; the same twice where
    `most` do not."""
    for digits in range(3, most + 1):
        texts = number(one, digits), number(other, digits)
        if texts[0] != texts[1]:
            break
    return texts


def change(before: float, after: float) -> str:
    """What a number was and what it is now, with as many digits as it takes to differ."""
    was, now = apart(before, after)
    return f"{was} → {now}" if was != now else f"{number(before)}, hardly changed"


def equals(product: str, *factors: str) -> str:
    """The sign before a product as it is written: "=" where a reader who multiplies the factors as
    they are written comes to it; else "≈"."""
    shown, meant = math.prod(map(_read, factors)), _read(product)
    if product == "0":
        return "≈" if shown else "="
    return "=" if Decimal(shown).quantize(meant, ROUND_HALF_UP) == meant else "≈"


def _read(written: str) -> Decimal:
    """The number that was written so."""
    digits, _, power = written.replace("−", "-").replace(",", "").partition(" × 10")
    lowered = power.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789"))
    return Decimal(digits).scaleb(int(lowered or 0))


def raised(power: int) -> str:
    """A whole number written small and high, as an exponent."""
    return str(power).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))


def percent(share: float) -> str:
    return f"{100 * share:.1f} %"
