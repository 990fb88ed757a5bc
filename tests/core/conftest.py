import pytest

from backprop.digits import draw_strokes, load_mnist
from core.pictures import TWO, stroke


@pytest.fixture(scope="session")
def mnist():
    """The MNIST digits, loaded once for all tests."""
    return load_mnist()


@pytest.fixture
def two():
    """A 2, white on black, 280×280."""
    return draw_strokes([stroke(TWO)])
