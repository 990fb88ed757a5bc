"""A question as a card: choices to take, then a sentence under every one of them.

The right answer and the reasons reach the browser only with the answer that was given.
"""

import re
from collections.abc import Callable

import streamlit as st

from backprop.deck.progress import GAP
from backprop.deck.question import Given, Question
from backprop.deck.quiz import LETTERS, Choice, Quiz
from backprop.deck.words import unlinked
from backprop.views import session
from backprop.views.component import component
from backprop.views.deck import learner, lecture
from backprop.views.glossary import linked

_quizcard = component("quizcard", translated=True)

Buttons = dict[str, tuple[str, Callable[[], None]]]  # name → label, what it does
WEIGHT = re.compile(
    "w(⁽(?P<layer>[⁰¹²³⁴-⁹])⁾)?(?P<index>[₀-₉]+,[₀-₉]+)(⁽(?P<layer_after>[⁰¹²³⁴-⁹])⁾)?"
)
UNBROKEN = re.compile(r" × 10|layer \d+ · neuron \d+|[awδα] = ")
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
    ask(key, quiz.question if answered else unlinked(quiz.question))
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
    ask(key, quiz.question if stage == lecture.WHY else unlinked(quiz.question))
    _choices(
        key,
        quiz.choices,
        told,
        {name: buttons[name] for name in offered},
        lambda choice: lecture.give(quiz.name, choice),
    )


def practice_card(question: Question, key: str, buttons: Buttons) -> None:
    """The practice question on the screen, with buttons below it."""
    given = learner.learner().given
    ask(key, question.text)
    _card(
        key,
        _open(question) if given is None else _judged(question, given),
        buttons,
        answered=_take_answer,
    )


def _take_answer(sent: object) -> None:
    if isinstance(sent, dict):
        sure = sent.get("sure")
        learner.practise(sent.get("answer"), sure if isinstance(sure, bool) else None)


def _open(question: Question) -> dict:
    """What the browser is told before the answer. number: another one for another question"""
    state = learner.learner()
    asked = {"choices": [choice.text for choice in question.choices], "number": len(state.asked)}
    if question.typed is None:
        return asked
    no_number = "This is no number. Write it like 0.0123, −1,5 or 2e-3."
    said = no_number if state.unread else ""
    return asked | {"typed": True, "unread": state.unread, "said": said}


def _judged(question: Question, given: Given) -> dict:
    """And after it. A typed answer stands where a choice would, over the right one."""
    back = ", first of all" if learner.sure_and_wrong() else ""
    said = f"{given.said} It comes again in {GAP} days{back}." if not given.right else given.said
    if question.typed is None:
        return {
            "choices": [choice.text for choice in question.choices],
            "reasons": _linked([choice.why for choice in question.choices]),
            "right": question.right,
            "chosen": given.choice,
            "said": said,
        }
    answers, reasons = [given.text, question.right_answer], [given.said, question.why]
    if given.right:
        answers, reasons = answers[1:], reasons[1:]
    return {
        "choices": answers,
        "marks": ["≠", "="][-len(answers) :],
        "reasons": _linked(reasons),
        "right": len(answers) - 1,
        "chosen": 0,
        "said": said if given.right else f"Not right. {said.removeprefix(given.said).strip()}",
    }


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
    _card(key, {"choices": [choice.text for choice in choices], **told}, buttons, chosen=give)


def _card(
    key: str,
    told: dict,
    buttons: Buttons,
    chosen: Callable[[object], None] = lambda sent: None,
    answered: Callable[[object], None] = lambda sent: None,
) -> None:
    """chosen: takes the index of a choice; answered: an answer, with how sure one was of it"""

    def press() -> None:
        _, act = buttons.get(session.sent(key, "pressed"), ("", lambda: None))
        act()

    _quizcard(
        key=key,
        data={**told, "buttons": [[name, label] for name, (label, _) in buttons.items()]},
        on_chosen_change=lambda: chosen(session.sent(key, "chosen")),
        on_answered_change=lambda: answered(session.sent(key, "answered")),
        on_pressed_change=press,
    )
