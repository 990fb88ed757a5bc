"""Figures about the gradient and the chain rule."""

import numpy as np

from backprop import showcase
from backprop.network import Network
from backprop.selection import Weight
from backprop.views import session
from backprop.views.figures.scene import Picture, Scene, Slider, ints


def _gradient(scene: Scene) -> Picture:
    rate = scene.moved.get("rate", 0.5)
    plane = showcase.surface(scene.network, scene.answer, rate)
    gradients = scene.answer.gradients
    parts = [np.column_stack([w, b]) for w, b in zip(gradients.weights, gradients.biases)]
    largest = [float(np.abs(part).max()) for part in parts]
    low, high = plane.costs.min(), plane.costs.max()
    levels = (plane.costs - low) / max(high - low, 1e-12)
    shown = [part / max(size, 1e-12) for part, size in zip(parts, largest)]
    return Picture(
        {
            "shapes": [list(part.shape) for part in parts],
            "largest": largest,
            "parameters": scene.network.parameter_count,
            "n": len(plane.x),
            "here": [_share(plane.x, 0.0), _share(plane.y, 0.0)],
            "there": [_share(plane.x, plane.step), _share(plane.y, 0.0)],
            "costs": [plane.cost_now, plane.cost_after],
            "rate": rate,
        },
        (Slider("rate", "step size α", 0.05, 3, 0.5),),
        body=np.concatenate([*(part.ravel() for part in shown), levels.ravel()]),
    )


def _share(axis: np.ndarray, value: float) -> float:
    return float((value - axis[0]) / (axis[-1] - axis[0]))


def _chain(scene: Scene) -> Picture:
    weight = showcase.telling(scene.answer)
    rule, measured = showcase.proven(scene.network, scene.answer, weight)
    passed = scene.answer.forward_pass
    return Picture(
        {
            "name": weight.name,
            "plain": weight.plain(scene.layers),
            "w": float(scene.network.weights[-1][weight.to, weight.source]),
            "z": float(passed.weighted_inputs[-1][0, weight.to]),
            "a": float(passed.activations[-1][0, weight.to]),
            "cost": scene.answer.cost,
            "factors": [rule.by_parameter, rule.slope, rule.by_activation],
            "product": rule.product,
            "measured": measured,
        }
    )


def _silence(scene: Scene) -> Picture:
    weight = showcase.telling(scene.answer)
    rule, _ = showcase.proven(scene.network, scene.answer, weight)
    paper = showcase.paper_pixel(scene.answer)
    slopes = scene.answer.gradients.weights[0]
    inked = int(np.argmax(scene.answer.forward_pass.activations[0][0]))
    sent = scene.moved.get("sent", rule.by_parameter)
    return Picture(
        {
            "name": weight.name,
            "factors": [sent, rule.slope, rule.by_activation],
            "product": sent * rule.delta,
            "pixels": ints(scene.answer.forward_pass.activations[0][0]),
            "paper": paper,
            "inked": inked,
            "paper_slopes": [] if paper is None else slopes[:, paper].tolist(),
            "inked_slopes": slopes[:, inked].tolist(),
        },
        (Slider("sent", "previous activation", 0, 1, rule.by_parameter),),
    )


def _rank(scene: Scene) -> Picture:
    weight = showcase.DECK_WEIGHT
    if not _has(scene.network, weight):
        return Picture({"name": weight.name, "slopes": None})
    found = showcase.rank(scene.answer, weight)
    slopes = scene.answer.gradients.weights[weight.layer - 1]
    rate = session.shared().learning_rate
    return Picture(
        {
            "name": weight.name,
            "slopes": np.sort(np.abs(slopes), axis=None)[::-1].tolist(),
            "gradient": found.gradient,
            "rank": found.rank,
            "of": found.of,
            "rate": rate,
            "costs": [
                scene.answer.cost,
                showcase.cost_after(scene.network, scene.answer, rate),
            ],
        }
    )


def _has(network: Network, weight: Weight) -> bool:
    sizes = network.sizes
    known = weight.layer < len(sizes)
    return known and weight.to < sizes[weight.layer] and weight.source < sizes[weight.layer - 1]


FIGURES = {
    "gradient": _gradient,
    "chain": _chain,
    "silence": _silence,
    "rank": _rank,
}
