"""A class's drawings: half of them trains, the other half tells."""

import random

import numpy as np
import pytest

from backprop.lab import classroom
from backprop.lab.run import Run
from backprop.lab.setup import Setup


@pytest.fixture(scope="module")
def drawings(mnist):
    """Forty test digits mirrored, as no digit of MNIST is: id, pixels, label."""
    mirrored = mnist.x_test[:40].reshape(-1, 28, 28)[:, :, ::-1].reshape(-1, 784) / 255
    return [(100 + i, mirrored[i], int(mnist.y_test[i])) for i in range(40)]


@pytest.fixture(scope="module")
def run(mnist, exams):
    run = Run(Setup(examples=6000, epochs=3, schedule="constant"), mnist, exams)
    run.advance(3600, until=1)
    return run


@pytest.mark.parametrize("labels", [[7], [7, 3], [1] * 3 + [2] * 5 + [9], list(range(10)) * 7])
def test_half_is_held_out_and_half_of_each_label(labels):
    known = dict(enumerate(labels))
    held = classroom.held_out(known)
    assert abs(len(held) - len(labels) / 2) <= 0.5
    for label in set(labels):
        of_it = {each for each in known if known[each] == label}
        assert abs(len(held & of_it) - len(of_it) / 2) <= 0.5


def test_the_ids_alone_decide_what_is_held_out():
    known = {each: each % 3 for each in range(50)}
    mixed = list(known.items())
    random.Random(1).shuffle(mixed)
    assert classroom.held_out(dict(mixed)) == classroom.held_out(known)


@pytest.mark.parametrize("count", [0, 1, 20, 900, 9000])
def test_a_class_counts_about_as_much_as_one_digit_of_mnist(count):
    each = classroom.copies(count)
    assert 1 <= each <= classroom.MOST
    assert each * count <= max(classroom.MUCH, count)


def test_what_is_held_out_is_not_trained_on(run, drawings):
    of_class = classroom.teach(run, drawings)
    trained = [digit.pixels for digit in run.own]
    held = of_class.pixels[of_class.held]
    assert len(trained) + len(held) == len(drawings)
    assert not any((pixels == other).all() for pixels in trained for other in held)
    assert all(digit.of_class and digit.copies == of_class.copies for digit in run.own)


def test_before_and_now_are_the_network_s_own_answers(run, drawings):
    of_class = classroom.teach(run, drawings)
    start = of_class.became(of_class.before)
    assert all(known[:2] == known[2:] for known in start.values())
    run.advance(3600, until=2)
    now = classroom.outputs(run.current(), of_class.pixels)
    halves = [of_class.half(now, held) for held in (True, False)]
    became = of_class.became(now)
    assert sum(half.count for half in halves) == len(became) == len(drawings)
    for which, at in (("before", 0), ("now", 2)):
        read = [became[each][at] == label for each, _, label in drawings]
        assert sum(getattr(half, which) for half in halves) == sum(read)
    assert halves[1].now > halves[1].before
    changed = of_class.changed(now)
    assert {of_class.ids[i] for i in changed} == {
        i for i, (was, _, is_, _) in became.items() if was != is_
    }
    assert list(of_class.held[changed]) == sorted(of_class.held[changed], reverse=True)
    for each, pixels, _ in drawings:
        answer = run.current().forward(pixels).activations[-1][0]
        assert became[each][2:] == (answer.argmax(), pytest.approx(answer.max(), abs=1e-6))


def test_another_class_takes_the_place_of_the_one_before(mnist, exams, drawings):
    run = Run(Setup(examples=200), mnist, exams)
    run.teach(np.zeros(784), 0, 5)
    for part in (drawings[:10], drawings[10:16]):
        of_class = classroom.teach(run, part)
        assert sum(digit.of_class for digit in run.own) == int((~of_class.held).sum())
    assert run.examples == 205 + 3 * of_class.copies
    assert len({digit.number for digit in run.own}) == len(run.own)
