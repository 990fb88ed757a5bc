"""Digits: MNIST, and any drawing made to look as if it came from MNIST.

The network has only ever seen digits prepared in one way, and reads no others: each was scaled to
20 pixels on its longer side, with smooth edges, and placed in 28×28 pixels by its centre of mass
(LeCun, Bottou, Bengio & Haffner, "Gradient-based learning applied to document recognition", 1998,
section III.A). `prepare` does the same to a drawing or a photo.
"""

import zipfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageDraw

from backprop.picture.files import PictureError, open_picture
from backprop.picture.ink import EmptyPictureError, find_ink

__all__ = [
    "CANVAS",
    "PEN_WIDTH",
    "DataFileError",
    "EmptyPictureError",
    "Mnist",
    "PictureError",
    "StrokesError",
    "draw_strokes",
    "find_ink",
    "load_mnist",
    "open_picture",
    "prepare",
    "shrink",
]

SIDE = 28  # pixels of a prepared digit, each way
LONG_SIDE = 20  # pixels of its ink, the longer way
CENTRE = 14  # row and column of its centre of mass, counted from 0, as measured in MNIST
FAINT_EDGE = 32  # of 255: ink up to this does not count for the box around a digit

CANVAS = 280  # units of a drawing, each way

# As thick as MNIST's strokes when prepared: 2.59 pixels to MNIST's 2.55 (area over half the
# outline), measured on the 3,498 pen-written digits of 14 writers in the UCI pendigits test set
# (Alpaydin & Alimoglu 1998), replayed 140 … 210 units long. Networks that read 94.6 % of MNIST read
# 81 % of these with a pen 20 wide, 80.5 % at 24, 79.4 % at 28, 75 % at 40 (22 % if only shrunk).
PEN_WIDTH = 24

MAX_POINTS = 20_000  # in all strokes
MAX_WIDTH = 80  # of a stroke, in canvas units
FINER = 3  # strokes are drawn this many times larger, then reduced, for smooth edges

MNIST_FILE = Path(__file__).parents[1] / "assets" / "data" / "mnist.npz"


class DataFileError(ValueError):
    """A data file is missing or damaged; the message says what to do."""


class StrokesError(ValueError):
    """The strokes are not what the drawing canvas sends; the message names what is wrong."""


class Mnist(NamedTuple):
    """The MNIST digits; 0 = paper, 255 = ink. The arrays are read-only.

    x_train: (60000, 784) uint8; y_train: (60000,) uint8, the digits
    x_test: (10000, 784) uint8; y_test: (10000,) uint8
    """

    x_train: np.ndarray
    y_train: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray


def load_mnist(path: str | Path = MNIST_FILE) -> Mnist:
    """MNIST from its file. Raises DataFileError where that is missing, damaged or another one."""
    try:
        with open(path, "rb") as file, np.load(file, allow_pickle=False) as arrays:
            mnist = Mnist(*(arrays[name] for name in Mnist._fields))
    except FileNotFoundError:
        raise DataFileError(f"{path} is missing: get it with `git checkout {path}`.") from None
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise DataFileError(f"{path} is damaged: get it again from the repository.") from error
    shapes = [(60_000, 784), (60_000,), (10_000, 784), (10_000,)]
    for name, array, shape in zip(Mnist._fields, mnist, shapes):
        if array.dtype != np.uint8 or array.shape != shape:
            raise DataFileError(
                f"{path} is not MNIST: {name} is {array.dtype} {array.shape}, expected uint8 "
                f"{shape}; get the file again from the repository."
            )
        array.flags.writeable = False
    return mnist


def prepare(image: Image.Image) -> np.ndarray:
    """A drawing or photo of a digit, prepared as MNIST was: (784,) float64 in [0, 1], ink = 1.

    Dark or light ink, see `picture/ink.py`. Raises EmptyPictureError where there is no ink.
    """
    return prepare_ink(find_ink(image))


def prepare_ink(ink: Image.Image) -> np.ndarray:
    """White ink on black (mode "L"), prepared as MNIST was: (784,) float64 in [0, 1].

    The ink is cropped, scaled to 20 pixels on its longer side and placed so that its centre of
    mass is within half a pixel of row 14, column 14 (where MNIST has it), or as near to that as
    28×28 pixels hold all of it.
    Raises EmptyPictureError where there is no ink.
    """
    box = ink.point(_IS_INK).getbbox()
    if box is None:
        raise EmptyPictureError
    width, height = box[2] - box[0], box[3] - box[1]
    scale = LONG_SIDE / max(width, height)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    digit = np.asarray(ink.crop(box).resize(size, Image.Resampling.HAMMING)) / 255
    top, left = _corner(digit)
    prepared = np.zeros((SIDE, SIDE))
    prepared[top : top + size[1], left : left + size[0]] = digit
    return prepared.ravel()


_IS_INK = [255 * (level > FAINT_EDGE) for level in range(256)]


def _corner(digit: np.ndarray) -> list[int]:
    """Row and column where a digit begins whose centre of mass comes to lie in the centre."""
    corner = []
    for axis in (0, 1):
        profile = digit.sum(axis=1 - axis)
        centre = profile @ np.arange(len(profile)) / profile.sum()
        corner.append(min(max(round(CENTRE - centre), 0), SIDE - len(profile)))
    return corner


def shrink(image: Image.Image) -> np.ndarray:
    """The same ink without preparation: the whole picture at 28×28. (784,) float64 in [0, 1].

    It shows why preparation matters. A picture that is not square gets margins; one without ink
    gives zeros.
    """
    try:
        return shrink_ink(find_ink(image))
    except EmptyPictureError:
        return np.zeros(SIDE * SIDE)


def shrink_ink(ink: Image.Image) -> np.ndarray:
    """White ink on black (mode "L") at 28×28, without preparation: (784,) float64 in [0, 1]."""
    longest = max(ink.size)
    square = Image.new("L", (longest, longest))
    square.paste(ink, ((longest - ink.width) // 2, (longest - ink.height) // 2))
    return np.asarray(square.resize((SIDE, SIDE), Image.Resampling.BOX)).ravel() / 255


def draw_strokes(
    strokes: Sequence[Mapping], size: int = CANVAS, base: Image.Image | None = None
) -> Image.Image:
    """Draw pen strokes: white ink (255) on black (0), mode "L", size × size pixels.

    strokes: each {"tool": "pen" or "eraser", "width": 1 … 80, "points": [x0, y0, x1, y1, …]} in
        canvas units, 0 … 280 whatever the size; ends and joints are round, one point is a dot
    base: a picture under the strokes, white ink on black, mode "L"; scaled to size

    Raises StrokesError for strokes that no canvas sends: they come from a browser.
    """
    checked = _check_strokes(strokes)
    fine = (size * FINER, size * FINER)
    if base is None:
        canvas = Image.new("L", fine)
    else:
        canvas = base.convert("L").resize((size, size), Image.Resampling.BICUBIC)
        canvas = canvas.resize(fine, Image.Resampling.NEAREST)
    draw = ImageDraw.Draw(canvas)
    scale = size * FINER / CANVAS
    for ink, width, points in checked:
        centres = (points * scale - 0.5).tolist()  # Pillow counts from the centre of a pixel
        reach = (width * scale - 1) / 2
        draw.line(centres, fill=ink, width=max(1, round(width * scale)))
        for x, y in zip(centres[::2], centres[1::2]):
            draw.ellipse((x - reach, y - reach, x + reach, y + reach), fill=ink)
    return canvas.reduce(FINER)


def _check_strokes(strokes: Sequence[Mapping]) -> list[tuple[int, float, np.ndarray]]:
    """Grey level, width and points (x0, y0, x1, y1, …) of each stroke."""
    if not isinstance(strokes, (list, tuple)):
        raise StrokesError(f"strokes: got {type(strokes).__name__}, expected a list")
    checked, count = [], 0
    for stroke in strokes:
        if not isinstance(stroke, Mapping):
            raise StrokesError(f"stroke: got {type(stroke).__name__}, expected tool, width, points")
        tool, width, points = (stroke.get(key) for key in ("tool", "width", "points"))
        if tool not in ("pen", "eraser"):
            raise StrokesError("tool: expected pen or eraser")
        if type(width) is bool or not isinstance(width, int | float) or not 1 <= width <= MAX_WIDTH:
            raise StrokesError(f"width: expected a number from 1 to {MAX_WIDTH}")
        if not isinstance(points, (list, tuple)) or len(points) < 2 or len(points) % 2:
            raise StrokesError("points: expected a list x0, y0, x1, y1, …")
        count += len(points) // 2
        if count > MAX_POINTS:
            raise StrokesError(f"points: expected at most {MAX_POINTS:,} in all")
        checked.append((255 * (tool == "pen"), float(width), _check_points(points)))
    return checked


def _check_points(points: Sequence[float]) -> np.ndarray:
    if not all(type(value) in (int, float) and -CANVAS <= value <= 2 * CANVAS for value in points):
        raise StrokesError(f"points: expected numbers from −{CANVAS} to {2 * CANVAS}")
    return np.array(points, dtype=np.float64)
