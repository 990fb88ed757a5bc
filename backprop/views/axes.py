"""Axes of the live charts: round ends and ticks."""

import math

import numpy as np

from backprop.views.numbers import RAISED

ROUND = (1, 2, 5)


def panel(height: int, low: float, high: float, ticks: list[dict], series: list[dict]) -> dict:
    """One axis of a chart with its lines; several share the chart's x axis."""
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
    return f"{lead} × 10{str(int(power)).translate(RAISED)}"


def accuracy_axis(last: float) -> tuple[float, float, list[dict]]:
    """Low end, high end and ticks (shares, 0 to 1) of an axis for the part that matters."""
    low = 0.8 if last >= 0.88 else 0.5 if last >= 0.7 else 0.0
    step = 0.05 if low == 0.8 else 0.1 if low == 0.5 else 0.25
    count = round((1 - low) / step)
    places = [low + k * step for k in range(count + 1)]
    return low, 1.0, [{"at": at, "text": f"{100 * at:.0f} %"} for at in places]


def cost_axis(xs: np.ndarray, costs: np.ndarray) -> tuple[float, float, list[dict]]:
    """The same for costs: high enough for all but the first twentieth of what is shown."""
    start = xs[-1] / 20
    seen = [cost for x, cost in zip(xs, costs) if x >= start] or list(costs)
    high = round_up(min(max(1.15 * max(seen), 1e-6), 1e9))
    return 0.0, high, ticks(0.0, high, 4)
