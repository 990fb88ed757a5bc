"""The quiz page as a script: what each step shows, and what the link says."""

import json
import re

import pytest
from streamlit.testing.v1 import AppTest

from backprop.deck.quiz import Progress
from backprop.views.deck import quizcard
from backprop.views.deck.learner import Learner, quizzes

RIGHT = "becomes zero"


def run(progress: Progress | None = None, **params: str) -> AppTest:
    app = AppTest.from_file("../../pages/main.py", default_timeout=30)
    app.session_state["learner"] = Learner(progress=progress)
    app.run().switch_page("quiz.py")
    for key, value in params.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    return app


def cards(app: AppTest) -> list[dict]:
    """What the browser is told about choices."""
    told = [json.loads(c.proto.json) for c in app.get("bidi_component") if c.proto.json]
    return [data for data in told if "choices" in data]


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


def test_practice_tells_the_answer_only_after_the_question():
    app = run(Progress.none(), quiz="practice")
    (card,) = cards(app)
    assert set(card) == {"choices", "buttons"}
    learner = app.session_state["learner"]
    learner.chosen = learner.question.right
    app.run()
    (card,) = cards(app)
    assert card["right"] == card["chosen"] == learner.question.right
    assert "What this network says" in headings(app)


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
