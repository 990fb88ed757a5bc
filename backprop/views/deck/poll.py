"""A quiz before a class with phones: it is voted on, twice, then a question of its kind once.

`lecture` knows at which stage it is, as the browser's deck tells it; the room is what decides.
"""

from backprop.deck import practice
from backprop.deck.question import number
from backprop.deck.quiz import Quiz
from backprop.views.component import component
from backprop.views.deck import lecture
from backprop.views.deck.quizcard import ask
from backprop.views.room import deck as rooms

_poll = component("poll", translated=True)


def asked(quiz: Quiz) -> rooms.Ballot | None:
    """What this slide asks the room; None while no room votes, or where it cannot."""
    return rooms.ballot(quiz) if lecture.polled() else None


def poll_card(quiz: Quiz, ballot: rooms.Ballot, key: str) -> None:
    """The question that the room is asked now, with its votes."""
    question = ballot.question
    if question is None or not lecture.checks(quiz.name):
        ask(key, quiz.question)
        _mount(key, ballot.quiz, [choice.text for choice in quiz.choices])
        return
    ask(key, question.text)
    shown = practice.watch(rooms.source(), question) if lecture.explains_check(quiz.name) else ()
    seen = [[label, number(value)] for label, value in shown]
    _mount(key, ballot.check, [choice.text for choice in question.choices], seen)


def _mount(key: str, id_: str | None, choices: list[str], seen: list[list[str]] = []) -> None:
    _poll(key=key, data={"id": id_, "choices": choices, "own": False, "seen": seen})
