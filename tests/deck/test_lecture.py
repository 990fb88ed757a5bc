"""A lecture's quizzes: they begin open, are revealed in stages, and count for no learner."""

import pytest

from backprop.deck.progress import Progress
from backprop.views.deck import lecture
from backprop.views.deck.learner import Learner
from backprop.views.deck.lecture import OPEN, RIGHT, WHY, Lecture

QUIZ = "bright-pixel"


@pytest.fixture
def learners(monkeypatch):
    """What is kept for a learner who has answered; the lecture beside it."""
    kept = {"learner": Learner(progress=Progress({QUIZ: (1,)}, {}))}
    session = type("Session", (), {"kept": lambda name, new: kept.setdefault(name, new())})
    monkeypatch.setattr(lecture, "session", session)
    monkeypatch.setattr(lecture.learner, "session", session)
    return kept["learner"]


def test_it_starts_fresh_and_leaves_the_learners_results_alone(learners):
    assert not lecture.known()
    lecture.told("first", None)
    assert lecture.stage(QUIZ) == OPEN and not lecture.shows_why(QUIZ)
    lecture.give(QUIZ, 2)
    assert lecture.progress().answers == {QUIZ: (2,)}
    assert learners.progress.answers == {QUIZ: (1,)}
    lecture.told(None, None)
    assert lecture.shows_why(QUIZ) and lecture.progress().answers == {QUIZ: (1,)}
    lecture.told("second", None)
    assert lecture.stage(QUIZ) == OPEN and not lecture.progress().answers


def test_an_answer_shows_which_is_right_and_the_keys_go_there_and_back(learners):
    lecture.told("a", None)
    lecture.give(QUIZ, 9)
    assert lecture.stage(QUIZ) == OPEN
    lecture.give(QUIZ, 0)
    assert lecture.stage(QUIZ) == RIGHT and not lecture.shows_why(QUIZ)
    lecture.give(QUIZ, 1)
    assert lecture.lecture().chosen == {QUIZ: 0}
    for shown, stage in [(2, WHY), (7, WHY), (None, WHY), (1, RIGHT), (-3, OPEN)]:
        lecture.reveal(QUIZ, shown)
        assert lecture.stage(QUIZ) == stage
    lecture.ask_again(QUIZ)
    assert lecture.lecture() == Lecture("a", {QUIZ: OPEN}, {})


def test_a_reload_goes_on_with_it(learners):
    lecture.told("a", None)
    lecture.give(QUIZ, 3)
    kept = lecture.written()
    lecture.told(None, None)
    assert lecture.written() is None
    lecture.told("a", kept)
    assert lecture.lecture() == Lecture("a", {QUIZ: RIGHT}, {QUIZ: 3})


@pytest.mark.parametrize(
    "kept",
    [
        "",
        7,
        ["a", {}, {}],
        {"name": "a"},
        {"name": "a", "stages": {QUIZ: "x"}, "chosen": {}},
        {"name": "a", "stages": {}, "chosen": {QUIZ: 9}},
        {"name": "another", "stages": {QUIZ: 2}, "chosen": {QUIZ: 1}},
    ],
)
def test_what_somebody_tampered_with_is_a_lecture_that_begins(learners, kept):
    lecture.told("a", kept)
    assert lecture.lecture() == Lecture("a")


def test_nothing_is_revealed_where_nothing_is_presented(learners):
    lecture.told("", None)
    lecture.reveal(QUIZ, 2)
    assert lecture.known() and lecture.stage(QUIZ) == OPEN
