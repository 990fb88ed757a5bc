"""What a visitor has answered: the quizzes of the deck, practice, and how it went.

A right answer leaves the server only after the question was answered.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st

from backprop import explain
from backprop.deck import files, practice, quiz, words
from backprop.deck.files import DeckError
from backprop.deck.progress import Answered, Progress
from backprop.deck.question import Given, Question, Source, judge
from backprop.deck.quiz import Quiz
from backprop.views import library, session
from backprop.views.component import component
from backprop.views.deck import subject

_progress = component("progress")


@dataclass
class Learner:
    """One visitor's answers.

    progress: None until the browser has sent what it kept of an earlier visit
    erased: what a reset took away, until something is answered again
    again: quizzes that are open once more, though they were answered before
    step: where the quiz page is: a quiz, practice, results; None until the visitor went somewhere
    question: the practice question on the screen; given: the answer to it
    unread: how often what was typed to it was no number
    repeat: what is asked first, though it is not due yet
    simple: whether only questions with choices are asked, as a class can vote on
    """

    progress: Progress | None = None
    erased: Progress | None = None
    again: set[str] = field(default_factory=set)
    step: int | None = None
    source: Source | None = None
    questions: Iterator[Question] = field(default_factory=lambda: iter(()))
    asked: set[str] = field(default_factory=set)
    question: Question | None = None
    given: Given | None = None
    unread: int = 0
    repeat: tuple[str, ...] = ()
    simple: bool = False


def learner() -> Learner:
    return session.kept("learner", Learner)


def quizzes() -> tuple[Quiz, ...]:
    """The quizzes that can be asked, as their files are now, about what is on the screen."""
    known = subject.known_words()
    return tuple(words.of_quiz(q, known) for q in _all_quizzes() if not q.problem)


def broken() -> tuple[Quiz, ...]:
    return tuple(q for q in _all_quizzes() if q.problem)


def _all_quizzes() -> tuple[Quiz, ...]:
    folder = files.folder() / "quizzes"
    return _read(folder, files.stamps(folder))


@lru_cache(maxsize=2)
def _read(folder: Path, stamps: tuple) -> tuple[Quiz, ...]:
    return quiz.load_quizzes(folder)


def quiz_called(name: str) -> Quiz:
    """Raises DeckError where a slide names a quiz that there is not, or that cannot be asked."""
    named = next((q for q in _all_quizzes() if q.name == name), None)
    if named is None:
        known = ", ".join(q.name for q in _all_quizzes()) or "none"
        raise DeckError(f"There is no quiz “{name}”. There are: {known}.")
    if named.problem:
        raise DeckError(named.problem)
    return words.of_quiz(named, subject.known_words())


# --- progress, and where it is kept ---


def known() -> bool:
    """Whether the browser has told what it kept. Until then nothing is asked, so nothing jumps."""
    return learner().progress is not None


def progress() -> Progress:
    return learner().progress or Progress.none()


def remember() -> None:
    """Keep the progress in this browser, and take over what it kept of an earlier visit.

    Pages with quizzes call it once, in the fragment that shows them.
    """
    state = learner()
    written = state.progress.written() if state.progress else None
    _progress(key="remember", data={"written": written}, on_kept_change=_take_over)


def _take_over() -> None:
    """The first message of a visit, or the progress that another tab has just written."""
    written = session.sent("remember", "kept")
    if isinstance(written, str):
        learner().progress = Progress.read(written)


def reset() -> None:
    state = learner()
    state.erased, state.progress = progress(), Progress.none()
    state.again, state.asked, state.repeat = set(), set(), ()
    state.source = state.question = state.given = None


def undo_reset() -> None:
    state = learner()
    state.progress, state.erased = state.erased, None


# --- the quizzes of the deck ---


def tried(name: str) -> tuple[int, ...]:
    return progress().answers.get(name, ())


def is_open(name: str) -> bool:
    """Whether a quiz waits for an answer."""
    return not tried(name) or name in learner().again


def give(name: str, choice: Any) -> None:
    """Answer a quiz; what is no choice of it, or comes twice, is not heard."""
    state = learner()
    if is_open(name) and choice in range(len(quiz_called(name).choices)):
        state.progress, state.erased = progress().answered(name, int(choice)), None
        state.again.discard(name)


def retry(name: str) -> None:
    learner().again.add(name)


# --- practice ---


def now() -> datetime:
    """The server's clock: a browser's may be wrong."""
    return datetime.now(UTC)


def today() -> int:
    """The day where the visitor is, as `date.toordinal` counts."""
    behind = timedelta(minutes=st.context.timezone_offset or 0)
    return (now() - behind).date().toordinal()


def due() -> tuple[str, ...]:
    """The topics that come again: those that the visitor wants now, then those whose day it is."""
    return tuple(dict.fromkeys((*learner().repeat, *progress().due(today()))))


def question(simple: bool = False) -> Question | None:
    """The practice question on the screen; a new one after the network or the digit changed.

    None where this digit leaves nothing more to ask. simple: only questions with choices
    """
    state, network, about = learner(), session.network(), session.digit_or_example()
    state.simple = simple
    source = state.source
    if (
        source is None
        or source.network is not network
        or not np.array_equal(source.pixels[0], about.pixels)
        or about.label not in (None, source.answer.label)
    ):
        mnist = library.mnist()
        answer = explain.answer(network, about.pixels, about.label)
        state.source = Source(network, answer, mnist.x_train, mnist.y_train)
        seed = int(np.random.default_rng().integers(2**32))
        state.asked = set()
        state.questions = practice.questions(state.source, seed, state.asked, _level, due)
        next_question()
    elif simple and state.question and state.question.typed and not state.given:
        next_question()
    return state.question


def _level(topic: str) -> int:
    return 0 if learner().simple else progress().level(topic)


def sure_and_wrong() -> bool:
    """Whether the last answer was given as certain, and missed."""
    last = progress().kept[-1:]
    return bool(last) and last[0].sure is True and not last[0].right


def next_question() -> None:
    state = learner()
    state.question, state.given, state.unread = next(state.questions, None), None, 0


def repeat() -> None:
    """Go to practice, and ask all that was missed, whenever it would come again."""
    state = learner()
    state.repeat, state.source, state.step = progress().missed(), None, len(quizzes())


def practise(answer: Any, sure: bool | None = None) -> None:
    """Answer the practice question on the screen, once. What is no answer to it is not heard, but
    for a text: that it is no number will be said."""
    state = learner()
    asked = state.question
    if asked is None or state.given is not None:
        return
    given = judge(asked, answer)
    if given is None:
        state.unread += isinstance(answer, str)
        return
    state.given, state.erased = given, None
    state.repeat = tuple(topic for topic in state.repeat if topic != asked.topic)
    texts = (asked.topic, asked.text, given.text, asked.right_answer, asked.why)
    state.progress = progress().practised(
        Answered(today(), *texts, given.right, sure, given.belief)
    )
