"""Ten people train at once, two more draw: does everybody still get pictures and answers?

    python tests/bench/live_training.py [--sessions 10] [--seconds 30] [--soak MINUTES]

The visitors are bare websocket clients that say to the server what a browser says, timers included:
ten real browsers would take the cores away from the server. So drawing in the browser is not
counted. One of those who draw asks the live channel, as pages do while the pen moves and when it is
lifted; the other has none, and an answer's time runs from sending the pen's strokes to Streamlit to
the end of its last message. What is left of the work when all sockets are closed is read from
/proc, so Linux only.

With --soak the sessions train for so many minutes; when one is done it starts again, and every half
minute one visitor leaves and another comes. What is watched is the server's memory.
"""

import argparse
import asyncio
import json
import os
import random
import statistics
import sys
import time
from contextlib import AsyncExitStack
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]

import numpy as np
from bench.class_draws import Class_, student
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

from backprop.digits import PEN_WIDTH
from backprop.live.wire import unpack
from browser.server import served
from strokes import STROKES

STAY = 30.0  # seconds between two changes of visitors in a soak


class Visitor:
    """One browser tab.

    widgets: the ids of switches and own components by their label or name
    pictures: how many live pictures came; guess: the last guess on the drawing page, HTML
    """

    def __init__(self, url: str, page: str) -> None:
        self._url, self._page = url.replace("http", "ws") + "/_stcore/stream", page
        self._states: dict[str, dict] = {}
        self._fragments: dict[str, str] = {}
        self._timers: list[asyncio.Task] = []
        self._finished = asyncio.Event()
        self.widgets: dict[str, str] = {}
        self.pictures = 0
        self.guess = ""

    async def __aenter__(self) -> "Visitor":
        self._socket = await connect(self._url, subprotocols=["streamlit"], max_size=None)
        self._listening = asyncio.create_task(self._listen())
        await self.send()
        return self

    async def __aexit__(self, *problem) -> None:
        await self._socket.close()
        await self._listening
        self._stop_timers()

    async def send(self, fragment: str = "", auto: bool = False) -> None:
        """Ask for a run of the page or of a fragment; wait for it, unless a timer asks."""
        message = BackMsg()
        asked = message.rerun_script
        asked.page_name, asked.fragment_id, asked.is_auto_rerun = self._page, fragment, auto
        for widget, value in self._states.items():
            asked.widget_states.widgets.add(id=widget, **value)
        self._finished.clear()
        await self._socket.send(message.SerializeToString())
        if not auto:
            await asyncio.wait_for(self._finished.wait(), 60)

    async def train(self) -> None:
        """Press the switch that starts a training, if it is not running."""
        for name in ("Start", "Again"):
            if name in self.widgets:
                self._states[self.widgets[name]] = {"bool_value": True}
                await self.send()
                return

    async def draw(self, strokes: list, serial: int) -> float:
        """Lift the pen; seconds until the whole answer is there."""
        lines = [
            {"tool": "pen", "width": PEN_WIDTH, "points": [v for point in stroke for v in point]}
            for stroke in strokes
        ]
        ink = {"strokes": lines, "picture": None, "serial": serial}
        self._states[self.widgets["canvas"]] = {"json_value": json.dumps({"ink": ink})}
        began = time.perf_counter()
        await self.send(self._fragments["canvas"])
        seconds = time.perf_counter() - began
        assert f'data-drawing="{serial}"' in self.guess, "an answer to another drawing"
        return seconds

    async def _listen(self) -> None:
        async for packed in self._socket:
            message = ForwardMsg.FromString(packed)
            kind = message.WhichOneof("type")
            if kind == "new_session" and not message.metadata.run.fragment_ids:
                self._stop_timers()
                self.widgets.clear()
            elif kind == "auto_rerun":
                self._timers.append(asyncio.create_task(self._ask_again(message.auto_rerun)))
            elif kind == "delta":
                self._see(message.delta)
            elif kind == "script_finished":
                self._finished.set()

    def _see(self, delta) -> None:
        element = delta.new_element
        kind = element.WhichOneof("type")
        if kind == "checkbox":
            self.widgets[element.checkbox.label] = element.checkbox.id
        elif kind == "exception":
            raise RuntimeError(element.exception.message)
        elif kind == "bidi_component":
            found = element.bidi_component
            self.widgets[found.component_name] = found.id
            self._fragments[found.component_name] = delta.fragment_id
            self.pictures += found.component_name == "training"
            if (
                found.component_name == "told"
                and (said := unpack(found.bytes)[0])["part"] == "guess"
            ):
                self.guess = said["html"]

    async def _ask_again(self, timer) -> None:
        while True:
            await asyncio.sleep(timer.interval)
            await self.send(timer.fragment_id, auto=True)

    def _stop_timers(self) -> None:
        for timer in self._timers:
            timer.cancel()
        self._timers.clear()


class Server:
    """The one process that this bench has started."""

    def __init__(self) -> None:
        children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
        self._folder = Path("/proc") / children[0]

    @property
    def seconds(self) -> float:
        """Of a core that it has used so far."""
        fields = (self._folder / "stat").read_text().rsplit(")", 1)[1].split()
        return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")

    @property
    def memory(self) -> float:
        """What it holds in memory, MB."""
        pages = int((self._folder / "statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20

    async def load(self, seconds: float) -> float:
        """How many cores it keeps busy."""
        before = self.seconds
        await asyncio.sleep(seconds)
        return (self.seconds - before) / seconds


async def training(url: str, sessions: int, seconds: float) -> None:
    server, rng = Server(), random.Random(0)
    async with AsyncExitStack() as stack:
        visitors = [
            await stack.enter_async_context(Visitor(url, "training")) for _ in range(sessions)
        ]
        for visitor in visitors:
            await visitor.train()
        drawing = await stack.enter_async_context(Visitor(url, ""))
        before = [visitor.pictures for visitor in visitors]
        began, used = time.perf_counter(), server.seconds
        waits: list[float] = []
        live = Class_()
        pen = asyncio.create_task(student(url, 0, time.monotonic() + seconds, live))
        while time.perf_counter() - began < seconds:
            strokes = STROKES[rng.randrange(10)]
            for count in range(1, len(strokes) + 1):
                await asyncio.sleep(rng.uniform(0.1, 0.4))
                waits.append(await drawing.draw(strokes[:count], len(waits) + 1))
        took, used = time.perf_counter() - began, server.seconds - used
        rates = [(v.pictures - b) / took for v, b in zip(visitors, before)]
        await pen
    print(
        f"{sessions} sessions training: {min(rates):.1f} to {max(rates):.1f} pictures a second "
        f"each, the server on {used / took:.2f} cores"
    )
    for what, found in (("answers", live.waits), ("pen-ups", live.ups)):
        middle, high = np.percentile(found, [50, 95]) * 1000
        print(
            f"one more draws, live channel, {len(found)} {what}: median {middle:.0f} ms, "
            f"95th percentile {high:.0f} ms, longest {1000 * max(found):.0f} ms"
        )
    waits = sorted(1000 * wait for wait in waits)
    print(
        f"another draws, Streamlit alone, {len(waits)} pen-ups: "
        f"median {statistics.median(waits):.0f} ms, "
        f"95th percentile {waits[int(0.95 * len(waits))]:.0f} ms, longest {waits[-1]:.0f} ms"
    )
    left = [await server.load(1) for _ in range(3)]
    print(
        "all sockets closed: "
        + ", ".join(f"{cores:.2f}" for cores in left)
        + " cores, second by second"
    )


async def soak(url: str, sessions: int, minutes: float) -> None:
    server, began = Server(), time.perf_counter()
    print(f"before anybody: {server.memory:.0f} MB")
    visitors = [await Visitor(url, "training").__aenter__() for _ in range(sessions)]
    changed = time.perf_counter()
    while (now := time.perf_counter()) < began + 60 * minutes:
        for visitor in visitors:
            await visitor.train()
        if now - changed > STAY:
            changed = now
            await visitors.pop(0).__aexit__()
            visitors.append(await Visitor(url, "training").__aenter__())
            print(f"{(now - began) / 60:.1f} min: {server.memory:.0f} MB", flush=True)
        await asyncio.sleep(1)
    for visitor in visitors:
        await visitor.__aexit__()
    print(f"all gone: {server.memory:.0f} MB")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sessions", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--soak", type=float, metavar="MINUTES")
    given = parser.parse_args()
    with served() as url:
        if given.soak:
            asyncio.run(soak(url, given.sessions, given.soak))
        else:
            asyncio.run(training(url, given.sessions, given.seconds))
