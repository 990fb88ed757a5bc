"""The deck as an instructor and a learner use it: keys, full screen, notes, handout, reload."""

import re

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from backprop.deck.quiz import load_quizzes
from browser.actions import PATIENCE, at_rest, go_to
from browser.slides import SLIDES, at, unlit
from browser.test_accessible import RUN

FORTH = ("ArrowRight", "Space", "n", "PageDown", "ArrowDown")
BACK = ("PageUp", "p", "Shift+Space")
KEYS = (  # pressed on slide 1, one after the other, and the slide that they lead to
    ("Shift+ArrowRight", 16),
    ("Home", 1),
    ("End", 16),
    ("ArrowRight", 16),
    ("g 1 2 Enter", 12),
    ("o ArrowRight ArrowRight Enter", 14),
    ("b ArrowRight b ArrowLeft", 13),
    ("? ? ArrowUp", 12),
    ("ArrowRight ArrowRight ArrowRight", 15),
)


def test_all_slides_there_and_back_by_the_keys_that_presenters_know(deck):
    for number in range(2, len(SLIDES) + 1):
        deck.keyboard.press(FORTH[number % len(FORTH)])
        at(deck, number)
        assert deck.locator("[data-testid=stAlert], [data-testid=stException]").count() == 0
    for number in range(len(SLIDES) - 1, 0, -1):
        deck.keyboard.press(BACK[number % len(BACK)])
        at(deck, number)
    for keys, number in KEYS:
        for key in keys.split():
            deck.keyboard.press(key)
        at(deck, number)


def test_presenting_shows_nothing_but_the_slide_and_uncovers_points(open_page):
    page = open_page("/slides?slide=8")
    at(page, 8)
    points = page.locator(".st-key-slide_text li")
    expect(points.last).to_be_visible()
    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement !== null")
    for chrome in ("stSidebar", "stHeader"):
        expect(page.get_by_test_id(chrome)).to_be_hidden()
    for shown in range(points.count()):
        expect(points.nth(shown)).to_be_hidden()
        page.keyboard.press("PageDown")
        expect(points.nth(shown)).to_be_visible()
    page.keyboard.press("PageDown")
    at(page, 9)
    page.keyboard.press("PageUp")
    at(page, 8)
    expect(points.last).to_be_visible()
    page.keyboard.press("f")
    expect(page.get_by_test_id("stSidebar")).to_be_visible()


def test_a_reload_comes_back_to_the_slide_still_presenting(open_page):
    page = open_page("/slides?slide=3&present=1")
    at(page, 3)
    page.keyboard.press("PageDown")
    at(page, 4)
    page.keyboard.press("PageDown")
    points = page.locator(".st-key-slide_text li")
    expect(points.first).to_be_visible()
    page.reload()
    at(page, 4)
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    expect(points.first).to_be_visible()
    expect(points.nth(1)).to_be_hidden()


def test_the_black_screen_lets_only_its_own_keys_through_and_a_laser_follows(deck):
    black = deck.locator(".deck-blank")
    deck.keyboard.press(".")
    expect(black).to_be_visible()
    deck.keyboard.press("ArrowRight")
    deck.keyboard.press(".")
    expect(black).to_be_hidden()
    at(deck, 1)

    deck.keyboard.press("x")
    deck.mouse.move(700, 400)
    deck.wait_for_function(
        """x => {
            const { left, width } = document.querySelector(".deck-laser").getBoundingClientRect();
            return Math.abs(left + width / 2 - x) < 3;
        }""",
        arg=700,
    )
    deck.keyboard.press("x")
    expect(deck.locator(".deck-laser")).to_be_hidden()


def test_a_slider_in_use_keeps_the_arrow_keys(open_page):
    page = open_page("/slides?slide=5")
    at(page, 5)
    at_rest(page)
    slider = page.locator(".slidefigure input[type=range]").first
    slider.focus()
    before = slider.input_value()
    page.keyboard.press("ArrowRight")
    expect(slider).not_to_have_value(before)
    at(page, 5)


def test_a_swipe_turns_the_page(open_page):
    page = open_page("/slides", viewport={"width": 390, "height": 844}, has_touch=True)
    at(page, 1)
    page.locator(".st-key-slide h1").evaluate(
        """target => {
            const finger = (x) => new Touch({ identifier: 1, target, clientX: x, clientY: 100 });
            const send = (type, x, touches) => target.dispatchEvent(
                new TouchEvent(type, { bubbles: true, touches, changedTouches: [finger(x)] }));
            send("touchstart", 300, [finger(300)]);
            send("touchend", 120, []);
        }"""
    )
    at(page, 2)


def test_on_a_phone_the_slides_are_presented_and_left_by_touch(open_page):
    phone = {"width": 390, "height": 844}
    page = open_page("/slides?slide=10", viewport=phone, has_touch=True, is_mobile=True)
    at(page, 10)
    page.get_by_role("button", name="Present").tap()
    expect(page.get_by_test_id("stHeader")).to_be_hidden()
    expect(page.locator(".st-key-slide_text li").last).to_be_visible()
    page.get_by_role("button", name="Next slide").tap()
    at(page, 11)
    page.get_by_role("button", name="Leave").tap()
    expect(page.get_by_test_id("stHeader")).to_be_visible()


def test_a_lecture_asks_anew_and_reveals_in_two_stages(open_page):
    page = open_page("/slides?slide=6")
    at(page, 6)
    choices, right = page.locator(".quizcard-choice"), page.locator(".quizcard .right")
    expect(choices).to_have_count(4)
    page.keyboard.press("3")  # a learner's own answer
    expect(page.locator(".quizcard .own")).to_contain_text("your answer")
    page.keyboard.press("f")
    expect(choices).to_have_count(4)
    for letter in "abcd":
        page.keyboard.press(letter)
        if letter == "b":
            expect(page.locator(".deck-blank")).to_be_visible()
            page.keyboard.press(letter)
    expect(page.locator(".st-key-slide_panel")).to_be_visible()  # D has opened it
    expect(choices).to_have_count(4)
    why, figure = page.locator(".quizcard-why"), page.locator(".slidefigure")
    page.keyboard.press("2")
    expect(right).to_contain_text("your answer")
    expect(why).to_have_count(0)
    expect(figure).to_have_count(0)
    at_rest(page)
    page.keyboard.press("PageDown")
    expect(why).to_have_count(4)
    expect(figure).to_be_visible()
    page.reload()
    expect(why).to_have_count(4)
    expect(right).to_contain_text("your answer")
    assert unlit(page.locator(".st-key-slide")) == []
    for shown, key in ((1, "PageUp"), (0, "PageUp"), (1, "PageDown"), (2, "PageDown")):
        page.keyboard.press(key)
        expect(right).to_have_count(min(1, shown))
        expect(why).to_have_count(4 if shown == 2 else 0)
    page.keyboard.press("PageDown")
    at(page, 7)
    page.keyboard.press("PageUp")
    at(page, 6)
    expect(why).to_have_count(4)
    page.get_by_role("button", name="Ask again").click()
    expect(choices).to_have_count(4)
    page.keyboard.press("Escape")
    expect(page.locator(".quizcard .own")).to_contain_text("Set it to zero")
    page.keyboard.press("f")
    expect(choices).to_have_count(4)


def test_a_slide_that_there_is_not_is_told_and_from_a_live_page_back_is_the_slide(open_page):
    page = open_page("/slides?slide=17")
    expect(page.get_by_text("a slide that the deck does not have")).to_be_visible()
    at(page, 1)
    page.keyboard.press("4")
    page.keyboard.press("Enter")
    at(page, 4)
    way = page.locator(".way")
    expect(way.locator("[aria-current]")).to_have_text("cost")
    way.get_by_role("link", name="cost").click()
    expect(page.locator(".stage")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/passes\?at=cost"))
    go_to(page, "Slides")
    at(page, 4)


def test_one_click_presents_from_any_page(open_page):
    page = open_page("/gradients")
    page.get_by_role("link", name="Present the slides").click()
    at(page, 1)
    page.wait_for_function("document.fullscreenElement !== null")


def test_the_handout_prints_one_slide_a_page_and_is_accessible(deck):
    """Figures as results: what has to be worked out is, what asks to be touched does not."""
    sheets = len(SLIDES), len(load_quizzes())
    deck.locator("[data-do=handout]").click()
    expect(deck.locator("[data-do=print]")).to_be_visible(timeout=2 * PATIENCE)
    expect(deck.locator(".slide-foot")).to_have_count(sum(sheets), timeout=2 * PATIENCE)
    at_rest(deck)
    expect(deck.locator("[class*=st-key-sheet_answer] b").first).to_contain_text("Increase it")
    figures = [slide for slide in SLIDES if slide.figure]
    expect(deck.locator(".slidefigure[data-kind]")).to_have_count(len(figures))
    notes = " ".join(deck.locator(".slidefigure-note").all_inner_texts())
    assert "Both find the same gradients" in notes and "mini-batches took" in notes
    assert not re.search(r"[Pp]oint at|\btap\b|Which slider|Set what|Predict", notes)
    assert unlit(deck.locator(".st-key-handout")) == []
    deck.evaluate(AXE_SCRIPT)
    assert deck.evaluate(RUN) == []
    assert pages(deck) == sum(sheets)
    deck.get_by_role("button", name="Back to the slides").click()
    at(deck, 1)


def pages(page) -> int:
    """How many sheets of paper it takes."""
    at_rest(page)
    return page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n")
