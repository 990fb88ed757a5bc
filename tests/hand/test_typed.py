"""A typed number: how it is read, what is said to it, and what must not be asked."""

import pytest

from backprop.hand.typed import Slip, check, degenerate, read_number

READ = {
    "0.25": 0.25,
    "0,25": 0.25,
    " −0.5 ": -0.5,
    "-.5": -0.5,
    "–3": -3,
    "+1.": 1,
    "2e-3": 0.002,
    "2E−3": 0.002,
    "2 × 10⁻³": 0.002,
    "−1,5·10⁴": -15000,
    "2*10^-3": 0.002,
    "2x10^3": 2000,
    "10⁻³": 0.001,
    "−10^2": -100,
    "1/4": 0.25,
    "−1 / 8": -0.125,
    "0.5/2": 0.25,
    "1 234.5": 1234.5,
}
NOTHING = ("", " ", "-", ".", "abc", "1.2.3", "1,234.5", "1/0", "1/", "2*103", "1e999", "nan", "½x")

SLIPS = (
    Slip("slope forgotten", "The slope is missing.", 0.8),
    Slip("sign lost", "The sign is lost.", -0.2),
)


@pytest.mark.parametrize("text", READ)
def test_a_number_is_read_as_people_write_it(text):
    assert read_number(text) == pytest.approx(READ[text], rel=1e-15)


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_number_is_none(text):
    assert read_number(text) is None


@pytest.mark.parametrize("typed", [0.2, 0.191, 0.209])
def test_within_five_percent_is_right(typed):
    verdict = check(typed, 0.2, SLIPS)
    assert verdict.right and verdict.slip is None


def test_the_digits_that_a_page_shows_are_right():
    assert check(0.001, 0.00136, ()).right
    assert not check(0.002, 0.00136, ()).right
    assert not check(0, 0.0003, ()).right


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.name)
def test_a_slip_is_named_by_its_own_number(slip):
    verdict = check(slip.value * 1.03, 0.2, SLIPS)
    assert (verdict.right, verdict.slip, verdict.sentence) == (False, slip.name, slip.sentence)


def test_without_a_slip_sign_and_power_of_ten_are_told():
    assert check(-0.2, 0.2, ()).slip == "sign lost"
    assert check(0.02, 0.2, ()).slip == check(-200, 0.2, ()).slip == "decimal point"
    assert check(0.27, 0.2, ()).slip is None and not check(0, 0.2, ()).right


def test_what_could_not_be_told_apart_is_degenerate():
    assert not degenerate(0.2, SLIPS) and not degenerate(1, ()) and not degenerate(-2, SLIPS)
    assert degenerate(0, SLIPS) and degenerate(0.0004, ()) and degenerate(0.9996, ())
    assert degenerate(0.21, (Slip("", "", 0.2),))
    assert degenerate(0.2, (*SLIPS, Slip("", "", 0.79)))
