"""One neuron opened into its scalar graph, in a real browser."""

import pytest
from playwright.sync_api import expect

from backprop import digits, explain, networks

SAMPLE = 172
SUPERSCRIPT = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


@pytest.fixture
def answer():
    mnist = digits.load_mnist()
    network = networks.load("epoch-1")
    return explain.answer(network, mnist.x_test[SAMPLE] / 255, int(mnist.y_test[SAMPLE]))


def test_it_is_walked_back_by_keyboard_to_the_networks_gradients(open_page, answer):
    page = open_page(
        f"/passes?network=epoch-1&sample=test-{SAMPLE}&open=n2.5", reduced_motion="reduce"
    )
    page.get_by_role("button", name="Open its graph").press("Enter")
    graph = page.get_by_role("group", name="The graph")
    expect(graph).to_be_visible()
    graph.press("End")
    shown = {
        part.get_attribute("data-thing"): part.locator(".slope").text_content()
        for part in graph.locator("[data-thing]").all()
    }
    layer, neuron = answer.gradients.weights[1][5], answer.gradients.delta[1][5]
    weights = {thing: text for thing, text in shown.items() if thing.startswith("w ")}
    assert len(weights) == 3
    for thing, text in weights.items():
        assert slope_in(text) == pytest.approx(layer[int(thing.split()[-1])], rel=0.006)
    assert slope_in(shown["b 2 5"]) == pytest.approx(neuron, rel=0.006)
    expect(page.locator(".scalargraph-say")).to_contain_text("All of that is layer 2 · neuron 5")
    graph.press("Home")
    expect(graph.locator("[data-thing='b 2 5'] .slope")).to_have_text("")


def slope_in(text):
    """What stands behind the ∂, with a true minus and powers of ten."""
    digits_, _, power = text.removeprefix("∂ ").replace("−", "-").partition(" × 10")
    return float(digits_) * 10.0 ** int(power.translate(SUPERSCRIPT) or 0)
