"""The cards' live pictures: of every network that is shipped, on an easy and on a hard digit."""

import numpy as np
import pytest

from backprop import explain, networks
from backprop.deck.glossary import load_glossary
from backprop.views import glossary, library


@pytest.mark.parametrize("name", networks.SHIPPED)
@pytest.mark.parametrize("sample", [38, 247])
def test_every_picture_is_computed_from_this_network_and_digit(name, sample):
    network, (image, label) = networks.load(name), library.test_digit(sample)
    answer = explain.answer(network, image / 255, label)
    for word, picture in glossary.PICTURES.items():
        header, body = picture(network, answer)
        assert header["caption"].endswith(".")
        if header["kind"] == "bars":
            assert np.isfinite([row["value"] for row in header["rows"]]).all()
        if header["kind"] == "curve":
            points = np.array(header["points"], float)
            assert points.shape[1] == 2 and np.isfinite(points).all()
        if word == "mnist":
            assert body.shape == (10, 784)


def test_pictures_say_the_numbers_of_the_digit():
    network, (image, label) = networks.load("trained"), library.test_digit(38)
    answer = explain.answer(network, image / 255, label)
    cost, _ = glossary.PICTURES["cost"](network, answer)
    assert cost["caption"] == f"On this {label}, the ten squares add up to C₀ = {answer.cost:.3f}."
    curve, _ = glossary.PICTURES["saturated"](network, answer)
    hollow = [dot for dot in curve["dots"] if not dot[2]]
    assert f"{len(hollow)} are saturated" in curve["caption"]
    a = answer.forward_pass.activations[1][0]
    assert len(hollow) == int((a * (1 - a) < 0.02).sum())


def test_every_picture_belongs_to_a_card():
    assert glossary.PICTURES.keys() <= load_glossary().keys()
