"""Opening picture files: what can be read is, what cannot gets one sentence."""

import struct
import warnings
import zlib

import numpy as np
import pytest
from PIL import Image, ImageOps

from backprop.digits import EmptyPictureError, PictureError, open_picture, prepare
from core.pictures import (
    as_file,
    close,
)

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
