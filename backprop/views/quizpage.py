"""The quiz page: the quizzes of the deck one by one, practice without end, and the results."""

from html import escape

import streamlit as st

from backprop import practice, quiz
from backprop.practice import Question
from backprop.quiz import Quiz
from backprop.views import answer as answers
from backprop.views import learner, lesson, session
from backprop.views.component import component
from backprop.views.figures import figure
from backprop.views.quizcard import practice_card, quiz_card

_steps = component("quizsteps")


# --- where one is ---


def names() -> list[str]:
    """The steps, as the link names them."""
    return [*(str(number) for number, _ in enumerate(learner.quizzes(), 1)), "practice", "results"]


def open_link() -> None:
    """Go to the step that the link names; without one, stay."""
    asked = session.link().get("quiz")
    if asked in names():
        learner.learner().step = names().index(asked)
    elif asked:
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
    return state.step


def go(step: object) -> None:
    if step in range(len(names())):
        learner.learner().step = int(step)


def steps() -> None:
    found = quiz.score(learner.quizzes(), learner.progress())
    told = [_step(number, q) for number, q in enumerate(learner.quizzes(), 1)]
    told += [{"label": name.title(), "title": name.title(), "mark": ""} for name in names()[-2:]]
    score = f"{found.right} of {found.total} right at the first try" if found.answered else ""
    _steps(
        key="quiz_steps",
        data={"steps": told, "at": at(), "score": score},
        on_go_change=lambda: go(st.session_state.quiz_steps.go),
    )


def _step(number: int, q: Quiz) -> dict[str, str]:
    tries = learner.tried(q.name)
    mark = "" if not tries else "right" if tries[0] == q.right else "missed"
    said = {"": "not answered yet", "right": "right at the first try", "missed": "missed at first"}
    return {
        "label": str(number),
        "title": f"Quiz {number}: {q.topic}, {said[mark]}",
        "mark": mark,
    }


# --- what is shown ---


def show() -> None:
    step, count = at(), len(learner.quizzes())
    if step < count:
        _quiz(learner.quizzes()[step])
    elif step == count:
        _practice()
    else:
        _results()


def _quiz(asked: Quiz) -> None:
    card, beside = st.columns(2, gap="large")
    following = at() + 1
    label = names()[following].title()
    on = f"Quiz {label}" if label.isdigit() else label
    slide = next((s for s in lesson.slides() if s.quiz == asked.name), None)
    with card:
        if slide and slide.body:
            with st.container(key="quiz_formula"):
                st.markdown(slide.body)
        quiz_card(asked, f"quiz_{asked.name}", {"next": (f"Next: {on}", lambda: go(following))})
    with beside, st.container(key="beside"):
        if learner.is_open(asked.name):
            _subject("Predict first. Then see it happen in this network, on this digit.")
        elif slide and slide.figure:
            figure(slide.figure, f"quiz-{asked.name}")


def _practice() -> None:
    card, beside = st.columns(2, gap="large")
    asked = learner.question()
    if asked is None:
        _subject("Nothing is left to ask about this digit. Draw another one.")
        return
    answered = learner.learner().chosen is not None
    on = {"next": ("Next question", learner.next_question)}
    skip = {"skip": ("Another one", learner.next_question)}
    with card:
        practice_card(asked, "practice", on if answered else skip)
    with beside, st.container(key="beside"):
        if answered:
            _watch(asked)
        else:
            _subject("Made from this network and this digit. Another digit, another question.")


def _subject(sentence: str) -> None:
    """The digit that is asked about, until there is something to see."""
    with st.container(key="subject"):
        answers.seen(session.digit_or_example().pixels, session.shared().drawing.serial)
        network = session.network_titles()[session.shared().network]
        st.html(f"<p>{sentence}</p><p class='about'>Network: {escape(network)}</p>")
        st.page_link("draw.py", label="Draw another digit", icon=":material/draw:")


def _watch(asked: Question) -> None:
    """What happens in the network, in numbers, and the slide that teaches it."""
    seen = practice.watch(learner.learner().source, asked)
    rows = "".join(f"<dt>{escape(label)}</dt><dd>{number}</dd>" for label, number in seen)
    st.html(f"<h2>What this network says</h2><dl class='watch'>{rows}</dl>")
    _slide_link(asked.slide, "Slide {} teaches it: {}")


# --- results ---


def _results() -> None:
    state, found = learner.learner(), quiz.score(learner.quizzes(), learner.progress())
    with st.container(key="results"):
        st.html(_standing(found) + _practised(learner.progress().practice))
        again = {q.slide: q.topic for q in found.missed} | _weak(learner.progress().practice)
        if again:
            st.html("<h2>Look again at</h2>")
        for number, topic in again.items():
            _slide_link(number, f"{topic}: slide {{}}, {{}}")
        with st.container(key="sheet", horizontal=True):
            st.download_button(
                "Download the results",
                quiz.result_sheet(learner.quizzes(), learner.progress()),
                "backprop-results.md",
                "text/markdown",
                key="download",
                on_click="ignore",
                icon=":material/download:",
            )
            if state.erased is None:
                st.button("Begin anew", key="reset_progress", on_click=learner.reset)
            else:
                st.button("Bring them back", key="undo_reset", on_click=learner.undo_reset)
        if state.erased is not None:
            st.caption("All answers are erased in this browser.")


def _standing(found: quiz.Score) -> str:
    """The score, and how each quiz went at the first try."""
    rows = ""
    for number, q in enumerate(learner.quizzes(), 1):
        step = _step(number, q)
        _, said = step["title"].rsplit(", ", 1)
        rows += (
            f"<li class='{step['mark']}'><b>Quiz {number}</b> {escape(q.topic)} <i>{said}</i></li>"
        )
    return (
        f"<p class='score'>{found.right} of {found.total}</p><p>quizzes right at the first try. "
        f"Trying again is for learning, it does not count.</p><ul class='standing-of'>{rows}</ul>"
    )


def _practised(tallies: dict[str, quiz.Tally]) -> str:
    known = {topic: tallies[topic] for topic in practice.TOPICS if topic in tallies}
    rows = "".join(
        f"<li><b></b>{topic} <i>{tally.right} of {tally.asked} right</i></li>"
        for topic, tally in known.items()
    )
    return f"<h2>Practice</h2><ul class='standing-of'>{rows}</ul>" if rows else ""


def _weak(tallies: dict[str, quiz.Tally]) -> dict[int, str]:
    """Slides to look at again: topics of which less than two thirds were right."""
    return {
        slide: topic
        for topic, slide in practice.TOPICS.items()
        if topic in tallies and tallies[topic].right < 2 / 3 * tallies[topic].asked
    }


def _slide_link(number: int, label: str) -> None:
    slide = lesson.slides()[number - 1]
    st.page_link(
        "slides.py",
        label=label.format(number, slide.title),
        icon=":material/slideshow:",
        query_params={"slide": str(number)},
    )
