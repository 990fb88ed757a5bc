"""The deck's keys: a clicker's, on every keyboard layout, pressed fast, typed as numbers."""

import re

import pytest
from playwright.sync_api import expect

from backprop.deck.slides import Slide
from browser.actions import at_rest
from browser.slides import SLIDES, at

PRESS = """([key, code]) => document.body.dispatchEvent(
    new KeyboardEvent("keydown", { key, code, bubbles: true, cancelable: true }))"""
PRESS_OFTEN = """async ([key, times, pause]) => {
    for (let i = 0; i < times; i++) {
        document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
        await new Promise((done) => setTimeout(done, pause));
    }
}"""


def points_of(slide: Slide) -> int:
    """A quiz has two: which choice is right, and why."""
    return 2 if slide.quiz else slide.presses


def after(presses: int) -> tuple[int, int]:
    """The slide, and how many points are uncovered, after so many presses of PageDown."""
    number, shown = 1, 0
    for _ in range(presses):
        if shown < points_of(SLIDES[number - 1]):
            shown += 1
        else:
            number, shown = number + 1, 0
    return number, shown


@pytest.mark.parametrize("pause", [0, 60, 150])
def test_no_press_is_lost(open_page, pause):
    page = open_page("/slides?present=1")
    at(page, 1)
    for presses in (12, 24):
        page.evaluate(PRESS_OFTEN, ["PageDown", 12, pause])
        number, shown = after(presses)
        at(page, number)
        if SLIDES[number - 1].quiz:
            expect(page.locator(".quizcard .right")).to_have_count(min(1, shown))
            continue
        points, slide = page.locator(".st-key-slide_text li"), SLIDES[number - 1]
        shown -= 0 < slide.predict < shown
        for i in range(slide.points):
            expect(points.nth(i)).to_be_visible(visible=i < shown)
    page.evaluate(PRESS_OFTEN, ["PageUp", 23, pause])
    at(page, after(1)[0])


ON_OTHER_LAYOUTS = [  # the key, its place, and what it opens
    ("щ", "KeyO", "overview"),  # Russian
    ("и", "KeyB", "blank"),
    ("β", "KeyB", "blank"),  # Greek
    ("لا", "KeyB", "blank"),  # Arabic
    ("؟", "Slash", "help"),
    ("ם", "KeyO", "overview"),  # Hebrew
    ("'", "KeyW", "blank"),
    ("O", "KeyO", "overview"),  # Caps Lock
    ("o", "KeyS", "overview"),  # Dvorak: by what the key gives
    (".", "KeyE", "blank"),
    (",", "KeyW", None),
]
CLOSED = """() => [...document.querySelectorAll("dialog[open]")]
    .map((one) => (one.close(), one.className))"""


def test_keys_on_other_layouts(deck):
    for key, code, opened in ON_OTHER_LAYOUTS:
        deck.evaluate(PRESS, [key, code])
        assert deck.evaluate(CLOSED) == ([f"deck-{opened}"] if opened else []), key


def test_the_digits_of_a_french_keyboard_answer(open_page):
    page = open_page("/slides?slide=6")
    at(page, 6)
    expect(page.locator(".quizcard-choice").first).to_be_visible()
    page.evaluate(PRESS, ["é", "Digit2"])
    expect(page.locator(".quizcard .own")).to_contain_text("Increase it")


def test_a_clicker_turns_slides_while_a_slider_has_the_focus(open_page):
    page = open_page("/slides?slide=9&present=1")
    at(page, 9)
    for key, number in (("PageUp", 8), ("PageDown", 9)):
        at(page, 17 - number)
        at_rest(page)
        slider = page.locator(".slidefigure input[type=range]").first.element_handle()
        slider.focus()
        before = slider.input_value()
        page.keyboard.press(key)
        assert slider.input_value() == before
        at(page, number)


def test_a_chosen_network_gives_the_keys_back(deck):
    deck.get_by_role("combobox", name="Network").click()
    deck.get_by_role("option", name="After 1 epoch").click()
    expect(deck.get_by_test_id("stSidebar")).to_contain_text("reads 92.6% of the test digits")
    deck.keyboard.press("f")
    expect(deck.get_by_test_id("stSidebar")).to_be_hidden()
    deck.keyboard.press("PageDown")
    at(deck, 2)
    expect(deck).to_have_url(re.compile("network=epoch-1"))


def test_a_number_that_is_no_slide_is_told(deck):
    told = deck.locator(".deck-overview [role=status]")
    for typed, number in (("99", 12), ("0", 10), ("abc", 12), ("", 10)):
        deck.keyboard.press("g")
        deck.keyboard.type(typed)
        deck.keyboard.press("Enter")
        expect(told).to_have_text(f"There is no slide “{typed}”: the deck goes from 1 to 16.")
        deck.keyboard.type(str(number))
        deck.keyboard.press("Enter")
        at(deck, number)
        expect(deck.locator(".deck-overview")).to_be_hidden()


def test_a_typed_number_and_enter_go_there(deck):
    told = deck.locator(".deck-told")
    deck.keyboard.type("12")
    expect(told).to_have_text("Enter goes to slide 12")
    deck.keyboard.press("Enter")
    at(deck, 12)
    expect(told).to_be_hidden()
    deck.keyboard.type("99")
    deck.keyboard.press("Enter")
    expect(told).to_have_text("There is no slide “99”: the deck goes from 1 to 16.")
    deck.keyboard.press("PageDown")
    at(deck, 13)
    expect(told).to_be_hidden()
    deck.keyboard.press("3")
    deck.keyboard.press("ArrowLeft")
    deck.keyboard.press("Enter")
    at(deck, 12)


def test_the_key_after_a_closed_dialog_is_heard(deck):
    deck.keyboard.press("g")
    deck.evaluate(
        """() => {
            const input = document.querySelector(".deck-overview input");
            input.closest("dialog").close();
            input.dispatchEvent(new KeyboardEvent("keydown", { key: "?", bubbles: true }));
        }"""
    )
    expect(deck.locator(".deck-help")).to_be_visible()


def test_white_and_black_and_back(deck):
    blank = deck.locator(".deck-blank")
    for key, colour in (("w", "rgb(255, 255, 255)"), ("b", "rgb(0, 0, 0)")):
        deck.keyboard.press(key)
        expect(blank).to_have_css("background-color", colour)
        deck.keyboard.press(key)
        expect(blank).to_be_hidden()


def test_one_press_of_back_leaves_the_slides(open_page):
    page = open_page("/passes")
    expect(page.locator(".stage")).to_be_visible()
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Slides").click()
    at(page, 1)
    page.keyboard.press("PageDown")
    at(page, 2)
    page.go_back()
    expect(page.locator(".stage")).to_be_visible()
    expect(page).to_have_url(re.compile("/passes"))


def test_one_press_of_back_leaves_the_quiz(open_page):
    page = open_page("/passes")
    expect(page.locator(".stage")).to_be_visible()
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Quiz").click()
    expect(page).to_have_url(re.compile(r"quiz=1\b"))
    page.go_back()
    expect(page.locator(".stage")).to_be_visible()
