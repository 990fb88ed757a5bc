"""Beside a wrong answer stands “Why?”: the nearest training digits, and the way to train on it."""

from playwright.sync_api import expect

from browser.actions import draw_digit


def test_why_it_was_wrong_and_on_to_training_by_keyboard(open_page):
    page = open_page("")
    draw_digit(page, 7)
    why = page.get_by_role("link", name="Why?")
    expect(page.locator(".guess .digit")).to_have_text("7")
    expect(why).to_have_count(0)  # nobody has said that it is wrong
    page.locator(".label input").nth(2).check(force=True)
    expect(why).to_be_visible()
    why.press("Enter")
    dialog = page.get_by_role("dialog", name="Why 7, and not 2?")
    expect(dialog.locator(".nearest canvas")).to_have_count(11)
    expect(dialog.get_by_role("img", name="a 2, at distance")).to_have_count(5)
    expect(dialog).to_contain_text("Of the 10 nearest of all 60,000 training digits: ")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    why.press("Enter")
    dialog.get_by_role("button", name="Train on it").press("Enter")
    expect(page.get_by_text("Your 2: this training reads it as")).to_be_visible()
