"""The deck on the page: which slide is shown, and how it is laid out."""

import streamlit as st

from backprop import deck
from backprop.deck import Slide
from backprop.views.figures import figure


@st.cache_resource(show_spinner=False)
def slides() -> tuple[Slide, ...]:
    return deck.load_slides()


def show(slide: Slide) -> None:
    with st.container(key="slide"):
        st.html(f"<h1>{slide.title}</h1>")
        with st.container(key=f"slide_as_{slide.layout}"):
            with st.container(key="slide_text"):
                st.markdown(slide.body)
            if slide.figure:
                with st.container(key="slide_figure"):
                    figure(slide.figure, str(slide.number))
