"""Ink from pictures: uploaded files, drawings and photos become white ink on black.

A drawing has a flat background, whatever its colour, and keeps its edges as they are. A photo has
light that falls off, shadows and paper grain: the paper is estimated from what is bright around
each point (a morphological closing) and divided away, and only what is clearly darker stays;
light ink on a dark board, the other way round.
"""

import numpy as np
from PIL import Image, ImageFilter, ImageOps

PHOTO_SIDE = 256  # a photo is read at this size: a digit a tenth as high still has 25 pixels
FAINTEST = 16  # grey levels, of 255, between background and ink: fewer is not ink
FAINTEST_IN_PHOTO = 0.15  # share of the light by which ink and paper differ, at least
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
    its smooth edges; a photo at most 256 pixels a side, without its paper, shadows and specks.
    Raises EmptyPictureError where there is no ink.
    """
    grey, background = _read(image)
    if background is not None:
        return _ink_of_drawing(grey, background)
    ink = _ink_of_photo(grey, PHOTO_SIDE)
    return _as_image(ink * _main_islands(ink))


def all_ink(image: Image.Image, side: int = PHOTO_SIDE) -> Image.Image:
    """All ink of a drawing or photo, at most `side` pixels a side: white on black, mode "L".

    Like `find_ink`, before anything is left out as not the main thing.
    Raises EmptyPictureError where there is no ink.
    """
    grey, background = _read(image)
    if background is None:
        return _as_image(_ink_of_photo(grey, side))
    ink = _ink_of_drawing(grey, background).copy()
    ink.thumbnail((side, side), Image.Resampling.BOX)
    return ink


def _read(image: Image.Image) -> tuple[Image.Image, int | None]:
    """A picture in levels of grey, and the level of its flat background; None for a photo."""
    grey = _grey(ImageOps.exif_transpose(image))
    if 0 in grey.size:
        raise EmptyPictureError
    histogram = grey.histogram()
    commonest = max(histogram)
    flat = 2 * commonest >= grey.width * grey.height
    return grey, histogram.index(commonest) if flat else None


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
    grey = grey.copy()
    grey.thumbnail((side, side), Image.Resampling.BOX)
    light = np.asarray(grey.filter(ImageFilter.GaussianBlur(1)), dtype=np.float64)
    reach = max(1, max(light.shape) // 10)
    if _ink_is_light(grey):
        contrast = (light + _closing(-light, reach)) / 255
    else:
        contrast = 1 - light / np.maximum(_closing(light, reach), 1)  # share of the light taken
    contrast -= np.median(contrast)
    noise = 1.48 * np.median(np.abs(contrast))  # = σ where noise has a normal distribution
    strong = contrast[contrast > max(4 * noise, FAINTEST_IN_PHOTO)]
    if strong.size == 0:
        raise EmptyPictureError
    return np.clip(2 * contrast / np.quantile(strong, 0.75) - 0.5, 0, 1)


def _ink_is_light(grey: Image.Image) -> bool:
    """Whether what differs from the commonest light nearby, the paper, is lighter than it."""
    small = grey.copy()
    small.thumbnail((64, 64), Image.Resampling.BOX)
    paper = small.filter(ImageFilter.MedianFilter(17))
    return bool(np.sum((np.asarray(small, dtype=np.float64) - np.asarray(paper)) ** 3) > 0)


def _closing(light: np.ndarray, reach: int) -> np.ndarray:
    """Fill what is dark and narrower than 2·reach + 1 pixels: the largest, then the smallest.

    A shadow, which is wider, stays with its edge. Serra, *Image Analysis and Mathematical
    Morphology* (1982).
    """
    light = np.pad(light, 2 * reach, mode="edge")
    for best in (np.maximum, np.minimum):
        light = _best_nearby(_best_nearby(light, reach, best).T, reach, best).T
    return light


def _best_nearby(light: np.ndarray, reach: int, best: np.ufunc) -> np.ndarray:
    """The best of each 2·reach + 1 rows: from those of two stretches, each half as long."""
    length, whole = 1, 2 * reach + 1
    while length < whole:
        step = min(length, whole - length)
        light = best(light[:-step], light[step:])
        length += step
    return light


def _main_islands(ink: np.ndarray) -> np.ndarray:
    """Where the digit is: without specks, and without what comes in from the picture's edge.

    ink: (height, width) in [0, 1]. Returns the same shape, True around the islands that stay.
    Raises EmptyPictureError where there are only specks.
    """
    islands = _islands(ink > 0.5)
    if not islands:
        raise EmptyPictureError
    height, width = ink.shape

    def inside(island: list[tuple[int, int]]) -> bool:
        return all(0 < y < height - 1 and 0 < x < width - 1 for y, x in island)

    largest = max(map(len, islands))
    within = [island for island in islands if inside(island)]
    if within and 4 * max(map(len, within)) >= largest:
        islands, largest = within, max(map(len, within))
    if largest < max(SMALLEST_ISLAND, 0.4 * sum(map(len, islands))):
        raise EmptyPictureError
    keep = np.zeros(ink.shape, dtype=np.uint8)
    for island in islands:
        if 20 * len(island) >= largest:
            keep[tuple(zip(*island))] = 255
    return np.asarray(Image.fromarray(keep).filter(ImageFilter.MaxFilter(5))) > 0


def _islands(mask: np.ndarray) -> list[list[tuple[int, int]]]:
    """The connected parts of a mask, corners included: lists of (row, column)."""
    left = set(zip(*(axis.tolist() for axis in np.nonzero(mask))))
    islands = []
    while left:
        island = [left.pop()]
        for y, x in island:  # grows while it is walked through
            around = {(y + dy, x + dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1)} & left
            left -= around
            island += around
        islands.append(island)
    return islands
