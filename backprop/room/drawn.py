"""What the digits that phones sent show after the lecture: how many, how well they were read, what
was taken for what, and a few of them."""

import base64
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from backprop import networks
from backprop.room.asked import Drawn

SHOWN = 8  # digits of each collection
MOST = 3  # confusions told


@dataclass(frozen=True, eq=False)
class Collection:
    """The digits drawn for one task, oldest first. kind: "draw", or "fool": to be read wrong"""

    kind: str
    digits: tuple[Drawn, ...]

    @property
    def labelled(self) -> list[Drawn]:
        """Those of which is known what they are meant to be."""
        return [one for one in self.digits if one.label is not None]

    @property
    def wrong(self) -> list[Drawn]:
        """Those that are read wrong, the surest first."""
        wrong = [one for one in self.labelled if one.digit != one.label]
        return sorted(wrong, key=lambda one: (-one.output, one.id))

    @property
    def by_label(self) -> list[tuple[int, int]]:
        """Of each digit from 0 to 9, how many were meant to be it, and how many of them read so."""
        meant = Counter(one.label for one in self.labelled)
        right = Counter(one.label for one in self.labelled if one.digit == one.label)
        return [(meant[digit], right[digit]) for digit in range(10)]

    @property
    def confusions(self) -> list[tuple[int, int, int]]:
        """What it was meant to be, what it was read as, how often: the most frequent first."""
        found = Counter((int(one.label), one.digit) for one in self.wrong if one.label is not None)
        ordered = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
        return [(label, digit, count) for (label, digit), count in ordered[:MOST]]

    @property
    def shown(self) -> list[Drawn]:
        """First what was read wrong most surely, then what was read least surely."""
        wrong = self.wrong
        others = [one for one in self.digits if one not in wrong]
        return [*wrong, *sorted(others, key=lambda one: (one.output, one.id))][:SHOWN]

    def told(self) -> dict[str, Any]:
        """As JSON tells it."""
        readers = {str(one.task["network"]): None for one in self.digits}
        return {
            "kind": self.kind,
            "count": len(self.digits),
            "from": len({one.phone for one in self.digits}),
            "readers": [networks.SHIPPED[name] for name in readers],
            "by_label": self.by_label,
            "confusions": self.confusions,
            "shown": [
                {
                    "label": one.label,
                    "digit": one.digit,
                    "pixels": base64.b64encode(one.pixels.tobytes()).decode(),
                }
                for one in self.shown
            ],
        }


def collections(drawn: Sequence[Drawn]) -> tuple[Collection, ...]:
    """One for each task that something was drawn for."""
    found = [
        Collection(kind, tuple(one for one in drawn if one.task["kind"] == kind))
        for kind in ("draw", "fool")
    ]
    return tuple(collection for collection in found if collection.digits)
