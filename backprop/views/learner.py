"""What a visitor has answered: the quizzes of the deck, practice, and how it went."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import streamlit as st

from backprop import deck, explain, practice, quiz
from backprop.practice import Question, Source
from backprop.quiz import Progress, Quiz
from backprop.views import library, session
from backprop.views.component import component

_progress = component("progress")


@dataclass
class Learner:
    """One visitor's answers.

    again: quizzes that are open once more, though they were answered before
    progress: None until the browser has sent what it kept of an earlier visit
    question: the practice question on the screen, chosen: the answer to it
    """

    again: set[str] = field(default_factory=set)
    progress: Progress | None = None
    quiz: int = 0
    source: Source | None = None
    questions: Iterator[Question] | None = None
    asked: set[str] = field(default_factory=set)
    question: Question | None = None
    chosen: int | None = None


def learner() -> Learner:
    return session.kept("learner", Learner)


@st.cache_resource(show_spinner=False)
def quizzes() -> tuple[Quiz, ...]:
    return quiz.load_quizzes()


def quiz_called(name: str) -> Quiz:
    """Raises DeckError where a slide names a quiz that there is not."""
    found = next((q for q in quizzes() if q.name == name), None)
    if found is None:
        raise deck.DeckError(f"There is no quiz “{name}” in assets/quizzes.")
    return found


def progress() -> Progress:
    return learner().progress or Progress.none()


def tried(name: str) -> tuple[int, ...]:
    return progress().answers.get(name, ())


def is_open(name: str) -> bool:
    """Whether a quiz waits for an answer."""
    return not tried(name) or name in learner().again


def give(name: str, choice: int) -> None:
    """Answer a quiz; what is no choice of it, or comes twice, is not heard."""
    state = learner()
    if is_open(name) and choice in range(len(quiz_called(name).choices)):
        state.progress = progress().answered(name, choice)
        state.again.discard(name)


def retry(name: str) -> None:
    learner().again.add(name)


def reset() -> None:
    state = learner()
    state.progress, state.quiz = Progress.none(), 0
    state.again, state.asked = set(), set()
    state.questions = state.question = state.chosen = None


def remember() -> None:
    """Keep the progress in this browser, and take over what it kept of an earlier visit."""
    state = learner()
    written = state.progress.written() if state.progress else None
    sent = _progress(key="progress", data={"written": written}, on_kept_change=lambda: None)
    if state.progress is None and isinstance(sent.kept, str):
        state.progress = Progress.read(sent.kept)
        if state.progress.answers or state.progress.practice:
            st.rerun(scope="fragment")


def question() -> Question | None:
    """The practice question on the screen; a new one after the network or the digit changed.

    None where this digit leaves nothing more to ask.
    """
    state, network = learner(), session.network()
    about = session.digit_or_example()
    known = state.source
    same = (
        known is not None
        and known.network is network
        and np.array_equal(known.pixels[0], about.pixels)
        and about.label in (None, known.answer.label)
    )
    if not same:
        x, labels = library.mnist().x_train, library.mnist().y_train
        state.source = Source(
            network, explain.answer(network, about.pixels, about.label), x, labels
        )
        seed = int(np.random.default_rng().integers(2**32))
        state.questions = practice.questions(state.source, seed, state.asked)
        next_question()
    elif state.questions is None:
        seed = int(np.random.default_rng().integers(2**32))
        state.questions = practice.questions(known, seed, state.asked)
        next_question()
    return state.question


def next_question() -> None:
    state = learner()
    state.question, state.chosen = next(state.questions, None), None


def practise(choice: int) -> None:
    """Answer the practice question on the screen, once."""
    state = learner()
    asked = state.question
    if asked is not None and state.chosen is None and choice in range(len(asked.choices)):
        state.chosen = choice
        state.progress = progress().practised(asked.topic, choice == asked.right)
