"""Asks the rooms' addresses without a server: a request in, the whole answer out."""

import asyncio
import itertools
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aside import run
from starlette.applications import Starlette

from backprop.lab.sheet import workbook
from backprop.room.rooms import Rooms
from backprop.room.routes import routes

PAGE = "<!doctype html><title>The class</title>"
TYPE = {"Content-Type": "application/json"}
QUESTION = {
    "key": "sign",
    "text": "Which way?",
    "choices": ["up", "down", "no way"],
    "right": 1,
    "reasons": ["because up", "because down", "because no way"],
    "misconceptions": ["Slopes point down", "", "Nothing moves"],
    "topic": "Sign of a gradient",
    "slide": "gradient",
}


class Clock:
    """Stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def problem(self) -> str:
        return self.json["problem"]


class Server:
    """The rooms of one process. Without a clock, a second passes whenever one is looked at."""

    def __init__(self, file: Path, clock: Clock | None = None) -> None:
        ticking = clock or itertools.count(1_000_000.0).__next__
        self.rooms = Rooms(lambda: file, now=clock or (lambda: 1e9), clock=ticking)
        self.app = Starlette(
            routes=routes(
                "/studio/", self.rooms, lambda: PAGE, workbook, lambda origin: "friend" in origin
            )
        )

    async def send(self, method: str, path: str, body: bytes, headers: dict) -> Reply:
        parts: list[dict] = []
        waiting = [{"type": "http.request", "body": body, "more_body": False}]

        async def receive() -> dict:
            return waiting.pop() if waiting else {"type": "http.disconnect"}

        async def send(part: dict) -> None:
            parts.append(part)

        await self.app(scope(method, path, headers), receive, send)
        told = {k.decode(): v.decode() for k, v in parts[0]["headers"]}
        return Reply(parts[0]["status"], told, b"".join(p["body"] for p in parts[1:]))

    def ask(
        self, method: str, path: str, body: Any = None, headers: dict | None = None, **more: str
    ) -> Reply:
        """body: bytes, or what becomes JSON; more: headers, _ in their names for -"""
        if not isinstance(body, bytes):
            body = json.dumps({} if body is None else body).encode()
        named = {name.replace("_", "-"): value for name, value in more.items()}
        given = {**TYPE, **(headers or {}), **named}
        return run(self.send(method, path, body, given))

    @asynccontextmanager
    async def listening(self, path: str) -> AsyncIterator["Stream"]:
        stream = Stream()
        task = asyncio.create_task(self.app(scope("GET", path, {}), stream.receive, stream.send))
        try:
            yield stream
        finally:
            stream.gone.set()
            await task

    def open(self) -> "Room":
        told = self.ask("POST", "/room").json
        return Room(self, told["code"], {"Authorization": f"Bearer {told['host']}"})


def scope(method: str, path: str, headers: dict) -> dict:
    path, _, query = path.partition("?")
    return {
        "type": "http",
        "method": method,
        "scheme": "http",
        "path": f"/studio{path}",
        "root_path": "",
        "query_string": query.encode(),
        "headers": [
            (name.lower().encode(), value.encode())
            for name, value in {"Host": "class.example:8501", **headers}.items()
        ],
    }


class Stream:
    """What a listener is sent. news: one part after the other"""

    def __init__(self) -> None:
        self.gone = asyncio.Event()
        self.parts: asyncio.Queue[bytes | None] = asyncio.Queue()
        self.headers: dict[str, str] = {}
        self._open = asyncio.Event()
        self._open.set()

    def hold(self) -> None:
        """Take nothing in, as a phone with a bad connection does."""
        self._open.clear()

    def release(self) -> None:
        self._open.set()

    async def receive(self) -> dict:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, part: dict) -> None:
        await self._open.wait()
        if part["type"] == "http.response.start":
            self.headers = {k.decode(): v.decode() for k, v in part["headers"]}
        else:
            if part["body"]:
                self.parts.put_nowait(part["body"])
            if not part.get("more_body"):
                self.parts.put_nowait(None)

    async def state(self, true=lambda state: True) -> dict:
        """The first state to come of which this is true."""
        while True:
            part = await self.parts.get()
            assert part is not None, "the stream has ended"
            for line in part.decode().splitlines():
                if line.startswith("data: ") and true(told := json.loads(line[6:])):
                    return told


@dataclass(frozen=True)
class Room:
    """A room, as its host has it."""

    server: Server
    code: str
    host: dict

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Reply:
        return self.server.ask(method, f"/room/{self.code}{path}", body, self.host, **headers)

    def question(self, **other: Any) -> dict:
        reply = self.ask("POST", "/question", QUESTION | other)
        assert reply.status == 200, reply.body
        return reply.json

    def turn(self, stage: str) -> Reply:
        return self.ask("POST", "/stage", {"stage": stage})

    def go(self, *stages: str) -> dict:
        """Through these stages; the state at the last."""
        for stage in stages:
            reply = self.turn(stage)
            assert reply.status == 200, reply.body
        return reply.json

    def vote(self, phone: str, choice: Any, **more: Any) -> Reply:
        path = f"/room/{self.code}/vote"
        return self.server.ask("POST", path, {"phone": phone, "choice": choice, **more})

    def state(self, phone: str = "") -> dict:
        """As everybody has it, or as a phone has it."""
        return self.server.ask("GET", f"/room/{self.code}/state?phone={phone}").json

    def draw(self, phone: str, strokes: Any, **more: Any) -> Reply:
        path = f"/room/{self.code}/drawing"
        return self.server.ask("POST", path, {"phone": phone, "strokes": strokes, **more})
