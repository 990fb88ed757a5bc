"""A learner computes a sheet by keyboard alone, slips, comes back, and prints a set for a class."""

import re

import pypdfium2
from playwright.sync_api import Page, expect

from backprop.hand import fading
from backprop.hand.small import small
from browser.actions import at_rest

LINES = fading.in_sheet(small(7).lines, fading.ALL)
FIELD = ".worksheet input"
WHOLE = """() => [...document.querySelectorAll(".worksheet-paper")].every((paper) => {
    const inner = [...paper.querySelectorAll("*")].map((one) => one.getBoundingClientRect());
    const outer = paper.getBoundingClientRect();
    return inner.every((one) => one.right <= outer.right && one.bottom <= outer.bottom);
})"""


def focus_by_tab(page: Page, selector: str) -> None:
    target = page.locator(selector).first
    expect(target).to_be_visible()
    while not target.evaluate("one => one === document.activeElement"):
        page.keyboard.press("Tab")


def typed(page: Page, line, value: float) -> None:
    """As a person writes it, with a decimal comma; what was typed before is replaced."""
    expect(page.locator(FIELD)).to_have_attribute("name", line.name)
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(f"{value:.4f}".replace(".", ","))
    page.keyboard.press("Enter")


def test_a_sheet_by_keyboard_with_the_slope_forgotten_and_a_set_on_paper(open_page):
    page = open_page("/hand?sheet=7&level=3", reduced_motion="reduce", color_scheme="dark")
    focus_by_tab(page, FIELD)
    for line in LINES:
        if line.kind == "delta" and line.name == "delta 2 0":
            forgotten = line.slips[0]
            typed(page, line, forgotten.value)
            expect(page.locator(".worksheet-said")).to_have_text(re.compile("slope is forgotten"))
            expect(page.locator(FIELD)).to_have_value(re.compile(r"^-?\d,\d+$"))
            page.reload()
            expect(page.locator(".worksheet-said")).to_have_text(re.compile("slope is forgotten"))
            expect(page.locator(".worksheet-tick")).to_have_count(LINES.index(line))
            focus_by_tab(page, FIELD)
        typed(page, line, line.value)
    expect(page.locator(".worksheet-finished")).to_have_text(
        re.compile(rf"{len(LINES) - 1} of {len(LINES)} right at the first try")
    )
    expect(page.locator(".worksheet-why button").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".worksheet-why .right")).to_have_count(1)
    focus_by_tab(page, ".worksheet-foot > .go")
    page.keyboard.press("Enter")
    expect(page.locator(".worksheet h2")).not_to_have_text("Sheet 7")
    expect(page.locator(".worksheet-tick")).to_have_count(0)
    at_rest(page)
    prints(page)


def prints(page: Page) -> None:
    page.get_by_role("button", name="Print a set").press("Enter")
    expect(page.locator(".worksheet-paper")).to_have_count(16)
    page.get_by_role("radio", name="4", exact=True).press("Enter")
    expect(page.locator(".worksheet-paper")).to_have_count(8)
    at_rest(page)
    page.emulate_media(media="print")
    assert page.evaluate(WHOLE)
    sheets = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    assert [[round(side) for side in sheet.get_size()] for sheet in sheets] == [[596, 842]] * 8
    for number, sheet in enumerate(sheets):
        said = sheet.get_textpage().get_text_range()
        assert ("Answers" in said) == (number >= 4) and "By hand" in said or number >= 4
        corner = sheet.render(scale=0.5).to_pil().convert("L").getpixel((2, 2))
        assert corner == 255
