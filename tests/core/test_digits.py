"""Digits: every promise of backprop.digits and backprop.ink, on pictures made here."""

import struct
import warnings
import zlib
from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageOps

from backprop import digits
from backprop.digits import (
    DataFileError,
    EmptyPictureError,
    PictureError,
    StrokesError,
    draw_strokes,
    find_ink,
    load_mnist,
    open_picture,
    prepare,
    shrink,
)

TWO = [90, 90, 120, 60, 170, 60, 190, 95, 160, 140, 95, 210, 195, 215]
EXIF_ORIENTATION = 0x0112


@pytest.fixture(scope="module")
def mnist():
    return load_mnist()


def stroke(points, tool="pen", width=digits.PEN_WIDTH):
    return {"tool": tool, "width": width, "points": list(points)}


@pytest.fixture
def two():
    """A 2, white on black, 280×280."""
    return draw_strokes([stroke(TWO)])


def centre_of_mass(pixels):
    square = pixels.reshape(28, 28)
    rows, columns = np.mgrid[:28, :28]
    return (square * rows).sum() / square.sum(), (square * columns).sum() / square.sum()


def extent(pixels):
    rows, columns = np.nonzero(pixels.reshape(28, 28))
    return np.ptp(rows) + 1, np.ptp(columns) + 1


def on_canvas(pixels, side=140, left=0, top=0):
    canvas = Image.new("L", (280, 280))
    digit = Image.fromarray(pixels.reshape(28, 28)).resize((side, side), Image.Resampling.BICUBIC)
    canvas.paste(digit, (left, top))
    return canvas


def photo(pixels, rng, size=(400, 300), ink=0.65):
    """A digit as dark ink on grainy paper, under light that falls off, half in shadow: a JPEG."""
    width, height = size
    mask = Image.new("L", size)
    side = int(0.7 * height)
    digit = Image.fromarray(pixels.reshape(28, 28)).resize((side, side), Image.Resampling.BICUBIC)
    mask.paste(digit, (int(rng.integers(0, width - side)), int(rng.integers(0, height - side))))
    y, x = np.mgrid[:height, :width] / width
    light = (1 - 0.4 * x) * np.where(x + y > 0.9, 0.7, 1)
    texture = 1 + 0.02 * rng.normal(size=(height, width))
    paper = 220 * light * texture * (1 - ink * np.asarray(mask) / 255)
    paper += rng.normal(0, 4, paper.shape)
    return as_file(Image.fromarray(np.uint8(paper.clip(0, 255))).convert("RGB"), "JPEG", quality=60)


def as_file(image, format="PNG", **options):
    file = BytesIO()
    image.save(file, format, **options)
    return file.getvalue()


def close(a, b, tolerance=0.02):
    return np.abs(a - b).max() <= tolerance


def nearest(mnist, pixels):
    """The label of the MNIST digit nearest to each picture, among 6,000."""
    known = mnist.x_train[:6000] / 255
    distances = (known**2).sum(axis=1) - 2 * pixels @ known.T
    return mnist.y_train[distances.argmin(axis=1)]


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


# open_picture


def png_header(width, height):
    """A PNG of that size by its header, with hardly any data."""

    def chunk(kind, data):
        checksum = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + checksum

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(bytes(1000))), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize("format", ["PNG", "JPEG", "GIF", "BMP", "WEBP", "TIFF"])
def test_pictures_open(two, format):
    image = open_picture(as_file(two.convert("RGB"), format))
    assert image.size == (280, 280)
    assert close(prepare(image), prepare(two), 0.1)


@pytest.mark.parametrize(
    "data, says",
    [
        (b"", "empty"),
        (b"just text, named .png", "not a picture"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", "not a picture"),
        (b"\x89PNG\r\n\x1a\n", "not a picture|damaged"),
        (png_header(20_000, 20_000), "too large"),
        (png_header(60_000, 60_000), "too large"),
        (png_header(10_000, 10_000), "too large"),
        (png_header(6_000, 6_000), "6,000 × 6,000"),
        (png_header(4_000, 4_000), "damaged"),
        (png_header(0, 0), "not a picture|damaged"),
    ],
)
def test_bad_files_get_one_sentence(data, says):
    with pytest.raises(PictureError, match=says) as caught:
        open_picture(data)
    assert isinstance(caught.value, ValueError)
    assert "choose" in str(caught.value) or "make it smaller" in str(caught.value)


@pytest.mark.parametrize("format", ["PNG", "JPEG", "GIF", "BMP", "WEBP", "TIFF"])
def test_truncated_and_scrambled_files_never_crash(two, format):
    whole = as_file(two.convert("RGB"), format)
    rng = np.random.default_rng(5)
    with pytest.raises(PictureError):
        open_picture(whole[: len(whole) // 2])
    for _ in range(30):
        scrambled = bytearray(whole)
        for place in rng.integers(0, len(whole), 5):
            scrambled[place] = rng.integers(0, 256)
        try:
            assert max(open_picture(bytes(scrambled)).size) <= 1024
        except PictureError:
            pass


def test_no_warning_leaks():
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        for side in (6_000, 10_000, 20_000):
            with pytest.raises(PictureError):
                open_picture(png_header(side, side))
    assert not caught


@pytest.mark.parametrize("mode", ["L", "1", "P", "RGB", "I;16"])
def test_big_pictures_are_reduced(two, mode):
    big = two.resize((2800, 2800))
    if mode == "I;16":
        big = Image.fromarray(np.asarray(big).astype(np.uint16) * 257)
    else:
        big = big.convert(mode, **({"dither": 0} if mode == "1" else {}))
    image = open_picture(as_file(big))
    assert image.size == (1024, 1024)
    assert close(prepare(image), prepare(two), 0.15)


def test_big_jpeg_is_reduced_while_it_is_decoded(two):
    image = open_picture(as_file(two.resize((4200, 4200)), "JPEG"))
    assert max(image.size) <= 1024
    assert close(prepare(image), prepare(two), 0.1)


def test_cmyk_jpeg(two):
    image = open_picture(as_file(two.convert("CMYK"), "JPEG"))
    assert close(prepare(image), prepare(two), 0.1)


def test_first_frame_of_an_animation(two):
    blank = Image.new("L", two.size)
    data = as_file(two, "GIF", save_all=True, append_images=[blank, ImageOps.invert(two)])
    assert close(prepare(open_picture(data)), prepare(two))


def test_one_pixel_opens_and_is_empty():
    image = open_picture(as_file(Image.new("L", (1, 1), 255)))
    assert image.size == (1, 1)
    with pytest.raises(EmptyPictureError):
        prepare(image)


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
