"""axe-core finds nothing serious on any page, in either theme, on any screen, whatever is open.

What takes long is audited where it is made anyway: the handout in test_slides.py, a race in
test_training.py, all gradients measured in test_gradients.py.
"""

import re

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from browser.actions import at_rest
from browser.slides import SLIDES, at

SCREENS = {"wide": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
RUN = """axe.run(document, {
    resultTypes: ["violations"],
    rules: { "label-content-name-mismatch": { enabled: true }, "target-size": { enabled: true } },
}).then(({ violations }) => violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary: why }) => [id, html, why])))"""
THEMED = "theme => getComputedStyle(document.querySelector('.stApp')).colorScheme === theme"
SMALL = "/training?examples=1000&m=50&alpha=3.0&network=epoch-1"


def press(name: str):
    return lambda page: page.get_by_role("button", name=re.compile(name)).first.click()


def key(name: str):
    return lambda page: page.keyboard.press(name)


def click(selector: str):
    return lambda page: page.locator(selector).first.click()


def find(name: str):
    def do(page: Page) -> None:
        page.get_by_role("textbox", name="Open").fill(name)
        page.keyboard.press("Enter")

    return do


VOTED = """async () => {
    const send = (phone, choice) => fetch(`/room/${backpropRoom.code}/vote`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ phone, choice, sure: 3 }),
    });
    for (const round of [1, 2]) {
        if (round === 2) await backpropRoom.post("stage", { stage: "open 2" });
        for (const number of [0, 1, 2]) {
            const choice = round === 1 ? number : 1;
            while ((await send(`phone-${number}`, choice)).status === 429) continue;
        }
    }
    await backpropRoom.post("stage", { stage: "right" });
}"""


def open_room(page: Page) -> None:
    page.keyboard.press("q")
    here = page.locator("[data-open]")  # a machine without a network asks first
    expect(page.locator(".join-code").or_(here).locator("visible=true").first).to_be_visible()
    if here.is_visible():
        here.click()


def go_through_two_rounds(page: Page) -> None:
    page.evaluate(VOTED)


def wide(page: Page) -> None:
    """Back to the screen that has room for what is pressed next."""
    look(page, *LOOKS[0])


def to_slide(number: int):
    def do(page: Page) -> None:
        page.keyboard.type(str(number))
        page.keyboard.press("Enter")
        at(page, number)

    return do


def answer_wrongly(page: Page) -> None:
    page.locator(".worksheet input").fill("99")
    page.keyboard.press("Enter")


close = key("Escape")
POPOVER = "[data-testid=stPopoverBody]"
# What is walked through: its address, then what is seen (a selector), done (a function) and
# AUDITED, in turns. At the end it is audited anyway.
AUDITED = None
STATES = {
    "draw, notices": [
        "/?sample=test-77777&network=none&label=x",
        ".gradient canvas",
        ".stAlert",
        AUDITED,
        press("Pick from MNIST"),
        ".gallery canvas",
        AUDITED,
        close,
        press("^Image"),
        ".stFileUploader",
        AUDITED,
        close,
        press("^Camera"),
        ".stCameraInput",
    ],
    "draw, a digit": [
        "/?sample=test-38",
        ".guess .digit",
        click(".stop-more"),
        ".stop-choices button",
        click(".stop-choices button"),
        AUDITED,
        click(".gradient-note a"),
        ".glossary-card circle",
    ],
    "passes": [
        "/passes",
        ".weightview",
        click("text=What other digits want"),
        ".pulls canvas",
        AUDITED,
        click("[data-set=code]"),
        press("One step forth"),
        ".stage-code [aria-current]",
        find("w9 9"),
        ".picker-said.problem",
        AUDITED,
        find("n2 14"),
        ".neuronview",
        press("Open its graph"),
        ".scalargraph-figure .node",
        AUDITED,
        click("text=Wishes of a layer"),
        ".wishtable",
        AUDITED,
        press("^Play"),
        ".stage-question",
    ],
    "gradients": [
        "/gradients",
        ".heatmaps canvas",
        AUDITED,
        click(".heatmaps h2 button"),
        "[role=dialog] .main-svg",
        AUDITED,
        close,
        press("One step"),
        "text=real fall",
    ],
    "by hand, the lines": ["/hand?part=order", press("^Run"), "text=NameError"],
    "training": [
        f"{SMALL}&sample=test-38",
        ".training-grid canvas",
        AUDITED,
        press("Set-up"),
        POPOVER,
        AUDITED,
        close,
        press("Your drawing"),
        POPOVER,
        AUDITED,
        close,
        press("One epoch"),
        ".confusion button",
        click(".confusion button"),
        ".st-key-wrong .gallery button",
        AUDITED,
        press("Figures"),
        ".paper img",
    ],
    "break it": [
        "/training?part=break",
        ".st-key-ways button",
        AUDITED,
        press("Dead ReLUs"),
        ".st-key-breaking button",
    ],
    "break it, told": [
        "/training?part=break&break=m-1&examples=1000&epochs=1",
        click(".st-key-breaking button"),
        "text=/As you predicted|You predicted/",
        ".confusion",
    ],
    "slides": [
        "/slides?slide=3",
        press("Overview"),
        ".deck-card",
        AUDITED,
        close,
        wide,
        press("Keys"),
        ".deck-help table",
        AUDITED,
        close,
        key("v"),
        ".deck-blank",
        AUDITED,
        key("v"),
        to_slide(6),
        click(".quizcard-choice"),
        ".quizcard .told",
        AUDITED,
        to_slide(5),
        key("d"),
        ".st-key-slide_panel .label",
        AUDITED,
        key("d"),
        to_slide(8),
        key("f"),
        "[data-presenting] .slidefigure svg",
    ],
    "the class": [
        "/slides?slide=6&present=1",
        ".quizcard-choice",
        open_room,
        ".classroom-large .join-code",
        AUDITED,
        wide,
        key("q"),
        ".poll[data-stage='lobby']",
        key("PageDown"),
        ".poll[data-stage='open 1']",
        AUDITED,
        go_through_two_rounds,
        ".poll-moves",
    ],
    "quiz": [
        "/quiz",
        ".quizcard-choice",
        AUDITED,
        click(".quizcard-choice"),
        ".slidefigure svg",
        ".quizcard .told",
        AUDITED,
        press("^Next: Quiz 2"),
        ".st-key-quiz_silent-neuron .quizcard-choice",
        AUDITED,
        press("^Quiz 3"),
        ".st-key-quiz_large-gradient .quizcard-choice",
        AUDITED,
        press("Results"),
        ".score",
        AUDITED,
        press("Erase all"),
        "text=All answers are erased",
        AUDITED,
        press("^Practice"),
        ".st-key-practice .quizcard-choice",
        AUDITED,
        click(".quizcard-choice"),
        ".watch",
    ],
    "by hand": [
        "/hand?sheet=7&level=3",
        ".worksheet input",
        AUDITED,
        answer_wrongly,
        ".worksheet-said",
        AUDITED,
        press("Print a set"),
        ".worksheet-paper",
    ],
}


def look(page: Page, screen: str, theme: str) -> None:
    page.set_viewport_size(SCREENS[screen])
    page.emulate_media(color_scheme=theme)
    page.wait_for_function(THEMED, arg=theme)
    at_rest(page)


LOOKS = [("wide", "light"), ("phone", "dark")]


def audit(page: Page, seen: str) -> dict[tuple[str, str, str], list]:
    """What axe finds on a wide light screen and on a dark phone, where `seen` is to be seen: first
    on that of the two which the page has already."""
    found, on_phone = {}, page.viewport_size == SCREENS["phone"]
    for screen, theme in LOOKS[:: -1 if on_phone else 1]:
        look(page, screen, theme)
        expect(page.locator(seen).first).to_be_visible()
        if problems := page.evaluate(RUN):
            found[seen, screen, theme] = problems
    return found


@pytest.mark.parametrize("name", STATES)
def test_axe_finds_nothing_serious(open_page, name):
    address, *turns = STATES[name]
    page = open_page(address, reduced_motion="reduce", full_screen=False)
    page.evaluate(AXE_SCRIPT)
    look(page, *LOOKS[0])
    found, seen = {}, ""
    for turn in [*turns, AUDITED]:
        if turn is AUDITED:
            found |= audit(page, seen)
        elif callable(turn):
            turn(page)
        else:
            seen = turn
            expect(page.locator(seen).first).to_be_visible()
    assert found == {}


def test_axe_finds_nothing_serious_on_any_slide(open_page):
    page = open_page("/slides", reduced_motion="reduce", full_screen=False)
    page.evaluate(AXE_SCRIPT)
    found = {}
    for slide in SLIDES:
        at(page, slide.number)
        if problems := audit(page, ".deck-bar"):
            found[slide.name] = problems
        page.keyboard.press("ArrowRight")
    assert found == {}
