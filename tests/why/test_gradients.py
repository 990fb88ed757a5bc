"""Average gradients, their sizes, what stands still, and steps: against slower, plainer ways."""

import numpy as np
import pytest

from backprop import networks
from backprop.network import Gradients, Network, one_hot
from backprop.why import gradients


@pytest.fixture
def network():
    return Network.create((784, 5, 10), seed=1)


@pytest.fixture
def batch(mnist):
    return mnist.x_train[:23], mnist.y_train[:23]


def test_the_average_is_the_mean_of_single_gradients(network, batch, monkeypatch):
    monkeypatch.setattr(gradients, "CHUNK", 7)
    x, labels = batch
    averaged = gradients.average(network, x, labels)
    singles = [
        network.backward(network.forward(pixels / 255), one_hot(label))
        for pixels, label in zip(x, labels)
    ]
    for name in ("weights", "biases", "activations"):
        for layer, values in enumerate(getattr(averaged.gradients, name)):
            mean = np.mean([getattr(single, name)[layer] for single in singles], axis=0)
            assert values == pytest.approx(mean, abs=1e-14)
    assert averaged.count == 23
    assert averaged.cost == pytest.approx(network.cost(x / 255, one_hot(labels)))
    assert averaged.inked.tolist() == (x > 0).any(axis=0).tolist()


def test_bytes_and_fractions_are_the_same_examples(network, batch):
    x, labels = batch
    of_bytes, of_floats = (gradients.average(network, pixels, labels) for pixels in (x, x / 255))
    assert gradients.flat(of_bytes.gradients) == pytest.approx(gradients.flat(of_floats.gradients))


def test_no_examples_are_refused(network):
    with pytest.raises(ValueError, match="no examples"):
        gradients.average(network, np.empty((0, 784)), np.empty(0, int))


def slopes(*biases: list[float]) -> Gradients:
    biases = tuple(np.array(b) for b in biases)
    return Gradients(tuple(np.zeros((len(b), 1)) for b in biases), biases, ())


def test_angles():
    one = slopes([1.0, 0.0])
    assert gradients.angle(one, slopes([2.0, 0.0])) == pytest.approx(0)
    assert gradients.angle(one, slopes([0.0, 3.0])) == pytest.approx(90)
    assert gradients.angle(one, slopes([-1.0, 0.0])) == pytest.approx(180)
    assert gradients.angle(one, slopes([1.0, 1.0])) == pytest.approx(45)
    assert np.isnan(gradients.angle(one, slopes([0.0, 0.0])))


def test_larger_batches_are_nearer_to_the_whole(mnist):
    network = networks.load("epoch-1")
    whole = gradients.average(network, mnist.x_train[:2000], mnist.y_train[:2000])
    angles = [
        gradients.angle(
            gradients.average(network, mnist.x_train[:m], mnist.y_train[:m]).gradients,
            whole.gradients,
        )
        for m in (1, 100, 1500)
    ]
    assert angles == sorted(angles, reverse=True)


def test_sizes_are_mean_absolute_deltas():
    assert gradients.sizes(slopes([1.0, -3.0], [0.5])) == (2.0, 0.5)


def test_standstill_counts_every_parameter_by_its_first_reason(mnist):
    network, x, label = networks.load("epoch-1"), mnist.x_test[0] / 255, 7
    forward_pass = network.forward(x)
    backward = network.backward(forward_pass, one_hot(label))
    expected = {"paper": 0, "saturated": 0, "unasked": 0, "movable": 0}
    for layer, w in enumerate(network.weights):
        a = forward_pass.activations[layer + 1][0]
        for j in range(len(w)):
            for k in [*range(w.shape[1]), "bias"]:
                if layer == 0 and k != "bias" and x[k] == 0:
                    reason = "paper"
                    assert backward.weights[0][j, k] == 0
                elif a[j] * (1 - a[j]) < 0.02:
                    reason = "saturated"
                elif abs(backward.activations[layer + 1][j]) < 0.01:
                    reason = "unasked"
                else:
                    reason = "movable"
                expected[reason] += 1
    still = gradients.standstill(gradients.average(network, x[None], np.array([label])))
    assert still == gradients.Standstill(**expected)
    assert sum(still.counts) == 13_002


@pytest.mark.parametrize("counts", [(1, 1, 1), (9_900, 2_001, 1, 1_100), (5,), (0, 7, 0)])
def test_percents_add_up(counts):
    shares = gradients.percents(counts)
    assert sum(shares) == 100
    assert all(abs(s - 100 * c / sum(counts)) < 1 for s, c in zip(shares, counts))


def test_a_short_step_keeps_its_promise(network, mnist):
    x, label = mnist.x_test[0] / 255, 7
    step = gradients.take_step(network, x, label, 1e-4)
    backward = network.backward(network.forward(x), one_hot(label))
    squares = sum(float((v**2).sum()) for v in (*backward.weights, *backward.biases))
    assert step.promised == pytest.approx(1e-4 * squares)
    assert step.fall == pytest.approx(step.promised, rel=0.01)
    assert step.cost_before == pytest.approx(network.cost(x, one_hot(label)))
    assert step.cost_after == pytest.approx(step.after.cost(x, one_hot(label)))


def test_ten_steps_are_ten_times_one(network, mnist):
    x, label = mnist.x_test[1] / 255, 2
    ten = gradients.take_step(network, x, label, 0.2, count=10)
    one_by_one, promised = network, 0.0
    for _ in range(10):
        step = gradients.take_step(one_by_one, x, label, 0.2)
        one_by_one, promised = step.after, promised + step.promised
    assert ten.promised == pytest.approx(promised)
    assert all(np.array_equal(a, b) for a, b in zip(ten.after.weights, one_by_one.weights))


def test_a_step_knows_its_example(network, mnist):
    x = mnist.x_test[0] / 255
    step = gradients.take_step(network, x, 7, 0.1)
    assert step.is_about(x.copy(), 7)
    assert not step.is_about(x, 8)
    assert not step.is_about(mnist.x_test[1] / 255, 7)


def test_divergence_is_told():
    network = Network.create((784, 16, 10), activation="relu", seed=0)
    with pytest.raises(gradients.DivergedError, match="smaller α"):
        gradients.take_step(network, np.ones(784), 3, 1e200)


def test_a_path_goes_back_and_forgets_the_oldest(network, mnist):
    x = mnist.x_test[0] / 255
    path = gradients.Path(network)
    assert path.network is network and path.last is None
    for _ in range(gradients.KEPT_STEPS + 3):
        path = path.taken(gradients.take_step(path.network, x, 7, 0.01))
    assert len(path.steps) == gradients.KEPT_STEPS
    before = path.last.before
    assert path.undone().network is before
    assert path.base is network


def test_accuracy(mnist):
    network = networks.load("trained")
    x, labels = mnist.x_test[:200], mnist.y_test[:200]
    right = sum(int(network.predict(pixels / 255)[0] == y) for pixels, y in zip(x, labels))
    assert gradients.accuracy(network, x, labels) == right / 200


def test_a_proof_runs_in_slices_to_its_end(mnist):
    network = Network.create((784, 3, 10), seed=2)
    proof = gradients.Proof(network, mnist.x_test[0] / 255, 7)
    proof.work(0)
    assert proof.running and proof.latest is None
    while proof.running:
        proof.work(0.05)
    assert proof.latest.done == proof.latest.total == network.parameter_count
    assert proof.latest.largest_error < 1e-5
    proof.work(0.05)
    assert proof.latest.done == network.parameter_count
