"""The quiz page: the quizzes of the deck one by one, practice without end, and the results."""

from typing import Any

import streamlit as st

from backprop.deck import quiz
from backprop.deck.quiz import Quiz
from backprop.deck.words import unlinked
from backprop.views import address, session
from backprop.views.component import component
from backprop.views.deck import learner, lesson, opened, practicepage, resultspage
from backprop.views.deck.figures import figure
from backprop.views.deck.quizcard import quiz_card

_steps = component("quizsteps", translated=True)


# --- where one is ---


def names() -> list[str]:
    """The steps, as the link names them."""
    return [*(str(number) for number, _ in enumerate(learner.quizzes(), 1)), "practice", "results"]


def open_link() -> None:
    """Go to the step that the link names; without one, stay."""
    asked, problem = address.read(session.link(), "quiz", names())
    if asked:
        learner.learner().step = names().index(asked)
    if problem:
        st.warning(
            f"The link asks for a quiz that there is not: there are {', '.join(names())}.",
            icon=":material/info:",
        )


def at() -> int:
    """The step shown: to begin with the first quiz not answered yet, after all of them practice."""
    state = learner.learner()
    if state.step is None:
        answered = [bool(learner.tried(q.name)) for q in learner.quizzes()]
        state.step = [*answered, False].index(False)
    return min(state.step, len(names()) - 1)  # a quiz's file may have gone


def go(step: Any) -> None:
    if step in range(len(names())):
        learner.learner().step = int(step)


def steps() -> None:
    quizzed = quiz.score(learner.quizzes(), learner.progress())
    told = [_step(number, q) for number, q in enumerate(learner.quizzes(), 1)]
    due = len(learner.progress().due(learner.today()))
    again = f": {due} due again" if due else ""
    told.append({"label": "Practice", "title": f"Practice{again}", "mark": "due" if due else ""})
    told.append({"label": "Results", "title": "Results", "mark": ""})
    right, asked, how = quizzed.right, quizzed.answered, "right at the first try"
    if at() == len(learner.quizzes()):
        tallies = learner.progress().practice.values()
        right, asked = sum(t.right for t in tallies), sum(t.asked for t in tallies)
        how = "right in practice"
    score = f"{right} of {asked} {how}" if asked else ""
    _steps(
        key="quiz_steps",
        data={"steps": told, "at": at(), "score": score},
        on_go_change=lambda: go(session.sent("quiz_steps", "go")),
    )


def _step(number: int, q: Quiz) -> dict[str, str]:
    tries = learner.tried(q.name)
    mark = "" if not tries else "right" if tries[0] == q.right else "missed"
    return {
        "label": str(number),
        "title": f"Quiz {number}: {q.topic}, {resultspage.said(tries, q.right)}",
        "mark": mark,
    }


# --- what is shown ---


def show() -> None:
    step, count = at(), len(learner.quizzes())
    for unasked in learner.broken():
        opened.tell(unasked.problem)
    if step < count:
        _quiz(learner.quizzes()[step])
    elif step == count:
        practicepage.practice_step()
    else:
        resultspage.results()


def _quiz(asked: Quiz) -> None:
    card, beside = st.columns(2, gap="large")
    following = at() + 1
    label = names()[following].title()
    on = f"Quiz {label}" if label.isdigit() else label
    slide = next((s for s in lesson.slides() if s.quiz == asked.name), None)
    with card:
        if slide and slide.body:
            with st.container(key="quiz_formula"):
                st.markdown(unlinked(slide.body) if learner.is_open(asked.name) else slide.body)
        quiz_card(asked, f"quiz_{asked.name}", {"next": (f"Next: {on}", lambda: go(following))})
    with beside, st.container(key="beside"):
        if learner.is_open(asked.name):
            practicepage.subject(
                "Predict first. Then see it happen in this network, on this digit."
            )
        elif slide and slide.figure:
            figure(slide.figure, f"quiz-{asked.name}")
