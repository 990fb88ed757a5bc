"""The shipped slides, and waiting for one to be on the screen."""

import re

from playwright.sync_api import Page, expect

from backprop.deck.slides import load_slides

SLIDES = load_slides()


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
