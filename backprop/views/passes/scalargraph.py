"""A neuron's scalar graph, with what each step of the walk back finds."""

from dataclasses import asdict

import numpy as np

from backprop.explain import Answer
from backprop.network import Network
from backprop.views.component import component
from backprop.why import chain, scalar
from backprop.why.numbers import equals, number
from backprop.why.selection import Neuron, neuron_name

_scalargraph = component("scalargraph")
SIGNS = {"sigmoid": "σ", "tanh": "tanh", "relu": "ReLU"}


def scalargraph(network: Network, answer: Answer, y: np.ndarray, neuron: Neuron) -> None:
    """Mount the graph, which begins closed; it steps in the browser. y: target (outputs,)"""
    nodes = scalar.graph(network, answer.forward_pass, answer.gradients, y, neuron)
    layers = len(network.weights)
    z = next(i for i, node in enumerate(nodes) if node.op == "+")
    listed = sum(node.op == "×" for node in nodes)
    total = chain.neuron_sum(network, answer.forward_pass, answer.gradients, neuron, chain.TOLD)
    written = chain.written_neuron(total, listed)
    data = {
        "subject": neuron.typed,
        "name": neuron_name(neuron.layer, neuron.index, layers),
        "layer": neuron.layer,
        "output": neuron.layer == layers,
        "sign": SIGNS[network.activation],
        "z": z,
        "others": network.sizes[neuron.layer - 1] - listed,
        "nodes": _written(nodes, written),
        "steps": [asdict(step) for step in scalar.walk(nodes)],
    }
    _scalargraph(key="inspector_scalar", data=data)


def _written(nodes: scalar.Graph, of_z: list[str]) -> list[dict]:
    """The nodes; what is added up is written so that it does. of_z: the terms of z, and z"""
    listed = [asdict(node) for node in nodes]
    for node in listed:
        if node["op"] == "+":
            parts = [listed[i] for i in node["inputs"]]
            texts = of_z
            if node["thing"] == "cost":
                texts = chain.written_sum([part["value"] for part in parts], node["value"])
            for part, text in zip([*parts, node], texts):
                part["written"] = text
    for node in listed:
        if node["op"] == "×":
            factors = [number(listed[i]["value"]) for i in node["inputs"]]
            if equals(node["written"], *factors) == "≈":
                node["written"] = f"≈ {node['written']}"
    return listed
