"""A plain browser window on a screen of its own, worked by real keys.

Playwright, even attached to a running browser, only emulates full screen and focus. Here a
window manager gives and takes them, xdotool presses the keys, and the browser's own debugging
socket reads.
"""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

from browser.programs import program

PATIENCE = 120  # seconds
OPTIONS = (
    "--remote-debugging-port=0",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--no-default-browser-check",
    "--password-store=basic",
)


class Refused(Exception):
    """The browser could not answer, for example because the page was being loaded."""


class Desktop:
    """The screen, and the browser on it."""

    def __init__(self, display: str, socket: ClientConnection):
        self.environment = {**os.environ, "DISPLAY": display}
        self.socket = socket
        self.sent = 0
        self.ask("Target.setDiscoverTargets", discover=True)

    def press(self, *keys: str) -> None:
        """Press keys in the window that has the focus; their names are X's: Escape, Next."""
        self._xdotool("key", *keys)

    def to_front(self, title: str) -> None:
        """Give the focus to the window whose title begins so."""
        self._xdotool("search", "--onlyvisible", "--name", f"^{title}", "windowactivate", "--sync")

    def page(self, address: str) -> "Window":
        """The page whose address contains this, as soon as there is one."""
        while True:
            for target in self.ask("Target.getTargets")["targetInfos"]:
                if target["type"] == "page" and address in target["url"]:
                    name = target["targetId"]
                    session = self.ask("Target.attachToTarget", targetId=name, flatten=True)
                    return Window(self, session["sessionId"])
            self.socket.recv(PATIENCE)  # something changed: look again

    def ask(self, method: str, session: str | None = None, **params: Any) -> dict[str, Any]:
        """Send one message of the debugging protocol and wait for its answer."""
        self.sent += 1
        message = {"id": self.sent, "method": method, "params": params}
        self.socket.send(json.dumps(message | ({"sessionId": session} if session else {})))
        while True:
            answer = json.loads(self.socket.recv(PATIENCE))
            if answer.get("id") == self.sent:
                if "error" in answer:
                    raise Refused(answer["error"]["message"])
                return answer["result"]

    def _xdotool(self, *command: str) -> None:
        tool = program("xdotool", package="xdotool")
        subprocess.run([tool, *command], env=self.environment, check=True, capture_output=True)


class Window:
    """A page that is read, never touched."""

    def __init__(self, desktop: Desktop, session: str):
        self.desktop, self.session = desktop, session

    def evaluate(self, expression: str) -> Any:
        asked = {"expression": expression, "awaitPromise": True, "returnByValue": True}
        answer = self.desktop.ask("Runtime.evaluate", self.session, **asked)
        if "exceptionDetails" in answer:
            raise AssertionError(f"{expression}: {answer['result'].get('description')}")
        return answer["result"].get("value")

    def wait_for(self, condition: str) -> None:
        """Wait until an expression is true on the page, through a load of it too."""
        waiting = f"""new Promise((done, fail) => {{
            const until = Date.now() + {1000 * PATIENCE // 2};
            const look = () => {{
                if ({condition}) done();
                else if (Date.now() > until) fail(new Error("not within a minute"));
                else setTimeout(look, 20);
            }};
            look();
        }})"""
        try:
            self.evaluate(waiting)
        except Refused:
            self.evaluate(waiting)


@contextmanager
def desktop(browser: str, address: str, profile: Path) -> Iterator[Desktop]:
    """Open an address in a window of 1000 × 700 on a screen of 1280 × 800."""
    with ExitStack() as stack:
        reading, writing = os.pipe()
        screen = ["-screen", "0", "1280x800x24", "-nolisten", "tcp"]
        server = [program("Xvfb", package="xvfb"), "-displayfd", str(writing), *screen]
        stack.enter_context(_running(server, pass_fds=[writing]))
        os.close(writing)
        with open(reading) as told:
            display = f":{told.readline().strip()}"
        environment = {**os.environ, "DISPLAY": display}
        stack.enter_context(_running([program("openbox", package="openbox")], env=environment))
        place = [f"--user-data-dir={profile}", "--window-size=1000,700", address]
        window = stack.enter_context(
            _running([browser, *OPTIONS, *place], env=environment, stderr=subprocess.PIPE)
        )
        told = next(line for line in window.stderr if line.startswith(b"DevTools listening on "))
        yield Desktop(
            display, stack.enter_context(connect(told.split()[-1].decode(), max_size=None))
        )


@contextmanager
def _running(command: list[str], **options: Any) -> Iterator[subprocess.Popen]:
    with subprocess.Popen(command, **{"stderr": subprocess.DEVNULL, **options}) as process:
        try:
            yield process
        finally:
            process.terminate()
