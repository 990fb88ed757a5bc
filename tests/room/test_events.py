"""Who listens hears of everything, the slow of the newest alone, and nobody keeps the server up."""

import asyncio
import json
import sqlite3
import threading

import pytest
from aside import run

from backprop.room import crowd as module
from backprop.room.crowd import OWN
from room.client import Server


def listen(check):
    """Run a test that listens, in a loop of its own."""

    def test(room):
        run(check(room, f"/room/{room.code}/events"))

    test.__name__, test.__doc__ = check.__name__, check.__doc__
    return test


def post(room, path: str, **body) -> asyncio.Task:
    """What the host, or a phone, asks of the same server, beside those who listen."""
    headers = {"Content-Type": "application/json", **room.host}
    path = f"/room/{room.code}/{path}"
    return asyncio.create_task(room.server.send("POST", path, json.dumps(body).encode(), headers))


@listen
async def test_the_first_event_is_the_state(room, events):
    async with room.server.listening(events) as stream:
        first = (await stream.parts.get()).decode()
        retry, id_, data, *rest = first.splitlines()
        assert 1000 <= int(retry.removeprefix("retry: ")) <= 4000
        assert id_ == "id: 1" and data.startswith('data: {"version": 1, ')
        assert rest == [""] and first.endswith("\n\n")
        assert stream.headers["content-type"].startswith("text/event-stream")
        assert stream.headers["x-accel-buffering"] == "no"


@listen
async def test_a_phone_joins_by_listening(room, events):
    async with room.server.listening(events) as projector:
        async with room.server.listening(f"{events}?phone=a"):
            async with room.server.listening(f"{events}?phone=a"):
                state = await projector.state(lambda state: state["here"])
                assert (state["joined"], state["here"]) == (1, 1)
        state = await projector.state(lambda state: not state["here"])
        assert (state["joined"], state["here"]) == (1, 0)


@listen
async def test_a_stage_reaches_every_phone_and_a_vote_the_projector(room, events):
    await post(room, "question", text="Which?", choices=["a", "b"], right=1)
    async with room.server.listening(events) as projector:
        async with room.server.listening(f"{events}?phone=a") as phone:
            await post(room, "stage", stage="open 1")
            for stream in projector, phone:
                assert await stream.state(lambda state: state["stage"] == "open 1")
            await post(room, "vote", phone="a", choice=1)
            for stream in projector, phone:
                state = await stream.state(lambda state: state["answered"] == 1)
                assert state["votes"] is None
            versions = [await post(room, "stage", stage=stage) for stage in ("lobby", "votes 1")]
            assert [reply.status for reply in versions] == [409, 200]
            assert (await phone.state(lambda state: state["votes"]))["votes"] == {"1": [0, 1]}


@listen
async def test_whoever_is_slow_is_told_the_newest_alone(room, events):
    await post(room, "question", text="Which?", choices=["a", "b"], right=1)
    await post(room, "stage", stage="open 1")
    async with room.server.listening(events) as stream, room.server.listening(events) as other:
        await stream.state()
        stream.hold()
        for number in range(20):
            await post(room, "vote", phone=f"p{number}", choice=0)
            await other.state(lambda state, count=number + 1: state["answered"] == count)
        waiting = stream.parts.qsize()
        stream.release()
        state = await stream.state(lambda state: state["answered"] == 20)
        assert state["answered"] == 20 and waiting <= 1 and stream.parts.empty()


@listen
async def test_the_oldest_of_too_many_connections_of_a_phone_ends(room, events):
    async with room.server.listening(f"{events}?phone=a") as oldest:
        await oldest.state()
        async with room.server.listening(events) as projector:
            await projector.state()
            more = [room.server.listening(f"{events}?phone=a") for _ in range(OWN)]
            opened = [await one.__aenter__() for one in more]
            for stream in opened:
                await stream.state()
            while await oldest.parts.get() is not None:
                continue
            for one in more:
                await one.__aexit__(None, None, None)


@listen
async def test_those_who_listen_to_a_deleted_room_are_let_go(room, events):
    async with room.server.listening(events) as stream:
        await stream.state()
        room.server.rooms.delete(room.code)
        while await stream.parts.get() is not None:
            continue
        assert (await room.server.send("GET", events, b"", {})).status == 404


@listen
async def test_a_server_that_stops_lets_everybody_go(room, events):
    async with room.server.listening(events) as stream:
        await stream.state()
        room.server.rooms.crowds.end()
        while await stream.parts.get() is not None:
            continue
        assert (await room.server.send("GET", events, b"", {})).status == 503


@listen
async def test_a_script_of_the_app_is_heard_from_its_thread(room, events):
    async with room.server.listening(events) as stream:
        before = (await stream.state())["drawings_version"]
        tell = threading.Thread(target=room.server.rooms.tell_became, args=(room.code, {}))
        tell.start()
        assert await stream.state(lambda state: state["drawings_version"] > before)
        tell.join()


@listen
async def test_what_another_server_does_is_heard(room, events):
    elsewhere = Server(room.server.rooms._file()).rooms
    async with room.server.listening(events) as stream:
        assert (await stream.state())["question"] is None
        elsewhere.ask(room.code, {"text": "Which?", "choices": ["a", "b"], "right": 0})
        assert await stream.state(lambda state: state["question"])
        elsewhere.delete(room.code)
        while await stream.parts.get() is not None:
            continue


@listen
async def test_those_who_listen_stay_in_a_room_that_begins_anew(room, events):
    async with room.server.listening(f"{events}?phone=a"):
        async with room.server.listening(events) as projector:
            await projector.state(lambda state: state["joined"] == 1)
            await post(room, "vote", phone="gone", choice=0)
            reply = await post(room, "reset")
            assert (reply.json["joined"], reply.json["here"]) == (1, 1)


def test_a_silent_connection_is_given_a_sign_of_life(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "TICK", 0.01)
    monkeypatch.setattr(module, "BEAT", 1)
    room = Server(tmp_path / "rooms.sqlite").open()

    async def check():
        async with room.server.listening(f"/room/{room.code}/events") as stream:
            while not (await stream.parts.get()).startswith(b":"):
                continue

    run(check())


@pytest.mark.parametrize("phone", ["a b", "x" * 65, "ä", "%00"])
def test_a_phones_id_is_one(room, phone):
    for path in "events", "state":
        reply = room.server.ask("GET", f"/room/{room.code}/{path}?phone={phone}")
        assert (reply.status, bool(reply.problem)) == (422, True)
    assert room.state()["joined"] == 0


def test_a_server_that_is_busy_says_so(room):
    room.question()
    room.go("open 1")
    other = sqlite3.connect(room.server.rooms._file(), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    room.server.rooms.store.file._db.execute("PRAGMA busy_timeout = 1")
    reply = room.vote("a", 0)
    assert (reply.status, "busy" in reply.problem) == (503, True)
    other.execute("ROLLBACK")
    other.close()
    assert room.vote("a", 0).status == 200
