"""What is on the canvas, as the digit that every page is about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from backprop import digits


@dataclass(frozen=True, eq=False)
class Digit:
    """784 pixels, and what they are meant to be.

    pixels: (784,) in [0, 1], what the network sees; other: the same ink with the preparation
    switched the other way; label: None where nobody has said what it is meant to be
    """

    pixels: np.ndarray
    other: np.ndarray
    label: int | None


@dataclass(frozen=True, eq=False)
class Picture:
    """What lies under the strokes: grey values, (side, side) bytes, ink = 255.

    label: of a digit of MNIST, which is shown as it is while there are no strokes on it
    """

    grey: np.ndarray
    label: int | None = None


def digit(
    strokes: Sequence[Mapping], picture: Picture | None, label: int | None, prepared: bool
) -> Digit | None:
    """The digit on the canvas, or None while there is no ink on it.

    label: what somebody said that it is; prepared: as MNIST was, or just shrunk
    Raises digits.StrokesError for strokes that no canvas would send.
    """
    if not strokes and picture is None:
        return None
    if picture and label is None:
        label = picture.label
    if picture and picture.label is not None and not strokes:
        pixels = picture.grey.ravel() / 255
        return Digit(pixels, pixels, label)
    base = Image.fromarray(picture.grey) if picture else None
    image = digits.draw_strokes(strokes, base=base)
    try:
        ways = digits.prepare_ink(image), digits.shrink_ink(image)
    except digits.EmptyPictureError:
        return None
    return Digit(*(ways if prepared else ways[::-1]), label)
