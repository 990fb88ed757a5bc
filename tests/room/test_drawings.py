"""Digits from the room: read by the network as everywhere, shown, removed, trained on."""

import base64
from dataclasses import replace

import numpy as np
import pytest

from backprop import digits, networks
from backprop.networks import SHIPPED
from backprop.room import reading
from backprop.room.rooms import AT_A_TIME, DRAWINGS
from room.client import Server
from strokes import STROKES


def drawn(digit: int) -> list[dict]:
    return [{"points": [round(v, 1) for xy in line for v in xy]} for line in STROKES[digit]]


def pixels(digit: int) -> np.ndarray:
    usual = {"tool": "pen", "width": digits.PEN_WIDTH}
    return digits.prepare_ink(digits.draw_strokes([usual | stroke for stroke in drawn(digit)]))


@pytest.fixture
def drawing(room):
    assert room.ask("POST", "/task", {"kind": "draw"}).json["task"] == {
        "kind": "draw",
        "label": None,
        "network": "trained",
    }
    return room


@pytest.mark.parametrize("digit", range(10))
def test_the_network_reads_it_as_everywhere(drawing, digit):
    told = drawing.draw("a", drawn(digit), label=digit).json
    seen = np.frombuffer(base64.b64decode(told["pixels"]), np.uint8)
    assert np.abs(seen / 255 - pixels(digit)).max() <= 0.5 / 255
    outputs = networks.load("trained").forward(seen / 255).activations[-1][0]
    assert told["outputs"] == outputs.tolist()
    assert told["digit"] == np.argmax(outputs) and told["output"] == max(told["outputs"])


@pytest.mark.parametrize("name", SHIPPED)
def test_the_network_is_the_one_that_the_host_named(room, name):
    room.ask("POST", "/task", {"kind": "fool", "label": 7, "network": name})
    told = room.draw("a", drawn(7)).json
    seen = np.frombuffer(base64.b64decode(told["pixels"]), np.uint8)
    expected = networks.load(name).forward(seen / 255).activations[-1][0]
    assert told["outputs"] == expected.tolist()
    assert room.server.rooms.drawings(room.code)[0].label == 7


def test_a_gallery_fills_up(drawing):
    for number in range(3):
        drawing.draw(f"p{number}", drawn(number), label=number)
    shown = drawing.ask("GET", "/drawings").json
    assert [one["label"] for one in shown] == [0, 1, 2]
    assert [one["wrong"] for one in shown] == [one["digit"] != one["label"] for one in shown]
    assert "phone" not in shown[0]
    newer = drawing.ask("GET", f"/drawings?after={shown[1]['id']}").json
    assert newer == shown[2:]
    state = drawing.state()
    assert (state["drawings"], state["drawings_version"]) == (3, 3)


def test_a_gallery_comes_in_parts(drawing):
    for number in range(AT_A_TIME + 1):
        store(drawing, f"p{number}")
    first = drawing.ask("GET", "/drawings").json
    rest = drawing.ask("GET", f"/drawings?after={first[-1]['id']}").json
    assert (len(first), len(rest)) == (AT_A_TIME, 1)


def store(room, phone: str) -> None:
    rooms = room.server.rooms
    kept = rooms.drawings(room.code)
    if kept:
        rooms.store.add_drawing(room.code, replace(kept[0], phone=phone), DRAWINGS)
    else:
        assert room.draw(phone, drawn(1)).status == 200


def test_what_a_page_is_told_of_a_digit(drawing):
    told = drawing.draw("a", drawn(4), label=5).json
    (kept,) = drawing.server.rooms.drawings(drawing.code)
    assert (kept.id, kept.phone, kept.label, kept.digit) == (told["id"], "a", 5, told["digit"])
    assert kept.pixels.tobytes() == base64.b64decode(told["pixels"])
    assert kept.strokes[0] == {"tool": "pen", "width": 24} | drawn(4)[0]
    assert np.array_equal(pixels(4), digits.prepare_ink(digits.draw_strokes(kept.strokes)))


def test_a_draft_is_read_and_not_kept(drawing):
    told = drawing.draw("a", drawn(3), draft=True).json
    assert told["id"] is None and len(told["outputs"]) == 10
    assert (drawing.state()["drawings"], drawing.server.rooms.drawings(drawing.code)) == (0, [])


def test_nothing_is_drawn_without_a_task(room):
    assert room.draw("a", drawn(3)).status == 409
    room.ask("POST", "/task", {"kind": "draw"})
    assert room.draw("a", drawn(3)).status == 200
    assert room.ask("POST", "/task", {"kind": None}).json["task"] == {"kind": None}
    assert room.draw("a", drawn(3)).status == 409


def test_a_phone_sends_20_digits(drawing):
    for _ in range(DRAWINGS):
        assert drawing.draw("a", drawn(1)).status == 200
    reply = drawing.draw("a", drawn(1))
    assert (reply.status, "20 digits" in reply.problem) == (409, True)
    assert drawing.draw("b", drawn(1)).status == 200
    first = drawing.ask("GET", "/drawings").json[0]["id"]
    assert drawing.ask("DELETE", f"/drawings/{first}").json["drawings"] == DRAWINGS
    assert drawing.draw("a", drawn(1)).status == 200


def test_a_phone_waits_between_two_digits(tmp_path, clock):
    room = Server(tmp_path / "rooms.sqlite", clock).open()
    room.ask("POST", "/task", {"kind": "draw"})
    assert room.draw("a", drawn(1)).status == 200
    assert room.draw("a", drawn(1), draft=True).status == 200
    clock.now += 0.0625
    assert room.draw("a", drawn(1), draft=True).status == 429
    assert room.draw("a", drawn(1)).status == 429
    clock.now += 0.0625
    assert room.draw("a", drawn(1), draft=True).status == 200
    clock.now += 0.125
    assert room.draw("a", drawn(1)).status == 200


def test_drafts_take_no_more_than_half_of_the_time(tmp_path, clock, monkeypatch):
    room = Server(tmp_path / "rooms.sqlite", clock).open()
    room.ask("POST", "/task", {"kind": "draw"})

    def slow(name, strokes):
        clock.now += 0.5
        return read(name, strokes)

    read = reading.read
    monkeypatch.setattr(reading, "read", slow)
    assert room.draw("a", drawn(1), draft=True).status == 200
    clock.now += 0.25
    reply = room.draw("b", drawn(1), draft=True)
    assert (reply.status, bool(reply.problem)) == (429, True)
    assert room.draw("c", drawn(1)).status == 200
    clock.now += 0.5
    assert room.draw("b", drawn(1), draft=True).status == 200


def test_a_digit_is_removed_for_good(drawing):
    ids = [drawing.draw("a", drawn(n), label=n).json["id"] for n in (1, 2)]
    version = drawing.state()["drawings_version"]
    state = drawing.ask("DELETE", f"/drawings/{ids[0]}").json
    assert (state["drawings"], state["drawings_version"]) == (1, version + 1)
    assert [one.id for one in drawing.server.rooms.drawings(drawing.code)] == ids[1:]
    assert [one["id"] for one in drawing.state("a")["mine"]["drawings"]] == ids[1:]
    assert drawing.ask("DELETE", f"/drawings/{ids[0]}").status == 404


def test_a_room_removes_only_its_own(drawing):
    other = drawing.server.open()
    id_ = drawing.draw("a", drawn(1)).json["id"]
    assert other.ask("DELETE", f"/drawings/{id_}").status == 404
    other.server.rooms.tell_became(other.code, {id_: (1, 0.5, 1, 0.9)})
    assert drawing.state("a")["mine"]["drawings"][0]["became"] is None


def test_each_phone_sees_what_became_of_its_digit(drawing):
    ids = [drawing.draw(phone, drawn(7), label=7).json["id"] for phone in "ab"]
    drawing.server.rooms.tell_became(drawing.code, {ids[0]: (1, 0.5, 7, 0.875)})
    assert drawing.state("a")["mine"]["drawings"][0]["became"] == [1, 0.5, 7, 0.875]
    assert drawing.state("b")["mine"]["drawings"][0]["became"] is None
    assert drawing.state("a")["mine"]["drawings"][0]["label"] == 7


NONE = [
    None,
    7,
    "strokes",
    {},
    [7],
    [[]],
    [{}],
    [{"points": []}],
    [{"points": [1]}],
    [{"points": [1, 2, 3]}],
    [{"points": ["1", "2"]}],
    [{"points": [True, False]}],
    [{"points": {"0": 1}}],
    [{"points": [10**30, 0]}],
    [{"points": [1e308, -1e308]}],
    [{"points": [561, 0]}],
    [{"points": [1, 2], "width": 0}],
    [{"points": [1, 2], "width": 1e9}],
    [{"points": [1, 2], "width": "24"}],
    [{"points": [1, 2], "tool": "axe"}],
    [{"points": [1, 2], "tool": ["pen"]}],
    [],
    [{"points": [140, 140], "tool": "eraser"}],
]


@pytest.mark.parametrize("strokes", NONE, ids=str)
def test_what_is_no_drawing_is_refused(drawing, strokes):
    for more in {}, {"draft": True}:
        reply = drawing.draw("a", strokes, **more)
        assert (reply.status, bool(reply.problem)) == (422, True)
    assert drawing.state()["drawings"] == 0


@pytest.mark.parametrize("number", [b"NaN", b"Infinity", b"-Infinity", b"1e999"])
def test_strokes_are_finite(drawing, number):
    body = b'{"phone": "a", "strokes": [{"points": [1, 2, 3, ' + number + b"]}]}"
    assert drawing.ask("POST", "/drawing", body).status == 422


@pytest.mark.parametrize("label", [-1, 10, True, "7", 1.5, [7]])
def test_a_label_is_a_digit(drawing, label):
    assert drawing.draw("a", drawn(1), label=label).status == 422


def test_each_phone_sees_what_its_digit_was_drawn_for(drawing):
    drawing.draw("a", drawn(7), label=7)
    drawing.ask("POST", "/task", {"kind": "fool"})
    drawing.draw("a", drawn(7), label=1)
    kinds = [one["kind"] for one in drawing.state("a")["mine"]["drawings"]]
    assert kinds == ["draw", "fool"]
