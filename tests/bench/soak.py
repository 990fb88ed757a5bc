"""A hasty person on a busy machine: does the page live through ten minutes of it?

    python tests/bench/soak.py [--minutes 10] [--quiet] [--seed 0] [--only upload stroke …]

In real Chromium pictures are uploaded, strokes drawn, digits of MNIST picked, labels changed and
pages switched, one after another and without waiting for any answer; meanwhile two processes keep
the cores busy (not with --quiet). After every twenty actions the page has to answer, within a
minute. A page is lost when it says that it is disconnected, when its console tells of a message
that it should have kept ("Cached ForwardMsg MISS"), or when it does not answer; it is then opened
again. To try an option of Streamlit's, set its variable, like
STREAMLIT_GLOBAL_MIN_CACHED_MESSAGE_SIZE=10000.
"""

import argparse
import io
import random
import sys
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from subprocess import Popen

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]

from PIL import Image
from playwright.sync_api import Error, Page, sync_playwright

from backprop.digits import PEN_WIDTH, draw_strokes
from browser.actions import ANSWERED
from browser.programs import windowless
from browser.server import served
from strokes import STROKES

TOGETHER = 20  # actions from one look whether the page still answers to the next
PATIENCE = 60_000  # ms until it counts as lost
STEP = 5_000  # ms that an action may look for its button
PAGES = ("Passes", "Gradients", "Training", "Slides", "Quiz")
COUNT = """
window.traffic = { sent: 0, messages: 0, large: 0, bytes: 0 };
window.WebSocket = class extends WebSocket {
    constructor(...address) {
        super(...address);
        this.addEventListener("message", ({ data }) => {
            traffic.messages += 1;
            traffic.bytes += data.byteLength;
            traffic.large += data.byteLength >= 10000; // Streamlit lets the browser keep these
        });
    }
    send(data) {
        traffic.sent += 1;
        super.send(data);
    }
};
addEventListener("pointerdown", ({ target, clientX, clientY }) => {
    window.pressed = `${target.tagName}.${target.className} at ${clientX},${clientY}`;
}, true);
"""
SHOWN = """() => {
    const app = document.querySelector(".stApp")?.dataset;
    const drawing = (part) => `${part} ${document.querySelector(part)?.dataset.drawing}`;
    const parts = [".pad", ".guess", ".outputs", ".cost", ".seen", ".gradient"].map(drawing);
    const box = document.querySelector(".pad canvas")?.getBoundingClientRect();
    const above = box && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    const on = above?.closest("[data-testid]")?.dataset.testid;
    const states = [app?.testConnectionState, app?.testScriptState, ...parts];
    return [location.href, `canvas below ${on}`, `pressed ${window.pressed}`, ...states].join(", ");
}"""


class Person:
    """One browser tab, and what is done in it.

    done: how often each action was; left_out: those for which the page was not ready
    lost: why the page died, each time; missed: what was shown where a stroke had to be drawn again
    traffic: messages to the server and from it
    """

    def __init__(self, page: Page, url: str, seed: int) -> None:
        self._page, self._url, self._rng = page, url, random.Random(seed)
        self._missed = ""
        self.done: Counter[str] = Counter()
        self.left_out = 0
        self.traffic: Counter[str] = Counter()
        self.lost: list[str] = []
        self.missed: list[str] = []
        page.on("console", self._read_console)
        page.add_init_script(COUNT)
        self._pictures = [photo(digit) for digit in range(10)]

    def open(self) -> None:
        self._missed = ""
        self._page.set_default_timeout(PATIENCE)
        self._page.goto(self._url)
        self._page.locator(".guess").wait_for()
        self._page.set_default_timeout(STEP)

    def act(self, name: str) -> None:
        """Do it; where the page is not so far, or on the way to another one, it is left out."""
        try:
            getattr(self, name)()
            self.done[name] += 1
        except Error:
            self.left_out += 1

    def look(self) -> None:
        """Is the page alive? If not, say why, and open it again."""
        page = self._page
        page.set_default_timeout(PATIENCE)
        try:
            self._go_to("Draw")
            self._draw_until_answered()
            state = page.locator(".stApp").get_attribute("data-test-connection-state")
            why = self._missed or ("" if state == "CONNECTED" else f"{state}")
        except Error as problem:
            shown = f"{problem.message.splitlines()[0]} {page.evaluate(SHOWN)}"
            why = self._missed or f"no answer: {shown}"
        self.traffic.update(page.evaluate("Object.assign({}, traffic)"))
        page.evaluate("for (const what in traffic) traffic[what] = 0")
        if why:
            self.lost.append(why)
            self.open()
        page.set_default_timeout(STEP)

    def _draw_until_answered(self) -> None:
        """A stroke that missed, as the page was just moving, is drawn again, and counted."""
        end = time.monotonic() + PATIENCE / 1000
        while True:
            try:
                self._page.locator(".pad canvas").wait_for()
                self.stroke()
                self._page.wait_for_function(ANSWERED, timeout=10_000)
                return
            except Error:
                if time.monotonic() > end:
                    raise
                self.missed.append(self._page.evaluate(SHOWN))

    def upload(self) -> None:
        field = self._page.get_by_test_id("stFileUploaderDropzoneInput")
        if not field.count():
            self._click(".st-key-image button")
        field.set_input_files(self._rng.choice(self._pictures))

    def stroke(self) -> None:
        self._line(self._rng.choice(STROKES[self._rng.randrange(10)]))

    def pick(self) -> None:
        if not self._page.locator(".gallery button").count():
            self._click(".st-key-pick button")
        self._click(".gallery button", self._rng.randrange(10))

    def label(self) -> None:
        self._click(".label input", self._rng.randrange(10))

    def switch(self) -> None:
        for name in (self._rng.choice(PAGES), "Draw"):
            self._go_to(name)

    def _go_to(self, name: str) -> None:
        self._click(f"[data-testid=stSidebarNavLink]:has-text('{name}')")

    def _click(self, what: str, number: int = 0) -> None:
        """At once, whatever lies above it."""
        self._page.locator(what).nth(number).evaluate("(element) => element.click()")

    def _line(self, stroke: list) -> None:
        mouse, box = self._page.mouse, self._page.locator(".pad canvas").bounding_box()
        if box is None:
            raise Error("The canvas is just going.")
        scale = box["width"] / 280
        (x, y), (to_x, to_y) = stroke[0], stroke[-1]
        mouse.move(box["x"] + x * scale, box["y"] + y * scale)
        mouse.down()
        mouse.move(box["x"] + to_x * scale, box["y"] + to_y * scale, steps=8)
        mouse.up()

    def _read_console(self, message) -> None:
        if "Cached ForwardMsg MISS" in message.text:
            self._missed = message.text.splitlines()[0][:200]


def photo(digit: int) -> dict:
    """A digit in dark ink on grainy paper, as an upload."""
    lines = [
        {"tool": "pen", "width": PEN_WIDTH, "points": [value for point in line for value in point]}
        for line in STROKES[digit]
    ]
    paper = Image.effect_noise((600, 600), 10).point(lambda grey: min(255, 80 + grey))
    paper.paste(20, mask=draw_strokes(lines, 600))
    file = io.BytesIO()
    paper.save(file, "PNG")
    return {"name": f"{digit}.png", "mimeType": "image/png", "buffer": file.getvalue()}


@contextmanager
def busy(processes: int):
    """So many other programs that never rest."""
    others = [Popen([sys.executable, "-c", "while True: pass"]) for _ in range(processes)]
    try:
        yield
    finally:
        for other in others:
            other.kill()


def main(minutes: float, quiet: bool, seed: int, actions: list[str]) -> int:
    with busy(0 if quiet else 2), served() as url, sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=windowless(), args=options)
        person = Person(browser.new_page(viewport={"width": 1440, "height": 900}), url, seed)
        person.open()
        rng, began = random.Random(seed), time.monotonic()
        end, told = began + 60 * minutes, began
        while time.monotonic() < end:
            favourite = rng.choice(actions)  # much of the same, as people do, and a bit of all
            for _ in range(TOGETHER):
                person.act(favourite if rng.random() < 0.7 else rng.choice(actions))
            person.look()
            if time.monotonic() > told + 60:
                told = time.monotonic()
                report(person, told - began)
        report(person, time.monotonic() - began)
        browser.close()
    return len(person.lost)


def report(person: Person, seconds: float) -> None:
    did = ", ".join(f"{count} {name}" for name, count in person.done.most_common())
    was = person.traffic
    print(
        f"{seconds / 60:.1f} min: {person.done.total():,} actions ({did}; {person.left_out} more "
        f"left out), {len(person.lost)} pages lost; {was['sent']:,} messages sent, "
        f"{was['messages']:,} received, {was['large']:,} of them of 10 kB or more, "
        f"{was['bytes'] / 1e6:.1f} MB",
        *(f"lost: {why}" for why in person.lost),
        *(f"drawn again: {shown}" for shown in person.missed),
        sep="\n  ",
        flush=True,
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--quiet", action="store_true", help="leave the cores alone")
    parser.add_argument("--seed", type=int, default=0)
    known = ["upload", "stroke", "pick", "label", "switch"]
    parser.add_argument("--only", nargs="+", choices=known, default=known, metavar="ACTION")
    given = parser.parse_args()
    sys.exit(bool(main(given.minutes, given.quiet, given.seed, given.only)))
