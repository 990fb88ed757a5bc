"""What is kept, for how long, and what happens where the disk does not do its part."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading

import pytest
from aside import run

from backprop.room import file as file_module
from backprop.room.asked import Asked
from backprop.room.file import ELSEWHERE, File, place
from backprop.room.store import KEPT, SCHEMA, UNASKED
from browser.deployed import powerless
from browser.server import ROOT
from room.client import QUESTION, Server
from room.test_drawings import drawn


def play(room):
    """Two votes in a round that is open, and a digit."""
    room.question()
    room.go("open 1")
    for phone in "ab":
        assert room.vote(phone, 1).status == 200
    room.ask("POST", "/task", {"kind": "draw"})
    assert room.draw("a", drawn(3)).status == 200


def again(room, file):
    """The same room at a server that was started anew."""
    room.server.rooms.store.file.close()
    return type(room)(Server(file), room.code, room.host)


def problem(room) -> str:
    return room.ask("GET", "/state").json["host"]["problem"]


def test_a_missing_folder_is_made(tmp_path):
    file = tmp_path / "not" / "yet" / "rooms.sqlite"
    assert problem(Server(file).open()) == ""
    assert file.exists()


def test_a_restart_in_the_middle_of_a_poll_loses_nothing(room, tmp_path):
    play(room)
    before = [room.state(phone) for phone in ("", "a", "b")]
    room = again(room, tmp_path / "rooms.sqlite")
    assert [room.state(phone) for phone in ("", "a", "b")] == before
    assert room.vote("a", 0).status == 200
    assert room.go("closed 1", "votes 1")["votes"] == {"1": [1, 1, 0]}


CHILD = """
import os, pathlib, signal, sys
sys.path[:0] = [{root!r}, {tests!r}]
from room.client import Room, Server
room = Room(Server(pathlib.Path({file!r})), {code!r}, {{}})
for number in range({votes}):
    assert room.vote("{who}%d" % number, 2).status == 200
print("voted", flush=True)
if {killed}:
    os.kill(os.getpid(), signal.SIGKILL)
"""


def voter(room, file, who: str, killed: bool = False) -> subprocess.Popen:
    """Another process that votes in the same file."""
    script = CHILD.format(
        root=str(ROOT),
        tests=str(ROOT / "tests"),
        file=str(file),
        code=room.code,
        votes=50,
        who=who,
        killed=killed,
    )
    return subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)


def test_two_processes_share_a_file_and_one_that_is_killed_loses_nothing(room, tmp_path):
    room.question()
    room.go("open 1")
    children = [voter(room, tmp_path / "rooms.sqlite", who, who == "x") for who in "xy"]
    for number in range(50):
        assert room.vote(f"own{number}", 0).status == 200
    assert [child.communicate()[0] for child in children] == ["voted\n"] * 2
    assert [child.returncode for child in children] == [-signal.SIGKILL, 0]
    assert room.go("votes 1")["votes"] == {"1": [50, 0, 100]}
    assert room.state()["joined"] == 150


def test_many_open_a_new_file_at_once(tmp_path):
    together, problems = threading.Barrier(6), []

    def begin(file):
        together.wait()
        opened = File(file, SCHEMA)
        problems.append(opened.problem)
        opened.close()

    for number in range(20):
        file = tmp_path / str(number) / "rooms.sqlite"
        threads = [threading.Thread(target=begin, args=(file,)) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert problems == [""] * 120


def test_a_folder_that_cannot_be_made_is_told_to_the_host(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    room = Server(tmp_path / "file" / "rooms.sqlite").open()
    play(room)
    told = problem(room)
    assert "memory" in told and str(tmp_path) not in told
    assert "host" not in room.state()
    assert room.go("votes 1")["votes"] == {"1": [0, 2, 0]}


def test_a_folder_in_place_of_the_file_is_told_to_the_host(tmp_path):
    assert "cannot be opened" in problem(Server(tmp_path).open())


READ_ONLY = """
import pathlib, sys
sys.path[:0] = [{root!r}, {tests!r}]
from room.client import Server
room = Server(pathlib.Path(sys.argv[1])).open()
room.question()
print(room.ask("GET", "/state").json["host"]["problem"])
"""


@pytest.mark.parametrize("begun", [False, True])
def test_a_read_only_folder_is_told_to_the_host(tmp_path, begun):
    file = tmp_path / "rooms.sqlite"
    if begun:
        server = Server(file)
        server.open()
        server.rooms.store.file.close()
        file.chmod(0o444)
    tmp_path.chmod(0o555)
    script = READ_ONLY.format(root=str(ROOT), tests=str(ROOT / "tests"))
    command = powerless([sys.executable, "-c", script, str(file)])
    done = subprocess.run(command, capture_output=True, text=True)
    tmp_path.chmod(0o755)
    assert "memory" in done.stdout, done.stderr


def test_a_full_disk_loses_nothing_and_is_told_to_the_host(room):
    play(room)
    db = room.server.rooms.store.file._db
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count = {pages}").fetchall()
    number = 0
    while not problem(room):
        assert room.vote(f"more{number}", 0).status == 200
        number += 1
    assert "disk is full" in problem(room)
    for phone in "cd":
        assert room.vote(phone, 2).status == 200
    assert room.go("votes 1")["votes"] == {"1": [number, 2, 2]}
    assert len(room.server.rooms.drawings(room.code)) == 1


DAMAGE = {
    "no database": lambda data: b"hello" * 1000,
    "a torn header": lambda data: b"\0" * 100 + data[100:],
    "a torn page": lambda data: data[:4096] + b"\xff" * 4096 + data[8192:],
    "cut off": lambda data: data[: len(data) // 2],
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_file_is_put_aside_as_it_is(room, tmp_path, damage):
    file = tmp_path / "rooms.sqlite"
    play(room)
    room.server.rooms.store.file.close()
    file.write_bytes(damage(file.read_bytes()))
    before = file.read_bytes()
    new = Server(file).open()
    assert "put aside" in problem(new)
    play(new)
    (aside,) = [path for path in tmp_path.glob("rooms.sqlite.damaged-*") if path.suffix != ".shm"]
    assert aside.read_bytes() == before
    assert "put aside" not in problem(again(new, file))


def test_the_database_of_another_program_is_left_alone(tmp_path):
    file = tmp_path / "rooms.sqlite"
    with sqlite3.connect(file) as db:
        db.execute("CREATE TABLE room (plan TEXT)")
    db.close()
    before = file.read_bytes()
    room = Server(file).open()
    play(room)
    assert "another program" in problem(room)
    assert file.read_bytes() == before
    assert list(tmp_path.glob("*damaged*")) == []


def test_a_room_is_deleted_after_30_days(tmp_path, clock):
    server = Server(tmp_path / "rooms.sqlite", clock)
    room = server.open()
    room.question()
    room.go("open 1")
    room.vote("unmistakable", 1)
    clock.now += KEPT - 1
    assert room.state()["answered"] == 1
    clock.now += 2
    assert room.server.ask("GET", f"/room/{room.code}/state").status == 404
    server.open()
    assert traces(tmp_path, "unmistakable") == []


def test_an_old_room_is_deleted_though_nobody_comes(tmp_path, clock):
    file = tmp_path / "rooms.sqlite"
    server = Server(file, clock)
    play(server.open())
    server.rooms.store.file.close()
    clock.now += KEPT + 1
    assert traces(tmp_path, QUESTION["text"])

    async def start():
        Server(file, clock).rooms.begin()

    run(start())
    assert traces(tmp_path, QUESTION["text"]) == []


def test_a_server_starts_while_another_is_writing(tmp_path, monkeypatch):
    file = tmp_path / "rooms.sqlite"
    other = Server(file)
    room = other.open()
    other.rooms.store.file._db.execute("BEGIN IMMEDIATE")
    monkeypatch.setattr(file_module, "PATIENCE", 0.01)
    new = Server(file)

    async def start():
        new.rooms.begin()

    run(start())
    other.rooms.store.file._db.execute("ROLLBACK")
    assert new.ask("GET", f"/room/{room.code}/state").status == 200


def test_a_start_leaves_nothing_on_the_disk(server, tmp_path):
    async def start():
        server.rooms.begin()

    run(start())
    assert list(tmp_path.iterdir()) == []


def test_a_question_that_nobody_asked_is_forgotten_after_a_day(tmp_path, clock):
    room = Server(tmp_path / "rooms.sqlite", clock).open()
    asked = Asked.read({**QUESTION, "text": "Which one?"})
    name = room.server.rooms.prepare(asked)
    assert room.ask("POST", "/question", {"prepared": name}).json["question"]["id"] == "1"
    clock.now += UNASKED + 1
    room.server.open()
    assert room.ask("POST", "/question", {"prepared": name}).status == 422
    assert room.state()["question"]["text"] == "Which one?"


def traces(folder, text: str) -> list[str]:
    """The files in which it still stands."""
    return [path.name for path in folder.iterdir() if text.encode() in path.read_bytes()]


def test_delete_really_deletes(room, tmp_path):
    play(room)
    room.vote("unmistakable", 2)
    room.draw("unmistakable", [{"points": [123.456, 77, 123.456, 200]}])
    for text in "unmistakable", "123.456", QUESTION["text"], room.code:
        assert traces(tmp_path, text)
    other = room.server.open()
    assert room.ask("DELETE", "").status == 204
    for text in "unmistakable", "123.456", QUESTION["text"], room.code:
        assert traces(tmp_path, text) == []
    assert room.ask("GET", "/state").status == 404
    assert room.server.rooms.drawings(room.code) == []
    assert other.state()["code"] == other.code


def test_reset_and_remove_really_delete(room, tmp_path):
    play(room)
    id_ = room.draw("b", [{"points": [123.456, 77, 123.456, 200]}]).json["id"]
    room.vote("unmistakable", 2)
    assert traces(tmp_path, "123.456")
    room.ask("DELETE", f"/drawings/{id_}")
    assert traces(tmp_path, "123.456") == []
    room.ask("POST", "/reset")
    assert traces(tmp_path, "unmistakable") == []
    assert traces(tmp_path, room.code)


def test_neither_the_hosts_token_nor_an_address_is_kept(room, tmp_path):
    play(room)
    assert traces(tmp_path, room.host["Authorization"][7:]) == []


def test_where_the_file_is(monkeypatch, tmp_path):
    monkeypatch.setenv(ELSEWHERE, str(tmp_path / "class.sqlite"))
    assert place() == tmp_path / "class.sqlite"
    monkeypatch.delenv(ELSEWHERE)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert place() == tmp_path / "backprop-studio" / "rooms.sqlite"
    monkeypatch.delenv("XDG_DATA_HOME")
    assert place().is_absolute() and os.fspath(place()).startswith(os.path.expanduser("~"))
