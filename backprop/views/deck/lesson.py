"""The deck on the page: which slide is shown, how it is laid out, what plays it."""

import re
from dataclasses import dataclass, replace
from html import escape

import streamlit as st

from backprop.deck import words
from backprop.deck.files import DeckError
from backprop.deck.quiz import LETTERS, slide_called
from backprop.deck.slides import Slide
from backprop.views import address, session
from backprop.views.component import component
from backprop.views.deck import learner, lecture, opened, panel, poll, subject
from backprop.views.deck.figures import figure
from backprop.views.deck.quizcard import lecture_card, quiz_card
from backprop.views.glossary import linked

_deck = component("deck", translated=True)
CLOSING = re.compile(r"^> .*\Z", re.MULTILINE | re.DOTALL)  # the quotation that a slide ends with
TOLD = ("title", "section", "notes", "stop", "predict", "quiz")


@dataclass
class Place:
    """Where a visitor is in the deck. turn: how often the browser has asked for another slide;
    handout: whether all of it is shown, to be printed; pictures: whether the browser waits for
    all slides, to take pictures of them."""

    slide: int = 1
    turn: int = 0
    handout: bool = False
    pictures: bool = False


def slides() -> tuple[Slide, ...]:
    """The slides as their files are now, about the digit and the network on the screen."""
    known = subject.known_words()
    return tuple(words.of_slide(written, known) for written in opened.slides())


def slide_link(name: str, label: str) -> None:
    """The way to a slide; none where this deck does not have it. label: with {} for its number and
    its title"""
    slide = slide_called(name, slides())
    if slide:
        st.page_link(
            "slides.py",
            label=label.format(slide.number, slide.title),
            icon=":material/slideshow:",
            query_params=address.write({"slide": slide.number}),
        )


def place() -> Place:
    return session.kept("place", Place)


def asked() -> int | None:
    """The slide that the link names, if there is one."""
    return _asked()[0]


def _asked() -> tuple[int | None, str]:
    return address.read(session.link(), "slide", range(1, len(opened.slides()) + 1))


def open_link() -> bool:
    """Go to the slide that the link names; without one, stay. Returns whether to present it."""
    number, problem = _asked()
    place().slide = number or place().slide
    if problem:
        st.warning(
            f"The link asks for a slide that the deck does not have: it goes from 1 to "
            f"{len(slides())}. This is slide {place().slide}.",
            icon=":material/info:",
        )
    return session.linked("present")


def current() -> Slide:
    return _slide(place().slide)


def _slide(number: int) -> Slide:
    """The slide with a number; the last one where the deck has become shorter."""
    return slides()[: max(1, number)][-1]


def stop() -> str | None:
    """Where the slide that is about to be shown stands on the way through the app."""
    return _slide(asked() or place().slide).stop


def show(slide: Slide, suffix: str = "", printed: bool = False) -> None:
    """Lay a slide out. suffix: what tells its containers from those of other slides shown;
    printed: on paper, where a figure is a result"""
    live = slide.figure and (not slide.quiz or lecture.shows_why(slide.quiz))
    if not live:
        slide = replace(slide, body=words.unlinked(slide.body))
    text, beside = opened.laid_out(slide)
    closing = CLOSING.search(text)
    text = text[: closing.start()] if closing else text
    both = (slide.figure or beside) and text
    layout = slide.layout if slide.quiz or both else "alone"
    with st.container(key=f"slide_as_{slide.kind}{suffix}"):
        heading = f"<h1>{escape(slide.title)}</h1>"
        if slide.kind != "title":
            st.html(heading)
        with st.container(key=f"slide_{layout}{suffix}"):
            with st.container(key=f"slide_text{suffix}"):
                if slide.kind == "title":
                    st.html(heading)
                if slide.problem:
                    opened.tell(slide.problem)
                if text:
                    # a place of its own for each slide: no link is made of what was another's word
                    with st.container(key=f"slide_words_{slide.number}{suffix}"):
                        st.markdown(linked(text))
                if slide.quiz:
                    _quiz(slide.quiz, picture=bool(suffix))
            if beside:
                with st.container(key=f"slide_live{suffix}"):
                    st.markdown(beside)
            elif slide.figure and live:
                with st.container(key=f"slide_live{suffix}"):
                    figure(slide.figure, str(slide.number), printed=printed)
        if closing:
            with st.container(key=f"slide_close{suffix}"):
                st.markdown(linked(closing[0]))


def _quiz(name: str, picture: bool) -> None:
    try:
        quiz = learner.quiz_called(name)
    except DeckError as problem:
        opened.tell(str(problem))
        return
    if picture:
        lines = [f"- **{letter}** {c.text}" for letter, c in zip(LETTERS, quiz.choices)]
        st.markdown("\n".join([quiz.question, "", *lines]))
    elif ballot := poll.asked(quiz):
        poll.poll_card(quiz, ballot, f"poll-{name}")
    elif lecture.on():
        lecture_card(quiz, f"lecture-{name}")
    elif lecture.known():
        quiz_card(quiz, f"slide-{name}")


def play(slide: Slide, present: bool) -> None:
    """Mount the buttons, keys and full screen of the deck."""
    told = [{name: getattr(s, name) for name in TOLD} | {"points": s.presses} for s in slides()]
    _deck(
        key="deck",
        data={
            "slide": slide.number,
            "turn": place().turn,
            "present": present,
            "slides": told,
            "about": _about(),
            "pictures": place().pictures,
            "lecture": lecture.written(),
            "stage": lecture.shown(slide.quiz) if slide.quiz and lecture.on() else None,
            "votes": lecture.polled(),
            "poll": _poll(slide.quiz),
        },
        on_go_change=_go,
        on_handout_change=lambda: show_handout(True),
    )


def _poll(name: str | None) -> dict[str, str | None] | None:
    """The names under which the browser may ask a room this slide's questions."""
    quiz = next((quiz for quiz in learner.quizzes() if quiz.name == name), None)
    ballot = poll.asked(quiz) if quiz else None
    return {"quiz": ballot.quiz, "check": ballot.check} if ballot else None


def _about() -> str:
    """What tells the slides of one digit and network from those of another."""
    state = session.shared()
    what = f"{state.network} {state.drawing} {state.label} {state.prepared}"
    return f"{what} {subject.said()}"


def pictures(shown: Slide) -> None:
    """All other slides out of sight, for the browser to take pictures of."""
    if not place().pictures:
        return
    with st.container(key="slide_pictures"):
        for slide in slides():
            if slide.number != shown.number:
                show(slide, f"_picture_{slide.number}")


def _go() -> None:
    """Take over a turn of the page; what no deck would send is not heard."""
    try:
        go = session.sent("deck", "go")
        slide, turn, shown = go["slide"], go["turn"], go["shown"]
    except (TypeError, KeyError):
        return
    if slide in range(1, len(slides()) + 1) and isinstance(turn, int):
        place().slide, place().turn = slide, turn
        lecture.told(go.get("lecture"), go.get("kept"), go.get("votes"))
        panel.show(go.get("panel") is True)
        place().pictures = go.get("pictures") is True
        if quiz := current().quiz:
            lecture.reveal(quiz, shown)


def show_handout(shown: bool) -> None:
    place().handout = shown
