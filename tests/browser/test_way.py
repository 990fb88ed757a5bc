"""A learner who goes the whole way by keyboard, and comes back to it later, on a phone."""

import re

from playwright.sync_api import Page, expect

from browser.actions import at_rest

FOCUSED = "(selector) => document.activeElement.matches(selector)"
FORTH = ".stage-buttons [data-do=forth]"


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until what is meant has the focus."""
    page.locator(selector).first.wait_for()
    at_rest(page)
    for _ in range(120):
        if page.evaluate(FOCUSED, selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {selector}")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def go_on(page: Page, name: str) -> None:
    """The stop is done: it is ticked, nothing is lit any more, and the next one is offered."""
    here = page.locator(".way [aria-current]")
    expect(here).to_have_class(re.compile("done"))
    assert page.locator(".stop style").text_content() == ""
    expect(page.locator(".stop-next")).to_have_text(f"Next: {name} →")
    tab_to(page, ".stop-next")
    press(page, "Enter")
    expect(here).to_have_text(name)
    expect(page.locator(".stop")).not_to_have_class(re.compile("done"))


def open_neuron(page: Page, *arrows: str) -> None:
    tab_to(page, ".stage-graph canvas")
    press(page, *arrows, "Enter")


def along_the_film(page: Page) -> None:
    tab_to(page, FORTH)
    press(page, "Enter", "Enter")
    expect(page.locator(".stop")).not_to_have_class(re.compile("done"))
    press(page, "Enter")
    go_on(page, "cost")
    costliest = int(re.search(r"output (\d)", page.locator(".stage-numbers").inner_text())[1])
    open_neuron(page, "ArrowLeft", *["ArrowUp"] * 9, *["ArrowDown"] * costliest)
    go_on(page, "wishes")
    open_neuron(page, "ArrowLeft", "ArrowLeft")
    go_on(page, "backward")
    tab_to(page, FORTH)
    press(page, *["Enter"] * 6)
    go_on(page, "gradient")


def test_the_whole_way_by_keyboard(open_page):
    page = open_page("/")
    tab_to(page, ".pad canvas")
    press(page, " ", *["ArrowDown"] * 6, " ")

    tab_to(page, ".stop-more")
    press(page, "Enter")
    expect(page.locator(".stop-question")).to_contain_text("Which digit comes second?")
    press(page, "b")
    expect(page.locator(".stop-told")).to_have_text(
        re.compile(r"^(Yes, \d\.|Not \d\..+It is \d\.)")
    )
    go_on(page, "forward")
    along_the_film(page)

    tab_to(page, ".heatmaps-deep canvas")
    press(page, "ArrowRight")
    go_on(page, "step")
    tab_to(page, ".st-key-steps button")
    press(page, "Enter")
    go_on(page, "train")
    tab_to(page, ".st-key-lab_place_on input")
    press(page, " ")
    go_on(page, "quiz")
    expect(page.locator(".quizcard-choice").first).to_be_visible()
    at_rest(page)
    press(page, "a")
    ticks = page.locator(".way a.done")
    expect(ticks).to_have_count(9)
    expect(page.locator(".stop-next")).to_be_hidden()

    page.set_viewport_size({"width": 390, "height": 844})
    page.reload()
    expect(page.locator(".stop.done .stop-act")).to_contain_text("Answer one question.")
    assert page.locator(".stop").bounding_box()["height"] < 40  # one line
    tab_to(page, ".stop-more")
    press(page, "Enter")
    tab_to(page, ".stop-anew")
    press(page, "Enter")
    expect(ticks).to_have_count(0)
    press(page, "Enter")  # it offers to undo that
    expect(ticks).to_have_count(9)
