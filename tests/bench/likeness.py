"""How often each of several measures says that something looks like no digit, at the same share of
false alarms: the figures in backprop/why/likeness.py. Takes half a minute.

    python tests/bench/likeness.py
"""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]

import numpy as np

from backprop import networks
from backprop.digits import PEN_WIDTH, load_mnist
from backprop.why import likeness
from why.test_likeness import letters, pen_digits, scribbles


def main() -> None:
    mnist = load_mnist()
    known, others = mnist.x_train[: likeness.KNOWN] / 255, mnist.x_train[likeness.KNOWN :] / 255
    rng = np.random.default_rng(0)
    looked_at = {
        "test digits": mnist.x_test / 255,
        "letters": np.array(list(letters(rng, 10))),
        "scribbles": np.array(list(scribbles(rng, 300))),
        "pen": np.array(list(pen_digits(rng, 100, PEN_WIDTH))),
    }
    print(" " * 22 + "".join(f"{name:>13}" for name in looked_at))
    shipped = likeness.clouds()
    strange = [shipped.are_strange(x) | shipped.are_pairs(x) for x in looked_at.values()]
    say("as shipped", [share.mean() for share in strange])
    network = networks.load("trained")
    rivals = {
        "clouds alone": lambda x: shipped.strangeness(x)[:, 0],
        "outside alone": lambda x: shipped.strangeness(x)[:, 1],
        "pairs alone": lambda x: shipped.strangeness(x)[:, 2],
        "strongest vote": lambda x: -network.forward(x).activations[-1].max(axis=1),
        "nearest digit": lambda x: nearest(x, known),
    }
    for name, measure in rivals.items():
        limit = np.quantile(measure(others), 0.983)
        say(name, [np.mean(measure(x) > limit) for x in looked_at.values()])


def nearest(x: np.ndarray, known: np.ndarray) -> np.ndarray:
    """The squared distance of each picture to the nearest known digit."""
    lengths = (known**2).sum(axis=1)
    parts = np.array_split(x, max(1, len(x) // 250))
    found = [(lengths - 2 * part @ known.T).min(axis=1) for part in parts]
    return np.concatenate(found) + (x**2).sum(axis=1)


def say(name: str, shares: list) -> None:
    print(f"{name:22}" + "".join(f"{100 * share:11.1f} %" for share in shares))


if __name__ == "__main__":
    main()
