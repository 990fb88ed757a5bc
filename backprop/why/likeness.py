"""Does this look like a digit? A network of ten outputs cannot say “none of them”, so it is asked
of the training digits instead.

MNIST's digits vary in far fewer ways than 784 pixels could: 50 directions hold nearly all of it
(principal components). Along these, each of the ten digits is a cloud, a normal distribution with
a mean and a covariance. A picture is strange where it is unlikely in the cloud that suits it best
(Kimura, Takashina, Tsuruoka & Miyake, "Modified quadratic discriminant functions", 1987), or where
much of it lies outside the 50 directions.

The clouds are those of the first 50,000 training digits. No digit is what is less likely than
98.5 % of the other 10,000, or lies further outside than 99.75 % of them. So told, of the 10,000
test digits 1.7 % are none; of letters unlike any digit (A, E, H, K, …) 73 %, of scribbles 67 %, of
digits drawn with the canvas's pen 0.3 %. Tried instead at as many false alarms: the strongest vote
finds 24 % of those letters, the nearest of 50,000 training digits 64 % at a thousand times the
work. A weak vote as a third sign finds no more.

`python -m backprop.why.likeness` works the file out again; tests/bench/likeness.py, the figures.
"""

from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np

from backprop.digits import load_mnist
from backprop.network import Network

FILE = Path(__file__).parents[2] / "assets" / "likeness.npz"
DIRECTIONS = 50
NOISE = 0.03  # added to the variance in every direction: no cloud is thinner than a pen's tremble
KNOWN = 50_000  # training digits that the clouds are made of; the others tell what is strange
FAMILIAR = (0.985, 0.9975)  # of these others are within the two limits
READS = 0.5  # of the test digits, at least, by a network that may say what a digit looks like


@dataclass(frozen=True, eq=False)
class Clouds:
    """Ten normal distributions in as many directions as tell digits apart.

    mean: of all digits, (784,); directions: (directions, 784); centres: (10, directions); spreads:
    (10, directions, directions), the inverse of each covariance's Cholesky factor; sizes: (10,),
    the logarithm of each covariance's determinant; limits: of `strangeness`, (2,)
    """

    mean: np.ndarray
    directions: np.ndarray
    centres: np.ndarray
    spreads: np.ndarray
    sizes: np.ndarray
    limits: np.ndarray

    def strangeness(self, x: np.ndarray) -> np.ndarray:
        """How unlikely each picture is in the cloud that suits it best (−2 log of its density, but
        for a constant), and how far outside all directions it lies, squared: (n, 2).

        x: (n, 784) in [0, 1], prepared as MNIST was
        """
        away = x - self.mean
        place = away @ self.directions.T
        gaps = place[:, None] - self.centres
        steps = np.einsum("dij,ndj->ndi", self.spreads, gaps, optimize=True)
        unlikely = ((steps**2).sum(axis=2) + self.sizes).min(axis=1)
        return np.column_stack([unlikely, (away**2).sum(axis=1) - (place**2).sum(axis=1)])

    def are_strange(self, x: np.ndarray) -> np.ndarray:
        """Which of the pictures look like no digit, (n,) bool."""
        return np.any(self.strangeness(x) > self.limits, axis=1)


def measured(x: np.ndarray, labels: np.ndarray, others: np.ndarray) -> Clouds:
    """The clouds of digits, and the limits that others of their kind set.

    x: (n, 784) in [0, 1]; labels: (n,); others: (m, 784)
    """
    mean = x.mean(axis=0)
    directions = np.linalg.eigh(np.cov(x.T))[1][:, : -DIRECTIONS - 1 : -1].T
    place = (x - mean) @ directions.T
    clouds = [place[labels == digit] for digit in range(10)]
    covariances = [np.cov(cloud.T) + NOISE * np.eye(DIRECTIONS) for cloud in clouds]
    found = Clouds(
        mean,
        directions,
        centres=np.array([cloud.mean(axis=0) for cloud in clouds]),
        spreads=np.array([np.linalg.inv(np.linalg.cholesky(c)) for c in covariances]),
        sizes=np.array([np.linalg.slogdet(c)[1] for c in covariances]),
        limits=np.full(2, np.inf),
    )
    of_others = found.strangeness(others).T
    limits = [np.quantile(values, share) for values, share in zip(of_others, FAMILIAR)]
    return replace(found, limits=np.array(limits))


@lru_cache(maxsize=1)
def clouds() -> Clouds:
    """Those that are shipped."""
    with np.load(FILE, allow_pickle=False) as file:
        return Clouds(**{name: file[name].astype(np.float64) for name in file.files})


def is_strange(network: Network, pixels: np.ndarray) -> bool:
    """Whether a network that knows digits may say that this looks like none.

    pixels: (784,) in [0, 1], prepared as MNIST was
    """
    knows = bool(network.history) and network.history[-1].accuracy >= READS
    return knows and bool(clouds().are_strange(pixels[None])[0])


def main() -> None:
    """Measure the clouds of MNIST and write them to their file."""
    mnist = load_mnist()
    x, others = mnist.x_train[:KNOWN] / 255, mnist.x_train[KNOWN:] / 255
    found = measured(x, mnist.y_train[:KNOWN], others)
    np.savez_compressed(FILE, **{name: v.astype(np.float32) for name, v in asdict(found).items()})
    print(f"{FILE.name}: limits {found.limits.round(1).tolist()}")


if __name__ == "__main__":
    main()
