"""The network beside a sheet, with the numbers that are known by now."""

from collections.abc import Set
from typing import Any

from backprop.hand.real import Real
from backprop.hand.sheet import short, written
from backprop.hand.small import Small
from backprop.why.selection import neuron_name

Picture = dict[str, Any]


def of_small(made: Small, done: Set[str]) -> Picture:
    """done: the names of the lines that are through, whose numbers may be seen"""
    nodes = [
        {"id": f"0 {k}", "at": [0, k], "name": f"x{'₁₂'[k]}", "value": short(x), "ink": float(x)}
        for k, x in enumerate(made.x)
    ]
    edges = []
    for layer, (w, b) in enumerate(zip(made.network.weights, made.network.biases), start=1):
        for j in range(len(b)):
            nodes.append(_neuron(made, layer, j, done))
            edges += [
                {
                    "id": f"{layer} {j} {k}",
                    "from": f"{layer - 1} {k}",
                    "to": f"{layer} {j}",
                    "weight": float(w[j, k]),
                    "label": short(w[j, k]),
                }
                for k in range(2)
            ]
    return {"nodes": nodes, "edges": edges, "columns": 3, "rows": 2}


def _neuron(made: Small, layer: int, j: int, done: Set[str]) -> dict[str, Any]:
    a, delta = made.forward_pass.activations[layer][0, j], made.gradients.delta[layer - 1][j]
    known = f"a {layer} {j}" in done
    return {
        "id": f"{layer} {j}",
        "at": [layer, j if layer == 1 else 0.5],
        "name": f"b = {short(made.network.biases[layer - 1][j])}",
        "value": written(float(a)) if known else "",
        "ink": float(a) if known else None,
        "below": f"δ = {written(float(delta))}" if f"delta {layer} {j}" in done else "",
    }


def of_real(made: Real, layers: int) -> Picture:
    """The weight between its two neurons, and the ways ahead that are computed."""
    w, ahead = made.weight, made.ahead
    middle = (len(ahead) - 1) / 2 if ahead else 0
    ends = [(0, w.layer - 1, w.source, made.factors.sent), (1, w.layer, w.to, made.factors.a)]
    nodes: list[dict[str, Any]] = [
        {
            "id": f"{layer} {index}",
            "at": [column, middle],
            "name": neuron_name(layer, index, layers),
            "value": written(a),
            "ink": a,
        }
        for column, layer, index, a in ends
    ]
    weight = made.factors.weight
    edges = [_edge(w.layer, w.to, w.source, weight, f"w = {written(weight)}")]
    for row, (k, way) in enumerate(zip(ahead, made.ways)):
        nodes.append(
            {
                "id": f"{w.layer + 1} {k}",
                "at": [2, row],
                "name": neuron_name(w.layer + 1, k, layers),
                "value": written(way.a),
                "ink": way.a,
                "below": f"δ = {written(way.delta)}",
            }
        )
        edges.append(_edge(w.layer + 1, k, w.to, way.weight, written(way.weight)))
    return {
        "nodes": nodes,
        "edges": edges,
        "columns": 3 if ahead else 2,
        "rows": max(1, len(ahead)),
    }


def _edge(layer: int, to: int, source: int, weight: float, label: str) -> dict[str, Any]:
    ends = {"from": f"{layer - 1} {source}", "to": f"{layer} {to}"}
    return {"id": f"{layer} {to} {source}", "weight": weight, "label": label, **ends}
