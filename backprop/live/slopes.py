"""What the heatmaps of the gradient page, and the bars beside them, are told of a drawing."""

from typing import Any

import numpy as np

from backprop.explain import Answer
from backprop.live.wire import pack
from backprop.network import Network
from backprop.why import gradients
from backprop.why.gradients import Average
from backprop.why.numbers import number

QUANTITIES = ("gradient", "weight", "update")
STATES = {"movable": "", "saturated": "saturated", "unasked": "hardly a wish"}
ENDS = {
    "gradient": ("− lowers the cost", "raises it +"),
    "weight": ("− negative", "positive +"),
    "update": ("− will be lowered", "will be raised +"),
}
TITLES = {"gradient": "Gradient", "weight": "Weights and biases", "update": "What one step adds"}

Layers = list[tuple[np.ndarray, np.ndarray]]  # what is shown for w⁽ˡ⁾ and b⁽ˡ⁾, as they are shaped


def quantities(quantity: str, network: Network, average: Average, learning_rate: float) -> Layers:
    """The numbers to show."""
    if quantity == "weight":
        return list(zip(network.weights, network.biases))
    factor = -learning_rate if quantity == "update" else 1.0
    pairs = zip(average.gradients.weights, average.gradients.biases)
    return [(factor * w, factor * b) for w, b in pairs]


def symbols(quantity: str, one: bool) -> dict[str, str]:
    """How one shown number is called, for weights and for biases. one: of one drawing alone"""
    if quantity == "weight":
        return {"w": "w", "b": "b"}
    sign = "−α " if quantity == "update" else ""
    return {letter: f"{sign}∂{'C₀' if one else 'C'}/∂{letter}" for letter in "wb"}


def layer_names(network: Network) -> list[str]:
    count = len(network.weights)
    return [*(f"Layer {layer}" for layer in range(1, count)), "Output"]


def heatmaps(
    network: Network,
    average: Average,
    quantity: str,
    one_scale: bool,
    layers: Layers,
    called: dict[str, str],
    serial: int,
) -> bytes:
    """All layers at once. called: as `symbols` says"""
    largest = [float(max(np.abs(w).max(), np.abs(b).max())) for w, b in layers]
    states = gradients.states(average)
    header = {
        "layers": [
            {
                "name": name,
                "rows": w.shape[0],
                "columns": w.shape[1],
                "max": max(largest) if one_scale else largest[layer],
                "note": f"{w.shape[0]} × {w.shape[1]}" + (", b at the right" if layer == 0 else ""),
                "to": "output" if name == "Output" else f"layer {layer + 1} · neuron",
                "from": f"layer {layer} · neuron",
                "states": [] if quantity == "weight" else [STATES[s] for s in states[layer]],
            }
            for layer, (name, (w, _)) in enumerate(zip(layer_names(network), layers))
        ],
        "title": _title(quantity, average, called),
        "symbols": called,
        "key": ENDS[quantity],
        "reasons": _reasons(average),
        "paper": np.packbits(~average.inked).tobytes().hex(),
        "serial": serial,
    }
    numbers = np.concatenate([part.ravel() for pair in layers for part in pair])
    return pack(header, numbers.astype(np.float32))


def _title(quantity: str, average: Average, called: dict[str, str]) -> str:
    """What a picture of them is called."""
    if quantity == "weight":
        return TITLES[quantity]
    of = "of one example" if average.count == 1 else f"averaged over {average.count:,} examples"
    return f"{TITLES[quantity]}, {called['w']}, {of}"


def _reasons(average: Average) -> list[dict[str, Any]]:
    """Why most parameters stand still, largest cause first asked, with shares that add up."""
    stands = gradients.standstill(average)
    one = average.count == 1
    texts = {
        "paper": "paper: the pixel is 0" + ("" if one else " in every example"),
        "saturated": "saturated, hardly moves: slope σ′ below 0.02",
        "unasked": f"hardly a wish: |∂{'C₀' if one else 'C'}/∂a| below 0.01",
        "movable": "moves freely",
    }
    shares = gradients.percents(stands.counts)
    return [
        {"id": id_, "count": count, "share": f"{share or '< 1'} %", "text": text}
        for (id_, text), count, share in zip(texts.items(), stands.counts, shares)
        if count
    ]


def signal(network: Network, average: Average) -> str:
    """HTML: mean |δ| by layer as bars."""
    means = gradients.sizes(average.gradients)
    longest = max(means) or 1.0
    rows = "".join(
        f"<li data-thing='layer {layer}'><span>{name}</span><span class='track'>"
        f"<i style='width:{_percent(mean / longest)}'></i></span><b>{number(mean)}</b></li>"
        for layer, (name, mean) in enumerate(zip(layer_names(network), means), start=1)
    )
    return f"<ol class='signal'>{rows}</ol>"


def outputs(answer: Answer, before: Answer | None, serial: int) -> str:
    """HTML: the ten outputs now, and where they stood before any step."""
    rows, last = [], len(answer.gradients.weights)
    for j, a in enumerate(answer.activations):
        first = a if before is None else before.activations[j]
        value = f"{a:.2f}".replace("-", "−") if j == answer.label or max(a, first) >= 0.05 else ""
        if value and before is not None:
            value = f"{first:.2f} → {value}"
        tick = f"<u style='left:{_percent(first)}'></u>" if before is not None else ""
        target = " class='target'" if j == answer.label else ""
        rows.append(
            f"<li{target} data-thing='neuron {last} {j}'><span>{j}</span><span class='track'>"
            f"<i style='width:{_percent(a)}'></i>{tick}</span><b>{value}</b></li>"
        )
    moved = " moved" if before is not None else ""
    return (
        f"<ol class='ten{moved}' aria-label='Outputs' data-drawing='{serial}'>{''.join(rows)}</ol>"
    )


def _percent(share: float) -> str:
    return f"{100 * min(1.0, max(0.0, share)):.1f}%"
