"""Figures about one neuron and what moves it."""

from backprop import nudge, showcase
from backprop.activations import ACTIVATIONS
from backprop.selection import neuron_name
from backprop.views.figures.scene import Picture, Scene, Slider, edges


def _ways(scene: Scene) -> Picture:
    weight = showcase.telling(scene.answer)
    changes = {name: scene.moved.get(name, 0.0) for name in ("bias", "weight", "activation")}
    now = showcase.push(scene.network, scene.answer, weight)
    moved = showcase.push(scene.network, scene.answer, weight, **_by(changes))
    before = scene.sent[weight.source]
    low, high = nudge.RANGES[scene.network.activation]
    source = neuron_name(weight.layer - 1, weight.source, scene.layers)
    return Picture(
        {
            "before": vars(now),
            "after": vars(moved),
            "weight": float(scene.network.weights[-1][weight.to, weight.source]),
            "bias": float(scene.network.biases[-1][weight.to]),
            "activation": float(before),
            "source": source,
            "changes": changes,
        },
        (
            Slider("bias", "1  bias b", -3, 3),
            Slider("weight", "2  one weight w", -3, 3),
            Slider("activation", "3  its activation a", low - before, min(high, 3.0) - before),
        ),
    )


def _by(changes: dict[str, float]) -> dict[str, float]:
    return {f"by_{name}": value for name, value in changes.items()}


def _vote(scene: Scene) -> Picture:
    weight = showcase.loudest(scene.network, scene.answer, scene.answer.label)
    by = scene.moved.get("by", 1.0)
    before = showcase.push(scene.network, scene.answer, weight)
    after = showcase.push(scene.network, scene.answer, weight, by_weight=by)
    return Picture(
        {
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
    return Picture(
        {
            "activations": scene.sent.tolist(),
            "slopes": scene.answer.gradients.weights[-1][scene.answer.label].tolist(),
            "delta": float(scene.answer.gradients.delta[-1][scene.answer.label]),
        }
    )


def _wishes(scene: Scene) -> Picture:
    if scene.layers < 3:
        return Picture({"missing": "This network has fewer than two hidden layers to pass wishes."})
    found = showcase.wishes(scene.network, scene.answer)
    passed, gradients = scene.answer.forward_pass, scene.answer.gradients
    return Picture(
        {
            "shown": list(found.shown),
            "rows": found.rows[list(found.shown)].tolist(),
            "outputs": scene.answer.activations.tolist(),
            "wanted": (-gradients.activations[-1]).tolist(),
            "sums": found.sums.tolist(),
            "layer2": passed.activations[-2][0].tolist(),
            "slopes2": ACTIVATIONS[scene.network.activation]
            .slope(passed.weighted_inputs[-2][0])
            .tolist(),
            "further": edges(found.further, 24),
            "before": found.before.tolist(),
            "layer1": passed.activations[-3][0].tolist(),
        }
    )


FIGURES = {
    "ways": _ways,
    "vote": _vote,
    "proportion": _proportion,
    "wishes": _wishes,
}
