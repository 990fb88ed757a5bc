"""A class of phones votes: how soon does it reach the projector and the last phone, and all of it?

    python tests/bench/room.py [--phones 300] [--questions 12] [--within 3] [--pens 10]
        [--more 1000]

Bare phones, each with its stream of events and its votes, share the machine with the server. Every
question has two rounds; in a round each phone votes once, one in five then changes its mind, within
so many seconds; three in ten sleep when it opens, half of them without a goodbye, and come back in
the middle of it. Between two rounds of one question the server is stopped and started again. Beside
it all, so many pens draw over the live channel. Then the same with more phones, a question alone.
"""

import argparse
import asyncio
import bisect
import json
import os
import random
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]

import numpy as np
from bench.class_draws import Class_, server, spent, student

from browser.server import free_port, served

CHOICES = 4
ASLEEP, SECOND_THOUGHTS = 0.3, 0.2
RETRY = 1, 4  # seconds until a phone connects again
PATIENCE = 60  # seconds after which something counts as lost


async def ask(port: int, method: str, path: str, body: object = None, host: str = "") -> tuple:
    """The status and the JSON of an answer, on a connection of its own."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    sent = b"" if body is None else json.dumps(body).encode()
    head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n"
    head += f"Content-Length: {len(sent)}\r\nContent-Type: application/json\r\n"
    head += f"Authorization: Bearer {host}\r\n" if host else ""
    writer.write(f"{head}\r\n".encode() + sent)
    answer = await reader.read()
    writer.close()
    head, _, text = answer.partition(b"\r\n\r\n")
    is_json = b"application/json" in head
    return int(head.split()[1]), json.loads(text) if is_json else text


class Listener:
    """Keeps a stream of events open, as a browser does. arrived: when each version came"""

    def __init__(self, port: int, code: str, phone: str) -> None:
        self.port, self.phone, self.path = port, phone, f"/room/{code}/events?phone={phone}"
        self.state: dict = {}
        self.versions: list[int] = []
        self.arrived: list[float] = []
        self.stages: dict[tuple, float] = {}
        self.refused = 0
        self._news = asyncio.Event()
        self._writer: asyncio.StreamWriter | None = None
        self._task: asyncio.Task | None = None

    def wake(self) -> None:
        self._task = asyncio.create_task(self._listen())

    def sleep(self, goodbye: bool) -> None:
        """goodbye: whether the server is told, as a computer does; a phone may just go silent"""
        if self._task:
            self._task.cancel()
        if self._writer:
            (self._writer.close if goodbye else self._writer.transport.abort)()

    async def _listen(self) -> None:
        while True:
            try:
                await self._once()
            except OSError:
                self.refused += 1
            await asyncio.sleep(random.uniform(*RETRY))

    async def _once(self) -> None:
        reader, self._writer = await asyncio.open_connection("127.0.0.1", self.port)
        head = f"GET {self.path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n\r\n"
        self._writer.write(head.encode())
        self.refused += (await reader.readline()).split()[1:2] != [b"200"]
        while line := await reader.readline():
            if line.startswith(b"data: "):
                self._take(json.loads(line[6:]))

    def _take(self, state: dict) -> None:
        self.state, now = state, time.perf_counter()
        if not self.versions or state["version"] > self.versions[-1]:
            self.versions.append(state["version"])
            self.arrived.append(now)
        self.stages.setdefault(turn(state), now)
        self._news.set()

    async def until(self, true) -> None:
        async with asyncio.timeout(PATIENCE):
            while not (self.state and true(self.state)):
                self._news.clear()
                await self._news.wait()

    def heard(self, version: int) -> float:
        """When it was first told this version, or a newer one."""
        return self.arrived[bisect.bisect_left(self.versions, version)]


def turn(state: dict) -> tuple:
    return (state["question"] or {}).get("id"), state["stage"]


@dataclass
class Figures:
    """In seconds: to the projector from each vote, to each phone from each stage, and the last."""

    votes: list[float] = field(default_factory=list)
    stages: list[float] = field(default_factory=list)
    last: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)
    wrong: int = 0


class Lecture:
    """A room with its projector and its phones."""

    def __init__(self, port: int, code: str, host: str, phones: int, within: float) -> None:
        self.port, self.code, self.host, self.within = port, code, host, within
        self.projector = Listener(port, code, "")
        self.phones = [Listener(port, code, f"p{number}") for number in range(phones)]
        self.rng, self.figures = random.Random(1), Figures()
        self.asked = 0

    async def post(self, path: str, body: object) -> dict:
        status, told = await ask(self.port, "POST", f"/room/{self.code}/{path}", body, self.host)
        assert status == 200, (path, status, told)
        return told

    async def join(self) -> float:
        """Everybody scans the code at once: the page, then the events. How long the last took."""
        began = time.perf_counter()
        self.projector.wake()

        async def scan(phone: Listener) -> None:
            await ask(self.port, "GET", f"/room/{self.code}")
            phone.wake()
            await phone.until(lambda state: True)

        await asyncio.gather(*map(scan, self.phones))
        return time.perf_counter() - began

    async def stage(self, stage: str, awake: list[Listener]) -> tuple:
        began = time.perf_counter()
        question = turn(await self.post("stage", {"stage": stage}))
        for phone in awake:
            await phone.until(lambda state: turn(state) == question)
        waits = [max(0.0, phone.stages[question] - began) for phone in awake]
        self.figures.stages += waits
        self.figures.last.append(max(waits))
        return question

    async def vote(self, phone: Listener, choice: int, sent: list) -> None:
        body = {"phone": phone.phone, "choice": choice, "sure": self.rng.randint(1, 5)}
        began = time.perf_counter()
        for _ in range(20):
            status, told = await ask(self.port, "POST", f"/room/{self.code}/vote", body)
            if status == 200:
                break
            self.figures.refused.append(status)
            await asyncio.sleep(0.3)
        self.figures.answers.append(time.perf_counter() - began)
        sent.append((began, told["version"]))

    async def round(self, number: int) -> dict[str, int]:
        """One round, and what each phone chose at last."""
        asleep = set(self.rng.sample(self.phones, round(ASLEEP * len(self.phones))))
        for phone in asleep:
            phone.sleep(goodbye=self.rng.random() < 0.5)
        awake = [phone for phone in self.phones if phone not in asleep]
        opened = await self.stage(f"open {number}", awake)
        chosen: dict[str, int] = {}
        sent: list[tuple[float, int]] = []

        async def think(phone: Listener, after: float, changes: bool) -> None:
            await asyncio.sleep(after)
            if phone in asleep:
                phone.wake()
                await phone.until(lambda state: turn(state) == opened)
            for _ in range(1 + changes):
                chosen[phone.phone] = self.rng.randrange(CHOICES)
                await self.vote(phone, chosen[phone.phone], sent)
                await asyncio.sleep(0.25)

        plans = [
            (phone, self.rng.uniform(0, self.within), self.rng.random() < SECOND_THOUGHTS)
            for phone in self.phones
        ]
        await asyncio.gather(*(think(*plan) for plan in plans))
        newest = max(version for _, version in sent)
        await self.projector.until(lambda state: state["version"] >= newest)
        self.figures.votes += [self.projector.heard(version) - at for at, version in sent]
        await self.stage(f"closed {number}", self.phones)
        return chosen

    async def question(self, between=None) -> None:
        """Two rounds, then the votes compared with what the phones chose. between: done between"""
        choices = [f"choice {i}" for i in range(CHOICES)]
        self.asked += 1
        asked = {"text": f"Question {self.asked}?", "choices": choices, "right": 1}
        await self.post("question", asked)
        first = await self.round(1)
        await self.stage("votes 1", self.phones)
        if between:
            await between()
        await self.stage("discuss", self.phones)
        second = await self.round(2)
        told = await self.post("stage", {"stage": "votes 2"})
        pairs = np.zeros((CHOICES, CHOICES), int)
        for phone, choice in first.items():
            pairs[choice, second[phone]] += 1
        expected = pairs.sum(axis=1).tolist(), pairs.sum(axis=0).tolist(), pairs.tolist()
        self.figures.wrong += (told["votes"]["1"], told["votes"]["2"], told["moves"]) != expected

    def tell(self, what: str, took: float, cpu: float) -> None:
        f = self.figures
        print(
            f"{what}: {len(f.votes)} votes, {f.wrong} questions with a wrong count; "
            f"vote → projector {spread(f.votes)}, answered {spread(f.answers)}; stage → a phone "
            f"{spread(f.stages)}, → the last phone median {1000 * np.median(f.last):.0f} ms, worst "
            f"{1000 * max(f.last):.0f} ms; sent again {len(f.refused)}; server "
            f"{cpu / took:.2f} cores, {1000 * cpu / len(f.votes):.1f} ms a vote with all of it; "
            f"load {os.getloadavg()[0]:.1f}",
            flush=True,
        )


def spread(seconds: list[float]) -> str:
    mid, high, most = np.percentile(seconds, [50, 95, 100]) * 1000
    return f"median {mid:.0f}, p95 {high:.0f}, worst {most:.0f} ms"


async def opened(port: int, phones: int, within: float) -> Lecture:
    status, told = await ask(port, "POST", "/room", {})
    assert status == 201
    lecture = Lecture(port, told["code"], told["host"], phones, within)
    process = server()
    before = spent(process)
    took = await lecture.join()
    print(
        f"{phones} phones join at once: the last after {took:.2f} s, server "
        f"{spent(process) - before:.2f} s of CPU; load {os.getloadavg()[0]:.1f}",
        flush=True,
    )
    return lecture


async def play(lecture: Lecture, questions: int, pens: int, restart, what: str) -> None:
    url, everyone = f"http://127.0.0.1:{lecture.port}", Class_()
    process = server()
    before, began = spent(process), time.perf_counter()
    end = time.monotonic() + 3600
    drawing = [asyncio.create_task(student(url, k, end, everyone)) for k in range(pens)]
    for _ in range(questions):
        await lecture.question()
    lecture.tell(what, time.perf_counter() - began, spent(process) - before)
    for pen in drawing:
        pen.cancel()
    await asyncio.gather(*drawing, return_exceptions=True)
    if pens:
        told = f"{spread(everyone.waits)}, {everyone.failed} failed"
        print(f"{pens} pens beside it: {told}", flush=True)
    if restart:
        lecture.figures = Figures()
        await lecture.question(between=restart)
        wrong = lecture.figures.wrong
        print(f"server started again between two rounds: {wrong} wrong counts", flush=True)


async def run(apps: ExitStack, port: int, given: argparse.Namespace) -> None:
    lecture = await opened(port, given.phones, given.within)

    async def restart() -> None:
        began = time.perf_counter()
        await asyncio.to_thread(apps.close)
        await asyncio.to_thread(apps.enter_context, served(port=port))
        up = time.perf_counter()
        for phone in (lecture.projector, *lecture.phones):
            phone.state = {}
        for phone in (lecture.projector, *lecture.phones):
            await phone.until(lambda state: True)
        back = time.perf_counter() - up
        print(f"down for {up - began:.1f} s, everybody is back {back:.1f} s later", flush=True)

    await play(lecture, given.questions, given.pens, restart, f"{given.phones} phones")
    lecture.figures, lecture.within = Figures(), 0.0
    await play(lecture, 1, 0, None, f"{given.phones} phones, all at once")
    for phone in (lecture.projector, *lecture.phones):
        phone.sleep(goodbye=True)
    if given.more:
        large = await opened(port, given.more, given.within)
        await play(large, 2, given.pens, None, f"{given.more} phones")
        print(f"refused connections: {sum(phone.refused for phone in large.phones)}")


def main(given: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as apps:
        os.environ["BACKPROP_ROOMS"] = str(Path(folder) / "rooms.sqlite")
        port = free_port()
        apps.enter_context(served(port=port))
        asyncio.run(run(apps, port, given))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--phones", type=int, default=300)
    parser.add_argument("--questions", type=int, default=12)
    parser.add_argument("--within", type=float, default=3.0)
    parser.add_argument("--pens", type=int, default=10)
    parser.add_argument("--more", type=int, default=1000)
    main(parser.parse_args())
