"""Digits on every kind of paper: boxes, squares, lines, dots, tables, windows; scans and photos.

Everything comes from a seed. All ruled pictures of a digit have one twin, by the same pen under
the same light, on plain paper.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageFilter

from backprop.digits import EmptyPictureError, Mnist, open_picture, prepare
from backprop.network import Network
from core.pictures import as_file

SIDE = 200  # pixels of a picture
DIGIT = 1.4 * 110  # MNIST's 28 pixels, enlarged: its digit is then 110 pixels high


class Pen(NamedTuple):
    """wider: pixels that are added to a stroke; colour: red, green, blue"""

    wider: int
    colour: tuple[int, int, int]


PENS = {
    "thin pen": Pen(-4, (30, 30, 35)),
    "medium pen": Pen(0, (20, 20, 20)),
    "thick pen": Pen(8, (15, 15, 15)),
    "pencil": Pen(-2, (110, 110, 112)),
    "blue ink": Pen(0, (35, 60, 160)),
}


class Place(NamedTuple):
    """Where every pixel lies in the tilted coordinates of the paper, and the digit there.

    x, y: (SIDE, SIDE), pixels from the centre; box: left, top, right, bottom of the digit's ink
    """

    x: np.ndarray
    y: np.ndarray
    box: tuple[float, float, float, float]


class Ruling(NamedTuple):
    """cover: (SIDE, SIDE), how much of each pixel is covered; colour: of the lines"""

    cover: np.ndarray
    colour: tuple[int, int, int]


def _line(distance: np.ndarray, width: float) -> np.ndarray:
    return np.clip(width / 2 + 0.5 - np.abs(distance), 0, 1)


def _repeated(at: np.ndarray, pitch: float, width: float, shift: float) -> np.ndarray:
    return _line((at - shift) % pitch - pitch / 2, width)


def _rectangle(place: Place, box: tuple[float, float, float, float], width: float) -> np.ndarray:
    left, top, right, bottom = box
    outside = np.maximum(
        np.abs(place.x - (left + right) / 2) - (right - left) / 2,
        np.abs(place.y - (top + bottom) / 2) - (bottom - top) / 2,
    )
    return _line(outside, width)


def _around(place: Place, rng: np.random.Generator, least: float, most: float):
    """A box around the digit, each side at its own distance from the ink, in pixels."""
    left, top, right, bottom = place.box
    away = rng.uniform(least, most, 4)
    return left - away[0], top - away[1], right + away[2], bottom + away[3]


def _grey(rng: np.random.Generator) -> tuple[int, int, int]:
    return (int(rng.integers(10, 110)),) * 3


def thin_frame(place: Place, rng: np.random.Generator) -> Ruling:
    return Ruling(_rectangle(place, _around(place, rng, 8, 22), rng.uniform(1, 2.5)), _grey(rng))


def thick_frame(place: Place, rng: np.random.Generator) -> Ruling:
    return Ruling(_rectangle(place, _around(place, rng, 16, 24), rng.uniform(5, 13)), _grey(rng))


def touching_frame(place: Place, rng: np.random.Generator) -> Ruling:
    return Ruling(_rectangle(place, _around(place, rng, -5, 5), rng.uniform(1, 5)), _grey(rng))


def cut_frame(place: Place, rng: np.random.Generator) -> Ruling:
    """One or two neighbouring sides lie outside the picture."""
    box = list(_around(place, rng, 8, 20))
    first = int(rng.integers(4))
    for side in {first, (first + int(rng.integers(2))) % 4}:
        box[side] = (-SIDE, -SIDE, SIDE, SIDE)[side]
    return Ruling(_rectangle(place, tuple(box), rng.uniform(1, 6)), _grey(rng))


def _squares(place: Place, rng: np.random.Generator, colour: tuple[int, int, int]) -> Ruling:
    pitch, width = rng.uniform(20, 60), rng.uniform(1, 2.2)
    across, down = rng.uniform(0, pitch, 2)
    lines = [_repeated(place.x, pitch, width, across), _repeated(place.y, pitch, width, down)]
    return Ruling(np.maximum(*lines), colour)


def squared(place: Place, rng: np.random.Generator) -> Ruling:
    return _squares(place, rng, (int(rng.integers(60, 190)),) * 3)


def coloured_squares(place: Place, rng: np.random.Generator) -> Ruling:
    colours = [(120, 160, 220), (230, 120, 110), (60, 110, 200), (120, 190, 140), (200, 60, 60)]
    return _squares(place, rng, colours[rng.integers(len(colours))])


def lined(place: Place, rng: np.random.Generator) -> Ruling:
    pitch = rng.uniform(28, 70)
    lines = _repeated(place.y, pitch, rng.uniform(1, 2.5), rng.uniform(0, pitch))
    return Ruling(lines, (int(rng.integers(40, 180)),) * 3)


def dots(place: Place, rng: np.random.Generator) -> Ruling:
    pitch = rng.uniform(14, 30)
    across, down = ((at - rng.uniform(0, pitch)) % pitch - pitch / 2 for at in (place.x, place.y))
    return Ruling(
        _line(np.hypot(across, down), rng.uniform(2, 3.5)), (int(rng.integers(30, 150)),) * 3
    )


def table(place: Place, rng: np.random.Generator) -> Ruling:
    """The digit's own cell, and the rules that go on to its neighbours."""
    left, top, right, bottom = _around(place, rng, 4, 20)
    width = rng.uniform(1, 4)
    lines = [_line(place.y - top, width), _line(place.y - bottom, width)]
    lines += [_line(place.x - left, width), _line(place.x - right, width)]
    return Ruling(np.maximum.reduce(lines), _grey(rng))


def window(place: Place, rng: np.random.Generator) -> Ruling:
    """A window's border at the picture's edge, the bar for its title wider."""
    side, bar = rng.uniform(2, 8), rng.uniform(10, 24)
    reach = SIDE / 2
    outside = [reach - side - np.abs(place.x), reach - side - place.y, place.y + reach - bar]
    return Ruling(np.clip(0.5 - np.minimum.reduce(outside), 0, 1), _grey(rng))


RULED: dict[str, Callable[[Place, np.random.Generator], Ruling]] = {
    "thin frame": thin_frame,
    "thick frame": thick_frame,
    "touching frame": touching_frame,
    "cut frame": cut_frame,
    "squared": squared,
    "coloured squares": coloured_squares,
    "lined": lined,
    "dots": dots,
    "table": table,
    "window": window,
}


def _written(pixels: np.ndarray, pen: Pen, tilt: float, rng: np.random.Generator):
    """The ink of a digit on the sheet, (SIDE, SIDE) in [0, 1], and its place."""
    side = round(DIGIT)
    digit = Image.fromarray(pixels.reshape(28, 28)).resize((side, side), Image.Resampling.BICUBIC)
    if pen.wider > 0:
        digit = digit.filter(ImageFilter.MaxFilter(pen.wider + 1))
    if pen.wider < 0:
        digit = digit.filter(ImageFilter.MinFilter(1 - pen.wider))
    left, top, right, bottom = digit.point(lambda level: 255 * (level > 127)).getbbox()
    sheet = Image.new("L", (SIDE, SIDE))
    corner = [(SIDE - side) // 2 + int(rng.integers(-8, 9)) for _ in range(2)]
    sheet.paste(digit, tuple(corner))
    sheet = sheet.rotate(-tilt, Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(0.7))
    y, x = np.mgrid[:SIDE, :SIDE] - (SIDE - 1) / 2
    sine, cosine = np.sin(np.radians(tilt)), np.cos(np.radians(tilt))
    across, down = (at - SIDE / 2 for at in corner)
    box = left + across, top + down, right + across, bottom + down
    return np.asarray(sheet) / 255, Place(x * cosine + y * sine, y * cosine - x * sine, box)


def lit(paper: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Light that falls off, a shadow's edge across the sheet, and paper that is not even."""
    y, x = np.mgrid[:SIDE, :SIDE] / SIDE
    turn = rng.uniform(0, 2 * np.pi)
    along = (x - 0.5) * np.cos(turn) + (y - 0.5) * np.sin(turn)
    shadow = 1 / (1 + np.exp((along - rng.uniform(-0.3, 0.3)) / rng.uniform(0.005, 0.1)))
    light = (0.85 - 0.35 * along) * (1 - rng.uniform(0, 0.35) * shadow)
    grain = 1 + rng.normal(0, 0.015, (SIDE, SIDE))
    return paper * (light * grain)[..., None] + rng.normal(0, 3, (SIDE, SIDE, 1))


def _picture(ink, pen, ruling, photo, rng) -> Image.Image:
    shade = np.full((SIDE, SIDE, 3), 250.0)
    if ruling is not None:
        shade += ruling.cover[..., None] * (np.array(ruling.colour) - shade)
    shade = np.minimum(shade, 250 + ink[..., None] * (np.array(pen.colour, dtype=float) - 250))
    if photo:
        shade = lit(shade, rng)
    image = Image.fromarray(np.uint8(shade.clip(0, 255)))
    if photo:
        image = image.filter(ImageFilter.GaussianBlur(0.6))
    return image


def paper(pixels, pen_name: str, kind: str | None, photo: bool, seed) -> bytes:
    """The digit on paper of a kind, as a file: a scan as BMP, a photo as JPEG.

    pixels: (784,) uint8; kind: one of RULED, or None: the same digit by the same pen under the
    same light on plain paper; seed: anything that default_rng takes
    """
    rng = np.random.default_rng(seed)
    pen = PENS[pen_name]
    ink, place = _written(pixels, pen, rng.uniform(-5, 5) * (rng.random() < 0.7), rng)
    light, quality = int(rng.integers(2**32)), int(rng.integers(40, 85))
    ruling = RULED[kind](place, rng) if kind else None
    image = _picture(ink, pen, ruling, photo, np.random.default_rng(light))
    return as_file(image, "JPEG", quality=quality) if photo else as_file(image, "BMP")


def read(network: Network, files) -> np.ndarray:
    """What the network reads in each file: (n,), −1 where no ink is found."""
    pixels = np.zeros((len(files), 784))
    found = np.ones(len(files), dtype=bool)
    for row, data in enumerate(files):
        try:
            pixels[row] = prepare(open_picture(data))
        except EmptyPictureError:
            found[row] = False
    return np.where(found, network.predict(pixels), -1)


def known(network: Network, mnist: Mnist, count: int) -> np.ndarray:
    """The first so many test digits that the network reads right: (count,) their numbers."""
    first = 2 * count  # more than nine in ten are read right
    right = network.predict(mnist.x_test[:first] / 255) == mnist.y_test[:first]
    return np.flatnonzero(right)[:count]


def share(network: Network, mnist: Mnist, kind: str | None, photo: bool, count: int) -> float:
    """The share that is read right of so many digits on paper of a kind.

    kind: one of RULED, or None for plain paper, the digits by every pen in turn; or one of PENS,
    on plain paper
    """
    pens = [kind] if kind in PENS else list(PENS)
    ruling = kind if kind in RULED else None
    samples = known(network, mnist, count)
    files = [
        paper(mnist.x_test[sample], pens[number % len(pens)], ruling, photo, (sample, photo))
        for number, sample in enumerate(samples)
    ]
    return float((read(network, files) == mnist.y_test[samples]).mean())
