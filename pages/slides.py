"""The sixteen slides: for class, full screen, and for self-study."""

import streamlit as st

from backprop.views import session
from backprop.views.component import ASSETS
from backprop.views.deck import handout, learner, lesson, panel
from backprop.views.room import activities
from backprop.views.room import deck as rooms


@st.fragment
def deck(present: bool) -> None:
    learner.remember()
    if lesson.place().handout:
        handout.show()
        return
    with st.container(key="slide_beside"):  # always there: what follows keeps its place on the page
        panel.panel()
    slide = lesson.current()
    with st.container(key="slide"):
        lesson.show(slide)
    lesson.play(slide, present)
    rooms.classroom("Back to the slides", activity=True)
    activities.show()
    lesson.pictures(slide)
    session.write_url({"slide": slide.number})


st.html(ASSETS / "slides.css")
deck(lesson.open_link())
