"""The one table by which addresses are read and written."""

import pytest

from backprop.lab.setup import LINK
from backprop.live.screen import write_ink
from backprop.views import address, session
from backprop.views.address import TABLE, read, write

EXAMPLES = {
    "network": "epoch-1",
    "sample": "test-123",
    "label": "0",
    "prepared": "0",
    "open": "w2.3.4",
    "at": "cost",
    "film": "4.25",
    "ink": write_ink([{"tool": "pen", "width": 24.0, "points": [1.5, 2.0]}]),
    "steps": "1x0.1_10x2",
    "moved": "bias1.5_weight-0.25",
    "instead": "harder",
    "stepsize": "10",
    "size": "50",
    "draw": "3",
    "mode": "update",
    "subject": "set",
    "quantity": "update",
    "scale": "one scale for all",
    "rate": "0.5",
    "slide": "7",
    "present": "1",
    "quiz": "practice",
    "sheet": "12",
    "level": "2",
    "set": "8",
    "part": "race",
    "break": "dead",
    "batch": "10",
    "seconds": "30",
}


@pytest.mark.parametrize("name", TABLE)
def test_what_was_read_is_written_the_same(name):
    value, problem = read(EXAMPLES, name)
    assert problem == "" and value != TABLE[name].usual
    assert write({name: value}) == {name: EXAMPLES[name]}


@pytest.mark.parametrize("name", TABLE)
def test_the_usual_is_not_written(name):
    assert read({}, name) == (TABLE[name].usual, "")
    assert write({name: TABLE[name].usual}) == {}


@pytest.mark.parametrize("text", ["٣", "-1", "1.0", "9" * 5000, "11"])
def test_what_is_not_known_is_told_and_left_out(text):
    value, problem = read({"batch": text}, "batch", (1, 10))
    assert value == TABLE["batch"].usual
    assert problem == "The link's “batch” is not one of 1, 10: it was left out."


def test_no_name_means_two_things():
    assert not TABLE.keys() & LINK.keys()
    assert set(address.EVERYWHERE) <= TABLE.keys()


def test_what_a_page_began_with_gives_way_to_a_screen_that_is_opened(monkeypatch):
    monkeypatch.setattr(session.st, "session_state", {})
    monkeypatch.setattr(session.st, "query_params", {"subject": "digit"})
    known = ("drawing", "digit", "set")
    assert session.begun("subject", "subject", known) == "digit"
    session.put("subject", "drawing")
    assert session.begun("subject", "subject", known) == "drawing"
    opened = {"subject": "set", "stepsize": "10"}
    session.take_address(session.shared(), opened)
    monkeypatch.setattr(session.st, "query_params", opened)
    assert session.begun("subject", "subject", known) == "set"
    assert session.shared().learning_rate == 10
