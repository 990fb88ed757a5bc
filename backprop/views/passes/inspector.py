"""The inspector: one weight, bias or neuron opened, or what one layer wishes of another."""

from typing import Any

import numpy as np
import streamlit as st

from backprop.activations import ACTIVATIONS
from backprop.explain import Answer
from backprop.network import Network, one_hot
from backprop.views import session
from backprop.views.component import component
from backprop.views.curve import curve
from backprop.views.passes import neuron, opened
from backprop.views.passes.opened import Said
from backprop.views.passes.pulls import pulls
from backprop.why import chain, nudge, pick, selection
from backprop.why.selection import Bias, Neuron, Parameter, Thing, Weight, neuron_name

_picker = component("picker")
_weightview = component("weightview")
_slopes = component("slopes")
_wishtable = component("wishtable")

ONE, WISHES = neuron.ONE, "Wishes of a layer"
STEP = 1e-4
TOO_SMALL = (
    " So small a slope changes the cost by less than its last digit: measuring it shows rounding, "
    "which backpropagation does not suffer from."
)


def inspector(network: Network, pixels: np.ndarray, answer: Answer) -> None:
    """Everything below the graph. The page mounts it in `st.container(key="inspector")`.

    pixels: (784,), the digit that `answer` is about
    """
    thing = opened.selection()
    y = one_hot(answer.label, network.sizes[-1])
    shown = _head(thing)
    if shown == WISHES:
        _wishes(network, answer, y)
        return
    _pick(network, answer, thing)
    if isinstance(thing, Neuron):
        neuron.opened(network, answer, y, thing)
    else:
        _weight(network, pixels, answer, y, thing)


def _head(thing: Thing) -> str:
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        shown = session.kept("inspector_shows", lambda: ONE)
        title = "Wishes add up" if shown == WISHES else f"One {_kind(thing)}, opened"
        st.subheader(title, anchor=False, width="content")
        st.segmented_control(
            "The inspector shows",
            [ONE, WISHES],
            required=True,
            key="inspector_shows",
            label_visibility="collapsed",
            width="content",
        )
    return shown


def _kind(thing: Thing) -> str:
    return {Neuron: "neuron", Weight: "weight", Bias: "bias"}[type(thing)]


# --- which one ---


def _pick(network: Network, answer: Answer, thing: Thing) -> None:
    """What is open, and the ways to another one: by index, or one worth a look."""
    said = opened.said(thing)
    data: dict[str, Any] = {
        "symbol": _symbol(thing),
        "plain": thing.plain(len(network.weights)),
        "typed": thing.typed,
        "why": said.why,
        "problem": said.problem,
        "count": f"{network.parameter_count:,}",
    }
    if not isinstance(thing, Neuron):
        data["value"] = selection.value(network, thing)
    _picker(
        key="inspector_picker",
        data=data,
        on_typed_change=lambda: _typed(network),
        on_asked_change=lambda: _asked(network, answer),
    )


def _symbol(thing: Thing) -> list[str]:
    """Its letter, what stands raised, what stands lowered."""
    match thing:
        case Neuron():
            index = f"{thing.index}"
        case Weight():
            index = f"{thing.to},{thing.source}"
        case Bias():
            index = f"{thing.to}"
    return [thing.name[0], f"({thing.layer})", index]


def _typed(network: Network) -> None:
    try:
        typed = str(session.sent("inspector_picker", "typed"))
        opened.select(selection.parse(typed, network))
        opened.say(Said())
    except ValueError as problem:
        opened.say(Said(opened.selection(), problem=str(problem)))


def _asked(network: Network, answer: Answer) -> None:
    passed, gradients = answer.forward_pass, answer.gradients
    ways = {
        "largest": lambda: pick.largest(gradients),
        "zero": lambda: pick.a_zero(network, passed, gradients, opened.selection()),
        "surprising": lambda: pick.a_surprising(network, passed, gradients, opened.selection()),
    }
    way = ways.get(session.sent("inspector_picker", "asked"))
    if way:
        picked = way()
        opened.select(picked.weight)
        opened.say(Said(picked.weight, why=picked.why))


# --- a weight or a bias ---


def _weight(
    network: Network, pixels: np.ndarray, answer: Answer, y: np.ndarray, parameter: Parameter
) -> None:
    _weightview(key="inspector_weight", data=_chain(network, answer, y, parameter))
    slope = selection.gradient_of(answer.gradients, parameter)
    left, right = st.columns([7, 3], gap="medium")
    with left:
        curve("inspector_nudge", network, answer, parameter)
    with right, st.container(key="slopes"):
        measured = nudge.measured_slope(network, pixels, y, parameter, STEP)
        letter, others = parameter.name[0], f"{network.parameter_count - 1:,}"
        _slopes(
            key="inspector_slopes",
            data={
                "backpropagated": slope,
                "measured": measured,
                "how": f"Measured as [C₀({letter} + h) − C₀({letter} − h)] / 2h with h = {STEP:g}: "
                f"two whole forward passes for this one {_kind(parameter)}. "
                f"Backpropagation got it, and {others} others, from one backward pass."
                + (TOO_SMALL if 0 < abs(slope) < 1e-7 else ""),
            },
        )
    pulls(network, answer, parameter)


def _chain(network: Network, answer: Answer, y: np.ndarray, parameter: Parameter) -> dict:
    """The chain rule of one parameter in pictures, formulas, words and numbers."""
    layers, layer, to = len(network.weights), parameter.layer, parameter.to
    passed = answer.forward_pass
    rule = chain.chain_rule(network, passed, y, parameter)
    z = float(passed.weighted_inputs[layer - 1][0, to])
    listed = [path.value for path in rule.paths]
    to_name = neuron_name(layer, to, layers)
    return {
        "letter": parameter.name[0],
        "layer": layer,
        "to": to,
        "source": getattr(parameter, "source", None),
        "value": selection.value(network, parameter),
        "sent": rule.by_parameter,
        "slope": rule.slope,
        "by_activation": rule.by_activation,
        "delta": rule.delta,
        "product": rule.product,
        "z": z,
        "a": float(passed.activations[layer][0, to]),
        "target": float(y[to]) if layer == layers else None,
        "curve": neuron.curve(network, z),
        "to_name": to_name,
        "words": [
            f"how fast the cost rises as this {_kind(parameter)} grows",
            _what_comes_in(rule.by_parameter, parameter, layers),
            _freedom(rule.slope, to_name),
            "2 × (answer − target): bigger mistake, stronger signal"
            if layer == layers
            else f"how fast the cost rises with {to_name}: the sum of all paths, {rule.path_count}",
        ],
        "paths": [
            {
                "neurons": path.neurons,
                "through": ", ".join(
                    neuron_name(layer + 1 + i, k, layers) for i, k in enumerate(path.neurons)
                ),
                "value": path.value,
            }
            for path in rule.paths
        ],
        "rest": rule.rest,
        "others": rule.path_count - len(rule.paths),
        "written": chain.written_sum([*listed, rule.rest], rule.by_activation) if listed else [],
    }


def _what_comes_in(sent: float, parameter: Parameter, layers: int) -> str:
    if isinstance(parameter, Bias):
        return "a bias is added as it is, so this factor is always 1"
    source = neuron_name(parameter.layer - 1, parameter.source, layers)
    if parameter.layer > 1:
        return f"what comes in: the activation of {source}"
    row, column = divmod(parameter.source, 28)
    what = "paper, so nothing comes in" if sent == 0 else "what comes in"
    return f"{what}: the pixel in row {row}, column {column}"


def _freedom(slope: float, name: str) -> str:
    if slope < chain.SATURATED:
        return f"the slope of {name}: saturated, it hardly moves"
    return f"the slope of {name}: how much it moves when z does"


# --- what a layer wishes ---


def _wishes(network: Network, answer: Answer, y: np.ndarray) -> None:
    """−δⱼwⱼₖ, one row for each neuron of the layer behind, and their sum."""
    layers = len(network.weights)
    hidden = list(range(layers - 1, 0, -1))
    if not hidden:
        st.write("This network has no hidden layer that anything could be wished of.")
        return
    layer = st.segmented_control(
        "Wished of",
        hidden,
        default=hidden[0],
        required=True,
        format_func=lambda number: f"Layer {number}",
        key="inspector_layer",
        label_visibility="collapsed",
    )
    layer = layer if layer in hidden else hidden[0]
    passed, gradients = answer.forward_pass, answer.gradients
    table = chain.wishes(network, passed, y, layer)
    _wishtable(
        key="inspector_wishes",
        data={
            "layer": layer,
            "last": layer + 1 == layers,
            "activations": passed.activations[layer][0].tolist(),
            "above": passed.activations[layer + 1][0].tolist(),
            "above_wishes": (-gradients.activations[layer + 1]).tolist(),
            "slopes": ACTIVATIONS[network.activation]
            .slope(passed.weighted_inputs[layer][0])
            .tolist(),
            "names": [neuron_name(layer + 1, j, layers) for j in range(network.sizes[layer + 1])],
            "table": table.tolist(),
            "sums": table.sum(axis=0).tolist(),
            "target": answer.label if layer + 1 == layers else None,
        },
        on_opened_change=lambda: neuron.open_typed(network, "inspector_wishes"),
    )
