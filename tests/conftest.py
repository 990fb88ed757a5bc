import os
import tempfile
from pathlib import Path

import pytest

from backprop.deck.files import ELSEWHERE
from backprop.digits import draw_strokes, load_mnist
from backprop.lab.run import Exams
from backprop.room import file
from core.pictures import TWO, stroke

os.environ.pop(ELSEWHERE, None)  # the tests are about the deck that comes with the app
os.environ[file.ELSEWHERE] = str(Path(tempfile.mkdtemp()) / "rooms.sqlite")  # not the user's own


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
