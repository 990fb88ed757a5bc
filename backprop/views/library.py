"""What is loaded once, one copy for all visitors: digits, shipped networks, their results."""

from functools import lru_cache

import numpy as np
import streamlit as st

from backprop import digits, networks
from backprop.lab import results
from backprop.lab.run import Exams
from backprop.live import descent
from backprop.network import Network
from backprop.why import gradients


@st.cache_resource(show_spinner=False)
def mnist() -> digits.Mnist:
    return digits.load_mnist()


@st.cache_resource(show_spinner=False)
def shipped(name: str) -> Network:
    return networks.load(name)


@st.cache_resource(show_spinner=False)
def exams() -> Exams:
    return Exams(mnist())


@lru_cache(maxsize=16)
def test_results(network: Network) -> results.Results:
    """How a network reads the 10,000 test digits."""
    return results.results(network, mnist().x_test, mnist().y_test)


@lru_cache(maxsize=256)
def tested(network: Network) -> float:
    """The share of the first 1,000 test digits that a network reads right."""
    x, labels = mnist().x_test[: descent.TESTED], mnist().y_test[: descent.TESTED]
    return gradients.accuracy(network, x, labels)


def test_digit(number: int) -> tuple[np.ndarray, int]:
    """The 784 bytes of a test digit, and its label."""
    return mnist().x_test[number], int(mnist().y_test[number])


def mnist_sample(name: str | None) -> tuple[np.ndarray, int] | None:
    """("test-123") → its 784 bytes and its label; None where there is no such digit."""
    part, _, index = (name or "").partition("-")
    images, labels = {
        "test": (mnist().x_test, mnist().y_test),
        "train": (mnist().x_train, mnist().y_train),
    }.get(part, ((), ()))
    if not (index.isascii() and index.isdigit() and len(index) < 6 and int(index) < len(images)):
        return None
    return images[int(index)], int(labels[int(index)])


def warm_up() -> None:
    """Load what every visitor needs; what is damaged is told to the visitor who asks for it."""
    for load in (mnist, lambda: shipped("trained")):
        try:
            load()
        except (digits.DataFileError, networks.NetworkFileError):
            continue
