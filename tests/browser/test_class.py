"""A lecture with a class: the deck, phones as pages of their own, and many that only vote."""

import json
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Page, expect

from backprop.deck.quiz import load_quizzes
from backprop.deck.words import unlinked
from browser.actions import at_rest, place_of
from browser.slides import at

QUIZ = load_quizzes()[0]  # asked on slide 6
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
FIRST, SECOND = (
    (0, 1, 1, 2, 3),
    (1, 1, 1, 1, 3),
)  # what five phones choose, and eight groups of bare
STAGES = ["open 1", "closed 1", "votes 1", "discuss", "open 2", "closed 2", "votes 2", "right"]


@pytest.fixture
def deck(open_page):
    """The first quiz, presented."""
    page = open_page("/slides?slide=6&present=1")
    at(page, 6)
    expect(page.locator(".quizcard-choice")).to_have_count(4)
    return page


def open_room(page: Page) -> str:
    """By the key, as a host would; its code."""
    page.keyboard.press("q")
    alone = page.locator("[data-open]")
    page.wait_for_function(
        "backpropRoom.state || document.querySelector('[data-open]:not([hidden])')"
    )
    if alone.is_visible():  # a machine without a network
        alone.click()
    page.wait_for_function("backpropRoom.state")
    page.keyboard.press("q")
    expect(page.locator(".classroom-large")).to_be_hidden()
    stands(page, "lobby")
    return page.evaluate("backpropRoom.code")


def stands(page: Page, stage: str, kind: str = "quiz") -> None:
    """Wait until the projector shows a question of this kind at this stage."""
    asked = f'.poll[data-stage="{stage}"][data-kind="{kind}"]'
    expect(page.locator(asked)).to_be_attached()


def on(page: Page, stage: str, kind: str = "quiz") -> None:
    page.keyboard.press("PageDown")
    stands(page, stage, kind)


def vote(url: str, code: str, choices: tuple[int, ...]) -> None:
    """Forty phones without a page: eight of each of five."""
    for number in range(40):
        told = {"phone": f"bare-{number}", "choice": choices[number % 5], "sure": 1 + number % 5}
        body = json.dumps(told).encode()
        headers = {"Content-Type": "application/json"}
        with urlopen(Request(f"{url}/room/{code}/vote", body, headers)) as answer:
            assert answer.status == 200


def test_a_whole_lecture_is_led_by_one_key(deck, open_page, app_url):
    frames = []
    deck.on("websocket", lambda ws: ws.on("framereceived", lambda data: frames.append(data)))
    deck.reload()
    at(deck, 6)
    code = open_room(deck)
    phones = [open_page(f"/room/{code}", **PHONE) for _ in FIRST]
    expect(deck.locator(".poll-joined")).to_have_text("5 phones")
    question, below = (
        place_of(deck.locator(part)) for part in ("[class*=quiz_question] p", ".poll-head")
    )
    assert below["y"] - question["y"] - question["height"] > 5
    for stage in STAGES[:4]:
        on(deck, stage)
        if stage == "open 1":
            everybody(deck, phones, app_url, code, FIRST)
            assert deck.locator(".poll-bar").count() == 0
        if stage == "votes 1":
            shows(deck, [["20 %", "9, sure"], ["40 %", "18"], ["20 %", "9"], ["20 %", "9"]])
    for stage in STAGES[4:]:
        on(deck, stage)
        if stage == "open 2":
            everybody(deck, phones, app_url, code, SECOND)
        if stage == "votes 2":
            moves = deck.locator(".poll-moves td").all_inner_texts()
            assert moves == [*"·9··", "·", "18", *"··", *"·9··", *"···9"]
            expect(deck.locator(".poll-said")).to_have_text(
                "18 of 45 who voted twice chose another answer."
            )
            assert deck.locator(".poll-right").count() == 0
    expect(deck.locator("li.poll-right")).to_contain_text(QUIZ.choices[QUIZ.right].text)
    secret = [unlinked(choice.why).split("{{")[0][:40] for choice in QUIZ.choices]
    assert not any(reason in deck.content() for reason in secret)
    on(deck, "explained")
    for reason in secret:
        expect(deck.locator(".poll")).to_contain_text(reason)
    expect(deck.locator(".st-key-slide_live .slidefigure svg > *").first).to_be_attached()
    a_third_question(deck, phones)
    deck.keyboard.press("PageDown")
    at(deck, 7)
    deck.wait_for_function("backpropRoom.state.question === null")
    told = b"".join(f if isinstance(f, bytes) else f.encode() for f in frames)
    assert QUIZ.choices[0].text.encode() in told
    assert not any(reason.encode() in told for reason in secret)  # the room alone tells them
    deck.keyboard.press("q")
    deck.get_by_role("button", name="Report").click()
    report = deck.locator(".report-body")
    for text in ("9, 20 %", "36, 80 %", QUIZ.choices[0].misconception):
        expect(report).to_contain_text(text)


def everybody(deck, phones, url, code, choices):
    """Five touch, forty send; the corner counts and tells nothing else."""
    for phone, choice in zip(phones, choices):
        phone.locator(f"[name=choose][value='{choice}']").tap()
    vote(url, code, choices)
    expect(deck.locator(".classroom-count")).to_have_text("45 of 45 answered")


def shows(deck, rows):
    for row, texts in zip(deck.locator(".poll ol li").all(), rows):
        for text in texts:
            expect(row).to_contain_text(text)


def a_third_question(deck, phones):
    """Of the same kind, made from the network; with the numbers that show its answer."""
    on(deck, "open 1", "check")
    phones[0].locator("[name=choose]").first.tap()
    expect(deck.locator(".classroom-count")).to_have_text("1 of 45 answered")
    on(deck, "votes 1", "check")
    deck.reload()
    stands(deck, "votes 1", "check")
    on(deck, "explained", "check")
    expect(deck.locator(".poll-seen dd")).not_to_have_count(0)


def test_two_hosts_are_in_step_and_a_reload_goes_on(deck, app_url):
    code = open_room(deck)
    on(deck, "open 1")
    vote(app_url, code, FIRST)
    other = deck.context.new_page()
    other.goto(app_url + "/slides?slide=6&present=1")
    stands(other, "open 1")
    on(other, "closed 1")
    stands(deck, "closed 1")
    on(deck, "votes 1")
    stands(other, "votes 1")
    deck.add_init_script("""new MutationObserver(() => {
        if (document.querySelector(".quizcard .right, .quizcard-why")) window.revealed = true;
    }).observe(document, { childList: true, subtree: true })""")
    deck.reload()
    stands(deck, "votes 1")
    assert not deck.evaluate("window.revealed")
    for stage in ("closed 1", "open 1"):
        deck.keyboard.press("PageUp")
        stands(deck, stage)
    deck.keyboard.press("PageUp")
    expect(deck.locator(".deck-told")).to_contain_text("voted")
    stands(deck, "open 1")
    deck.keyboard.press("r")
    for page in (deck, other):
        stands(page, "right")
    at_rest(deck)
    other.set_viewport_size({"width": 1280, "height": 720})
    other.keyboard.press("q")
    other.get_by_role("button", name="Close the room").click()
    cut = "it => [innerHeight, it.scrollHeight - it.clientHeight]"
    assert other.locator(".classroom-large").evaluate(cut) == [720, 0]
    other.get_by_role("button", name="Close and delete").click()
    for page in (deck, other):
        expect(page.locator(".quizcard .right")).to_have_count(1)  # no more than was revealed
        expect(page.locator(".quizcard-why, .poll")).to_have_count(0)


def test_a_practice_question_goes_to_the_class(open_page, app_url):
    page = open_page("/quiz?quiz=practice")
    expect(page.locator(".quizcard-choice").first).to_be_visible()
    expect(page.get_by_role("button", name="Ask the class")).to_have_count(0)
    assert page.evaluate("backpropRoom.open()")
    code = page.evaluate("backpropRoom.code")
    page.get_by_role("button", name="Ask the class").click()
    stands(page, "open 1", "practice")
    vote(app_url, code, (0, 1, 2, 3, 0))
    expect(page.locator(".poll-count")).to_have_text("40 of 40 answered")
    expect(page.locator(".poll .join-code")).to_have_text(code)
    expect(page.locator(".classroom-corner")).to_be_hidden()  # it would lie over the page
    on(page, "closed 1", "practice")
    on(page, "votes 1", "practice")
    page.get_by_role("button", name="Explain").click()
    stands(page, "explained", "practice")
    expect(page.get_by_role("heading", name="What this network says")).to_be_visible()
    page.get_by_role("button", name="Back to practice").click()
    expect(page.locator(".quizcard-choice").first).to_be_visible()
    page.wait_for_function("backpropRoom.state.question === null")
