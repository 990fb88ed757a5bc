"""A lecture: while slides are presented their quizzes begin open, whatever this browser's learner
has answered, and are revealed in two stages, or, while a room of phones is open, voted on in more.
What is answered here counts for no learner.
"""

from dataclasses import asdict, dataclass, field
from typing import Any

from backprop.deck.progress import Progress
from backprop.deck.quiz import LETTERS
from backprop.views import session
from backprop.views.deck import learner
from backprop.views.room import deck as rooms

OPEN, RIGHT, WHY = range(3)  # what is revealed: nothing, which choice is right, all reasons
EXPLAINED, CHECK, CHECK_EXPLAINED = 9, 10, 12  # steps of a poll, as shared/ballot.js counts them
LONGEST_NAME = 40  # characters


@dataclass
class Lecture:
    """name: what the browser calls it; empty while nothing is presented, None until it has told.
    stages: quiz → what of it is revealed; chosen: quiz → the choice taken
    polls: quiz → the step of its poll; votes: whether the browser reaches a room that votes"""

    name: str | None = None
    stages: dict[str, int] = field(default_factory=dict)
    chosen: dict[str, int] = field(default_factory=dict)
    polls: dict[str, int] = field(default_factory=dict)
    votes: bool = False


def lecture() -> Lecture:
    return session.kept("lecture", Lecture)


def on() -> bool:
    return bool(lecture().name)


def known() -> bool:
    """Whether the browser has told if it presents. Until then no quiz is shown: it might be one
    that this browser's learner has answered."""
    return lecture().name is not None


def polled() -> bool:
    """Whether quizzes are voted on by a room."""
    return on() and lecture().votes and rooms.room() is not None


def told(name: Any, kept: Any, votes: Any = False) -> None:
    """The browser presents, or not. kept: what it kept of this lecture before a reload; votes:
    whether it reaches a room"""
    lecture().votes = votes is True
    state, name = lecture(), str(name or "")[:LONGEST_NAME]
    if name != state.name:
        begun = _read(kept)
        goes_on = begun.name == name != ""
        state.name = name
        state.stages = begun.stages if goes_on else {}
        state.chosen = begun.chosen if goes_on else {}
        state.polls = begun.polls if goes_on else {}


def written() -> dict | None:
    """What the browser keeps for a reload."""
    return asdict(lecture()) if on() else None


def _read(kept: Any) -> Lecture:
    """What `written` wrote; anything else is no lecture."""
    try:
        return Lecture(
            name=kept["name"],
            stages={str(name): _stage(stage) for name, stage in kept["stages"].items()},
            chosen={str(name): range(len(LETTERS))[c] for name, c in kept["chosen"].items()},
            polls={str(name): _step(step) for name, step in kept["polls"].items()},
        )
    except (ValueError, TypeError, KeyError, AttributeError, IndexError):
        return Lecture()


def _stage(shown: Any) -> int:
    return min(WHY, max(OPEN, int(shown)))


def _step(shown: Any) -> int:
    return min(CHECK_EXPLAINED, max(0, int(shown)))


def stage(name: str) -> int:
    return lecture().stages.get(name, OPEN)


def shown(name: str) -> int:
    """How many of a quiz's points are uncovered."""
    return lecture().polls.get(name, 0) if polled() else stage(name)


def reveal(name: str, shown: Any) -> None:
    """The deck's keys go through the stages as through a slide's points."""
    if on() and isinstance(shown, int):
        if polled():
            lecture().polls[name] = _step(shown)
        else:
            lecture().stages[name] = _stage(shown)


def give(name: str, choice: Any) -> None:
    """The class's answer; which is right is shown with it, the reasons are not yet."""
    if stage(name) == OPEN and choice in range(len(learner.quiz_called(name).choices)):
        lecture().chosen[name] = int(choice)
        reveal(name, RIGHT)


def ask_again(name: str) -> None:
    lecture().chosen.pop(name, None)
    reveal(name, OPEN)


def shows_why(name: str) -> bool:
    """Whether the slide of a quiz shows the reasons, and its figure."""
    if polled():
        return shown(name) == EXPLAINED
    return stage(name) == WHY if on() else not learner.is_open(name)


def checks(name: str) -> bool:
    """Whether the room is past the quiz, at a question of its kind."""
    return shown(name) >= CHECK


def explains_check(name: str) -> bool:
    return shown(name) == CHECK_EXPLAINED


def progress() -> Progress:
    """What was answered by those who see the slides: a class, or this browser's learner."""
    if not on():
        return learner.progress()
    return Progress({name: (choice,) for name, choice in lecture().chosen.items()}, {})
