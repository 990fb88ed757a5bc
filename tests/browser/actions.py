"""What a person does on the drawing page, and on the way to others."""

from playwright.sync_api import FloatRect, Locator, Page

from strokes import STROKES

PATIENCE = 60_000  # ms: a slow machine is no failure
ANSWERED = """() => {
    const pad = document.querySelector(".pad");
    const parts = [".guess", ".outputs", ".cost", ".seen", ".gradient"];
    const shown = (part) => document.querySelector(part)?.dataset.drawing;
    return pad && parts.every((part) => shown(part) === pad.dataset.drawing);
}"""

AT_REST = """() => document.querySelector(".stApp")?.dataset.testScriptState === "notRunning"
    && !document.querySelector("[data-stale=true], [data-testid=stSkeleton]")"""


def at_rest(page: Page) -> None:
    """Wait until the server has said all, and all of it is on the page."""
    page.wait_for_function(AT_REST, timeout=2 * PATIENCE)  # a handout is long in the making


def place_of(part: Locator) -> FloatRect:
    """Where it is on the screen, once the page is at rest and it stands still."""
    at_rest(part.page)
    part.click(trial=True)  # waits until it stands still: a browser may still be scrolling
    return part.bounding_box()


def draw(page: Page, strokes: list, dx: float = 0, dy: float = 0) -> None:
    """Draw strokes with the mouse, in canvas units, and wait for the whole answer."""
    box = place_of(page.locator(".pad canvas"))
    scale = box["width"] / 280

    def move(x, y, steps=1):
        page.mouse.move(box["x"] + (x + dx) * scale, box["y"] + (y + dy) * scale, steps=steps)

    for stroke in strokes:
        move(*stroke[0])
        page.mouse.down()
        for x, y in stroke[1:]:
            move(x, y)
        page.mouse.up()
    answered(page)


def draw_digit(page: Page, digit: int, **shift: float) -> None:
    draw(page, STROKES[digit], **shift)


def answered(page: Page) -> None:
    """Wait until every part of the page answers the newest drawing."""
    page.wait_for_function(ANSWERED)


def go_to(page: Page, name: str) -> None:
    """Open a page from the sidebar's list."""
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=name).click()
