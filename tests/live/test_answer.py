"""The channel's numbers are the core's, whatever is drawn, with whichever network and label."""

import numpy as np
import pytest

from backprop import explain, networks
from backprop.digits import draw_strokes, prepare_ink, shrink_ink
from backprop.live import parts, wire
from backprop.live.answer import Known, answer
from backprop.live.drawing import Picture, digit
from backprop.network import Network
from backprop.why import gradients
from backprop.why.gradients import Path
from backprop.why.numbers import number

NETWORKS = {
    **{name: networks.load(name) for name in networks.SHIPPED},
    "own": Network.create((784, 12, 10), "tanh", seed=3),
}
STEPPED = gradients.take_step(NETWORKS["epoch-1"], np.full(784, 0.5), 3, 0.1)
PATHS = {
    **{name: Path(network) for name, network in NETWORKS.items()},
    "lent": Path(NETWORKS["epoch-1"]).taken(STEPPED),
}
PICTURE = Picture(np.tile(np.arange(28, dtype=np.uint8), (28, 1)), 5)
KNOWN = Known(
    lambda visitor, name: PATHS.get(name),
    lambda visitor, name: PICTURE if name == "test-1" else None,
    lambda network: 0.5,
)


def told(strokes, picture=None, **about):
    usual = {"visitor": "", "network": "trained", "label": None, "prepared": True, "page": "draw"}
    header, body = wire.unpack(answer(wire.Drawn(3, strokes, picture, usual | about), KNOWN))
    found, start = {}, 0
    for name, size in header["parts"].items():
        found[name] = wire.unpack(body[start : start + size])
        start += size
    return found


def scribble(rng):
    return [
        {
            "tool": "pen" if rng.random() < 0.8 else "eraser",
            "width": float(rng.integers(4, 60)),
            "points": np.round(rng.uniform(-20, 300, 2 * rng.integers(1, 12)), 1).tolist(),
        }
        for _ in range(rng.integers(1, 5))
    ]


def test_a_thousand_drawings_are_answered_with_the_cores_numbers():
    rng = np.random.default_rng(0)
    drawn = 0
    while drawn < 1000:
        strokes, name = scribble(rng), rng.choice(list(NETWORKS))
        label, prepared = rng.choice([None, *range(10)]), bool(rng.integers(2))
        network, ink = NETWORKS[name], draw_strokes(strokes)
        if not np.asarray(ink).max() > 32:
            continue
        drawn += 1
        label = None if label is None else int(label)
        found = told(strokes, network=name, label=label, prepared=prepared)
        pixels = (prepare_ink if prepared else shrink_ink)(ink)
        core = explain.answer(network, pixels, label)
        assert found["outputs"][0]["activations"] == core.activations.tolist()
        assert found["label"][0]["label"] == core.label
        assert found["cost"][0]["gaps"] == core.gaps.tolist()
        assert found["seen"][1] == pixels.astype(np.float32).tobytes()
        assert found["gradient"][1] == core.gradients.weights[0].astype(np.float32).tobytes()


def test_the_gradient_page_gets_every_gradient():
    strokes = [{"tool": "pen", "width": 24.0, "points": [60.0, 60.0, 140.0, 200.0]}]
    found = told(strokes, page="gradients", label=2, quantity="update", learning_rate=0.5)
    pixels = prepare_ink(draw_strokes(strokes))
    core = explain.answer(NETWORKS["trained"], pixels, 2).gradients
    flat = np.concatenate([p.ravel() for pair in zip(core.weights, core.biases) for p in pair])
    np.testing.assert_array_equal(
        np.frombuffer(found["heatmaps"][1], "<f4"), (-0.5 * flat).astype(np.float32)
    )
    alone = {"label", "ten", "step"}
    assert set(found) == alone | {"heatmaps", "signal"}
    assert set(told(strokes, page="gradients", heatmaps=False)) == alone
    assert told([], page="gradients") == {}


def test_the_step_panel_and_the_signal_say_the_cores_numbers():
    strokes = [{"tool": "pen", "width": 24.0, "points": [60.0, 60.0, 140.0, 200.0]}]
    found = told(strokes, page="gradients", label=2, learning_rate=0.5)
    pixels = prepare_ink(draw_strokes(strokes))
    core = explain.answer(NETWORKS["trained"], pixels, 2)
    says = found["step"][0]["html"]
    assert f"<dt>cost C₀</dt><dd>{number(core.cost)}</dd>" in says
    expected = 0.5 * gradients.squared_length(core.gradients)
    assert f"<dd>{number(expected)}</dd>" in says and "<dd>50.0 %</dd>" in says
    shown = found["signal"][0]["html"]
    assert all(f"<b>{number(mean)}</b>" in shown for mean in gradients.sizes(core.gradients))


def test_steps_taken_show_where_the_network_stood_before():
    strokes = [{"tool": "pen", "width": 24.0, "points": [60.0, 60.0, 140.0, 200.0]}]
    found = told(strokes, page="gradients", network="lent")
    assert "ten moved" in found["ten"][0]["html"]
    assert "taken on other ink" in found["step"][0]["html"]


def test_the_ink_that_was_stepped_on_shows_what_the_step_did():
    seen = Picture(np.full((28, 28), 255, np.uint8), 3)
    pixels = seen.grey.ravel() / 255
    path = Path(NETWORKS["epoch-1"]).taken(gradients.take_step(NETWORKS["epoch-1"], pixels, 3, 0.1))
    known = Known(lambda visitor, name: path, lambda visitor, name: seen, lambda network: 0.5)
    about = {"visitor": "", "network": "", "label": None, "prepared": True, "page": "gradients"}
    _, body = wire.unpack(answer(wire.Drawn(3, [], "test-1", about), known))
    assert f"<dt>real fall</dt><dd>{number(path.last.fall)}</dd>" in body.decode(errors="replace")


def test_a_digit_of_mnist_keeps_its_label_until_somebody_says_another():
    assert told([], picture="test-1")["label"][0] == {"serial": 3, "label": 5, "guessed": False}
    assert told([], picture="test-1", label=8)["label"][0]["label"] == 8
    shown = digit([], PICTURE, None, True)
    assert shown.pixels.tolist() == (PICTURE.grey.ravel() / 255).tolist()


def test_a_scribble_gets_an_honest_answer_whatever_somebody_says_that_it_is():
    points = [60, 60, 220, 220, 60, 220, 220, 60, 140, 40, 140, 240, 40, 140, 240, 140]
    cross = [{"tool": "pen", "width": 24.0, "points": points}]
    for prepared in (True, False):
        says = told(cross, prepared=prepared)["guess"][0]["html"]
        loudest = says.split('class="digit">')[1][0]
        assert f"{parts.NO_SINGLE}; the loudest is {loudest}." in says
    assert "not look like" not in told(cross, network="untrained")["guess"][0]["html"]
    for label in range(10):
        says = told(cross, label=label)["guess"][0]["html"]
        assert f"{parts.NO_SINGLE}; the loudest is {loudest}." in says
        assert "wrong" not in says and ("It is meant to be" in says) == (label != int(loudest))
    assert "not look like" not in told([], picture="test-1", label=8)["guess"][0]["html"]


def test_an_empty_canvas_is_answered_too():
    found = told([])
    assert "Draw a digit" in found["guess"][0]["html"]
    assert "activations" not in found["outputs"][0] and found["label"][0]["label"] is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"page": "nowhere"},
        {"label": 10},
        {"label": True, "page": 3},
        {"visitor": None},
        {"learning_rate": float("nan")},
        {"quantity": "weights"},
        {"unknown": 1},
    ],
)
def test_what_no_page_says_is_refused(wrong):
    with pytest.raises(wire.WireError):
        told([], **wrong)
