"""The quiz page as a script: what each step shows, and what the link says."""

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, time
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from backprop.deck.progress import Again, Answered, Progress, Tally
from backprop.views.deck import learner, poll, quizcard
from backprop.views.deck.learner import Learner, quizzes

RIGHT = "becomes zero"
TODAY = 739_946  # 26 November 2026


def run(progress: Progress | None = None, **params: str) -> AppTest:
    app = AppTest.from_file("../../pages/main.py", default_timeout=30)
    app.session_state["learner"] = Learner(progress=progress)
    app.run().switch_page("quiz.py")
    for key, value in params.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    return app


def told(app: AppTest) -> list[dict]:
    """What the browser is told."""
    return [json.loads(c.proto.json) for c in app.get("bidi_component") if c.proto.json]


def cards(app: AppTest) -> list[dict]:
    """What it is told about choices."""
    return [data for data in told(app) if "choices" in data]


def headings(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.get("html"))


def answered(**answers: tuple[int, ...]) -> Progress:
    return Progress({name.replace("_", "-"): tried for name, tried in answers.items()}, {})


def test_nothing_is_asked_until_the_browser_told_what_it_kept():
    assert cards(run()) == []


def test_a_first_visit_begins_with_the_first_quiz_and_tells_nothing_of_its_answer():
    app = run(Progress.none())
    assert cards(app) == [{"choices": [c.text for c in quizzes()[0].choices], "buttons": []}]
    assert app.query_params["quiz"] == "1"


def test_a_later_visit_goes_on_where_the_last_one_ended():
    app = run(answered(bright_pixel=(1,)))
    assert app.query_params["quiz"] == "2"
    assert RIGHT in cards(app)[0]["choices"]


def test_after_the_answer_every_choice_has_its_reason():
    app = run(answered(silent_neuron=(0,)), quiz="2")
    (card,) = cards(app)
    assert card["right"] == 1 and card["chosen"] == 0
    assert len(set(card["reasons"])) == 4
    assert "leaving the silent neuron" in card["reasons"][1]
    assert [name for name, _ in card["buttons"]] == ["next", "again"]


def test_a_word_of_the_glossary_opens_its_card_from_question_and_reasons_once_each():
    app = run(answered(bright_pixel=(0,)), quiz="1")
    (card,) = cards(app)
    links = re.findall(r"\(#word-\w+\)", " ".join(card["reasons"]))
    assert "(#word-weight)" in links
    assert len(set(links)) == len(links)
    assert not any("#word-" in choice for choice in card["choices"])
    assert any("[weight](#word-weight)" in markdown.value for markdown in app.markdown)


@pytest.mark.parametrize(
    ("params", "sentences"),
    [
        ({"quiz": "practice"}, 0),
        ({"quiz": "results"}, 0),
        ({"quiz": "4"}, 1),
        ({"quiz": "<b>"}, 1),
        ({"quiz": "x" * 9999}, 1),
    ],
)
def test_a_link_opens_a_step_or_is_told_to_be_wrong(params, sentences):
    app = run(Progress.none(), **params)
    assert len(app.warning) == sentences
    assert app.query_params["quiz"] == ("1" if sentences else params["quiz"])


def practising(progress: Progress | None = None) -> AppTest:
    return run(progress or Progress.none(), quiz="practice")


def answer(app: AppTest, monkeypatch, given: object, sure: bool | None = None) -> dict:
    """What the browser is told after this answer."""
    monkeypatch.setattr(learner, "learner", lambda: app.session_state["learner"])
    monkeypatch.setattr(learner, "today", lambda: TODAY)
    learner.practise(given, sure)
    app.run()
    assert not app.exception
    return cards(app)[0]


def test_practice_tells_the_answer_only_after_the_question(monkeypatch):
    app = practising()
    (card,) = cards(app)
    assert set(card) == {"choices", "number", "buttons"}
    question = app.session_state["learner"].question
    card = answer(app, monkeypatch, question.right)
    assert card["right"] == card["chosen"] == question.right
    assert len(card["reasons"]) == len(card["choices"])
    assert "What this network says" in headings(app)


TYPED = Progress({}, {"Gradient of a weight": Tally(1, 1, 1)})  # who is to type a number first


def test_a_typed_answer_with_a_comma_is_right(monkeypatch):
    app = practising(TYPED)
    (card,) = cards(app)
    assert card.items() >= {"typed": True, "choices": [], "said": ""}.items()
    assert set(card) == {"typed", "choices", "said", "number", "unread", "buttons"}
    right = app.session_state["learner"].question.right_answer
    card = answer(app, monkeypatch, right.replace(".", ","))
    assert (card["choices"], card["marks"], card["right"], card["chosen"]) == ([right], ["="], 0, 0)
    assert card["said"] == "Right."


def test_a_slip_is_told_and_what_was_certain_comes_first(monkeypatch):
    app = practising(TYPED)
    question = app.session_state["learner"].question
    slip = question.typed.slips[1]
    card = answer(app, monkeypatch, repr(slip.value), sure=True)
    assert card["choices"] == [repr(slip.value), question.right_answer]
    assert slip.sentence in card["reasons"][0] and (card["right"], card["chosen"]) == (1, 0)
    assert card["said"] == "Not right. It comes again in 2 days, first of all."
    kept = app.session_state["learner"].progress
    assert kept.again == {question.topic: Again(TODAY + 2, 2, True)}
    assert kept.beliefs() == {slip.name: 1}
    assert kept.level(question.topic) == 0


def test_what_is_no_number_is_said_and_can_be_typed_again(monkeypatch):
    app = practising(TYPED)
    card = answer(app, monkeypatch, "a lot")
    assert card["typed"] and card["said"].startswith("This is no number.")
    assert answer(app, monkeypatch, "a lot") != card  # so that the card waits no more
    assert app.session_state["learner"].progress == TYPED
    right = app.session_state["learner"].question.right_answer
    assert answer(app, monkeypatch, right)["said"] == "Right."


DUE = Progress({}, {"How large α may be": Tally(0, 1)}, {"How large α may be": Again(TODAY)})


@pytest.mark.parametrize(
    ("hour", "offset", "due"),
    [(23, 0, False), (23, -120, True), (1, 0, True), (1, 120, False)],
)
def test_what_is_due_where_the_visitor_is_is_marked_and_asked_first(monkeypatch, hour, offset, due):
    """An hour before and after midnight in UTC; two hours east and west of it."""
    at = datetime.combine(date.fromordinal(TODAY - (hour == 23)), time(hour), UTC)
    context = SimpleNamespace(timezone_offset=offset)
    monkeypatch.setattr(learner, "now", lambda: at)
    monkeypatch.setattr(learner, "st", SimpleNamespace(context=context))
    app = practising(DUE)
    (steps,) = [data["steps"] for data in told(app) if "steps" in data]
    marked = {"label": "Practice", "title": "Practice: 1 due again", "mark": "due"}
    assert (marked in steps) == due
    assert (app.session_state["learner"].question.topic == "How large α may be") == due


def test_with_a_class_in_the_room_nothing_is_to_be_typed(monkeypatch):
    app = practising(TYPED)
    assert app.session_state["learner"].question.typed
    monkeypatch.setattr(poll, "can_ask", lambda: True)
    app.run()
    (card,) = cards(app)
    assert len(card["choices"]) == 4 and ["class", "Ask the class"] in card["buttons"]


def test_results_hold_the_questions_and_ask_them_again():
    missed = Answered(TODAY, "How large α may be", "Which α?", "α = 100", "α = 1", "", False, True)
    belief = replace(missed, belief="a larger α is always faster")
    app = run(Progress.none().practised(belief), quiz="results")
    shown = headings(app)
    for part in ("Which α?", "α = 100", "α = 1", "certain", "beyond the valley"):
        assert part in shown
    links = [link.proto.label for link in app.get("page_link")]
    assert any(label.startswith("Begin with the first: slide 12,") for label in links)
    app.button(key="repeat").click().run()
    app.query_params["quiz"] = "practice"  # a script run as a whole goes where the link says
    app.run()
    assert app.session_state["learner"].question.topic == "How large α may be"


def test_results_begin_with_what_was_done():
    right = Answered(TODAY, "How large α may be", "Which α?", "α = 1", "α = 1", "", True, True)
    practised = Progress.none().practised(right)
    for progress, first in ((practised, "Practice"), (answered(bright_pixel=(1,)), "of 3")):
        columns = run(progress, quiz="results").get("column")
        assert first in "".join(block.proto.body for block in columns[0].get("html"))


def test_results_name_what_was_missed():
    app = run(answered(bright_pixel=(1,), large_gradient=(0, 1)), quiz="results")
    assert "1 of 3" in headings(app)
    assert [link.proto.label for link in app.get("page_link") if "Slide 9" in link.proto.label]


def test_answers_are_erased_and_brought_back():
    progress = answered(bright_pixel=(1,))
    app = run(progress, quiz="results")
    app.button(key="reset_progress").click().run()
    assert app.session_state["learner"].progress == Progress.none()
    app.button(key="undo_reset").click().run()
    assert app.session_state["learner"].progress == progress


def test_weights_in_a_question_are_written_as_formulas():
    assert quizcard.WEIGHT.sub(quizcard._formula, "w⁽²⁾₁₅,₇ and ∂C/∂w₁₅,₇⁽²⁾, w") == (
        "$w^{(2)}_{15,7}$ and ∂C/∂$w^{(2)}_{15,7}$, w"
    )
