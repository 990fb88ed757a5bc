"""What looks like no digit is told from digits: how often, on what nobody chose it by."""

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from backprop import digits, networks
from backprop.live import parts
from backprop.network import Network
from backprop.why import likeness
from core.pictures import on_canvas, stroke
from strokes import STROKES, arc

UNLIKE = "ABCEFGHKMNPRTUVWXYadefhkmnprtuvwxy"  # letters that are no digit's shape


def letters(rng, each):
    """Letters of Pillow's own font, as (n, 784): leaning, turned, in pens of many widths."""
    font = ImageFont.load_default(150)
    for letter in UNLIKE * each:
        image = Image.new("L", (280, 280))
        width = int(rng.integers(2, 9))
        pen = ImageDraw.Draw(image)
        pen.text((140, 140), letter, fill=255, font=font, anchor="mm", stroke_width=width)
        image = image.rotate(rng.uniform(-8, 8), resample=Image.Resampling.BICUBIC)
        lean, wide = rng.uniform(-0.25, 0.25), rng.uniform(0.8, 1.2)
        way = (wide, lean, 140 * (1 - wide - lean), 0, 1, 0)
        yield digits.prepare_ink(image.transform(image.size, Image.Transform.AFFINE, way))


def scribbles(rng, count):
    for _ in range(count):
        jumps = rng.normal(0, 35, (rng.integers(6, 30), 2))
        points = np.clip(140 + np.cumsum(jumps, axis=0), 20, 260)
        yield digits.prepare_ink(digits.draw_strokes([stroke(points.ravel().tolist())]))


def pen_digits(rng, each, width):
    """The ten digits as drawn in tests/strokes.py, by other hands: leaning, wide, trembling."""
    for strokes in list(STROKES.values()) * each:
        lean, size, place = (
            rng.uniform(-0.25, 0.25),
            rng.uniform(0.75, 1.25, 2),
            rng.normal(0, 8, 2),
        )
        drawn = []
        for points in strokes:
            moved = (np.array(points) - 140) * size
            moved[:, 0] += lean * moved[:, 1]
            moved += np.cumsum(rng.normal(0, 1.5, moved.shape), axis=0) + 140 + place
            drawn.append(stroke(np.clip(moved, 0, 280).ravel().tolist(), width=width))
        yield digits.prepare_ink(digits.draw_strokes(drawn))


def strange(pictures):
    """The share that looks like no digit, or like no single one."""
    x = np.array(list(pictures))
    return (likeness.clouds().are_strange(x) | likeness.clouds().are_pairs(x)).mean()


def test_few_test_digits_look_like_none(mnist):
    """1.9 % of all. The clouds and the limit come from the training digits alone."""
    assert strange(mnist.x_test / 255) <= 0.02
    drawn = (digits.prepare_ink(on_canvas(x, side=260)) for x in mnist.x_test[:500])
    assert strange(drawn) <= 0.02


@pytest.mark.parametrize("width, most", [(14, 0.01), (digits.PEN_WIDTH, 0.02), (36, 0.06)])
def test_hardly_a_digit_of_the_pen_looks_like_none(width, most):
    assert strange(pen_digits(np.random.default_rng(1), 30, width)) <= most


def test_most_letters_and_scribbles_look_like_no_digit():
    rng = np.random.default_rng(0)
    assert strange(letters(rng, 6)) >= 0.7
    assert strange(scribbles(rng, 200)) >= 0.6


def test_a_face_and_a_star_look_like_no_digit():
    face = [
        arc(140, 140, 100, 100, 0, 1, 40),
        [(105, 110), (106, 111)],
        [(175, 110), (176, 111)],
        arc(140, 150, 50, 45, 0.05, 0.45),
    ]
    star = [[(60, 60), (220, 220)], [(60, 220), (220, 60)], [(140, 40), (140, 240)]]
    star.append([(40, 140), (240, 140)])
    for strokes in (face, star):
        flat = [stroke([v for point in points for v in point], width=16) for points in strokes]
        assert strange([digits.prepare_ink(digits.draw_strokes(flat))]) == 1


def test_the_file_holds_what_the_digits_give(mnist):
    """Each cloud lies where digits written alike lie; the limits are where the others set them."""
    known, labels = mnist.x_train[: likeness.KNOWN] / 255, mnist.y_train[: likeness.KNOWN]
    shipped = likeness.clouds()
    np.testing.assert_allclose(shipped.mean, known.mean(axis=0), atol=1e-6)
    place = (known - shipped.mean) @ shipped.directions
    for digit in range(10):
        cloud = place[labels == digit]
        ways = shipped.centres[digit * likeness.WAYS : (digit + 1) * likeness.WAYS]
        nearest = ((ways**2).sum(axis=1) - 2 * cloud @ ways.T).argmin(axis=1)
        means = [cloud[nearest == way].mean(axis=0) for way in range(likeness.WAYS)]
        np.testing.assert_allclose(ways, means, atol=0.2)
    others = shipped.strangeness(mnist.x_train[likeness.KNOWN :] / 255)
    within = np.mean(others <= shipped.limits, axis=0)
    assert within.tolist() == pytest.approx(likeness.FAMILIAR, abs=1e-3)


def test_only_a_network_that_knows_digits_says_so():
    letter = next(letters(np.random.default_rng(0), 1))
    assert parts.doubted(networks.load("trained"), letter)
    assert not parts.doubted(networks.load("untrained"), letter)
    assert not parts.doubted(Network.create((784, 12, 10), "tanh", seed=3), letter)
