"""Looks a deck through, or begins a new one: `python -m backprop.deck --help`."""

import argparse
import shutil
import sys
from pathlib import Path

from backprop.deck import files
from backprop.deck.review import review
from backprop.deck.slides import load_slides


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m backprop.deck",
        description="Says what is wrong in a deck's files, and what would not fit on a screen. "
        "How much room text takes is estimated; figures are not looked at. "
        "What a file may say is in docs/deck.md.",
    )
    parser.add_argument(
        "folder",
        nargs="?",
        type=Path,
        default=files.folder(),
        help=f"where the folders slides and quizzes lie; else {files.ELSEWHERE}, else this app's",
    )
    parser.add_argument(
        "--new", action="store_true", help="make the folder first, with this app's deck in it"
    )
    asked = parser.parse_args(arguments)
    if asked.new and not _copied(asked.folder):
        return 2
    found = review(asked.folder)
    for sentence in found:
        print(sentence)
    print(
        f"{len(load_slides(asked.folder / 'slides'))} slides, {len(found) or 'nothing'} to look at"
    )
    if asked.new:
        print(f"To show it: {files.ELSEWHERE}={asked.folder.resolve()}, then start the app")
    return 1 if found else 0


def _copied(folder: Path) -> bool:
    """Whether a copy of the shipped deck could be made; what is there already is left alone."""
    if any((folder / part).exists() for part in ("slides", "quizzes")):
        print(f"{folder} holds a deck already: it was left as it is", file=sys.stderr)
        return False
    for part in ("slides", "quizzes"):
        shutil.copytree(files.SHIPPED / part, folder / part)
    return True


if __name__ == "__main__":
    sys.exit(main())
