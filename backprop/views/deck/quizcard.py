"""A question as a card: choices to take, then a sentence under every one of them.

The right answer and the reasons reach the browser only with the answer that was given.
"""

import re
from collections.abc import Callable

import streamlit as st

from backprop.deck.question import Question
from backprop.deck.quiz import LETTERS, Choice, Quiz
from backprop.views import session
from backprop.views.component import component
from backprop.views.deck import learner, lecture
from backprop.views.glossary import linked

_quizcard = component("quizcard", translated=True)

Buttons = dict[str, tuple[str, Callable[[], None]]]  # name → label, what it does
WEIGHT = re.compile(
    "w(⁽(?P<layer>[⁰¹²³⁴-⁹])⁾)?(?P<index>[₀-₉]+,[₀-₉]+)(⁽(?P<layer_after>[⁰¹²³⁴-⁹])⁾)?"
)
UNBROKEN = re.compile(r" × 10|layer \d+ · neuron \d+")
PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789")
COUNTED = ("first", "second", "third")


def quiz_card(quiz: Quiz, key: str, more: Buttons = {}) -> None:
    """A quiz of the deck; `learner.is_open` tells whether it waits for an answer.

    The page calls `learner.remember()`: until the browser has told what it kept, there is no card.
    more: buttons after the answer besides "Try again"
    """
    if not learner.known():
        return
    answered = not learner.is_open(quiz.name)
    tries = learner.tried(quiz.name) if answered else ()
    again = {"again": ("Try again", lambda: learner.retry(quiz.name))} if answered else {}
    ask(key, quiz.question)
    _choices(
        key,
        quiz.choices,
        _told(_reasons(quiz), quiz.right, tries),
        (more if answered else {}) | again,
        lambda choice: learner.give(quiz.name, choice),
    )


def lecture_card(quiz: Quiz, key: str) -> None:
    """A quiz of the deck for a class: its answer in two stages, which is right and then why."""
    stage, chosen = lecture.stage(quiz.name), lecture.lecture().chosen.get(quiz.name)
    letter = LETTERS[quiz.right]
    told: dict = {}
    if stage:
        wrong = f"Not right: the answer is {letter}."
        said = f"The answer is {letter}." if chosen is None else wrong
        told = {"right": quiz.right, "chosen": chosen}
        told["said"] = "Right." if chosen == quiz.right else said
    if stage == lecture.WHY:
        told["reasons"] = _reasons(quiz)
    buttons: Buttons = {
        "why": ("Why?", lambda: lecture.reveal(quiz.name, lecture.WHY)),
        "again": ("Ask again", lambda: lecture.ask_again(quiz.name)),
    }
    offered = {lecture.OPEN: (), lecture.RIGHT: ("why", "again"), lecture.WHY: ("again",)}[stage]
    ask(key, quiz.question)
    _choices(
        key,
        quiz.choices,
        told,
        {name: buttons[name] for name in offered},
        lambda choice: lecture.give(quiz.name, choice),
    )


def practice_card(question: Question, key: str, buttons: Buttons) -> None:
    """The practice question on the screen, with buttons below it."""
    chosen = learner.learner().chosen
    reasons = _linked([choice.why for choice in question.choices])
    told = _told(reasons, question.right, () if chosen is None else (chosen,))
    if chosen == question.right:
        told["said"] = "Right."
    ask(key, question.text)
    _choices(key, question.choices, told, buttons, learner.practise)


def _reasons(quiz: Quiz) -> list[str]:
    reasons = [choice.why for choice in quiz.choices]
    reasons[quiz.right] = quiz.explanation
    return _linked(reasons)


def _linked(reasons: list[str]) -> list[str]:
    """Each word of the glossary is linked once on a card, not under every choice."""
    return linked("\n\n".join(reasons)).split("\n\n")


def _told(reasons: list[str], right: int, tries: tuple[int, ...]) -> dict:
    """What the browser is told besides the choices: nothing before the answer."""
    if not tries:
        return {}
    if tries[-1] != right:
        said = f"Not right: the answer is {LETTERS[right]}."
    elif len(tries) > len(COUNTED):
        said = f"Right after {len(tries)} tries. The first one counts."
    else:
        said = f"Right at the {COUNTED[len(tries) - 1]} try."
    return {"reasons": reasons, "right": right, "chosen": tries[-1], "said": said}


def ask(key: str, question: str) -> None:
    unbroken = UNBROKEN.sub(lambda found: found[0].replace(" ", "\u00a0"), question)
    with st.container(key=f"quiz_question_{key}"):
        st.markdown(linked(WEIGHT.sub(_formula, unbroken)))


def _formula(match: re.Match) -> str:
    """w⁽²⁾₁₅,₇ as a formula, which sets both indices above one another."""
    layer = match["layer"] or match["layer_after"]
    return f"$w^{{({layer})}}_{{{match['index']}}}$".translate(PLAIN)


def _choices(
    key: str,
    choices: tuple[Choice, ...],
    told: dict,
    buttons: Buttons,
    give: Callable[[object], None],
) -> None:
    def press() -> None:
        _, act = buttons.get(session.sent(key, "pressed"), ("", lambda: None))
        act()

    _quizcard(
        key=key,
        data={
            "choices": [choice.text for choice in choices],
            "buttons": [[name, label] for name, (label, _) in buttons.items()],
            **told,
        },
        on_chosen_change=lambda: give(session.sent(key, "chosen")),
        on_pressed_change=press,
    )
