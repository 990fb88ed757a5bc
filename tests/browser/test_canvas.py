"""The canvas under any keyboard, and under pens, palms and fingers."""

import re

import pytest
from playwright.sync_api import expect

from browser.actions import draw, draw_digit, go_to

# Sends the canvas what a pointer does: [type, who, x, y, more] each, x and y in units of the sheet.
POINTERS = """events => {
    const canvas = document.querySelector(".pad canvas"), box = canvas.getBoundingClientRect();
    canvas.setPointerCapture = () => {}; // knows only pointers that are really there
    const ids = { mouse: 1, pen: 2, touch: 3 }, unit = box.width / 280;
    for (const [type, pointerType, x, y, more] of events) {
        const place = { clientX: box.left + x * unit, clientY: box.top + y * unit };
        const who = { pointerType, pointerId: ids[pointerType], isPrimary: true };
        canvas.dispatchEvent(new PointerEvent(type, { ...place, ...who, bubbles: true, ...more }));
    }
    return document.querySelector(".pad").pad.strokes.map(({ tool, points }) => [tool, points]);
}"""

KEY = """init => document.querySelector(".pad canvas").dispatchEvent(
    new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...init }))"""


@pytest.fixture
def page(open_page):
    page = open_page("/")
    page.locator(".st-key-why").wait_for(state="attached")  # the page's last part
    expect(button(page, "Undo")).to_be_disabled()  # the canvas has its script
    return page


def button(page, name):
    return page.locator(".pad-tools").get_by_role("button", name=name)


def test_what_was_undone_comes_again_until_something_new_is_drawn_in_whole_strokes(page):
    expect(button(page, "Redo")).to_be_disabled()
    draw_digit(page, 1)
    button(page, "Undo").click()
    expect(page.locator(".st-key-prediction")).to_contain_text("Draw a digit")
    button(page, "Redo").click()
    expect(page.locator(".st-key-prediction")).to_have_text(re.compile(r"^\s*1"))
    expect(button(page, "Redo")).to_be_disabled()
    for shortcut in ("Control+y", "Control+Shift+Z", "Meta+Shift+Z"):
        page.keyboard.press("Control+z")
        expect(button(page, "Clear")).to_be_disabled()
        page.keyboard.press(shortcut)
        expect(button(page, "Clear")).to_be_enabled()
    button(page, "Undo").click()
    draw_digit(page, 7)
    expect(button(page, "Redo")).to_be_disabled()
    button(page, "Clear").click()
    # Strokes stay whole where the browser lists no single moves.
    page.evaluate("PointerEvent.prototype.getCoalescedEvents = () => []")
    draw_digit(page, 3)
    expect(page.locator(".st-key-prediction")).to_have_text(re.compile(r"^\s*3"))


LAYOUTS = [
    {"z": "Z", "p": "P", "e": "E", "y": "Y"},  # Caps Lock
    {"z": "я", "p": "з", "e": "у", "y": "н"},  # Russian
    {"z": "ζ", "p": "π", "e": "ε", "y": "υ"},  # Greek
    {"z": "ئ", "p": "ح", "e": "ث", "y": "غ"},  # Arabic
    {"z": "ז", "p": "פ", "e": "ק", "y": "ט"},  # Hebrew
]


def test_keys_mean_the_same_on_any_layout_and_a_letter_is_not_its_place(page):
    def press(letter, **more):
        code = f"Key{letter.upper()}"
        page.evaluate(KEY, {"key": layout[letter], "code": code, **more})

    for layout in LAYOUTS:
        press("e")
        expect(button(page, "Eraser")).to_have_attribute("aria-pressed", "true")
        press("p")
        expect(button(page, "Pen")).to_have_attribute("aria-pressed", "true")
        draw(page, [[(60, 60), (220, 60)]])
        for again in ({"letter": "y"}, {"letter": "z", "shiftKey": True}):
            press("z", ctrlKey=True)
            expect(button(page, "Undo")).to_be_disabled()
            press(**again, metaKey=True)
            expect(button(page, "Undo")).to_be_enabled()
        press("z", ctrlKey=True)
        expect(button(page, "Undo")).to_be_disabled()
    draw(page, [[(60, 60), (220, 60)]])  # and on a French keyboard
    page.evaluate(KEY, {"key": "w", "code": "KeyZ", "ctrlKey": True})
    expect(button(page, "Undo")).to_be_enabled()
    page.evaluate(KEY, {"key": "z", "code": "KeyW", "ctrlKey": True})
    expect(button(page, "Undo")).to_be_disabled()


def pointers(page, *events):
    """Sends them to the canvas: the strokes that are on it then, in whole numbers. For a second
    after a pen, which comes last for that, each touch is the palm."""
    strokes = page.evaluate(POINTERS, events)
    return [(tool, [round(v) for v in points]) for tool, points in strokes]


def undo(page):
    """Takes back the only stroke."""
    button(page, "Undo").click()
    expect(button(page, "Undo")).to_be_disabled()


def test_fingers_mouse_palms_and_pens_do_not_meddle_with_each_other(page):
    # A touch that the system takes back leaves no mark.
    assert [] == pointers(
        page,
        ["pointerdown", "touch", 200, 250, {}],
        ["pointermove", "touch", 210, 260, {}],
        ["pointercancel", "touch", 210, 260, {}],
    )
    expect(button(page, "Redo")).to_be_enabled()
    # The mouse does not draw into a finger's stroke.
    assert [("pen", [140, 60, 140, 100])] == pointers(
        page,
        ["pointerdown", "touch", 140, 60, {}],
        ["pointerdown", "mouse", 20, 20, {}],
        ["pointermove", "mouse", 30, 30, {}],
        ["pointerup", "mouse", 30, 30, {}],
        ["pointermove", "touch", 140, 100, {}],
        ["pointerup", "touch", 140, 100, {}],
    )
    undo(page)
    # A pen draws alone though the palm lay down first.
    assert [("pen", [140, 60, 140, 100, 140, 140])] == pointers(
        page,
        ["pointerdown", "touch", 200, 250, {}],
        ["pointermove", "touch", 210, 260, {}],
        ["pointerdown", "pen", 140, 60, {}],
        ["pointermove", "touch", 220, 270, {}],
        ["pointermove", "pen", 140, 100, {}],
        ["pointerup", "touch", 220, 270, {}],
        ["pointermove", "pen", 140, 140, {}],
        ["pointerup", "pen", 140, 140, {}],
        ["pointermove", "pen", 140, 180, {}],
        ["pointerdown", "touch", 200, 250, {}],  # the palm again, before the next stroke
        ["pointermove", "touch", 210, 260, {}],
        ["pointerup", "touch", 210, 260, {}],
    )
    undo(page)
    # A stylus turned round erases and leaves the pen chosen.
    rubber = {"button": 5, "buttons": 32}
    assert [("pen", [60, 60, 220, 60]), ("eraser", [60, 60, 220, 60])] == pointers(
        page,
        ["pointerdown", "pen", 60, 60, {}],
        ["pointermove", "pen", 220, 60, {}],
        ["pointerup", "pen", 220, 60, {}],
        ["pointerdown", "pen", 60, 60, rubber],
        ["pointermove", "pen", 220, 60, {"button": -1, "buttons": 32}],
        ["pointerup", "pen", 220, 60, {"button": 5}],
    )
    expect(button(page, "Pen")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".st-key-prediction")).to_contain_text("Draw a digit")


TOOLS_FIT = """width => {
    const pad = document.querySelector(".pad"), room = pad.getBoundingClientRect();
    const buttons = [...pad.querySelectorAll("button")];
    return innerWidth === width && buttons.length === 5 && buttons.every((button) => {
        const { width, left, right } = button.getBoundingClientRect();
        return width > 26 && left >= room.left && right <= room.right + 1;
    });
}"""


def test_all_tools_fit(page):
    for width in (1440, 1024, 768, 390):
        fit(page, width)
    fit(page, 1440)
    go_to(page, "Gradients")
    expect(page.locator(".st-key-heatmaps")).to_be_visible()
    for width in (1440, 1024, 768, 390):
        fit(page, width)


def fit(page, width):
    page.set_viewport_size({"width": width, "height": 844})
    page.wait_for_function(TOOLS_FIT, arg=width)
