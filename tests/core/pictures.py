"""Pictures for the tests, and what to measure on them."""

from io import BytesIO

import numpy as np
from PIL import Image

from backprop import digits

TWO = [90, 90, 120, 60, 170, 60, 190, 95, 160, 140, 95, 210, 195, 215]


def stroke(points, tool="pen", width=digits.PEN_WIDTH):
    return {"tool": tool, "width": width, "points": list(points)}


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
