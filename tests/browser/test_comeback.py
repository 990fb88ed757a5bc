"""The page loses its server, is loaded anew or may keep nothing: what a person made comes back."""

import re
from contextlib import ExitStack

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from browser.actions import PATIENCE, answered, draw, draw_digit, go_to
from browser.server import free_port, served

INK = "document.querySelector('.pad canvas')?.toDataURL()"
KEEPS = """lost => {
    const { session } = window.backpropStudio ?? {};
    const kept = sessionStorage["backprop-studio-things"];
    return session && session !== lost && kept?.includes(`run-${session}`);
}"""
CONNECTED = '[data-test-connection-state="CONNECTED"]'
BLOCKED = """
const get = () => { throw new DOMException("blocked", "SecurityError"); };
for (const place of ["localStorage", "sessionStorage", "indexedDB"])
  Object.defineProperty(window, place, { get });
"""


class Server:
    """The app, that can be stopped and started again at the same address."""

    def __init__(self) -> None:
        self.port = free_port()
        self.start()

    def start(self) -> None:
        self._running = ExitStack()
        self.url = self._running.enter_context(served(port=self.port))

    def stop(self) -> None:
        self._running.close()


@pytest.fixture(scope="module")
def server():
    found = Server()
    yield found
    found.stop()


@pytest.fixture
def visit(browser, server):
    """Opens a page of a server of its own; nothing may fail in it."""
    problems, contexts = [], []

    def open_(path="/", script=""):
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.add_init_script(script)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(server.url + path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert problems == []


@pytest.fixture
def restart(server):
    def restart_(page):
        server.stop()
        page.wait_for_selector(CONNECTED, state="detached")
        server.start()
        page.wait_for_selector(CONNECTED, state="attached")

    return restart_


@pytest.fixture
def photo(tmp_path):
    """A picture of a 1 on grey paper."""
    grey = np.full((200, 160), 190, np.uint8)
    grey[40:160, 74:88] = 40
    Image.fromarray(grey).save(tmp_path / "one.png")
    return tmp_path / "one.png"


def prediction(page):
    return page.locator(".st-key-prediction")


def put_on_canvas(page, path):
    page.get_by_role("button", name="Image").click()
    page.locator(".st-key-upload input[type=file]").set_input_files(path)
    expect(prediction(page)).to_have_text(re.compile(r"^\s*1"))
    page.keyboard.press("Escape")


def test_undo_goes_back_over_a_page_switch_and_a_reload_keeps_another_page_about_it(visit):
    page = visit("/")
    draw_digit(page, 3)
    draw(page, [[(60, 60), (220, 60)]])
    go_to(page, "Gradients")
    expect(page.locator(".st-key-heatmaps canvas").first).to_be_visible()
    page.locator(".pad").get_by_role("button", name="Undo").click()
    go_to(page, "Draw")
    expect(prediction(page)).to_have_text(re.compile(r"^\s*3"))
    go_to(page, "Passes")
    expect(page.locator(".stage")).to_be_visible()
    page.reload()
    page.wait_for_function("document.querySelector('.stage')?.textContent.includes('3')")
    go_to(page, "Draw")
    expect(prediction(page)).to_have_text(re.compile(r"^\s*3"))
    expect(page.locator(".pad").get_by_role("button", name="Undo")).to_be_enabled()


def test_a_photo_strokes_over_it_label_and_undo_outlive_the_server_and_a_reload(
    visit, restart, photo
):
    page = visit("/")
    draw_digit(page, 3)
    put_on_canvas(page, photo)
    draw(page, [[(60, 250), (220, 250)]])
    answered(page)
    page.get_by_role("radio", name="7", exact=True).check(force=True)
    expect(page.locator(".outputs .target .name")).to_have_text("7")
    answered(page)
    expect(page).to_have_url(re.compile("label=7"))  # Streamlit has heard of it, too
    drawn, said = page.evaluate(INK), prediction(page).inner_text()
    for lose in (restart, Page.reload):
        lose(page)
        page.wait_for_function(f"(drawn) => {INK} === drawn", arg=drawn)
        expect(prediction(page)).to_have_text(said, use_inner_text=True)
        expect(page.locator(".outputs .target .name")).to_have_text("7")
        page.get_by_role("button", name="Eraser").click()
        page.wait_for_function(f"(drawn) => {INK} === drawn", arg=drawn)
    page.locator(".pad").get_by_role("button", name="Undo").click()
    expect(prediction(page)).to_have_text(re.compile(r"^\s*1"))
    page.locator(".pad").get_by_role("button", name="Undo").click()
    expect(prediction(page)).to_have_text(re.compile(r"^\s*3"))
    page.reload()
    expect(prediction(page)).to_have_text(re.compile(r"^\s*3"))
    for _ in range(2):
        page.get_by_role("button", name="Redo").click()
    page.wait_for_function(f"(drawn) => {INK} === drawn", arg=drawn)


def test_a_paused_training_goes_on_where_it_stood_and_its_network_comes_back(visit, restart):
    page = visit("/training?examples=3000&m=50&alpha=3.0")
    page.get_by_role("button", name="One epoch").click()
    goes_on(page, Page.reload, 1)
    goes_on(page, restart, 2)
    page.get_by_role("button", name="Use it on every page").click()
    chosen = page.get_by_role("combobox", name="Network")
    expect(chosen).to_have_value(re.compile("^Yours:"))
    go_to(page, "Draw")
    draw_digit(page, 3)
    expect(page).to_have_url(re.compile("network=own-"))
    title, said = chosen.input_value(), page.locator(".st-key-outputs").inner_text()
    for lose in (Page.reload, restart):
        lose(page)
        expect(chosen).to_have_value(title)
        expect(page.locator(".st-key-outputs")).to_have_text(said, use_inner_text=True)


def goes_on(page, lose, epoch):
    """The training stands after so many epochs, is lost, stands there again, takes one more."""
    standing = page.locator(".st-key-accuracy")
    expect(standing).to_contain_text(f"{60 * epoch} steps, epoch {epoch} of 20")
    expect(page.locator(".confusion")).to_be_visible()
    right = standing.locator("b").first.inner_text()
    page.wait_for_function(KEEPS, arg="")
    lost = page.evaluate("backpropStudio.session")
    lose(page)
    page.wait_for_function(KEEPS, arg=lost)
    expect(standing).to_contain_text(f"{60 * epoch} steps, epoch {epoch} of 20")
    expect(standing.locator("b").first).to_have_text(right)
    page.get_by_role("button", name="One epoch").click()
    expect(standing).to_contain_text(f"{60 * (epoch + 1)} steps, epoch {epoch + 1} of 20")


def test_the_opened_weight_is_in_the_address(visit):
    page = visit("/passes?open=w2.15.7")
    expect(page.locator(".st-key-inspector")).to_contain_text("from layer 1 · neuron 7")
    page.get_by_role("button", name="largest").first.click()
    expect(page).not_to_have_url(re.compile(r"open=w2\.15\.7"))
    expect(page.get_by_role("textbox", name="Open")).not_to_have_value("w2 15,7")
    opened = page.get_by_role("textbox", name="Open").input_value()
    page.reload()
    expect(page.get_by_role("textbox", name="Open")).to_have_value(opened)


def test_a_running_training_is_not_left_without_a_question(visit):
    page = visit("/training")
    page.locator(".st-key-train label", has_text="Start").click()
    expect(page.get_by_role("switch", name="Pause")).to_be_checked()
    page.wait_for_function("document.querySelector('.memory')?.memory?.unsaved")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.reload()
    assert asked == ["beforeunload"]


def test_without_any_storage_everything_still_works(visit):
    page = visit("/", script=BLOCKED)
    draw_digit(page, 3)
    expect(prediction(page)).to_have_text(re.compile(r"^\s*3"))
    go_to(page, "Slides")
    expect(page.locator(".deck-number")).to_contain_text("Slide 1 of")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".deck-number")).to_contain_text("Slide 2 of")
    go_to(page, "Quiz")
    page.get_by_role("button", name=re.compile("^B ")).click()
    expect(page.locator(".quizcard.answered")).to_be_visible()
    go_to(page, "Draw")
    expect(prediction(page)).to_have_text(re.compile(r"^\s*3"))
    page.locator(".pad").get_by_role("button", name="Undo").click()
    expect(prediction(page)).to_contain_text("Draw a digit")
    assert page.get_by_text("BidiComponent Error").count() == 0


BROKEN = ("", "{", "{}", '{"at": 9, "states": []}', "null")


def test_what_is_broken_in_the_storage_is_left_out(visit):
    page = visit("/")
    for text in BROKEN:
        page.add_init_script(
            "".join(
                f"sessionStorage['backprop-studio-{name}'] = {text!r};"
                for name in ("drawing", "things", "came-back")
            )
        )
        page.reload()
        draw_digit(page, 3)
        expect(prediction(page)).to_have_text(re.compile(r"^\s*3"))


LOST = (
    """document.querySelector("[data-test-connection-state]")
        .setAttribute("data-test-connection-state", "DISCONNECTED_FOREVER")""",
    "document.querySelector('#root').replaceChildren()",
)


def test_a_page_that_is_lost_for_good_is_loaded_anew(visit):
    page = visit("/")
    draw_digit(page, 3)
    for loss in LOST:
        with page.expect_navigation():
            page.evaluate(loss)
        expect(prediction(page)).to_have_text(re.compile(r"^\s*3"))
