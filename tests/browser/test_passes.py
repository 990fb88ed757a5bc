"""Playing, stepping, scrubbing and asking the stage, in a real browser."""

import math
import re

import pytest
from playwright.sync_api import expect

from backprop import digits, explain, networks
from backprop.why import running
from browser.actions import at_rest

SAMPLE = 172
AT = "Number(document.querySelector('.stage').dataset.position)"


@pytest.fixture
def stage(open_page):
    page = open_page(f"/passes?network=epoch-1&sample=test-{SAMPLE}")
    expect(page.locator(".stage-say")).to_contain_text("13,002 weights and biases")
    at_rest(page)
    return page


@pytest.fixture(scope="module")
def answer():
    mnist = digits.load_mnist()
    network = networks.load("epoch-1")
    return explain.answer(network, mnist.x_test[SAMPLE] / 255, int(mnist.y_test[SAMPLE]))


def play(page):
    page.get_by_role("button", name="Play", exact=True).click()


def scrub(page, position: float):
    line = page.get_by_label("Position in the animation")
    line.evaluate(
        "(line, at) => { line.value = at; line.dispatchEvent(new Event('input')); }", position
    )


def test_playing_asks_first_then_pause_step_and_rewind(stage, answer):
    stage.get_by_label("speed").select_option("4")
    play(stage)
    expect(stage.locator(".stage-question")).to_have_text("Before you look: which output will win?")
    wrong = str((answer.guess + 1) % 10)
    stage.locator(".stage-ask").get_by_role("button", name=wrong, exact=True).click()
    expect(stage.locator(".stage-question")).to_contain_text("adds most to the cost")
    expect(stage.locator(".stage-ask .stage-verdict")).to_have_text(
        f"You said output {wrong}; output {answer.guess} wins."
    )
    for _ in ("Cost", "Backward", "Update"):
        stage.locator(".stage-ask").get_by_role("button", name="skip").click()
        if _ != "Update":
            expect(stage.locator(".stage-ask")).to_be_visible()
    expect(stage.locator(".stage-say")).to_contain_text("smaller cost")
    stage.wait_for_function(f"{AT} === 11")
    expect(stage.get_by_role("button", name="Play", exact=True)).to_be_visible()
    stage.get_by_role("button", name="Rewind").click()
    stage.wait_for_function(f"{AT} === 0")

    stage.get_by_label("speed").select_option("0.25")
    play(stage)  # what has been asked once is not asked again
    stage.wait_for_function(f"{AT} > 0.2")
    stage.get_by_role("button", name="Pause").click()
    step = math.floor(stage.evaluate(AT))  # a slow machine comes further before it hears
    stage.get_by_role("button", name="One step forth").click()
    stage.wait_for_function(f"{AT} === {step + 1}")
    stage.get_by_role("button", name="One step forth").click()
    stage.wait_for_function(f"{AT} === {step + 2}")
    stage.get_by_role("button", name="One step back").click()
    stage.wait_for_function(f"{AT} === {step + 1}")
    stage.get_by_role("button", name="Rewind").click()
    stage.wait_for_function(f"{AT} === 0")


def test_the_numbers_are_those_of_the_network_and_another_learning_rate_makes_another_step(
    stage, answer
):
    scrub(stage, 4)
    expect(stage.locator(".stage-numbers")).to_contain_text(f"= {answer.cost:.3f}")
    model = "document.querySelector('.stage').stage.model"
    for layer in (1, 2, 3):
        shown = stage.evaluate(f"Array.from({model}.wish[{layer}])")
        wished = [-slope for slope in answer.gradients.activations[layer]]
        assert shown == pytest.approx(wished, rel=1e-5, abs=1e-9)
        shown = stage.evaluate(f"Array.from({model}.matrix({layer}, {model}.gradient))")
        slopes = answer.gradients.weights[layer - 1].ravel().tolist()
        assert shown == pytest.approx(slopes, rel=1e-5, abs=1e-9)
    network = networks.load("epoch-1")
    x, y = answer.forward_pass.activations[0], digits_target(answer.label)
    after = network.step(answer.gradients, 0.1).cost(x, y)
    assert stage.evaluate(f"{model}.costNew") == pytest.approx(after, rel=1e-5)
    before = stage.evaluate("document.querySelector('.stage').stage.model.costNew")
    stage.get_by_label("Learning rate of the update").select_option("1")
    stage.wait_for_function(
        "(before) => document.querySelector('.stage').stage.model.costNew !== before", arg=before
    )


def digits_target(label):
    return [[float(j == label) for j in range(10)]]


def test_the_keyboard_walks_neurons_and_a_click_opens_one_or_a_weight_to_be_nudged(stage, answer):
    scrub(stage, 8)
    stage.locator(".stage canvas").focus()
    stage.keyboard.press("ArrowRight")
    expect(stage.locator(".stage-tip b")).to_have_text("Output 2")
    stage.keyboard.press("ArrowLeft")
    expect(stage.locator(".stage-tip b")).to_have_text(re.compile(r"Layer 2 · neuron \d+"))
    expect(stage.locator(".stage-live")).to_contain_text("δ = ∂C₀/∂a · σ′(z)")
    stage.keyboard.press("ArrowDown")
    name = stage.locator(".stage-tip b").inner_text()
    stage.keyboard.press("Enter")
    expect(stage.locator(".st-key-inspector")).to_contain_text(name.split(" · ")[1])

    box = stage.locator(".stage canvas").bounding_box()
    places = "document.querySelector('.stage').stage.scene.layout"
    x, y = stage.evaluate(f"{places}.disc(3, 2)")
    stage.mouse.click(box["x"] + x, box["y"] + y)
    expect(stage.locator(".st-key-inspector")).to_contain_text("utput 2")
    x, y = stage.evaluate(
        f"pointAlong({places}.bezier(3, 2, 11))".replace(
            "pointAlong",
            "((p) => [0, 1].map((i) => (p[0][i] + 3*p[1][i] + 3*p[2][i] + p[3][i]) / 8))",
        )
    )
    stage.mouse.click(box["x"] + x, box["y"] + y)
    expect(stage.locator(".st-key-slopes")).to_be_visible()
    nudged(stage, answer)


def nudged(stage, answer):
    """It moves the cost, and both gradients agree."""
    stage.get_by_role("textbox", name="Open").fill("w2 15,7")
    stage.get_by_role("textbox", name="Open").press("Enter")
    slopes = stage.locator(".st-key-slopes dd")
    true = answer.gradients.weights[1][15, 7]
    expect(slopes.first).to_have_text(re.compile(rf"^.?{abs(true):.6f}"[:-1]))
    by_backpropagation, by_nudging = (
        float(text.replace("−", "-")) for text in slopes.all_inner_texts()
    )
    assert by_backpropagation == pytest.approx(true, rel=1e-6)
    assert by_nudging == pytest.approx(true, rel=1e-4)

    said = stage.locator(".st-key-inspector .nudge p").last
    before = said.inner_text()
    stage.get_by_role("slider", name="w", exact=False).last.press("ArrowRight")
    expect(said).not_to_have_text(before)


def test_reduced_motion_shows_stills(open_page):
    page = open_page(f"/passes?sample=test-{SAMPLE}", reduced_motion="reduce")
    play(page)
    page.locator(".stage-ask").get_by_role("button", name="skip").click()
    page.wait_for_function(f"{AT} >= 1")
    assert page.evaluate(AT) % 1 == 0


def test_other_networks_and_a_phone_fit(open_page):
    page = open_page(
        f"/passes?network=trained-30&sample=test-{SAMPLE}", viewport={"width": 390, "height": 844}
    )
    expect(page.locator(".stage-say")).to_contain_text("23,860 weights and biases")
    page.get_by_role("button", name="One step forth").click()
    expect(page.locator(".stage-formula")).to_contain_text("positive")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def lit(page) -> list[str]:
    return page.locator("[data-lit]").evaluate_all("(all) => all.map((one) => one.dataset.thing)")


def test_words_and_picture_light_each_other_up_and_the_code_marks_the_lines_that_run(stage, answer):
    the_code_marks_the_lines_that_run(stage, answer)
    stage.get_by_label("code", exact=True).uncheck()
    drawn = "document.querySelector('.stage canvas').toDataURL()"
    scrub(stage, 8)  # δ of layer 2
    followed = stage.evaluate("document.querySelector('.stage').stage.model.followed[2]")
    still = stage.evaluate(drawn)
    stage.locator(f".stage-numbers [data-thing='slope 2 {followed}']").last.hover()
    stage.wait_for_selector(".stage-formula .slope[data-lit]")
    assert f"delta 2 {followed}" not in lit(stage)
    assert stage.evaluate(drawn) != still
    stage.mouse.move(0, 0)
    stage.wait_for_function("document.documentElement.dataset.pointed === undefined")
    assert (lit(stage), stage.evaluate(drawn)) == ([], still)

    box = stage.locator(".stage canvas").bounding_box()
    x, y = stage.evaluate(
        f"(({{ layout }}) => layout.disc(2, layout.slot(2, {followed})))"
        "(document.querySelector('.stage').stage.scene)"
    )
    stage.mouse.move(box["x"] + x, box["y"] + y)
    stage.wait_for_selector(f"[data-lit][data-thing='slope 2 {followed}']")
    assert {f"delta 2 {followed}", f"wish 2 {followed}", f"z 2 {followed}"} <= {*lit(stage)}

    stage.mouse.move(0, 0)
    stage.locator(".stage-numbers [tabindex='0']").focus()
    first = lit(stage)
    stage.keyboard.press("ArrowRight")
    assert f"neuron 2 {followed}" in first and f"delta 2 {followed}" in lit(stage)
    stage.keyboard.press("Escape")
    assert lit(stage) == []


def the_code_marks_the_lines_that_run(stage, answer):
    runs = running.running(networks.load("epoch-1"), answer, 0.1)
    stage.get_by_label("code", exact=True).check()
    expect(stage.locator(".stage-code")).to_contain_text("def forward(self")
    expect(stage.locator(".stage-code [aria-current]")).to_have_count(0)  # nothing has run yet
    steps = stage.evaluate("document.querySelector('.stage').stage.scene.steps.map(({ id }) => id)")
    assert {*steps} == {*runs}
    numbers = "(all) => all.map((line) => Number(line.querySelector('.number').textContent))"
    for at, step in enumerate(steps, start=1):
        scrub(stage, at)
        marked = stage.locator(".stage-code [aria-current]")
        assert marked.evaluate_all(numbers) == list(runs[step].lines)
        expect(marked.last).to_be_in_viewport()
        shown = stage.locator(".stage-code .value b").all_inner_texts()
        assert shown == [one.numbers for values in runs[step].values.values() for one in values]
    stage.locator(".stage-code [data-thing='alpha']").hover()
    stage.wait_for_selector(".stage-options [data-thing='alpha'][data-lit]")
