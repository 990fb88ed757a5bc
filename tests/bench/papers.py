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

from PIL import Image

from backprop import networks
from backprop.digits import EmptyPictureError, find_ink, load_mnist, open_picture
from core.papers import PENS, RULED, SIDE, known, paper, share


def show(path: str, kinds: list[str], network, mnist, columns: int = 12, first: int = 0) -> None:
    sheet = Image.new("RGB", (columns * SIDE, 4 * len(kinds) * SIDE), "white")
    for row, (kind, photo) in enumerate((kind, photo) for kind in kinds for photo in (False, True)):
        pens = [kind] if kind in PENS else list(PENS)
        for column, sample in enumerate(known(network, mnist, first + columns)[first:]):
            pen = pens[(first + column) % len(pens)]
            ruling = kind if kind in RULED else None
            data = paper(mnist.x_test[sample], pen, ruling, photo, (sample, photo))
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
    print(f"{'':20}{'clean':>8}{'photo':>8}   % of {asked.count}")
    for kind in ["plain, all pens", *asked.only]:
        name = kind if kind in asked.only else None
        both = [share(network, mnist, name, photo, asked.count) for photo in (False, True)]
        print(f"{kind:20}{100 * both[0]:8.1f}{100 * both[1]:8.1f}", flush=True)


if __name__ == "__main__":
    main()
