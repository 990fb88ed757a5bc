"""The core against finite differences, numbers worked by hand, and shapes that do not fit."""

import numpy as np
import pytest

from backprop.activations import ACTIVATIONS
from backprop.network import Network, one_hot

# Central differences of fourth order err by about STEP⁴ (6e-14) and by rounding / STEP. The plain
# ones would err by STEP², too much for slopes that are a thousandth of their neighbours.
STEP = 5e-4
TOLERANCE = 1e-6
SIZES = (784, 16, 16, 10)


@pytest.fixture(params=list(ACTIVATIONS))
def activation(request):
    return request.param


def examples(m, seed=68):
    """m inputs and targets; with this seed no ReLU is near its kink, see `assert_no_kink_near`."""
    rng = np.random.default_rng(seed)
    x = rng.uniform(0, 1, (m, SIZES[0])) * (rng.uniform(size=(m, SIZES[0])) < 0.2)
    return x, one_hot(rng.integers(0, SIZES[-1], m), SIZES[-1])


def network_with_biases(activation):
    """Biases other than 0, so that no test passes by leaving them out."""
    network = Network.create(SIZES, activation, seed=1)
    rng = np.random.default_rng(2)
    biases = tuple(rng.normal(0, 0.3, b.shape) for b in network.biases)
    return Network(network.weights, biases, activation)


def costs_from(network, layer, z, y):
    """Costs (k,) of k × m examples whose z in `layer` is given: z is (k, m, neurons)."""
    value = ACTIVATIONS[network.activation].value
    for w, b in zip(network.weights[layer + 1 :], network.biases[layer + 1 :]):
        z = value(z) @ w.T + b
    return np.sum((value(z) - y) ** 2, axis=(1, 2)) / len(y)


def slopes_by_moving(network, layer, z, y, moves):
    """∂C/∂t at t = 0 where z becomes z + t·move, for each of k moves, (k, m, neurons)."""
    return central_difference(lambda t: costs_from(network, layer, z + t * moves, y))


def central_difference(cost):
    """[8 (C(h) − C(−h)) − (C(2h) − C(−2h))] / 12h."""
    near, far = cost(STEP) - cost(-STEP), cost(2 * STEP) - cost(-2 * STEP)
    return (8 * near - far) / (12 * STEP)


def measured_slopes(network, x, y):
    """Every ∂C/∂w and ∂C/∂b by central differences.

    To move w[j, k] by h moves z[j] of every example by h·a[k], and nothing else in that layer: so
    the differences need only the layers above, one neuron j at a time.
    """
    forward = network.forward(x)
    by_weight, by_bias = [], []
    for layer, z in enumerate(forward.weighted_inputs):
        before = forward.activations[layer]
        shifts = np.vstack([before.T, np.ones(len(x))])  # a move of each w[j, k], then of b[j]
        rows = []
        for j in range(z.shape[1]):
            moves = np.zeros((len(shifts), *z.shape))
            moves[:, :, j] = shifts
            rows.append(slopes_by_moving(network, layer, z, y, moves))
        rows = np.array(rows)
        by_weight.append(rows[:, :-1])
        by_bias.append(rows[:, -1])
    return by_weight, by_bias


def relative_error(slopes, measured, cost):
    """Largest |a − b| / max(|a|, |b|, floor).

    The floor is where measuring ends: a cost of 2 to 3 is right to a few roundings of 2e-16, which
    leaves about 4e-12 of noise in a difference over h, 1e-6 of a slope of 4e-6. The largest slopes
    of every layer are at least a hundred times that.
    """
    floor = 4 * np.finfo(float).eps * cost / STEP / TOLERANCE
    larger = np.maximum(np.abs(slopes), np.abs(measured))
    assert larger.max() > 100 * floor
    return np.max(np.abs(slopes - measured) / np.maximum(larger, floor))


def assert_no_kink_near(network, x):
    """ReLU has no slope at z = 0: these examples stay clear of it by more than any move here.

    In the layer of the parameter z moves by at most 2h times an activation; further up by less than
    10 times as much as that parameter in these networks.
    """
    nearest = min(np.abs(z).min() for z in network.forward(x).weighted_inputs)
    assert nearest > 10 * 2 * STEP


@pytest.mark.parametrize("m", [1, 4])
def test_all_13002_gradients(activation, m):
    network = network_with_biases(activation)
    x, y = examples(m)
    if activation == "relu":
        assert_no_kink_near(network, x)
    gradients = network.backward(network.forward(x), y)
    by_weight, by_bias = measured_slopes(network, x, y)

    assert sum(g.size for g in gradients.weights + gradients.biases) == 13_002
    for slopes, measured in zip(gradients.weights + gradients.biases, by_weight + by_bias):
        assert relative_error(slopes, measured, network.cost(x, y)) <= TOLERANCE


def test_moving_z_stands_for_moving_a_parameter(activation):
    """The short cut in `measured_slopes`, against really moving 5 parameters of each layer."""
    network = network_with_biases(activation)
    x, y = examples(4)
    by_weight, _ = measured_slopes(network, x, y)
    rng = np.random.default_rng(0)
    for layer, w in enumerate(network.weights):
        for j, k in zip(rng.integers(0, w.shape[0], 5), rng.integers(0, w.shape[1], 5)):

            def cost(t, layer=layer, w=w, j=j, k=k):
                moved = w.copy()
                moved[j, k] += t
                weights = (*network.weights[:layer], moved, *network.weights[layer + 1 :])
                return Network(weights, network.biases, activation).cost(x, y)

            slope = central_difference(cost)
            assert slope == pytest.approx(by_weight[layer][j, k], rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("m", [1, 4])
def test_slopes_by_activations_and_pixels(activation, m):
    """∂C/∂a averaged over a mini-batch: how C answers when one neuron moves in every example.

    C is an average over m, so moving all of them by h moves C by h · mean of the slopes.
    """
    network = network_with_biases(activation)
    x, y = examples(m)
    if activation == "relu":
        assert_no_kink_near(network, x)
    forward = network.forward(x)
    gradients = network.backward(forward, y)
    for layer, (w, z) in enumerate(zip(network.weights, forward.weighted_inputs)):
        moves = np.broadcast_to(w.T[:, None, :], (w.shape[1], *z.shape))
        measured = slopes_by_moving(network, layer, z, y, moves)
        assert gradients.activations[layer].shape == (network.sizes[layer],)
        error = relative_error(gradients.activations[layer], measured, network.cost(x, y))
        assert error <= TOLERANCE
    by_activation = 2 * (forward.activations[-1] - y).mean(axis=0)
    np.testing.assert_allclose(gradients.activations[-1], by_activation)


def test_worked_by_hand():
    """1-1-1 with ReLU, in numbers that a pencil can follow.

    x = 2:   z¹ = 3·2 − 2 = 4       a¹ = 4
             z² = ½·4 + 1 = 3       a² = 3
    y = 1:   C = (3 − 1)² = 4       ∂C/∂a² = 2·(3 − 1) = 4
    back:    δ² = 4·1 = 4           ∂C/∂w² = 4·a¹ = 16      ∂C/∂b² = 4
             ∂C/∂a¹ = 4·½ = 2
             δ¹ = 2·1 = 2           ∂C/∂w¹ = 2·x = 4        ∂C/∂b¹ = 2
             ∂C/∂x = 2·3 = 6
    α = 0.1: w¹ = 3 − 0.4, b¹ = −2 − 0.2, w² = ½ − 1.6, b² = 1 − 0.4
    """
    network = Network(
        weights=(np.array([[3.0]]), np.array([[0.5]])),
        biases=(np.array([-2.0]), np.array([1.0])),
        activation="relu",
    )
    x, y = np.array([2.0]), np.array([1.0])
    forward = network.forward(x)
    assert [z.item() for z in forward.weighted_inputs] == [4, 3]
    assert [a.item() for a in forward.activations] == [2, 4, 3]
    assert network.cost(x, y) == 4
    gradients = network.backward(forward, y)
    assert [g.item() for g in gradients.weights] == [4, 16]
    assert [g.item() for g in gradients.biases] == [2, 4]
    assert [g.item() for g in gradients.activations] == [6, 2, 4]
    after = network.step(gradients, 0.1)
    assert [w.item() for w in after.weights] == pytest.approx([2.6, -1.1])
    assert [b.item() for b in after.biases] == pytest.approx([-2.2, 0.6])


def test_worked_by_hand_sigmoid():
    """2-2-1 with σ and every weight 0: each a is ½ and each slope ¼, whatever the input.

    y = 1:   C = (½ − 1)² = ¼       ∂C/∂a² = −1       δ² = −1·¼ = −¼
             ∂C/∂w² = −¼·(½, ½) = (−⅛, −⅛)            ∂C/∂a¹ = −¼·(0, 0) = (0, 0)
    With w² = (4, −4) instead, z² = 0 and a² = ½ still, and
             ∂C/∂a¹ = −¼·(4, −4) = (−1, 1)            δ¹ = (−¼, ¼)
    x = (1, 2): ∂C/∂w¹ = [(−¼, −½), (¼, ½)]
    """
    network = Network((np.zeros((2, 2)), np.array([[4.0, -4.0]])), (np.zeros(2), np.zeros(1)))
    forward = network.forward([1, 2])
    gradients = network.backward(forward, np.array([1.0]))
    assert forward.activations[2].tolist() == [[0.5]]
    assert network.cost([1, 2], [1.0]) == 0.25
    assert gradients.weights[1].tolist() == [[-0.125, -0.125]]
    assert gradients.activations[1].tolist() == [-1, 1]
    assert gradients.delta[0].tolist() == [-0.25, 0.25]
    assert gradients.weights[0].tolist() == [[-0.25, -0.5], [0.25, 0.5]]
    assert gradients.activations[0].tolist() == [0, 0]


def test_a_mini_batch_is_the_average_of_its_examples(activation):
    network = network_with_biases(activation)
    x, y = examples(4)
    together = network.backward(network.forward(x), y)
    alone = [network.backward(network.forward(x[i]), y[i]) for i in range(4)]
    for part in ("weights", "biases", "activations"):
        for layer, slopes in enumerate(getattr(together, part)):
            mean = np.mean([getattr(one, part)[layer] for one in alone], axis=0)
            np.testing.assert_allclose(slopes, mean, atol=1e-14)


def test_a_large_weighted_input_overflows_nowhere(activation):
    network = Network((np.array([[1000.0], [-1000.0]]),), (np.zeros(2),), activation)
    with np.errstate(all="raise"):
        forward = network.forward([1.0])
        gradients = network.backward(forward, [0.0, 1.0])
    assert np.abs(forward.weighted_inputs[0]).tolist() == [[1000, 1000]]
    lowest = {"sigmoid": 0, "tanh": -1, "relu": 0}[activation]
    highest = {"sigmoid": 1, "tanh": 1, "relu": 1000}[activation]
    assert forward.activations[1].tolist() == [[highest, lowest]]
    assert all(np.isfinite(g).all() for g in gradients.weights + gradients.biases)


def test_create_is_reproducible_and_scaled(activation):
    one, same = (Network.create(SIZES, activation, seed=5) for _ in range(2))
    other = Network.create(SIZES, activation, seed=6)
    assert all((a == b).all() for a, b in zip(one.weights, same.weights))
    assert (one.weights[0] != other.weights[0]).any()
    assert one.sizes == SIZES
    assert one.parameter_count == 13_002
    gain = 2 if activation == "relu" else 1
    assert one.weights[0].std() == pytest.approx(np.sqrt(gain / 784), rel=0.03)


def test_predict():
    network = Network((np.eye(3),), (np.zeros(3),))
    assert network.predict(np.eye(3)[[2, 0, 1]]).tolist() == [2, 0, 1]


def test_shapes_that_do_not_fit():
    network = Network.create((4, 3, 2))
    forward = network.forward(np.zeros((5, 4)))
    with pytest.raises(ValueError, match=r"x: got shape \(5, 3\), expected \(m, 4\)"):
        network.forward(np.zeros((5, 3)))
    with pytest.raises(ValueError, match="x: got shape"):
        network.forward(np.zeros((1, 5, 4)))
    with pytest.raises(ValueError, match=r"y: got shape \(5, 3\), expected \(5, 2\)"):
        network.backward(forward, np.zeros((5, 3)))
    with pytest.raises(ValueError, match=r"y: got shape \(4, 2\), expected \(5, 2\)"):
        network.cost(np.zeros((5, 4)), np.zeros((4, 2)))
    with pytest.raises(ValueError, match="layer 2"):
        Network((np.zeros((3, 4)), np.zeros((2, 4))), (np.zeros(3), np.zeros(2)))
    with pytest.raises(ValueError, match="layer 1"):
        Network((np.zeros((3, 4)),), (np.zeros(4),))
    with pytest.raises(ValueError, match="layers"):
        Network((), ())
    with pytest.raises(ValueError, match="activation: got 'softmax'"):
        Network.create((4, 2), activation="softmax")
    for sizes in [(4,), (4, 0), (4, 2.5)]:
        with pytest.raises(ValueError, match="sizes"):
            Network.create(sizes)


def test_one_hot():
    assert one_hot(2, 4).tolist() == [0, 0, 1, 0]
    assert one_hot(np.array([1, 0]), 2).tolist() == [[0, 1], [1, 0]]
