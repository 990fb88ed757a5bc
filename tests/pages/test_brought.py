"""What several digits in one picture become: a strip, of which one at a time is taken."""

from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image

from backprop.views import brought, canvas, session
from core.pages import enlarged, page
from core.pictures import as_file, stroke
from strokes import STROKES


@pytest.fixture(autouse=True)
def visitor(monkeypatch):
    """A visitor's state, without Streamlit."""
    kept = {"shared": session.Shared()}
    monkeypatch.setattr(session, "kept", lambda name, new: kept.setdefault(name, new()))
    return kept["shared"]


def on_paper(sheet):
    return as_file(Image.fromarray(np.uint8(255 * (1 - sheet))))


def four(mnist):
    return page(mnist.x_test[:4], 1, 4, np.random.default_rng(0))


def test_of_a_page_the_first_digit_is_taken_and_the_others_stay(mnist, visitor):
    brought.add_picture(on_paper(four(mnist)))
    sheets, taken = brought.found()
    assert (len(sheets), taken) == (4, 0)
    brought._take(2)
    assert brought.found()[1] == 2
    shown = visitor.own_pictures[visitor.drawing.picture]
    assert np.array_equal(shown, sheets[2]) and shown.shape == (280, 280)
    brought._take(4)
    assert brought.found()[1] == 2


def test_one_digit_needs_no_strip(mnist, visitor):
    sheet = np.pad(enlarged(mnist.x_test[0], 200), 100)
    brought.add_picture(on_paper(sheet))
    assert brought.found() == ([], None) and visitor.drawing.picture
    for strokes in STROKES.values():
        flat = [stroke([v for point in points for v in point]) for points in strokes]
        visitor.drawing = session.Drawing(flat)
        assert brought.found() == ([], None)


def test_a_drawing_stays_until_a_digit_of_it_is_taken(visitor):
    strokes = [stroke([x, 60, x, 220]) for x in (60, 140, 220)]
    visitor.drawing = drawn = session.Drawing(strokes)
    assert (len(brought.found()[0]), brought.found()[1]) == (3, None)
    brought._take(1)
    assert brought.found()[1] == 1 and not visitor.drawing.strokes
    visitor.drawing = drawn  # undone on the canvas
    assert (len(brought.found()[0]), brought.found()[1]) == (3, None)


def test_the_browser_gives_a_page_back_and_nothing_else_in_its_place(mnist, visitor, monkeypatch):
    brought.add_picture(on_paper(four(mnist)))
    name, packed, names = brought.name(), brought.packed(), brought._brought().names
    again = {"shared": session.Shared()}
    monkeypatch.setattr(session, "kept", lambda name, new: again.setdefault(name, new()))
    for wrong in (b"", b"GIF89a", packed[:200], on_paper(np.zeros((280, 300)))):
        with pytest.raises(ValueError):
            brought.unpack(wrong)
    brought.unpack(packed)
    assert (brought.name(), brought._brought().names) == (name, names)
    assert set(names) <= set(again["shared"].own_pictures)


@pytest.mark.parametrize("blank, says", [(True, "Nothing in this picture"), (False, "only lines")])
def test_what_was_seen_instead_of_a_digit_is_said(visitor, blank, says):
    sheet = np.zeros((300, 400))
    if not blank:
        sheet[::60] = sheet[1::60] = 1
    brought.add_picture(on_paper(sheet))
    assert says in visitor.message and visitor.drawing.empty


def test_the_page_says_what_it_found():
    assert brought._says([2, 0, 2, 6], 1, False) == "4 digits found: 2 0 2 6."
    assert "choose one" in brought._says([2, 0], None, False)
    assert brought._says([1] * 30, 0, True) == "30 digits found. One may be two that touch."


def test_a_file_that_is_told_again_is_no_news(monkeypatch):
    """Streamlit does so where the popover that the widget was in is closed meanwhile."""
    held = {}
    monkeypatch.setattr(session.st, "session_state", held)

    def told(number):
        held["upload"] = number and SimpleNamespace(file_id=number)
        return session.was_given("upload")

    assert [told(n) for n in ("a", "a", "b", "b", None, None, "c")] == [
        *(True, False, True, False, True, False, True)
    ]


def test_a_picture_that_is_told_again_leaves_what_was_drawn_over_it(monkeypatch, mnist, visitor):
    file = SimpleNamespace(file_id="a", getvalue=lambda: on_paper(enlarged(mnist.x_test[0], 200)))
    monkeypatch.setattr(session.st, "session_state", {"upload": file})
    canvas._received("upload")
    first, stroke = visitor.revision, {"tool": "pen", "width": 24, "points": [60, 250, 220, 250]}
    session.take_ink({"strokes": [stroke], "picture": visitor.drawing.picture, "serial": 9})
    canvas._received("upload")
    assert (first, visitor.revision, visitor.drawing.strokes) == (1, 1, [stroke])
