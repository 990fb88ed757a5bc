"""What is kept of rooms: no names, no addresses, only what a phone sent under an id of its own."""

import json
import sqlite3
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from backprop.room.asked import Asked, Drawn
from backprop.room.file import File, Result

KEPT = 30 * 86_400.0  # seconds after which a room is deleted
UNASKED = 86_400.0  # seconds after which a question that no room has asked is

SCHEMA = """
CREATE TABLE room (
    code TEXT PRIMARY KEY, host BLOB NOT NULL, opened REAL NOT NULL, version INTEGER NOT NULL,
    question INTEGER, task TEXT NOT NULL, drawings_version INTEGER NOT NULL);
CREATE TABLE prepared (id TEXT PRIMARY KEY, asked TEXT NOT NULL, at REAL NOT NULL);
CREATE TABLE question (
    id INTEGER PRIMARY KEY AUTOINCREMENT, room TEXT NOT NULL REFERENCES room ON DELETE CASCADE,
    key TEXT NOT NULL, asked TEXT NOT NULL, stage TEXT NOT NULL, told INTEGER NOT NULL,
    UNIQUE (room, key));
CREATE TABLE phone (
    room TEXT REFERENCES room ON DELETE CASCADE, phone TEXT, number INTEGER NOT NULL,
    PRIMARY KEY (room, phone)) WITHOUT ROWID;
CREATE TABLE vote (
    question INTEGER REFERENCES question ON DELETE CASCADE, round INTEGER, phone TEXT,
    choice INTEGER NOT NULL, sure INTEGER, at REAL NOT NULL,
    PRIMARY KEY (question, round, phone)) WITHOUT ROWID;
CREATE TABLE drawing (
    id INTEGER PRIMARY KEY AUTOINCREMENT, room TEXT NOT NULL REFERENCES room ON DELETE CASCADE,
    phone TEXT NOT NULL, strokes TEXT NOT NULL, label INTEGER, digit INTEGER NOT NULL,
    outputs TEXT NOT NULL, pixels BLOB NOT NULL, task TEXT NOT NULL, at REAL NOT NULL, became TEXT);
CREATE INDEX drawing_of_room ON drawing (room, phone);
"""
NO_TASK = {"kind": None}


@dataclass(frozen=True)
class Row:
    """A room. host: the hash of its host's token; version: grows with whatever is told of it."""

    code: str
    host: bytes
    opened: float
    version: int
    question: int | None
    task: dict[str, Any]
    drawings_version: int


@dataclass(frozen=True)
class Question:
    """A question in its room. told: whether its right answer has ever been told"""

    id: int
    asked: Asked
    stage: str
    told: bool


@dataclass(frozen=True)
class Vote:
    round: int
    phone: str
    choice: int
    sure: int | None


class Store:
    """All rooms of an installation. Every method is done at once or not at all."""

    def __init__(self, path: Path, clock: Callable[[], float] = time.time) -> None:
        self.file, self.clock = File(path, SCHEMA), clock
        self.clear_old()

    def clear_old(self) -> None:
        """Delete the rooms that are 30 days old."""

        def work(db: sqlite3.Connection) -> int:
            now = self.clock()
            db.execute("DELETE FROM prepared WHERE at < ?", (now - UNASKED,))
            return db.execute("DELETE FROM room WHERE opened < ?", (now - KEPT,)).rowcount

        if self.file.do(work):
            self.file.forget()

    # --- rooms ---

    def add_room(self, code: str, host: bytes) -> bool:
        """Whether the code was still free."""
        row = (code, host, self.clock(), 1, None, json.dumps(NO_TASK), 0)
        put = "INSERT OR IGNORE INTO room VALUES (?, ?, ?, ?, ?, ?, ?)"
        return self.file.do(lambda db: db.execute(put, row).rowcount == 1)

    def room(self, code: str) -> Row | None:
        def work(db: sqlite3.Connection) -> tuple | None:
            return db.execute("SELECT * FROM room WHERE code = ?", (code,)).fetchone()

        row = self.file.do(work, write=False)
        if row is None or row[2] < self.clock() - KEPT:
            return None
        code, host, opened, version, question, task, drawings_version = row
        return Row(code, host, opened, version, question, json.loads(task), drawings_version)

    def delete_room(self, code: str) -> None:
        self.file.do(lambda db: db.execute("DELETE FROM room WHERE code = ?", (code,)))
        self.file.forget()

    def reset(self, code: str, stay: list[str]) -> None:
        """Delete questions, votes, drawings and phones; those that `stay` are numbered anew."""

        def work(db: sqlite3.Connection) -> None:
            for table in ("question", "drawing", "phone"):
                db.execute(f"DELETE FROM {table} WHERE room = ?", (code,))
            db.executemany(
                "INSERT INTO phone VALUES (?, ?, ?)", [(code, p, n) for n, p in enumerate(stay)]
            )
            db.execute(
                "UPDATE room SET question = NULL, task = ?, drawings_version = "
                "drawings_version + 1 WHERE code = ?",
                (json.dumps(NO_TASK), code),
            )

        self.change(code, work)
        self.file.forget()

    def set_task(self, code: str, task: Mapping[str, Any]) -> None:
        put = "UPDATE room SET task = ? WHERE code = ?"
        self.change(code, lambda db: db.execute(put, (json.dumps(task), code)))

    def change(self, code: str, work: Callable[[sqlite3.Connection], Result]) -> Result:
        """Do it, and count the room's version on."""

        def both(db: sqlite3.Connection) -> Result:
            db.execute("UPDATE room SET version = version + 1 WHERE code = ?", (code,))
            return work(db)

        return self.file.do(both)

    # --- questions ---

    def prepare(self, id_: str, asked: Asked) -> None:
        row = (id_, asked.written(), self.clock())
        self.file.do(lambda db: db.execute("INSERT INTO prepared VALUES (?, ?, ?)", row))

    def prepared(self, id_: str) -> Asked | None:
        get = "SELECT asked FROM prepared WHERE id = ?"
        row = self.file.do(lambda db: db.execute(get, (id_,)).fetchone(), write=False)
        return Asked.read(json.loads(row[0])) if row else None

    def ask(self, code: str, asked: Asked | None) -> None:
        """Put the question; one that was put before comes back with its votes and its stage, and
        as it was when they were given."""

        def work(db: sqlite3.Connection) -> None:
            id_ = None
            if asked:
                row = (code, asked.key, asked.written())
                put = (
                    "INSERT INTO question (room, key, asked, stage, told) VALUES (?, ?, ?, 'lobby',"
                    " 0) ON CONFLICT DO UPDATE SET asked = excluded.asked WHERE NOT EXISTS "
                    "(SELECT 1 FROM vote WHERE vote.question = question.id)"
                )
                db.execute(put, row)
                found = "SELECT id FROM question WHERE room = ? AND key = ?"
                id_ = db.execute(found, row[:2]).fetchone()[0]
            db.execute("UPDATE room SET question = ? WHERE code = ?", (id_, code))

        self.change(code, work)

    def question(self, id_: int | None) -> Question | None:
        get = "SELECT id, asked, stage, told FROM question WHERE id = ?"
        row = self.file.do(lambda db: db.execute(get, (id_,)).fetchone(), write=False)
        return _question(row) if row else None

    def questions(self, code: str) -> list[Question]:
        get = "SELECT id, asked, stage, told FROM question WHERE room = ? ORDER BY id"
        rows = self.file.do(lambda db: db.execute(get, (code,)).fetchall(), write=False)
        return [_question(row) for row in rows]

    def set_stage(self, code: str, question: int, stage: str, told: bool) -> None:
        put = "UPDATE question SET stage = ?, told = told OR ? WHERE id = ?"
        self.change(code, lambda db: db.execute(put, (stage, told, question)))

    # --- phones and votes ---

    def join(self, code: str, phone: str, most: int) -> int | None:
        """The phone's number in its room, from 0; None where the room is full."""
        get = "SELECT number FROM phone WHERE room = ? AND phone = ?"
        row = self.file.do(lambda db: db.execute(get, (code, phone)).fetchone(), write=False)
        if row:
            return int(row[0])

        def work(db: sqlite3.Connection) -> int | None:
            count = "SELECT count(*), coalesce(max(number) + 1, 0) FROM phone WHERE room = ?"
            joined, number = db.execute(count, (code,)).fetchone()
            if joined >= most:
                return None
            put = "INSERT OR IGNORE INTO phone VALUES (?, ?, ?)"
            db.execute(put, (code, phone, number))
            db.execute("UPDATE room SET version = version + 1 WHERE code = ?", (code,))
            return int(db.execute(get, (code, phone)).fetchone()[0])

        return self.file.do(work)

    def joined(self, code: str) -> dict[str, int]:
        """Phone → its number."""
        get = "SELECT phone, number FROM phone WHERE room = ?"
        return dict(self.file.do(lambda db: db.execute(get, (code,)).fetchall(), write=False))

    def vote(self, code: str, question: int, stage: str, vote: Vote) -> int | None:
        """The room's version with this vote in place of the phone's last of the round; None where
        the question is no longer at this stage."""

        def work(db: sqlite3.Connection) -> int | None:
            put = (
                "INSERT INTO vote SELECT id, ?, ?, ?, ?, ? FROM question WHERE id = ? AND stage = ?"
                " ON CONFLICT DO UPDATE SET choice = excluded.choice, sure = excluded.sure, "
                "at = excluded.at"
            )
            row = (vote.round, vote.phone, vote.choice, vote.sure, self.clock(), question, stage)
            if not db.execute(put, row).rowcount:
                return None
            db.execute("UPDATE room SET version = version + 1 WHERE code = ?", (code,))
            get = "SELECT version FROM room WHERE code = ?"
            return int(db.execute(get, (code,)).fetchone()[0])

        return self.file.do(work)

    def votes(self, question: int) -> list[Vote]:
        get = "SELECT round, phone, choice, sure FROM vote WHERE question = ? ORDER BY at"
        rows = self.file.do(lambda db: db.execute(get, (question,)).fetchall(), write=False)
        return [Vote(*row) for row in rows]

    # --- drawings ---

    def add_drawing(self, code: str, drawn: Drawn, most: int) -> int | None:
        """Its number; None where the phone has sent so many already. drawn.id is not used."""

        def work(db: sqlite3.Connection) -> int | None:
            count = "SELECT count(*) FROM drawing WHERE room = ? AND phone = ?"
            if db.execute(count, (code, drawn.phone)).fetchone()[0] >= most:
                return None
            _count_drawings(db, code)
            texts = [json.dumps(value) for value in (drawn.strokes, drawn.outputs, drawn.task)]
            put = (
                "INSERT INTO drawing (room, phone, strokes, label, digit, outputs, pixels, task, "
                "at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
            )
            row = (code, drawn.phone, texts[0], drawn.label, drawn.digit, texts[1])
            return db.execute(put, (*row, drawn.pixels.tobytes(), texts[2], self.clock())).lastrowid

        return self.change(code, work)

    def drawings(self, code: str, after: int = 0, most: int = -1) -> list[Drawn]:
        """Those with a number above `after`, oldest first, at most so many where that is said."""
        get = (
            "SELECT id, phone, strokes, label, digit, outputs, pixels, task, at FROM drawing "
            "WHERE room = ? AND id > ? ORDER BY id LIMIT ?"
        )
        rows = self.file.do(lambda db: db.execute(get, (code, after, most)).fetchall(), write=False)
        return [_drawn(row) for row in rows]

    def count_drawings(self, code: str) -> int:
        get = "SELECT count(*) FROM drawing WHERE room = ?"
        return self.file.do(lambda db: db.execute(get, (code,)).fetchone(), write=False)[0]

    def own_drawings(self, code: str, phone: str) -> list[dict[str, Any]]:
        """What a phone is told of its digits."""
        get = (
            "SELECT id, digit, label, outputs, task, became FROM drawing "
            "WHERE room = ? AND phone = ?"
        )
        rows = self.file.do(lambda db: db.execute(get, (code, phone)).fetchall(), write=False)
        return [
            {
                "id": id_,
                "digit": digit,
                "label": label,
                "output": json.loads(outputs)[digit],
                "kind": json.loads(task)["kind"],
                "became": became and json.loads(became),
            }
            for id_, digit, label, outputs, task, became in rows
        ]

    def remove_drawing(self, code: str, id_: int) -> bool:
        """Whether there was one."""

        def work(db: sqlite3.Connection) -> bool:
            _count_drawings(db, code)
            gone = db.execute("DELETE FROM drawing WHERE room = ? AND id = ?", (code, id_))
            return gone.rowcount == 1

        removed = self.change(code, work)
        self.file.forget()
        return removed

    def set_became(self, code: str, became: Mapping[int, Any]) -> None:
        def work(db: sqlite3.Connection) -> None:
            _count_drawings(db, code)
            put = "UPDATE drawing SET became = ? WHERE room = ? AND id = ?"
            db.executemany(put, [(json.dumps(told), code, id_) for id_, told in became.items()])

        self.change(code, work)


def _count_drawings(db: sqlite3.Connection, code: str) -> None:
    put = "UPDATE room SET drawings_version = drawings_version + 1 WHERE code = ?"
    db.execute(put, (code,))


def _question(row: tuple) -> Question:
    id_, asked, stage, told = row
    return Question(id_, Asked.read(json.loads(asked)), stage, bool(told))


def _drawn(row: tuple) -> Drawn:
    id_, phone, strokes, label, digit, outputs, pixels, task, at = row
    loud = json.loads(outputs)
    return Drawn(
        id=id_,
        phone=phone,
        strokes=json.loads(strokes),
        label=label,
        digit=digit,
        output=loud[digit],
        outputs=loud,
        pixels=np.frombuffer(pixels, np.uint8),
        task=json.loads(task),
        at=at,
    )
