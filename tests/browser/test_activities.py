"""What a class does besides voting, from the slides: its digits, the board, being the network, the
report. Phones here are bare requests; their own page has tests of its own."""

import json
import zipfile
from urllib.request import Request, urlopen

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from browser.slides import at
from browser.test_accessible import RUN
from strokes import STROKES

THEMED = """(theme) =>
    getComputedStyle(document.querySelector(".classlayer")).colorScheme === theme"""


@pytest.fixture
def deck(open_page):
    """Slide 8, presented, with a room."""
    page = open_page("/slides?slide=8&present=1", full_screen=False)
    at(page, 8)
    page.wait_for_function("window.backpropRoom")
    page.evaluate("backpropRoom.open()")
    page.wait_for_function("backpropRoom.state")
    page.evaluate(AXE_SCRIPT)
    return page


@pytest.fixture
def phone(deck, app_url):
    """Sends what a phone would to the deck's room."""
    code = deck.evaluate("backpropRoom.code")

    def send(path: str, number: int, **told) -> None:
        body = json.dumps({"phone": f"bare-{number}", **told}).encode()
        headers = {"Content-Type": "application/json"}
        with urlopen(Request(f"{app_url}/room/{code}/{path}", body, headers)) as answer:
            assert answer.status == 200

    return send


def draws(phone, number: int, digit: int, label: int | None) -> None:
    strokes = [{"points": [x for point in stroke for x in point]} for stroke in STROKES[digit]]
    phone("drawing", number, strokes=strokes, **({} if label is None else {"label": label}))


def begin(page: Page, name: str) -> None:
    page.keyboard.press("q")
    page.get_by_role("button", name=name).click()
    expect(page.locator(".classlayer[open]")).to_be_visible()


def leave(page: Page) -> None:
    page.keyboard.press("Escape")
    expect(page.locator(".classlayer")).to_have_count(0)


def accessible(page: Page) -> None:
    for theme in ("dark", "light"):
        page.emulate_media(color_scheme=theme)
        page.wait_for_function(THEMED, arg=theme)
        assert page.evaluate(RUN) == []


def test_a_digit_from_the_room_is_the_deck_s(deck, phone):
    begin(deck, "Digits from the room")
    deck.wait_for_function("backpropRoom.state.task.kind === 'draw'")
    for number, (digit, label) in enumerate([(3, 3), (7, 1), (4, None)]):
        draws(phone, number, digit, label)
        expect(deck.locator(".digits-grid button")).to_have_count(number + 1)
    expect(deck.locator(".digits-grid .wrong")).to_contain_text("✗ 1")
    accessible(deck)
    deck.keyboard.press("PageDown")  # a clicker walks through the digits, and turns no slide
    expect(deck.locator(".digits-about")).to_contain_text("Read as a 4")
    deck.keyboard.press("ArrowRight")
    deck.keyboard.press("ArrowRight")
    deck.keyboard.press("Enter")
    expect(deck.locator(".digits-about")).to_contain_text("The slides show it now")
    deck.keyboard.press("Delete")
    expect(deck.locator(".digits-grid button")).to_have_count(2)
    leave(deck)
    deck.wait_for_function("backpropRoom.state.task.kind === null")
    at(deck, 8)
    deck.keyboard.press("d")
    expect(deck.locator(".st-key-slide_panel")).to_contain_text("Your digit: Clearly a 3")


def test_the_board_leads_to_why_and_back(deck, phone):
    begin(deck, "Fool the network")
    deck.keyboard.press("5")
    deck.wait_for_function("backpropRoom.state.task.label === 5")
    for number, (digit, label) in enumerate([(0, 0), (9, None), (2, 7)]):  # None: the task's own 5
        draws(phone, number, digit, label)
    expect(deck.locator(".board-list li")).to_have_count(2)
    sure = deck.locator(".board-list i").evaluate_all(
        "(bars) => bars.map((bar) => Number(bar.style.getPropertyValue('--output')))"
    )
    assert sure == sorted(sure, reverse=True)
    accessible(deck)
    best = deck.locator(".board-list button").first.inner_text()
    label = next(said for said in ("7", "5") if f"a {said}, read" in best)
    deck.keyboard.press("g")
    expect(deck.get_by_role("heading", name="Gradients").first).to_be_visible()
    expect(deck.get_by_role("radio", name=label, exact=True)).to_be_checked()
    deck.go_back()
    expect(deck.locator(".board-list li")).to_have_count(2)
    deck.keyboard.press("Enter")
    expect(deck.get_by_role("heading", name="Passes").first).to_be_visible()
    expect(deck.locator(".stage svg").first).to_be_visible()


def test_the_class_is_the_network_and_the_report_says_how_it_did(deck, phone):
    begin(deck, "Be the network")
    deck.wait_for_function("backpropRoom.state.stage === 'open 1'")
    for number in range(18):
        phone("vote", number, choice=number % 2)
    expect(deck.locator(".neurons-count")).to_have_text("18 of 18 phones have answered")
    expect(deck.locator(".neurons-votes .waiting td").first).to_have_text("2")
    deck.keyboard.press("PageDown")
    expect(deck.locator(".neurons-votes .said td")).to_have_text(["▼", "▲"] * 8)
    assert deck.locator(".neurons-votes .wish").count() == 0
    deck.keyboard.press("PageDown")
    expect(deck.locator(".neurons-votes .wish td")).to_have_count(16)
    truth = deck.evaluate("backpropRoom.state.truth")
    right = sum((wish > 0) == bool(neuron % 2) for neuron, wish in enumerate(truth) if wish)
    result = deck.locator(".neurons-result").inner_text()
    assert result.startswith(f"{right} of {sum(wish != 0 for wish in truth)} neurons")
    accessible(deck)
    leave(deck)
    deck.wait_for_function("backpropRoom.state.question === null")
    begin(deck, "Report")
    expect(deck.locator(".report-body")).to_contain_text(result)
    accessible(deck)
    with deck.expect_download() as found:
        deck.locator(".report-file").click()
    assert zipfile.is_zipfile(found.value.path())
    leave(deck)
    at(deck, 8)
