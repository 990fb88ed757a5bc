"""What is left after the lecture."""

import io
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pytest

from backprop.lab import sheet
from backprop.room.asked import Drawn
from backprop.room.drawn import MOST, SHOWN, collections
from room.client import QUESTION


@pytest.fixture
def lecture(room):
    """Two questions, one of them with two rounds, and one whose answer was never told."""
    room.question()
    room.go("open 1")
    for phone, choice, sure in (("a", 0, 4), ("b", 0, 5), ("c", 2, None), ("d", 1, 1)):
        room.vote(phone, choice, sure=sure)
    room.go("votes 1", "open 2")
    for phone, choice in ("a", 1), ("b", 0), ("d", 1), ("e", 1):
        room.vote(phone, choice, sure=3)
    room.go("votes 2", "right", "explained")
    room.question(key="check", kind="check", text='"=SUM(1)" is', choices=["=1+1", "−1", "ü, “2”"])
    room.go("open 1")
    room.vote("a", 2)
    room.go("right")
    room.question(key="secret", text="Not yet?")
    room.go("open 1")
    room.vote("a", 0)
    room.go("votes 1")
    room.question(key="nobody answered")
    return room


def table(room) -> list[dict]:
    """Column → what a cell says; a text or a number, as the workbook has it."""
    reply = room.ask("GET", "/votes.xlsx")
    assert reply.headers["content-type"] == sheet.MIME
    assert f"{room.code}.xlsx" in reply.headers["content-disposition"]
    with zipfile.ZipFile(io.BytesIO(reply.body)) as book:
        rows = ElementTree.fromstring(book.read("xl/sheet.xml"))[0]
    head, *lines = [[cell_of(cell) for cell in row] for row in rows]
    return [dict(zip(head, line, strict=True)) for line in lines]


def cell_of(cell: ElementTree.Element) -> str | float:
    text = "".join(cell.itertext())
    return text if cell.get("t") == "inlineStr" or not text else float(text)


def test_a_line_for_every_choice(lecture):
    lines = table(lecture)
    assert [line["question"] for line in lines] == [1] * 3 + [2] * 3 + [3] * 3
    assert [line["choice"] for line in lines[:3]] == list("ABC")
    assert [line["right"] for line in lines] == ["no", "yes", "no"] * 2 + [""] * 3
    assert [line["votes round 1"] for line in lines[:3]] == [2, 1, 1]
    assert [line["votes round 2"] for line in lines] == [1, 3, 0] + [""] * 3 + [0, 0, 0]
    assert [line["sure round 1"] for line in lines[:3]] == [4.5, 1, ""]
    assert [line["sure round 2"] for line in lines[:3]] == [3, 3, ""]
    assert [line["from A"] for line in lines[:3]] == [1, 1, 0]
    assert [line["from B"] for line in lines[:3]] == [0, 1, 0]
    assert [line["from D"] for line in lines[:3]] == ["", "", ""]


def test_misconceptions_by_name_with_the_slide_that_teaches_them(lecture):
    named = [(line["misconception"], line["slide that teaches it"]) for line in table(lecture)]
    assert named[:3] == [("Slopes point down", "gradient"), ("", ""), ("Nothing moves", "gradient")]
    assert named[3:] == [("", "")] * 2 + [("Nothing moves", "gradient")] + [("", "")] * 3
    first = lecture.ask("GET", "/report").json["misconceptions"][0]
    assert first == {
        "name": "Slopes point down",
        "reason": QUESTION["reasons"][0],
        "topic": QUESTION["topic"],
        "slide": "gradient",
        "question": 1,
        "votes": {"1": 2, "2": 1},
    }


def test_a_choice_without_a_name_is_called_by_its_words(room):
    room.question(misconceptions=[], reasons=[])
    room.go("open 1")
    room.vote("a", 2)
    room.go("right")
    assert [m["name"] for m in room.ask("GET", "/report").json["misconceptions"]] == ["no way"]


def test_no_cell_is_a_formula_and_none_spoils_the_file(lecture):
    lecture.question(key="odd", choices=["=1+1\x07", "<b>&", "+2"])
    lecture.go("open 1")
    lecture.vote("a", 0)
    lines = table(lecture)
    assert [line["says"] for line in lines[3:6]] == ["=1+1", "−1", "ü, “2”"]
    assert [line["says"] for line in lines[-3:]] == ["=1+1", "<b>&", "+2"]


def test_the_report_in_json(lecture):
    told = lecture.ask("GET", "/report").json
    assert (told["code"], told["joined"], len(told["questions"])) == (lecture.code, 5, 3)
    first, second, third = told["questions"]
    assert first["votes"] == {"1": [2, 1, 1], "2": [1, 3, 0]}
    assert first["answered"] == {"1": 4, "2": 4}
    assert first["moves"] == [[1, 1, 0], [0, 1, 0], [0, 0, 0]]
    assert first["sure"] == {"1": [4.5, 1.0, None], "2": [3.0, 3.0, None]}
    assert [question["right"] for question in told["questions"]] == [1, 1, None]
    assert (second["kind"], second["votes"]) == ("check", {"1": [0, 0, 1]})
    assert third["text"] == "Not yet?"


def test_the_report_of_a_page(lecture):
    report = lecture.server.rooms.results(lecture.code)
    assert [line.share_right(1) for line in report.lines] == [0.25, 0.0, None]
    assert report.lines[0].share_right(2) == 0.75
    assert [m.name for m in report.misconceptions][0] == "Slopes point down"


def test_an_empty_room_has_an_empty_report(room):
    assert table(room) == []
    told = room.ask("GET", "/report").json
    assert (told["questions"], told["misconceptions"], told["drawn"]) == ([], [], [])


def test_no_phone_can_be_told_from_another(lecture):
    assert "phone" not in str(table(lecture))
    assert "phone" not in lecture.ask("GET", "/report").body.decode()


DRAWN = Drawn(0, "a", [], 4, 4, 0.9, [], np.zeros(784, np.uint8), {"kind": "draw"}, 0.0)


def test_what_was_drawn_is_counted_and_the_worst_shown_first():
    task = {"kind": "draw", "network": "trained"}
    told = [  # meant, read, how surely
        *[(4, 4, 0.9)] * 3,
        *[(4, 9, 0.6), (4, 9, 0.8), (7, 1, 0.99), (0, 6, 0.7), (5, 3, 0.3)],
        *[(None, 2, 0.5), (9, 9, 0.95)],
    ]
    drawn = [
        replace(DRAWN, id=i, phone="ab"[i % 2], label=label, digit=digit, output=output, task=task)
        for i, (label, digit, output) in enumerate(told)
    ]
    fooled = replace(DRAWN, id=99, digit=8, task=task | {"kind": "fool", "network": "epoch-1"})
    draw, fool = (collection.told() for collection in collections([*drawn, fooled]))
    assert (draw["kind"], draw["count"], draw["from"]) == ("draw", 10, 2)
    assert (draw["readers"], fool["readers"]) == (["Trained"], ["After 1 epoch"])
    assert {d: pair for d, pair in enumerate(draw["by_label"]) if pair != (0, 0)} == {
        **{0: (1, 0), 4: (5, 3), 5: (1, 0), 7: (1, 0), 9: (1, 1)}
    }
    assert draw["confusions"] == [(4, 9, 2), (0, 6, 1), (5, 3, 1)] and MOST == 3
    shown = [(one["label"], one["digit"]) for one in draw["shown"]]
    assert shown[:5] == [(7, 1), (4, 9), (0, 6), (4, 9), (5, 3)]
    assert shown[5:] == [(None, 2), (4, 4), (4, 4)]
    assert len(shown) == SHOWN
    assert (fool["count"], fool["confusions"]) == (1, [(4, 8, 1)])
    assert collections([]) == ()
