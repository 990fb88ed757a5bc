"""Several digits in one picture are cut apart in reading order; one stays one."""

import numpy as np
import pytest
from PIL import Image

from backprop import digits, networks
from backprop.picture import cut as cutting
from backprop.picture import lines
from backprop.picture.cut import NoDigitError
from backprop.picture.ink import all_ink
from backprop.why import likeness
from core.pages import page, photographed, touching
from core.pictures import on_canvas, photo, stroke
from strokes import STROKES, arc

SEVEN = [[(86, 70), (190, 68), (132, 222)], [(110, 150), (170, 148)]]
OPEN_FOUR = [[(100, 60), (86, 145), (190, 146)], [(172, 62), (164, 224)]]
LOOSE_BAR = [
    [(104, 100), (100, 128)] + arc(132, 168, 52, 48, -0.32, 0.4),
    [(135, 60), (190, 58)],
]
BROKEN_EIGHT = [arc(140, 92, 36, 34, 0.25, -0.75, 20), arc(140, 182, 44, 44, 0.25, 1.25, 20)]


def cut(ink):
    return cutting.cut(ink, likeness.judge)


def drawn(strokes, width=digits.PEN_WIDTH):
    flat = [stroke([v for point in points for v in point], width=width) for points in strokes]
    return digits.draw_strokes(flat)


def ink(pixels):
    return Image.fromarray(np.uint8(255 * pixels))


def test_single_digits_stay_single(mnist):
    """Few are cut: broken ones, and those that look more like two that touch."""
    several = sum(len(cut(on_canvas(x, side=140))) > 1 for x in mnist.x_test[:1000])
    assert several <= 5


def test_photographed_single_digits_stay_single(mnist):
    rng = np.random.default_rng(3)
    files = (photo(x, rng) for x in mnist.x_test[:30])
    assert [len(cut(all_ink(digits.open_picture(file), 1024))) for file in files] == [1] * 30


@pytest.mark.parametrize("width", [10, 24, 36])
def test_digits_of_two_strokes_stay_single(width):
    for strokes in [*STROKES.values(), SEVEN, OPEN_FOUR]:
        assert len(cut(drawn(strokes, width))) == 1
    for strokes in (LOOSE_BAR, BROKEN_EIGHT):
        assert len(cut(drawn(strokes, width=12))) == 1


def test_a_drawn_year_is_four_digits():
    year = [
        [(10 + 0.42 * (x - 85) + 66 * place, 0.45 * y + 80) for x, y in points]
        for place, digit in enumerate((2, 0, 2, 6))
        for points in STROKES[digit]
    ]
    found = cut(drawn(year, width=8))
    network = networks.load("trained")
    assert [int(network.predict(digits.prepare_ink(f))[0]) for f in found] == [2, 0, 2, 6]


def test_photographed_pages_are_cut_in_reading_order(mnist):
    """96 of 100 such pages, where 4 hold a digit that MNIST itself shows broken."""
    rng = np.random.default_rng(1)
    network = networks.load("trained")
    whole, right, read = 0, 0, 0
    for number in range(10):
        rows, columns = int(rng.integers(1, 5)), int(rng.integers(2, 9))
        which = rng.integers(0, 10_000, rows * columns)
        sheet = page(mnist.x_test[which], rows, columns, rng)
        behind = page(mnist.x_test[which[::-1]], rows, columns, rng) if number % 3 == 0 else None
        file = photographed(sheet, rng, behind, turned=number % 4 == 1)
        found = cut(all_ink(digits.open_picture(file), 1024))
        if len(found) == len(which):
            whole += 1
            says = network.predict(np.array([digits.prepare_ink(digit) for digit in found]))
            right, read = right + int(np.sum(says == mnist.y_test[which])), read + len(which)
    assert whole >= 9
    assert right / read >= 0.93  # the network reads 95.6 % of the test digits; out of order, 10 %


def test_most_digits_that_touch_are_split_and_nearly_all_others_are_doubted(mnist):
    """Of test digits, which made neither the clouds nor the limits."""
    rng = np.random.default_rng(2)
    network = networks.load("trained")
    split = right = doubted = 0
    for number in range(60):
        which = rng.integers(0, 10_000, 2)
        shared = (6, 18, 36)[number % 3]
        pair = ink(np.pad(touching(mnist.x_test[which], 120, shared), 40))
        found = cut(pair)
        if len(found) == 2:
            split += 1
            read = network.predict(np.array([digits.prepare_ink(digit) for digit in found]))
            right += read.tolist() == mnist.y_test[which].tolist()
        else:
            doubted += bool(likeness.clouds().are_pairs(digits.prepare_ink(pair)[None])[0])
    assert split >= 42 and right >= 30 and split + doubted >= 48, (split, right, doubted)


def test_what_is_no_digit_is_said():
    lines = np.zeros((300, 400))
    lines[::60] = lines[1::60] = 1
    rng = np.random.default_rng(0)
    specks = np.zeros((300, 400))
    specks[rng.integers(0, 300, 40), rng.integers(0, 400, 40)] = 1
    marks = np.zeros((300, 400))
    marks[::12] = marks[1::12] = marks[2::12] = 1
    marks[:, ::12] = marks[:, 1::12] = 0
    for picture, says in ((lines, "only lines"), (specks, "only specks"), (marks, "all over")):
        with pytest.raises(NoDigitError, match=says):
            cut(ink(picture))


def test_specks_of_all_sizes_are_no_dotted_paper():
    mask = np.zeros((256, 256), bool)
    for number, side in enumerate([1] * 4 + [3] + [8] * 4):
        mask[20 : 20 + side, 25 * number : 25 * number + side] = True
    assert not lines.dots(mask).any()
