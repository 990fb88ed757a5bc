"""The pages as scripts: links, notices, and what is said when something is missing."""

import shutil

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from backprop import explain, networks
from backprop.live import parts, wire
from backprop.views import library, session
from backprop.why.selection import Weight, gradient_of


@pytest.fixture(autouse=True)
def no_cache():
    st.cache_resource.clear()


def run(**params: str) -> AppTest:
    app = AppTest.from_file("../../pages/main.py", default_timeout=30)
    for key, value in params.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    return app


def text(app: AppTest) -> str:
    said = [wire.unpack(c.proto.bytes)[0] for c in app.get("bidi_component") if c.proto.bytes]
    words = [header["html"] for header in said if "html" in header]
    return " ".join([*words, *(element.proto.body for element in app.get("html"))])


def test_first_visit_asks_for_a_digit():
    app = run()
    assert "Draw a digit from 0 to 9" in text(app)
    assert not app.warning and not app.error


def test_a_link_brings_digit_label_and_network():
    app = run(network="epoch-1", sample="test-0", label="3")
    assert '<div class="digit">7</div>' in text(app)
    assert app.selectbox(key="network").value == "epoch-1"
    assert "9" in app.sidebar.caption[0].value
    state = app.session_state["shared"]
    assert (state.network, state.drawing.picture, state.label) == ("epoch-1", "test-0", 3)


def test_digit_label_and_network_stay_when_the_page_changes():
    app = run(network="epoch-1", sample="test-0", label="3")
    app.switch_page("gradients.py").run()
    assert not app.exception
    state = app.session_state["shared"]
    assert (state.network, state.drawing.picture, state.label) == ("epoch-1", "test-0", 3)


def test_a_label_said_is_told_with_its_number_and_no_ink_before_it_is_lost():
    app = run(sample="test-0")
    state = app.session_state["shared"]
    state.label, state.said = 3, 12  # heard before the ink that was drawn before it
    state.drawing = session.Drawing([], "test-0", 11)
    app.run()
    said = [wire.unpack(c.proto.bytes)[0] for c in app.get("bidi_component") if c.proto.bytes]
    assert {header["serial"] for header in said if "part" in header} == {12}
    pad = next(header for header in said if "pen_width" in header)
    assert (pad["said"], pad["serial"]) == (12, 12)


@pytest.mark.parametrize(
    ("params", "sentence"),
    [
        ({"network": "../../etc/passwd"}, "network that is not among those"),
        ({"sample": "test-10000"}, "a digit that MNIST does not have"),
        ({"sample": "test--1"}, "a digit that MNIST does not have"),
        ({"sample": "train-٣"}, "a digit that MNIST does not have"),
        ({"sample": "x" * 10_000}, "a digit that MNIST does not have"),
        ({"label": "12"}, "not a digit from 0 to 9"),
        ({"label": "<script>"}, "not a digit from 0 to 9"),
    ],
)
def test_a_tampered_link_gets_one_sentence(params, sentence):
    app = run(**params)
    assert len(app.warning) == 1
    assert sentence in app.warning[0].value


def test_a_missing_network_file_is_told_and_another_answers(tmp_path, monkeypatch):
    for name in ("untrained", "epoch-1", "trained-30"):
        shutil.copy(networks.FOLDER / f"{name}.npz", tmp_path)
    (tmp_path / "trained.npz").write_bytes(b"not a network")
    monkeypatch.setattr(networks, "FOLDER", tmp_path)
    app = run(sample="test-0")
    assert len(app.warning) == 1
    assert "trained" in app.warning[0].value.lower()
    assert app.session_state["shared"].drawing.picture == "test-0"
    assert '<div class="digit">' in text(app)


def test_without_any_network_file_one_sentence_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(networks, "FOLDER", tmp_path)
    app = run(sample="test-0")
    assert len(app.error) == 1
    assert "as README.md says under “Train without the app”" in app.error[0].value
    assert app.session_state["shared"].drawing.picture == "test-0"


def test_the_verdict_is_no_surer_than_the_outputs():
    def verdict(**outputs: float) -> str:
        activations = [outputs.get(f"d{j}", 0.01) for j in range(10)]
        order = sorted(range(10), key=lambda j: -activations[j])

        class Fake:
            guess, rival = order[:2]

        Fake.activations = activations
        return parts.verdict(Fake, "")

    assert verdict(d2=0.99) == "Clearly a 2."
    assert verdict(d2=0.637, d7=0.35) == "Probably a 2. It could be a 7."
    assert verdict(d8=0.5, d3=0.45) == "Torn: an 8 or a 3."
    assert verdict(d8=0.6) == "Perhaps an 8, but not sure."
    assert verdict(d8=0.1).startswith("It cannot tell.")


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("test-9999", True),
        ("train-59999", True),
        ("train-60000", False),
        (None, False),
        ("", False),
    ],
)
def test_samples_are_those_of_mnist(name, found):
    assert (library.mnist_sample(name) is not None) == found


def test_a_switch_asks_what_other_digits_want_of_what_is_open():
    app = run(sample="test-38", network="epoch-1", open="w3.2.10")
    app.switch_page("passes.py").run()
    assert not told(app, "pair")
    app.toggle(key="pulls_open").set_value(True).run()
    assert not app.exception
    [pulls] = told(app, "pair")
    network = networks.load("epoch-1")
    x, _ = library.test_digit(38)
    answer = explain.answer(network, x / 255, 2)
    assert pulls["pair"][0] == pytest.approx(gradient_of(answer.gradients, Weight(3, 2, 10)))
    assert len(pulls["drawn"]) == 100 and pulls["labels"][0] == 2 != pulls["labels"][1]
    app.button(key="pulls_again").click().run()
    assert told(app, "pair")[0]["drawn"] != pulls["drawn"]


def told(app: AppTest, name: str) -> list[dict]:
    """The headers of the components that tell something by this name."""
    said = [wire.unpack(c.proto.bytes)[0] for c in app.get("bidi_component") if c.proto.bytes]
    return [header for header in said if name in header]


CHOSEN = {"subject": "batch", "quantity": "update", "scale": "one scale for all", "rate": "0.5"} | {
    "size": "50",
    "draw": "3",
}


def test_a_link_brings_what_the_gradient_page_shows_and_keeps_it():
    app = AppTest.from_file("../../pages/main.py", default_timeout=30)
    app.switch_page("gradients.py")
    for name, value in CHOSEN.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception and not app.warning
    names = ("subject", "quantity", "scale", "alpha", "size", "draw")
    said = [app.session_state[name] for name in names]
    assert said == ["batch", "update", "one scale for all", 0.5, 50, 3]
    assert CHOSEN.items() <= {name: app.query_params[name] for name in app.query_params}.items()


def test_a_link_that_asks_for_what_the_gradient_page_has_not_is_told():
    app = AppTest.from_file("../../pages/main.py", default_timeout=30)
    app.switch_page("gradients.py")
    told = {"rate": "0.3", "size": "7", "draw": "-1", "scale": "none"}
    for name, value in told.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception and app.session_state["alpha"] == 0.1
    said = " ".join(warning.value for warning in app.warning)
    assert len(app.warning) == 4 and all(f"“{name}”" in said for name in told)
    assert not app.run().warning


@pytest.mark.parametrize(
    ("asked", "stands", "sentences"),
    [
        ({"slide": "5", "moved": "bias1.5_weight-0.25"}, {"bias": 1.5, "weight": -0.25}, 0),
        ({"slide": "5", "moved": "bias3.1"}, {}, 1),
        ({"slide": "5", "moved": "share0.3"}, {}, 1),
        ({"slide": "15", "mode": "update"}, {"mode": "update"}, 0),
        ({"slide": "15", "mode": "sideways"}, {}, 1),
        ({"slide": "5", "sample": "test-0", "instead": "harder"}, {"instead": "another 7"}, 0),
        ({"slide": "5", "instead": "harder"}, {}, 1),  # of this digit there is enough to learn
    ],
)
def test_a_slide_figure_stands_as_the_link_says(asked, stands, sentences):
    app = AppTest.from_file("../../pages/main.py", default_timeout=30)
    app.switch_page("slides.py")
    for name, value in asked.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception and len(app.warning) == sentences
    (figure,) = told(app, "kind")
    found = {slider["name"]: slider["value"] for slider in figure["sliders"]}
    found |= {"mode": figure["mode"], "instead": figure["instead"]}
    usual = {name: 0.0 for name in found} | {"mode": None, "instead": ""}
    assert found == usual | {name: found[name] for name in stands}
    for name, value in stands.items():
        assert value in found[name] if name == "instead" else value == found[name]
