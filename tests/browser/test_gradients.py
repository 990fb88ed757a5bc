"""A person on the gradient page: draws, reads off, compares, takes steps and asks for the proof."""

import re

import numpy as np
import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from backprop import digits, networks
from backprop.network import one_hot
from backprop.views import session
from backprop.why import gradients
from browser.actions import place_of
from browser.test_accessible import audit
from strokes import STROKES

SAMPLE = 115
PAGE = f"/gradients?network=epoch-1&sample=test-{SAMPLE}"
VALUES = "[...document.querySelector('.heatmaps').values]"
FOLLOWED = """() =>
    document.querySelector(".heatmaps").dataset.drawing
        === document.querySelector(".pad").dataset.drawing"""
WATCH = """() => {
    const first = document.querySelector(".heatmaps canvas");
    Object.assign(window, { pictures: 0, blank: 0, frames: 0 });
    new MutationObserver(() => pictures++).observe(document.querySelector(".heatmaps"),
        { attributes: true, attributeFilter: ["data-drawing"] });
    const look = () => {
        frames++;
        const canvas = document.querySelector(".heatmaps canvas");
        const painted = canvas === first && canvas.width > 0
            && canvas.getContext("2d").getImageData(0, 0, canvas.width, 40).data.some((v) => v);
        if (!painted) blank++;
        requestAnimationFrame(look);
    };
    look();
}"""


@pytest.fixture(scope="module")
def network():
    return networks.load("epoch-1")


@pytest.fixture(scope="module")
def mnist():
    return digits.load_mnist()


@pytest.fixture(scope="module")
def example(mnist):
    return mnist.x_test[SAMPLE] / 255, int(mnist.y_test[SAMPLE])


@pytest.fixture
def page(open_page):
    page = open_page(PAGE)
    expect(heatmap(page, "Output")).to_be_visible()
    return page


def heatmap(page, name):
    return page.get_by_role("application", name=re.compile(f"^{name}"))


def choose(page, name):
    page.locator(".st-key-choices").get_by_role("radio", name=name, exact=True).click()


def shown_are(page, found: gradients.Gradients, factor: float = 1.0):
    """Wait until the heatmaps show these gradients, times a factor."""
    pairs = zip(found.weights, found.biases)
    expected = factor * np.concatenate([part.ravel() for pair in pairs for part in pair])
    strongest = int(np.abs(expected).argmax())
    page.wait_for_function(
        "([i, v]) => Math.abs(document.querySelector('.heatmaps').values[i] / v - 1) < 1e-4",
        arg=[strongest, float(expected[strongest])],
    )
    assert np.array(page.evaluate(VALUES)) == pytest.approx(expected, rel=1e-4, abs=1e-9)


def step_rows(page) -> dict[str, str]:
    names, values = (page.locator(f".st-key-descent .step {tag}") for tag in ("dt", "dd"))
    return dict(zip(names.all_inner_texts(), values.all_inner_texts()))


def test_the_numbers_are_those_of_the_network_and_a_larger_mini_batch_is_nearer_to_the_whole(
    page, network, example, mnist
):
    pixels, label = example
    backward = network.backward(network.forward(pixels), one_hot(label))
    shown_are(page, backward)
    choose(page, "update")
    shown_are(page, backward, -0.1)
    choose(page, "gradient")

    choose(page, f"all {label}s")
    chosen = mnist.y_train == label
    x, y = mnist.x_train[chosen] / 255, one_hot(mnist.y_train[chosen])
    shown_are(page, network.backward(network.forward(x), y))
    expect(page.locator(".about")).to_contain_text(f"{chosen.sum():,} examples")
    choose(page, "weight")
    weights = np.concatenate(
        [part.ravel() for pair in zip(network.weights, network.biases) for part in pair]
    )
    page.wait_for_function(
        "(v) => Math.abs(document.querySelector('.heatmaps').values[0] - v) < 1e-6",
        arg=weights[0],
    )
    assert np.array(page.evaluate(VALUES)) == pytest.approx(weights, rel=1e-6)
    choose(page, "gradient")

    choose(page, "mini-batch")
    angle = page.locator(".about b")
    expect(page.locator(".about")).to_contain_text("10 examples")
    of_ten = angle.inner_text()
    page.get_by_role("button", name="Another batch").click()
    expect(angle).not_to_have_text(of_ten)
    small = int(angle.inner_text().rstrip("°"))
    page.locator(".st-key-about").get_by_role("slider").focus()
    page.keyboard.press("End")
    expect(page.locator(".about")).to_contain_text("1,000 examples")
    assert int(angle.inner_text().rstrip("°")) < small


def test_a_value_is_read_off_by_keyboard_and_pointer_and_a_layer_opens_as_a_chart(
    page, network, example
):
    pixels, label = example
    backward = network.backward(network.forward(pixels), one_hot(label))
    tip, status = page.locator(".heatmaps-tip"), page.locator(".heatmaps [role=status]")
    output = heatmap(page, "Output")
    output.focus()
    output.press("PageDown")
    for _ in range(3):
        output.press("ArrowRight")
    value = f"{backward.weights[2][1, 3]:#.6g}"
    expect(tip).to_contain_text("∂C₀/∂w⁽³⁾₁,₃ = ")
    expect(status).to_contain_text("weight to output 1, from layer 2 · neuron 3")
    assert shown_number(tip.inner_text()) == pytest.approx(float(value), rel=1e-5)
    expect(page.locator(".ten [data-lit]")).to_have_attribute("data-thing", "neuron 3 1")
    output.press("End")
    expect(tip).to_contain_text("∂C₀/∂b⁽³⁾₁ = ")
    assert shown_number(tip.inner_text()) == pytest.approx(backward.biases[2][1], rel=1e-5)
    output.press("Escape")
    expect(tip).to_be_hidden()

    box = place_of(heatmap(page, "Layer 1"))
    page.mouse.move(box["x"] + 20, box["y"] + 50)
    expect(tip).to_contain_text("∂C₀/∂w⁽¹⁾₀,")
    expect(page.locator(".signal [data-lit]")).to_have_attribute("data-thing", "layer 1")
    page.mouse.move(box["x"] - 40, box["y"] + 50)
    expect(tip).to_be_hidden()
    expect(page.locator("[data-lit]")).to_have_count(0)

    drawn = "document.querySelector('.heatmaps-deep canvas:last-of-type').toDataURL()"
    still = page.evaluate(drawn)
    page.locator(".ten li").nth(2).hover()  # its words light up its weights
    page.wait_for_function(f"(still) => {drawn} !== still", arg=still)
    for list_, name in ((".ten", "neuron 3 1"), (".signal", "layer 2")):
        stop = page.locator(f"{list_} li[tabindex='0']")
        expect(stop).to_have_count(1)  # one stop of Tab, the arrows go on
        stop.press("ArrowDown")
        expect(page.locator("html")).to_have_attribute("data-pointed", name)

    page.get_by_role("button", name="Layer 2", exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator(".plot-container")).to_be_visible()
    with page.expect_download() as download:
        dialog.get_by_role("button", name="Save as CSV").click()
    assert np.loadtxt(download.value.path(), delimiter=",").shape == (16, 17)
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    heatmap(page, "Output").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name=re.compile("Output"))).to_be_visible()


def shown_number(text: str) -> float:
    """What stands after "= ", with true minus and powers of ten, as a number."""
    digits_, _, power = text.split("= ")[1].split(" · ")[0].partition(" × 10")
    power = power.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789"))
    return float(f"{digits_.replace('−', '-')}e{power or 0}")


def test_the_heatmaps_follow_the_pen_without_a_blank_frame(open_page):
    page = open_page("/gradients")
    expect(heatmap(page, "Layer 1")).to_be_visible()
    expect(page.locator(".st-key-sketched")).to_contain_text(f"test digit {session.EXAMPLE}")
    before = page.evaluate(VALUES)
    page.evaluate(WATCH)
    box = place_of(page.locator(".pad canvas"))
    scale = box["width"] / 280
    for stroke in STROKES[3]:
        page.mouse.move(box["x"] + stroke[0][0] * scale, box["y"] + stroke[0][1] * scale)
        page.mouse.down()
        for x, y in stroke[1:]:
            page.mouse.move(box["x"] + x * scale, box["y"] + y * scale, steps=6)
        page.wait_for_function("pictures > 1 && frames > 2")
        page.mouse.up()
    page.wait_for_function(FOLLOWED)
    assert page.evaluate("blank") == 0
    assert page.evaluate(VALUES) != before
    expect(page.locator(".st-key-sketched")).not_to_contain_text("test digit")


def test_steps_by_keyboard_promise_and_real_fall_and_one_too_long_is_explained(
    page, network, example, mnist
):
    pixels, label = example
    one = gradients.take_step(network, pixels, label, 0.1)
    expect(page.locator(".st-key-descent .step")).to_contain_text("α‖∇C₀‖²")
    page.get_by_role("button", name="One step").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-descent .step")).to_contain_text("real fall")
    rows = step_rows(page)
    assert float(rows["expected fall"]) == pytest.approx(one.promised, rel=0.005)
    assert float(rows["real fall"]) == pytest.approx(one.fall, rel=0.005)
    before, after = map(float, rows["cost C₀"].split(" → "))
    assert (before, after) == pytest.approx((one.cost_before, one.cost_after), rel=0.005)
    shares = [
        f"{100 * gradients.accuracy(n, mnist.x_test[:1000], mnist.y_test[:1000]):.1f}"
        for n in (network, one.after)
    ]
    assert rows["1,000 tested"] == f"{shares[0]} → {shares[1]} %"
    shown_are(page, one.after.backward(one.after.forward(pixels), one_hot(label)))

    page.get_by_role("button", name="Ten", exact=True).click()
    ten = gradients.take_step(one.after, pixels, label, 0.1, count=10)
    shown_are(page, ten.after.backward(ten.after.forward(pixels), one_hot(label)))
    page.get_by_role("button", name="Undo").last.click()
    shown_are(page, one.after.backward(one.after.forward(pixels), one_hot(label)))
    page.get_by_role("button", name="Reset").click()
    shown_are(page, network.backward(network.forward(pixels), one_hot(label)))
    expect(page.get_by_role("button", name="Reset")).to_be_disabled()

    page.locator(".st-key-alpha").get_by_role("slider").focus()
    page.keyboard.press("End")
    expect(page.locator(".st-key-alpha")).to_contain_text("100")
    page.get_by_role("button", name="One step").click()
    expect(page.locator(".st-key-descent")).to_contain_text(
        re.compile("the step jumped over|a long step outruns it")
    )


def test_the_proof_can_be_stopped_and_comes_out_right_and_accessible(page):
    page.get_by_role("button", name="Measure all 13,002").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    page.get_by_role("button", name="Stop").click()
    proof = page.locator(".st-key-prove")
    expect(proof).to_contain_text("all 13,002 gradients, from one forward and one backward pass")
    expect(proof).to_contain_text("Stopped after")
    page.get_by_role("button", name="Measure all 13,002").click()
    expect(proof).to_contain_text("13,002 of 13,002 nudged, 26,004 forward passes: ")
    expect(proof.locator(".plot-container")).to_be_visible()
    page.wait_for_function("document.querySelector('.st-key-prove .main-svg').clientWidth > 300")
    error = proof.locator("dd").first.inner_text()
    assert shown_number(f"= {error}") < 1e-5
    page.evaluate(AXE_SCRIPT)
    assert audit(page, ".st-key-prove .main-svg") == {}


def test_another_network_brings_its_own_layers(open_page):
    page = open_page(PAGE.replace("epoch-1", "trained-30"))
    expect(heatmap(page, "Layer 1: 30 neurons")).to_be_visible()
    expect(heatmap(page, "Output: 10 neurons")).to_be_visible()
    expect(page.get_by_role("button", name="Measure all 23,860")).to_be_visible()
