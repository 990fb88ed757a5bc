"""Digits: every promise of backprop.digits and backprop.ink, on pictures made here."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageOps

from backprop import digits
from backprop.digits import (
    DataFileError,
    EmptyPictureError,
    draw_strokes,
    find_ink,
    load_mnist,
    open_picture,
    prepare,
    shrink,
)
from core.pictures import as_file, centre_of_mass, close, extent, nearest, on_canvas, photo, stroke

EXIF_ORIENTATION = 0x0112


# MNIST


def test_mnist_has_its_shapes_and_is_read_only(mnist):
    assert [a.shape for a in mnist] == [(60000, 784), (60000,), (10000, 784), (10000,)]
    assert all(array.dtype == np.uint8 for array in mnist)
    assert mnist.y_train[:5].tolist() == [5, 0, 4, 1, 9]
    with pytest.raises(ValueError):
        mnist.x_train[0, 0] = 1


def test_missing_mnist_says_what_to_do(tmp_path):
    with pytest.raises(DataFileError, match=r"missing: get it"):
        load_mnist(tmp_path / "mnist.npz")


def test_damaged_mnist_says_what_to_do(tmp_path):
    path = tmp_path / "mnist.npz"
    for damaged in (b"", b"not an archive", digits.MNIST_FILE.read_bytes()[:100_000]):
        path.write_bytes(damaged)
        with pytest.raises(DataFileError, match="damaged"):
            load_mnist(path)


def test_other_arrays_are_not_mnist(tmp_path):
    path = tmp_path / "mnist.npz"
    names = digits.Mnist._fields
    np.savez(path, **dict.fromkeys(names[:3], np.zeros(3, np.uint8)))
    with pytest.raises(DataFileError, match="damaged"):
        load_mnist(path)
    np.savez(path, **dict.fromkeys(names, np.zeros(3)))
    with pytest.raises(DataFileError, match="not MNIST: x_train is float64"):
        load_mnist(path)
    np.savez(path, **dict.fromkeys(names, np.array([{}])))
    with pytest.raises(DataFileError):
        load_mnist(path)


# prepare


def test_prepared_digit_has_mnists_form(two):
    pixels = prepare(two)
    assert pixels.shape == (784,) and pixels.dtype == np.float64
    assert pixels.min() == 0 and 0.95 < pixels.max() <= 1
    assert max(extent(pixels)) == 20
    assert centre_of_mass(pixels) == pytest.approx((14, 14), abs=0.5)


def test_mnist_itself_is_centred_where_prepare_centres(mnist):
    for row in mnist.x_test[:50]:
        assert centre_of_mass(row / 255) == pytest.approx((14, 14), abs=0.5)


def test_mnist_digits_stay_nearly_what_they_are(mnist):
    for row in mnist.x_test[:50]:
        image = Image.fromarray(row.reshape(28, 28))
        assert np.abs(prepare(image) - row / 255).mean() < 0.02


@pytest.mark.parametrize("left, top, side", [(0, 0, 80), (140, 10, 140), (30, 200, 80)])
def test_mnist_digits_drawn_off_centre_are_centred_again(mnist, left, top, side):
    known = mnist.x_test[:200]
    prepared = np.array([prepare(on_canvas(row, side, left, top)) for row in known])
    before, after = nearest(mnist, known / 255), nearest(mnist, prepared)
    right = mnist.y_test[:200]
    assert (after == right).mean() >= (before == right).mean() - 0.02
    assert (after == before).mean() >= 0.92


def test_shrink_does_not_centre(mnist):
    known = mnist.x_test[:200]
    images = [on_canvas(row, 80, 0, 0) for row in known]
    right = nearest(mnist, np.array([shrink(image) for image in images])) == mnist.y_test[:200]
    assert right.mean() < 0.5


def test_photos_are_read_like_the_digits_in_them(mnist):
    rng = np.random.default_rng(0)
    known = mnist.x_test[:60]
    prepared = np.array([prepare(open_picture(photo(row, rng))) for row in known])
    kept = nearest(mnist, prepared) == nearest(mnist, known / 255)
    assert kept.mean() >= 0.9


def test_light_ink_and_dark_ink_are_the_same(two):
    assert np.array_equal(prepare(two), prepare(ImageOps.invert(two)))


def test_faint_ink_on_any_flat_background_is_ink(two):
    for background, ink in ((250, 200), (100, 10), (100, 160), (20, 60)):
        colours = two.point([round(background + (ink - background) * v / 255) for v in range(256)])
        assert close(prepare(colours), prepare(two), 0.05)


def test_edges_of_a_drawing_are_untouched(two):
    assert np.array_equal(np.asarray(find_ink(two)), np.asarray(two))


def test_ink_of_a_photo_is_a_drawing(mnist):
    ink = find_ink(open_picture(photo(mnist.x_test[0], np.random.default_rng(1))))
    assert np.array_equal(np.asarray(find_ink(ink)), np.asarray(ink))


@pytest.mark.parametrize("shape", [(130, 20, 150, 260), (20, 130, 260, 150)])
def test_thin_shapes_keep_their_aspect(shape):
    image = Image.new("L", (280, 280))
    ImageDraw.Draw(image).rectangle(shape, fill=255)
    assert sorted(extent(prepare(image))) == [2, 20]


def test_a_line_one_pixel_wide_does_not_vanish():
    image = Image.new("L", (280, 280))
    ImageDraw.Draw(image).line((140, 20, 140, 260), fill=255)
    assert extent(prepare(image)) == (20, 1)


def test_a_single_dot_is_ink():
    pixels = prepare(draw_strokes([stroke([20, 30])]))
    assert extent(pixels) == (20, 20)
    image = Image.new("L", (280, 280))
    image.putpixel((3, 3), 255)
    assert prepare(image).sum() == 400


def test_lopsided_ink_is_kept_whole():
    image = Image.new("L", (280, 280))
    draw = ImageDraw.Draw(image)
    draw.rectangle((10, 10, 60, 269), fill=255)
    draw.rectangle((10, 265, 269, 269), fill=255)
    assert extent(prepare(image)) == (20, 20)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_rotation_is_applied_once(two, orientation):
    turned = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    stored = two.transpose(turned[orientation]) if orientation in turned else two
    exif = Image.Exif()
    exif[EXIF_ORIENTATION] = orientation
    data = as_file(stored, exif=exif)
    assert close(prepare(Image.open(BytesIO(data))), prepare(two))
    assert close(prepare(open_picture(data)), prepare(two))


@pytest.mark.parametrize("mode", ["RGBA", "LA", "PA", "RGBa", "La"])
@pytest.mark.parametrize("ink", [0, 255])
def test_transparent_background(two, mode, ink):
    image = Image.new("L", two.size, ink)
    if mode in ("RGBA", "RGBa", "PA"):
        image = image.convert("P" if mode == "PA" else "RGB")
    image.putalpha(two)
    image = image.convert(mode)
    assert image.mode == mode
    assert close(prepare(image), prepare(two))


def test_transparent_corners_continue_the_paper(two):
    paper = ImageOps.invert(two).convert("RGBA")
    alpha = Image.new("L", two.size)
    ImageDraw.Draw(alpha).ellipse((-30, -30, 310, 310), fill=255)
    paper.putalpha(alpha)
    assert close(prepare(paper), prepare(two))


def test_one_transparent_colour(two):
    palette = two.point(lambda level: 255 * (level > 127)).convert("P")
    image = Image.open(BytesIO(as_file(palette, "GIF", transparency=0)))
    assert close(prepare(image), prepare(palette.convert("L")))


def test_fully_transparent_is_empty():
    with pytest.raises(EmptyPictureError):
        prepare(Image.new("RGBA", (100, 100), (0, 0, 0, 0)))


@pytest.mark.parametrize("mode", ["RGB", "RGBX", "P", "CMYK", "YCbCr", "HSV", "I", "F", "LA"])
def test_every_mode_is_read(two, mode):
    image = two.convert("RGB").convert(mode) if mode in ("HSV", "CMYK") else two.convert(mode)
    assert close(prepare(image), prepare(two))


def test_lab_one_bit_and_sixteen_bits_are_read(two):
    lab = Image.merge("LAB", (two, Image.new("L", two.size), Image.new("L", two.size)))
    sixteen = Image.fromarray(np.asarray(two).astype(np.uint16) * 257)
    assert sixteen.mode == "I;16"
    assert close(prepare(lab), prepare(two))
    assert close(prepare(sixteen), prepare(two))
    assert close(prepare(open_picture(as_file(sixteen))), prepare(two))
    assert close(prepare(two.convert("1", dither=0)), prepare(two), 0.2)


@pytest.mark.parametrize("size", [(1, 1), (28, 28), (280, 280), (1000, 20)])
@pytest.mark.parametrize("level", [0, 128, 255])
def test_blank_pictures_have_no_ink(size, level):
    image = Image.new("L", size, level)
    with pytest.raises(EmptyPictureError, match="no ink.*draw a digit"):
        prepare(image)
    assert np.array_equal(shrink(image), np.zeros(784))


def test_a_picture_without_pixels_has_no_ink():
    with pytest.raises(EmptyPictureError):
        prepare(Image.new("L", (0, 5)))


def test_noise_is_not_ink():
    rng = np.random.default_rng(2)
    for noise in (
        rng.integers(0, 256, (280, 280)),
        rng.integers(0, 256, (28, 28)),
        rng.normal(128, 30, (280, 280)),
        255 - abs(rng.normal(0, 5, (300, 400))),
    ):
        with pytest.raises(EmptyPictureError):
            prepare(Image.fromarray(np.uint8(noise.clip(0, 255))))


def test_blank_paper_is_not_ink(mnist):
    rng = np.random.default_rng(3)
    for _ in range(5):
        with pytest.raises(EmptyPictureError):
            prepare(open_picture(photo(np.zeros(784, np.uint8), rng)))


def test_specks_and_the_edge_of_a_photo_do_not_count(mnist):
    clean = Image.open(BytesIO(photo(mnist.x_test[0], np.random.default_rng(4)))).convert("L")
    dirty = clean.copy()
    draw = ImageDraw.Draw(dirty)
    draw.rectangle((0, 0, 399, 5), fill=20)
    draw.ellipse((6, 280, 12, 286), fill=20)
    clean, dirty = (image.filter(ImageFilter.GaussianBlur(1)) for image in (clean, dirty))
    assert close(prepare(dirty), prepare(clean), 0.1)


# shrink


def test_shrink_only_shrinks(two):
    pixels = shrink(two)
    assert pixels.shape == (784,) and 0 <= pixels.min() and pixels.max() <= 1
    assert close(pixels, np.asarray(two.reduce(10)).ravel() / 255)
    assert np.array_equal(pixels, shrink(ImageOps.invert(two)))


def test_shrink_keeps_the_aspect():
    image = Image.new("L", (280, 140))
    ImageDraw.Draw(image).rectangle((40, 40, 99, 99), fill=255)
    assert extent(shrink(image)) == (6, 6)
