"""What the pages say of a digit and a network holds for them: from numbers, never typed in."""

import re

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from backprop import explain, networks
from backprop.live import parts, wire
from backprop.views import axes, library, nearest, session
from backprop.views.gradients import heatmaps
from backprop.why import gradients
from backprop.why.nearest import Nearest, Neighbour


def opened(page: str = "draw.py", state: dict | None = None, **params: str) -> AppTest:
    app = AppTest.from_file("../../pages/main.py", default_timeout=60)
    for key, value in params.items():
        app.query_params[key] = value
    for key, value in (state or {}).items():
        app.session_state[key] = value
    app.run()
    if page != "draw.py":
        app.switch_page(page).run()
    assert not app.exception
    return app


def text(app: AppTest) -> str:
    said = [wire.unpack(c.proto.bytes)[0] for c in app.get("bidi_component") if c.proto.bytes]
    bodies = [header["html"] for header in said if "html" in header]
    bodies += [element.proto.body for element in app.get("html")]
    return re.sub(r"<[^>]+>", "", " ".join([*bodies, *(c.value for c in app.caption)]))


def test_a_sure_mistake_is_called_one():
    network = networks.load("trained")
    image, label = library.test_digit(247)
    read = explain.answer(network, image / 255, label)
    assert parts.verdict(read, "").startswith("Clearly") and read.guess != label
    assert f"It is meant to be a {label}: sure, and wrong. Why?" in text(opened(sample="test-247"))
    assert "meant to be a" not in text(opened(sample="test-38"))


def test_what_looks_like_no_digit_is_doubted_beside_why_too():
    answer = explain.answer(networks.load("trained"), np.zeros(784), 0)
    near = Nearest({8: (Neighbour(1, 8, 5.0),), 0: (Neighbour(2, 0, 6.0),)}, (8,) * 10)
    for doubt in (parts.NO_DIGIT, parts.NO_SINGLE):
        assert f"{doubt}, and a network" in nearest._said(answer, near, doubt)
    assert "cannot say so" not in nearest._said(answer, near, "")


def test_the_panel_of_the_slides_says_what_draw_says():
    def slides() -> None:
        from backprop.views.deck import panel

        panel.show(True)
        panel.panel()

    points = [60, 60, 220, 220, 60, 220, 220, 60, 140, 40, 140, 240, 40, 140, 240, 140]
    cross = session.Shared()
    cross.drawing = session.Drawing([{"tool": "pen", "width": 24.0, "points": points}])
    says = f"{parts.NO_SINGLE}; the loudest is "
    assert says in text(opened(state={"shared": cross}))
    app = AppTest.from_function(slides, default_timeout=60)
    assert "until you draw one: Probably a 2" in text(app.run())
    app.session_state["shared"] = cross
    assert f"Your digit: {says}" in text(app.run())


def test_the_example_is_called_by_its_number():
    said = text(opened("gradients.py"))
    assert (
        f"test digit {session.EXAMPLE} of MNIST, a {library.test_digit(session.EXAMPLE)[1]}" in said
    )


def test_an_expected_fall_beyond_the_cost_is_explained():
    """Finding W7: 2.72 stood beside a cost of 0.266 without a word."""
    assert "cannot fall by more than 0.266" in text(opened("gradients.py", sample="test-38"))
    small = text(opened("gradients.py", {"alpha": 0.01}, sample="test-38", network="epoch-1"))
    assert "kept falling as steeply as here" in small


def test_the_weights_are_the_same_for_every_digit_and_say_so():
    """Finding C4: with "weight" the choice of examples changes nothing."""
    app = opened("gradients.py", {"quantity": "weight", "subject": "digit"}, sample="test-38")
    assert "the same for every digit" in text(app)
    assert "‖∇C‖" not in text(app)
    choices = {group.key: group for group in app.get("button_group")}
    assert choices["subject"].proto.disabled and not choices["quantity"].proto.disabled


def test_an_update_keeps_its_explanation_beside_the_numbers_of_the_examples():
    app = opened("gradients.py", {"quantity": "update", "subject": "digit"}, sample="test-38")
    assert "what one step adds to a weight" in text(app)
    assert re.search(r"5,958 examples, average cost .* ‖∇C‖ = ", text(app))


def test_why_few_examples_stand_across_the_gradient_of_all_is_said():
    """Of a trained network the digits' wishes nearly cancel; of an untrained one they do not."""
    image, label = library.test_digit(247)  # the trained network is sure of it, and wrong

    def standing(name: str) -> str:
        network = networks.load(name)
        one = gradients.average(network, image[None], np.array([label]))
        return heatmaps._standing("batch", network, one)

    assert re.search(r"\d times shorter: most of what these examples want", standing("trained"))
    assert "unrelated: 90°" in standing("untrained")
    assert "times shorter" not in standing("untrained")


@pytest.mark.parametrize(
    ("value", "written"),
    [(0, "0"), (-0.25, "−0.25"), (12_000, "12,000"), (2e-5, "2 × 10⁻⁵"), (1e9, "1 × 10⁹")],
)
def test_an_axis_writes_powers_of_ten(value, written):
    assert axes.plain(value) == written
