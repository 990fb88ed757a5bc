"""How many digits are read right on every kind of paper, clean and in photos.

    python tests/bench/papers.py [--count 200] [--only squared window …] [--show FILE]

The digits are those that the network reads right in MNIST, by five pens in turn; beside each share
stands that of the same digits on plain paper, made the same way. --show saves the first pictures of
each kind, and below each the ink that is found in it.
"""

import argparse
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]

import numpy as np
from PIL import Image

from backprop import networks
from backprop.digits import EmptyPictureError, find_ink, load_mnist, open_picture
from core.papers import PENS, RULED, SIDE, known, shares, twins


def show(path: str, kinds: list[str], network, mnist, columns: int = 12, first: int = 0) -> None:
    sheet = Image.new("RGB", (columns * SIDE, 4 * len(kinds) * SIDE), "white")
    for row, (kind, photo) in enumerate((kind, photo) for kind in kinds for photo in (False, True)):
        pens = [kind] if kind in PENS else list(PENS)
        for column, sample in enumerate(known(network, mnist, first + columns)[first:]):
            pen = pens[(first + column) % len(pens)]
            data = twins(mnist.x_test[sample], pen, kind, photo, (sample, photo))[0]
            image = open_picture(data)
            try:
                ink = find_ink(image).resize(image.size)
            except EmptyPictureError:
                ink = Image.new("L", image.size, 128)
            for part, down in ((image, 2 * row), (ink, 2 * row + 1)):
                sheet.paste(part, (column * SIDE, down * SIDE))
    sheet.save(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--only", nargs="+", default=[*PENS, *RULED])
    parser.add_argument("--show")
    parser.add_argument("--first", type=int, default=0)
    asked = parser.parse_args()
    network, mnist = networks.load("trained"), load_mnist()
    if asked.show:
        show(asked.show, asked.only, network, mnist, first=asked.first)
        return
    print(f"{'':20}{'clean':>8}{'plain':>8}{'photo':>8}{'plain':>8}   % of {asked.count}")
    for kind in asked.only:
        both = [shares(network, mnist, kind, photo, asked.count) for photo in (False, True)]
        cells = [f"{100 * share:8.1f}" for part in both for share in (part + [np.nan])[:2]]
        print(f"{kind:20}{''.join(cells).replace('nan', '   ')}", flush=True)


if __name__ == "__main__":
    main()
