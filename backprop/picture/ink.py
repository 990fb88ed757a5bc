"""Ink from pictures: uploaded files, drawings and photos become white ink on black.

A drawing has a flat background, whatever its colour, and keeps its edges as they are. A photo has
light that falls off, shadows and paper grain: the paper is estimated from what is bright around
each point (a morphological closing) and divided away, and only what is clearly darker stays;
light ink on a dark board, the other way round.
"""

import numpy as np
from PIL import Image, ImageFilter, ImageOps

from backprop.picture.frames import without_rules
from backprop.picture.islands import main_islands
from backprop.picture.thick import closing, thick_ink

PHOTO_SIDE = 256  # a photo is read at this size: a digit a tenth as high still has 25 pixels
FAINTEST = 16  # grey levels, of 255, between background and ink: fewer is not ink
FULLEST = 0.75  # share of the box around it that a thick stroke covers
TWO_LEVELS_APART = 64  # grey levels between flat ink and its flat paper
FAINTEST_IN_PHOTO = 0.15  # share of the light by which ink and paper differ, at least
FAINTEST_RULE = 0.15  # share of the strongest ink: a fainter rule does no harm
SMALLEST_ISLAND = 12  # pixels of a photo 256 pixels wide: fewer is a speck


class EmptyPictureError(ValueError):
    """There is no ink in the picture."""

    def __init__(self) -> None:
        super().__init__(
            "There is no ink in this picture: draw a digit, or choose a picture of one dark digit "
            "on light paper."
        )


def find_ink(image: Image.Image) -> Image.Image:
    """White ink (255) on black (0), mode "L", from a drawing or photo in any of Pillow's modes.

    Ink may be darker or lighter than its background. A drawing comes back at its own size with
    its smooth edges; a photo, or a drawing on ruled paper, at most 256 pixels a side, without its
    paper, shadows, rules and specks.
    Raises EmptyPictureError where there is no ink.
    """
    grey, background = _read(image)
    if background is None:
        ink = _ink_of_photo(grey, PHOTO_SIDE)
    else:
        drawn = _ink_of_drawing(grey, background)
        unruled = _unruled(_reduced(drawn, PHOTO_SIDE))
        if unruled is None:
            return drawn
        ink = unruled
    return _as_image(ink * _main_islands(ink))


def all_ink(image: Image.Image, side: int = PHOTO_SIDE) -> Image.Image:
    """All ink of a drawing or photo, at most `side` pixels a side: white on black, mode "L".

    Like `find_ink`, before anything is left out as not the main thing.
    Raises EmptyPictureError where there is no ink.
    """
    grey, background = _read(image)
    if background is None:
        return _as_image(_ink_of_photo(grey, side))
    drawn = _reduced(_ink_of_drawing(grey, background), side)
    unruled = _unruled(drawn)
    return drawn if unruled is None else _as_image(unruled)


def _reduced(image: Image.Image, side: int) -> Image.Image:
    image = image.copy()
    image.thumbnail((side, side), Image.Resampling.BOX)
    return image


def _unruled(drawn: Image.Image) -> np.ndarray | None:
    """The ink of a drawing without its rules, 0 … 1 a pixel; None where it has none."""
    left = without_rules(np.asarray(drawn) / 255, FAINTEST_RULE)
    if left is None:
        return None
    return np.clip(left / max(left.max(), 1e-9), 0, 1)


def _read(image: Image.Image) -> tuple[Image.Image, int | None]:
    """A picture in levels of grey, and the level of its flat background; None for a photo."""
    grey = _grey(ImageOps.exif_transpose(image))
    if 0 in grey.size:
        raise EmptyPictureError
    return grey, _flat_background(grey)


def _flat_background(grey: Image.Image) -> int | None:
    """The level of a flat background, or None where there is none: in a photo.

    The commonest of two levels may be the ink: of a thick stroke, cropped tightly. Then three
    corners of the picture show its paper, and the paper's dark only where they show that.
    """
    levels = np.asarray(grey)
    counts = np.bincount(levels.ravel(), minlength=256)
    first = int(counts.argmax())
    apart = np.abs(np.arange(256) - first) >= TWO_LEVELS_APART
    second = int((counts * apart).argmax())
    shares = counts[[first, second]] / levels.size
    corners = levels[[0, 0, -1, -1], [0, -1, 0, -1]].astype(int)
    is_second = np.abs(corners - second) < np.abs(corners - first)
    if shares[0] >= 0.5:
        rows, columns = np.nonzero(levels == first)
        full = len(rows) > FULLEST * (np.ptp(rows) + 1) * (np.ptp(columns) + 1)  # a window is
        return second if shares[1] >= 0.25 and is_second.sum() >= 3 and not full else first
    if shares.sum() < 0.75 or shares[1] < 0.25:
        return None
    votes = is_second.sum()
    return max(first, second) if votes == 2 else second if votes > 2 else first


def _as_image(ink: np.ndarray) -> Image.Image:
    return Image.fromarray(np.uint8(255 * ink))


def _grey(image: Image.Image) -> Image.Image:
    """The picture in 256 levels of grey, mode "L", without transparency."""
    if image.mode == "L" and not image.has_transparency_data:
        return image
    if image.mode.startswith(("I", "F")):
        levels = np.asarray(image, dtype=np.float64)
        low, high = (0, 65535) if image.mode.startswith("I;16") else (levels.min(), levels.max())
        return Image.fromarray(np.uint8(255 * (levels - low) / max(high - low, 1e-9)))
    if image.mode == "La":
        image = image.convert("LA")
    if image.has_transparency_data:
        return _flatten(image.convert("RGBA"))
    if image.mode == "LAB":
        return image.getchannel("L")
    if image.mode in ("HSV", "YCbCr"):
        image = image.convert("RGB")
    return image.convert("L")


def _flatten(image: Image.Image) -> Image.Image:
    """An "RGBA" picture on a plain background that leaves its ink visible, mode "L".

    Mostly opaque, with something to see in the opaque part: that part's paper is continued.
    Otherwise the opaque part is the ink, and gets the background that it differs from most.
    """
    grey, alpha = image.convert("L"), image.getchannel("A")
    opaque = alpha.point(lambda a: 255 * (a >= 128))
    histogram = grey.histogram(mask=opaque)
    visible = [level for level, count in enumerate(histogram) if count]
    if not visible:
        return Image.new("L", image.size)
    if 2 * sum(histogram) > grey.width * grey.height and visible[-1] - visible[0] >= FAINTEST:
        background = histogram.index(max(histogram))
    else:
        mean = sum(level * histogram[level] for level in visible) / sum(histogram)
        background = 0 if mean >= 128 else 255
    return Image.composite(grey, Image.new("L", image.size, background), alpha)


def _ink_of_drawing(grey: Image.Image, background: int) -> Image.Image:
    """What differs from the flat background, stretched so that the strongest ink is 255."""
    levels = np.asarray(grey)
    darkest, lightest = int(levels.min()), int(levels.max())
    contrast = max(lightest - background, background - darkest)
    if contrast < FAINTEST:
        raise EmptyPictureError
    if (background, lightest) == (0, 255):
        return grey
    sign = 1 if lightest - background == contrast else -1
    ink = 255 * sign * (np.arange(256) - background) / contrast
    return grey.point(np.clip(ink, 0, 255).round().astype(int).tolist())


def _ink_of_photo(grey: Image.Image, side: int) -> np.ndarray:
    """Ink darker (or, all over, lighter) than the paper around it, soft edges: 0 … 1 a pixel."""
    grey = _reduced(grey, side)
    light = np.asarray(grey.filter(ImageFilter.GaussianBlur(1)), dtype=np.float64)
    contrast = thick_ink(light)
    if contrast is None:
        contrast, least = _contrast(grey, light)
    else:
        least = float(np.quantile(contrast, 0.95)) / 2
    strong = contrast[contrast > max(least, FAINTEST_IN_PHOTO)]
    if strong.size == 0:
        raise EmptyPictureError
    unruled = without_rules(contrast, max(least, FAINTEST_RULE * np.quantile(strong, 0.75)))
    if unruled is not None:
        contrast, strong = unruled, unruled[unruled > max(least, FAINTEST_IN_PHOTO)]
        if strong.size == 0:
            raise EmptyPictureError
    return np.clip(2 * contrast / np.quantile(strong, 0.75) - 0.5, 0, 1)


def _contrast(grey: Image.Image, light: np.ndarray) -> tuple[np.ndarray, float]:
    """By how much each pixel differs from the paper around it, and how much may be noise.

    light: the same picture, smoothed
    """
    reach = max(1, max(light.shape) // 10)
    if _ink_is_light(grey):
        contrast = (light + closing(-light, reach)) / 255
    else:
        contrast = 1 - light / np.maximum(closing(light, reach), 1)  # share of the light taken
    contrast -= np.median(contrast)
    noise = 1.48 * np.median(np.abs(contrast))  # = σ where noise has a normal distribution
    return contrast, float(4 * noise)


def _ink_is_light(grey: Image.Image) -> bool:
    """Whether what differs from the commonest light nearby, the paper, is lighter than it."""
    small = _reduced(grey, 32)
    paper = small.filter(ImageFilter.MedianFilter(17))  # the ink covers less than half of it
    beside = np.asarray(small, dtype=np.float64) - np.asarray(paper)
    top, left = (length // 8 for length in beside.shape)  # a border is no ink
    inside = beside[top : len(beside) - top, left : beside.shape[1] - left]
    return bool(np.sum(inside**3) > 0)


def _main_islands(ink: np.ndarray) -> np.ndarray:
    """Where the digit is: without specks, and without what comes in from the picture's edge.

    ink: (height, width) in [0, 1]. Returns the same shape, True around the islands that stay.
    Raises EmptyPictureError where there are only specks.
    """
    main, sizes = main_islands(ink > 0.5)
    if sizes.max() < max(SMALLEST_ISLAND, 0.4 * sizes.sum()):
        raise EmptyPictureError
    around = Image.fromarray(np.uint8(255 * main)).filter(ImageFilter.MaxFilter(5))
    return np.asarray(around) > 0
