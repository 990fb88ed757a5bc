"""A learner at the quizzes: answers by mouse and keyboard, comes back, practises, starts anew."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from backprop.deck import words
from backprop.deck.progress import Progress, Tally
from backprop.deck.quiz import load_quizzes
from browser.actions import at_rest

ABOUT = words.words((784, 16, 16, 10), 2)  # the network and the digit of a first visit
QUIZZES = tuple(words.of_quiz(written, ABOUT) for written in load_quizzes())
FIRST = QUIZZES[0]
PLACE = "backprop-studio-progress"
WHYS = [FIRST.explanation, *(c.why for i, c in enumerate(FIRST.choices) if i != FIRST.right)]
REASONS = [why[-20:] for why in WHYS]  # how they end, where no word is a link of the glossary
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


@pytest.fixture
def page(open_page):
    page = open_page("/quiz")
    waits(page)
    return page


def waits(page: Page, name: str = f"quiz_{FIRST.name}") -> None:
    """This question, and no other, is on the screen, not answered."""
    expect(page.locator(f".st-key-{name} .quizcard-choice").first).to_be_visible()
    expect(page.locator(".quizcard")).to_have_count(1)
    expect(page.locator(".quizcard .told")).to_have_count(0)


def told(page: Page, own: str, right: str) -> None:
    """The answer is on the screen: whose is whose, and a reason for every choice."""
    expect(page.locator(".quizcard .own")).to_contain_text("your answer")
    letters = "ABCD"
    for name, letter in (("own", own), ("right", right)):
        expect(page.locator(".quizcard li").nth(letters.index(letter))).to_have_class(
            re.compile(rf"\b{name}\b")
        )
        expect(page.locator(f".quizcard .{name}")).to_have_count(1)
        expect(page.locator(f".quizcard .{name} .disc")).to_have_text(letter)
    expect(page.locator(".quizcard-why")).to_have_count(page.locator(".quizcard li").count())


def step(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Quizzes").get_by_role("button", name=name).click()


def kept(page: Page) -> Progress:
    return Progress.read(page.evaluate(f"localStorage.getItem('{PLACE}') ?? ''"))


def keeps(page: Page, text: str) -> None:
    page.wait_for_function(f"localStorage.getItem('{PLACE}') === '{text}'")


def test_wrong_then_right_by_keyboard(page):
    page.keyboard.press("1")
    told(page, own="A", right="B")
    expect(
        page.get_by_role("status").filter(has_text="Not right: the answer is B.")
    ).to_be_visible()
    expect(page.locator(".slidefigure")).to_be_visible()
    page.get_by_role("button", name="Try again").click()
    waits(page)
    expect(page.locator(".slidefigure")).to_have_count(0)
    page.keyboard.press("2")
    told(page, own="B", right="B")
    expect(page.get_by_text("Right at the second try.")).to_be_visible()
    keeps(page, Progress({FIRST.name: (0, 1)}, {}).written())


def test_by_mouse_and_on_to_the_next_quiz_or_by_tab_and_enter(page):
    page.get_by_role("button", name=re.compile("^C ")).focus()
    page.keyboard.press("Enter")
    told(page, own="C", right="B")
    expect(page.get_by_role("button", name="Next: Quiz 2")).to_be_focused()
    page.keyboard.press("Enter")
    waits(page, "quiz_silent-neuron")
    expect(page).to_have_url(re.compile(r"quiz=2\b"))
    step(page, "Results")
    page.get_by_role("button", name="Erase all answers").click()
    keeps(page, Progress.none().written())
    step(page, "Quiz 1")
    waits(page)

    page.get_by_role("button", name=re.compile("^B ")).click()
    told(page, own="B", right="B")
    page.get_by_role("button", name="Next: Quiz 2").click()
    expect(page.locator(".st-key-quiz .katex").first).to_be_visible()
    waits(page, "quiz_silent-neuron")
    expect(page).to_have_url(re.compile(r"quiz=2\b"))
    page.get_by_role("button", name=re.compile("^D ")).click()
    told(page, own="D", right="B")
    expect(page.get_by_text("1 of 2 right at the first try")).to_be_visible()


def test_keys_with_a_modifier_or_in_an_input_are_not_answers(page):
    page.keyboard.press("Control+a")
    page.keyboard.press("Alt+2")
    page.get_by_role("combobox").first.focus()
    page.keyboard.type("b")
    page.keyboard.press("Escape")
    waits(page)
    assert kept(page) == Progress.none()


def test_the_browser_learns_the_answer_only_with_its_own(open_page):
    page, frames = open_page("/"), []
    page.on("websocket", lambda ws: ws.on("framereceived", lambda data: frames.append(data)))

    def received(sentence: str) -> bool:
        forms = sentence.encode(), json.dumps(sentence)[1:-1].encode()  # as it is, and as JSON
        return any(form in frame for frame in frames for form in forms)

    page.goto(page.url + "quiz")
    waits(page)
    assert received(FIRST.choices[0].text)
    assert not any(received(reason) or reason in page.content() for reason in REASONS)
    page.keyboard.press("d")
    told(page, own="D", right="B")
    assert all(received(reason) and reason in page.content() for reason in REASONS)
    page.get_by_role("button", name="Try again").click()
    waits(page)
    assert not any(reason in page.content() for reason in REASONS)


def test_a_reload_keeps_the_progress_and_shows_no_open_quiz_in_between(page):
    page.keyboard.press("C")  # with Shift; other tests press small letters
    told(page, own="C", right="B")
    page.add_init_script("""new MutationObserver(() => {
        if (document.querySelector(".quizcard-choice")) window.flashed = true;
    }).observe(document, { childList: true, subtree: true })""")
    page.reload()
    told(page, own="C", right="B")
    assert not page.evaluate("window.flashed")


def test_what_somebody_tampered_with_gives_a_fresh_start(page):
    """Whatever it is: tests/deck/test_progress.py."""
    page.evaluate("([place, text]) => localStorage.setItem(place, text)", [PLACE, "[[[["])
    page.reload()
    waits(page)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    page.keyboard.press("b")
    told(page, own="B", right="B")


def test_two_tabs_have_one_progress(page):
    other = page.context.new_page()
    other.goto(page.url)
    waits(other)
    page.keyboard.press("b")
    told(other, own="B", right="B")
    step(other, "Quiz 3")
    waits(other, "quiz_large-gradient")
    other.keyboard.press("a")
    told(other, own="A", right="B")
    keeps(page, Progress({FIRST.name: (1,), "large-gradient": (0,)}, {}).written())
    expect(page.get_by_text("1 of 2 right at the first try")).to_be_visible()


def test_results_are_downloaded_erased_and_brought_back(page, tmp_path):
    page.keyboard.press("c")
    told(page, own="C", right="B")
    step(page, "Results")
    expect(page.locator(".score")).to_have_text("0 of 3")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the results").click()
    sheet = tmp_path / "sheet.md"
    download.value.save_as(sheet)
    assert "right at the first try: 0 of 3" in sheet.read_text(encoding="utf-8")
    written = Progress({FIRST.name: (2,)}, {}).written()
    page.get_by_role("button", name="Erase all answers").click()
    keeps(page, Progress.none().written())
    page.get_by_role("button", name="Bring them back").click()
    keeps(page, written)
    page.get_by_role("link", name=re.compile("Slide 7")).click()
    expect(page).to_have_url(re.compile(r"/slides\?.*slide=7\b"))


# Who practises with this is asked first for a number: what comes in × δ.
TYPED = Progress({}, {"Gradient of a weight": Tally(1, 1, 1)}).written()
NUMBER = r"(−?[\d.]+\d)"


def test_practice_by_keyboard_a_slip_how_sure_and_on(open_page):
    script = f"localStorage['{PLACE}'] ??= '{TYPED}'"
    page = open_page("/quiz?quiz=practice", script=script)
    field = page.get_by_label("Your answer")
    field.focus()
    page.keyboard.type("a lot")
    status = page.locator(".quizcard-said")
    for count in (1, 2):  # the same text once more: the card still listens
        page.keyboard.press("Enter")
        page.wait_for_function(f"document.querySelector('.quizcard').card.data.unread === {count}")
        expect(status).to_contain_text("This is no number.")
    question = " ".join(page.locator("[class*=st-key-quiz_question]").inner_text().split())
    a, delta = re.search(rf"through it is {NUMBER}; .* is {NUMBER}\. What", question).groups()
    turned = -float(a) * float(delta.replace("−", "-"))
    field.press("Control+a")
    page.keyboard.type(f"{turned:.6f}".replace(".", ","))
    for key in ("Tab", "Tab", "Tab", "Space", "Shift+Tab", "Shift+Tab", "Shift+Tab", "Enter"):
        page.keyboard.press(key)
    expect(page.locator(".quizcard .own")).to_contain_text("The size fits, the sign does not.")
    expect(status).to_have_text("Not right. It comes again in 2 days, first of all.")
    expect(page.locator(".watch dd").first).to_be_visible()
    expect(page.get_by_role("button", name="Next question")).to_be_focused()
    page.keyboard.press("Enter")
    waits(page, "practice")  # a number was missed: now there are choices
    size = "name => getComputedStyle(document.querySelector(name)).fontSize"
    assert page.evaluate(size, ".quizcard-choice") == page.evaluate(size, ".quizcard")
    edge = "getComputedStyle(document.querySelector('.quizsteps .step')).paddingLeft"
    assert page.evaluate(edge) == "10px"  # other parts of the app have steps too
    page.keyboard.press("u")
    expect(page.get_by_role("button", name="unsure")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("b")
    expect(page.get_by_text("of 3 right in practice")).to_be_visible()
    page.wait_for_function(f"JSON.parse(localStorage['{PLACE}'])[3].length === 2")
    one, other = kept(page).kept
    assert (one.sure, one.belief, other.sure) == (True, "sign lost", False)
    step(page, "Results")
    expect(page.locator(".answers").get_by_text(question[-20:])).to_be_visible()


def test_practice_goes_on_and_counts(page):
    step(page, "Practice")
    seen = set()
    asked = page.locator(".st-key-practice .quizcard:not(.answered)")
    for count in range(1, 6):
        expect(asked).to_be_visible()
        expect(page.locator(".quizcard")).to_have_count(1)
        seen.add(page.locator("[class*=st-key-quiz_question]").inner_text())
        if page.locator(".quizcard-typed input").is_visible():
            page.locator(".quizcard-typed input").fill("123")
            page.keyboard.press("Enter")
        else:
            page.keyboard.press("abc"[count % 3])
        expect(page.get_by_text(re.compile(rf"of {count} right in practice"))).to_be_visible()
        expect(page.locator(".quizcard .right")).to_have_count(1)
        expect(page.locator(".watch dd").first).to_be_visible()
        page.keyboard.press(["Enter", "n"][count % 2])
    expect(asked).to_be_visible()
    assert len(seen) == 5
    at_rest(page)
    tallies = kept(page).practice.values()
    assert sum(tally.asked for tally in tallies) == 5
    page.get_by_role("button", name="Another one").click()
    expect(page.locator("[class*=st-key-quiz_question]")).not_to_have_text(seen.pop())


def test_on_a_phone_everything_can_be_touched(open_page):
    page = open_page("/quiz", **PHONE)
    waits(page)
    at_rest(page)
    buttons = page.locator(".quizcard-choice, .quizsteps .step")
    assert all(button.bounding_box()["height"] >= 44 for button in buttons.all())
    page.locator(".quizcard-choice").nth(1).tap()
    told(page, own="B", right="B")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator(".quizcard").bounding_box()["width"] <= 390
