"""Whoever sends what no page would send gets a sentence, and nothing is lost."""

import json

import pytest

from backprop.room.limits import KNOWN, WITHIN, WRONG_CODES, Pace, Refused
from backprop.room.rooms import PHONES
from backprop.room.routes import LONGEST
from room.client import TYPE, Server

NOWHERE = "/room/AAAAAA/state?phone="


@pytest.fixture
def timed(tmp_path, clock):
    """A room whose time passes only when the clock is told so."""
    return Server(tmp_path / "rooms.sqlite", clock).open()


def test_twenty_wrong_codes_are_enough_for_five_minutes(timed, clock):
    ask = timed.server.ask
    for _ in range(WRONG_CODES):
        assert ask("GET", f"{NOWHERE}guesser").status == 404
    reply = ask("GET", f"/room/{timed.code}/state?phone=guesser")
    assert (reply.status, "Wait" in reply.problem) == (429, True)
    assert ask("GET", f"/room/{timed.code}/state?phone=another").status == 200
    assert timed.vote("guesser", 0).status == 429
    clock.now += WITHIN
    assert ask("GET", f"/room/{timed.code}/state?phone=guesser").status == 200


def test_wrong_codes_that_come_slowly_are_no_guessing(timed, clock):
    for _ in range(3 * WRONG_CODES):
        assert timed.server.ask("GET", f"{NOWHERE}slow").status == 404
        clock.now += WITHIN / (WRONG_CODES - 1)


def test_a_campus_behind_one_address_is_not_locked_out(timed):
    for number in range(3 * WRONG_CODES):
        assert timed.server.ask("GET", f"{NOWHERE}p{number}").status == 404
        assert timed.server.ask("GET", "/room/AAAAAA/state").status == 404
    assert timed.server.ask("GET", f"/room/{timed.code}/state?phone=p0").status == 200


def test_who_has_joined_stays_in(timed):
    timed.question()
    timed.go("open 1")
    assert timed.vote("a", 1).status == 200
    for _ in range(WRONG_CODES):
        timed.server.ask("GET", f"{NOWHERE}a")
    assert timed.state("a")["mine"]["choice"] == 1


def test_a_thousand_phones_join_and_no_more(room):
    for number in range(PHONES):
        assert room.server.rooms.join(room.code, f"p{number}") == number
    room.question()
    room.go("open 1")
    for reply in (
        room.vote("late", 0),
        room.server.ask("GET", f"/room/{room.code}/events?phone=late"),
    ):
        assert (reply.status, "full" in reply.problem) == (503, True)
    assert room.vote("p999", 0).status == 200
    assert room.state()["joined"] == PHONES


def test_a_phone_votes_once_in_200_ms(timed, clock):
    timed.question()
    timed.go("open 1")
    assert timed.vote("a", 0).status == 200
    clock.now += 0.125
    assert timed.vote("a", 1).status == 429
    assert timed.vote("b", 1).status == 200
    clock.now += 0.125
    assert timed.vote("a", 2).status == 200
    assert timed.go("votes 1")["votes"] == {"1": [0, 1, 1]}


def test_only_so_many_phones_are_remembered(clock):
    pace = Pace(1.0, clock)
    for number in range(KNOWN + 1):
        pace.keep(number)
    pace.keep(0)
    with pytest.raises(Refused):
        pace.keep(2)


POSTS = ("vote", "drawing", "question", "stage", "task", "reset")


@pytest.mark.parametrize("path", POSTS)
def test_a_body_has_at_most_8_kb(room, path):
    for size in LONGEST + 1, 1_000_000, 3_000_000:
        body = b'{"phone": "' + b"a" * (size - 13) + b'"}'
        assert len(body) == size
        reply = room.ask("POST", f"/{path}", body)
        assert (reply.status, "8 kB" in reply.problem) == (413, True)


def test_a_body_of_8_kb_is_read(room):
    body = json.dumps({"kind": "draw"}).encode()
    assert room.ask("POST", "/task", body + b" " * (LONGEST - len(body))).status == 200


HOSTILE = {
    "nothing json": b"hello",
    "half of it": b'{"phone": "a"',
    "a list": b"[]",
    "a text": b'"vote"',
    "a number": b"1e999",
    "null": b"null",
    "not a number": b'{"phone": "a", "choice": NaN}',
    "infinite": b'{"phone": "a", "choice": Infinity}',
    "no utf-8": b'{"phone": "\xff\xfe"}',
    "utf-16": '{"phone": "a", "choice": 0}'.encode("utf-16"),
    "deep": b"[" * 4000 + b"]" * 4000,
    "deep tables": b'{"a":' * 1300 + b"1" + b"}" * 1300,
    "a digit of 5000 digits": b'{"choice": ' + b"9" * 5000 + b"}",
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("path", POSTS[:-1])
def test_what_is_no_table_of_json_is_refused(room, path, body):
    reply = room.ask("POST", f"/{path}", body)
    assert (reply.status, bool(reply.problem)) == (422, True)


VOTES = [
    {},
    {"phone": "a"},
    {"choice": 0},
    *({"phone": "a", "choice": c} for c in (-1, 3, True, 0.0, "0", None, [0], 10**30)),
    *({"phone": p, "choice": 0} for p in ("", 7, None, ["a"], "a b", "ä", "x" * 65, "\ud800", "'")),
    *({"phone": "a", "choice": 0, "sure": s} for s in (0, 6, True, 2.5, "3", [], {})),
]


@pytest.mark.parametrize("vote", VOTES, ids=str)
def test_what_is_no_vote_is_refused(room, vote):
    room.question()
    room.go("open 1")
    reply = room.server.ask("POST", f"/room/{room.code}/vote", vote)
    assert (reply.status, bool(reply.problem)) == (422, True)
    assert room.state()["answered"] == 0


QUESTIONS = [
    {"text": "t"},
    {"choices": ["a", "b"]},
    {"text": "t", "choices": ["a"]},
    {"text": "t", "choices": list("abcdefg")},
    {"text": "t", "choices": "ab"},
    {"text": "t", "choices": {"a": 1, "b": 2}},
    {"text": "t", "choices": ["a", 7]},
    {"text": "t", "choices": ["a", "\ud800"]},
    {"text": "t", "choices": ["a", "b" * 2001]},
    {"text": " ", "choices": ["a", "b"]},
    {"text": None, "choices": ["a", "b"]},
    {"text": "t", "choices": ["a", "b"], "right": 2},
    {"text": "t", "choices": ["a", "b"], "right": True},
    {"text": "t", "choices": ["a", "b"], "right": "0"},
    {"text": "t", "choices": ["a", "b"], "kind": "exam"},
    {"text": "t", "choices": ["a", "b"], "kind": ["quiz"]},
    {"text": "t", "choices": ["a", "b"], "kind": "neurons"},
    {"text": "t", "choices": ["a", "b"], "kind": "neurons", "extra": {"wishes": ["a"]}},
    {"text": "t", "choices": ["a", "b"], "kind": "neurons", "extra": 7},
    {"text": "t", "choices": ["a", "b"], "extra": 7},
    {"text": "t", "choices": ["a", "b"], "reasons": ["only one"]},
    {"text": "t", "choices": ["a", "b"], "reasons": None},
    {"text": "t", "choices": ["a", "b"], "key": ""},
    {"text": "t", "choices": ["a", "b"], "colour": "red"},
    {"question": ["a"]},
    {"question": {"text": "t"}},
    {"prepared": "guessed"},
    {"prepared": 7},
    {"prepared": None},
]


@pytest.mark.parametrize("question", QUESTIONS, ids=str)
def test_what_is_no_question_is_refused(room, question):
    reply = room.ask("POST", "/question", question)
    assert (reply.status, bool(reply.problem)) == (422, True)
    assert room.state()["question"] is None


@pytest.mark.parametrize("stage", [None, 7, [], {}, True, "OPEN 1", "x" * 5000, "\ud800"])
def test_what_is_no_stage_is_refused(room, stage):
    room.question()
    assert room.turn(stage).status == 422
    assert room.state()["stage"] == "lobby"


@pytest.mark.parametrize(
    "task",
    [
        *({"kind": kind} for kind in ("paint", 7, ["draw"], True)),
        *({"kind": "draw", "label": label} for label in (-1, 10, True, "7", 1.0, [])),
        *({"kind": "fool", "network": name} for name in ("../x", "", 7, None, ["trained"])),
    ],
    ids=str,
)
def test_what_is_no_task_is_refused(room, task):
    assert room.ask("POST", "/task", task).status == 422
    assert room.state()["task"] == {"kind": None}


@pytest.mark.parametrize("kind", ["", "text/plain", "application/x-www-form-urlencoded", "json"])
def test_a_form_of_another_page_is_no_json(room, kind):
    for path in ("/room", *(f"/room/{room.code}/{post}" for post in POSTS)):
        reply = room.server.ask("POST", path, {}, room.host | {"Content-Type": kind})
        assert (reply.status, "application/json" in reply.problem) == (415, True)


def test_json_may_say_its_letters(room):
    kind = "application/json; charset=utf-8"
    assert room.server.ask("POST", "/room", {}, {"Content-Type": kind}).status == 201


ADDRESSES = {
    "": ("GET", "POST"),
    "/CODE": ("GET", "DELETE"),
    **{f"/CODE/{path}": ("POST",) for path in POSTS},
    **{f"/CODE/{path}": ("GET",) for path in ("state", "events", "drawings", "votes.xlsx")},
    **{f"/CODE/{path}": ("GET",) for path in ("report", "qr.svg")},
    "/CODE/drawings/1": ("DELETE",),
}


@pytest.mark.parametrize("path", ADDRESSES)
def test_a_page_of_another_site_may_ask_nothing(room, path):
    address = "/room" + path.replace("CODE", room.code)
    foreign = ["http://elsewhere.example", "null", "http://class.example", "http://["]
    for origin in foreign:
        for method in ADDRESSES[path]:
            reply = room.server.ask(method, address, {}, room.host, Origin=origin)
            assert (reply.status, bool(reply.problem)) == (403, True)
            assert not [name for name in reply.headers if name.startswith("access-control")]
    assert room.state()["code"] == room.code


def test_its_own_page_may_ask_and_one_that_is_welcome(room):
    for origin in "http://class.example:8501", "http://friend.example":
        assert room.server.ask("POST", "/room", {}, Origin=origin).status == 201


@pytest.mark.parametrize("path", ADDRESSES)
def test_an_address_knows_its_methods_alone(room, path):
    address = "/room" + path.replace("CODE", room.code)
    for method in {"GET", "POST", "DELETE", "PUT", "PATCH", "OPTIONS"} - {*ADDRESSES[path]}:
        reply = room.server.ask(method, address, {}, room.host)
        assert (reply.status, reply.headers["allow"]) == (405, ", ".join(ADDRESSES[path]))
        assert reply.problem


HOSTS = [
    (method, path)
    for path, methods in ADDRESSES.items()
    for method in methods
    if path.rpartition("/")[2] not in ("", "vote", "drawing", "state", "events", "qr.svg")
    and (path, method) != ("/CODE", "GET")
]


@pytest.mark.parametrize(("method", "path"), HOSTS, ids=str)
def test_only_the_host_may_do_what_is_the_hosts(room, method, path):
    other = room.server.open()
    address = "/room" + path.replace("CODE", room.code)
    for token in {}, {"Authorization": "Bearer ä"}, {"Authorization": "Bearer "}, other.host:
        reply = room.server.ask(method, address, {}, token)
        assert (reply.status, "host" in reply.problem) == (403, True)
    assert room.state()["version"] == 1


@pytest.mark.parametrize("path", [path for path in ADDRESSES if path.count("/") > 1])
def test_a_room_that_there_is_not_is_not_found(server, path):
    for code in "AAAAAA", "A", "a" * 500, "%00", "'", "Ä", "ß":
        address = "/room" + path.replace("CODE", code)
        for method in ADDRESSES[path]:
            reply = server.ask(method, address, {"phone": "a", "choice": 0}, dict(TYPE))
            assert (reply.status, bool(reply.problem)) == (404, True)


def test_asking_for_a_room_leaves_nothing_on_a_disk(server, tmp_path):
    server.ask("GET", "/room/AAAAAA/state?phone=a")
    server.ask("GET", "/room")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", ["/room/a/b", "/room/a/b/c", "/room/a/drawings/x"])
def test_other_addresses_are_none(server, path):
    reply = server.ask("GET", path)
    assert (reply.status, bool(reply.problem)) == (404, True)


@pytest.mark.parametrize("after", ["x", "-1", "1.5", "²", "9" * 30])
def test_a_drawings_number_is_a_number(room, after):
    assert room.ask("GET", f"/drawings?after={after}").status == 422


def test_answers_are_kept_by_no_cache_and_are_what_they_say(room):
    for reply in room.server.ask("GET", "/room/AAAAAA/state"), room.ask("GET", "/state"):
        assert reply.headers["cache-control"] == "no-store"
        assert reply.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["/room", "/room/AAAAAA"])
def test_a_slash_too_many_leads_to_the_page(server, path):
    reply = server.ask("GET", f"{path}/")
    assert (reply.status, reply.headers["location"]) == (307, f"/studio{path}")
