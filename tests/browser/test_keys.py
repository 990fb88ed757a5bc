"""The deck's keys: a clicker's, on every keyboard layout, pressed fast, typed as numbers."""

import re

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


def test_no_press_is_lost(open_page):
    """All at once, fast, and at a person's pace, there and back."""
    page = open_page("/slides?present=1")
    at(page, 1)
    before = 0
    for presses, pause in ((10, 0), (18, 60), (24, 150)):
        page.evaluate(PRESS_OFTEN, ["PageDown", presses - before, pause])
        before = presses
        number, shown = after(presses)
        at(page, number)
        if SLIDES[number - 1].quiz:
            expect(page.locator(".quizcard .right")).to_have_count(min(1, shown))
            continue
        points, slide = page.locator(".st-key-slide_text li"), SLIDES[number - 1]
        shown -= 0 < slide.predict < shown
        for i in range(slide.points):
            expect(points.nth(i)).to_be_visible(visible=i < shown)
    for presses, pause in ((17, 60), (11, 150), (1, 0)):
        page.evaluate(PRESS_OFTEN, ["PageUp", before - presses, pause])
        at(page, after(presses)[0])
        before = presses


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


def test_keys_on_other_layouts_white_and_black_and_the_key_after_a_closed_dialog(deck):
    for key, code, opened in ON_OTHER_LAYOUTS:
        deck.evaluate(PRESS, [key, code])
        assert deck.evaluate(CLOSED) == ([f"deck-{opened}"] if opened else []), key

    blank = deck.locator(".deck-blank")
    for key, colour in (("w", "rgb(255, 255, 255)"), ("b", "rgb(0, 0, 0)")):
        deck.keyboard.press(key)
        expect(blank).to_have_css("background-color", colour)
        deck.keyboard.press(key)
        expect(blank).to_be_hidden()

    deck.keyboard.type("6")
    deck.keyboard.press("Enter")
    at(deck, 6)
    expect(deck.locator(".quizcard-choice").first).to_be_visible()
    deck.evaluate(PRESS, ["é", "Digit2"])  # the digits of a French keyboard answer
    expect(deck.locator(".quizcard .own")).to_contain_text("Increase it")

    deck.keyboard.press("g")
    deck.evaluate(
        """() => {
            const input = document.querySelector(".deck-overview input");
            input.closest("dialog").close();
            input.dispatchEvent(new KeyboardEvent("keydown", { key: "?", bubbles: true }));
        }"""
    )
    expect(deck.locator(".deck-help")).to_be_visible()


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


def test_a_typed_number_and_enter_go_there_and_one_that_is_no_slide_is_told(deck):
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


def test_one_press_of_back_leaves_the_slides_or_the_quiz(open_page):
    page = open_page("/passes")
    expect(page.locator(".stage")).to_be_visible()
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Slides").click()
    at(page, 1)
    page.keyboard.press("PageDown")
    at(page, 2)
    page.go_back()
    expect(page.locator(".stage")).to_be_visible()
    expect(page).to_have_url(re.compile("/passes"))
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Quiz").click()
    expect(page).to_have_url(re.compile(r"quiz=1\b"))
    page.go_back()
    expect(page.locator(".stage")).to_be_visible()
