"""A person trains: start, pause, change α, resume, reset; the live pictures move."""

import re
from xml.etree import ElementTree

from axe_playwright_python.base import AXE_SCRIPT
from PIL import Image
from playwright.sync_api import expect

from browser.actions import at_rest, draw_digit, go_to
from browser.test_accessible import audit, wide

PICTURES = "Number(document.querySelector('.training').dataset.pictures)"
STEPS = "Number(document.querySelector('.training').dataset.serial)"
WEIGHTS = "document.querySelector('.training-grid canvas').toDataURL()"


def switch(page, name):
    return page.locator(".st-key-train").get_by_role("switch", name=name)


def start(page):
    page.locator(".st-key-train label", has_text="Start").click()
    expect(switch(page, "Pause")).to_be_checked()


def pause(page):
    page.locator(".st-key-train label", has_text="Pause").click()
    expect(switch(page, "Start")).not_to_be_checked()


def until_steps(page, steps):
    page.wait_for_function(f"(steps) => {STEPS} > steps", arg=steps)


def opened(open_page, query=""):
    page = open_page(f"/training{query}")
    page.locator(".training-grid canvas").first.wait_for()
    return page


def test_start_pause_change_alpha_resume_reset_picture_by_picture_on_the_same_canvas(open_page):
    page = opened(open_page)
    expect(page.locator(".st-key-accuracy")).to_contain_text("9.7 %")
    before = page.evaluate(WEIGHTS)
    start(page)
    until_steps(page, 100)
    canvas = page.locator(".training-grid canvas").first.element_handle()
    first = page.evaluate(PICTURES)
    page.wait_for_function(f"(first) => {PICTURES} >= first + 15", arg=first)
    assert canvas.evaluate("canvas => canvas.isConnected")
    until_steps(page, 1000)
    assert page.evaluate(WEIGHTS) != before
    pause(page)
    expect(page.locator(".confusion")).to_be_visible()
    at_rest(page)
    stopped = page.evaluate(STEPS)

    slider = page.get_by_role("slider", name="Learning rate α")
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(r"alpha=1\.0"))
    assert page.evaluate(STEPS) == stopped
    start(page)
    until_steps(page, stopped)
    page.get_by_role("button", name="Reset").click()
    expect(page.locator(".st-key-accuracy")).to_contain_text("0 steps")
    expect(page.locator(".st-key-accuracy")).to_contain_text("9.7 %")

    # The switch keeps the focus while it is pressed again and again.
    switch(page, "Start").focus()
    for name in ("Pause", "Start", "Pause", "Start"):
        page.keyboard.press("Space")
        expect(switch(page, name)).to_be_focused()


PRESSED_AS_IT_IS_KEPT = """() => {
    const set = Storage.prototype.setItem;
    Storage.prototype.setItem = async function (name, text) {
        set.call(this, name, text);
        if (!name.endsWith("-things")) return;
        Storage.prototype.setItem = set;
        for (let i = 0; i < 40; i++) await null; // the browser reports that it keeps it
        const buttons = [...document.querySelectorAll("button")];
        buttons.find((button) => button.innerText.includes("One epoch")).click();
    };
}"""


def test_a_wrong_digit_becomes_the_drawing_figures_are_saved_and_the_network_used_everywhere(
    open_page,
):
    page = opened(open_page, "?examples=3000&m=50&alpha=3.0")
    chosen = page.get_by_role("combobox", name="Network")

    # A press in the very moment that the browser reports what the one before came to is heard.
    page.evaluate(PRESSED_AS_IT_IS_KEPT)
    page.get_by_role("button", name="One mini-batch").click()
    expect(page.locator(".st-key-accuracy")).to_contain_text("60 steps, epoch 1 of 20")
    expect(switch(page, "Start")).not_to_be_checked()

    wrong = page.locator(".st-key-wrong h2")
    expect(wrong).to_contain_text("Digits it gets wrong")
    expect(page.locator(".st-key-mistakes h2")).to_contain_text("Click a number")
    page.locator(".confusion td button").first.click()
    expect(wrong).to_contain_text(re.compile(r"^\ds read as \d"))
    page.get_by_role("button", name=re.compile(r"Show all [\d,]+ it gets wrong")).click()
    expect(wrong).to_contain_text("Digits it gets wrong")
    expect(page.locator(".confusion td button[aria-pressed=true]")).to_have_count(0)
    page.locator(".st-key-wrong .gallery button").first.click()
    expect(page.locator(".st-key-wrong")).to_contain_text("is the drawing now")
    figures_are_downloaded_as_png_and_svg(page)
    page.get_by_role("button", name="Use it on every page").click()
    expect(chosen).to_have_value(re.compile("^Yours:"))
    go_to(page, "Draw")
    expect(page.locator(".st-key-prediction .digit")).to_be_visible()
    expect(chosen).to_have_value(re.compile("^Yours:"))


def figures_are_downloaded_as_png_and_svg(page):
    page.get_by_role("button", name="Figures").click()
    previews = page.locator(".paper img")
    expect(previews).to_have_count(3)
    for index, name in enumerate(("curves", "weights", "confusion")):
        with page.expect_download() as svg:
            page.get_by_role("button", name=f"Download {name} as SVG").click()
        with page.expect_download() as png:
            page.get_by_role("button", name=f"Download {name} as PNG").click()
        assert svg.value.suggested_filename == f"{name}.svg"
        drawn = ElementTree.parse(svg.value.path()).getroot()
        with Image.open(png.value.path()) as picture:
            assert picture.size == (3 * int(drawn.get("width")), 3 * int(drawn.get("height")))
            assert len(picture.convert("RGB").getcolors(1 << 24)) > 50
        expect(previews.nth(index)).to_have_attribute("alt", re.compile("."))
    page.keyboard.press("Escape")


def test_a_drawing_is_added_learnt_and_removed(open_page):
    page = open_page("/")
    page.locator(".pad canvas").wait_for()
    draw_digit(page, 7)
    go_to(page, "Training")
    page.locator(".training-grid canvas").first.wait_for()
    page.get_by_role("button", name="Your drawing").click()
    add = page.get_by_role("button", name="Add to the training examples")
    expect(add).to_be_disabled()
    page.locator(".st-key-lab_label").get_by_role("radio", name="7").click()
    add.click()
    own = page.locator(".owndigits li")
    expect(own).to_contain_text("Your 7, 300 examples")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="One epoch").click()
    expect(page.locator(".confusion")).to_be_visible()
    expect(page.locator(".st-key-accuracy")).to_contain_text("6,030 steps, epoch 1 of 20")
    expect(own).to_contain_text(re.compile("read as: . → 7"))
    expect(page.get_by_role("button", name="Python script")).to_be_disabled()
    own.get_by_role("button", name="Train no longer on your 7").click()
    expect(own).to_have_count(0)


def test_divergence_is_told_and_the_switch_says_and_does_what_can_be_done(open_page):
    page = opened(open_page, "?layers=128,128,128,128&activation=relu&alpha=1000&examples=3000")
    page.locator(".st-key-train label", has_text="Start").click()
    expect(page.get_by_text("Training diverged")).to_be_visible()
    expect(switch(page, "Again")).not_to_be_checked()
    expect(page.locator(".st-key-accuracy")).not_to_contain_text("nan")
    page.locator(".st-key-train label", has_text="Again").click()
    expect(page.get_by_text("A new network, and again α = 1000.")).to_be_visible()
    expect(switch(page, "Again")).not_to_be_checked()
    page.get_by_role("slider", name="Learning rate α").focus()
    page.keyboard.press("Home")
    expect(switch(page, "Start")).not_to_be_checked()
    expect(page.get_by_text("Training diverged")).to_have_count(0)
    expect(page.locator(".st-key-accuracy")).to_contain_text("0 steps")
    start(page)
    expect(page.locator(".st-key-accuracy")).to_contain_text(re.compile("[1-9] steps"))


def test_one_mini_batch_then_the_set_up_shows_what_is_trained_then_epoch_by_epoch(open_page):
    page = opened(open_page, "?examples=3000&m=50&alpha=3.0&epochs=2")
    page.get_by_role("button", name="One mini-batch").click()
    expect(page.locator(".st-key-accuracy")).to_contain_text("1 step,")
    at_rest(page)
    page.get_by_role("button", name="Set-up").click()
    expect(page.get_by_label("Hidden layers")).to_have_value("16, 16")
    expect(page.get_by_role("radio", name="sigmoid")).to_be_checked()
    page.get_by_role("radio", name="stays").click()
    expect(page).to_have_url(re.compile("schedule=constant"))
    page.keyboard.press("Escape")
    one_more = page.get_by_role("button", name="One epoch")
    for epoch, of in ((1, 2), (2, 2), (3, 3), (4, 4)):
        one_more.click()
        expect(page.locator(".st-key-accuracy")).to_contain_text(
            f"{60 * epoch} steps, epoch {epoch} of {of}"
        )
        expect(switch(page, "Pause")).to_have_count(0)
        if epoch == 1:
            expect(switch(page, "Start")).not_to_be_checked()
        at_rest(page)
    expect(page).to_have_url(re.compile(r"alpha=3\.0"))

    page.get_by_role("button", name="Set-up").click()
    field = page.get_by_label("Hidden layers")
    field.fill("16, many")
    field.press("Enter")
    expect(page.get_by_text("is not a list of whole numbers")).to_be_visible()


def test_every_way_to_break_it_is_asked_predict_then_watch_then_why(open_page):
    page = open_page("/training?part=break")
    ways = page.locator(".st-key-ways button")
    expect(ways).to_have_count(8)
    page.get_by_role("button", name="α too large").click()
    page.get_by_role("button", name="It grows step by step").click()
    expect(page.get_by_text("it was 10)")).to_be_visible()
    expect(page.locator(".training-grid canvas").first).to_be_visible()
    page.get_by_text("Saturated sigmoids").click()
    expect(page.locator(".st-key-breaking h2")).to_contain_text("Weights 20 times larger")
    expect(page.locator(".training-grid canvas").first).to_be_visible()
    expect(page).to_have_url(re.compile("break=saturated"))
    expect(page.locator(".st-key-train")).to_have_count(0)
    page.get_by_text("Dead ReLUs").click()
    page.get_by_role("button", name="Exactly 0, in every layer").click()
    expect(page.locator(".st-key-breaking")).to_contain_text("As you predicted")
    expect(page.locator(".training-norms")).to_contain_text("outputs0")


def test_a_race_is_predicted_runs_and_is_told_accessibly(open_page):
    page = open_page("/training?part=race&seconds=1", reduced_motion="reduce")
    expect(page.locator(".firststeps canvas")).to_have_count(32)
    page.evaluate(AXE_SCRIPT)
    assert audit(page, ".firststeps canvas") == {}
    wide(page)
    page.get_by_role("button", name="The full batch: its direction is exact").click()
    expect(page.locator(".st-key-race_result")).to_contain_text("You predicted")
    expect(page.locator(".st-key-race_result")).to_contain_text("full-batch")
    expect(page.locator(".st-key-valley .js-plotly-plot")).to_have_count(2)
    assert audit(page, ".st-key-valley .main-svg") == {}
