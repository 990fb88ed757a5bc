"""Opening picture files: what can be read is, what cannot gets one sentence."""

import re
import struct
import warnings
import zlib
from io import BytesIO

import numpy as np
import pytest
from PIL import AvifImagePlugin, Image, ImageOps, PngImagePlugin, features

from backprop.digits import EmptyPictureError, PictureError, open_picture, prepare
from core.pictures import (
    as_file,
    close,
)

# open_picture

FORMATS = ["PNG", "JPEG", "GIF", "BMP", "WEBP", "TIFF", "AVIF"]


def media_file(brand, *others):
    """The first box of a file like an iPhone's, which names what it is, and data that is none."""
    names = brand + bytes(4) + b"".join(others)
    return struct.pack(">I", 8 + len(names)) + b"ftyp" + names + bytes(range(256)) * 20


def png_header(width, height):
    """A PNG of that size by its header, with hardly any data."""

    def chunk(kind, data):
        checksum = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + checksum

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(bytes(1000))), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize("format", FORMATS)
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
        (media_file(b"heic", b"mif1", b"heic"), "HEIC.*Most Compatible"),
        (media_file(b"mif1", b"heix"), "HEIC.*Most Compatible"),
        (media_file(b"msf1", b"hevc"), "HEIC.*Most Compatible"),
        (media_file(b"heic")[:20], "HEIC.*Most Compatible"),
        (media_file(b"avif", b"mif1"), "damaged"),
        (media_file(b"avis"), "damaged"),
        (media_file(b"isom", b"mp42"), "not a picture"),
    ],
)
def test_bad_files_get_one_sentence(data, says, monkeypatch):
    monkeypatch.delitem(Image.OPEN, "HEIF", raising=False)
    with pytest.raises(PictureError, match=says) as caught:
        open_picture(data)
    assert isinstance(caught.value, ValueError)
    assert "choose" in str(caught.value) or "make it smaller" in str(caught.value)


@pytest.mark.parametrize("format", FORMATS)
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


def larger_in_its_header(data, side):
    """An AVIF that claims another size than the one that its picture has."""
    place = data.index(b"ispe") + 8
    return data[:place] + struct.pack(">II", side, side) + data[place + 8 :]


@pytest.mark.parametrize("side", [1, 281, 6_000, 2**31 - 1])
def test_an_avif_that_lies_about_its_size_is_small_or_refused(two, side):
    try:
        image = open_picture(larger_in_its_header(as_file(two, "AVIF"), side))
        assert max(image.size) <= 1024
    except PictureError as problem:
        assert re.search("damaged|too large", str(problem))


def test_avif_without_a_decoder_gets_a_sentence(two, monkeypatch):
    data = as_file(two, "AVIF")
    monkeypatch.setattr(AvifImagePlugin, "SUPPORTED", False)
    monkeypatch.setattr(features, "check", lambda name: False)
    with pytest.raises(PictureError, match="AVIF.*JPEG or PNG"):
        open_picture(data)


def test_heic_opens_where_something_reads_it(two, monkeypatch):
    """As pi-heif does, which is no requirement; here something that reads a PNG behind the box."""
    box = media_file(b"heic", b"mif1")

    def reads(file, name):
        return PngImagePlugin.PngImageFile(BytesIO(file.read()[len(box) :]))

    monkeypatch.setitem(Image.OPEN, "HEIF", (reads, lambda start: start[4:12] == b"ftypheic"))
    assert open_picture(box + as_file(two)).size == (280, 280)
    for damaged in (box, media_file(b"mif1", b"heix")):
        with pytest.raises(PictureError, match="damaged"):
            open_picture(damaged)


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
