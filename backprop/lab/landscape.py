"""The cost over a plane through parameter space that holds as much as can be of given paths.

A network with 13,002 parameters stands at a point in 13,002 dimensions; a training is a path. The
plane is the one that holds most of the paths' variance: their first two principal components, found
by a singular value decomposition (Li et al., "Visualizing the Loss Landscape of Neural Nets", 2018,
section 7.2).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from backprop.lab.run import unflatten
from backprop.network import one_hot

MARGIN = 0.15  # of the paths' extent that is shown around them


@dataclass(frozen=True, eq=False)
class Plane:
    """A plane in parameter space.

    centre: (parameters,) the mean of all points of the paths
    axes: (2, parameters) of length 1, at right angles to each other
    share: how much of the paths' variance lies in the plane, 0 to 1
    """

    centre: np.ndarray
    axes: np.ndarray
    share: float

    def project(self, points: np.ndarray) -> np.ndarray:
        """(k, parameters) → (k, 2): the nearest points of the plane, in its own coordinates."""
        return (points - self.centre) @ self.axes.T

    def share_of(self, path: np.ndarray) -> float:
        """How much of the variance of one path (k, parameters) lies in the plane, 0 to 1."""
        moved = path - path.mean(axis=0)
        total = float(np.vdot(moved, moved))
        within = moved @ self.axes.T
        return float(np.vdot(within, within)) / total if total > 0 else 1.0

    def lift(self, places: np.ndarray) -> np.ndarray:
        """(k, 2) → (k, parameters): where places of the plane are in parameter space."""
        return self.centre + places @ self.axes


def plane(paths: Sequence[np.ndarray]) -> Plane:
    """The plane that holds most of the variance of the points of all paths together.

    paths: each (points, parameters); the more points a path has, the more it counts
    Raises ValueError for fewer than three points in all.
    """
    points = np.concatenate([np.asarray(path, np.float64) for path in paths])
    if len(points) < 3:
        raise ValueError(f"paths: got {len(points)} points, expected at least three")
    centre = points.mean(axis=0)
    # The points are fewer than the parameters, so the small matrix of products says the same.
    moved = points - centre
    values, vectors = np.linalg.eigh(moved @ moved.T)
    lengths = np.sqrt(np.maximum(values[-2:], 1e-30))
    axes = (vectors[:, -2:] / lengths).T @ moved
    total = float(values.sum())
    share = float(values[-2:].sum() / total) if total > 0 else 1.0
    return Plane(centre, axes[::-1], share)


def spread(path: Sequence[np.ndarray], count: int) -> np.ndarray:
    """`count` points of a path, evenly picked, or all if they are fewer: (k, parameters)."""
    chosen = np.unique(np.linspace(0, len(path) - 1, count).round().astype(int))
    return np.array([path[k] for k in chosen])


def grid(places: np.ndarray, side: int) -> tuple[np.ndarray, np.ndarray]:
    """Coordinates (side,) along both axes that cover the places (k, 2) with a margin."""
    low, high = places.min(axis=0), places.max(axis=0)
    margin = MARGIN * np.maximum(high - low, 0.1 * (high - low).max() + 1e-9)
    return tuple(np.linspace(low - margin, high + margin, side).T)


def surface(
    plane: Plane,
    across: np.ndarray,
    up: np.ndarray,
    sizes: tuple[int, ...],
    activation: str,
    x: np.ndarray,
    labels: np.ndarray,
) -> Iterator[np.ndarray]:
    """The cost at every place of a grid, row by row: each (len(across),), one for each of `up`.

    x: (n, inputs) float32 in [0, 1]; labels: (n,)
    """
    for height in up:
        row = np.column_stack([across, np.full(len(across), height)])
        yield costs(plane.lift(row), sizes, activation, x, labels)


def costs(
    points: np.ndarray,
    sizes: tuple[int, ...],
    activation: str,
    x: np.ndarray,
    labels: np.ndarray,
) -> np.ndarray:
    """The cost of the network at each point of parameter space, (k,).

    points: (k, parameters); x, labels: the examples it is averaged over
    """
    y = one_hot(labels, sizes[-1]).astype(np.float32)
    by_point = []
    for point in points:
        network = unflatten(point.astype(np.float32), sizes, activation)
        gaps = network.forward(x).activations[-1] - y
        by_point.append(float(np.vdot(gaps, gaps)) / len(x))
    return np.array(by_point)
