"""The class on the pages: what its neurons are asked, whose digit it is, how it trains."""

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from backprop.views.room import service
from backprop.views.room.deck import Kept
from strokes import STROKES


@pytest.fixture
def rooms(tmp_path, monkeypatch):
    """The rooms of this process, empty."""
    monkeypatch.setenv("BACKPROP_ROOMS", str(tmp_path / "rooms.sqlite"))
    service.rooms.cache_clear()
    yield service.rooms()
    service.rooms.cache_clear()


@pytest.fixture
def room(rooms):
    """Ten digits of ten phones, and one that nobody named: the room's code and host."""
    code, host = rooms.create()
    rooms.set_task(code, {"kind": "draw"})
    for digit, strokes in STROKES.items():
        sent = [{"points": [x for point in stroke for x in point]} for stroke in strokes]
        told = {"phone": f"phone-{digit}", "label": digit, "strokes": sent}
        rooms.draw(code, told)
    rooms.draw(code, {"phone": "nobody", "strokes": sent})
    return code, host


def training(code: str = "", host: str = "") -> AppTest:
    """The training page, of a visitor who has opened this room."""
    app = AppTest.from_file("../../pages/main.py", default_timeout=60)
    if code:
        app.session_state["class_room"] = Kept(code, host, hosted=True)
    app.query_params["examples"], app.query_params["m"] = "1000", "50"
    app.switch_page("training.py").run()
    assert not app.exception
    return app


def press(app: AppTest, label: str) -> None:
    next(button for button in app.button if button.label == label).click().run()


def written(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.get("html"))


def test_without_a_room_the_training_page_says_nothing_of_a_class(rooms):
    app = training()
    assert "class’s digits" not in written(app)


def test_half_of_the_class_s_digits_train_and_each_phone_learns_what_became(rooms, room):
    app = training(*room)
    assert "11 drawn; 10 with a label are taken: 5 to train on, 5 held out" in written(app)
    app.button(key="class_teach").click().run()
    run = app.session_state["shared"].run
    assert len(run.own) == 5 and all(digit.of_class and digit.copies == 300 for digit in run.own)
    assert "5 held out: nothing trains on them" in written(app)
    phones = {one.phone: one for one in rooms.drawings(room[0])}
    assert not any(rooms.store.own_drawings(room[0], phone)[0]["became"] for phone in phones)
    press(app, "One mini-batch")
    assert run.steps == 1
    for phone, one in phones.items():
        (own,) = rooms.store.own_drawings(room[0], phone)
        if one.label is None:
            assert own["became"] is None
        else:
            outputs = run.current().forward(one.pixels / 255).activations[-1][0]
            *_, digit, output = own["became"]
            assert (digit, output) == (int(outputs.argmax()), pytest.approx(float(outputs.max())))


def test_a_new_network_is_trained_without_the_class_until_it_is_taken_again(rooms, room):
    app = training(*room)
    app.button(key="class_teach").click().run()
    press(app, "Reset")
    assert app.session_state["shared"].run.own == []
    assert "held out: nothing trains" not in written(app)
    assert app.button(key="class_teach").label == "Train on half of them"


def test_two_labelled_digits_are_needed(rooms):
    code, host = rooms.create()
    app = training(code, host)
    assert "Nobody has drawn yet" in written(app)
    assert app.button(key="class_teach").disabled


def neurons(layers: tuple[int, ...] = ()) -> AppTest:
    """What the layer of neurons is told; with a network of one's own, or the trained one."""

    def page(layers) -> None:
        from backprop.network import Network
        from backprop.views import session
        from backprop.views.room import activities

        if layers:
            session.use(Network.create(layers), "own")
        session.kept("told", activities._prepared)

    app = AppTest.from_function(page, args=(layers,), default_timeout=60).run()
    assert not app.exception
    return app


def test_the_browser_is_not_told_which_way_a_neuron_has_to_go(rooms):
    told = neurons().session_state["told"]
    assert set(told) == {"prepared", "layer", "label", "activations"}
    asked = rooms.store.prepared(told["prepared"])
    assert (asked.kind, asked.right, asked.neurons, told["layer"]) == ("neurons", None, 16, 2)
    weights, wishes = np.array(asked.extra["weights"]), np.array(asked.extra["wishes"])
    assert np.allclose(weights @ wishes, asked.extra["truth"])


def test_a_layer_of_any_width_can_be_the_class(rooms):
    told = neurons((784, 7, 10)).session_state["told"]
    assert rooms.store.prepared(told["prepared"]).neurons == len(told["activations"]) == 7


def test_without_a_hidden_layer_a_sentence_says_why_nobody_can_vote(rooms):
    told = neurons((784, 10)).session_state["told"]
    assert set(told) == {"problem"} and "no hidden layer" in told["problem"]


def test_the_same_question_has_the_same_key_and_another_network_another(rooms):
    def key(*layers):
        return rooms.store.prepared(neurons(*layers).session_state["told"]["prepared"]).key

    assert key() == key() != key((784, 7, 10))


def test_why_is_asked_of_the_network_that_was_fooled():
    def page() -> None:
        from backprop.network import Network
        from backprop.views import session
        from backprop.views.room import activities

        session.use(Network.create((784, 10)), "own")
        for name in ("own-1", None, [], "epoch-1"):
            activities._use(name)
        session.kept("used", lambda: session.shared().network)
        session.kept("said", session.take_notices)

    app = AppTest.from_function(page, default_timeout=60).run()
    assert app.session_state["used"] == "epoch-1"
    (said,) = app.session_state["said"]
    assert said == "This is “After 1 epoch”, the network that read the phones’ digits."


def test_a_taken_digit_is_the_one_of_all_pages():
    def page() -> None:
        from backprop.views import session
        from backprop.views.room import activities

        seven = {"tool": "pen", "width": 20, "points": [90, 60, 190, 60, 130, 220]}
        session.kept("taken", lambda: activities._taken({"strokes": [seven], "label": 7}))
        wrong = {"strokes": [{"tool": "axe"}], "label": 3}
        session.kept("refused", lambda: [activities._taken(w) for w in (wrong, None, {}, 7)])
        session.kept("digit", session.digit)

    app = AppTest.from_function(page, default_timeout=60).run()
    assert app.session_state["taken"] is True
    assert app.session_state["refused"] == [False] * 4
    assert app.session_state["digit"].label == 7 and app.session_state["digit"].pixels.sum() > 20
