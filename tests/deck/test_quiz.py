"""Progress: what counts, what is kept as text, and text that nobody of ours has written."""

import json

import pytest

from backprop.deck import quiz
from backprop.deck.quiz import Progress, Tally
from backprop.deck.slides import load_slides

QUIZZES = quiz.load_quizzes()
SLIDES = load_slides()
FIRST = QUIZZES[0]


def test_progress_reads_what_it_wrote():
    progress = Progress.none().answered(FIRST.name, 2).answered(FIRST.name, 1)
    progress = progress.practised("Sign of a gradient", True).practised("Nudge", False)
    again = Progress.read(progress.written())
    assert again == progress
    assert again.answers[FIRST.name] == (2, 1)
    assert again.practice == {"Sign of a gradient": Tally(1, 1), "Nudge": Tally(0, 1)}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "{",
        "[]",
        "[1, 2]",
        "[{}, {}, {}]",
        '[{"a": 1}, {}]',
        '[{"a": [4]}, {}]',
        '[{"a": [-1]}, {}]',
        '[{"a": [true]}, {}]',
        '[{"a": [1.0]}, {}]',
        '[{"a": ["1"]}, {}]',
        '[{"a\\n# b": [1]}, {}]',
        '[{"\\ud800": [1]}, {}]',
        '[{}, {"t": [2, 1]}]',
        '[{}, {"t": [-1, 1]}]',
        '[{}, {"t": [1]}]',
        '[{}, {"t": [1, 2, 3]}]',
        '[{}, {"t": [0, Infinity]}]',
        "[" * 15_000,
        json.dumps([{"a": [1] * 9000}, {}]),
    ],
)
def test_what_nobody_of_ours_wrote_is_no_progress(text):
    assert Progress.read(text) == Progress.none()


def test_the_first_try_counts():
    right, wrong = FIRST.right, (FIRST.right + 1) % 4
    progress = Progress.none().answered(FIRST.name, wrong).answered(FIRST.name, right)
    score = quiz.score(QUIZZES, progress)
    assert (score.right, score.answered, score.total) == (0, 1, 3)
    assert score.missed == (FIRST,)


def test_the_result_sheet_keeps_the_secret_of_what_was_not_answered():
    sheet = quiz.result_sheet(QUIZZES, Progress.none().answered(FIRST.name, FIRST.right), SLIDES)
    assert "right at the first try: 1 of 3" in sheet
    assert FIRST.explanation in sheet
    assert all(q.explanation not in sheet for q in QUIZZES[1:])
    assert sheet.count("Not answered yet.") == 2
