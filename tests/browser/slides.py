"""The shipped slides, and waiting for one to be on the screen."""

import re

from playwright.sync_api import Locator, Page, expect

from backprop.deck.slides import load_slides

SLIDES = load_slides()
WORDS = "a[href^='#thing-'], .quizcard [data-thing]"  # words and factors of formulas
UNLIT = """(words) => {
    const mouse = { bubbles: true, pointerType: "mouse" };
    const over = (made) => made.dispatchEvent(new PointerEvent("pointerover", mouse));
    const unlit = words.filter((word) => {
        over(word);
        const slide = word.closest("[class*=st-key-sheet_], .stMain");
        const parts = [...slide.querySelectorAll(".slidefigure svg [data-lit]")];
        const seen = parts.find((part) => getComputedStyle(part).visibility === "visible");
        if (!seen || !("lit" in word.dataset) || word.tabIndex < 0) return true;
        over(seen);
        return !("lit" in word.dataset);
    });
    over(document.body);
    return unlit.map((word) => (word.querySelector("annotation") ?? word).textContent);
}"""


def unlit(place: Locator) -> list[str]:
    """The words there that do not light up a visible part of their slide's figure, are not lit by
    it, or cannot be reached by Tab."""
    return place.locator(WORDS).evaluate_all(UNLIT)


def at(page: Page, number: int) -> None:
    """Wait until a slide is on the screen: its number, its title, its live figure."""
    slide = SLIDES[number - 1]
    expect(page.locator(".deck-number")).to_have_text(f"Slide {number} of {len(SLIDES)}")
    expect(page.locator(".st-key-slide h1")).to_have_text(slide.title)
    if slide.figure and not slide.quiz:
        expect(
            page.locator(f'.slidefigure[data-kind="{slide.figure}"] svg > *').first
        ).to_be_attached()
    expect(page).to_have_url(re.compile(rf"slide={number}\b"))
