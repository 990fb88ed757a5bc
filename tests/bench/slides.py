"""From the key to the next slide on the screen, its live figure included.

    python tests/bench/slides.py [rounds]

All sixteen slides forwards and backwards in headless Chromium, presenting at 1280×720. A slide is
there when a frame has been painted with its number, its title and the figure it names.
"""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]

import numpy as np
from playwright.sync_api import sync_playwright

from backprop.deck.slides import load_slides
from browser.programs import chromium
from browser.server import served

PRESS = """({ key, number, title, figure }) => new Promise((done) => {
    const there = () =>
        document.querySelector(".deck-number").textContent.startsWith(`Slide ${number} `) &&
        document.querySelector(".st-key-slide h1").textContent === title &&
        (!figure || document.querySelector(`.slidefigure[data-kind="${figure}"] svg > *`));
    const start = performance.now();
    const look = () => {
        if (!there()) return requestAnimationFrame(look);
        requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
    };
    window.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    look();
})"""


def main(rounds: int) -> None:
    slides = load_slides()
    taken: dict[int, list[float]] = {slide.number: [] for slide in slides}
    with served() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        page.goto(f"{url}/slides")
        page.locator(".deck-number").get_by_text("Slide 1").wait_for()
        for _ in range(rounds):
            there, back = slides[1:], slides[-2::-1]
            for key, slide in [("PageDown", s) for s in there] + [("PageUp", s) for s in back]:
                figure = None if slide.quiz else slide.figure
                asked = {"key": key, "number": slide.number, "title": slide.title, "figure": figure}
                taken[slide.number].append(page.evaluate(PRESS, asked))
                page.wait_for_function("!document.querySelector('[data-testid=stStatusWidget]')")
        browser.close()
    for slide in slides:
        median = np.median(taken[slide.number])
        print(f"slide {slide.number:2}: {median:4.0f} ms  {slide.title}")
    all_times = np.concatenate(list(taken.values()))
    median, late = np.percentile(all_times, [50, 95])
    print(f"all: median {median:.0f} ms, 95th percentile {late:.0f} ms, {len(all_times)} slides")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
