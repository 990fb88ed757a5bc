"""The results on the quiz page: how it went, what to look at, and the questions themselves."""

from collections.abc import Mapping
from html import escape

import streamlit as st

from backprop.deck import quiz
from backprop.deck.misconceptions import TRUTHS
from backprop.deck.progress import Again, Answered, Progress, Tally
from backprop.deck.question import TOPICS
from backprop.deck.quiz import Quiz
from backprop.deck.sheet import SURE, day, result_sheet
from backprop.views.deck import learner, lesson
from backprop.views.deck.lesson import slide_link


def said(tries: tuple[int, ...], right: int) -> str:
    """How a quiz went."""
    if not tries:
        return "not answered yet"
    return "right at the first try" if tries[0] == right else "missed at first"


def results() -> None:
    progress = learner.progress()
    quizzed = quiz.score(learner.quizzes(), progress)
    first, second = st.columns(2, gap="large")
    only = bool(progress.practice) and not any(learner.tried(q.name) for q in learner.quizzes())
    quizzes, practised = (second, first) if only else (first, second)  # what was done comes first
    with quizzes:
        with st.container(key="results"):
            st.html(_standing(quizzed))
            _sheet()
        if again := _to_look_at(quizzed.missed, progress.practice):
            with st.container(key="look_again"):
                st.html("<h2>Look again at</h2>")
                for slide, topics in again.items():
                    slide_link(slide, f"Slide {{}}: {{}} ({', '.join(topics)})")
    with practised, st.container(key="practised"):
        st.html(_practised(progress))
    _answers(progress)


def _sheet() -> None:
    """What can be done with the results: keep them, or begin anew, which can be undone."""
    erased = learner.learner().erased is not None
    with st.container(horizontal=True):
        st.download_button(
            "Download the results",
            result_sheet(learner.quizzes(), learner.progress(), lesson.slides(), learner.today()),
            "backprop-results.md",
            "text/markdown",
            key="download",
            on_click="ignore",
            icon=":material/download:",
        )
        if erased:
            st.button("Bring them back", key="undo_reset", on_click=learner.undo_reset)
        else:
            st.button("Erase all answers", key="reset_progress", on_click=learner.reset)
    if erased:
        st.caption("All answers are erased in this browser.")


def _standing(score: quiz.Score) -> str:
    """The score, and how each quiz went at the first try."""
    rows = "".join(
        f"<li><b>Quiz {count}</b> {escape(q.topic)} "
        f"<i>{said(learner.tried(q.name), q.right)}</i></li>"
        for count, q in enumerate(learner.quizzes(), 1)
    )
    return (
        f"<p class='score'>{score.right} of {score.total}</p><p>quizzes right at the first try. "
        f"Trying again is for learning, it does not count.</p><ul class='standing-of'>{rows}</ul>"
    )


def _practised(progress: Progress) -> str:
    rows = "".join(
        f"<li>{topic} {_again(progress.again.get(topic))}"
        f"<i>{progress.practice[topic].right} of {progress.practice[topic].asked} right</i></li>"
        for topic in TOPICS
        if topic in progress.practice
    )
    nothing = "<p>Nothing yet. It never runs out of questions.</p>"
    return "<h2>Practice</h2>" + (f"<ul class='standing-of'>{rows}</ul>" if rows else nothing)


def _again(due: Again | None) -> str:
    """When what was missed comes again, in words."""
    if due is None:
        return ""
    when = {1: "tomorrow", 2: "in two days"}.get(due.day - learner.today(), "now")
    return f"<span class='about'>again {when}</span> "


def _to_look_at(missed: tuple[Quiz, ...], tallies: Mapping[str, Tally]) -> dict[str, list[str]]:
    """Slide → topics that were missed: quizzes, and practice right in less than two thirds."""
    topics = [(q.slide, q.topic) for q in missed]
    topics += [
        (slide, topic)
        for topic, slide in TOPICS.items()
        if topic in tallies and tallies[topic].right < 2 / 3 * tallies[topic].asked
    ]
    by_slide = {
        s.name: [topic for name, topic in topics if name == s.name] for s in lesson.slides()
    }
    return {name: missed_topics for name, missed_topics in by_slide.items() if missed_topics}


def _answers(progress: Progress) -> None:
    """The questions themselves, those missed first, and what the misses have in common."""
    if not progress.kept:
        return
    newest = progress.kept[::-1]
    with st.container(key="answers"):
        _beliefs(progress)
        _listed("Missed", sorted((a for a in newest if not a.right), key=lambda a: not a.sure))
        if progress.missed():
            st.button("Ask what was missed again", key="repeat", on_click=learner.repeat)
        _listed("Right", [answered for answered in newest if answered.right])


def _beliefs(progress: Progress) -> None:
    """Misconceptions, how often each was met, what is true instead, and the slide to begin with."""
    counts = progress.beliefs()
    if not counts:
        return
    rows = "".join(
        f"<li><b>{escape(name)}</b> <span>{escape(TRUTHS.get(name, ''))}</span> "
        f"<i>{count} ×</i></li>"
        for name, count in counts.items()
    )
    title = "<h2>What the misses have in common</h2>"
    st.html(f"{title}<ul class='standing-of beliefs'>{rows}</ul>")
    first = next(one.topic for one in progress.kept[::-1] if one.belief == next(iter(counts)))
    slide_link(TOPICS.get(first, ""), "Begin with the first: slide {}, {}")


def _listed(heading: str, answers: list[Answered]) -> None:
    rows = "".join(_told(one) for one in answers)
    if rows:
        st.html(f"<h2>{heading}</h2><ol class='answers'>{rows}</ol>")


def _told(one: Answered) -> str:
    """A question, what was answered to it, and what is right."""
    sure = f", {SURE[one.sure]}" if SURE[one.sure] else ""
    own = "" if one.right else f"You answered <b>{escape(one.given)}</b>. "
    return (
        f"<li><p>{escape(one.text)}</p><p>{own}Right: <b>{escape(one.right_answer)}</b>. "
        f"{escape(one.why)}</p><p class='about'>{escape(one.topic)}, {day(one.day)}{sure}</p></li>"
    )
