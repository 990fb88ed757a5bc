"""One neuron, opened: its sum, its activation, what comes back to it, and three ways to move it."""

import math
from typing import Any

import numpy as np
import streamlit as st

from backprop.activations import ACTIVATIONS
from backprop.explain import Answer
from backprop.live.wire import pack
from backprop.network import Network
from backprop.views import session
from backprop.views.component import component
from backprop.views.passes.opened import select
from backprop.views.passes.scalargraph import scalargraph
from backprop.why import chain, nudge, selection
from backprop.why.chain import NeuronSum
from backprop.why.numbers import equals, number
from backprop.why.selection import Bias, Neuron, Weight, neuron_name

_neuronview = component("neuronview")
_ways = component("ways")

ONE = "One weight or neuron"
REACH = {"bias": 5.0, "weights": 2.0, "activations": 1.0}


def opened(network: Network, answer: Answer, y: np.ndarray, neuron: Neuron) -> None:
    total = chain.neuron_sum(network, answer.forward_pass, answer.gradients, neuron, chain.TOLD)
    images = np.empty(0)
    if neuron.layer == 1:
        images = np.concatenate([total.weights, total.inputs, total.contributions])
    _neuronview(
        key="inspector_neuron",
        data=pack(_about(network, total), images.astype(np.float32)),
        on_opened_change=lambda: open_typed(network, "inspector_neuron"),
    )
    scalargraph(network, answer, y, neuron)
    if neuron.layer == len(network.weights):
        _three_ways(network, answer, y, neuron.index)


def open_typed(network: Network, key: str) -> None:
    """A click inside a component names what to open, as one would type it."""
    try:
        select(selection.parse(str(session.sent(key, "opened")), network))
        session.put("inspector_shows", ONE)
    except ValueError:
        return


def curve(network: Network, z: float, points: int = 81) -> dict:
    """The activation function around 0, as far as this z and a little further."""
    reach = max(6.0, 1.15 * abs(z))
    at = np.linspace(-reach, reach, points)
    values = ACTIVATIONS[network.activation].value(at)
    return {"reach": reach, "values": values.tolist()}


def _about(network: Network, total: NeuronSum) -> dict:
    layers, layer = len(network.weights), total.neuron.layer
    return {
        "name": neuron_name(layer, total.neuron.index, layers),
        "layer": layer,
        "index": total.neuron.index,
        "z": total.z,
        "a": total.a,
        "slope": total.slope,
        "saturated": total.saturated,
        "by_activation": total.by_activation,
        "delta": total.delta,
        "curve": curve(network, total.z),
        "images": layer == 1,
        "terms": _terms(total, layers),
        "positive": total.positive,
        "negative": total.negative,
        "wishes": [] if layer == 1 else total.wishes.tolist(),
    }


def _terms(total: NeuronSum, layers: int) -> list[dict]:
    """The rows of z = Σ w·a + b, written so that they add up; the last row is z."""
    layer, to = total.neuron.layer, total.neuron.index
    bias, every = Bias(layer, to), f"w {layer} {to} *"
    rows: list[dict[str, Any]]
    if layer == 1:
        rows = [
            {"name": "pixels it likes: w · x above 0", "value": total.positive, "about": every},
            {"name": "bias", "value": total.bias, "open": bias.typed, "about": bias.thing},
            {"name": "pixels it dislikes: below 0", "value": total.negative, "about": every},
        ]
    else:
        rows = [
            {
                "name": neuron_name(layer - 1, k, layers),
                "value": float(total.contributions[k]),
                "weight": float(total.weights[k]),
                "input": float(total.inputs[k]),
                "open": Weight(layer, to, k).typed,
                "about": f"weight {layer} {to} {k}",
                "factors": [f"w {layer} {to} {k}", f"a {layer - 1} {k}"],
            }
            for k in total.largest
        ]
        rows.append({"name": "bias", "value": total.bias, "open": bias.typed, "about": bias.thing})
        others = len(total.contributions) - len(total.largest)
        rest = [k for k in range(len(total.contributions)) if k not in total.largest]
        smaller = ", ".join(f"w {layer} {to} {k}" for k in rest)
        rows.append({"name": f"{others} smaller", "value": total.rest, "about": smaller})
    rows.append({"name": "z", "value": total.z, "about": f"z {layer} {to}"})
    written = chain.written_sum([row["value"] for row in rows[:-1]], total.z)
    for row, text in zip(rows, written):
        row["written"] = text
        if "weight" in row:
            row["equals"] = equals(text, number(row["weight"]), number(row["input"]))
    return rows


@st.fragment
def _three_ways(network: Network, answer: Answer, y: np.ndarray, output: int) -> None:
    moved = _moved(output)
    effects = nudge.three_ways(network, answer.forward_pass, y, output, **moved)
    _ways(
        key="inspector_ways",
        data={
            "output": output,
            "target": float(y[output]),
            "reach": REACH,
            "moved": moved,
            "before": vars(effects.before),
            "alone": {way: vars(getattr(effects, way)) for way in REACH},
            "together": vars(effects.together),
        },
        on_moved_change=lambda: None,
    )


def _moved(output: int) -> dict[str, float]:
    """Where the three sliders stand; at 0 for another neuron than the one they were moved for."""
    sent = session.sent("inspector_ways", "moved") or {}
    moved = dict.fromkeys(REACH, 0.0)
    if sent.get("output") == output:
        for way, reach in REACH.items():
            value = sent.get(way)
            if isinstance(value, int | float) and math.isfinite(value):
                moved[way] = max(-reach, min(reach, float(value)))
    return moved
