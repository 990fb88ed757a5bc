"""A browser that translates the page takes every text out of its place: the app goes on."""

import re

from playwright.sync_api import Page, expect

from backprop.deck.slides import load_slides
from browser.actions import draw_digit, go_to

SLIDES = load_slides()
# What Chrome's translation does to a page, on every change too: a text is wrapped in <font>
# elements, or others with the translated words come in its place.
TRANSLATES = """(way) => {
    const font = (inner) => {
        const made = document.createElement("font");
        made.append(inner);
        return made;
    };
    const ways = {
        wrapped(text) {
            const place = document.createComment("");
            text.replaceWith(place);
            place.replaceWith(font(font(text)));
        },
        replaced: (text) => text.replaceWith(font(font(text.data.toUpperCase()))),
    };
    const translate = () => {
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const found = [];
        while (walker.nextNode()) found.push(walker.currentNode);
        for (const text of found) {
            const parent = text.parentElement;
            const left = "font, style, script, [translate=no]";
            if (!text.data.trim() || parent.closest(left)) continue;
            ways[way](text);
            window.translated = (window.translated ?? 0) + 1;
        }
    };
    translate();
    new MutationObserver(translate).observe(document.body, { childList: true, subtree: true });
}"""


def text_of_slide(page: Page, number: int) -> str:
    """What is written on a slide, once it is there. Case is left out: the translation shouts."""
    slide = SLIDES[number - 1]
    place = re.compile(rf"^Slide {number} of {len(SLIDES)}$", re.IGNORECASE)
    expect(page.locator(".deck-number")).to_have_text(place)
    title = re.compile(re.escape(slide.title), re.IGNORECASE)
    expect(page.locator(".st-key-slide h1")).to_have_text(title)
    if slide.quiz:
        expect(page.locator(".quizcard-choice")).to_have_count(4)
    elif slide.body:
        expect(page.locator(f".st-key-slide_words_{number} :is(p, li)").first).to_be_visible()
    return page.locator(".st-key-slide_text").text_content().casefold()


def test_the_whole_deck_by_key_whichever_way_it_is_translated(open_page):
    page = open_page("/slides")
    written = [text_of_slide(page, 1)]
    for number in range(2, len(SLIDES) + 1):
        page.keyboard.press("PageDown")
        written.append(text_of_slide(page, number))
    page.evaluate(TRANSLATES, "wrapped")
    for number in range(len(SLIDES) - 1, 0, -1):
        page.keyboard.press("PageUp")
        assert text_of_slide(page, number) == written[number - 1]
    only_texts_were_translated(page)

    page.reload()
    text_of_slide(page, 1)
    page.evaluate(TRANSLATES, "replaced")
    for number in range(2, len(SLIDES) + 1):
        page.keyboard.press("PageDown")
        assert text_of_slide(page, number) == written[number - 1]
    only_texts_were_translated(page)


def only_texts_were_translated(page: Page) -> None:
    assert page.evaluate("window.translated") > 500
    expect(page.locator(".katex font, .slidefigure font")).to_have_count(0)


def test_drawing_another_network_and_a_quiz(open_page):
    page = open_page("/")
    expect(page.locator(".pad canvas")).to_be_visible()
    page.evaluate(TRANSLATES, "replaced")  # the deck, by then, has been through both ways
    draw_digit(page, 2)
    expect(page.locator(".guess .digit")).to_have_text("2")
    page.get_by_role("combobox", name="Network").click()
    page.get_by_role("option", name="Untrained").click()
    expect(page.get_by_test_id("stSidebar")).to_contain_text(
        re.compile(r"reads 9\.7% of the test digits", re.IGNORECASE)
    )
    go_to(page, "Quiz")
    page.locator(".quizcard-choice").first.click()
    expect(page.locator(".quizcard .right")).to_contain_text("Increase", ignore_case=True)
    go_to(page, "Draw")
    expect(page.locator(".pad canvas")).to_be_visible()
    expect(page.get_by_test_id("stException")).to_have_count(0)
