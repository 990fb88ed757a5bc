import os
import tempfile
from pathlib import Path

# Tests run side by side: one BLAS thread each, as the app has. It is read when NumPy is imported.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import pytest

from backprop.deck.files import ELSEWHERE
from backprop.digits import draw_strokes, load_mnist
from backprop.lab.run import Exams
from backprop.room import file
from core.pictures import TWO, stroke

os.environ.pop(ELSEWHERE, None)  # the tests are about the deck that comes with the app
os.environ[file.ELSEWHERE] = str(Path(tempfile.mkdtemp()) / "rooms.sqlite")  # not the user's own


def pytest_configure(config):
    config.option.loadscopereorder = False  # files are dealt out in the order below


def pytest_collection_modifyitems(items):
    """What takes long comes first, so that none of those side by side works on alone at the end."""
    items.sort(key=lambda item: not item.nodeid.startswith(("tests/browser/", "tests/test_gate")))
    for item in items:
        if item.nodeid.startswith("tests/browser/"):
            item.add_marker(
                "no_cover"
            )  # the app runs elsewhere: it would only trace the browser's driver


@pytest.fixture(scope="session")
def mnist():
    """The MNIST digits, loaded once for all tests."""
    return load_mnist()


@pytest.fixture
def two():
    """A 2, white on black, 280×280."""
    return draw_strokes([stroke(TWO)])


@pytest.fixture(scope="session")
def exams(mnist):
    return Exams(mnist)
