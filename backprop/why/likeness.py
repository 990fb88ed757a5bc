"""Does this look like a digit, or like two that touch? A network of ten outputs cannot say “none of
them”, so it is asked of the training digits instead.

MNIST's digits vary in far fewer ways than 784 pixels could: 50 directions hold nearly all of it
(principal components). Along these, each way of writing one of the ten digits is a cloud, a normal
distribution with a mean and a covariance. A picture is strange where it is unlikely in the cloud
that suits it best (Kimura, Takashina, Tsuruoka & Miyake, "Modified quadratic discriminant
functions", 1987), or where much of it lies outside the 50 directions. One cloud more is that of
pairs of digits that touch, made of the same digits by `touching.py`: a picture is no single digit
where it is likelier there by enough.

The clouds are those of the first 50,000 training digits. The other 10,000 set the limits, each at
FAMILIAR of them. So told, of the 10,000 test digits 1.9 % are none or no single one; of letters
unlike any digit (A, E, H, K, …) 76 %, of scribbles 75 %, of digits drawn with the canvas's pen none
in 200.

`python -m backprop.why.likeness` works the file out again; tests/bench/likeness.py, the figures.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
from PIL import Image

from backprop.digits import load_mnist, prepare_ink
from backprop.network import Network
from backprop.why.touching import pairs

FILE = Path(__file__).parents[2] / "assets" / "likeness.npz"
DIRECTIONS = 50
WAYS = 6  # clouds of each digit
ROUNDS = 20  # of finding them, at most
PAIRS = 4000  # that touch, in a cloud of their own
NOISE = 0.03  # added to the variance in every direction: no cloud is thinner than a pen's tremble
KNOWN = 50_000  # training digits that the clouds are made of; the others tell what is strange
FAMILIAR = (0.987, 0.998, 0.9925)  # of these others are within the three limits
READS = 0.5  # of the test digits, at least, by a network that may say what a digit looks like


@dataclass(frozen=True, eq=False)
class Clouds:
    """Normal distributions in as many directions as tell digits apart; the last is that of pairs.

    mean: of all digits, (784,); directions: (784, directions); centres: (clouds, directions);
    spreads: (clouds, directions, directions), the inverse of each covariance's Cholesky factor;
    sizes: (clouds,), the logarithm of each covariance's determinant; limits: of `strangeness`, (3,)
    """

    mean: np.ndarray
    directions: np.ndarray
    centres: np.ndarray
    spreads: np.ndarray
    sizes: np.ndarray
    limits: np.ndarray

    def unlikely(self, x: np.ndarray) -> np.ndarray:
        """How unlikely each picture is as a digit, in the cloud that suits it best, and as a pair
        that touches: −2 log of the density, but for a constant, (n, 2).

        x: (n, 784) in [0, 1], prepared as MNIST was
        """
        place = (x - self.mean) @ self.directions
        steps = (place - self.centres[:, None]) @ self.spreads.transpose(0, 2, 1)
        each = (steps**2).sum(axis=2) + self.sizes[:, None]
        return np.column_stack([each[:-1].min(axis=0), each[-1]])

    def strangeness(self, x: np.ndarray) -> np.ndarray:
        """How unlikely each picture is as a digit, how far outside all directions it lies, squared,
        and how much likelier it is as a pair: (n, 3)."""
        away = x - self.mean
        digit, pair = self.unlikely(x).T
        outside = (away**2).sum(axis=1) - ((away @ self.directions) ** 2).sum(axis=1)
        return np.column_stack([digit, outside, digit - pair])

    def are_strange(self, x: np.ndarray) -> np.ndarray:
        """Which of the pictures look like no digit, (n,) bool."""
        return np.any(self.strangeness(x)[:, :2] > self.limits[:2], axis=1)

    def are_pairs(self, x: np.ndarray) -> np.ndarray:
        """Which of the pictures look less like one digit than like two that touch, (n,) bool."""
        return self.strangeness(x)[:, 2] > self.limits[2]


def measured(x: np.ndarray, labels: np.ndarray, others: np.ndarray) -> Clouds:
    """The clouds of digits, and the limits that others of their kind set.

    x: (n, 784) uint8; labels: (n,); others: (m, 784) uint8
    """
    rng = np.random.default_rng(0)
    mean = x.mean(axis=0) / 255
    directions = np.linalg.eigh(np.cov(x.T / 255))[1][:, : -DIRECTIONS - 1 : -1]
    place = (x / 255 - mean) @ directions
    clouds = [way for digit in range(10) for way in _ways(place[labels == digit], rng)]
    clouds.append((pairs(x, PAIRS, rng) - mean) @ directions)
    covariances = [np.cov(cloud.T) + NOISE * np.eye(DIRECTIONS) for cloud in clouds]
    found = Clouds(
        mean,
        directions,
        centres=np.array([cloud.mean(axis=0) for cloud in clouds]),
        spreads=np.array([np.linalg.inv(np.linalg.cholesky(c)) for c in covariances]),
        sizes=np.array([np.linalg.slogdet(c)[1] for c in covariances]),
        limits=np.full(3, np.inf),
    )
    of_others = found.strangeness(others / 255).T
    limits = [np.quantile(values, share) for values, share in zip(of_others, FAMILIAR)]
    return replace(found, limits=np.array(limits))


def _ways(place: np.ndarray, rng: np.random.Generator) -> list[np.ndarray]:
    """One digit's examples, each with those that are written alike (k-means)."""
    centres = place[rng.choice(len(place), WAYS, replace=False)]
    for _ in range(ROUNDS):
        nearest = ((centres**2).sum(axis=1) - 2 * place @ centres.T).argmin(axis=1)
        centres = np.array([place[nearest == way].mean(axis=0) for way in range(WAYS)])
    return [place[nearest == way] for way in range(WAYS)]


@lru_cache(maxsize=1)
def clouds() -> Clouds:
    """Those that are shipped."""
    with np.load(FILE, allow_pickle=False) as file:
        return Clouds(**{name: file[name].astype(np.float64) for name in file.files})


def judge(inks: Sequence[Image.Image]) -> np.ndarray:
    """How unlikely white ink on black is as a digit, and as a pair: (n, 2), see `unlikely`."""
    return clouds().unlikely(np.array([prepare_ink(ink) for ink in inks]))


def knows_digits(network: Network) -> bool:
    """Whether a network may say what looks like a digit."""
    return bool(network.history) and network.history[-1].accuracy >= READS


def main() -> None:
    """Measure the clouds of MNIST and write them to their file."""
    mnist = load_mnist()
    known, others = np.split(mnist.x_train, [KNOWN])
    found = measured(known, mnist.y_train[:KNOWN], others)
    np.savez_compressed(FILE, **{name: v.astype(np.float32) for name, v in asdict(found).items()})
    print(f"{FILE.name}: limits {found.limits.round(1).tolist()}")


if __name__ == "__main__":
    main()
