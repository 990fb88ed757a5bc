"""Presenting in a real window: its full screen ends for Esc and for new windows alike."""

from contextlib import ExitStack

import pytest

from browser.desktop import Desktop, Window, desktop
from browser.programs import chromium

FULL = "document.fullscreenElement && innerHeight > 700 && document.hasFocus()"
PRESENTING = "'presenting' in document.documentElement.dataset"
SIDEBAR = "document.querySelector('[data-testid=stSidebar]').checkVisibility()"
DIALOG = "document.querySelector('dialog[open]')"
WATCH_SIDEBAR = f"setInterval(() => {SIDEBAR} && (window.sidebarSeen = true), 5)"
# Chromium can give Esc to the page (on https and on one's own machine); other browsers keep it.
ESC = pytest.mark.parametrize("esc", ["given", "kept"])


@pytest.fixture
def open_deck(browser, app_url, tmp_path):
    """Opens slide 8, which has points, in a window."""
    with ExitStack() as stack:

        def open_() -> tuple[Desktop, Window]:
            program = chromium() or browser.browser_type.executable_path
            address = f"{app_url}/slides?slide=8"
            screen = stack.enter_context(desktop(program, address, tmp_path))
            deck = screen.page("/slides")
            deck.wait_for(at(8))
            return screen, deck

        yield open_


@pytest.fixture
def presented(open_deck, esc):
    """The deck in full screen; esc: whether the browser gives that key to the page."""
    screen, deck = open_deck()
    if esc == "kept":
        deck.evaluate("delete Navigator.prototype.keyboard")
    screen.press("f")
    deck.wait_for(FULL)
    deck.evaluate(WATCH_SIDEBAR)
    return screen, deck


def at(number: int) -> str:
    return f"document.querySelector('.deck-number')?.textContent.startsWith('Slide {number} of')"


def left(screen: Desktop, deck: Window) -> None:
    """One Esc leaves the presentation, which went on until then."""
    assert deck.evaluate(PRESENTING)
    assert not deck.evaluate("window.sidebarSeen")
    screen.press("Escape")
    deck.wait_for(f"!document.fullscreenElement && !({PRESENTING}) && {SIDEBAR}")


@ESC
def test_opening_the_notes_does_not_end_the_presentation(presented):
    screen, deck = presented
    screen.press("s")
    notes = screen.page("/notes")
    notes.wait_for("document.hasFocus() && document.title === 'Speaker notes'")
    notes.wait_for("document.getElementById('where')?.textContent.startsWith('Slide 8')")
    deck.wait_for("!document.fullscreenElement && !document.hasFocus()")
    screen.press("End")
    deck.wait_for(at(16))
    screen.to_front("Slides")
    screen.press("Home")
    deck.wait_for(f"{at(1)} && {FULL}")
    left(screen, deck)


@pytest.mark.parametrize(
    "key, esc", [("o", "given"), ("question", "given"), ("b", "given"), ("o", "kept")]
)
def test_esc_closes_only_what_is_open_over_the_slide(presented, key):
    screen, deck = presented
    screen.press(key)
    deck.wait_for(DIALOG)
    screen.press("Escape")
    deck.wait_for(f"!{DIALOG}")
    screen.press("Home")
    deck.wait_for(f"{at(1)} && {FULL}")
    left(screen, deck)


def test_a_blocked_window_is_told_and_the_notes_open_in_a_tab(open_deck):
    screen, deck = open_deck()
    deck.evaluate("dispatchEvent(new KeyboardEvent('keydown', { key: 's' }))")  # no person's key
    deck.wait_for(f"{DIALOG}?.innerText.includes('Allow pop-ups for this address')")
    deck.wait_for("document.activeElement.matches('dialog a') && document.hasFocus()")
    screen.press("Return")
    notes = screen.page("/notes")
    notes.wait_for("document.getElementById('where')?.textContent === 'Slide 8 of 16'")
