"""What a visitor has begun by hand, and what the link says of it."""

from dataclasses import dataclass

import numpy as np

from backprop.hand.fading import LEVELS, Record
from backprop.views import session

SHEETS = 100_000  # numbers that a sheet can have: five digits in a link
PRINTED = (1, 4, 8, 16, 30)  # sheets of a set


@dataclass
class Hand:
    """One visitor's sheets.

    record: None until the browser has sent what it kept
    seed: the sheet of the small network; level: of it, as the link says
    turn: which of the weights that are worth it
    printed: how many sheets there are in the set that is on the screen, if one is
    """

    record: Record | None = None
    seed: int | None = None
    level: int | None = None
    turn: int = 0
    printed: int | None = None


def hand() -> Hand:
    return session.kept("hand", _from_link)


def _from_link() -> Hand:
    return Hand(
        seed=session.linked("sheet"),
        level=session.linked("level", range(len(LEVELS))),
        printed=session.linked("set", PRINTED),
    )


def record() -> Record:
    return hand().record or Record()


def take_over(written: object) -> None:
    """What the browser kept of an earlier visit, or what another tab has just added to it."""
    state = hand()
    if not isinstance(written, str):
        return
    first, state.record = state.record is None, Record.read(written)
    if first:
        if state.seed is None:
            state.seed = state.record.seed
        if state.level is not None:
            state.record.levels["small"] = state.level
        use(a_seed() if state.seed is None else state.seed)


def use(seed: int) -> None:
    """Go to the sheet with this number."""
    hand().seed = record().seed = seed


def a_seed() -> int:
    return int(np.random.default_rng().integers(SHEETS))
