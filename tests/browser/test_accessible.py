"""axe-core finds nothing serious on any page, in either theme, on any screen, whatever is open."""

import re

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from backprop.deck.quiz import load_quizzes
from backprop.deck.slides import load_slides

SCREENS = {"wide": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
RUN = """axe.run(document, {
    resultTypes: ["violations"],
    rules: { "label-content-name-mismatch": { enabled: true }, "target-size": { enabled: true } },
}).then(({ violations }) => violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary: why }) => [id, html, why])))"""
SETTLED = """(theme) => document.querySelector(".stApp").dataset.testScriptState === "notRunning"
    && !document.querySelector("[data-stale=true], [data-testid=stSkeleton]")
    && getComputedStyle(document.querySelector(".stApp")).colorScheme === theme"""
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
        await backpropRoom.post("stage", { stage: `open ${round}` });
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


# What it is called: its address, then what is seen (a selector) and done (a function), in turns.
STATES = {
    "draw": ["/", ".cost", ".gradient canvas"],
    "draw, a digit": ["/?sample=test-38", ".guess .digit"],
    "draw, a word": ["/?sample=test-38", click(".gradient-note a"), ".glossary-card circle"],
    "draw, digits to pick": ["/", ".cost", press("Pick from MNIST"), ".gallery canvas"],
    "draw, image": ["/", ".cost", press("^Image"), ".stFileUploader"],
    "draw, camera": ["/", ".cost", press("^Camera"), ".stCameraInput"],
    "draw, notices": ["/?sample=test-77777&network=none&label=x", ".stAlert"],
    "passes": ["/passes", ".weightview"],
    "passes, a neuron": ["/passes", ".weightview", find("n2 14"), ".neuronview"],
    "passes, wishes": ["/passes", ".weightview", click("text=Wishes of a layer"), ".wishtable"],
    "passes, nothing found": ["/passes", ".weightview", find("w9 9"), ".picker-said.problem"],
    "passes, a question": ["/passes", ".weightview", press("^Play"), ".stage-question"],
    "gradients": ["/gradients", ".heatmaps canvas"],
    "gradients, a step": ["/gradients", ".heatmaps canvas", press("One step"), "text=real fall"],
    "gradients, a chart": ["/gradients", click(".heatmaps h2 button"), "[role=dialog] .main-svg"],
    "gradients, the proof": ["/gradients", press("Measure all"), ".st-key-prove .main-svg"],
    "training": ["/training", ".training-grid canvas"],
    "training, set-up": ["/training", press("Set-up"), "[data-testid=stPopoverBody]"],
    "training, a drawing": [
        "/training?sample=test-38",
        press("Your drawing"),
        "[data-testid=stPopoverBody]",
    ],
    "training, an epoch": [
        SMALL,
        press("One epoch"),
        ".confusion button",
        click(".confusion button"),
        ".st-key-wrong .gallery button",
    ],
    "training, figures": [SMALL, press("One epoch"), ".confusion", press("Figures"), ".paper img"],
    "race": ["/training?part=race", ".firststeps canvas"],
    "race, done": [
        "/training?part=race&seconds=1",
        press("The full batch"),
        ".st-key-valley .main-svg",
    ],
    "break it": ["/training?part=break", ".st-key-ways button"],
    "break it, asked": ["/training?part=break&break=dead", ".st-key-breaking button"],
    "break it, told": [
        "/training?part=break&break=m-1&examples=1000&epochs=1",
        click(".st-key-breaking button"),
        "text=/As you predicted|You predicted/",
        ".confusion",
    ],
    **{
        f"slide {slide.number}": [
            f"/slides?slide={slide.number}",
            ".st-key-slide h1",
            ".deck-bar",
            *([".slidefigure svg *"] if slide.figure and not slide.quiz else []),
        ]
        for slide in load_slides()
    },
    "slides, overview": ["/slides?slide=3", press("Overview"), ".deck-card"],
    "slides, keys": ["/slides?slide=3", press("Keys"), ".deck-help table"],
    "slides, black": ["/slides?slide=3", ".deck-bar", key("v"), ".deck-blank"],
    "slides, panel": ["/slides?slide=5", ".deck-bar", key("d"), ".st-key-slide_panel .label"],
    "slides, presenting": ["/slides?slide=8&present=1", ".slidefigure svg"],
    "slides, an answer": ["/slides?slide=6", click(".quizcard-choice"), ".quizcard .told"],
    "the class, its code": [
        "/slides?slide=6",
        ".quizcard-choice",
        open_room,
        ".classroom-large .join-code",
    ],
    "the class, a vote": [
        "/slides?slide=6&present=1",
        ".quizcard-choice",
        open_room,
        ".classroom-large .join-code",
        key("PageDown"),
        ".poll[data-stage='lobby']",
        key("PageDown"),
        ".poll[data-stage='open 1']",
    ],
    "the class, two rounds": [
        "/slides?slide=6&present=1",
        ".quizcard-choice",
        open_room,
        ".classroom-large .join-code",
        key("q"),
        ".poll[data-stage='lobby']",
        go_through_two_rounds,
        ".poll-moves",
    ],
    "handout": ["/slides", press("Handout"), ".st-key-handout .slide-foot"],
    **{
        f"quiz {number}": [f"/quiz?quiz={number}", ".quizcard-choice"]
        for number, _ in enumerate(load_quizzes(), 1)
    },
    "quiz, an answer": ["/quiz", click(".quizcard-choice"), ".quizcard .told", ".slidefigure svg"],
    "practice": ["/quiz?quiz=practice", ".quizcard-choice"],
    "practice, an answer": ["/quiz?quiz=practice", click(".quizcard-choice"), ".watch"],
    "results": ["/quiz?quiz=results", ".score"],
    "results, erased": [
        "/quiz",
        click(".quizcard-choice"),
        ".quizcard .told",
        press("Results"),
        press("Erase all"),
        "text=All answers are erased",
    ],
}


def look(page: Page, screen: str, theme: str) -> None:
    page.set_viewport_size(SCREENS[screen])
    page.emulate_media(color_scheme=theme)
    page.wait_for_function(SETTLED, arg=theme)


@pytest.mark.parametrize("name", STATES)
def test_axe_finds_nothing_serious(open_page, name):
    address, *turns = STATES[name]
    page = open_page(address, reduced_motion="reduce", full_screen=False)
    for turn in turns:
        turn(page) if callable(turn) else expect(page.locator(turn).first).to_be_visible()
    page.evaluate(AXE_SCRIPT)
    found = {}
    for screen, theme in [("wide", "light"), ("phone", "dark")]:
        look(page, screen, theme)
        expect(page.locator(turns[-1]).first).to_be_visible()
        if problems := page.evaluate(RUN):
            found[screen, theme] = problems
    assert found == {}
