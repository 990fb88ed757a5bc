"""How high a slide's text stands: as `python -m backprop.deck` estimates it, and in a browser."""

import pytest

from backprop.deck.review import CLOSING, needed
from browser.slides import SLIDES, at

TEXT = """() => {
    const slide = document.querySelector(".st-key-slide [class*=st-key-slide_as_]");
    const em = parseFloat(getComputedStyle(slide).fontSize);
    const box = (part) => slide.querySelector(part).getBoundingClientRect();
    return (box("[class*=st-key-slide_text]").bottom - box("h1").top) / em;
}"""


def test_the_estimate_is_near_what_a_browser_lays_out(open_page):
    plain = [s for s in SLIDES if s.kind == "slide" and not CLOSING.search(s.body)]
    page = open_page(
        f"/slides?slide={plain[0].number}&present=1", viewport={"width": 1280, "height": 720}
    )
    for slide in plain:
        page.keyboard.type(str(slide.number))
        page.keyboard.press("Enter")
        at(page, slide.number)
        assert needed(slide) == pytest.approx(page.evaluate(TEXT), rel=0.25), slide.name
