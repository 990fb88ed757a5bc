"""What is left after the lecture: how every question was voted on, and what was misunderstood."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from backprop.room.asked import Asked, Drawn
from backprop.room.drawn import Collection, collections
from backprop.room.room import Tally, by_neuron, tally
from backprop.room.store import Question, Vote

LETTERS = "ABCDEF"


@dataclass(frozen=True)
class Line:
    """One question. answered: round → how many; told: whether its right answer is known, without
    which nothing below says what is right; right: index, None where that is open
    neurons: votes down and up of each neuron that the phones were; empty for other questions"""

    number: int
    asked: Asked
    tally: Tally
    answered: dict[int, int]
    told: bool
    neurons: list[list[int]]

    @property
    def truth(self) -> list[float] | None:
        """−∂C₀/∂a of each neuron, once it was told."""
        return self.asked.extra.get("truth") if self.told else None

    @property
    def right(self) -> int | None:
        return self.asked.right if self.told else None

    def is_missed(self, choice: int) -> bool:
        """Whether somebody took this choice, which is known to be wrong."""
        taken = any(numbers[choice] for numbers in self.tally.votes.values())
        return self.right not in (None, choice) and taken

    def share_right(self, round_: int) -> float | None:
        """Of those who answered in this round; None where nobody did."""
        if self.right is None or not self.answered.get(round_):
            return None
        return self.tally.votes[round_][self.right] / self.answered[round_]


@dataclass(frozen=True)
class Misconception:
    """A wrong choice that somebody took. votes: round → how many; slide: which one teaches it"""

    name: str
    reason: str
    topic: str
    slide: str
    question: int
    votes: dict[int, int]


@dataclass(frozen=True)
class Report:
    """joined: phones that came; opened: seconds since 1970"""

    code: str
    opened: float
    joined: int
    lines: tuple[Line, ...]
    drawn: tuple[Collection, ...] = ()

    @property
    def misconceptions(self) -> tuple[Misconception, ...]:
        """The most frequent first. A question whose answer was never told keeps its secret."""
        found = [
            _misconception(line, i)
            for line in self.lines
            for i in range(len(line.asked.choices))
            if line.is_missed(i)
        ]
        return tuple(sorted(found, key=lambda m: -max(m.votes.values())))


def report(
    code: str,
    opened: float,
    numbers: Mapping[str, int],
    asked: Sequence[tuple[Question, Sequence[Vote]]],
    drawn: Sequence[Drawn] = (),
) -> Report:
    """numbers: phone → its number
    asked: the questions in their order, each with its votes; without votes it is left out
    drawn: the digits that phones sent, oldest first"""
    voted = [(question, votes) for question, votes in asked if votes]
    lines = [_line(n, *pair, numbers) for n, pair in enumerate(voted, 1)]
    return Report(code, opened, len(numbers), tuple(lines), collections(drawn))


def _line(
    number: int, question: Question, votes: Sequence[Vote], numbers: Mapping[str, int]
) -> Line:
    counted = tally(question.asked, votes)
    neurons = by_neuron(question.asked, votes, numbers)
    answered = {round_: sum(numbers) for round_, numbers in counted.votes.items()}
    return Line(number, question.asked, counted, answered, question.told, neurons)


def _misconception(line: Line, choice: int) -> Misconception:
    asked = line.asked
    return Misconception(
        name=(asked.misconceptions[choice] if asked.misconceptions else "")
        or asked.choices[choice],
        reason=asked.reasons[choice] if asked.reasons else "",
        topic=asked.topic,
        slide=asked.slide,
        question=line.number,
        votes={round_: numbers[choice] for round_, numbers in line.tally.votes.items()},
    )


def told(report: Report) -> dict[str, Any]:
    """The report as JSON tells it."""
    return {
        "code": report.code,
        "opened": report.opened,
        "joined": report.joined,
        "questions": [
            {
                "number": line.number,
                "kind": line.asked.kind,
                "topic": line.asked.topic,
                "slide": line.asked.slide,
                "text": line.asked.text,
                "choices": list(line.asked.choices),
                "right": line.right,
                "answered": line.answered,
                "votes": line.tally.votes,
                "sure": line.tally.sure,
                "moves": line.tally.moves,
                "neurons": line.neurons,
                "truth": line.truth,
            }
            for line in report.lines
        ],
        "misconceptions": [vars(m) for m in report.misconceptions],
        "drawn": [collection.told() for collection in report.drawn],
    }


HEAD = (
    *("question", "kind", "topic", "text", "choice", "says", "right"),
    *("votes round 1", "votes round 2", "sure round 1", "sure round 2"),
    *(f"from {letter}" for letter in LETTERS),
    *("misconception", "slide that teaches it"),
)


def table(report: Report) -> list[list[str | float]]:
    """Below HEAD a row for every choice; "" where there is nothing to tell.

    "from B": how many took this choice in round two after B in round one
    """
    return [_cells(line, i) for line in report.lines for i in range(len(line.asked.choices))]


def _cells(line: Line, i: int) -> list[str | float]:
    asked, counted = line.asked, line.tally
    two = 2 in counted.votes
    moved = [row[i] for row in counted.moves] if two else []
    return [
        *(line.number, asked.kind, asked.topic, asked.text, LETTERS[i], asked.choices[i]),
        "" if line.right is None else "yes" if i == line.right else "no",
        *(counted.votes[1][i], counted.votes[2][i] if two else ""),
        *(_or_empty(counted.sure[1][i]), _or_empty(counted.sure[2][i]) if two else ""),
        *(moved + [""] * (len(LETTERS) - len(moved))),
        *((_misconception(line, i).name, asked.slide) if line.is_missed(i) else ("", "")),
    ]


def _or_empty(value: float | None) -> str | float:
    return "" if value is None else value
