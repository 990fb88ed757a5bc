"""Figures that draw the network: alive, its columns, untrained, step by step."""

from backprop import explain, showcase
from backprop.gradients import angle, sizes
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


def _graph(scene: Scene) -> Picture:
    holds = [
        showcase.neuron_holds(scene.network, scene.answer, layer)
        for layer in range(1, scene.layers + 1)
    ]
    columns = [f"{size}" for size in scene.network.sizes]
    return Picture(
        {
            "flow": flow(scene.network, scene.answer),
            "holds": holds,
            "columns": columns,
            "parameters": scene.network.parameter_count,
        }
    )


def _challenge(scene: Scene) -> Picture:
    untrained = scene.answered_by(library.shipped("untrained"))
    deck, target = showcase.DECK_OUTPUTS, showcase.DECK_TARGET
    sets = [
        ["untrained network", untrained.activations.tolist(), scene.answer.label, untrained.cost],
        ["the deck’s example", deck.tolist(), target, showcase.cost_of(deck, target)],
    ]
    return Picture({"sets": sets, "pixels": ints(scene.answer.forward_pass.activations[0][0])})


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
    "network": _graph,
    "challenge": _challenge,
    "steps": _steps,
}
