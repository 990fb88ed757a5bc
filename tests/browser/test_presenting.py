"""What a presenter does without leaving the slide: another digit or network, a pen, a zoom."""

import re

from playwright.sync_api import Page, expect

from browser.actions import at_rest, place_of
from browser.slides import SLIDES, at
from strokes import STROKES


def draw(page: Page, digit: int) -> None:
    box = place_of(page.locator(".st-key-slide_panel .pad canvas"))
    for (x, y), *points in STROKES[digit]:
        page.mouse.move(box["x"] + x * box["width"] / 280, box["y"] + y * box["width"] / 280)
        page.mouse.down()
        for x, y in points:
            page.mouse.move(box["x"] + x * box["width"] / 280, box["y"] + y * box["width"] / 280)
        page.mouse.up()


def test_another_digit_label_and_network_on_the_slide(open_page):
    page = open_page("/slides?slide=5&present=1", viewport={"width": 1280, "height": 720})
    at(page, 5)
    figure, panel = page.locator(".slidefigure"), page.locator(".st-key-slide_panel")
    expect(figure).to_contain_text("output 2")
    at_rest(page)
    title = page.locator("h1").bounding_box()
    points = SLIDES[4].points
    for _ in range(points):
        page.keyboard.press("PageDown")
    page.keyboard.press("d")
    expect(panel).to_contain_text("The digit on the slides, until you draw one")
    draw(page, 7)
    expect(panel).to_contain_text("Your digit: Clearly a 7.")
    expect(figure).to_contain_text("output 7")
    at_rest(page)
    assert page.locator("h1").bounding_box() == title
    named = re.search(r"neuron (\d+)", figure.locator("label").nth(1).inner_text())
    expect(figure.locator("text").filter(has_text=re.compile(f"^{named[1]}$"))).not_to_have_count(0)
    panel.get_by_role("radio", name="3").check(force=True)
    expect(figure).to_contain_text("output 3")
    panel.get_by_role("combobox", name="Network").click()
    page.get_by_role("option", name="Untrained").click()
    expect(page).to_have_url(re.compile("network=untrained"))
    expect(panel.get_by_role("combobox", name="Network")).to_be_visible()
    for _ in range(points + 1):
        page.keyboard.press("PageUp")
    at(page, 4)
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    page.get_by_role("button", name="Digit", exact=True).click()
    expect(panel).to_be_visible()
    page.get_by_role("button", name="Close", exact=True).click()
    expect(panel).to_have_count(0)


def test_a_pen_writes_on_each_slide_and_a_zoom_enlarges_both(open_page):
    screen = {"width": 1280, "height": 720}
    page = open_page("/slides?slide=2&present=1", viewport=screen, full_screen=False)
    at(page, 2)
    ink, title = page.locator(".deck-ink path"), page.locator("h1")
    at_rest(page)
    page.keyboard.press("i")
    expect(page.locator(".deck-ink[data-on]")).to_have_count(1)
    for x in (200, 400):
        page.mouse.move(x, 300)
        page.mouse.down()
        page.mouse.move(x + 100, 350)
        page.mouse.up()
    expect(ink).to_have_count(2)
    wrote, large = ink.first.bounding_box(), title.bounding_box()
    assert abs(wrote["x"] - 200) < 3 and abs(wrote["y"] - 300) < 3
    page.keyboard.press("z")
    expect(page.locator("html[data-zoomed]")).to_have_count(1)
    assert abs(ink.first.bounding_box()["width"] - 2 * wrote["width"]) < 2
    assert abs(title.bounding_box()["width"] - 2 * large["width"]) < 2
    page.mouse.move(0, 0)
    corner = page.locator(".st-key-slide").bounding_box()
    page.mouse.move(900, 500)
    page.wait_for_function(
        "x => document.querySelector('.st-key-slide').getBoundingClientRect().x < x",
        arg=corner["x"],
    )
    page.keyboard.press("Escape")
    expect(page.locator("html[data-zoomed]")).to_have_count(0)
    assert title.bounding_box() == large
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.wait_for_function(
        "parseFloat(getComputedStyle(document.querySelector('h1')).fontSize) > 60"
    )
    page.wait_for_function(
        "wide => document.querySelector('.deck-ink path').getBoundingClientRect().width > wide",
        arg=1.4 * wrote["width"],
    )
    page.keyboard.press("Escape")
    expect(page.locator(".deck-ink[data-on]")).to_have_count(0)
    page.keyboard.press("PageUp")
    at(page, 1)
    expect(ink).to_have_count(0)
    page.keyboard.press("PageDown")
    at(page, 2)
    expect(ink).to_have_count(2)
    page.keyboard.press("c")
    expect(ink).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stSidebar")).to_be_visible()
