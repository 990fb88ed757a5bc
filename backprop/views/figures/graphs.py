"""Figures that draw the network: alive, its columns, untrained, step by step."""

import numpy as np

from backprop import explain, showcase
from backprop.gradients import angle, sizes
from backprop.showcase import TINY
from backprop.views import library, session
from backprop.views.figures.scene import Picture, Scene, edges, flow, ints

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
        image, label = library.mnist_sample(f"test-{sample}")
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
        _answers("The deck’s example", showcase.DECK_OUTPUTS, showcase.DECK_TARGET),
    ]
    return Picture({"sets": sets, "pixels": ints(scene.answer.forward_pass.activations[0][0])})


def _answers(name: str, outputs: np.ndarray, target: int) -> dict:
    """Ten outputs, and their squared gaps written so that they add up to the cost."""
    terms, cost = explain.add_up(showcase.terms(outputs, target))
    return {
        "name": name,
        "outputs": outputs.tolist(),
        "target": target,
        "terms": terms,
        "cost": cost,
    }


def _steps(scene: Scene) -> Picture:
    network, answer = scene.network, scene.answer
    rate = session.shared().learning_rate
    gradients = answer.gradients
    x, labels = library.mnist().x_train, library.mnist().y_train
    batch = showcase.mini_batch(network, answer, x, labels)
    after = network.step(gradients, rate).forward(answer.forward_pass.activations[0])
    return Picture(
        {
            "mode": scene.pressed or STEPS[0][0],
            "flow": flow(network, answer),
            "delta": [d.tolist() for d in gradients.delta],
            "wish": [(-a).tolist() for a in gradients.activations[1:]],
            "slopes": [edges(w) for w in gradients.weights[1:]],
            "cost": answer.cost,
            "sizes": [sizes(gradients), sizes(batch)],
            "angle": angle(gradients, batch),
            "rate": rate,
            "after": [a[0].tolist() for a in after.activations[1:]],
            "cost_after": showcase.cost_of(after.activations[-1][0], answer.label),
        },
        buttons=STEPS,
    )


FIGURES = {
    "alive": _alive,
    "network": _network,
    "challenge": _challenge,
    "steps": _steps,
}
