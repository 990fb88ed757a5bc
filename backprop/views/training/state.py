"""What the training page keeps for its visitor, beside the run, which the browser keeps."""

import math
from collections import deque
from dataclasses import dataclass, field

from backprop.lab.race import Race
from backprop.lab.run import Moment, Snapshot
from backprop.network import Network
from backprop.views import session
from backprop.views.training.beside import Beside

PACE = 20  # pictures over which the pace is taken
JUST_WATCH = -1  # in place of a guess


@dataclass
class Lab:
    """Whether the visitor's training runs, and until when; what they chose and said on the page.
    The server alone says what runs: what a browser sends with a timer can be older than what it
    was told last.

    on: whether it runs; until: after so many epochs it pauses
    switches, set_ups: how often the server itself moved the switch, or what can be turned. They are
    part of the keys, so a browser's word about an earlier one is not heard.
    problem: why what was typed cannot be trained, or ""; typed: that text
    pace: (time, epoch) of the last pictures
    neuron: the one whose film is shown; cell: of what it confuses, the one chosen
    looked_at: a moment and its network, the same object at every rerun
    guess: of how it breaks, JUST_WATCH for none; None until the question is answered
    beside: the run behind the one that is watched; broken: where that one stood when it was mended
    race, bet: the race that runs or is over, and who was to win it
    """

    on: bool = False
    until: float = math.inf
    switches: int = 0
    set_ups: int = 0
    problem: str = ""
    typed: str = ""
    pace: deque[tuple[float, float]] = field(default_factory=lambda: deque(maxlen=PACE))
    neuron: int = 10
    cell: list[int] | None = None
    looked_at: tuple[Snapshot, Network] | None = None
    guess: int | None = None
    beside: Beside | None = None
    broken: Moment | None = None
    race: Race | None = None
    bet: int | None = None


def state() -> Lab:
    return session.kept("lab", Lab)
