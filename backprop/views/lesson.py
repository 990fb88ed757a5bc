"""The deck on the page: which slide is shown, how it is laid out, what plays it."""

from dataclasses import dataclass

import streamlit as st

from backprop import deck
from backprop.deck import Slide
from backprop.views import session
from backprop.views.component import component
from backprop.views.figures import figure

_deck = component("deck")


@dataclass
class Place:
    """Where a visitor is in the deck. handout: whether all of it is shown, to be printed."""

    slide: int = 1
    handout: bool = False


@st.cache_resource(show_spinner=False)
def slides() -> tuple[Slide, ...]:
    return deck.load_slides()


def place() -> Place:
    return session.kept("place", Place)


def asked() -> int | None:
    """The slide that the link names, if there is one."""
    text = session.link().get("slide", "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
    return number if 1 <= number <= len(slides()) else None


def open_link() -> bool:
    """Go to the slide that the link names; without one, stay. Returns whether to present it."""
    link = session.link()
    if number := asked():
        place().slide = number
    elif "slide" in link:
        st.warning(
            f"The link asks for a slide that the deck does not have: it goes from 1 to "
            f"{len(slides())}. This is slide {place().slide}.",
            icon=":material/info:",
        )
    return link.get("present") == "1"


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
                st.markdown(slide.body)
            if slide.figure:
                with st.container(key=f"slide_live{suffix}"):
                    figure(slide.figure, str(slide.number))


def play(slide: Slide, present: bool) -> None:
    """Mount the buttons, keys and full screen of the deck."""
    told = [
        {"title": s.title, "section": s.section, "notes": s.notes, "stop": s.stop} for s in slides()
    ]
    _deck(
        key="deck",
        data={"slide": slide.number, "present": present, "steps": slide.steps, "slides": told},
        on_go_change=_go,
        on_handout_change=lambda: None,
    )


def _go() -> None:
    asked = st.session_state.deck.go
    if isinstance(asked, int) and 1 <= asked <= len(slides()):
        place().slide = asked
