"""Pages of several digits for the tests, drawn and photographed."""

import numpy as np
from PIL import Image, ImageFilter

from core.pictures import as_file

WIDTH, HEIGHT = 1000, 750


def enlarged(pixels, side):
    digit = Image.fromarray(pixels.reshape(28, 28))
    return np.asarray(digit.resize((side, side), Image.Resampling.BICUBIC)) / 255


def page(images, rows, columns, rng):
    """Rows of digits, (HEIGHT, WIDTH) in [0, 1], ink = 1: none on one line, all up to 4° aslant."""
    sheet = np.zeros((HEIGHT, WIDTH))
    cell = int(min(WIDTH / (columns + 1), HEIGHT / (rows + 0.7), 260))
    aslant = np.tan(np.radians(rng.uniform(-4, 4)))
    for i, pixels in enumerate(images):
        row, column = divmod(i, columns)
        side = int(cell * rng.uniform(0.95, 1.1))
        x = WIDTH / 2 + (column - columns / 2 + rng.uniform(-0.03, 0.03)) * cell
        y = HEIGHT / 2 + (row - rows / 2 + rng.uniform(-0.04, 0.04)) * cell
        y += aslant * (x - WIDTH / 2)
        place = sheet[int(y) : int(y) + side, int(x) : int(x) + side]
        np.maximum(place, enlarged(pixels, side)[: place.shape[0], : place.shape[1]], out=place)
    return sheet


def photographed(sheet, rng, behind=None, turned=False):
    """The bytes of a JPEG: grainy paper, light that falls off, a shadow's edge, perhaps the page
    behind shining through, perhaps lying on its side with a note in the file which way is up."""
    ink = 0.65 * sheet
    if behind is not None:
        through = Image.fromarray(np.uint8(255 * behind[:, ::-1])).filter(
            ImageFilter.GaussianBlur(2)
        )
        ink = np.maximum(ink, 0.18 * np.asarray(through) / 255)
    y, x = np.mgrid[:HEIGHT, :WIDTH] / WIDTH
    light = (1 - 0.4 * x) * np.where(x + y > rng.uniform(0.5, 1.2), 0.7, 1)
    texture = 1 + 0.02 * rng.normal(size=sheet.shape)
    paper = 220 * light * texture * (1 - ink) + rng.normal(0, 4, sheet.shape)
    image = Image.fromarray(np.uint8(paper.clip(0, 255))).convert("RGB")
    exif = image.getexif()
    if turned:
        image = image.transpose(Image.Transpose.ROTATE_90)
        exif[0x112] = 6
    return as_file(image, "JPEG", quality=70, exif=exif)


def touching(pixels, side, shared):
    """Two digits, (side, about 2 · side) in [0, 1], pushed together until their ink meets.

    shared: pixels of ink that both then have in common, at least
    """
    left, right = (enlarged(p, side) for p in pixels)
    left, right = (half[:, (half > 0.5).any(axis=0)] for half in (left, right))
    reach = left.shape[1]
    while reach:
        both = np.zeros((side, reach + right.shape[1]))
        both[:, : left.shape[1]] = left[:, : both.shape[1]]
        if (np.minimum(both[:, reach:], right) > 0.5).sum() > shared:
            break
        reach -= 1
    both[:, reach:] = np.maximum(both[:, reach:], right)
    return both
