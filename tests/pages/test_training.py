"""The lab as a script: what a link carries, and what becomes of one that was tampered with."""

import pytest
from streamlit.testing.v1 import AppTest

from backprop.lab.experiments import EXPERIMENTS
from backprop.live import wire


def run(**params: str) -> AppTest:
    app = AppTest.from_file("../../pages/main.py", default_timeout=30)
    for key, value in params.items():
        app.query_params[key] = value
    app.switch_page("training.py").run()
    assert not app.exception
    return app


def link(app: AppTest) -> dict[str, str]:
    return {
        key: value if isinstance(value, str) else value[0]
        for key, value in app.query_params.items()
    }


@pytest.mark.parametrize(
    "params",
    [
        {"part": "race", "batch": "1000", "seconds": "4"},
        {"part": "race"},
        {"part": "break"},
        {"part": "break", "break": "dead"},
        {"part": "break", "break": "shuffled", "shuffled": "0", "alpha": "2.0"},
        {"layers": "30", "m": "50"},
    ],
)
def test_a_link_comes_back_as_it_was(params):
    app = run(**params)
    assert link(app) == params
    assert not app.warning


def test_a_link_sets_up_the_race_and_what_is_broken():
    app = run(part="race", batch="10", seconds="30")
    assert (app.session_state["race_m"], app.session_state["race_seconds"]) == (10, 30)
    app = run(**{"part": "break", "break": "m-1", "alpha": "0.1"})
    setup = app.session_state["shared"].run.setup
    assert setup.learning_rate == 0.1
    assert (setup.mini_batch, setup.epochs) == (1, EXPERIMENTS["m-1"].setup.epochs)


@pytest.mark.parametrize(
    ("params", "sentence", "left"),
    [
        ({"part": "race", "batch": "7"}, "“batch” is not one of 1, 10, 100", {"part": "race"}),
        ({"part": "race", "seconds": "1e9"}, "“seconds” is not one of 1, 2", {"part": "race"}),
        ({"part": "race", "batch": "٣"}, "“batch” is not one of", {"part": "race"}),
        ({"part": "break", "break": "all"}, "“break” is not one of alpha-large", {"part": "break"}),
        (
            {"part": "break", "break": "dead", "alpha": "nan"},
            "learning rate α must be above 0",
            {"part": "break", "break": "dead"},
        ),
        ({"part": "<b>"}, "“part” is not one of learn, race, break", {}),
        ({"alpha": "much"}, "is not a number", {}),
    ],
)
def test_a_tampered_link_is_told_and_left_out(params, sentence, left):
    app = run(**params)
    assert [sentence in warning.value for warning in app.warning] == [True]
    assert link(app) == left


def test_a_link_trains_on_a_network_and_another_layer_begins_anew():
    app = run(network="trained-30", start="given")
    lab = app.session_state["shared"].run
    assert lab.setup.hidden == (30,) and lab.given is not None
    assert "not trained here yet" in html(app)
    assert link(app) == {"network": "trained-30", "start": "given", "layers": "30"}
    app.session_state["lab_setup"] = True  # open
    app.run()
    number = app.session_state["lab"].set_ups
    app.text_input(key=f"lab_hidden_{number}").set_value("20").run()
    assert app.session_state["shared"].run.setup.start == "scaled"
    number = app.session_state["lab"].set_ups
    app.selectbox(key=f"lab_start_{number}").select("given").run()
    lab = app.session_state["shared"].run
    assert (lab.setup.start, lab.setup.hidden) == ("given", (30,)) and not app.exception


@pytest.mark.parametrize(("key", "stays"), [("alpha-large", False), ("alpha-small", True)])
def test_one_button_mends_it(key, stays):
    app = run(**{"part": "break", "break": key})
    app.button(key="lab_choice_none").click().run()
    broken, lab = app.session_state["shared"].run, app.session_state["lab"]
    assert lab.beside.name == "healthy" and lab.beside.of is broken
    assert f"same training, same seed, with {EXPERIMENTS[key].cured}." in html(app)
    while not (broken.done or broken.problem):
        broken.advance(60)
    lab.on = False
    app.run()
    button = app.button(key="lab_mend")
    how = "train on" if stays else "begin anew"
    assert button.label == f"Mend it: {how} with {EXPERIMENTS[key].cured}"
    before = broken.moment
    button.click().run()
    now, lab = app.session_state["shared"].run, app.session_state["lab"]
    assert not app.exception and lab.on and lab.broken == before
    assert (now is broken, lab.beside.name) == (stays, "healthy" if stays else "broken")
    assert f"Now with {EXPERIMENTS[key].cured}" in html(app)
    while not now.done:
        now.advance(60)
    lab.on = False
    app.run()
    assert "Mended." in html(app) and "Broken, it read" in html(app)


def html(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.get("html"))


def test_words_of_the_glossary_open_their_cards():
    assert '<a href="#word-batch">Mini-batches</a>' in html(run())
    app = run(**{"part": "break", "break": "saturated"})
    assert '<a href="#word-gradient">gradient</a>' in html(app)
    app.button(key="lab_choice_none").click().run()
    assert '<a href="#word-gradient">gradient</a>' in html(app)


def test_before_the_first_step_there_is_no_gradient_and_none_is_claimed():
    told = [wire.unpack(c.proto.bytes)[0] for c in run().get("bidi_component") if c.proto.bytes]
    (header,) = (data for data in told if "norms" in data)
    assert [norm["text"] for norm in header["norms"]] == ["–"] * 3
    assert header["gradient"]["known"] is False
