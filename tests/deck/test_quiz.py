"""The score, and the sheet to hand in."""

from dataclasses import replace

from backprop.deck import quiz
from backprop.deck.progress import Answered, Progress
from backprop.deck.sheet import result_sheet
from backprop.deck.slides import load_slides

QUIZZES = quiz.load_quizzes()
SLIDES = load_slides()
FIRST = QUIZZES[0]
TODAY = 739_946  # 26 November 2026
MISSED = Answered(
    day=TODAY - 1,
    topic="A weight after a step",
    text="What is the weight after one step?",
    given="0,12",
    right_answer="0.345",
    why="w − α × gradient.",
    right=False,
    sure=True,
    belief="gradient = the new weight",
)


def test_the_first_try_counts():
    right, wrong = FIRST.right, (FIRST.right + 1) % 4
    progress = Progress.none().answered(FIRST.name, wrong).answered(FIRST.name, right)
    score = quiz.score(QUIZZES, progress)
    assert (score.right, score.answered, score.total) == (0, 1, 3)
    assert score.missed == (FIRST,)


def test_the_result_sheet_keeps_the_secret_of_what_was_not_answered():
    progress = Progress.none().answered(FIRST.name, FIRST.right)
    sheet = result_sheet(QUIZZES, progress, SLIDES, TODAY)
    assert "right at the first try: 1 of 3" in sheet
    assert FIRST.explanation in sheet
    assert all(q.explanation not in sheet for q in QUIZZES[1:])
    assert sheet.count("Not answered yet.") == 2


def test_the_result_sheet_holds_the_questions_themselves():
    right = replace(MISSED, day=TODAY, given="0.345", right=True, sure=None, belief="")
    sheet = result_sheet(QUIZZES, Progress.none().practised(MISSED).practised(right), SLIDES, TODAY)
    for line in (
        "26 November 2026",
        "- A weight after a step: 1 of 2 right",
        "- gradient = the new weight, once. The gradient is a slope.",
        "## The last 2 practice questions",
        "### A weight after a step: missed",
        "- 25 November 2026",
        "- Answered: 0,12, certain",
        "- Right: 0.345. w − α × gradient.",
        "### A weight after a step: right",
        "- Answered: 0.345\n",
    ):
        assert f"\n{line}" in sheet
    assert sheet.count(MISSED.text) == 2
    assert all(choice.text in sheet for q in QUIZZES for choice in q.choices)
