"""Every slide on every screen: nothing too small to be read, cut off, or over other text."""

from pathlib import Path

from playwright.sync_api import Page, expect

from browser.slides import SLIDES, at

SCREENS = [(1024, 768), (1280, 720), (1920, 1080), (3840, 2160)]
DRAWN = """() => [...document.querySelectorAll(".st-key-slide .slidefigure")].every((figure) => {
    const width = 20 * figure.clientWidth / parseFloat(getComputedStyle(figure).fontSize);
    const drawn = figure.querySelector("svg").viewBox.baseVal?.width;
    return Math.abs(drawn - width) < 1;
})"""
PROBLEMS = (Path(__file__).parent / "crowded.js").read_text(encoding="utf-8")


def problems(page: Page) -> dict[tuple[int, int], list[str]]:
    found = {}
    for width, height in SCREENS:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_function(DRAWN)
        if said := page.evaluate(PROBLEMS):
            found[width, height] = said
    return found


def back(page: Page, number: int) -> None:
    if SLIDES[number].quiz:  # open by now: a digit would answer it
        page.keyboard.press("PageUp")
    else:
        page.keyboard.type(str(number))
        page.keyboard.press("Enter")


def at_the_end(open_page, about: str = "") -> Page:
    """The last slide, all its points uncovered: who comes back to a slide sees all its points."""
    address = f"/slides?slide=16&present=1{about}"
    page = open_page(address, reduced_motion="reduce", full_screen=False)
    at(page, 16)
    for _ in range(SLIDES[-1].presses):
        page.keyboard.press("PageDown")
    return page


def test_figures_are_whole_about_a_digit_that_teaches_little_in_a_wide_network(open_page):
    page = at_the_end(open_page, "&network=trained-30&sample=test-0")
    found = {}
    for number in (15, 9, 8, 7):
        back(page, number)
        at(page, number)
        expect(page.get_by_role("button", name="See it after 1 epoch")).to_be_visible()
        found[number] = problems(page)
    assert {number: said for number, said in found.items() if said} == {}


def test_every_slide_is_whole_and_readable_on_every_screen(open_page):
    page = at_the_end(open_page)
    found = {}
    for slide in reversed(SLIDES):
        if slide.number < len(SLIDES):
            back(page, slide.number)
        at(page, slide.number)
        if slide.quiz:
            expect(page.locator(".st-key-slide .slidefigure svg > *").first).to_be_attached()
        found[slide.name] = problems(page)
        for stage, shown in (("right", 1), ("open", 0)) if slide.quiz else ():
            page.keyboard.press("PageUp")
            expect(page.locator(".quizcard-why")).to_have_count(0)
            expect(page.locator(".quizcard .right")).to_have_count(shown)
            found[f"{slide.name}, {stage}"] = problems(page)
    assert {name: said for name, said in found.items() if said} == {}
