import pytest

from backprop.digits import load_mnist


@pytest.fixture(scope="session")
def mnist():
    """The MNIST digits, loaded once for all tests."""
    return load_mnist()
