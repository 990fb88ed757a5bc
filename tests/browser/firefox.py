"""Starts the Firefox that is installed for Playwright, which drives it over WebDriver BiDi.

Playwright tells each new context its colour scheme, even if that is to be the system's, by a
command that Firefox ESR does not know yet. So this program is started in Firefox's place, stands
between the two and answers that command where nothing is to be set. All else passes as it is.
"""

import asyncio
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from websockets.asyncio.client import connect
from websockets.asyncio.server import serve

UNKNOWN = "emulation.setMediaFeaturesOverride"


@contextmanager
def launched(playwright, path: str) -> Iterator:
    """The Firefox at `path`; its contexts need color_scheme="null"."""
    with tempfile.TemporaryDirectory() as folder:
        starter = Path(folder) / "firefox"
        starter.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{__file__}" "{path}" "$@"\n')
        starter.chmod(0o755)
        browser = playwright.firefox.launch(
            channel="moz-firefox",
            executable_path=starter,
            firefox_user_prefs={"dom.w3c_touch_events.enabled": 1},  # as with a touch screen
        )
        yield browser
        browser.close()


def answer(message: str) -> str | None:
    """What is said in Firefox's place, if anything."""
    command = json.loads(message)
    if command["method"] != UNKNOWN or any(command["params"]["features"].values()):
        return None
    return json.dumps({"type": "success", "id": command["id"], "result": {}})


async def stand_between(playwright, address: str) -> None:
    async with connect(address + playwright.request.path, max_size=None) as firefox:

        async def back() -> None:
            async for message in firefox:
                await playwright.send(message)

        answers = asyncio.create_task(back())
        async for message in playwright:
            if said := answer(message):
                await playwright.send(said)
            else:
                await firefox.send(message)
        answers.cancel()


async def main(command: list[str]) -> int:
    firefox = await asyncio.create_subprocess_exec(*command, stderr=subprocess.PIPE)
    while line := (await firefox.stderr.readline()).decode():
        if address := re.search(r"(?<=WebDriver BiDi listening on )\S+", line):
            meet = lambda playwright, at=address[0]: stand_between(playwright, at)  # noqa: E731
            server = await serve(meet, "127.0.0.1", 0, max_size=None)
            port = server.sockets[0].getsockname()[1]
            line = line.replace(address[0], f"ws://127.0.0.1:{port}")
        print(line, end="", file=sys.stderr, flush=True)
    return await firefox.wait()


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1:])))
