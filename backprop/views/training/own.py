"""A drawing of the visitor's own becomes a training example: one popover in the lab's row."""

import streamlit as st

from backprop.lab.own import FAR, read
from backprop.lab.run import Run
from backprop.live.drawing import Digit
from backprop.views import answer as answers
from backprop.views import session
from backprop.views.numbers import number
from backprop.views.training import lab

COPIES = [1, 10, 30, 100, 300, 1000, 3000]
USUAL = 300
MOST = 8  # drawings in one run


def popover(run: Run) -> None:
    """What is on the canvas, what it is meant to be, and the button that adds it."""
    with st.popover(
        "Your drawing", icon=":material/ink_pen:", key="lab_own", on_change="rerun"
    ) as opened:
        if opened.open:
            _add(run)


def _add(run: Run) -> None:
    why_not, digit = _why_not(), session.digit()
    if why_not or digit is None:
        st.write(why_not)
        st.page_link("draw.py", label="Draw a digit", icon=":material/draw:")
        return
    with st.container(key="lab_reading", horizontal=True, vertical_alignment="center"):
        with st.container(width=84):
            answers.seen(digit.pixels, session.serial())
        st.write(_reading(run, digit))
    session.put("lab_label", digit.label)
    st.segmented_control(
        "It is meant to be", range(10), format_func=str, key="lab_label", on_change=_say_label
    )
    copies = st.select_slider("It counts as so many examples", COPIES, USUAL, key="lab_copies")
    st.caption(
        f"Copies shifted by up to {FAR} pixels, among {run.examples:,} examples: "
        "the shape is to be learnt, not its place."
    )
    added = any((own.pixels == digit.pixels).all() for own in run.drawn)
    full = len(run.drawn) >= MOST
    st.button(
        "Added" if added else "Add to the training examples",
        type="primary",
        disabled=added or full or digit.label is None,
        on_click=_teach,
        args=(copies,),
    )
    if added:
        on = "**One epoch**" if run.done else "**Start** or **One epoch**"
        st.write(f"Train on, with {on}, and watch how it is read.")
    elif full:
        st.write(f"{MOST} drawings are enough: remove one first.")


def _reading(run: Run, digit: Digit) -> str:
    if digit.label is None:
        return "Your drawing has no label yet. Say what it is meant to be."
    now = read(run.current(), digit.pixels, digit.label)
    return (
        f"Your **{digit.label}**: this training reads it as {now.answer} for now. "
        f"Output {digit.label} answers {now.output:.3f}, C₀ = {number(now.cost)}."
    )


def _say_label() -> None:
    session.say_label(session.held("lab_label"))


def _why_not() -> str:
    """Why what is on the canvas cannot become a training example, or ""."""
    drawing = session.shared().drawing
    part, _, index = (drawing.picture or "").partition("-")
    if session.digit() is None:
        return "Nothing is drawn yet. Draw a digit, then come back: this network can train on it."
    if part == "test":
        return (
            f"Test digit {index} is on the canvas. Test digits stay out of training, or they would "
            "no longer test anything. Draw one of your own."
        )
    if part == "train":
        return f"Training digit {index} is on the canvas, of MNIST itself. Draw one of your own."
    return ""


def _teach(copies: int) -> None:
    run, digit = lab.current_run(), session.digit()
    if digit is None or digit.label is None:
        return
    with lab.turns().take(id(run)):
        run.teach(digit.pixels, digit.label, copies)
