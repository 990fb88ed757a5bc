"""The lab's figures on white paper, as SVG to print or to put into a report, and as PNG.

They are drawn from what the page itself shows: charts from the same specification, images from the
same weights, the table from the same counts. The browser turns SVG into PNG.
"""

import base64
import io
from collections.abc import Callable, Sequence
from html import escape

import numpy as np
import streamlit as st
from PIL import Image

from backprop.lab.results import Results
from backprop.lab.run import Run
from backprop.lab.setup import layers_text
from backprop.views.component import component
from backprop.views.numbers import percent

_paper = component("paper")

INK, MUTED, LINE, POS, NEG = "#1D2026", "#5C626D", "#E2DFD8", "#1667B0", "#AE4C08"
WIDTH, HEAD, FOOT, EDGE = 760, 64, 40, 24
LEFT, BETWEEN, STRETCH = 76, 30, 1.25
LETTER = 7.6  # the width of one at 14 px, about
LABEL_GAP = 17
POWER = 0.7  # lifts small weights, as on the page
FAINTEST = 0.06


def popover(part: str, draw: Callable[[], dict[str, str]]) -> None:
    """Previews with a button for either format, drawn once it is open. draw: → file's name → SVG"""
    with st.popover("Figures", key=f"{part}_figures", on_change="rerun") as opened:
        if opened.open:
            figures = [{"name": name, "svg": svg} for name, svg in draw().items()]
            _paper(key=f"{part}_paper", data={"figures": figures})


def about(run: Run, step: int) -> str:
    """What a figure is of: layers, activation, α, m, seed and steps."""
    setup = run.setup
    layers = layers_text(setup.sizes).replace(", ", " · ")
    return (
        f"{layers}, {setup.activation}; α = {setup.learning_rate:g}, m = {setup.mini_batch}, "
        f"{run.examples:,} examples, seed {setup.seed}; after {step:,} steps"
    )


# --- charts ---


def chart(spec: dict, lines: Sequence[np.ndarray], note: str) -> str:
    """A chart of the page. spec: as its header says it; lines: xs, ys of each series in turn"""
    texts = [series["text"] for axis in spec["axes"] for series in axis["series"]]
    right = WIDTH - EDGE - LETTER * max(map(len, texts)) - 10
    left, top, parts, rest = LEFT, HEAD + 10, [], iter(lines)
    for axis in spec["axes"]:
        height = STRETCH * axis["height"]
        pairs = [(next(rest), next(rest)) for _ in axis["series"]]
        parts += _axis(axis, left, right, top, height)
        clip = f"axis{len(parts)}"
        parts.append(
            f'<clipPath id="{clip}"><rect x="{left - 2}" y="{top - 2:.1f}" '
            f'width="{right - left + 4:.1f}" height="{height + 4:.1f}"/></clipPath>'
        )
        ends = []
        for series, (xs, ys) in zip(axis["series"], pairs):
            across = left + (right - left) * _shares(spec["x"], xs)
            down = top + height * (1 - _shares(axis, ys))
            parts.append(_line(series, across, down, clip))
            end = min(max(float(down[-1]), top), top + height)
            ends.append((end, float(across[-1]), series))
            if series is axis["series"][0] and "began" in axis:
                parts.append(_began(axis, across, down, left, (top, top + height)))
        parts += _ends(ends, top + height)
        top += height + BETWEEN
    bottom = top - BETWEEN
    for tick in spec["x"]["ticks"]:
        x = left + (right - left) * float(_shares(spec["x"], np.array([tick["at"]]))[0])
        parts.append(_text(x, bottom + 22, tick["text"], MUTED, 13.5, anchor="middle"))
    return _sheet(spec["title"], spec["note"], bottom + 30, parts, note)


def _shares(axis: dict, values: np.ndarray) -> np.ndarray:
    """Where values lie from the low end of an axis, 0, to the high one, 1."""
    if axis.get("log"):
        ends = np.log10([axis["min"], axis["max"]])
        values = np.log10(np.maximum(values, axis["min"]))
    else:
        ends = np.array([axis["min"], axis["max"]], float)
    return (values - ends[0]) / (ends[1] - ends[0])


def _began(
    axis: dict, across: np.ndarray, down: np.ndarray, left: float, frame: tuple[float, float]
) -> str:
    """Where a line begins above or below its frame: the words for it, clear of the line."""
    below = down[0] > frame[1]
    inside = np.flatnonzero((down >= frame[0]) & (down <= frame[1]))
    enters = float(across[inside[0] if len(inside) else -1])
    text = f"{'↓' if below else '↑'} {axis['began']}"
    free = enters - left > LETTER * len(text) + 16
    x = left + 8 if free else enters + 12
    return _text(x, frame[1] - 6 if below else frame[0] + 14, text, MUTED, 13.5)


def _axis(axis: dict, left: float, right: float, top: float, height: float) -> list[str]:
    parts = []
    for tick in axis["ticks"]:
        y = top + height * (1 - float(_shares(axis, np.array([tick["at"]]))[0]))
        parts.append(f'<path d="M{left} {y:.1f}H{right:.1f}" stroke="{LINE}"/>')
        parts.append(_text(left - 10, y + 5, tick["text"], MUTED, 13.5, anchor="end"))
    return parts


def _line(series: dict, across: np.ndarray, down: np.ndarray, clip: str) -> str:
    ink, width = (INK, 2.2) if series["strong"] else (MUTED, 1.3)
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in zip(across, down))
    return (
        f'<polyline points="{points}" fill="none" stroke="{ink}" stroke-width="{width}" '
        f'clip-path="url(#{clip})"/>'
    )


def _ends(ends: list[tuple], bottom: float) -> list[str]:
    """A disc at the end of every line. Their names stand where the longest ends, a dotted line
    leads there; those too close are moved apart."""
    parts, free, far = [], -np.inf, max(x for _, x, _ in ends)
    for k, (y, x, series) in enumerate(sorted(ends, key=lambda end: end[0])):
        lowest = bottom - LABEL_GAP * (len(ends) - 1 - k)
        label = max(free, min(y, lowest))
        free = label + LABEL_GAP
        ink, weight, size = (INK, 600, 4.5) if series["strong"] else (MUTED, 400, 3.2)
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size}" fill="{ink}"/>')
        if x < far:
            path = f"M{x + 8:.1f} {y:.1f}H{far + 6:.1f}"
            parts.append(f'<path d="{path}" stroke="{MUTED}" stroke-dasharray="1 4"/>')
        parts.append(_text(far + 11, label + 5, series["text"], ink, 14, weight))
    return parts


# --- images of weights ---


def weights(images: np.ndarray, title: str, note: str, about: str) -> str:
    """Weights (n, 784), n ≤ 16, as images on one scale, with its key."""
    scale, side, gap, columns = float(np.abs(images).max()), 160, 18, 4
    parts = []
    for j, values in enumerate(images):
        x, y = EDGE + (j % columns) * (side + gap), HEAD + (j // columns) * (side + gap)
        parts.append(
            f'<image x="{x}" y="{y}" width="{side}" height="{side}" '
            f'href="{_png(values / (scale or 1))}" style="image-rendering: pixelated"/>'
            f'<rect x="{x}" y="{y}" width="{side}" height="{side}" fill="none" stroke="{MUTED}"/>'
        )
        parts.append(_text(x + 6, y + 16, str(j), MUTED, 13))
    bottom = HEAD + -(-len(images) // columns) * (side + gap)
    parts.append(
        f'<linearGradient id="signs"><stop stop-color="{NEG}"/><stop offset="0.5" '
        f'stop-color="#fff"/><stop offset="1" stop-color="{POS}"/></linearGradient>'
        f'<rect x="{EDGE + 62}" y="{bottom + 4}" width="120" height="10" fill="url(#signs)"/>'
    )
    parts.append(_text(EDGE, bottom + 14, f"−{scale:.3g}", NEG, 14, 600))
    parts.append(_text(EDGE + 192, bottom + 14, f"+{scale:.3g}", POS, 14, 600))
    return _sheet(title, note, bottom + 26, parts, about)


def _png(values: np.ndarray) -> str:
    """784 values from −1 to 1 as the address of a PNG: paper white, blue +, orange −."""
    share = (np.abs(values) ** POWER).reshape(28, 28, 1)
    signs = np.where(values.reshape(28, 28, 1) < 0, _rgb(NEG), _rgb(POS))
    pixels = np.round(255 + (signs - 255) * share).astype(np.uint8)
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()


def _rgb(colour: str) -> np.ndarray:
    return np.array([int(colour[k : k + 2], 16) for k in (1, 3, 5)], float)


# --- the confusion matrix ---


def confusion(results: Results, about: str) -> str:
    """A row for each digit, a column for each answer; mistakes in ink, on one scale."""
    counts, side, left, top = results.confusion, 46, EDGE + 60, HEAD + 34
    most = max(1, int((counts - np.diag(np.diag(counts))).max()))
    parts = [_text(left + 5 * side, top - 24, "read as", MUTED, 14, anchor="middle")]
    parts.append(_text(left + 10 * side + 112, top - 6, "read right", MUTED, 14, anchor="end"))
    for i, (row, right) in enumerate(zip(counts, results.right_by_digit)):
        middle = top + (i + 0.5) * side + 5
        parts.append(_text(left - 14, middle, str(i), MUTED, 17, anchor="end"))
        parts.append(_text(left + (i + 0.5) * side, top - 6, str(i), MUTED, 17, anchor="middle"))
        share = percent(right)
        parts.append(_text(left + 10 * side + 112, middle, share, INK, 14, 600, anchor="end"))
        parts += [_cell(left + j * side, top + i * side, side, row, i, j, most) for j in range(10)]
    note = f"of {len(results.labels):,} test digits, {len(results.wrong()):,} are read wrong"
    return _sheet("What it confuses", note, top + 10 * side + 8, parts, about)


def _cell(x: float, y: float, side: float, row: np.ndarray, i: int, j: int, most: int) -> str:
    count = int(row[j])
    share = 0 if i == j or not count else FAINTEST + (1 - FAINTEST) * count / most
    ink = MUTED if i == j else "#fff" if share > 0.5 else INK
    box = f'<rect x="{x + 1}" y="{y + 1}" width="{side - 2}" height="{side - 2}" '
    box += f'fill="{INK}" fill-opacity="{share:.3f}" stroke="{LINE if i == j else "none"}"/>'
    text = str(count) if count else ""
    return box + _text(x + side / 2, y + side / 2 + 5, text, ink, 14, anchor="middle")


# --- the sheet ---


def _sheet(title: str, note: str, height: float, parts: list[str], about: str) -> str:
    height += FOOT
    serif = "Source Serif 4, Georgia, serif"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height:.0f}" '
        f'viewBox="0 0 {WIDTH} {height:.0f}" '
        'font-family="Source Sans 3, Source Sans Pro, Helvetica, Arial, sans-serif">'
        f'<title>{escape(title)}</title><rect width="100%" height="100%" fill="#fff"/>'
        f'<text x="{EDGE}" y="36" fill="{MUTED}" font-size="14"><tspan fill="{INK}" '
        f'font-size="20" font-weight="600" font-family="{serif}">{escape(title)}</tspan>'
        f'<tspan dx="10">{escape(note)}</tspan></text>'
        f"{''.join(parts)}{_text(EDGE, height - 14, about, MUTED, 13)}</svg>"
    )


def _text(
    x: float, y: float, text: str, ink: str, size: float, weight: int = 400, anchor: str = "start"
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" fill="{ink}" font-size="{size}" font-weight="{weight}" '
        f'text-anchor="{anchor}">{escape(text)}</text>'
    )
