"""Figures about the gradient and the chain rule."""

from functools import lru_cache

import numpy as np

from backprop import explain
from backprop.activations import ACTIVATIONS
from backprop.deck import showcase
from backprop.network import Network, one_hot
from backprop.views import session
from backprop.views.deck.figures.scene import Picture, Scene, Slider, ints
from backprop.views.passes.neuron import curve
from backprop.why import nudge
from backprop.why.selection import Weight, neuron_name

FAINT = 0.02  # of the largest gradient, below which a picture looks blank
NUDGED = 3.0  # how far to both sides of a weight its cost is drawn
TINY, HUGE = 1e-12, 1e30  # between which costs can be drawn


def _gradient(scene: Scene) -> Picture:
    pixels = scene.answer.forward_pass.activations[0][0]
    seen = _surface(scene.network, pixels.tobytes(), scene.answer.label)
    rate = scene.moved.get("share", 0.3) * float(seen.x[-1])
    gradients = scene.answer.gradients
    parts = [np.column_stack([w, b]) for w, b in zip(gradients.weights, gradients.biases)]
    largest = [float(np.abs(part).max()) for part in parts]
    shown = [(part / max(size, 1e-300)).ravel() for part, size in zip(parts, largest)]
    return Picture(
        {
            "shapes": [list(part.shape) for part in parts],
            "largest": largest,
            "parameters": scene.network.parameter_count,
            "paper": int((pixels == 0).sum()) * len(parts[0]),
            "faint": int((np.abs(parts[0]).max(axis=1) < FAINT * largest[0]).sum()),
            "x": seen.x.tolist(),
            "surface": np.clip(np.nan_to_num(seen.costs, nan=HUGE), TINY, HUGE).tolist(),
            "rival": seen.rival,
            "costs": [scene.answer.cost, showcase.cost_after(scene.network, scene.answer, rate)],
            "rate": rate,
        },
        (Slider("share", "step size α", 0.02, 1, 0.3, shown=f"{rate:.3g}"),),
        body=np.concatenate(shown),
    )


@lru_cache(maxsize=16)
def _surface(network: Network, pixels: bytes, label: int) -> showcase.Surface:
    answer = explain.answer(network, np.frombuffer(pixels), label)
    return showcase.surface(network, answer)


def _about(scene: Scene, weight: Weight) -> dict:
    """A weight into an output: its names, its value, and what meets there."""
    passed, layers = scene.answer.forward_pass, scene.layers
    return {
        "layer": layers,
        "to": weight.to,
        "source": weight.source,
        "source_name": neuron_name(layers - 1, weight.source, layers),
        "w": float(scene.network.weights[-1][weight.to, weight.source]),
        "sent": float(scene.sent[weight.source]),
        "z": float(passed.weighted_inputs[-1][0, weight.to]),
        "a": float(passed.activations[-1][0, weight.to]),
        "target": int(weight.to == scene.answer.label),
    }


def _chain(scene: Scene) -> Picture:
    weight = showcase.telling(scene.answer)
    rule, measured = showcase.proven(scene.network, scene.answer, weight)
    about = _about(scene, weight)
    values = about["w"] + np.linspace(-NUDGED, NUDGED, 61)
    pixels, y = scene.answer.forward_pass.activations[0], one_hot(scene.answer.label)
    costs = nudge.nudge_curve(scene.network, pixels, y, weight, values)
    return Picture(
        about
        | {
            "slope": rule.slope,
            "by_activation": rule.by_activation,
            "product": rule.product,
            "measured": measured,
            "cost": scene.answer.cost,
            "curve": curve(scene.network, about["z"]),
            "nudged": {"reach": NUDGED, "costs": costs.tolist()},
        }
    )


def _silence(scene: Scene) -> Picture:
    weight = showcase.telling(scene.answer)
    about = _about(scene, weight)
    low, high = nudge.RANGES[scene.network.activation]
    high = min(high, max(1.0, about["sent"]))
    sent = min(high, max(low, scene.moved.get("sent", about["sent"])))
    factors = showcase.if_sent(scene.network, scene.answer, weight, sent)
    others = (
        showcase.if_sent(scene.network, scene.answer, weight, a) for a in np.linspace(low, high, 21)
    )
    steepest = ACTIVATIONS[scene.network.activation].slope(np.array([0.0, 1.0])).max()
    paper = showcase.paper_pixel(scene.answer)
    slopes = scene.answer.gradients.weights[0]
    inked = int(np.argmax(np.abs(slopes).sum(axis=0)))
    return Picture(
        about
        | {
            "now": factors.a,
            "slope": factors.slope,
            "by_activation": factors.by_activation,
            "product": factors.product,
            "most": {
                "sent": high,
                "slope": float(steepest),
                "product": max(TINY, *(abs(other.product) for other in others)),
            },
            "pixels": ints(scene.answer.forward_pass.activations[0][0]),
            "paper": paper,
            "inked": inked,
            "paper_slopes": [] if paper is None else slopes[:, paper].tolist(),
            "inked_slopes": slopes[:, inked].tolist(),
        },
        (Slider("sent", "what comes in, a", low, high, about["sent"], shown=f"{sent:.2f}"),),
    )


def _rank(scene: Scene) -> Picture:
    weight, network, answer = showcase.DECK_WEIGHT, scene.network, scene.answer
    asked = _has(network, weight)
    if not asked:
        weight = showcase.largest(answer, min(weight.layer, scene.layers))
    ranked = showcase.rank(answer, weight)
    slopes = np.abs(answer.gradients.weights[weight.layer - 1])
    rate = session.shared().learning_rate
    return Picture(
        {
            "name": weight.name,
            "layer": weight.layer,
            "to": weight.to,
            "source": weight.source,
            "sizes": None if asked else list(network.sizes),
            "missing_weight": showcase.DECK_WEIGHT.name,
            "slopes": np.sort(slopes, axis=None)[::-1].tolist(),
            "gradient": ranked.gradient,
            "rank": ranked.rank,
            "rate": rate,
            "before": answer.cost,
            "alone": showcase.cost_after_one(network, answer, weight, rate),
            "all": showcase.cost_after(network, answer, rate),
            "parameters": network.parameter_count,
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
