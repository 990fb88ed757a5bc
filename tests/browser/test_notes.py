"""The speaker's window: it follows and leads its own deck, and outlives a reload of either."""

import pytest
from playwright.sync_api import Page, expect

from browser.slides import SLIDES, at


def open_notes(deck: Page) -> Page:
    with deck.expect_popup() as opened:
        deck.keyboard.press("s")
    notes = opened.value
    expect(notes.locator("#where")).to_have_text("Slide 1 of 16")
    return notes


def stop_clock(notes: Page) -> None:
    notes.clock.install(time="2026-01-01T10:00:00")
    notes.clock.pause_at("2026-01-01T12:00:00")


def test_they_follow_lead_and_show_this_slide_and_the_next_as_pictures(deck):
    notes = open_notes(deck)
    pictures(deck, notes)
    deck.bring_to_front()
    deck.keyboard.press("ArrowRight")
    at(deck, 2)
    expect(notes.locator("#title")).to_have_text(SLIDES[1].title)
    expect(notes.locator("#notes")).to_have_text(SLIDES[1].notes)
    expect(notes.locator("#next")).to_have_text(SLIDES[2].title)
    notes.keyboard.press("PageDown")
    at(deck, 3)
    deck.reload()
    at(deck, 3)
    notes.keyboard.press("PageUp")
    at(deck, 2)


def test_type_grows_time_is_held_against_a_plan_and_a_reload_keeps_both(deck):
    notes = open_notes(deck)
    size = "parseFloat(getComputedStyle(document.getElementById('notes')).fontSize)"
    notes.get_by_role("button", name="Larger notes").click()
    notes.keyboard.press("+")
    assert notes.evaluate(size) == 28
    stop_clock(notes)
    notes.get_by_role("button", name="Restart").click()
    notes.clock.fast_forward("30:00")
    expect(notes.locator("#pace")).to_contain_text("behind")
    expect(notes.locator("#spent")).to_contain_text("30:00 of ")
    notes.get_by_label("plan").fill("600")
    notes.reload()
    expect(notes.get_by_label("plan")).to_have_value("600")
    expect(notes.locator("#spent")).to_contain_text("30:00 of ")
    notes.get_by_role("button", name="Pause").press("End")
    expect(notes.locator("#pace")).to_contain_text("ahead")
    assert notes.evaluate(size) == 28

    notes.get_by_role("button", name="Restart").press("Home")
    expect(notes.locator("#where")).to_have_text("Slide 1 of 16")
    notes.get_by_role("button", name="Restart").click()
    notes.clock.fast_forward("12:34")
    expect(notes.locator("#timer")).to_have_text("12:34")
    notes.get_by_role("button", name="Pause").click()
    notes.reload()
    expect(notes.locator("#timer")).to_have_text("12:34")
    expect(notes.get_by_role("button", name="Go on")).to_be_visible()
    expect(notes.locator("#title")).to_have_text(SLIDES[0].title)
    notes.clock.resume()  # it is the deck's clock too
    notes.keyboard.press("PageDown")
    at(deck, 2)
    expect(notes.locator("#where")).to_have_text("Slide 2 of 16")


def pictures(deck: Page, notes: Page) -> None:
    now, then = (notes.frame_locator(f"#{name} iframe") for name in ("now", "then"))
    expect(then.locator("h1")).to_have_text(SLIDES[1].title)
    expect(then.locator(".slidefigure svg > *").first).to_be_attached()
    expect(now.locator("h1")).to_have_text(SLIDES[0].title)
    title = notes.locator("#then").bounding_box()
    assert 0 < then.locator("h1").bounding_box()["height"] < title["height"] / 4
    deck.keyboard.press("ArrowRight")
    expect(now.locator("h1")).to_have_text(SLIDES[1].title)
    expect(then.locator("h1")).to_have_text(SLIDES[2].title)
    notes.reload()
    expect(then.locator("h1")).to_have_text(SLIDES[2].title)
    expect(notes.locator("#then iframe")).to_have_attribute("sandbox", "allow-same-origin")
    expect(deck.locator(".st-key-slide_pictures")).to_have_count(0)
    deck.keyboard.press("o")
    expect(deck.locator(".deck-picture h1")).to_have_count(len(SLIDES))
    deck.keyboard.press("Escape")
    expect(deck.locator(".deck-picture h1")).to_have_count(0)
    deck.keyboard.press("Home")
    at(deck, 1)
    expect(notes.locator("#where")).to_have_text("Slide 1 of 16")


def test_a_duplicated_tab_has_notes_of_its_own(deck):
    notes = open_notes(deck)
    with deck.expect_popup() as opened:
        deck.evaluate("window.open(location.href).name")  # with a copy of the tab's memory
    copy = opened.value
    at(copy, 1)
    copy.keyboard.press("PageDown")
    at(copy, 2)
    expect(notes.locator("#where")).to_have_text("Slide 1 of 16")
    notes.keyboard.press("End")
    at(deck, 16)
    at(copy, 2)
    expect(notes.locator("#where")).to_have_text("Slide 16 of 16")
    with copy.expect_popup() as opened:
        copy.keyboard.press("s")
    expect(opened.value.locator("#where")).to_have_text("Slide 2 of 16")
    assert opened.value.url != notes.url


def test_they_say_how_far_the_class_is_and_what_its_votes_suggest(open_page):
    notes = open_page("/notes#backprop-class")
    deck = notes.context.new_page()
    deck.goto(notes.url)
    tell = """(room) => new BroadcastChannel("backprop-class").postMessage({
        slide: 1, slides: [{ title: "Quiz", notes: "", points: 0 }], shown: 2, points: 12, room,
    })"""
    deck.evaluate(tell, {"stage": "votes 1", "answered": 31, "joined": 40, "advice": "discuss"})
    expect(notes.locator("#class")).to_contain_text("votes 1, 31 of 40 answered")
    expect(notes.locator("#advice")).to_contain_text("talk it over")
    deck.evaluate(tell, {"stage": None, "answered": 0, "joined": 41, "advice": None})
    expect(notes.locator("#class")).to_contain_text("no question, 41 joined")
    expect(notes.locator("#advice")).to_be_empty()
    deck.evaluate(tell, None)
    expect(notes.locator("#class")).to_be_hidden()


@pytest.mark.parametrize("blocked", ["getItem", "setItem"])
def test_without_storage_the_deck_still_plays(open_page, blocked):
    script = "Storage.prototype.{} = () => {{ throw new DOMException('', 'SecurityError'); }}"
    page = open_page("/slides?present=1", script=script.format(blocked))
    at(page, 1)
    page.keyboard.press("PageDown")
    at(page, 2)
