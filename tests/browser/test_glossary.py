"""A word's card: by keyboard, by touch, on a slide that is presented."""

import re

from playwright.sync_api import expect

from browser.actions import place_of

SAMPLE = "sample=test-38"


def card(page, title: str):
    return page.get_by_role("dialog", name=re.compile(title))


def test_a_word_opens_its_card_and_gives_the_focus_back(open_page):
    page = open_page(f"/?{SAMPLE}")
    word = page.locator(".gradient-note a")
    word.focus()
    page.keyboard.press("Enter")
    opened = card(page, "saturated")
    expect(opened).to_contain_text("so sure of itself that it hardly moves")
    expect(opened.locator("svg circle")).to_have_count(16)
    page.keyboard.press("Escape")
    expect(opened).to_be_hidden()
    expect(word).to_be_focused()

    page.locator(".st-key-sight a").click()
    opened = card(page, "MNIST")
    expect(opened.locator("canvas")).to_have_count(10)
    page.mouse.click(5, 5)
    expect(opened).to_be_hidden()

    page.locator("a[href='#word-cost']").first.click()
    expect(card(page, "cost")).to_contain_text("the ten squares add up to")
    assert "#" not in page.url


def test_one_card_leads_to_another(open_page):
    page = open_page(f"/passes?{SAMPLE}&at=backward")
    page.locator(".stage-say a", has_text="δ").click()
    card(page, "δ").get_by_role("link", name="wish").click()
    expect(card(page, "wish")).to_contain_text("▲ be more active")
    expect(card(page, "wish").locator("li")).to_have_count(10)
    card(page, "wish").get_by_role("button", name="Close").click()
    expect(page.locator(".glossary-card")).to_be_hidden()


def test_a_tap_opens_the_card_at_the_foot_of_a_phone(open_page):
    page = open_page(f"/?{SAMPLE}", viewport={"width": 390, "height": 844}, has_touch=True)
    page.locator(".cost a").tap()
    opened = card(page, "cost")
    expect(opened.locator("li")).to_have_count(10)
    box = place_of(opened)
    assert box["x"] >= 0 and box["x"] + box["width"] <= 390 and box["y"] + box["height"] <= 844


def test_on_a_presented_slide_a_turn_of_the_page_closes_the_card(open_page):
    page = open_page(f"/slides?slide=9&present=1&{SAMPLE}")
    page.locator(".st-key-slide a[href='#word-gradient']").click()
    opened = card(page, "gradient")
    expect(opened.locator("polyline")).to_be_visible()
    size = "(text) => parseFloat(getComputedStyle(text).fontSize)"
    assert opened.locator(".glossary-text").evaluate(size) >= 18
    page.keyboard.press("PageUp")
    expect(opened).to_be_hidden()
    page.wait_for_url(re.compile("slide=8"))
    expect(page.locator("html")).to_have_attribute("data-presenting", "")


def test_an_unknown_address_says_so(open_page):
    page = open_page("/nonsense")
    expect(page.get_by_role("dialog")).to_contain_text("does not seem to exist")
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name=re.compile("Draw a digit"))).to_be_visible()
