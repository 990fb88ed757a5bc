"""A quiz before a class with phones: it is voted on, twice, then a question of its kind once.

`lecture` knows at which stage it is, as the browser's deck tells it; the room is what decides.
"""

from dataclasses import dataclass

from backprop.deck import practice
from backprop.deck.question import Question, told
from backprop.deck.quiz import Quiz
from backprop.deck.words import unlinked
from backprop.views import session
from backprop.views.component import component
from backprop.views.deck import lecture
from backprop.views.deck.quizcard import ask
from backprop.views.room import deck as rooms

_poll = component("poll", translated=True)
PRACTICE = "poll-practice"


@dataclass
class Asking:
    """The practice question that a room is asked, by its key, and its stage"""

    key: str | None = None
    stage: str = ""


def _asking() -> Asking:
    return session.kept("class_practice", Asking)


def asked(quiz: Quiz) -> rooms.Ballot | None:
    """What this slide asks the room; None while no room votes, or where it cannot."""
    return rooms.ballot(quiz) if lecture.polled() else None


def poll_card(quiz: Quiz, ballot: rooms.Ballot, key: str) -> None:
    """The question that the room is asked now, with its votes."""
    question = ballot.question
    if question is None or not lecture.checks(quiz.name):
        ask(key, unlinked(quiz.question))
        _mount(key, ballot.quiz, [choice.text for choice in quiz.choices])
        return
    ask(key, question.text)
    shown = practice.watch(rooms.source(), question) if lecture.explains_check(quiz.name) else ()
    seen = [[label, told(value)] for label, value in shown]
    _mount(key, ballot.check, [choice.text for choice in question.choices], seen)


# --- practice ---


def can_ask() -> bool:
    return rooms.room() is not None


def ask_class(question: Question) -> None:
    session.put("class_practice", Asking(question.key))


def asks_class(question: Question) -> bool:
    return can_ask() and _asking().key == question.key


def explained(question: Question) -> bool:
    return asks_class(question) and _asking().stage == "explained"


def practice_poll(question: Question) -> None:
    """A practice question with the room's votes; it leads itself through its stages."""
    ask(PRACTICE, question.text)
    _poll(
        key=PRACTICE,
        data={
            "id": rooms.practice_question(question),
            "choices": [choice.text for choice in question.choices],
            "own": True,
            "seen": [],
        },
        on_stage_change=_take_stage,
        on_done_change=lambda: session.put("class_practice", Asking()),
    )


def _take_stage() -> None:
    _asking().stage = str(session.sent(PRACTICE, "stage"))


def _mount(key: str, id_: str | None, choices: list[str], seen: list[list[str]] = []) -> None:
    _poll(
        key=key,
        data={"id": id_, "choices": choices, "own": False, "seen": seen},
        on_stage_change=lambda: None,
        on_done_change=lambda: None,
    )
