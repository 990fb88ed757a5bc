"""What many examples want of one weight: the gradient of each, which a mini-batch averages."""

import numpy as np

from backprop.network import Network, one_hot
from backprop.why.selection import Parameter, gradient_of


def each(network: Network, x: np.ndarray, labels: np.ndarray, parameter: Parameter) -> np.ndarray:
    """∂C₀/∂(parameter) of every example alone, (m,). Their mean is the gradient of the batch.

    x: (m, inputs), floats in [0, 1]; labels: (m,) the right digits
    """
    y = one_hot(labels, network.sizes[-1])
    slopes = [
        gradient_of(network.backward(network.forward(row), target), parameter)
        for row, target in zip(x, y)
    ]
    return np.array(slopes)
