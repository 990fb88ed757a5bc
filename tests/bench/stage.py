"""Frames per second of the stage while it plays, and the size of its message.

    python tests/bench/stage.py

Headless Chromium renders in software. Measured at 1440×900 with the usual edges and with all
12,960, over the backward pass, where most is in motion; then idle, where nothing may be drawn.
"""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]

from playwright.sync_api import sync_playwright

from browser.programs import chromium
from browser.server import served

FRAMES = """(seconds) => new Promise((done) => {
    const stage = document.querySelector(".stage").stage;
    const draw = stage.scene.draw.bind(stage.scene);
    let [frames, drawn, script] = [0, 0, 0];
    stage.scene.draw = (...args) => {
        const start = performance.now();
        draw(...args);
        script += performance.now() - start;
        drawn += 1;
    };
    const start = performance.now();
    const tick = (now) => {
        frames += 1;
        if (now - start < 1000 * seconds) return requestAnimationFrame(tick);
        stage.scene.draw = draw;
        done({ fps: frames / seconds, drawn: drawn / seconds, script: script / (drawn || 1) });
    };
    requestAnimationFrame(tick);
})"""
PLAY = """(all) => {
    const stage = document.querySelector(".stage").stage;
    stage.answers = { Forward: null, Cost: null, Backward: null, Update: null };
    stage.all = all;
    stage.go(4.01);
    stage.play();
}"""
PAUSE = "document.querySelector('.stage').stage.pause()"


def main() -> None:
    with served() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(f"{url}/passes?network=epoch-1&sample=test-172")
        page.locator(".stage-say").get_by_text("13,002").wait_for()
        for name, all_edges in (("usual edges", False), ("all 12,960 edges", True)):
            page.evaluate(PLAY, all_edges)
            played = page.evaluate(FRAMES, 8)
            page.evaluate(PAUSE)
            print(
                f"{name}: {played['fps']:.0f} frames/s, {played['drawn']:.0f} drawn/s, "
                f"{played['script']:.1f} ms of script a frame"
            )
        idle = page.evaluate(FRAMES, 2)
        print(f"paused: {idle['drawn']:.0f} drawn/s")
        browser.close()


if __name__ == "__main__":
    main()
