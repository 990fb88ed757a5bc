"""Figures about one neuron and what moves it."""

import numpy as np

from backprop.activations import ACTIVATIONS
from backprop.deck import showcase
from backprop.deck.showcase import push
from backprop.network import one_hot
from backprop.views.deck.figures.scene import Picture, Scene, Slider
from backprop.views.passes.neuron import curve
from backprop.why import chain, nudge
from backprop.why.selection import Weight

DRAWN = 16  # neurons of a layer


def _ways(scene: Scene) -> Picture:
    network, answer, sent = scene.network, scene.answer, scene.sent
    weight, asked = showcase.telling(answer), showcase.wished_most(network, answer)
    w, sender = network.weights[-1][weight.to], _sender(scene)
    ways = {
        "bias": ("1 · bias", float(network.biases[-1][weight.to]), -3.0, 3.0),
        "weight": (f"2 · w from {sender} {weight.source}", float(w[weight.source]), -3.0, 3.0),
        "activation": (f"3 · {sender} {asked} sends", float(sent[asked]), *_room(scene, asked)),
    }
    by = {name: _change(scene, name, low, high) for name, (_, _, low, high) in ways.items()}
    moved = {name: start + by[name] for name, (_, start, _, _) in ways.items()}
    before = push(network, answer, weight)
    after = push(network, answer, weight, by["bias"], by["weight"], by["activation"], asked)
    loudness = np.abs(w * sent)
    loudness[[weight.source, asked]] = np.inf
    drawn = showcase.most(loudness, DRAWN)
    return Picture(
        {
            "before": vars(before),
            "after": vars(after),
            "layer": scene.layers - 1,
            "neurons": drawn.tolist(),
            "of": len(sent),
            "sent": sent[drawn].tolist(),
            "weights": w[drawn].tolist(),
            "source": weight.source,
            "asked": asked,
            "wish": -float(answer.gradients.activations[-2][asked]),
            "by": by,
            "moved": moved,
            "tries": _tries(scene, weight, asked, [start for _, start, _, _ in ways.values()]),
            "curve": curve(network, max(abs(before.z), abs(after.z))),
        },
        tuple(
            Slider(name, label, low, high, shown=_short(moved[name]), part=part)
            for part, (name, (label, _, low, high)) in enumerate(ways.items(), 1)
        ),
    )


def _tries(scene: Scene, weight: Weight, asked: int, starts: list[float]) -> list[dict]:
    """Each of the three ways tried alone, by 1 or as far as it can go, downhill."""
    gradients = scene.answer.gradients
    wish = -float(gradients.activations[-2][asked])
    low, high = _room(scene, asked)
    by = [
        -float(np.sign(gradients.biases[-1][weight.to])),
        -float(np.sign(gradients.weights[-1][weight.to, weight.source])),
        max(low, -1.0) if wish < 0 else min(high, 1.0) if wish > 0 else 0.0,
    ]
    names = ("by_bias", "by_weight", "by_activation")
    return [
        {
            "by": step,
            "shown": _short(start + step),
            "after": vars(push(scene.network, scene.answer, weight, asked=asked, **{name: step})),
        }
        for name, step, start in zip(names, by, starts)
    ]


def _change(scene: Scene, name: str, low: float, high: float) -> float:
    """How far a slider was moved. It stops at 200 places; the one nearest to 0 is 0."""
    moved = min(high, max(low, scene.moved.get(name, 0.0)))
    return moved if abs(moved) > 0.51 * (high - low) / 200 else 0.0


def _room(scene: Scene, neuron: int) -> tuple[float, float]:
    """How far down and up a neuron before the outputs can be moved; ReLU has no upper end."""
    low, high = nudge.RANGES[scene.network.activation]
    sent = float(scene.sent[neuron])
    return low - sent, min(high, max(3.0, 2 * sent)) - sent


def _sender(scene: Scene) -> str:
    """What stands before the outputs: neurons or, without a hidden layer, pixels."""
    return "neuron" if scene.layers > 1 else "pixel"


def _short(value: float) -> str:
    return "≈ 0" if 0 < abs(value) < 0.005 else f"{value:.2f}".replace("-", "−")


def _vote(scene: Scene) -> Picture:
    weight = showcase.loudest(scene.network, scene.answer, scene.answer.label)
    by = scene.moved.get("by", 1.0)
    before = push(scene.network, scene.answer, weight)
    after = push(scene.network, scene.answer, weight, by_weight=by)
    return Picture(
        {
            "layer": scene.layers,
            "sender": _sender(scene),
            "source": weight.source,
            "activation": float(scene.sent[weight.source]),
            "weight": float(scene.network.weights[-1][weight.to, weight.source]),
            "by": by,
            "before": vars(before),
            "after": vars(after),
        },
        (Slider("by", "raise the weight by", 0, 2, 1.0),),
    )


def _proportion(scene: Scene) -> Picture:
    label, gradients = scene.answer.label, scene.answer.gradients
    drawn = showcase.from_most_to_least(np.abs(scene.sent), DRAWN)
    weight = Weight(scene.layers, label, int(np.argmax(np.abs(scene.sent))))
    y = one_hot(label, scene.network.sizes[-1])
    rule = chain.chain_rule(scene.network, scene.answer.forward_pass, y, weight)
    return Picture(
        {
            "layer": scene.layers - 1,
            "sender": _sender(scene),
            "neurons": drawn.tolist(),
            "activations": scene.sent[drawn].tolist(),
            "gradients": gradients.weights[-1][label][drawn].tolist(),
            "slope": rule.slope,
            "by_activation": rule.by_activation,
            "delta": rule.delta,
        }
    )


def _wishes(scene: Scene) -> Picture:
    if scene.layers < 2:
        return Picture({"missing": "This network has no hidden layer to pass wishes to."})
    network, answer = scene.network, scene.answer
    wished = showcase.wishes(network, answer)
    neurons = showcase.most(np.abs(wished.rows).max(axis=0), DRAWN)
    start = int(np.argmax(neurons == wished.disputed))
    at = min(len(neurons) - 1, round(scene.moved.get("neuron", start)))
    terms = [*wished.rows[list(wished.shown), neurons[at]], wished.rest[neurons[at]]]
    z = answer.forward_pass.weighted_inputs[-2][0, neurons]
    return Picture(
        {
            "layer": scene.layers - 1,
            "neurons": neurons.tolist(),
            "of": len(wished.sums),
            "shown": list(wished.shown),
            "outputs": answer.activations[list(wished.shown)].tolist(),
            "wishes": (-answer.gradients.activations[-1])[list(wished.shown)].tolist(),
            "rows": wished.rows[list(wished.shown)][:, neurons].tolist(),
            "rest": wished.rest[neurons].tolist(),
            "sums": wished.sums[neurons].tolist(),
            "followed": at,
            "terms": chain.written_sum(terms, float(wished.sums[neurons[at]])),
            "sent": scene.sent[neurons].tolist(),
            "z": z.tolist(),
            "slopes": ACTIVATIONS[network.activation].slope(z).tolist(),
            "curve": curve(network, float(np.abs(z).max())),
            "before": _told(scene, neurons) if scene.layers > 2 else None,
        },
        (Slider("neuron", "follow a neuron", 0, len(neurons) - 1, start, shown=str(neurons[at])),),
    )


def _told(scene: Scene, neurons: np.ndarray) -> dict:
    """What these neurons of the last hidden layer wish of the layer before, and the sums."""
    network, answer, layer = scene.network, scene.answer, scene.layers - 2
    y = one_hot(answer.label, network.sizes[-1])
    rows = chain.wishes(network, answer.forward_pass, y, layer)
    sums = rows.sum(axis=0)
    drawn = showcase.most(np.abs(sums), DRAWN)
    return {
        "neurons": drawn.tolist(),
        "of": len(sums),
        "rows": rows[np.ix_(neurons, drawn)].tolist(),
        "sums": sums[drawn].tolist(),
        "sent": answer.forward_pass.activations[layer][0, drawn].tolist(),
    }


FIGURES = {
    "ways": _ways,
    "vote": _vote,
    "proportion": _proportion,
    "wishes": _wishes,
}
