"""How numbers are written in what is said about a network."""

import numpy as np


def number(value: float) -> str:
    """Three significant digits with a true minus sign, tiny ones as powers of ten."""
    if value == 0 or not np.isfinite(value):
        return "0" if value == 0 else "–"
    if abs(value) < 1e-4 or abs(value) >= 1e5:
        digits, power = f"{value:.2e}".split("e")
        return f"{digits} × 10{raised(int(power))}".replace("-", "−")
    if abs(value) >= 1000:
        return f"{float(f'{value:.3g}'):,.0f}".replace("-", "−")
    return f"{value:#.3g}".rstrip(".").replace("-", "−")


def raised(power: int) -> str:
    """A whole number written small and high, as an exponent."""
    return str(power).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))


def percent(share: float) -> str:
    return f"{100 * share:.1f} %"
