"""Each page at twenty widths: no word broken, nothing cut off, nothing over something else."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from browser.actions import at_rest

WIDTHS = [320, 360, 390, 430, 480, 540, 600, 640, 641, 700]
WIDTHS += [768, 820, 900, 1024, 1100, 1180, 1280, 1440, 1600, 1920]
LOOK = Path(__file__).with_name("walk.js").read_text(encoding="utf-8")
# Notes on each canvas what is written and ruled on it now, and where, in its own pixels.
KEEP = r"""
const pen = CanvasRenderingContext2D.prototype;
const { fillText, fillRect, clearRect } = pen;
pen.fillText = function (text, x, y, ...rest) {
    const { a, e, f } = this.getTransform();
    const size = parseFloat(this.font.match(/([\d.]+)px/)[1]) * a;
    const width = this.measureText(text).width * a;
    const before = { center: width / 2, right: width, end: width }[this.textAlign] ?? 0;
    const lower = { alphabetic: -0.36, top: 0.5, bottom: -0.5 }[this.textBaseline] ?? 0;
    const left = a * x + e - before;
    const kept = { text, left, right: left + width, y: a * y + f + lower * size, size };
    (this.canvas.kept ??= new Map()).set(`${text} ${left} ${kept.y}`, kept);
    return fillText.call(this, text, x, y, ...rest);
};
pen.fillRect = function (x, y, width, height) {
    const { a, d, e, f } = this.getTransform();
    const [left, top] = [a * x + e, d * y + f];
    const rule = { left, top, right: left + a * width, bottom: top + d * height };
    const thin = Math.min(a * width, d * height) < 3;
    if (thin) (this.canvas.rules ??= new Map()).set(Object.values(rule).join(), rule);
    return fillRect.call(this, x, y, width, height);
};
pen.clearRect = function (x, y, width, height) {
    if (x <= 0 && y <= 0) this.canvas.kept = this.canvas.rules = null;
    const { a, d, e, f } = this.getTransform();
    const [left, right] = [a * x + e, a * (x + width) + e];
    const [top, bottom] = [d * y + f, d * (y + height) + f];
    for (const [name, rule] of this.canvas.rules ?? []) {
        if (rule.top < top || rule.bottom > bottom) continue;
        if (rule.left >= right || rule.right <= left) continue;
        this.canvas.rules.delete(name);
        for (const part of [{ ...rule, right: left }, { ...rule, left: right }]) {
            if (part.left < part.right) this.canvas.rules.set(Object.values(part).join(), part);
        }
    }
    return clearRect.call(this, x, y, width, height);
};
for (const name of ["width", "height"]) {
    const { get, set } = Object.getOwnPropertyDescriptor(HTMLCanvasElement.prototype, name);
    Object.defineProperty(HTMLCanvasElement.prototype, name, { get, set(value) {
        this.kept = this.rules = null;
        set.call(this, value);
    } });
}
"""
# By state, what stands in one row at each width.
ROWS = {"training": ".st-key-train .stSlider", "gradients": ".st-key-steps button"}
FEET = "parts => new Set(parts.map((part) => Math.round(part.getBoundingClientRect().bottom))).size"
NEAR = """() => {
    const [given, line] = [".worksheet-given", ".worksheet-line"].map((part) =>
        document.querySelector(part).getBoundingClientRect());
    return line.bottom < innerHeight && line.top - given.bottom < 100;
}"""
ASIDE = """() => {
    const left = document.querySelector("[data-testid=stMain]").getBoundingClientRect().left;
    return innerWidth > 768 ? left === 244 : left === 0;
}"""


def press(name: str):
    return lambda page: page.get_by_role("button", name=re.compile(name)).first.click()


def to_the_update(page) -> None:
    page.get_by_role("slider", name="Position in the animation").press("End")


def neuron(page) -> None:
    page.get_by_role("textbox", name="Open").fill("n1 14")
    page.keyboard.press("Enter")


def wishes(page) -> None:
    page.get_by_text("Wishes of a layer").click()


def graph(page) -> None:
    page.get_by_role("button", name="Open its graph").click()
    page.get_by_role("group", name="The graph").press("End")
    page.get_by_role("group", name="The graph").press("ArrowLeft")


def others(page) -> None:
    page.get_by_text("What other digits want").click()


# What it is called: its address, then what is seen (a selector) and done (a function), in turns.
STATES = {
    "draw": ["/?sample=test-38", ".gradient canvas"],
    "passes": ["/passes?network=epoch-1", ".weightview", to_the_update],
    "passes, cost": ["/passes?network=untrained&at=cost", ".weightview", others, ".pulls canvas"],
    "passes, a neuron": [
        "/passes?network=trained-30",
        ".weightview",
        neuron,
        ".neuronview",
        graph,
    ],
    "passes, wishes": ["/passes", ".weightview", wishes, ".wishtable"],
    "gradients": ["/gradients", ".heatmaps canvas", press("One step"), "text=real fall"],
    "by hand, the lines": ["/hand?part=order", ".order-lines li", press("^Run"), "text=NameError"],
    "training": ["/training?examples=1000", press("One epoch"), ".confusion button"],
    "race": ["/training?part=race", ".firststeps canvas"],
    "break it": ["/training?part=break", ".st-key-ways button"],
    "quiz": ["/quiz", ".quizcard-choice"],
    "practice": ["/quiz?quiz=practice", ".quizcard-choice"],
    "results": ["/quiz?quiz=results", ".score"],
    "by hand": ["/hand?sheet=7&level=1", ".worksheet-line"],
}


def resize(page, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_function(ASIDE)  # the sidebar comes and goes by itself


@pytest.mark.parametrize("name", STATES)
def test_nothing_is_broken_cut_off_or_hidden(open_page, name):
    address, *turns = STATES[name]
    page = open_page(address, reduced_motion="reduce", script=KEEP)
    for turn in turns:
        turn(page) if callable(turn) else expect(page.locator(turn).first).to_be_visible()
    at_rest(page)
    found = {}
    for width in WIDTHS:
        resize(page, width, 720)
        if problems := page.evaluate(LOOK):
            found[width] = problems
        if name == "by hand" and width <= 430 and not page.evaluate(NEAR):
            found[width] = [*problems, "the first line is not in sight, or what is given not by it"]
        if name in ROWS and page.locator(ROWS[name]).evaluate_all(FEET) != 1:
            found[width] = [*problems, "what belongs in one row is in several"]
    assert found == {}


SCREENS = [(768, 1024), (1024, 768), (1280, 720), (1440, 900), (1920, 1080)]
LOWER = "height => document.querySelector('.pad canvas').getBoundingClientRect().height < height"


def test_canvas_guess_and_ledger_are_seen_in_one_glance_and_on_a_low_screen_a_whole_digit_is_drawn(
    open_page,
):
    page = open_page("/?sample=test-38")
    expect(page.locator(".gradient canvas").first).to_be_visible()
    for size in SCREENS:
        resize(page, *size)
        for part in (".pad-tools", ".guess", ".outputs", ".cost strong", ".label", ".seen canvas"):
            expect(page.locator(part).first).to_be_in_viewport(ratio=1)
    for width, height in [(640, 360), (844, 390)]:  # 1280 × 720 at 200 %, a phone held across
        resize(page, width, height)
        page.wait_for_function(LOWER, arg=height - 48)
