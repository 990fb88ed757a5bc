"""Axes of the live charts: round ends and ticks."""

import math
from collections.abc import Sequence

import numpy as np

from backprop.views.numbers import raised

ROUND = (1, 2, 5)
WIDE = 1000  # the largest cost over the smallest, above which an axis is logarithmic
SMALLEST = 1e-9


def panel(height: int, low: float, high: float, ticks: list[dict], series: list[dict]) -> dict:
    """One axis of a chart with its lines; several share the chart's x axis. It may also say "log",
    for a logarithmic one, and "began", where a line begins that it leaves out."""
    return {"height": height, "min": low, "max": high, "ticks": ticks, "series": series}


def series(name: str, text: str, count: int, strong: bool) -> dict:
    """A line of so many points. text: its name and last value, at its end; strong: drawn heavy"""
    return {"name": name, "text": text, "count": count, "strong": strong}


def round_up(value: float) -> float:
    """The smallest of … 0.1, 0.2, 0.5, 1, 2, 5 … that is not below `value` > 0."""
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in (*ROUND, 10) if step * power >= value * 0.999999)


def ticks(low: float, high: float, most: int = 5) -> list[dict]:
    """Round places from low to high, at most that many, with their texts."""
    step = round_up((high - low) / most)
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return [{"at": k * step, "text": plain(k * step)} for k in range(first, last + 1)]


def plain(value: float) -> str:
    """A number on an axis: no more digits than it needs, far from 1 a power of ten."""
    if not value or 1e-4 <= abs(value) < 1e6:
        return f"{value:,.10g}".replace("-", "−")
    digits, power = f"{value:e}".split("e")
    lead = f"{float(digits):g}".replace("-", "−")
    return f"{lead} × 10{raised(int(power))}"


def accuracy_axis(last: float) -> tuple[float, float, list[dict]]:
    """Low end, high end and ticks (shares, 0 to 1) of an axis for the part that matters."""
    low = 0.8 if last >= 0.88 else 0.5 if last >= 0.7 else 0.0
    step = 0.05 if low == 0.8 else 0.1 if low == 0.5 else 0.25
    count = round((1 - low) / step)
    places = [low + k * step for k in range(count + 1)]
    return low, 1.0, [{"at": at, "text": f"{100 * at:.0f} %"} for at in places]


def cost_axis(xs: np.ndarray, costs: Sequence[np.ndarray]) -> dict:
    """The same for lines of costs over the same xs, as parts of a panel: high enough for all but
    the first twentieth of what is shown; a power of ten each where they leave any such frame."""
    together = np.concatenate(costs)
    if together.max() > WIDE * max(together.min(), SMALLEST):
        return _powers(max(float(together.min()), SMALLEST), float(together.max()))
    late = xs >= xs[-1] / 20
    high = round_up(max(1.15 * max(float(line[late].max()) for line in costs), 1e-6))
    return {"min": 0.0, "max": high, "ticks": ticks(0.0, high, 4)}


def _powers(low: float, high: float) -> dict:
    """A logarithmic axis from a power of ten to another, with at most five ticks."""
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    step = math.ceil((last - first) / 4)
    places = [{"at": 10.0**k, "text": power_of_ten(k)} for k in range(first, last + 1, step)]
    return {"min": 10.0**first, "max": 10.0**last, "ticks": places, "log": True}


def power_of_ten(power: int) -> str:
    return plain(10.0**power) if -3 <= power <= 3 else f"10{raised(power)}"


def began(value: float, low: float, high: float, text: str) -> dict:
    """What an axis says of a line whose beginning it leaves out, as part of a panel."""
    return {} if low <= value <= high else {"began": f"began at {text}"}
