"""Quizzes: questions with a reason for every choice, and how far a learner has come with them."""

import json
from dataclasses import dataclass, replace
from pathlib import Path

from backprop.deck.slides import DeckError, nothing_left, read_toml, take

QUIZZES = Path(__file__).parents[2] / "assets" / "quizzes"
LETTERS = "ABCD"
LONGEST = 20_000  # characters of kept progress; more is no progress of ours


@dataclass(frozen=True)
class Choice:
    """A choice, and why it is right or what makes it tempting."""

    text: str
    why: str


@dataclass(frozen=True)
class Quiz:
    """A question of which exactly one choice is right.

    slide: number of the slide that teaches it; right: index of the right choice
    """

    name: str
    title: str
    topic: str
    slide: int
    question: str
    choices: tuple[Choice, ...]
    right: int
    explanation: str


def load_quizzes(folder: Path = QUIZZES) -> tuple[Quiz, ...]:
    """All quizzes of a folder, in the order of their file names ("1-bright-pixel.toml").

    Raises DeckError.
    """
    return tuple(_quiz(path) for path in sorted(folder.glob("*.toml")))


def _quiz(path: Path) -> Quiz:
    where = path.name
    fields = read_toml(where, path.read_text(encoding="utf-8"))
    entries = take(where, fields, "choices", list)
    choices = tuple(_choice(where, number, entry) for number, entry in enumerate(entries, 1))
    right = take(where, fields, "right", str)
    if not 2 <= len(choices) <= len(LETTERS):
        raise DeckError(f"{where}: {len(choices)} choices, expected 2 to {len(LETTERS)}")
    if len({choice.text for choice in choices}) < len(choices):
        raise DeckError(f"{where}: two choices say the same")
    if len(right) != 1 or right not in LETTERS[: len(choices)]:
        expected = ", ".join(LETTERS[: len(choices)])
        raise DeckError(f"{where}: right is {right!r}, expected one of {expected}")
    quiz = Quiz(
        name=path.stem.partition("-")[2],
        title=take(where, fields, "title", str),
        topic=take(where, fields, "topic", str),
        slide=take(where, fields, "slide", int),
        question=take(where, fields, "question", str),
        choices=choices,
        right=LETTERS.index(right),
        explanation=take(where, fields, "explanation", str),
    )
    nothing_left(where, fields)
    return quiz


def _choice(where: str, number: int, entry: dict) -> Choice:
    place = f"{where}, choice {number}"
    fields = dict(entry)
    choice = Choice(take(place, fields, "text", str), take(place, fields, "why", str))
    nothing_left(place, fields)
    return choice


@dataclass(frozen=True)
class Tally:
    """How often questions of one kind were answered, and how often right."""

    right: int = 0
    asked: int = 0


@dataclass(frozen=True)
class Progress:
    """What a learner has answered.

    answers: quiz name → indices of the choices taken, in order; the first one counts
    practice: topic → tally
    """

    answers: dict[str, tuple[int, ...]]
    practice: dict[str, Tally]

    @classmethod
    def none(cls) -> "Progress":
        return cls({}, {})

    @classmethod
    def read(cls, text: str) -> "Progress":
        """What `written` wrote. Anything else, as a browser may send, is no progress at all."""
        try:
            if len(text) > LONGEST:
                return cls.none()
            answers, practice = json.loads(text)
            return cls(
                {_name(n): tuple(map(_index, tried)) for n, tried in answers.items() if tried},
                {_name(topic): _tally(*entry) for topic, entry in practice.items()},
            )
        except (ValueError, TypeError, AttributeError, RecursionError):
            return cls.none()

    def written(self) -> str:
        tallies = {topic: [tally.right, tally.asked] for topic, tally in self.practice.items()}
        return json.dumps([self.answers, tallies])

    def answered(self, quiz: str, choice: int) -> "Progress":
        tried = (*self.answers.get(quiz, ()), choice)
        return replace(self, answers={**self.answers, quiz: tried})

    def practised(self, topic: str, right: bool) -> "Progress":
        tally = self.practice.get(topic, Tally())
        tally = Tally(tally.right + right, tally.asked + 1)
        return replace(self, practice={**self.practice, topic: tally})


def _name(text: str) -> str:
    if not text.isprintable():
        raise ValueError(f"name: got {text!r}, expected one line of text")
    return text


def _index(value: object) -> int:
    if type(value) is not int or value not in range(len(LETTERS)):
        raise ValueError(f"choice: got {value!r}, expected 0 to {len(LETTERS) - 1}")
    return value


def _tally(right: object, asked: object) -> Tally:
    if type(right) is not int or type(asked) is not int or not 0 <= right <= asked:
        raise ValueError(f"tally: got {right!r} of {asked!r}, expected whole numbers")
    return Tally(right, asked)


@dataclass(frozen=True)
class Score:
    """right: right at the first try; answered: quizzes answered; total: quizzes there are.

    marks: for each quiz whether it was right at the first try, None where it is open
    """

    right: int
    answered: int
    total: int
    missed: tuple[Quiz, ...]
    marks: tuple[bool | None, ...]


def score(quizzes: tuple[Quiz, ...], progress: Progress) -> Score:
    """The first try of every quiz counts: trying again is for learning."""
    first = {q.name: progress.answers[q.name][0] for q in quizzes if q.name in progress.answers}
    missed = tuple(q for q in quizzes if q.name in first and first[q.name] != q.right)
    marks = tuple(first[q.name] == q.right if q.name in first else None for q in quizzes)
    return Score(len(first) - len(missed), len(first), len(quizzes), missed, marks)


def result_sheet(quizzes: tuple[Quiz, ...], progress: Progress) -> str:
    """What was answered, as Markdown to keep or hand in. Quizzes not answered keep their secret."""
    result = score(quizzes, progress)
    lines = [
        "# Backprop Studio: results",
        "",
        f"Quizzes right at the first try: {result.right} of {result.total}",
    ]
    for quiz in quizzes:
        tried = progress.answers.get(quiz.name)
        lines += ["", f"## {quiz.title}", "", quiz.question, ""]
        if not tried:
            lines.append("Not answered yet.")
            continue
        taken = ", then ".join(LETTERS[choice] for choice in tried)
        lines.append(f"Answered: {taken}. Right: {LETTERS[quiz.right]}. {quiz.explanation}")
        if tried[0] != quiz.right:
            lines.append(f"Look again at slide {quiz.slide}.")
    if progress.practice:
        lines += ["", "## Practice", ""]
        lines += [
            f"- {topic}: {tally.right} of {tally.asked} right"
            for topic, tally in progress.practice.items()
        ]
    return "\n".join(lines) + "\n"
