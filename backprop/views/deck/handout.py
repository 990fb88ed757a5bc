"""The handout: all slides on paper, one, two or four to a page, with notes or lines on wish."""

from dataclasses import dataclass, replace
from html import escape

import streamlit as st

from backprop.deck.quiz import LETTERS, Quiz
from backprop.deck.slides import Slide
from backprop.deck.words import unlinked
from backprop.views import session
from backprop.views.component import component
from backprop.views.deck import learner, lesson, opened
from backprop.views.deck.figures import figure

EACH = (1, 2, 4)  # slides on a page
RULED = 22  # lines to write on; what does not fit is cut off
REASON = 3  # lines for why a choice is right

_handout = component("handout", translated=True)


@dataclass(frozen=True)
class Wish:
    """each: slides on a page; notes, lines: whether they stand by a slide"""

    each: int = 1
    notes: bool = False
    lines: bool = False

    @property
    def form(self) -> str:
        """What the styles in assets/slides.css call it."""
        return f"{self.each}{'aside' if self.notes or self.lines else 'bare'}"


@dataclass
class Kept:
    """What a visitor wishes of the handout. making: which one this is"""

    wish: Wish = Wish()
    making: int = 0


def show() -> None:
    """All slides below one another, to be printed; figures as they stand, or what comes of them."""
    state = session.kept("handout_wish", Kept)
    wish, slides = state.wish, lesson.slides()
    state.making += 1
    chosen = {"each": wish.each, "notes": wish.notes, "lines": wish.lines, "form": wish.form}
    with (head := st.container(key="handout_head")):
        _handout(
            key="print",
            data={**chosen, "making": state.making},
            on_close_change=lambda: lesson.show_handout(False),
            on_wished_change=lambda: _take(state),
        )
    asked = [(slide, quiz) for slide in slides if (quiz := _quiz_of(slide))]
    with st.container(key="handout"):
        for first in range(0, len(slides), wish.each):
            with st.container(key=f"paper_{wish.form}_{first}"):
                for slide in slides[first : first + wish.each]:
                    _sheet(slide, wish, f"Slide {slide.number} of {len(slides)}")
        for first in range(0, len(asked), wish.each):
            with st.container(key=f"paper_{wish.form}_answers_{first}"):
                for slide, quiz in asked[first : first + wish.each]:
                    _answer(slide, quiz, wish)
    head.html(f"<i class='handout-made' data-making='{state.making}'></i>")


def _take(state: Kept) -> None:
    """Take over what was wished; what no handout would send is not heard."""
    sent = session.sent("print", "wished")
    if isinstance(sent, dict) and sent.get("each", 1) in EACH:
        known = {name: sent[name] for name in ("each", "notes", "lines") if name in sent}
        state.wish = replace(state.wish, **known)


def _quiz_of(slide: Slide) -> Quiz | None:
    return next((quiz for quiz in learner.quizzes() if quiz.name == slide.quiz), None)


def _sheet(slide: Slide, wish: Wish, foot: str) -> None:
    """A slide, and what stands by it."""
    quiz = _quiz_of(slide)
    with st.container(key=f"row_{slide.number}"):
        with st.container(key=f"sheet_{slide.number}"):
            if quiz:
                _question(slide, quiz)
            else:
                lesson.show(slide, f"_{slide.number}", printed=True)
            st.html(f"<p class='slide-foot'>{foot}</p>")
        _aside(slide.notes, wish)


def _question(slide: Slide, quiz: Quiz) -> None:
    """A quiz to be answered with a pen. Its figure would tell the answer: it comes at the end."""
    with st.container(key=f"slide_as_asked_{slide.number}"):
        st.html(f"<h1>{escape(slide.title)}</h1>")
        with st.container(key=f"slide_text_{slide.number}"):
            if slide.body:
                st.markdown(unlinked(opened.laid_out(slide)[0]))
            st.markdown(unlinked(quiz.question))
            choices = "".join(
                f"<li><b>{letter}</b> {escape(choice.text)}</li>"
                for letter, choice in zip(LETTERS, quiz.choices)
            )
            st.html(f"<ul class='choices'>{choices}</ul>")
            st.html(
                f"<p class='because'>Because …</p><div class='ruled'>{'<i></i>' * REASON}</div>"
            )


def _answer(slide: Slide, quiz: Quiz, wish: Wish) -> None:
    """What is right, why, and what this network shows of it."""
    right = f"{LETTERS[quiz.right]}: {quiz.choices[quiz.right].text}"
    with st.container(key=f"row_answer_{slide.number}"):
        with st.container(key=f"sheet_answer_{slide.number}"):
            with st.container(key=f"slide_as_answer_{slide.number}"):
                st.html(f"<h1>Answer · {escape(slide.title)}</h1>")
                with st.container(key=f"slide_even_answer_{slide.number}"):
                    with st.container(key=f"slide_text_answer_{slide.number}"):
                        why = unlinked(quiz.explanation)
                        st.html(f"<p><b>{escape(right)}</b></p><p>{escape(why)}</p>")
                    if slide.figure:
                        with st.container(key=f"slide_live_answer_{slide.number}"):
                            figure(slide.figure, str(slide.number), printed=True)
            st.html(f"<p class='slide-foot'>The answer to slide {slide.number}</p>")
        _aside("", wish)


def _aside(notes: str, wish: Wish) -> None:
    said = f"<p class='notes'>{escape(notes)}</p>" if wish.notes else ""
    ruled = f"<div class='ruled'>{'<i></i>' * RULED}</div>" if wish.lines else ""
    if wish.notes or wish.lines:
        st.html(f"<div class='aside'>{said}{ruled}</div>")
