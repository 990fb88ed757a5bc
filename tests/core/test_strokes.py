"""Pen strokes become ink; tampered ones are refused."""

import numpy as np
import pytest
from PIL import Image

from backprop import digits
from backprop.digits import StrokesError, draw_strokes, prepare
from core.pictures import TWO, close, stroke

# draw_strokes


def test_strokes_are_white_on_black():
    image = draw_strokes([stroke([40, 140, 240, 140], width=20)])
    pixels = np.asarray(image)
    assert image.mode == "L" and image.size == (280, 280)
    assert pixels[140, 140] == 255 and pixels[0, 0] == 0
    assert pixels[:, 140].sum() / 255 == pytest.approx(20, abs=0.5)
    rows, columns = np.nonzero(pixels)
    assert (columns.min(), columns.max()) == (pytest.approx(30, abs=1), pytest.approx(249, abs=1))
    assert (rows.min(), rows.max()) == (pytest.approx(130, abs=1), pytest.approx(149, abs=1))


def test_ends_and_joints_are_round():
    corner = np.asarray(draw_strokes([stroke([40, 40, 200, 40, 200, 200], width=40)]))
    assert corner[27, 212] and not corner[21, 219]
    assert not corner[21, 21] and corner[40, 21]


def test_one_point_is_a_dot():
    dot = np.asarray(draw_strokes([stroke([100, 60], width=20)]))
    assert dot.sum() / 255 == pytest.approx(np.pi * 10**2, rel=0.03)
    rows, columns = np.nonzero(dot)
    assert (rows.mean(), columns.mean()) == pytest.approx((59.5, 99.5), abs=0.2)


def test_eraser_takes_away_in_order():
    line = stroke([40, 140, 240, 140])
    rubbed = draw_strokes([line, stroke([140, 140], "eraser", 60)])
    assert np.asarray(rubbed)[140, 140] == 0 and np.asarray(rubbed)[140, 50] == 255
    again = draw_strokes([stroke([140, 140], "eraser", 60), line])
    assert np.array_equal(np.asarray(again), np.asarray(draw_strokes([line])))


def test_size_scales_the_drawing():
    small = draw_strokes([stroke(TWO)], size=112)
    assert small.size == (112, 112)
    assert close(prepare(small), prepare(draw_strokes([stroke(TWO)])), 0.25)


def test_strokes_go_on_top_of_a_base(mnist, two):
    assert np.array_equal(np.asarray(draw_strokes([], base=two)), np.asarray(two))
    digit = Image.fromarray(mnist.x_test[0].reshape(28, 28))
    drawn = draw_strokes([stroke([20, 20])], base=digit)
    assert drawn.size == (280, 280) and drawn.getpixel((20, 20)) == 255
    wiped = draw_strokes(
        [stroke([x for y in range(0, 281, 40) for x in (0, y, 280, y)], "eraser", 80)], base=digit
    )
    assert wiped.getextrema() == (0, 0)


def test_no_strokes_are_blank():
    assert draw_strokes([]).getextrema() == (0, 0)


def test_strokes_beyond_the_canvas_are_cut():
    assert draw_strokes([stroke([-280, -280, -100, 560])]).getextrema() == (0, 0)


@pytest.mark.parametrize(
    "strokes",
    [
        None,
        "pen",
        {"tool": "pen"},
        [None],
        [[1, 2]],
        [{}],
        [stroke([1, 2], tool="laser")],
        [stroke([1, 2], tool=["pen"])],
        [stroke([1, 2], width="28")],
        [stroke([1, 2], width=None)],
        [stroke([1, 2], width=True)],
        [stroke([1, 2], width=0.5)],
        [stroke([1, 2], width=81)],
        [stroke([1, 2], width=float("nan"))],
        [stroke([1, 2], width=float("inf"))],
        [stroke([])],
        [stroke([1, 2, 3])],
        [stroke([1, "2"])],
        [stroke([1, None])],
        [stroke([1, True])],
        [stroke([[1, 2], [3, 4]])],
        [stroke([1, float("nan")])],
        [stroke([1, float("-inf")])],
        [stroke([1, 10**400])],
        [stroke([1, 561])],
        [stroke([-281, 1])],
        [{"tool": "pen", "width": 28, "points": "12"}],
        [{"tool": "pen", "width": 28, "points": {"0": 1, "1": 2}}],
        [stroke([1, 2] * 20_001)],
        [stroke([1, 2] * 10_000), stroke([1, 2] * 10_001)],
    ],
)
def test_tampered_strokes_are_refused(strokes):
    with pytest.raises(StrokesError):
        draw_strokes(strokes)


def test_the_most_points_allowed_are_drawn():
    assert draw_strokes([stroke([100, 100] * 20_000, width=1)]).getextrema()[1] > 0


def test_a_canvas_filled_with_ink_stays_ink():
    """A drawing is known to be white on black, however much of the sheet it covers."""
    stripes = [{"tool": "pen", "width": 40, "points": [0, y, 280, y]} for y in range(10, 280, 36)]
    drawing = digits.draw_strokes(stripes)
    assert np.asarray(drawing).mean() > 128
    assert digits.prepare_ink(drawing).mean() > 0.4
    with pytest.raises(digits.EmptyPictureError):
        digits.prepare_ink(Image.new("L", (280, 280)))
