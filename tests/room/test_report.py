"""What is left after the lecture."""

import csv
import io

import pytest

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
    reply = room.ask("GET", "/votes.csv")
    assert reply.headers["content-type"] == "text/csv; charset=utf-8"
    assert room.code in reply.headers["content-disposition"]
    assert reply.body.startswith(b"\xef\xbb\xbf")
    text = reply.body.decode("utf-8-sig")
    assert text.replace("\r\n", "").count("\n") == 0
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_line_for_every_choice(lecture):
    lines = table(lecture)
    assert [line["question"] for line in lines] == list("111222333")
    assert [line["choice"] for line in lines[:3]] == list("ABC")
    assert [line["right"] for line in lines] == ["no", "yes", "no"] * 2 + [""] * 3
    assert [line["votes round 1"] for line in lines[:3]] == list("211")
    assert [line["votes round 2"] for line in lines] == list("130") + [""] * 3 + list("000")
    assert [line["sure round 1"] for line in lines[:3]] == ["4.5", "1.0", ""]
    assert [line["sure round 2"] for line in lines[:3]] == ["3.0", "3.0", ""]
    assert [line["from A"] for line in lines[:3]] == list("110")
    assert [line["from B"] for line in lines[:3]] == list("010")
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


def test_no_cell_is_a_formula(lecture):
    says = [line["says"] for line in table(lecture)[3:6]]
    assert says == ["'=1+1", "−1", "ü, “2”"]


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
    assert (told["questions"], told["misconceptions"]) == ([], [])


def test_no_phone_can_be_told_from_another(lecture):
    assert "phone" not in lecture.ask("GET", "/votes.csv").body.decode()
    assert "phone" not in lecture.ask("GET", "/report").body.decode()
