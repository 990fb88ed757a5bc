"""Figures about one neuron and what moves it."""

import numpy as np

from backprop import chain, nudge, showcase
from backprop.activations import ACTIVATIONS
from backprop.network import one_hot
from backprop.selection import Weight
from backprop.views.figures.scene import Picture, Scene, Slider
from backprop.views.neuron import curve

DRAWN = 16  # neurons of a layer


def _ways(scene: Scene) -> Picture:
    network, answer = scene.network, scene.answer
    weight, asked = showcase.telling(answer), showcase.wished_most(network, answer)
    by = {name: scene.moved.get(name, 0.0) for name in ("bias", "weight", "activation")}
    before = showcase.push(network, answer, weight)
    after = showcase.push(network, answer, weight, *by.values(), asked)
    low, high = _range(scene, asked)
    w, sent = network.weights[-1][weight.to], scene.sent
    moved = {
        "bias": float(network.biases[-1][weight.to]) + by["bias"],
        "weight": float(w[weight.source]) + by["weight"],
        "activation": min(high, max(low, float(sent[asked]) + by["activation"])),
    }
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
            "curve": curve(network, max(abs(before.z), abs(after.z))),
        },
        (
            Slider("bias", "1 · bias", -3, 3, shown=_short(moved["bias"])),
            Slider(
                "weight",
                f"2 · weight from {_sender(scene)} {weight.source}",
                -3,
                3,
                shown=_short(moved["weight"]),
            ),
            Slider(
                "activation",
                f"3 · {_sender(scene)} {asked} sends",
                low - float(sent[asked]),
                high - float(sent[asked]),
                shown=_short(moved["activation"]),
            ),
        ),
    )


def _range(scene: Scene, neuron: int) -> tuple[float, float]:
    """From where to where a neuron before the outputs is moved; ReLU has no upper end."""
    low, high = nudge.RANGES[scene.network.activation]
    return low, min(high, max(3.0, 2 * float(scene.sent[neuron])))


def _sender(scene: Scene) -> str:
    """What stands before the outputs: neurons or, without a hidden layer, pixels."""
    return "neuron" if scene.layers > 1 else "pixel"


def _short(value: float) -> str:
    return "≈ 0" if 0 < abs(value) < 0.005 else f"{value:.2f}".replace("-", "−")


def _vote(scene: Scene) -> Picture:
    weight = showcase.loudest(scene.network, scene.answer, scene.answer.label)
    by = scene.moved.get("by", 1.0)
    before = showcase.push(scene.network, scene.answer, weight)
    after = showcase.push(scene.network, scene.answer, weight, by_weight=by)
    return Picture(
        {
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
    found = showcase.wishes(network, answer)
    neurons = showcase.most(np.abs(found.rows).max(axis=0), DRAWN)
    start = int(np.argmax(neurons == found.disputed))
    at = min(len(neurons) - 1, round(scene.moved.get("neuron", start)))
    terms = [*found.rows[list(found.shown), neurons[at]], found.rest[neurons[at]]]
    z = answer.forward_pass.weighted_inputs[-2][0, neurons]
    return Picture(
        {
            "layer": scene.layers - 1,
            "neurons": neurons.tolist(),
            "of": len(found.sums),
            "shown": list(found.shown),
            "outputs": answer.activations[list(found.shown)].tolist(),
            "wanted": (-answer.gradients.activations[-1])[list(found.shown)].tolist(),
            "rows": found.rows[np.ix_(found.shown, neurons)].tolist(),
            "rest": found.rest[neurons].tolist(),
            "sums": found.sums[neurons].tolist(),
            "followed": at,
            "terms": chain.written_sum(terms, float(found.sums[neurons[at]])),
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
