"""Figures to take away say what the page says, in SVG that every program can read."""

import base64
import io
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from backprop.lab.results import Results
from backprop.views.training import paper

SVG = "{http://www.w3.org/2000/svg}"


def drawn(svg):
    return ElementTree.fromstring(svg)


def texts(svg):
    return ["".join(part.itertext()) for part in drawn(svg).iter(f"{SVG}text")]


def spec(**x):
    series = {"name": "a", "text": "a < b 0.5", "count": 3, "strong": True}
    axis = {"height": 100, "min": 0, "max": 1, "ticks": [{"at": 0.5, "text": "50 %"}]}
    axis["series"] = [series]
    return {
        "title": "Up",
        "note": "so far",
        "axes": [axis],
        "x": {"min": 0, "max": 4, "ticks": [{"at": 4, "text": "4"}], **x},
    }


def points(svg):
    line = drawn(svg).find(f"{SVG}polyline").get("points")
    return np.array([pair.split(",") for pair in line.split()], float)


def test_a_line_goes_through_its_numbers():
    svg = paper.chart(spec(), [np.array([0, 2, 4]), np.array([0, 1, 0.5])], "of this")
    (x0, y0), (x1, y1), (x2, y2) = points(svg)
    assert (x1 - x0, y0 - y1) == pytest.approx(((x2 - x0) / 2, 125), abs=0.2)
    assert y2 == pytest.approx((y0 + y1) / 2, abs=0.2)
    assert {"Upso far", "50 %", "4", "a < b 0.5", "of this"} == set(texts(svg))


def test_on_a_logarithmic_axis_ten_times_is_always_as_far():
    lines = [np.array([1, 10, 100]), np.array([0, 0.5, 1])]
    xs = points(paper.chart(spec(min=1, max=100, log=True), lines, ""))[:, 0]
    assert xs[1] - xs[0] == pytest.approx(xs[2] - xs[1], abs=0.2)


def test_an_upright_axis_can_be_logarithmic_and_says_where_a_line_begins():
    logarithmic = spec()
    logarithmic["axes"][0] |= {"min": 1, "max": 100, "log": True}
    svg = paper.chart(logarithmic, [np.array([0, 2, 4]), np.array([1, 10, 100])], "")
    ys = points(svg)[:, 1]
    assert ys[0] - ys[1] == pytest.approx(ys[1] - ys[2], abs=0.2)
    outside = spec()
    outside["axes"][0]["began"] = "began at −5"
    svg = paper.chart(outside, [np.array([0, 2, 4]), np.array([-5, 0.5, 1])], "")
    assert "↓ began at −5" in texts(svg)


def test_images_of_weights_are_blue_and_orange_on_white():
    values = np.zeros((2, 784))
    values[0, 0], values[1, 783] = 2.0, -2.0
    svg = paper.weights(values, "Weights", "", "")
    images = [image.get("href").split(",")[1] for image in drawn(svg).iter(f"{SVG}image")]
    first, second = (Image.open(io.BytesIO(base64.b64decode(image))) for image in images)
    assert first.getpixel((0, 0)) == (0x16, 0x67, 0xB0)
    assert second.getpixel((27, 27)) == (0xAE, 0x4C, 0x08)
    assert first.getpixel((5, 5)) == second.getpixel((0, 0)) == (255, 255, 255)
    assert {"−2", "+2"} <= set(texts(svg))


def test_weights_that_are_all_zero_stay_white():
    assert "nan" not in paper.weights(np.zeros((1, 784)), "Weights", "", "")


def test_the_table_holds_every_count():
    labels = np.arange(10).repeat(5)
    answers = labels.copy()
    answers[:3] = 9
    counts = np.zeros((10, 10), int)
    np.add.at(counts, (labels, answers), 1)
    said = texts(paper.confusion(Results(answers, labels, counts), ""))
    assert "What it confusesof 50 test digits, 3 are read wrong" in said
    assert said.count("5") == 9 + 2  # nine full rows, and the name of row and column 5
    assert {"3", "2", "40.0 %"} <= set(said)
