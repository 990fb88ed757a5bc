"""The deck on the page: which slide is shown, how it is laid out, what plays it."""

from dataclasses import dataclass

import streamlit as st

from backprop.deck import slides as deck
from backprop.deck.quiz import LETTERS
from backprop.deck.slides import Slide
from backprop.views import address, session
from backprop.views.component import component
from backprop.views.deck import learner, lecture, panel
from backprop.views.deck.figures import figure
from backprop.views.deck.quizcard import lecture_card, quiz_card

_deck = component("deck", translated=True)
_handout = component("handout", translated=True)


@dataclass
class Place:
    """Where a visitor is in the deck. turn: how often the browser has asked for another slide;
    handout: whether all of it is shown, to be printed; pictures: whether the browser waits for
    all slides, to take pictures of them."""

    slide: int = 1
    turn: int = 0
    handout: bool = False
    pictures: bool = False


@st.cache_resource(show_spinner=False)
def slides() -> tuple[Slide, ...]:
    return deck.load_slides()


def place() -> Place:
    return session.kept("place", Place)


def asked() -> int | None:
    """The slide that the link names, if there is one."""
    return _asked()[0]


def _asked() -> tuple[int | None, str]:
    return address.read(session.link(), "slide", range(1, len(slides()) + 1))


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
    return slides()[min(place().slide, len(slides())) - 1]


def stop() -> str | None:
    """Where the slide that is about to be shown stands on the way through the app."""
    return slides()[(asked() or place().slide) - 1].stop


def show(slide: Slide, suffix: str = "") -> None:
    """Lay a slide out. suffix: what tells its containers from those of other slides shown."""
    with st.container(key=f"slide_as_{slide.kind}{suffix}"):
        heading = f"<h1>{slide.title}</h1>"
        if slide.kind != "title":
            st.html(heading)
        with st.container(key=f"slide_{slide.layout}{suffix}"):
            with st.container(key=f"slide_text{suffix}"):
                if slide.kind == "title":
                    st.html(heading)
                if slide.body:
                    st.markdown(slide.body)
                if slide.quiz:
                    _quiz(slide.quiz, printed=bool(suffix))
            if slide.figure and (not slide.quiz or lecture.shows_why(slide.quiz)):
                with st.container(key=f"slide_live{suffix}"):
                    figure(slide.figure, str(slide.number))


def _quiz(name: str, printed: bool) -> None:
    try:
        quiz = learner.quiz_called(name)
    except deck.DeckError as problem:
        st.error(str(problem))
        return
    if printed:
        lines = [f"- **{letter}** {c.text}" for letter, c in zip(LETTERS, quiz.choices)]
        st.markdown("\n".join([quiz.question, "", *lines]))
    elif lecture.on():
        lecture_card(quiz, f"lecture-{name}")
    elif lecture.known():
        quiz_card(quiz, f"slide-{name}")


def _answers() -> None:
    """The right answers of all quizzes, for the last page of the handout."""
    with st.container(key="slide_as_answers"):
        st.html("<h1>Answers</h1>")
        with st.container(key="slide_text_answers"):
            for quiz in learner.quizzes():
                right = f"{LETTERS[quiz.right]}: {quiz.choices[quiz.right].text}"
                st.markdown(f"**{quiz.title}.** {right}\n\n{quiz.explanation}")


def play(slide: Slide, present: bool) -> None:
    """Mount the buttons, keys and full screen of the deck."""
    told = [
        {name: getattr(s, name) for name in ("title", "section", "notes", "stop", "points", "quiz")}
        for s in slides()
    ]
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
            "stage": lecture.stage(slide.quiz) if slide.quiz and lecture.on() else None,
        },
        on_go_change=_go,
        on_handout_change=lambda: show_handout(True),
    )


def _about() -> str:
    """What tells the slides of one digit and network from those of another."""
    state = session.shared()
    return f"{state.network} {state.drawing} {state.label} {state.prepared}"


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
        lecture.told(go.get("lecture"), go.get("kept"))
        panel.show(go.get("panel") is True)
        place().pictures = go.get("pictures") is True
        if quiz := current().quiz:
            lecture.reveal(quiz, shown)


def show_handout(shown: bool) -> None:
    place().handout = shown


def handout() -> None:
    """All slides below one another, figures as they stand now, to be printed."""
    with st.container(key="handout_head"):
        _handout(key="print", on_close_change=lambda: show_handout(False))
    total = len(slides())
    with st.container(key="handout"):
        for slide in slides():
            with st.container(key=f"sheet_{slide.number}"):
                show(slide, f"_{slide.number}")
                st.html(f"<p class='slide-foot'>Slide {slide.number} of {total}</p>")
        with st.container(key="sheet_answers"):
            _answers()
