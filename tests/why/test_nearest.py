"""The nearest training digits are those that a plain loop over all of them finds."""

import numpy as np

from backprop.why.nearest import AROUND, distances, nearest


def test_the_nearest_are_the_nearest(mnist):
    few = mnist._replace(x_train=mnist.x_train[:1500], y_train=mnist.y_train[:1500])
    pixels = mnist.x_test[247] / 255
    far = np.array([np.linalg.norm(image / 255 - pixels) for image in few.x_train])
    assert np.allclose(distances(pixels, few.x_train), far, atol=1e-4)
    near = nearest(pixels, few, (6, 4), 5)
    for label, found in near.of.items():
        (these,) = np.nonzero(few.y_train == label)
        assert [n.number for n in found] == these[np.argsort(far[these])[:5]].tolist()
        assert {n.label for n in found} == {label} and len(found) == 5
    assert near.around == tuple(few.y_train[np.argsort(far)[:AROUND]].tolist())


def test_a_training_digit_is_not_its_own_neighbour(mnist):
    label = int(mnist.y_train[3])
    few = mnist._replace(x_train=mnist.x_train[:200], y_train=mnist.y_train[:200])
    near = nearest(mnist.x_train[3] / 255, few, (label,), 3)
    assert all(n.number != 3 and n.distance > 1 for n in near.of[label])
