"""Fading: what is blank, what a miss changes, what is kept of it."""

from dataclasses import replace

import pytest

from backprop.hand import fading
from backprop.hand.fading import ALL, EXAMPLE, ONE, TWO, Record, Work
from backprop.hand.sheet import FACTORS
from backprop.hand.small import small

LINES = small(7).lines


def through(record: Record, work: Work, miss: str = "") -> None:
    """Answer all that is asked; of the lines of a kind, first with the value of a slip."""
    lines = fading.in_sheet(LINES, work.level)
    while line := fading.open_line(lines, work):
        if work.level == EXAMPLE:
            fading.go_on(lines, work)
            continue
        if line.kind == miss and line.name not in work.misses:
            slip = next((s for s in line.slips if s.name == "slope forgotten"), line.slips[0])
            fading.answer(lines, work, line.name, str(slip.value))
            assert work.said == slip.sentence
        fading.answer(lines, work, line.name, str(line.value))
    record.finish("small", lines, work)


def test_from_a_worked_example_to_all_of_it():
    record, levels = Record(), []
    for turn in range(5):
        work = record.work(f"sheet {turn}", "small")
        levels.append((work.level, len(work.blanks)))
        through(record, work)
    assert levels == [(EXAMPLE, 0), (ONE, 1), (TWO, 2), (ALL, 0), (ALL, 0)]


def test_what_is_missed_is_blank_next_and_what_is_right_is_asked_less():
    record = Record(levels={"small": ALL})
    through(record, record.work("first", "small"), miss="delta")  # three times the slope forgotten
    through(record, record.work("second", "small"), miss="sent")
    assert record.missed["slope"] > 0 and record.blanks(ONE) == ["slope"]
    record = Record(missed={"sent": 2}, levels={"small": ONE})
    work = record.work("third", "small")
    assert work.blanks == ["sent"]
    asked = [line.kind for line in LINES if fading.is_blank(line, work)]
    assert set(asked) == {"sent"}
    through(record, work)
    assert record.missed["sent"] == 1


def test_many_misses_ask_for_less_next_time():
    record = Record(levels={"small": TWO}, missed={"slope": 1, "sent": 1})
    work = record.work("sheet", "small")
    lines = fading.in_sheet(LINES, TWO)
    while line := fading.open_line(lines, work):
        for _ in range(2):
            fading.answer(lines, work, line.name, "1234")
        fading.show(lines, work, line.name)
    record.finish("small", lines, work)
    assert record.levels["small"] == ONE


@pytest.mark.parametrize("level", [EXAMPLE, ONE, TWO, ALL])
def test_every_factor_can_be_blank_and_all_is_all(level):
    for factor in FACTORS:
        work = Work(level, [factor])
        blank = {line.kind for line in fading.in_sheet(LINES, level) if fading.is_blank(line, work)}
        assert bool(blank) == (level != EXAMPLE)
    if level == ALL:
        assert "sent" not in blank and {"sum", "new", "delta"} <= blank


def test_only_the_open_line_is_heard_and_shown_only_after_two_misses():
    work, lines = Work(ALL), fading.in_sheet(LINES, ALL)
    first, second = lines[:2]
    fading.answer(lines, work, second.name, str(second.value))
    assert work.done == 0 and not work.typed
    fading.answer(lines, work, first.name, "no number")
    assert work.said == fading.NO_NUMBER and not work.misses
    fading.show(lines, work, first.name)
    assert work.done == 0
    for _ in range(2):
        fading.answer(lines, work, first.name, "99")
    fading.show(lines, work, first.name)
    assert work.done == 1 and work.shown == [first.name]


def test_what_is_given_is_never_blank():
    given = replace(LINES[0], given=True)
    assert not fading.is_blank(given, Work(ALL))


def test_what_is_kept_comes_back():
    record = Record(seed=7, levels={"small": ONE})
    work = record.work("small 7", "small")
    line = fading.open_line(LINES, work)
    fading.answer(LINES, work, line.name, "0,99")
    assert Record.read(record.written()) == record


@pytest.mark.parametrize(
    "text",
    [
        "", "garbage", "[[", "{}", "[]", "null",
        '{"seed": "x", "levels": {}, "missed": {}, "works": {}}',
        '{"seed": 1, "levels": {"small": 9}, "missed": {}, "works": {}}',
        '{"seed": 1, "levels": {}, "missed": [], "works": {}}',
        '{"seed": 1, "levels": {}, "missed": {}, "works": {"a": {"level": 7}}}',
        '{"seed": 1, "levels": {}, "missed": {}, "works": {"a": {"done": "1"}}}',
        '{"seed": 1, "levels": {}, "missed": {}, "works": {"a": {"blanks": ["x"]}}}',
        '{"seed": 1, "levels": {}, "missed": {}, "works": {"a": {"typed": {"z": 3}}}}',
        '{"seed": 1, "levels": {}, "missed": {}, "works": {"a": {"misses": {"z": {}}}}}',
    ],
)  # fmt: skip
def test_what_somebody_tampered_with_gives_a_fresh_start(text):
    assert Record.read(text) == Record()
