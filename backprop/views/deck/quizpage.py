"""The quiz page: the quizzes of the deck one by one, practice without end, and the results."""

from html import escape
from typing import Any

import streamlit as st

from backprop.deck import practice, quiz
from backprop.deck.question import TOPICS, Question, Source, number
from backprop.deck.quiz import Quiz
from backprop.views import address, session
from backprop.views import answer as answers
from backprop.views.component import component
from backprop.views.curve import curve
from backprop.views.deck import learner, lesson, opened, poll
from backprop.views.deck.figures import figure
from backprop.views.deck.quizcard import practice_card, quiz_card

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
    told += [{"label": name.title(), "title": name.title(), "mark": ""} for name in names()[-2:]]
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
    said = {"": "not answered yet", "right": "right at the first try", "missed": "missed at first"}
    return {
        "label": str(number),
        "title": f"Quiz {number}: {q.topic}, {said[mark]}",
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
    source = learner.learner().source
    if asked is None or source is None:
        _subject("Nothing is left to ask about this digit. Draw another one.")
        return
    answered = learner.learner().chosen is not None
    on = {"next": ("Next question", learner.next_question)}
    skip = {"skip": ("Another one", learner.next_question)}
    if poll.can_ask():
        skip["class"] = ("Ask the class", lambda: poll.ask_class(asked))
    with card:
        if poll.asks_class(asked):
            poll.practice_poll(asked)
        else:
            practice_card(asked, "practice", on if answered else skip)
    with beside, st.container(key="beside"):
        if answered or poll.explained(asked):
            _watch(source, asked)
        else:
            _subject("Made from this network and this digit. Another digit, another question.")


def _subject(sentence: str) -> None:
    """The digit that is asked about, until there is something to see."""
    with st.container(key="subject"):
        answers.seen(session.digit_or_example().pixels, session.serial())
        network = session.network_titles()[session.shared().network]
        st.html(f"<p>{sentence}</p><p class='about'>Network: {escape(network)}</p>")
        st.page_link("draw.py", label="Draw another digit", icon=":material/draw:")


def _watch(source: Source, asked: Question) -> None:
    """What happens in the network: in numbers, as a curve, and the slide that teaches it."""
    seen = practice.watch(source, asked)
    largest = max(abs(value) for _, value in seen)
    comparable = asked.about is None and largest > 0
    rows = "".join(
        f"<dt>{escape(label)}</dt><dd>{number(value)}</dd>"
        + (_bar(label, value / largest) if comparable else "")
        for label, value in seen
    )
    st.html(f"<h2>What this network says</h2><dl class='watch'>{rows}</dl>")
    if asked.about is not None:
        curve("practice_curve", source.network, source.answer, asked.about)
    _slide_link(asked.slide, "Slide {} teaches it: {}")


def _bar(label: str, share: float) -> str:
    """A bar as long as the number is large; a wish has the wishes' colour and its arrow."""
    kind = next((kind for kind in ("wish", "∂C₀/∂w") if label.startswith(kind)), "size")
    named = {"wish": "wish", "∂C₀/∂w": "neg" if share < 0 else "pos", "size": "size"}[kind]
    arrow = ("▲" if share > 0 else "▼") if kind == "wish" else ""
    return f"<dd class='bar {named}'><i style='width:{100 * abs(share):.1f}%'></i>{arrow}</dd>"


# --- results ---


def _results() -> None:
    tallies = learner.progress().practice
    quizzed = quiz.score(learner.quizzes(), learner.progress())
    quizzes, practised = st.columns(2, gap="large")
    with quizzes, st.container(key="results"):
        st.html(_standing(quizzed))
        _sheet()
    with practised, st.container(key="look_again"):
        st.html(_practised(tallies))
        again = _to_look_at(quizzed.missed, tallies)
        if again:
            st.html("<h2>Look again at</h2>")
        for slide, topics in again.items():
            _slide_link(slide, f"Slide {{}}: {{}} ({', '.join(topics)})")


def _sheet() -> None:
    """What can be done with the results: keep them, or begin anew, which can be undone."""
    erased = learner.learner().erased is not None
    with st.container(horizontal=True):
        st.download_button(
            "Download the results",
            quiz.result_sheet(learner.quizzes(), learner.progress(), lesson.slides()),
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
    rows = ""
    for count, q in enumerate(learner.quizzes(), 1):
        step = _step(count, q)
        _, said = step["title"].rsplit(", ", 1)
        rows += f"<li><b>Quiz {count}</b> {escape(q.topic)} <i>{said}</i></li>"
    return (
        f"<p class='score'>{score.right} of {score.total}</p><p>quizzes right at the first try. "
        f"Trying again is for learning, it does not count.</p><ul class='standing-of'>{rows}</ul>"
    )


def _practised(tallies: dict[str, quiz.Tally]) -> str:
    known = [(topic, tallies[topic]) for topic in TOPICS if topic in tallies]
    rows = "".join(
        f"<li>{topic} <i>{tally.right} of {tally.asked} right</i></li>" for topic, tally in known
    )
    nothing = "<p>Nothing yet. It never runs out of questions.</p>"
    return "<h2>Practice</h2>" + (f"<ul class='standing-of'>{rows}</ul>" if rows else nothing)


def _to_look_at(missed: tuple[Quiz, ...], tallies: dict[str, quiz.Tally]) -> dict[str, list[str]]:
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


def _slide_link(name: str, label: str) -> None:
    """The way to a slide; none where this deck does not have it."""
    slide = quiz.slide_called(name, lesson.slides())
    if slide:
        st.page_link(
            "slides.py",
            label=label.format(slide.number, slide.title),
            icon=":material/slideshow:",
            query_params=address.write({"slide": slide.number}),
        )
