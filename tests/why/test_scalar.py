"""One neuron's scalar graph: its values are the forward pass, its walk back is backpropagation."""

import numpy as np
import pytest

from backprop.network import Network, one_hot
from backprop.views.passes import neuron as neuronview
from backprop.views.passes import scalargraph
from backprop.why import chain, scalar
from backprop.why.numbers import equals
from backprop.why.selection import Bias, Neuron, Weight, gradient_of

X = np.array([0.0, 0.9, 0.3, 1.0, 0.0, 0.5, 0.7])
Y = one_hot(1, 6)


@pytest.fixture(params=["sigmoid", "tanh", "relu"])
def network(request):
    return Network.create((7, 5, 4, 6), activation=request.param, seed=3)


def neurons(network):
    return [Neuron(layer, j) for layer in (1, 2, 3) for j in range(network.sizes[layer])]


def opened(network, neuron, x=X, y=Y, **more):
    passed = network.forward(x)
    gradients = network.backward(passed, y)
    return scalar.graph(network, passed, gradients, y, neuron, **more), gradients


def things(nodes):
    """Where what stands for something in the network is in the graph."""
    return {node.thing: i for i, node in enumerate(nodes) if node.thing}


def test_every_operation_makes_its_value_of_its_inputs(network):
    makes = {
        "×": lambda values: values[0] * values[1],
        "+": sum,
        "−": lambda values: values[0] - values[1],
        "²": lambda values: values[0] ** 2,
    }
    for neuron in neurons(network):
        nodes, _ = opened(network, neuron)
        for node in nodes:
            if node.op in makes:
                made = makes[node.op]([nodes[i].value for i in node.inputs])
                assert node.value == pytest.approx(made, rel=1e-12, abs=1e-15)


def test_the_walk_back_gives_the_networks_own_gradients(network):
    for neuron in neurons(network):
        nodes, gradients = opened(network, neuron)
        layer, j = neuron.layer, neuron.index
        slopes, at = scalar.walk(nodes)[-1].arrived, things(nodes)
        wishes = chain.wishes(network, network.forward(X), Y, layer - 1)[j]
        assert slopes[at[f"z {layer} {j}"]] == pytest.approx(gradients.delta[layer - 1][j])
        assert slopes[at[f"a {layer} {j}"]] == pytest.approx(gradients.activations[layer][j])
        assert slopes[at[f"b {layer} {j}"]] == pytest.approx(gradient_of(gradients, Bias(layer, j)))
        found = [thing for thing in at if thing.startswith("w ")]
        assert len(found) == (4 if network.sizes[layer - 1] == 4 else scalar.LISTED)
        for thing in found:
            k = int(thing.split()[-1])
            slope = gradient_of(gradients, Weight(layer, j, k))
            assert slopes[at[thing]] == pytest.approx(slope, rel=1e-9, abs=1e-15)
            sent = slopes[at[f"a {layer - 1} {k}"]]
            assert sent == pytest.approx(-wishes[k], rel=1e-9, abs=1e-15)


def test_local_slopes_are_what_a_nudge_of_the_input_does(network):
    """The products' inputs are nudged in the network, the rest in the operation itself."""
    h = 1e-6
    for neuron in (Neuron(3, 1), Neuron(3, 4), Neuron(2, 0)):
        nodes, _ = opened(network, neuron)
        for node in nodes:
            values = [nodes[i].value for i in node.inputs]
            if node.op in ("×", "²"):
                square = (lambda v: v[0] * v[1]) if node.op == "×" else (lambda v: v[0] ** 2)
                for i, slope in enumerate(node.slopes):
                    nudged = [[*values[:i], values[i] + s, *values[i + 1 :]] for s in (h, -h)]
                    measured = (square(nudged[0]) - square(nudged[1])) / (2 * h)
                    assert slope == pytest.approx(measured, rel=1e-5, abs=1e-8)


def test_what_has_not_been_reached_has_no_slope_yet(network):
    nodes, _ = opened(network, Neuron(3, 0))
    first, *_, last = scalar.walk(nodes)
    assert nodes[first.node].name == "C₀"
    assert [i for i, slope in enumerate(first.arrived) if slope is not None] == [
        len(nodes) - 3,
        len(nodes) - 2,
        len(nodes) - 1,
    ]
    assert None not in last.arrived


def test_paths_from_above_meet_and_add_up(network):
    """All others of the layer above come as one: together they give ∂C₀/∂a."""
    nodes, gradients = opened(network, Neuron(2, 1))
    above = [node for node in nodes if node.op == "above"]
    assert [node.name for node in above][0] == "the other 3"
    a = above[0].inputs[0]
    partial = [step.arrived[a] for step in scalar.walk(nodes) if nodes[step.node].op == "above"]
    sent = [node.given * node.slopes[0] for node in reversed(above)]
    assert partial == pytest.approx(np.cumsum(sent))
    assert partial[-1] == pytest.approx(gradients.activations[2][1])


def test_pixels_are_called_x_and_one_output_alone_is_all_of_the_cost():
    network = Network.create((2, 2, 1), seed=1)
    nodes, gradients = opened(network, Neuron(2, 0), np.array([0.5, 1.0]), np.array([1.0]))
    assert [node.name for node in nodes][-4:] == ["target y", "a − y", "(a − y)²", "C₀"]
    assert scalar.walk(nodes)[-1].arrived[things(nodes)["b 2 0"]] == gradients.biases[1][0]
    nodes, _ = opened(network, Neuron(1, 1), np.array([0.5, 1.0]), np.array([1.0]))
    assert {node.name for node in nodes} >= {"x₀", "x₁", "w⁽¹⁾₁,₀", "b⁽¹⁾₁", "z⁽¹⁾₁", "a⁽¹⁾₁"}


def test_products_in_list_and_graph_multiply_as_they_are_written_or_say_that_they_do_not():
    exact, total = 0, 0
    for activation in ("sigmoid", "tanh", "relu"):
        for seed in range(30):
            network = Network.create((7, 5, 4, 6), activation=activation, seed=seed)
            passed = network.forward(np.random.default_rng(seed).random(7))
            gradients = network.backward(passed, Y)
            for neuron in neurons(network):
                sum_ = chain.neuron_sum(network, passed, gradients, neuron, chain.TOLD)
                rows = neuronview._terms(sum_, 3)
                said = [
                    (row["equals"], row["written"], row["weight"], row["input"])
                    for row in rows
                    if "weight" in row
                ]
                nodes = scalar.graph(network, passed, gradients, Y, neuron)
                texts = chain.written_neuron(sum_, sum(node.op == "×" for node in nodes))
                told = scalargraph._written(nodes, texts)
                for node in told:
                    if node["op"] == "×":
                        text = node["written"].removeprefix("≈ ")
                        sign = "≈" if text != node["written"] else "="
                        said.append((sign, text, *(told[i]["value"] for i in node["inputs"])))
                for sign, product, one, other in said:
                    first, second = (float(f"{v:.3g}") for v in (one, other))
                    shown = float(product.replace("−", "-"))
                    unit = 10.0 ** -len(product.partition(".")[2])
                    away = abs(first * second - shown) / unit
                    if abs(away - 0.5) < 1e-6:
                        continue  # rounded up or down, both are right
                    fits = away < 0.5
                    assert (sign == "=") == fits, (first, second, product)
                    exact, total = exact + fits, total + 1
    assert 0.5 * total < exact < total


def test_a_product_is_marked_where_its_factors_as_written_come_to_another():
    assert equals("−2.67", "−2.68", "1.00") == "≈"
    assert equals("−2.68", "−2.68", "1.00") == "="
    assert equals("2.68 × 10⁻⁵", "0.00268", "0.0100") == "="
    assert (equals("0", "0", "5.00"), equals("0", "0.100", "5.00")) == ("=", "≈")
