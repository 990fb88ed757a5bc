"""How long from pen-up to the whole new answer on screen, in real Chromium.

    python tests/bench/pen_up.py [strokes]

Whole: guess, outputs, cost, what the network sees, and the sixteen gradient images. One digit after
another is drawn with the mouse; the time runs from the browser's pointerup event to the first
animation frame in which every part answers the last message of the canvas.
"""

import random
import statistics
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]

from playwright.sync_api import sync_playwright

from browser.actions import answered
from browser.programs import chromium
from browser.server import served
from strokes import STROKES

WATCH = """() => {
    window.waits = [];
    const pad = document.querySelector(".pad");
    const parts = [".guess", ".outputs", ".cost", ".seen", ".gradient"];
    let lifted = null;
    pad.querySelector("canvas").addEventListener("pointerup", () => {
        lifted = { at: performance.now(), drawing: pad.dataset.drawing };
    });
    const look = () => {
        const shown = (part) => document.querySelector(part)?.dataset.drawing === lifted.drawing;
        if (lifted && parts.every(shown)) {
            waits.push(performance.now() - lifted.at);
            lifted = null;
        }
        requestAnimationFrame(look);
    };
    look();
}"""


def main(strokes: int) -> None:
    started = time.perf_counter()
    with served() as url, sync_playwright() as playwright:
        print(f"server ready: {time.perf_counter() - started:.2f} s")
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(url + "/?sample=test-0")
        page.locator(".guess .digit").wait_for()
        first = page.evaluate("performance.now()") / 1000
        print(f"first visit, address to first answer: {first:.2f} s")
        page.locator(".pad").wait_for()
        page.evaluate(WATCH)
        rng = random.Random(0)
        while page.evaluate("waits.length") < strokes:
            page.get_by_role("button", name="Clear").click()
            answered(page)
            for stroke in STROKES[rng.randrange(10)]:
                drawn = page.evaluate("waits.length")
                draw_at_a_hands_speed(page, stroke, rng)
                page.wait_for_function("(drawn) => waits.length > drawn", arg=drawn)
        waits = sorted(page.evaluate("waits"))
        browser.close()
    print(
        f"pen-up to answer, {len(waits)} strokes: median {statistics.median(waits):.0f} ms, "
        f"95th percentile {waits[int(0.95 * len(waits))]:.0f} ms, longest {waits[-1]:.0f} ms"
    )


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
