"""A person draws with the mouse, touches, types and follows links, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from backprop import digits, explain, networks
from browser.actions import answered, at_rest, draw, draw_digit, go_to, place_of


def prediction(page):
    return page.locator(".st-key-prediction")


def test_every_drawn_digit_is_read_and_without_preparation_is_just_shrunk(open_page):
    page = open_page("/")
    for digit in range(10):
        draw_digit(page, digit)
        expect(prediction(page)).to_have_text(re.compile(rf"^\s*{digit}"))
        page.get_by_role("button", name="Clear").click()
        expect(prediction(page)).to_contain_text("Draw a digit")
    draw_digit(page, 7, dx=-60, dy=40)
    seen = "document.querySelector('.seen canvas').toDataURL()"
    prepared = page.evaluate(seen)
    page.get_by_text("Prepared as MNIST was").click()
    expect(page.locator(".st-key-sight")).to_contain_text("Prepared, it would read a 7")
    page.wait_for_function(f"(prepared) => {seen} !== prepared", arg=prepared)


def test_the_numbers_are_those_of_the_network(open_page):
    sample = 2266
    mnist = digits.load_mnist()
    network = networks.load("epoch-1")
    label = int(mnist.y_test[sample])
    answer = explain.answer(network, mnist.x_test[sample] / 255, label)

    page = open_page(f"/?network=epoch-1&sample=test-{sample}")
    outputs = page.locator(".st-key-outputs li .value")
    expect(outputs).to_have_text([f"{a:.3f}" for a in answer.activations])
    total = page.locator(".st-key-cost strong")
    expect(total).to_have_text(f"{answer.cost:.3f}")
    expect(page.locator(".st-key-cost li")).to_have_count(10)
    terms = page.locator(".st-key-cost li").all_inner_texts()
    assert sum(float(term or 0) for term in terms) == pytest.approx(float(total.inner_text()))
    page.wait_for_function("document.querySelector('.gradient')?.values")
    slopes = page.evaluate("[...document.querySelector('.gradient').values]")
    assert slopes == pytest.approx(
        answer.gradients.weights[0].ravel().tolist(), rel=1e-6, abs=1e-12
    )


def test_the_answer_follows_the_pen_then_undo_eraser_clear_and_a_digit_by_keyboard(open_page):
    page = open_page("/")
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()
    box = place_of(page.locator(".pad canvas"))
    page.mouse.move(box["x"] + 150, box["y"] + 80)
    page.mouse.down()
    page.mouse.move(box["x"] + 150, box["y"] + 250, steps=8)
    expect(page.locator(".guess .digit")).to_be_visible()
    page.mouse.up()
    answered(page)
    page.get_by_role("button", name="Undo").click()
    expect(prediction(page)).to_contain_text("Draw a digit")

    draw_digit(page, 1)
    expect(prediction(page)).to_have_text(re.compile(r"^\s*1"))
    draw(page, [[(60, 60), (220, 60)]])
    page.get_by_role("button", name="Undo").click()
    expect(prediction(page)).to_have_text(re.compile(r"^\s*1"))

    page.get_by_role("button", name="Eraser").click()
    draw(page, [[(140, y) for y in range(40, 250, 10)], [(120, y) for y in range(40, 250, 10)]])
    draw(page, [[(165, y) for y in range(40, 250, 10)]])
    expect(prediction(page)).to_contain_text("Draw a digit")

    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    answered(page)
    expect(prediction(page)).to_have_text(re.compile(r"^\s*1"))
    page.locator(".pad canvas").focus()
    page.keyboard.press("Delete")
    expect(prediction(page)).to_contain_text("Draw a digit")

    for key in ["p"] + ["ArrowUp"] * 6 + [" "] + ["ArrowDown"] * 12 + [" "]:
        page.keyboard.press(key)
    answered(page)
    expect(prediction(page)).to_have_text(re.compile(r"^\s*1"))


def test_touch_draws_does_not_scroll_and_what_it_drew_survives_another_theme(open_page):
    page = open_page("/", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page.locator(".st-key-why").wait_for(state="attached")  # the page's last part
    box = place_of(page.locator(".pad canvas"))
    touch = page.context.new_cdp_session(page)

    def send(kind, points):
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    x, top, bottom = box["x"] + box["width"] / 2, box["y"] + 60, box["y"] + 230
    send("touchStart", [{"x": x, "y": top}])
    for step in range(1, 11):
        send("touchMove", [{"x": x, "y": top + (bottom - top) * step / 10}])
    send("touchEnd", [])
    answered(page)
    expect(prediction(page)).to_have_text(re.compile(r"^\s*1"))
    assert page.locator(".pad canvas").bounding_box() == box
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(
        "getComputedStyle(document.querySelector('.stApp')).colorScheme === 'dark'"
    )
    expect(prediction(page)).to_have_text(re.compile(r"^\s*1"))


def test_the_drawing_survives_pages_and_reload(open_page):
    page = open_page("/")
    draw_digit(page, 3)
    go_to(page, "Gradients")
    expect(page.locator(".st-key-heatmaps canvas").first).to_be_visible()
    expect(page).to_have_title("Gradients")
    assert page.get_by_role("dialog").count() == 0
    go_to(page, "Draw")
    expect(prediction(page)).to_have_text(re.compile(r"^\s*3"))
    ink = "document.querySelector('.pad canvas').toDataURL().length"
    expect(page.get_by_role("button", name="Clear")).to_be_enabled()
    at_rest(page)
    drawn = page.evaluate(ink)
    page.reload()
    expect(prediction(page)).to_have_text(re.compile(r"^\s*3"))
    page.wait_for_function(f"drawn => {ink} === drawn", arg=drawn)


def test_label_and_network_change_the_answer_at_once(open_page):
    page = open_page("/?sample=test-0")
    expect(prediction(page)).to_have_text(re.compile(r"^\s*7"))
    page.get_by_role("radio", name="3", exact=True).check(force=True)
    expect(page.locator(".outputs .target .name")).to_have_text("3")
    expect(page).to_have_url(re.compile("label=3"))
    page.get_by_role("combobox", name="Network").click()
    page.get_by_role("option", name="Untrained").click()
    expect(page).to_have_url(re.compile("network=untrained"))
    expect(page.locator(".outputs .target .name")).to_have_text("3")


def test_a_digit_is_picked_from_those_read_wrong_but_no_mistake_becomes_the_truth(open_page):
    page = open_page("/?network=epoch-1")
    draw_digit(page, 3)
    expect(page.locator(".outputs .target .name")).to_have_text("3")
    page.get_by_role("button", name="Pick from MNIST").click()
    page.get_by_text("Only those it gets wrong").click()
    choices = page.locator(".gallery button")
    expect(choices.filter(has_text="read")).to_have_count(20)
    label, guess = re.findall(r"\d", choices.nth(4).inner_text())
    choices.nth(4).click()
    expect(prediction(page)).to_have_text(re.compile(rf"^\s*{guess}"))
    expect(page.locator(".outputs .target .name")).to_have_text(label)
    expect(page).to_have_url(re.compile(r"sample=test-\d+"))
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Undo").click()
    expect(prediction(page)).to_have_text(re.compile(r"^\s*3"))
    expect(page.locator(".outputs .target .name")).to_have_text("3")
    page.get_by_role("combobox", name="Network").click()
    page.get_by_role("option", name="Untrained").click()
    expect(prediction(page)).not_to_have_text(re.compile(r"^\s*3"))
    expect(page.locator(".outputs .target .name")).to_have_text("3")
