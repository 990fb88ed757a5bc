"""A class draws at once: how long each pen waits for its whole answer.

    python tests/bench/class_draws.py [--clients 1 10 30 100] [--seconds 20] [--busy 0]

Bare clients of the live channel, each drawing strokes of 1.5 s with 0.8 to 2.2 s between them: a
message every 60 ms, or when the last was answered where that is later. The clients share the
machine with the server. --busy: so many other programs that never rest.
"""

import argparse
import asyncio
import os
import random
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]

import numpy as np
from bench.soak import busy
from websockets.asyncio.client import connect

from backprop.live import wire
from browser.server import served
from strokes import STROKES

EVERY = 0.06
STROKE = 1.5
PAUSE = 0.8, 2.2
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Class_:
    """waits: seconds from each message to its answer; ups: of those, of the last of a stroke"""

    waits: list[float] = field(default_factory=list)
    ups: list[float] = field(default_factory=list)
    failed: int = 0


def points(digit: int, count: int) -> np.ndarray:
    """A stroke as so many points, in tenths of a unit."""
    line = np.array(STROKES[digit][0], float)
    at = np.linspace(0, len(line) - 1, count)
    xy = [np.interp(at, np.arange(len(line)), line[:, axis]) for axis in (0, 1)]
    return np.round(10 * np.column_stack(xy)).astype("<i2")


def message(serial: int, label: int | None, new: np.ndarray, more: bool) -> bytes:
    about = {"page": "draw", "visitor": "", "network": "trained", "prepared": True, "label": label}
    stroke = {"tool": "pen", "width": 24, "count": new.size, "more": more}
    header = {"version": wire.VERSION, "serial": serial, "keep": 0, "picture": None}
    return wire.pack(header | {"about": about, "strokes": [stroke]}, new.ravel())


async def student(url: str, number: int, end: float, everyone: Class_) -> None:
    rng, serial = random.Random(number), 0
    await asyncio.sleep(rng.uniform(0, 3))
    async with connect(f"{url.replace('http', 'ws')}/live", max_size=None) as socket:
        while time.monotonic() < end:
            line = points(rng.randrange(10), round(STROKE / EVERY) * 3)
            begun, told = time.monotonic(), 0
            while told < len(line):
                due = begun + EVERY * (told / 3 + 1)
                await asyncio.sleep(max(0, due - time.monotonic()))
                upto = min(len(line), max(told + 3, 3 * int((time.monotonic() - begun) / EVERY)))
                serial += 1
                asked = time.perf_counter()
                await socket.send(message(serial, None, line[told:upto], told > 0))
                header, _ = wire.unpack(await socket.recv())
                everyone.waits.append(time.perf_counter() - asked)
                everyone.failed += "parts" not in header or header["serial"] != serial
                told = upto
            everyone.ups.append(everyone.waits[-1])
            await asyncio.sleep(rng.uniform(*PAUSE))


def spent(process: int) -> float:
    """Seconds of processor time that a process took so far."""
    after = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(after[11]) + int(after[12])) / TICKS


def server() -> int:
    """The process that this one started to serve the app."""
    tasks = Path("/proc/self/task").glob("*/children")
    children = [child for task in tasks for child in task.read_text().split()]
    return next(int(c) for c in children if "streamlit" in Path(f"/proc/{c}/cmdline").read_text())


async def run(url: str, clients: int, seconds: float) -> None:
    everyone, process = Class_(), server()
    before, end = spent(process), time.monotonic() + seconds
    began = time.monotonic()
    await asyncio.gather(*(student(url, k, end, everyone) for k in range(clients)))
    took, cpu = time.monotonic() - began, spent(process) - before
    mid, high = np.percentile(everyone.waits, [50, 95]) * 1000
    up_mid, up_high = np.percentile(everyone.ups, [50, 95]) * 1000
    print(
        f"{clients:4} pens: answer median {mid:.0f} ms, p95 {high:.0f} ms; pen-up median "
        f"{up_mid:.0f}, p95 {up_high:.0f} ms; {len(everyone.waits) / took:.0f} answers a second, "
        f"{everyone.failed} failed; server {cpu / took:.2f} cores, "
        f"{1000 * cpu / len(everyone.waits):.2f} ms an answer",
        flush=True,
    )


def main(clients: list[int], seconds: float, others: int) -> None:
    with busy(others), served() as url:
        for count in clients:
            asyncio.run(run(url, count, seconds))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 10, 30, 100])
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--busy", type=int, default=0)
    given = parser.parse_args()
    main(given.clients, given.seconds, given.busy)
