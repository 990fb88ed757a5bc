"""Presenting in a real window: its full screen ends for Esc and for new windows alike."""

from contextlib import ExitStack

import pytest

from browser.desktop import Desktop, Window, desktop
from browser.programs import chromium

FULL = "document.fullscreenElement && innerHeight > 700 && document.hasFocus()"
PRESENTING = "'presenting' in document.documentElement.dataset"
SIDEBAR = "document.querySelector('[data-testid=stSidebar]').checkVisibility()"
DIALOG = "document.querySelector('dialog[open]')"
WATCH_SIDEBAR = f"""clearInterval(window.watching);
window.sidebarSeen = false;
window.watching = setInterval(() => {SIDEBAR} && (window.sidebarSeen = true), 5)"""


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


def presented(screen: Desktop, deck: Window) -> None:
    """The deck, on slide 8, in full screen."""
    screen.press("8", "Return")
    deck.wait_for(at(8))
    screen.press("f")
    deck.wait_for(FULL)
    deck.evaluate(WATCH_SIDEBAR)


def at(number: int) -> str:
    return f"document.querySelector('.deck-number')?.textContent.startsWith('Slide {number} of')"


def left(screen: Desktop, deck: Window) -> None:
    """One Esc leaves the presentation, which went on until then."""
    assert deck.evaluate(PRESENTING)
    assert not deck.evaluate("window.sidebarSeen")
    screen.press("Escape")
    deck.wait_for(f"!document.fullscreenElement && !({PRESENTING}) && {SIDEBAR}")


# Chromium can give Esc to the page (on https and on one's own machine); other browsers keep it.
@pytest.mark.parametrize(
    "esc, keys", [("given", ["o", "question", "b"]), ("kept", ["o"])], ids=["given", "kept"]
)
def test_esc_closes_only_what_is_open_and_the_notes_do_not_end_the_presentation(
    open_deck, esc, keys
):
    screen, deck = open_deck()
    if esc == "kept":
        deck.evaluate("delete Navigator.prototype.keyboard")
    for key in keys:
        presented(screen, deck)
        screen.press(key)
        deck.wait_for(DIALOG)
        screen.press("Escape")
        deck.wait_for(f"!{DIALOG}")
        screen.press("Home")
        deck.wait_for(f"{at(1)} && {FULL}")
        left(screen, deck)
    presented(screen, deck)
    opens_the_notes(screen, deck)
    left(screen, deck)


def opens_the_notes(screen: Desktop, deck: Window) -> None:
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


def test_a_blocked_window_is_told_and_the_notes_open_in_a_tab(open_deck):
    screen, deck = open_deck()
    deck.evaluate("dispatchEvent(new KeyboardEvent('keydown', { key: 's' }))")  # no person's key
    deck.wait_for(f"{DIALOG}?.innerText.includes('Allow pop-ups for this address')")
    deck.wait_for("document.activeElement.matches('dialog a') && document.hasFocus()")
    screen.press("Return")
    notes = screen.page("/notes")
    notes.wait_for("document.getElementById('where')?.textContent === 'Slide 8 of 16'")
