"""The deck on the page: which slide is shown, how it is laid out, what plays it."""

import re
from dataclasses import dataclass
from html import escape

import streamlit as st

from backprop.deck import words
from backprop.deck.files import DeckError
from backprop.deck.slides import Slide
from backprop.views import address, session
from backprop.views.component import component
from backprop.views.deck import learner, opened, subject
from backprop.views.deck.figures import figure
from backprop.views.deck.quizcard import quiz_card
from backprop.views.glossary import linked

_deck = component("deck", translated=True)
CLOSING = re.compile(r"^> .*\Z", re.MULTILINE | re.DOTALL)  # the quotation that a slide ends with


@dataclass
class Place:
    """Where a visitor is in the deck. turn: how often the browser has asked for another slide;
    handout: whether all of it is shown, to be printed."""

    slide: int = 1
    turn: int = 0
    handout: bool = False


def slides() -> tuple[Slide, ...]:
    """The slides as their files are now, about the digit and the network on the screen."""
    known = subject.known_words()
    return tuple(words.of_slide(written, known) for written in opened.slides())


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


def show(slide: Slide, suffix: str = "") -> None:
    """Lay a slide out. suffix: what tells its containers from those of other slides shown."""
    text, beside = opened.laid_out(slide)
    closing = CLOSING.search(text)
    text = text[: closing.start()] if closing else text
    live = slide.figure and not (slide.quiz and learner.is_open(slide.quiz))
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
                    _quiz(slide.quiz)
            if beside:
                with st.container(key=f"slide_live{suffix}"):
                    st.markdown(beside)
            elif slide.figure and live:
                with st.container(key=f"slide_live{suffix}"):
                    figure(slide.figure, str(slide.number), printed=bool(suffix))
        if closing:
            with st.container(key=f"slide_close{suffix}"):
                st.markdown(linked(closing[0]))


def _quiz(name: str) -> None:
    try:
        quiz = learner.quiz_called(name)
    except DeckError as problem:
        opened.tell(str(problem))
        return
    quiz_card(quiz, f"slide-{name}")


def play(slide: Slide, present: bool) -> None:
    """Mount the buttons, keys and full screen of the deck."""
    told = [
        {name: getattr(s, name) for name in ("title", "section", "notes", "stop", "points")}
        for s in slides()
    ]
    _deck(
        key="deck",
        data={
            "slide": slide.number,
            "turn": place().turn,
            "present": present,
            "slides": told,
        },
        on_go_change=_go,
        on_handout_change=lambda: show_handout(True),
    )


def _go() -> None:
    """Take over a turn of the page; what no deck would send is not heard."""
    try:
        go = session.sent("deck", "go")
        slide, turn = go["slide"], go["turn"]
    except (TypeError, KeyError):
        return
    if slide in range(1, len(slides()) + 1) and isinstance(turn, int):
        place().slide, place().turn = slide, turn


def show_handout(shown: bool) -> None:
    place().handout = shown
