"""The wire format, from the server's side; tests/js/live.test.js is the browser's."""

import json

import numpy as np
import pytest

from backprop.live import wire


def message(strokes, points, keep=0, **other):
    header = {
        "version": wire.VERSION,
        "serial": 7,
        "keep": keep,
        "picture": None,
        "about": {"page": "draw"},
        "strokes": strokes,
    }
    return wire.pack(header | other, np.array(points, "<i2"))


PEN = {"tool": "pen", "width": 24, "count": 4}
LINE = {"tool": "pen", "width": 24, "points": [10.0, 20.0, 30.5, 40.1]}
DOT = {"tool": "eraser", "width": 36.0, "points": [5.0, 5.0]}


def test_points_come_as_the_canvas_has_them():
    drawn = wire.read_drawing(message([PEN], [100, 200, 305, 401]), [])
    assert drawn == wire.Drawn(7, [LINE], None, {"page": "draw"})


def test_only_what_is_new_travels():
    told = [PEN | {"count": 2, "more": True}, {"tool": "pen", "width": 9, "count": 2}]
    drawn = wire.read_drawing(message(told, [500, 510, -3, 2809], keep=1), [DOT, LINE])
    longer = LINE | {"points": [*LINE["points"], 50.0, 51.0]}
    assert drawn.strokes == [DOT, longer, {"tool": "pen", "width": 9, "points": [-0.3, 280.9]}]
    assert LINE["points"] == [10.0, 20.0, 30.5, 40.1], "what was known stays as it was"


def test_undo_and_clear_keep_fewer():
    assert wire.read_drawing(message([], [], keep=1), [DOT, LINE]).strokes == [DOT]
    assert wire.read_drawing(message([], [], keep=0), [DOT, LINE]).strokes == []


@pytest.mark.parametrize(
    "wrong",
    [
        b"",
        b"\xff\xff\xff\xff",
        wire.pack({}) + b"more",
        (5).to_bytes(4, "little") + b"[1,2]",
        message([PEN], [1, 2, 3, 4], version=2),
        message([PEN], [1, 2]),
        message([PEN | {"count": -4}], [1, 2, 3, 4]),
        message([PEN | {"count": "4"}], [1, 2, 3, 4]),
        message([PEN | {"more": True}], [1, 2, 3, 4]),
        message([{"tool": "pen"}], []),
        message([], [], keep=1),
        message([], [], keep=-1),
        message([], [], keep=None),
        message("abc", []),
        message([], [], serial="7"),
        message([], [], picture=3),
        message([], [], about=[]),
        b"x" * (wire.LONGEST + 1),
    ],
)
def test_what_no_canvas_would_send_is_refused(wrong):
    with pytest.raises(wire.WireError):
        wire.read_drawing(wrong, [])


def test_an_answer_holds_its_parts_one_behind_another():
    parts = {"guess": wire.pack({"digit": 2}), "seen": wire.pack({}, np.arange(3, dtype="<f4"))}
    header, body = wire.unpack(wire.tell(9, parts))
    assert header == {
        "version": 1,
        "serial": 9,
        "parts": {name: len(part) for name, part in parts.items()},
    }
    assert body == b"".join(parts.values())
    inner, numbers = wire.unpack(body[header["parts"]["guess"] :])
    assert inner == {} and np.frombuffer(numbers, "<f4").tolist() == [0, 1, 2]


def test_a_problem_is_one_sentence():
    header, body = wire.unpack(wire.object_to(9, "No such network."))
    assert header == {"version": 1, "serial": 9, "problem": "No such network."} and body == b""
    assert json.dumps(header)
