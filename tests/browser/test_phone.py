"""What a student's phone shows of a class, from joining late to the reason why."""

from dataclasses import dataclass
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import APIRequestContext, Page, expect

from backprop.room.file import place
from backprop.room.rooms import Rooms
from browser.test_accessible import RUN
from strokes import STROKES

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
QUIZ = {
    "kind": "quiz",
    "text": "It is off: $a^{(L-1)}$ is 0. The gradient …",
    "choices": ["becomes very large", "becomes zero", "is unaffected"],
    "right": 1,
    "reasons": ["Only if one divided.", "A product with 0 is 0.", "True for the bias."],
}
NEURONS = {
    "kind": "neurons",
    "text": "More active, or less?",
    "choices": ["Down: less active", "Up: more active"],
    "extra": {
        "wishes": [0.5, -0.25] + [0.0] * 8,
        "weights": [[1.0, -2.0] + [0.5] * 8] * 16,
        "activations": [0.5] * 16,
        "truth": [1.0] * 16,
    },
}


@dataclass
class Host:
    """Who leads the class, without a projector."""

    request: APIRequestContext
    url: str
    code: str
    token: str

    def tell(self, what: str, told: dict[str, Any]) -> None:
        headers = {"Authorization": f"Bearer {self.token}"}
        answer = self.request.post(
            f"{self.url}/room/{self.code}/{what}", data=told, headers=headers
        )
        assert answer.ok, answer.text()

    def ask(self, question: dict[str, Any], stage: str = "open 1") -> None:
        self.tell("question", question)
        self.go_to(stage)

    def go_to(self, stage: str) -> None:
        self.tell("stage", {"stage": stage})

    def end(self) -> None:
        headers = {"Authorization": f"Bearer {self.token}"}
        assert self.request.delete(f"{self.url}/room/{self.code}", headers=headers).ok

    @property
    def state(self) -> dict[str, Any]:
        return self.request.get(f"{self.url}/room/{self.code}/state").json()


@pytest.fixture
def host(playwright, app_url):
    request = playwright.request.new_context()
    told = request.post(f"{app_url}/room", data={}).json()
    yield Host(request, app_url, told["code"], told["host"])
    request.dispose()


@pytest.fixture
def phone(open_page, host):
    """A phone that scans the code."""
    return open_page(f"/room/{host.code}", **PHONE)


def shows(page: Page, heading: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)


def choose(page: Page, name: str) -> None:
    """Tap a choice, and wait until the class has it."""
    page.get_by_role("button", name=name).tap()
    expect(page.get_by_role("button", name=name)).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_text("Counted.")).to_be_visible()


def draw(page: Page, digit: int) -> None:
    box = page.locator("#pad").bounding_box()
    for stroke in STROKES[digit]:
        for i, (x, y) in enumerate(stroke):
            page.mouse.move(*(box[side] + v * box["width"] / 280 for side, v in zip("xy", (x, y))))
            if i == 0:
                page.mouse.down()
        page.mouse.up()


def check(page: Page) -> None:
    """Nothing serious for axe in either theme, nothing wider than the narrowest phone."""
    page.evaluate(AXE_SCRIPT)
    for theme in "light", "dark":
        page.emulate_media(color_scheme=theme)
        assert page.evaluate(RUN) == []
    page.set_viewport_size({"width": 320, "height": 568})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size(PHONE["viewport"])


def test_a_question_in_two_rounds(host, phone):
    shows(phone, "Look to the front")
    check(phone)
    host.ask(QUIZ)
    shows(phone, "Your answer")
    expect(phone.locator("h2 sup")).to_have_text("(L−1)")
    choose(phone, "becomes very large")
    choose(phone, "is unaffected")
    choose(phone, "certain")
    assert phone.get_by_role("button", name="is unaffected").bounding_box()["height"] >= 48
    check(phone)
    phone.reload()
    for name in "is unaffected", "certain":
        expect(phone.get_by_role("button", name=name)).to_have_attribute("aria-pressed", "true")
    host.go_to("closed 1")
    shows(phone, "Voting is closed")
    assert host.state["answered"] == 1
    expect(phone.get_by_role("button")).to_have_count(0)
    expect(phone.locator(".own")).to_contain_text("is unaffected")
    host.go_to("votes 1")
    shows(phone, "How the class voted")
    expect(phone.locator(".own .count")).to_have_text("1 · 100 %")
    host.go_to("discuss")
    shows(phone, "Convince your neighbour")
    host.go_to("open 2")
    shows(phone, "Second vote")
    expect(phone.locator("[aria-pressed=true]")).to_have_count(0)
    choose(phone, "becomes zero")
    for stage, heading in {
        "closed 2": "Voting is closed",
        "votes 2": "How the class voted",
    }.items():
        host.go_to(stage)
        shows(phone, heading)
        expect(phone.get_by_text("✓ right")).to_have_count(0)
    host.go_to("right")
    shows(phone, "The right answer")
    expect(phone.locator(".right")).to_contain_text("✓ right, your 2nd answer")
    expect(phone.locator(".own").nth(1)).to_contain_text("your 1st answer")
    host.go_to("explained")
    shows(phone, "Why")
    for reason in QUIZ["reasons"][1:]:
        expect(phone.get_by_text(reason)).to_be_visible()
    expect(phone.get_by_text(QUIZ["reasons"][0])).to_have_count(0)
    check(phone)


def test_a_code_is_typed_wrong_and_then_well(host, open_page):
    page = open_page("/room", **PHONE)
    field, join = page.get_by_label("The code"), page.get_by_role("button", name="Join")
    for typed, problem in {
        "k7m o2x": "never O, 0, I or 1",
        "AAAAAA": "no room with this code",
    }.items():
        field.fill(typed)
        join.tap()
        expect(page.get_by_role("status").filter(has_text=problem)).to_be_visible()
    check(page)
    field.fill(f" {host.code[:3].lower()} {host.code[3:]}")
    page.keyboard.press("Enter")
    shows(page, "Look to the front")
    assert page.url == f"{host.url}/room/{host.code}"
    page.get_by_text("What is stored").tap()
    expect(page.get_by_text("No name, no IP address")).to_be_visible()
    host.end()
    shows(page, "Join the class")
    expect(page.get_by_text("This class has ended")).to_be_visible()
    assert page.evaluate("Object.keys(localStorage)") == []


def test_a_vote_made_without_a_network_is_kept(host, phone):
    host.ask(QUIZ)
    shows(phone, "Your answer")
    phone.context.set_offline(True)
    phone.get_by_role("button", name="becomes zero").tap()
    expect(phone.get_by_text("Kept here")).to_be_visible()
    expect(phone.get_by_text("Not connected.")).to_be_visible()
    phone.context.set_offline(False)
    expect(phone.get_by_text("Counted.")).to_be_visible()
    expect(phone.get_by_text("Not connected.")).to_be_hidden()
    assert host.state["answered"] == 1
    phone.context.set_offline(True)
    phone.get_by_role("button", name="is unaffected").tap()
    expect(phone.get_by_text("Kept here")).to_be_visible()
    host.go_to("closed 1")
    phone.context.set_offline(False)
    expect(phone.get_by_text("did not arrive in time")).to_be_visible()


def test_without_storage_a_phone_is_one_voter(host, open_page):
    page = open_page("/room", **PHONE)
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('blocked'); } })"
    )
    page.goto(f"{host.url}/room/{host.code}")
    host.ask(QUIZ)
    choose(page, "becomes very large")
    choose(page, "becomes zero")
    assert (host.state["answered"], host.state["joined"]) == (1, 1)


def test_a_digit_is_drawn_read_and_sent(host, phone):
    host.tell("task", {"kind": "draw"})
    shows(phone, "Draw a digit")
    send = phone.get_by_role("button", name="Send")
    expect(send).to_be_disabled()
    draw(phone, 3)
    expect(phone.get_by_text("It reads")).to_be_visible()
    expect(phone.locator(".ten span")).to_have_count(10)
    expect(send).to_be_disabled()
    phone.get_by_role("button", name="3", exact=True).tap()
    check(phone)
    send.tap()
    expect(phone.get_by_text("Sent.")).to_be_visible()
    expect(phone.locator("li")).to_contain_text("Your 3. It reads")
    assert host.state["drawings"] == 1
    rooms = Rooms(place)
    rooms.tell_became(host.code, {rooms.drawings(host.code)[0].id: (5, 0.61, 3, 0.88)})
    expect(phone.locator("li")).to_contain_text("5 at 0.610; after the class's training 3 at 0.880")
    host.tell("task", {"kind": "fool", "label": 7})
    shows(phone, "Fool the network")
    draw(phone, 1)
    expect(phone.get_by_text("Fooled: it reads 1")).to_be_visible()
    check(phone)
    host.ask(QUIZ)
    shows(phone, "Your answer")
    expect(phone.locator("#pad")).to_be_hidden()
    phone.reload()
    host.go_to("closed 1")
    shows(phone, "Fool the network")
    expect(phone.locator("li canvas")).not_to_have_attribute("data-pixels", "")


def test_a_phone_is_a_neuron(host, phone):
    host.ask(NEURONS)
    expect(phone.locator("tr")).to_have_count(11)
    expect(phone.locator("tr").nth(2)).to_contain_text("▼")
    expect(phone.locator("tr").nth(2).locator(".neg")).to_contain_text("−2.0")
    choose(phone, "Down")
    check(phone)
    host.go_to("right")
    expect(phone.get_by_text("added up: 1.0, so ▲ more. You said the opposite.")).to_be_visible()
    check(phone)
