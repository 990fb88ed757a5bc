"""The live figures about gradients and descents, as a learner works them."""

import re

from playwright.sync_api import expect

from browser.slides import at, unlit


def go(shown, number: int, *, answer: bool = False):
    """On to another slide of the same page; on a quiz slide, B is answered."""
    page = shown.page
    page.evaluate("document.activeElement.blur()")  # a slider keeps its keys
    page.keyboard.type(str(number))
    page.keyboard.press("Enter")
    at(page, number)
    if answer:
        page.get_by_role("button", name=re.compile("^B ")).click()
    expect(shown.locator("svg > *").first).to_be_attached()


def test_the_step_size_the_silent_neuron_the_marked_weight_and_the_guess(open_page):
    page = open_page("/slides?slide=9")
    at(page, 9)
    shown = page.locator(".slidefigure")
    note, alpha = shown.locator(".slidefigure-note"), shown.get_by_role("slider")
    expect(note).to_contain_text("takes C₀ from 0.266 to 0.0460")
    alpha.press("Home")
    expect(note).not_to_contain_text("to 0.0460")
    expect(shown.get_by_role("img")).to_have_attribute("aria-label", note.text_content())
    # Silencing the neuron leaves no gradient.
    go(shown, 11, answer=True)
    expect(note).to_contain_text("gradient of this weight is −0.187")
    assert unlit(page.locator(".st-key-slide")) == []
    shown.get_by_role("slider").press("Home")
    expect(note).to_contain_text("this weight learns nothing")
    expect(shown.locator("svg")).to_contain_text("all 0")
    # The quiz's weight is marked among its layer.
    go(shown, 13, answer=True)
    expect(shown.locator("svg")).to_contain_text("rank 18 of 256")
    assert unlit(page.locator(".st-key-slide")) == []
    # Guess, then see: both ways agree.
    go(shown, 16)
    shown.get_by_role("button", name="100 times", exact=True).click()
    expect(note).to_contain_text("Both find the same gradients")
    expect(shown.locator("svg")).to_contain_text("your guess: 100 times")
    shown.get_by_role("button", name="Guess again").click()
    expect(shown.locator("svg")).to_contain_text("Predict first.")


def test_a_race_that_is_left_waits_and_goes_on_and_off_the_page_nothing_is_drawn(open_page):
    page = open_page("/slides?slide=12")
    at(page, 12)
    shown = page.locator(".slidefigure")
    shown.get_by_role("button", name="Race them").click()
    expect(shown.locator(".slidefigure-note")).to_contain_text("They take turns")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".deck-number")).to_contain_text("Slide 11 of")
    page.keyboard.press("ArrowRight")
    expect(shown.locator(".slidefigure-note")).to_contain_text("One could think of hours")
    expect(shown.get_by_role("button", name="Race again")).to_be_enabled()
    go(shown, 10)
    drawn = shown.evaluate(
        """root => {
            const before = root.querySelector("svg").innerHTML;
            root.parentElement.removeChild(root);
            root.figure.draw();
            return [before, root.querySelector("svg").innerHTML];
        }"""
    )
    assert drawn[0] == drawn[1] and "NaN" not in drawn[0]


def test_where_nothing_is_left_to_learn_one_click_shows_what_has_something_and_one_goes_back(
    open_page,
):
    page = open_page("/slides?slide=9&sample=test-0")
    note = page.locator(".slidefigure-note")
    expect(note).to_contain_text("hardly anything left to teach")
    for name, shown in (("after 1 epoch", "after 1 epoch of"), ("on a harder 7", "another 7")):
        page.get_by_role("button", name=f"See it {name}").click()
        expect(note).to_contain_text(f"Shown is {'the network ' if 'epoch' in name else ''}{shown}")
        expect(note).to_contain_text("slopes at once takes C₀ from")
        page.get_by_role("button", name="Back to").click()
        expect(note).to_contain_text("hardly anything left to teach")
