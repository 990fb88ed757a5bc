"""The live figures about gradients and descents, as a learner works them."""

import re

import pytest
from playwright.sync_api import expect

from browser.slides import unlit


@pytest.fixture
def figure(open_page):
    """Opens a slide and returns its figure; on a quiz slide, after answering B."""

    def open_(number, answer=False):
        page = open_page(f"/slides?slide={number}")
        if answer:
            page.get_by_role("button", name=re.compile("^B ")).click()
        found = page.locator(".slidefigure")
        expect(found.locator("svg > *").first).to_be_attached()
        return found

    return open_


def test_the_step_size_moves_the_cost(figure):
    shown = figure(9)
    note, alpha = shown.locator(".slidefigure-note"), shown.get_by_role("slider")
    expect(note).to_contain_text("takes C₀ from 0.266 to 0.0460")
    alpha.press("Home")
    expect(note).not_to_contain_text("to 0.0460")
    expect(shown.get_by_role("img")).to_have_attribute("aria-label", note.text_content())


def test_silencing_the_neuron_leaves_no_gradient(figure):
    shown = figure(11, answer=True)
    expect(shown.locator(".slidefigure-note")).to_contain_text("gradient of this weight is −0.187")
    assert unlit(shown.page.locator(".st-key-slide")) == []
    shown.get_by_role("slider").press("Home")
    expect(shown.locator(".slidefigure-note")).to_contain_text("this weight learns nothing")
    expect(shown.locator("svg")).to_contain_text("all 0")


def test_the_quizs_weight_is_marked_among_its_layer(figure):
    shown = figure(13, answer=True)
    expect(shown.locator("svg")).to_contain_text("rank 18 of 256")
    assert unlit(shown.page.locator(".st-key-slide")) == []


def test_guess_then_see_both_ways_agree(figure):
    shown = figure(16)
    shown.get_by_role("button", name="100 times", exact=True).click()
    expect(shown.locator(".slidefigure-note")).to_contain_text("Both find the same gradients")
    expect(shown.locator("svg")).to_contain_text("your guess: 100 times")
    shown.get_by_role("button", name="Guess again").click()
    expect(shown.locator("svg")).to_contain_text("Predict first.")


def test_a_race_that_is_left_waits_and_goes_on(figure):
    shown = figure(12)
    shown.get_by_role("button", name="Race them").click()
    expect(shown.locator(".slidefigure-note")).to_contain_text("They take turns")
    page = shown.page
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".deck-number")).to_contain_text("Slide 11 of")
    page.keyboard.press("ArrowRight")
    expect(shown.locator(".slidefigure-note")).to_contain_text("One could think of hours")
    expect(shown.get_by_role("button", name="Race again")).to_be_enabled()


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


def test_a_figure_off_the_page_draws_nothing(figure):
    shown = figure(10)
    drawn = shown.evaluate(
        """root => {
            const before = root.querySelector("svg").innerHTML;
            root.parentElement.removeChild(root);
            root.figure.draw();
            return [before, root.querySelector("svg").innerHTML];
        }"""
    )
    assert drawn[0] == drawn[1] and "NaN" not in drawn[0]
