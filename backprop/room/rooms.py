"""All rooms of a server: who may do what in them, and who hears of it."""

import base64
import hashlib
import hmac
import json
import re
import secrets
import sqlite3
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from backprop import networks
from backprop.room import report, room
from backprop.room.asked import Asked, AskedError, Drawn
from backprop.room.crowd import Crowd, Crowds, Listener
from backprop.room.limits import PACE, Clock, Guesses, Pace, Refused
from backprop.room.reading import Reader
from backprop.room.store import Question, Row, Store, Vote

SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
LENGTH = 6
PHONES = 1000  # that join a room at most
DRAWINGS = 20  # of one phone
AT_A_TIME = 200  # drawings in one answer
PHONE = re.compile(r"[A-Za-z0-9_-]{1,64}")
SWEEP = 3600  # seconds from one look for old rooms to the next
NO_ROOM = Refused(404, "There is no room with this code. Look at the projector again.")
NOT_THE_HOST = Refused(403, "Only the host of this room may do that.")


class Rooms:
    """file: the path of what is kept, told when it is first needed; now: seconds since 1970;
    clock: seconds that nobody sets back

    Every method may be called from any thread, but for `begin` and `enter`, which belong to the
    server's loop. Where something is asked that cannot be, they raise Refused.
    """

    def __init__(
        self,
        file: Callable[[], Path],
        now: Callable[[], float] = time.time,
        clock: Clock = time.monotonic,
    ) -> None:
        self._file, self._now = file, now
        self._store: Store | None = None
        self.crowds = Crowds(self._event, self._tick)
        self._guesses, self._pace, self._drafts = (
            Guesses(clock),
            Pace(PACE, clock),
            Pace(PACE / 2, clock),
        )
        self._reader = Reader(clock)

    # --- for the pages ---

    def create(self) -> tuple[str, str]:
        """A new room: its code, and the token of its host."""
        host = secrets.token_urlsafe(24)
        while True:
            code = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
            if self.store.add_room(code, _hash(host)):
                self.store.clear_old()
                return code, host

    def is_host(self, code: str, host: str) -> bool:
        row = self._row(code)
        return row is not None and hmac.compare_digest(row.host, _hash(host))

    def prepare(self, asked: Asked) -> str:
        """Keep a question that no browser has seen, under a name that nobody guesses."""
        id_ = secrets.token_urlsafe(16)
        self.store.prepare(id_, asked)
        return id_

    def drawings(self, code: str) -> list[Drawn]:
        """All that were not removed, oldest first; none where there is no such room."""
        return self.store.drawings(code) if self._row(code) else []

    def tell_became(self, code: str, became: Mapping[int, tuple[int, float, int, float]]) -> None:
        """Tell each phone what became of its digits: digit and output before, and after."""
        self.store.set_became(code, became)
        self.crowds.wake(code)

    def neurons(self, code: str) -> list[list[int]] | None:
        """Votes down and up for each neuron, None until these are shown."""
        return self.state(code)["neurons"]

    def results(self, code: str) -> report.Report:
        row = self.find(code)
        asked = [(q, self.store.votes(q.id)) for q in self.store.questions(code)]
        drawn = self.store.drawings(code)
        return report.report(code, row.opened, self.store.joined(code), asked, drawn)

    @property
    def problem(self) -> str:
        """What the host should know about where rooms are kept; "" where all is well."""
        return self.store.file.problem

    # --- who asks ---

    @property
    def store(self) -> Store:
        if self._store is None:
            self._store = Store(self._file(), self._now)
        return self._store

    def _row(self, code: str) -> Row | None:
        return self.store.room(code) if self._is_begun() else None

    def _is_begun(self) -> bool:
        """A server that never had a room leaves nothing on the disk when one is asked for."""
        return self._store is not None or self._file().exists()

    def find(self, code: str, phone: str = "") -> Row:
        row = self._row(code)
        if phone and not PHONE.fullmatch(phone):
            raise Refused(422, "A phone's id is up to 64 letters, digits, - and _.")
        if phone and self._guesses.too_many(phone):
            if row is None or phone not in self.store.joined(code):
                raise Refused(429, "Too many wrong codes. Wait five minutes, then try again.")
        if row is None:
            if phone:
                self._guesses.count(phone)
            raise NO_ROOM
        return row

    def check_host(self, code: str, host: str) -> Row:
        row = self.find(code)
        if not self.is_host(code, host):
            raise NOT_THE_HOST
        return row

    def join(self, code: str, phone: str) -> int:
        """The phone's number in its room."""
        self.find(code, phone)
        number = self.store.join(code, phone, PHONES)
        if number is None:
            raise Refused(503, f"This room is full: {PHONES:,} phones have joined.")
        return number

    # --- what is told ---

    def state(self, code: str) -> dict[str, Any]:
        """What everybody may know."""
        return room.state(self._facts(self.find(code)))

    def _facts(self, row: Row) -> room.Facts:
        question = self.store.question(row.question)
        return room.Facts(
            room=row,
            question=question,
            votes=self.store.votes(question.id) if question else [],
            numbers=self.store.joined(row.code),
            here=len(self.crowds.phones(row.code)),
            drawings=self.store.count_drawings(row.code),
        )

    def own(self, code: str, phone: str) -> dict[str, Any]:
        """What a phone is told of itself."""
        row, number = self.find(code, phone), self.store.joined(code).get(phone)
        question = self.store.question(row.question)
        votes = self.store.votes(question.id) if question else []
        round_ = room.current_round(question, votes) if question else 1
        mine = [vote for vote in votes if vote.phone == phone and vote.round == round_]
        own: dict[str, Any] = {
            "choice": mine[0].choice if mine else None,
            "sure": mine[0].sure if mine else None,
            "neuron": None,
            "row": None,
            "drawings": self.store.own_drawings(code, phone),
        }
        if question and question.asked.kind == "neurons" and number is not None:
            own["neuron"] = number % question.asked.neurons
            own["row"] = room.own_row(question.asked, number)
        return own

    def for_host(self, code: str) -> dict[str, Any]:
        """What only the host is told."""
        question = self.store.question(self.find(code).question)
        votes = self.store.votes(question.id) if question else []
        return {
            "advice": room.advice(question, votes),
            "streams": self.crowds.connections(code),
            "problem": self.problem,
        }

    # --- what the host does ---

    def ask(self, code: str, told: Mapping[str, Any]) -> None:
        """told: {"prepared": its name}, or the question itself, or nothing for no question"""
        asked = None
        if "prepared" in told:
            name = told["prepared"]
            asked = self.store.prepared(name) if isinstance(name, str) else None
            if asked is None:
                raise Refused(422, "There is no such prepared question.")
        elif told and told.get("question", told) is not None:
            try:
                asked = Asked.read(told.get("question", told))
            except AskedError as problem:
                raise Refused(422, str(problem)) from None
        self.store.ask(code, asked)
        self.crowds.wake(code, at_once=True)

    def turn(self, code: str, stage: object) -> None:
        question = self._question(self.find(code))
        if not isinstance(stage, str):
            raise Refused(422, "A stage is a word.")
        room.check_turn(question, self.store.votes(question.id), stage)
        self.store.set_stage(code, question.id, stage, stage in ("right", "explained"))
        self.crowds.wake(code, at_once=True)

    def set_task(self, code: str, told: Mapping[str, Any]) -> None:
        """What phones draw from now on; {"kind": null} for nothing"""
        kind, label = told.get("kind"), told.get("label")
        network = told.get("network", "trained")
        if kind not in (None, "draw", "fool") or not _is_label(label):
            raise Refused(422, "A task is “draw” or “fool”, and a digit from 0 to 9 or none.")
        if not isinstance(network, str) or network not in networks.SHIPPED:
            raise Refused(422, f"The network is one of: {', '.join(networks.SHIPPED)}.")
        task = {"kind": kind, "label": label, "network": network} if kind else {"kind": None}
        self.store.set_task(code, task)
        self.crowds.wake(code, at_once=True)

    def remove_drawing(self, code: str, id_: int) -> None:
        if not self.store.remove_drawing(code, id_):
            raise Refused(404, "There is no such drawing.")
        self.crowds.wake(code)

    def reset(self, code: str) -> None:
        """The next class: votes and drawings go, the code stays, and who listens."""
        self.store.reset(code, self.crowds.phones(code))
        self.crowds.wake(code, at_once=True)

    def delete(self, code: str) -> None:
        self.store.delete_room(code)
        self.crowds.close(code)

    # --- what a phone does ---

    def vote(self, code: str, told: Mapping[str, Any]) -> int:
        """The room's version with this vote in it."""
        phone, choice, sure = (told.get(name) for name in ("phone", "choice", "sure"))
        if not isinstance(phone, str) or not phone:
            raise Refused(422, "A vote says whose phone it is from.")
        self.join(code, phone)
        question = self._question(self.find(code))
        round_ = room.open_round(question.stage)
        meant = told.get("question", str(question.id)), told.get("round", round_)
        if round_ is None or meant != (str(question.id), round_):
            raise Refused(409, "This round is closed.")
        if type(choice) is not int or not 0 <= choice < len(question.asked.choices):
            raise Refused(422, f"A choice is from 0 to {len(question.asked.choices) - 1}.")
        if sure is not None and (type(sure) is not int or not 1 <= sure <= 5):
            raise Refused(422, "How sure one is, is a number from 1 to 5.")
        self._pace.keep((code, phone))
        vote = Vote(round_, phone, choice, sure)
        version = self.store.vote(code, question.id, question.stage, vote)
        if version is None:
            raise Refused(409, "This round is closed.")
        self.crowds.wake(code)
        return version

    def draw(self, code: str, told: Mapping[str, Any]) -> dict[str, Any]:
        """How the network reads a phone's strokes; kept, unless they are a draft."""
        phone, label = told.get("phone"), told.get("label")
        if not isinstance(phone, str) or not phone or not _is_label(label):
            raise Refused(422, "A drawing says whose phone it is from, and its label or none.")
        self.join(code, phone)
        task, draft = self.find(code).task, told.get("draft") is True
        if task["kind"] is None:
            raise Refused(409, "Nothing is to be drawn just now.")
        (self._drafts if draft else self._pace).keep((code, phone, "draws"))
        read = self._reader.read(task["network"], told.get("strokes", ()), draft)
        id_ = None
        if not draft:
            drawn = Drawn(
                id=0,
                phone=phone,
                strokes=read.strokes,
                label=task["label"] if label is None else label,
                digit=read.digit,
                output=read.outputs[read.digit],
                outputs=read.outputs,
                pixels=read.pixels,
                task=task,
                at=self.store.clock(),
            )
            id_ = self.store.add_drawing(code, drawn, DRAWINGS)
            if id_ is None:
                raise Refused(409, f"You have sent {DRAWINGS} digits, the most that one may.")
            self.crowds.wake(code)
        return {"id": id_, **_told(read.digit, read.outputs, read.pixels.tobytes())}

    def gallery(self, code: str, after: int) -> list[dict[str, Any]]:
        """The next drawings after this number, oldest first, AT_A_TIME at most."""
        return [
            {
                "id": drawn.id,
                "strokes": drawn.strokes,
                "label": drawn.label,
                "task": drawn.task,
                "wrong": drawn.label is not None and drawn.label != drawn.digit,
                **_told(drawn.digit, drawn.outputs, drawn.pixels.tobytes()),
            }
            for drawn in self.store.drawings(code, after, AT_A_TIME)
        ]

    def _question(self, row: Row) -> Question:
        question = self.store.question(row.question)
        if question is None:
            raise Refused(409, "There is no question just now.")
        return question

    # --- who listens ---

    def begin(self) -> None:
        """The server starts: from now on, old rooms are deleted though nobody comes."""
        self.crowds.begin()
        self._sweep()

    def _sweep(self) -> None:
        if self._is_begun():
            try:
                self.store.clear_old()
            except sqlite3.OperationalError:  # another process is writing; it may be swept later
                return

    def enter(self, code: str, phone: str) -> tuple[Crowd, Listener]:
        """Listen to a room from now on."""
        if phone:
            self.join(code, phone)
        else:
            self.find(code)
        return self.crowds.enter(code, phone)

    def _event(self, code: str) -> bytes:
        state = self.state(code)
        return f"id: {state['version']}\ndata: {json.dumps(state)}\n\n".encode()

    def _tick(self, ticks: int) -> None:
        """Another server may have written in the file."""
        if self._store and self._store.file.changed_elsewhere():
            for code in self.crowds.codes():
                if self._row(code):
                    self.crowds.wake(code)
                else:
                    self.crowds.close(code)
        if ticks % SWEEP == 0:
            self._sweep()


def _hash(host: str) -> bytes:
    return hashlib.sha256(host.encode("utf-8", "replace")).digest()


def _is_label(value: object) -> bool:
    return value is None or (type(value) is int and 0 <= value <= 9)


def _told(digit: int, outputs: list[float], pixels: bytes) -> dict[str, Any]:
    return {
        "digit": digit,
        "output": outputs[digit],
        "outputs": outputs,
        "pixels": base64.b64encode(pixels).decode(),
    }
