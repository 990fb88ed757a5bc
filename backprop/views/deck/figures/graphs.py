"""Figures that draw the network: alive, its columns, untrained, step by step."""

import numpy as np

from backprop import explain
from backprop.deck import showcase
from backprop.deck.showcase import TINY
from backprop.network import one_hot
from backprop.views import library, session
from backprop.views.deck.figures.scene import Picture, Scene, edges, flow, ints
from backprop.why import chain
from backprop.why.gradients import angle
from backprop.why.selection import value

FLOWING = (7, 61, 15, 4)  # test digits that flow over the title
STEPS = (
    ("forward", "1 Forward"),
    ("backward", "2 Backward"),
    ("through", "3 Through"),
    ("average", "4 Average"),
    ("update", "5 Update"),
)


def _alive(scene: Scene) -> Picture:
    flows = [flow(scene.network, scene.answer)]
    for sample in FLOWING:
        image, label = library.test_digit(sample)
        flows.append(flow(scene.network, explain.answer(scene.network, image / 255, label)))
    return Picture({"flows": flows})


def _network(scene: Scene) -> Picture:
    """The body is all weights, those of each neuron scaled by the largest of them."""
    network = scene.network
    scaled = [w / np.maximum(np.abs(w).max(axis=1, keepdims=True), TINY) for w in network.weights]
    return Picture(
        {
            "flow": flow(network, scene.answer),
            "biases": [b.tolist() for b in network.biases],
            "parameters": network.parameter_count,
        },
        body=np.concatenate([w.ravel() for w in scaled]),
    )


def _challenge(scene: Scene) -> Picture:
    untrained = scene.answered_by(library.shipped("untrained"))
    sets = [
        _answers("An untrained network", untrained.activations, scene.answer.label),
        _exactly("An example", showcase.DECK_OUTPUTS, scene.answer.label),
    ]
    return Picture({"sets": sets, "pixels": ints(scene.answer.forward_pass.activations[0][0])})


def _answers(name: str, outputs: np.ndarray, target: int) -> dict:
    """Ten outputs, and their squared gaps written so that they add up to the cost."""
    squares = showcase.terms(outputs, target)
    terms, written = explain.add_up(squares)
    return {
        "name": name,
        "outputs": outputs.tolist(),
        "target": target,
        "terms": [term or "< 0.001" for term in terms],
        "cost": float(squares.sum()),
        "written": written,
    }


def _exactly(name: str, outputs: np.ndarray, target: int) -> dict:
    """Outputs of two decimals: their squares have four, and nothing is rounded."""
    squares = showcase.terms(outputs, target)
    exact = {"terms": [f"{square:.4f}" for square in squares], "written": f"{squares.sum():.4f}"}
    return _answers(name, outputs, target) | exact


def _steps(scene: Scene) -> Picture:
    network, answer = scene.network, scene.answer
    rate, gradients = session.shared().learning_rate, answer.gradients
    batch = showcase.mini_batch(answer, library.mnist().x_train, library.mnist().y_train)
    average = network.backward(network.forward(batch.x), batch.y)
    after = scene.answered_by(network.step(gradients, rate))
    angle_between = angle(gradients, average)
    return Picture(
        {
            "modes": [mode for mode, _ in STEPS],
            "flow": flow(network, answer),
            "z": float(answer.forward_pass.weighted_inputs[-1][0, answer.label]),
            "cost": answer.cost,
            "delta": [d.tolist() for d in gradients.delta],
            "wish": [(-a).tolist() for a in gradients.activations[1:]],
            "gradient": _edges(gradients.weights),
            "asks": [edges(d[:, None] * w) for d, w in zip(gradients.delta, network.weights)][1:],
            "rule": _rule(scene),
            "told": _told(scene),
            "average": {"pixels": ints(batch.x.mean(axis=0)), "gradient": _edges(average.weights)},
            "m": len(batch.x),
            "lengths": [showcase.lengths(gradients), showcase.lengths(average)],
            "angle": None if np.isnan(angle_between) else angle_between,
            "rate": rate,
            "after": [a[0].tolist() for a in after.forward_pass.activations[1:]],
            "cost_after": after.cost,
            "cost_batch": scene.answered_by(network.step(average, rate)).cost,
        },
        buttons=STEPS,
        part=0,
    )


def _edges(tables: tuple[np.ndarray, ...]) -> list[list[list]]:
    """The strongest entries by layer; of the pixels, some of every neuron."""
    fan = [[j, k, v] for j, row in enumerate(tables[0]) for _, k, v in edges(row[None], 3)]
    return [fan, *(edges(table) for table in tables[1:])]


def _rule(scene: Scene) -> dict:
    """The chain rule of one weight into the meant output."""
    weight = showcase.telling(scene.answer)
    y = one_hot(scene.answer.label, scene.network.sizes[-1])
    rule = chain.chain_rule(scene.network, scene.answer.forward_pass, y, weight)
    return {
        "to": weight.to,
        "source": weight.source,
        "w": value(scene.network, weight),
        "sent": rule.by_parameter,
        "slope": rule.slope,
        "by_activation": rule.by_activation,
        "product": rule.product,
    }


def _told(scene: Scene) -> dict | None:
    """What the outputs add up to at the neuron before them that they ask most of."""
    if scene.layers == 1:
        return None
    told = showcase.told(scene.network, scene.answer)
    terms = [*told.terms.values(), told.rest]
    return {
        "neuron": told.neuron,
        "from": list(told.terms),
        "written": chain.written_sum(terms, told.total),
        "total": told.total,
    }


FIGURES = {
    "alive": _alive,
    "network": _network,
    "challenge": _challenge,
    "steps": _steps,
}
