"""What the pages ask a room, and what they tell the browser of it: never what is right."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from backprop.deck.progress import Progress
from backprop.deck.quiz import load_quizzes
from backprop.room.rooms import Rooms
from backprop.views.deck import lecture
from backprop.views.deck.learner import Learner
from backprop.views.deck.lecture import CHECK, CHECK_EXPLAINED, EXPLAINED, Lecture
from backprop.views.deck.lesson import Place
from backprop.views.deck.poll import Asking
from backprop.views.room import deck, service

QUIZZES = {6: "bright-pixel", 11: "silent-neuron", 13: "large-gradient"}  # by their slides


@pytest.fixture
def rooms(tmp_path, monkeypatch):
    """Rooms that no other test sees."""
    own = Rooms(lambda: tmp_path / "rooms.sqlite")
    monkeypatch.setattr(service, "rooms", lambda: own)
    monkeypatch.setattr(service, "addresses", lambda: ["192.0.2.7"])
    return own


@pytest.fixture
def app(rooms):
    """The slides, presented, with a room open."""
    code, host = rooms.create()
    app = AppTest.from_file("../../pages/main.py", default_timeout=60)
    app.session_state["learner"] = Learner(progress=Progress.none())
    app.session_state["class_room"] = deck.Kept(code, host, hosted=True)
    app.session_state["lecture"] = Lecture("a", votes=True)
    app.run().switch_page("slides.py")
    return app


def shown(app: AppTest, slide: int, step: int) -> dict[str, dict]:
    """What the browser is told on a quiz slide whose room is at this step: component → data."""
    app.session_state["lecture"] = Lecture("a", votes=True, polls={QUIZZES[slide]: step})
    app.query_params["slide"] = str(slide)
    app.run()
    assert not app.exception
    told = [json.loads(c.proto.json) for c in app.get("bidi_component") if c.proto.json]
    kinds = {"deck": "slides", "poll": "own", "classroom": "known", "quizcard": "buttons"}
    return {kind: data for kind, sign in kinds.items() for data in told if sign in data}


def prepared(rooms: Rooms, name: str):
    asked = rooms.store.prepared(name)
    assert asked is not None
    return asked


@pytest.mark.parametrize("slide", QUIZZES)
def test_a_quiz_slide_asks_its_quiz_then_one_of_its_kind(app, rooms, slide):
    quiz = next(q for q in load_quizzes() if q.name == QUIZZES[slide])
    told = shown(app, slide, 0)
    assert told["deck"]["votes"] and "quizcard" not in told
    assert told["classroom"]["addresses"] == ["192.0.2.7"]
    names = told["deck"]["poll"]
    asked, check = prepared(rooms, names["quiz"]), prepared(rooms, names["check"])
    assert (asked.kind, asked.right, asked.slide) == ("quiz", quiz.right, quiz.slide)
    assert "$" not in asked.text and len(asked.choices) == len(quiz.choices)
    assert [name == "" for name in asked.misconceptions] == [
        number == quiz.right for number in range(len(quiz.choices))
    ]
    assert (check.kind, check.slide) == ("check", quiz.slide)
    assert all(check.reasons) and sum(not name for name in check.misconceptions) == 1
    assert told["poll"]["id"] == names["quiz"]
    assert shown(app, slide, CHECK)["poll"]["id"] == names["check"]
    assert shown(app, slide, EXPLAINED)["poll"]["id"] == names["quiz"]


@pytest.mark.parametrize("step", range(CHECK_EXPLAINED + 1))
def test_what_is_right_is_in_no_message_at_any_step(app, rooms, step):
    """The room tells it, at its stage; the pages' own messages never do."""
    told = shown(app, 6, step)
    assert set(told["poll"]) == {"id", "choices", "own", "seen"}
    assert bool(told["poll"]["seen"]) == (step == CHECK_EXPLAINED)
    asked = [prepared(rooms, name) for name in told["deck"]["poll"].values()]
    everything = json.dumps([told["poll"], told["classroom"], told["deck"]["poll"]])
    for reason in (reason for one in asked for reason in (*one.reasons, *one.misconceptions)):
        assert not reason or json.dumps(reason)[1:-1] not in everything


def test_the_figure_comes_with_the_explanation_and_goes_with_the_next_question(app):
    def figures(step: int) -> int:
        shown(app, 6, step)
        return sum("slidefigure" in c.proto.component_name for c in app.get("bidi_component"))

    assert [figures(step) for step in (0, EXPLAINED - 1, EXPLAINED, CHECK)] == [0, 0, 1, 0]


def test_the_same_question_is_prepared_once_and_after_a_reload_it_is_the_same(app, rooms):
    names = shown(app, 6, 0)["deck"]["poll"]
    assert shown(app, 6, 4)["deck"]["poll"] == names
    again = deck.Kept(*app.session_state["class_room"].__dict__.values())
    app.session_state["class_room"] = deck.Kept(again.code, again.host, hosted=True)
    other = shown(app, 6, 0)["deck"]["poll"]
    assert other["check"] != names["check"]
    assert prepared(rooms, other["check"]) == prepared(rooms, names["check"])


def test_without_a_room_a_quiz_is_a_quiz(app):
    app.session_state["class_room"] = deck.Kept()
    told = shown(app, 6, EXPLAINED)
    assert "poll" not in told and "right" not in told["quizcard"]
    assert told["deck"]["poll"] is None and not told["deck"]["votes"]


def test_read_as_a_page_a_quiz_is_a_quiz_though_a_room_is_open(app):
    app.session_state["lecture"] = Lecture("", votes=True)
    app.session_state["place"] = Place(6)
    app.query_params["slide"] = "6"
    app.run()
    told = [json.loads(c.proto.json) for c in app.get("bidi_component") if c.proto.json]
    assert any("buttons" in data for data in told) and not any("own" in data for data in told)


@pytest.mark.parametrize("sent", [None, 7, {}, {"code": "ABCDEF", "host": "x"}, {"code": 3}])
def test_a_room_is_only_believed_to_its_host(app, sent, monkeypatch):
    kept = {}
    monkeypatch.setattr(deck.session, "sent", lambda key, name: sent)
    monkeypatch.setattr(deck.session, "put", lambda key, value: kept.update({key: value}))
    deck._take_room()
    assert not any(room.hosted for room in kept.values())


def test_practice_can_be_asked_while_a_room_is_open(app, rooms):
    app.session_state["class_practice"] = Asking()
    app.switch_page("quiz.py")
    app.query_params["quiz"] = "practice"
    app.run()
    assert not app.exception
    told = [json.loads(c.proto.json) for c in app.get("bidi_component") if c.proto.json]
    (card,) = [data for data in told if "buttons" in data]
    assert ["class", "Ask the class"] in card["buttons"]
    asked = app.session_state["learner"].question
    app.session_state["class_practice"] = Asking(asked.key)
    app.run()
    told = [json.loads(c.proto.json) for c in app.get("bidi_component") if c.proto.json]
    (poll,) = [data for data in told if "own" in data]
    assert set(poll) == {"id", "choices", "own", "seen"}
    assert prepared(rooms, poll["id"]).right == asked.right
    assert "What this network says" not in " ".join(e.proto.body for e in app.get("html"))
    app.session_state["class_practice"] = Asking(asked.key, "explained")
    app.run()
    assert "What this network says" in " ".join(e.proto.body for e in app.get("html"))


def test_a_poll_kept_for_a_reload_is_read_again(monkeypatch):
    kept = {}
    session = type("Session", (), {"kept": lambda name, new: kept.setdefault(name, new())})
    monkeypatch.setattr(lecture, "session", session)
    lecture.told("a", None, True)
    lecture.lecture().polls["bright-pixel"] = CHECK
    written = lecture.written()
    lecture.told(None, None)
    lecture.told("a", json.loads(json.dumps(written)), True)
    assert lecture.lecture() == Lecture("a", polls={"bright-pixel": CHECK}, votes=True)
    for broken in ({"bright-pixel": "x"}, 7, None):
        lecture.told("b", {**written, "name": "b", "polls": broken})
        assert lecture.lecture().polls == {}
        lecture.told("c", None)


def test_who_teaches_a_class_is_not_led_along_the_way(app):
    def told(page):
        app.switch_page(page).run()
        assert not app.exception
        told = [json.loads(c.proto.json) for c in app.get("bidi_component") if c.proto.json]
        [way] = [data for data in told if "quiet" in data]
        return way["quiet"], [data["here"] for data in told if "check" in data]

    assert told("passes.py") == (True, [])
    app.session_state["class_room"] = deck.Kept()
    assert told("passes.py") == (False, ["forward"])
