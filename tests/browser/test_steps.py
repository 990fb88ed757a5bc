"""Each point of a slide brings its part of the figure, by clicker alone."""

import re

from playwright.sync_api import Page, expect

from browser.actions import at_rest
from browser.slides import SLIDES, at, unlit

# Everything of the figure that is to be seen: its marks and words, its sliders, its button pressed.
SEEN = """() => {
    const figure = document.querySelector(".st-key-slide .slidefigure");
    const seen = (made) => getComputedStyle(made).visibility === "visible";
    const told = (made) => made.tagName + made.textContent;
    const marks = figure.querySelectorAll("svg *, label, p, [aria-pressed=true]");
    return [...marks].filter(seen).map(told).join();
}"""
STEPPED = [slide.number for slide in SLIDES if slide.steps and slide.figure]
AT_WORK = {12: "They take turns", 16: "nudged. Backpropagation"}
PERCENT = re.compile(r"^\d+\.\d %$")
OPEN = {12: "Predict first.", 16: "Predict first."}


def uncovered(page: Page, number: int, shown: int) -> None:
    points = SLIDES[number - 1].points
    told = f"{number} {shown} {points}"
    page.wait_for_function(f"document.documentElement.dataset.uncovered === '{told}'")


def test_each_point_brings_its_part_of_the_figure_there_and_back(open_page):
    assert STEPPED == [2, 4, 5, 7, 8, 9, 10, 12, 15, 16]
    page = open_page("/slides?slide=2&present=1", reduced_motion="reduce")
    for number in sorted({*STEPPED} - {*AT_WORK}):
        points = SLIDES[number - 1].points
        page.keyboard.type(str(number))
        page.keyboard.press("Enter")
        at(page, number)
        at_rest(page)
        seen = []
        for shown in range(points + 1):
            uncovered(page, number, shown)
            seen.append(page.evaluate(SEEN))
            if shown:
                assert unlit(page.locator(f".st-key-slide_text li:nth-child({shown})")) == []
            page.keyboard.press("PageDown" if shown < points else "PageUp")
        assert len(set(seen)) == points + 1, f"a point of slide {number} brings nothing"
        for shown in range(points - 1, -1, -1):
            uncovered(page, number, shown)
            assert page.evaluate(SEEN) == seen[shown], (
                f"slide {number}, point {shown}, gone back to"
            )
            page.keyboard.press("PageUp" if shown else "PageDown")


def test_a_point_starts_the_work_and_the_last_one_brings_the_result(open_page):
    page = open_page("/slides?slide=12&present=1")
    for number in AT_WORK:
        page.keyboard.type(str(number))
        page.keyboard.press("Enter")
        works(page, number)


def works(page: Page, number: int) -> None:
    at(page, number)
    figure = page.locator(".slidefigure")
    result = {12: figure.locator("text", has_text=PERCENT), 16: figure.get_by_text("Your quizzes")}
    slide = SLIDES[number - 1]
    for _ in range(slide.predict):
        page.keyboard.press("PageDown")
    expect(figure).to_contain_text(OPEN[number])
    page.keyboard.press("PageDown")
    expect(figure.locator(".slidefigure-note")).to_contain_text(AT_WORK[number])
    expect(result[number].filter(visible=True)).to_have_count(0)
    page.keyboard.press("PageUp")
    expect(figure).to_contain_text(OPEN[number])
    for _ in range(slide.presses - slide.predict):
        page.keyboard.press("PageDown")
    expect(result[number].first).to_be_visible()


def test_a_hand_on_a_figure_does_not_break_the_steps(open_page):
    page = open_page("/slides?slide=15&present=1", reduced_motion="reduce")
    at(page, 15)
    pressed = page.locator(".slidefigure [aria-pressed=true]")
    page.keyboard.press("PageDown")
    expect(pressed).to_have_text("1 Forward")
    page.get_by_role("button", name="4 Average").click()
    expect(pressed).to_have_text("4 Average")
    page.keyboard.press("PageDown")
    expect(pressed).to_have_text("2 Backward")
    page.keyboard.press("PageUp")
    expect(pressed).to_have_text("1 Forward")
