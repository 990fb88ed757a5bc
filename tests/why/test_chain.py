"""The inspector's numbers: against hand-worked ones, finite differences and `backward`."""

import math

import numpy as np
import pytest

from backprop.check import check_gradients, in_order
from backprop.network import Network, one_hot
from backprop.why import chain, nudge, pick
from backprop.why.selection import (
    Bias,
    Neuron,
    Weight,
    gradient_of,
    parse,
    require,
    value,
    with_value,
)


@pytest.fixture
def tiny():
    """784 pixels are two here; z⁽¹⁾ = 0, a⁽¹⁾ = 0.5, z⁽²⁾ = (1, 0, −0.5)."""
    weights = (np.array([[1.0, -1.0]]), np.array([[2.0], [0.0], [-1.0]]))
    return Network(weights, (np.array([0.0]), np.zeros(3)))


@pytest.fixture(params=["sigmoid", "tanh", "relu"])
def deep(request):
    return Network.create((7, 5, 4, 6, 3), activation=request.param, seed=3)


X = np.array([0.0, 0.9, 0.3, 1.0, 0.0, 0.5, 0.7])
Y = one_hot(1, 3)


def parameters(network):
    for layer, w in enumerate(network.weights, start=1):
        for to in range(w.shape[0]):
            yield Bias(layer, to)
            yield from (Weight(layer, to, source) for source in range(w.shape[1]))


def test_names_are_the_decks():
    assert Weight(2, 15, 7).name == "w⁽²⁾₁₅,₇"
    assert Bias(3, 2).name == "b⁽³⁾₂"
    assert Neuron(1, 14).name == "a⁽¹⁾₁₄"
    assert Weight(3, 2, 8).plain(layers=3) == "to output 2, from layer 2 · neuron 8"
    assert Weight(1, 5, 400).plain(layers=3) == "to layer 1 · neuron 5, from pixel 400"
    assert Bias(3, 2).plain(layers=3) == "of output 2"


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("w2 15,7", Weight(2, 15, 7)),
        ("W⁽²⁾₁₅,₇", Weight(2, 15, 7)),
        (" w(1)_3, 783 ", Weight(1, 3, 783)),
        ("b3 9", Bias(3, 9)),
        ("n1 0", Neuron(1, 0)),
    ],
)
def test_every_parameter_can_be_typed(text, thing):
    network = Network.create()
    assert parse(text, network) == thing
    assert parse(thing.typed, network) == parse(thing.name.replace("a", "n"), network) == thing


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Write it like this: w2 15,7"),
        ("w2 15", "Write it like this: w2 15,7"),
        ("w2 -1,7", "Write it like this: w2 15,7"),
        ("hello", "Write it like this"),
        ("w4 0,0", "There is no layer 4: the layers are 1 to 3."),
        ("w2 16,0", "Layer 2 has neurons 0 to 15: there is no 16."),
        ("w1 0,784", "The input has pixels 0 to 783: there is no 784."),
        ("b3 10", "Layer 3 has neurons 0 to 9: there is no 10."),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(text, sentence):
    with pytest.raises(ValueError) as problem:
        parse(text, Network.create())
    assert str(problem.value).startswith(sentence)


def test_setting_a_value_leaves_the_network_as_it_was(tiny):
    changed = with_value(tiny, Weight(2, 2, 0), 4.0)
    assert value(tiny, Weight(2, 2, 0)) == -1.0
    assert value(changed, Weight(2, 2, 0)) == 4.0
    assert changed.weights[0] is tiny.weights[0]
    assert value(with_value(tiny, Bias(1, 0), 0.5), Bias(1, 0)) == 0.5
    with pytest.raises(ValueError):
        require(Weight(2, 3, 0), tiny)


def test_a_neurons_sum_by_hand(tiny):
    x, y = np.array([1.0, 1.0]), one_hot(1, 3)
    forward_pass = tiny.forward(x)
    gradients = tiny.backward(forward_pass, y)
    neuron = chain.neuron_sum(tiny, forward_pass, gradients, Neuron(1, 0), listed=1)
    assert neuron.contributions.tolist() == [1.0, -1.0]
    assert (neuron.positive, neuron.negative, neuron.bias, neuron.z) == (1.0, -1.0, 0.0, 0.0)
    assert (neuron.largest, neuron.rest) == ((0,), -1.0)
    assert (neuron.a, neuron.slope, neuron.saturated) == (0.5, 0.25, False)
    # 2(0.731059)(0.196612)·2 + 0 + 2(0.377541)(0.235004)·(−1)
    assert neuron.by_activation == pytest.approx(0.397493, abs=2e-6)
    assert neuron.delta == pytest.approx(0.397493 / 4, abs=1e-6)
    assert neuron.wish == -neuron.by_activation
    assert neuron.wishes == pytest.approx([-neuron.delta, neuron.delta])


def test_a_neurons_sum_adds_up(deep):
    forward_pass = deep.forward(X)
    gradients = deep.backward(forward_pass, Y)
    neuron = chain.neuron_sum(deep, forward_pass, gradients, Neuron(2, 1), listed=2)
    shown = neuron.contributions[list(neuron.largest)].sum() + neuron.rest
    assert neuron.positive + neuron.negative + neuron.bias == pytest.approx(neuron.z)
    assert shown + neuron.bias == pytest.approx(neuron.z)


def test_wishes_add_up_to_what_backward_says(deep):
    forward_pass = deep.forward(X)
    gradients = deep.backward(forward_pass, Y)
    for layer in range(len(deep.weights)):
        table = chain.wishes(deep, forward_pass, Y, layer)
        assert table.shape == deep.weights[layer].shape
        np.testing.assert_allclose(table.sum(axis=0), -gradients.activations[layer], atol=1e-12)


def test_the_three_factors_by_hand(tiny):
    forward_pass = tiny.forward(np.array([1.0, 1.0]))
    rule = chain.chain_rule(tiny, forward_pass, one_hot(1, 3), Weight(2, 0, 0))
    assert rule.by_parameter == 0.5
    assert rule.slope == pytest.approx(0.196612, abs=1e-6)
    assert rule.by_activation == pytest.approx(1.462117, abs=1e-6)
    assert rule.product == pytest.approx(0.143735, abs=1e-6)
    assert (rule.paths, rule.path_count, rule.rest) == ((), 1, 0.0)


def test_the_paths_of_an_earlier_weight_by_hand(tiny):
    forward_pass = tiny.forward(np.array([1.0, 1.0]))
    rule = chain.chain_rule(tiny, forward_pass, one_hot(1, 3), Weight(1, 0, 1), listed=2)
    assert rule.path_count == 3
    assert [path.neurons for path in rule.paths] == [(0,), (2,)]
    assert rule.paths[0].value == pytest.approx(2 * 0.196612 * 1.462117, abs=1e-6)
    assert rule.paths[1].value == pytest.approx(-1 * 0.235004 * 0.755081, abs=1e-6)
    assert rule.rest == pytest.approx(0, abs=1e-12)
    assert (rule.by_parameter, rule.slope) == (1.0, 0.25)


def test_the_chain_rule_is_what_backward_computes(deep):
    forward_pass = deep.forward(X)
    gradients = deep.backward(forward_pass, Y)
    for parameter in parameters(deep):
        rule = chain.chain_rule(deep, forward_pass, Y, parameter)
        expected = gradient_of(gradients, parameter)
        assert rule.product == pytest.approx(expected, rel=1e-12, abs=1e-12)
        if rule.paths:
            assert sum(p.value for p in rule.paths) + rule.rest == pytest.approx(rule.by_activation)


def test_the_largest_paths_are_the_largest_of_all(deep):
    forward_pass = deep.forward(X)
    slopes = [chain._slopes(deep, forward_pass, layer) for layer in (2, 3, 4)]
    error = 2 * (forward_pass.activations[-1][0] - Y)
    w2, w3, w4 = deep.weights[1:]
    every = [
        w2[i, 0] * slopes[0][i] * w3[j, i] * slopes[1][j] * w4[k, j] * slopes[2][k] * error[k]
        for i in range(4)
        for j in range(6)
        for k in range(3)
    ]
    rule = chain.chain_rule(deep, forward_pass, Y, Weight(1, 0, 1), listed=5)
    assert rule.path_count == len(every) == 72
    largest = sorted(map(abs, every), reverse=True)[:5]
    assert [abs(path.value) for path in rule.paths] == pytest.approx(largest)
    assert sum(every) == pytest.approx(rule.by_activation)


def test_a_written_sum_adds_up():
    assert chain.written_sum([-0.7633, -0.0183, -0.0128], -0.7944) == [
        "−0.763",
        "−0.018",
        "−0.013",
        "−0.794",
    ]
    assert chain.written_sum([0.0, 0.0], 0.0) == ["0.000", "0.000", "0.000"]
    assert chain.written_sum([12.34, 0.05], 12.39) == ["12.34", "0.05", "12.39"]
    assert chain.written_sum([1e-5, -2e-6], 8e-6) == [
        "1.000 × 10⁻⁵",
        "−0.200 × 10⁻⁵",
        "0.800 × 10⁻⁵",
    ]


def test_the_rest_is_not_shown_larger_than_what_is_listed():
    """Finding W11: what rounding leaves over goes to the term that lost most by it."""
    listed, rest = [0.000477, -0.0000174], 0.000002
    written = chain.written_sum([*listed, rest], sum(listed) + rest)
    assert written == ["4.77 × 10⁻⁴", "−0.17 × 10⁻⁴", "0.02 × 10⁻⁴", "4.62 × 10⁻⁴"]
    assert chain.written_sum([0.4004, 0.4004, 0.0004], 0.8012)[2] == "0.000"


def test_a_neurons_products_read_the_same_however_few_are_listed():
    for seed in range(30):
        network = Network.create((9, 8, 6, 4), seed=seed)
        passed = network.forward(np.linspace(0, 1, 9))
        gradients = network.backward(passed, one_hot(1, 4))
        for layer, j in ((1, 0), (2, 1), (3, 2)):
            neuron = Neuron(layer, j)
            total = chain.neuron_sum(network, passed, gradients, neuron, chain.TOLD)
            listed = [*total.contributions[list(total.largest)], total.bias, total.rest]
            long, few = chain.written_sum(listed, total.z), chain.written_neuron(total, 3)
            assert [*few[:3], *few[-2:]] == [*long[:3], long[-3], long[-1]]
            shown = list(map(as_number, few))
            assert sum(shown[:-1]) == pytest.approx(shown[-1], abs=1e-9)


def test_a_thousand_written_sums():
    """Shown terms add up to the shown total, none is off by a unit, the order by size is kept."""
    rng = np.random.default_rng(0)
    for _ in range(1000):
        terms = rng.normal(size=rng.integers(1, 9)) * 10.0 ** rng.uniform(-6, 2)
        terms *= rng.random(len(terms)) ** rng.integers(0, 6)
        *shown, total = map(as_number, chain.written_sum(terms.tolist(), float(terms.sum())))
        unit = last_place(chain.written_sum(terms.tolist(), float(terms.sum()))[-1])
        assert sum(shown) == pytest.approx(total, abs=unit / 100)
        assert total == pytest.approx(terms.sum(), abs=0.51 * unit)
        assert np.all(np.abs(shown - terms) < unit * (1 + 1e-9))
        by_size = np.abs(shown)[np.argsort(np.abs(terms))]
        assert np.all(np.diff(by_size) > -unit / 100)


def as_number(text: str) -> float:
    digits, _, power = text.replace("−", "-").partition(" × 10")
    return float(digits) * 10.0 ** int(
        power.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")) or 0
    )


def last_place(text: str) -> float:
    """The unit of the last place that a number is written with."""
    digits, _, power = text.partition(" × 10")
    return as_number(f"1{' × 10' if power else ''}{power}") * 10.0 ** -len(digits.split(".")[1])


def test_saturated_neurons_are_those_with_hardly_any_slope():
    network = Network((np.array([[0.0], [10.0], [-10.0]]),), (np.zeros(3),))
    assert chain.saturated(network, network.forward(np.array([1.0])), layer=1) == [1, 2]


def test_the_nudge_curve_is_the_cost_of_nudged_networks(deep):
    values = np.linspace(-2, 2, 5)
    for parameter in (Weight(1, 2, 3), Weight(4, 1, 5), Bias(2, 0)):
        curve = nudge.nudge_curve(deep, X, Y, parameter, values)
        costs = [with_value(deep, parameter, v).cost(X, Y) for v in values]
        np.testing.assert_allclose(curve, costs, rtol=1e-12)


def test_the_measured_slope_is_the_gradient():
    network = Network.create((7, 5, 4, 3), seed=1)
    gradients = network.backward(network.forward(X), Y)
    for parameter in parameters(network):
        expected = gradient_of(gradients, parameter)
        assert nudge.measured_slope(network, X, Y, parameter) == pytest.approx(expected, abs=1e-8)


def test_three_ways_by_hand(tiny):
    x, y = np.array([1.0, 1.0]), one_hot(1, 3)
    ways = nudge.three_ways(tiny, tiny.forward(x), y, 0, bias=0.5, weights=1.0, activations=0.1)
    assert ways.before.a == pytest.approx(0.731059, abs=1e-6)
    assert ways.before.cost == pytest.approx(tiny.cost(x, y))
    assert ways.bias.z == pytest.approx(1.5)
    assert ways.weights.z == pytest.approx((2 + 0.5) * 0.5)
    assert ways.activations.z == pytest.approx(2 * (0.5 + 0.2))
    assert ways.together.z == pytest.approx(2.5 * 0.7 + 0.5)
    assert ways.together.a == pytest.approx(1 / (1 + math.exp(-2.25)))
    third = 1 / (1 + math.exp(0.7))  # wished-for activations reach the other outputs too
    assert ways.activations.cost == pytest.approx((1 / (1 + math.exp(-1.4))) ** 2 + 0.25 + third**2)


def test_wished_activations_stay_what_a_neuron_can_be(tiny):
    x, y = np.array([1.0, 1.0]), one_hot(1, 3)
    ways = nudge.three_ways(tiny, tiny.forward(x), y, 0, activations=9.0)
    assert ways.activations.z == pytest.approx(2.0)


def test_picks_are_what_they_say():
    network = Network.create((7, 5, 4, 3), seed=1)
    forward_pass = network.forward(X)
    gradients = network.backward(forward_pass, Y)
    sizes = [np.abs(w).max() for w in gradients.weights]
    assert abs(gradient_of(gradients, pick.largest(gradients).weight)) == max(sizes)
    last = pick.largest_of_last_layer(gradients)
    assert (last.layer, abs(gradient_of(gradients, last))) == (3, sizes[-1])
    zero = pick.a_zero(network, forward_pass, gradients)
    assert gradient_of(gradients, zero.weight) == 0
    assert "paper" in zero.why
    surprising = pick.a_surprising(network, forward_pass, gradients)
    strong = np.abs(network.weights[surprising.weight.layer - 1])
    assert abs(value(network, surprising.weight)) >= np.quantile(strong, 0.9)
    without_paper = network.forward(X + 0.1)
    small = pick.a_zero(network, without_paper, network.backward(without_paper, Y))
    assert small.why.endswith(".")


def test_asked_again_for_a_weight_worth_a_look_another_comes():
    """Finding C2: each is what its sentence says, and after the last the first comes again."""
    network = Network.create((7, 5, 4, 3), seed=1)
    forward_pass = network.forward(X)
    gradients = network.backward(forward_pass, Y)
    for pick_one in (pick.a_zero, pick.a_surprising):
        found = [pick_one(network, forward_pass, gradients)]
        while (again := pick_one(network, forward_pass, gradients, found[-1].weight)) not in found:
            found.append(again)
        assert len(found) > 1 and again == found[0]
        for weight, why in found:
            if pick_one is pick.a_zero:
                assert gradient_of(gradients, weight) == 0 and "paper" in why
            else:
                strong = np.abs(network.weights[weight.layer - 1])
                assert abs(value(network, weight)) >= np.quantile(strong, 0.9)


@pytest.mark.parametrize("sizes", [(7, 5, 4, 3), (7, 3)])
def test_the_check_measures_every_slope(sizes):
    network = Network.create(sizes, seed=2)
    checks = list(check_gradients(network, X, Y, chunk=20))
    last = checks[-1]
    assert [check.done for check in checks[:2]] == [20, min(40, last.total)]
    assert last.done == last.total == network.parameter_count
    gradients = network.backward(network.forward(X), Y)
    expected = in_order(gradients.weights, gradients.biases)
    np.testing.assert_allclose(last.backpropagated, expected, rtol=1e-12)
    np.testing.assert_allclose(last.measured, expected, atol=1e-8)
    assert 0 < last.largest_error < 1e-5
    assert last.seconds_forward > checks[0].seconds_forward > 0
    assert len(checks[0].measured) == 20
