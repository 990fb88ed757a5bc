"""How far a learner has come: what was answered, what stands how well, what comes again and when.

Days are the learner's own, counted as `date.toordinal` does: nothing here reads a clock.
"""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

CHOICES = 4  # of a quiz, at most
LONGEST = 100_000  # characters of kept progress; more is no progress of ours
KEPT = 30  # answers to practice questions that are kept, the last ones
TEXT = 400  # characters of one text of them
TOP = 2  # the highest level: typed as a whole
GAP = 2  # days until what was missed comes again, and until it comes once more
AGAIN = 2  # times that it has to be right when it comes again


@dataclass(frozen=True)
class Tally:
    """How often questions of one topic were answered, how often right, and the level reached."""

    right: int = 0
    asked: int = 0
    level: int = 0


@dataclass(frozen=True)
class Again:
    """What was missed and comes again. day: from when; left: times to be right till it is done;
    sure: whether who missed it was certain"""

    day: int
    left: int = AGAIN
    sure: bool = False


@dataclass(frozen=True)
class Answered:
    """A practice question as it was answered. sure: None where that was not said
    belief: the name of the misconception that leads to this answer, if one does"""

    day: int
    topic: str
    text: str
    given: str
    right_answer: str
    why: str
    right: bool
    sure: bool | None = None
    belief: str = ""


@dataclass(frozen=True)
class Progress:
    """What a learner has answered.

    answers: quiz name → indices of the choices taken, in order; the first one counts
    practice: topic → tally, the topic answered last at the end
    again: topic → when it comes again; kept: the last answers in practice
    """

    answers: Mapping[str, tuple[int, ...]]
    practice: Mapping[str, Tally]
    again: Mapping[str, Again] = field(default_factory=dict)
    kept: tuple[Answered, ...] = ()

    @classmethod
    def none(cls) -> "Progress":
        return cls({}, {})

    @classmethod
    def read(cls, text: str) -> "Progress":
        """What `written` wrote, now or before practice was kept. Anything else, as a browser may
        send, is no progress at all."""
        try:
            if len(text) > LONGEST:
                return cls.none()
            answers, practice, *more = json.loads(text)
            again, kept = more if more else ({}, [])
            return cls(
                {_line(n): tuple(map(_index, tried)) for n, tried in answers.items() if tried},
                {_line(topic): _tally(*entry) for topic, entry in practice.items()},
                {_line(topic): _again(*entry) for topic, entry in again.items()},
                tuple(_answered(*entry) for entry in kept),
            )
        except (ValueError, TypeError, AttributeError, RecursionError):
            return cls.none()

    def written(self) -> str:
        return json.dumps(
            [
                dict(self.answers),
                {topic: list(vars(tally).values()) for topic, tally in self.practice.items()},
                {topic: list(vars(due).values()) for topic, due in self.again.items()},
                [list(vars(one).values()) for one in self.kept],
            ],
            ensure_ascii=False,
        )

    def answered(self, quiz: str, choice: int) -> "Progress":
        tried = (*self.answers.get(quiz, ()), choice)
        return replace(self, answers={**self.answers, quiz: tried})

    def practised(self, one: Answered) -> "Progress":
        """With one more answer in practice: it counts, it moves its topic's level, it is kept, and
        what was missed comes again."""
        others = {name: tally for name, tally in self.practice.items() if name != one.topic}
        before = self.practice.get(one.topic, Tally(level=self.level(one.topic)))
        level = max(0, min(TOP, before.level + (1 if one.right else -1)))
        tally = Tally(before.right + one.right, before.asked + 1, level)
        short = replace(
            one,
            text=_short(one.text),
            given=_short(one.given),
            right_answer=_short(one.right_answer),
            why=_short(one.why),
        )
        return replace(
            self,
            practice={**others, one.topic: tally},
            again=self._missed(one),
            kept=(*self.kept, short)[-KEPT:],
        )

    def _missed(self, one: Answered) -> dict[str, Again]:
        others = {name: due for name, due in self.again.items() if name != one.topic}
        if not one.right:
            return {**others, one.topic: Again(one.day + GAP, AGAIN, one.sure is True)}
        due = self.again.get(one.topic)
        if due is None or not _is_due(due, one.day):
            return dict(self.again)
        left = due.left - 1
        return {**others, one.topic: Again(one.day + GAP, left, due.sure)} if left else others

    def level(self, topic: str) -> int:
        """How far up its ladder a topic is asked. One not asked yet is typed at once where the
        last answer, whatever it was about, left a level to type on."""
        if topic in self.practice:
            return self.practice[topic].level
        last = list(self.practice.values())[-1:]
        return min(1, last[0].level) if last else 0

    def missed(self) -> tuple[str, ...]:
        """The topics that come again, one day: first what was missed though certain, then what
        waits longest."""
        return tuple(sorted(self.again, key=lambda t: (not self.again[t].sure, self.again[t].day)))

    def due(self, today: int) -> tuple[str, ...]:
        """Of these, in the same order, the ones whose day has come."""
        return tuple(topic for topic in self.missed() if _is_due(self.again[topic], today))

    def beliefs(self) -> dict[str, int]:
        """Misconception → how many of the kept answers it led to, the most frequent first."""
        return dict(Counter(one.belief for one in self.kept if one.belief).most_common())


def _is_due(due: Again, today: int) -> bool:
    """A day further away than any that is ever set was set by a clock that was wrong."""
    return not today < due.day <= today + GAP


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= TEXT else line[: TEXT - 1] + "…"


def _line(text: str) -> str:
    if not isinstance(text, str) or not text.isprintable() or len(text) > TEXT:
        raise ValueError(f"text: got {text!r}, expected one line of text")
    return text


def _index(value: object) -> int:
    if type(value) is not int or value not in range(CHOICES):
        raise ValueError(f"choice: got {value!r}, expected 0 to {CHOICES - 1}")
    return value


def _whole(value: object, most: int) -> int:
    if type(value) is not int or not 0 <= value <= most:
        raise ValueError(f"got {value!r}, expected a whole number from 0 to {most}")
    return value


def _truth(value: object) -> bool:
    if type(value) is not bool:
        raise ValueError(f"got {value!r}, expected true or false")
    return value


def _tally(right: object, asked: Any, level: object = 0) -> Tally:
    return Tally(_whole(right, asked), _whole(asked, 10**9), _whole(level, TOP))


def _again(day: object, left: object, sure: object) -> Again:
    return Again(_whole(day, 10**7), _whole(left, AGAIN), _truth(sure))


def _answered(day: object, *more: Any) -> Answered:
    *texts, right, sure, belief = more
    topic, text, given, right_answer, why = map(_line, texts)
    return Answered(
        _whole(day, 3_000_000),
        *(topic, text, given, right_answer, why),
        _truth(right),
        None if sure is None else _truth(sure),
        _line(belief),
    )
