"""Quizzes: questions with a reason for every choice, and how many a learner got right."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from backprop.deck import files
from backprop.deck.files import DeckError, Fields
from backprop.deck.progress import Progress
from backprop.deck.slides import Slide, money

QUIZZES = files.SHIPPED / "quizzes"
LETTERS = "ABCD"


@dataclass(frozen=True)
class Choice:
    """A choice, why it is right or tempting, and what who takes it wrongly believes."""

    text: str
    why: str
    misconception: str = ""

    @property
    def belief(self) -> str:
        """What the report of a class calls it; where it has no name, its reason."""
        return self.misconception or self.why


@dataclass(frozen=True)
class Quiz:
    """A question of which exactly one choice is right.

    name: the file's, without number and ending; slide: the name of the slide that teaches it
    right: index of the right choice; problem: why it cannot be asked, with its file and the line
    """

    name: str
    title: str
    topic: str = ""
    slide: str = ""
    question: str = ""
    choices: tuple[Choice, ...] = ()
    right: int = 0
    explanation: str = ""
    problem: str = ""


def load_quizzes(folder: Path = QUIZZES) -> tuple[Quiz, ...]:
    """All quizzes of a folder, in the order of their file names. What a file may say is in
    docs/deck.md."""
    quizzes: list[Quiz] = []
    for path in files.files(folder, ".toml"):
        name = files.plain_name(path)
        try:
            quiz = _quiz(name, path)
            if name in (other.name for other in quizzes):
                raise DeckError(f"{path.name}: another quiz is called “{name}” too")
        except DeckError as problem:
            quiz = Quiz(name, path.name, problem=str(problem))
        quizzes.append(quiz)
    return tuple(quizzes)


def _quiz(name: str, path: Path) -> Quiz:
    where, text = path.name, files.read_text(path)
    fields = Fields.read(where, text)
    entries = fields.take("choices", list)
    choices = tuple(_choice(where, number, text, entry) for number, entry in enumerate(entries, 1))
    if not 2 <= len(choices) <= len(LETTERS):
        raise DeckError(f"{where}: {len(choices)} choices, expected 2 to {len(LETTERS)}")
    if len({choice.text for choice in choices}) < len(choices):
        raise DeckError(f"{where}: two choices say the same")
    title = fields.take("title", str)
    quiz = Quiz(
        name=name,
        title=title,
        topic=fields.take("topic", str, title),
        slide=fields.take("slide", str, ""),
        question=money(fields.take("question", str)),
        choices=choices,
        right=LETTERS.index(fields.one_of("right", LETTERS[: len(choices)], ...)),
        explanation=fields.take("explanation", str),
    )
    fields.end()
    return quiz


def _choice(where: str, number: int, text: str, entry: object) -> Choice:
    if not isinstance(entry, dict):
        raise DeckError(
            f"{where}: choice {number} is {entry!r}, expected entries below [[choices]]"
        )
    fields = Fields(f"{where}, choice {number}", text, entry)
    choice = Choice(
        fields.take("text", str), fields.take("why", str), fields.take("misconception", str, "")
    )
    fields.end()
    return choice


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


def slide_called(name: str, slides: Sequence[Slide]) -> Slide | None:
    """The slide that a quiz points to, if this deck has it."""
    return next((slide for slide in slides if slide.name == name), None)
