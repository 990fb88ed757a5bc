"""How long from pen-up to the whole new answer on screen, in real Chromium, by the live channel and
by Streamlit's own way in turns.

    python tests/bench/pen_up.py [strokes]

Whole: guess, outputs, cost, what the network sees, and the sixteen gradient images. One digit after
another is drawn with the mouse, the same on both pages; the time runs from the browser's pointerup
event to the first animation frame in which every part answers the last message of the canvas. Under
the moving pen the frames are counted in which every part answers a newer message than before.
"""

import random
import statistics
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]

from playwright.sync_api import Page, sync_playwright

from browser.actions import answered
from browser.programs import windowless
from browser.server import served
from strokes import STROKES

WATCH = """() => {
    window.waits = [];
    window.under = { answers: 0, seconds: 0 };
    let [down, answered] = [null, null];
    const pad = document.querySelector(".pad");
    const parts = [".guess", ".outputs", ".cost", ".seen", ".gradient"];
    let lifted = null;
    pad.querySelector("canvas").addEventListener("pointerup", () => {
        lifted = { at: performance.now(), drawing: pad.dataset.drawing };
        under.seconds += (lifted.at - down) / 1000;
        down = null;
    });
    pad.querySelector("canvas").addEventListener("pointerdown", () => (down = performance.now()));
    const look = () => {
        const all = new Set(parts.map((part) => document.querySelector(part)?.dataset.drawing));
        const [now] = all;
        if (lifted && all.size === 1 && now === lifted.drawing) {
            waits.push(performance.now() - lifted.at);
            lifted = null;
        }
        if (down !== null && all.size === 1 && now !== answered) under.answers += 1;
        answered = all.size === 1 ? now : answered;
        requestAnimationFrame(look);
    };
    look();
}"""


WAYS = ("live", "Streamlit")


def main(strokes: int) -> None:
    started = time.perf_counter()
    with served() as url, sync_playwright() as playwright:
        print(f"server ready: {time.perf_counter() - started:.2f} s")
        options = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=windowless(), args=options)
        pages = {way: opened(browser, url, way) for way in WAYS}
        rng = random.Random(0)
        while pages[WAYS[0]].evaluate("waits.length") < strokes:
            digit, seed = rng.randrange(10), rng.random()
            for page in pages.values():
                page.bring_to_front()
                draw_one(page, digit, random.Random(seed))
        medians = [report(way, page) for way, page in pages.items()]
        print(f"Streamlit's way takes {medians[1] / medians[0]:.1f} times as long")
        browser.close()


def opened(browser, url: str, way: str) -> Page:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    if way == "Streamlit":
        page.route_web_socket("**/live", lambda socket: socket.close())
    page.goto(url + "/?sample=test-0")
    page.locator(".guess .digit").wait_for()
    first = page.evaluate("performance.now()") / 1000
    print(f"{way}: address to first answer {first:.2f} s")
    page.locator(".pad").wait_for()
    page.evaluate(WATCH)
    return page


def draw_one(page: Page, digit: int, rng: random.Random) -> None:
    page.get_by_role("button", name="Clear").click()
    answered(page)
    for stroke in STROKES[digit]:
        drawn = page.evaluate("waits.length")
        draw_at_a_hands_speed(page, stroke, rng)
        page.wait_for_function("(drawn) => waits.length > drawn", arg=drawn)


def report(way: str, page: Page) -> float:
    waits, under = sorted(page.evaluate("waits")), page.evaluate("under")
    median = statistics.median(waits)
    print(
        f"{way}: pen-up to answer, {len(waits)} strokes: median {median:.0f} ms, 95th percentile "
        f"{waits[int(0.95 * len(waits))]:.0f} ms, longest {waits[-1]:.0f} ms; under the pen "
        f"{under['answers'] / under['seconds']:.0f} whole answers a second"
    )
    return median


def draw_at_a_hands_speed(page, stroke: list, rng: random.Random) -> None:
    """A move about every 10 ms, as a mouse reports them; the pen is lifted without a pause."""
    box = page.locator(".pad canvas").bounding_box()
    scale = box["width"] / 280
    dx, dy = rng.uniform(-20, 20), rng.uniform(-20, 20)
    at = [(box["x"] + (x + dx) * scale, box["y"] + (y + dy) * scale) for x, y in stroke]
    page.mouse.move(*at[0])
    page.mouse.down()
    for x, y in at[1:]:
        page.mouse.move(x, y, steps=3)
        page.wait_for_timeout(rng.choice((5, 10, 15)))
    page.mouse.up()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
