"""Several digits at once: the page says so, and each can be taken, by mouse and keyboard."""

import re

import numpy as np
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from backprop.digits import load_mnist
from browser.actions import at_rest, draw
from browser.test_accessible import audit
from browser.test_pictures import prediction, upload
from core.pages import page as sheet_of
from core.pages import photographed
from strokes import STROKES

YEAR = [
    [(10 + 0.42 * (x - 85) + 66 * place, 0.45 * y + 80) for x, y in points]
    for place, digit in enumerate((2, 0, 2, 6))
    for points in STROKES[digit]
]


def test_each_of_several_digits_can_be_taken_and_a_reload_keeps_them(open_page):
    page = open_page("/", reduced_motion="reduce")
    said, found = page.locator(".strip p"), page.locator(".strip button")
    taken = page.locator(".strip [aria-pressed=true]")
    draw(page, YEAR)
    expect(said).to_contain_text("4 digits found: 2 0 2 6. The answer takes all of them for one")
    expect(taken).to_have_count(0)
    page.evaluate(AXE_SCRIPT)
    assert audit(page, ".strip button") == {}

    found.nth(3).press("Enter")
    expect(prediction(page)).to_have_text(re.compile(r"^\s*6"))
    expect(taken).to_have_text(re.compile("^6"))
    expect(found.nth(3)).to_be_focused()
    found.nth(0).click()
    expect(prediction(page)).to_have_text(re.compile(r"^\s*2"))
    for _ in range(2):
        page.get_by_role("button", name="Undo").click()
    expect(said).to_contain_text("choose one")
    expect(taken).to_have_count(0)

    mnist, rng = load_mnist(), np.random.default_rng(7)
    which = rng.integers(0, 10_000, 12)
    upload(page, "page.jpg", photographed(sheet_of(mnist.x_test[which], 3, 4, rng), rng))
    expect(said).to_contain_text("12 digits found: 8 0 0 3 4 9 6 7 4 9 5 8.")
    expect(taken).to_have_text(re.compile("^8"))
    expect(page.get_by_test_id("stPopoverBody")).to_have_count(0)  # it would lie over the strip
    at_rest(page)
    page.reload()
    expect(found).to_have_count(12)
    expect(prediction(page)).to_have_text(re.compile(r"^\s*8"))
