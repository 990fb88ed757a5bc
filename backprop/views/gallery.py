"""Test digits to choose from: the one that is clicked becomes the drawing on every page."""

import numpy as np

from backprop.live.wire import pack
from backprop.views import library, session
from backprop.views.component import component

_gallery = component("gallery")


def gallery(key: str, shown: np.ndarray, answers: np.ndarray) -> None:
    """The test digits of these numbers. answers: what a network reads in each of all 10,000"""
    mnist = library.mnist()
    samples = []
    for i in map(int, shown):
        label, answer = mnist.y_test[i], answers[i]
        samples.append(
            {
                "name": f"test-{i}",
                "caption": str(label) if label == answer else f"{label}, read {answer}",
                "title": f"Test digit {i}: a {label}; this network reads {answer}",
            }
        )
    data = pack({"samples": samples}, mnist.x_test[shown])
    _gallery(key=key, data=data, on_picked_change=lambda: _picked(key))


def _picked(key: str) -> None:
    name = session.sent(key, "picked")
    if library.mnist_sample(name):
        session.show_picture(name)
