"""Progress: levels, what comes again and when, and text that nobody of ours has written."""

import json
from dataclasses import replace

import pytest

from backprop.deck.progress import KEPT, LONGEST, TEXT, Again, Answered, Progress, Tally

DAY = 739_946
ONE = Answered(DAY, "Wishes", "Which?", "0,1", "0.2", "Because.", False, True, "sign lost")
RIGHT = replace(ONE, right=True, sure=None, belief="")


def after(*answers: Answered) -> Progress:
    progress = Progress.none()
    for one in answers:
        progress = progress.practised(one)
    return progress


def test_progress_reads_what_it_wrote():
    progress = after(ONE, replace(RIGHT, topic="Nudge", text="x " * TEXT), ONE)
    progress = progress.answered("first", 2).answered("first", 1)
    again = Progress.read(progress.written())
    assert again == progress
    assert again.answers["first"] == (2, 1)
    assert again.practice == {"Wishes": Tally(0, 2, 0), "Nudge": Tally(1, 1, 1)}
    assert [len(one.text) for one in again.kept] == [6, TEXT, 6]


def test_progress_kept_before_there_was_practice_is_read():
    old = Progress.read('[{"first": [2, 1]}, {"Wishes": [1, 2]}]')
    assert old == Progress({"first": (2, 1)}, {"Wishes": Tally(1, 2)})


def test_however_much_is_answered_it_can_be_read_again():
    long = replace(ONE, text='"' * 999, given="\\" * 999, why="ω" * 999, right_answer="δ" * 999)
    progress = after(*(replace(long, topic=f"{i % 18} {'t' * 50}") for i in range(2 * KEPT)))
    assert len(progress.kept) == KEPT
    assert len(progress.written()) < LONGEST
    assert Progress.read(progress.written()) == progress


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
        '[{}, {"t": [1, 2, 1, 1]}]',
        '[{}, {"t": [0, Infinity]}]',
        '[{}, {}, {"t": [1, 3, true]}, []]',
        '[{}, {}, {"t": [1, 2, 1]}, []]',
        '[{}, {}, {"t": ["2026", 2, true]}, []]',
        '[{}, {}, {}, [[1, "t", "x", "y", "z", "w", true, true]]]',
        '[{}, {}, {}, [[1, "t", "x", "y", "z", "w\\n", true, true, ""]]]',
        '[{}, {}, {}, [[1, "t", "x", "y", "z", 3, true, true, ""]]]',
        '[{}, {}, {}, [[9999999, "t", "x", "y", "z", "w", true, true, ""]]]',
        "[" * 15_000,
        json.dumps([{"a": [1] * 50_000}, {}]),
    ],
)
def test_what_nobody_of_ours_wrote_is_no_progress(text):
    assert Progress.read(text) == Progress.none()


def test_kinds_rise_with_success_and_fall_with_misses():
    levels = [after(*steps).level("Wishes") for steps in ([RIGHT] * n for n in range(5))]
    assert levels == [0, 1, 2, 2, 2]
    assert after(RIGHT, RIGHT, ONE).level("Wishes") == 1
    assert after(ONE).level("Wishes") == 0


def test_a_new_kind_begins_where_the_last_answer_ended_but_never_whole():
    assert after(RIGHT, RIGHT).level("Nudge") == 1
    assert after(RIGHT, replace(ONE, topic="Other")).level("Nudge") == 0


def test_what_was_missed_comes_again_in_two_days_until_it_was_right_twice():
    missed = after(ONE)
    assert [missed.due(DAY + days) for days in range(4)] == [(), (), ("Wishes",), ("Wishes",)]
    early = missed.practised(replace(RIGHT, day=DAY + 1))
    assert early.again == missed.again
    once = missed.practised(replace(RIGHT, day=DAY + 3))
    assert once.again == {"Wishes": Again(DAY + 5, 1, True)}
    assert once.practised(replace(RIGHT, day=DAY + 5)).again == {}
    again = once.practised(replace(ONE, day=DAY + 5, sure=False))
    assert again.again == {"Wishes": Again(DAY + 7, 2, False)}


def test_what_was_missed_though_certain_comes_first():
    unsure = replace(ONE, topic="Unsure", sure=False, day=DAY - 1)
    unsaid = replace(ONE, topic="Unsaid", sure=None, day=DAY - 2)
    progress = after(unsure, unsaid, ONE)
    assert progress.due(DAY + 2) == progress.missed() == ("Wishes", "Unsaid", "Unsure")
    assert progress.due(DAY) == ("Unsaid",)


def test_a_day_that_a_wrong_clock_set_is_not_waited_for():
    far = replace(ONE, day=DAY + 4000)
    assert after(far).due(DAY) == ("Wishes",)


def test_misses_are_counted_by_misconception():
    other = replace(ONE, belief="slope forgotten")
    beliefs = after(other, ONE, RIGHT, ONE).beliefs()
    assert list(beliefs.items()) == [("sign lost", 2), ("slope forgotten", 1)]
