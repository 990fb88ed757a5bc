"""A question from the lobby to its explanation, votes, and who moved from what to what."""

import pytest

from backprop.room.room import STAGES
from room.client import QUESTION

ONE = {"kind": "check"}


def test_a_room_begins_without_a_question(room):
    state = room.state()
    assert (state["stage"], state["question"], state["joined"]) == ("lobby", None, 0)
    assert set(room.code) <= set("ABCDEFGHJKLMNPQRSTUVWXYZ23456789") and len(room.code) == 6
    assert room.turn("open 1").status == 409


def test_a_code_may_be_typed_small(room):
    path = f"/room/{room.code.lower()}/state"
    assert room.server.ask("GET", path).json == room.state()


def test_a_whole_question(room):
    state = room.question()
    assert state["question"] == {"id": "1", "kind": "quiz"} | {
        name: QUESTION[name] for name in ("text", "choices")
    }
    for phone, choice in ("a", 0), ("b", 0), ("c", 2), ("d", 1):
        assert room.vote(phone, choice).status == 409
        room.go("open 1")
        version = room.vote(phone, choice, sure=2 if phone == "a" else None).json["version"]
        assert room.state(phone)["mine"]["choice"] == choice
        assert room.state()["version"] == version
        room.go("closed 1")
    assert (room.state()["answered"], room.state()["votes"]) == (4, None)
    state = room.go("votes 1")
    assert (state["votes"], state["moves"]) == ({"1": [2, 1, 1]}, None)
    assert state["sure"] == {"1": [2.0, None, None]}
    assert state["host"]["advice"] == "teach"
    state = room.go("discuss")
    assert (state["votes"], state["sure"], state["moves"]) == (None, None, None)
    room.go("open 2")
    assert room.state("a")["mine"]["choice"] is None
    for phone, choice in ("a", 1), ("b", 1), ("d", 1), ("late", 0):
        assert room.vote(phone, choice, sure=5).status == 200
    assert (room.state()["round"], room.state()["answered"]) == (2, 4)
    state = room.go("closed 2", "votes 2")
    assert state["votes"] == {"1": [2, 1, 1], "2": [1, 3, 0]}
    assert state["moves"] == [[0, 2, 0], [0, 1, 0], [0, 0, 0]]
    assert state["sure"]["2"] == [5.0, 5.0, None]
    assert state["right"] is None
    state = room.go("right")
    assert (state["right"], state["reasons"], state["round"]) == (1, None, 2)
    state = room.go("explained")
    assert state["reasons"] == QUESTION["reasons"]
    assert state["joined"] == 5


def test_a_phone_changes_its_vote_until_the_round_is_closed_and_counts_once(room):
    room.question()
    room.go("open 1")
    for choice in 0, 2, 1, 1:
        assert room.vote("a", choice).status == 200
    assert room.state()["answered"] == 1
    room.go("closed 1")
    reply = room.vote("a", 0)
    assert (reply.status, reply.problem) == (409, "This round is closed.")
    assert room.go("votes 1")["votes"] == {"1": [0, 1, 0]}


@pytest.mark.parametrize("meant", [{"question": "2"}, {"round": 2}, {"question": 1}])
def test_a_vote_that_was_meant_for_another_round_is_not_counted(room, meant):
    room.question()
    room.go("open 1")
    assert room.vote("a", 0, **meant).status == 409
    assert room.vote("a", 0, question="1", round=1).status == 200
    assert room.state()["answered"] == 1


@pytest.mark.parametrize("other", [{}, ONE])
def test_every_stage_may_be_left_out_forwards(room, other):
    stages = STAGES[1 if other else 2]
    for first in range(len(stages)):
        for then in range(first, len(stages)):
            room.question(key=f"{first} to {then}", **other)
            assert [room.turn(stages[i]).status for i in (first, then)] == [200, 200]


def test_a_question_of_one_round_knows_no_second(room):
    room.question(**ONE)
    for stage in "discuss", "open 2", "closed 2", "votes 2", "lunch", "open", "":
        assert room.turn(stage).status == 422
    room.go("open 1")
    room.vote("a", 1)
    assert room.go("closed 1", "votes 1")["host"]["advice"] is None
    state = room.go("right")
    assert (state["votes"], state["moves"]) == ({"1": [0, 1, 0]}, None)


def test_back_undoes_stages_as_long_as_nobody_has_voted(room):
    room.question()
    for stage in (*STAGES[2], *STAGES[2][::-1]):
        room.go(stage)


def test_a_round_that_was_voted_in_is_not_undone(room):
    room.question()
    room.go("open 1")
    room.vote("a", 1)
    reply = room.turn("lobby")
    assert reply.status == 409 and "voted" in reply.problem
    room.go("votes 1", "closed 1", "open 1", "closed 1", "discuss", "open 2", "discuss", "open 2")
    room.vote("a", 0)
    for stage in "lobby", "open 1", "closed 1", "votes 1", "discuss":
        assert room.turn(stage).status == 409
    assert room.state()["stage"] == "open 2"
    assert room.go("votes 2", "closed 2", "open 2")["answered"] == 1


def test_nobody_votes_once_the_right_answer_was_told(room):
    room.question()
    room.go("open 1")
    room.vote("a", 0)
    room.go("right", "votes 1")
    for stage in "open 1", "open 2":
        reply = room.turn(stage)
        assert reply.status == 409 and "right answer" in reply.problem
    room.go("closed 1", "votes 1", "right")


def test_a_question_comes_back_with_its_votes_and_its_stage(room):
    first = room.question()
    room.go("open 1")
    room.vote("a", 2)
    room.go("votes 1")
    other = room.question(key="another")
    assert (other["stage"], other["answered"], other["votes"]) == ("lobby", 0, None)
    none = room.ask("POST", "/question", {}).json
    assert (none["question"], none["stage"]) == (None, "lobby")
    assert room.ask("POST", "/question", {"question": None}).status == 200
    again = room.question(choices=["other", "choices"], reasons=[], misconceptions=[])
    assert again["question"] == first["question"]
    assert (again["stage"], again["votes"]) == ("votes 1", {"1": [0, 0, 1]})


def test_a_question_without_votes_may_still_be_written_anew(room):
    room.question()
    assert room.question(text="Which way, then?")["question"]["text"] == "Which way, then?"


@pytest.mark.parametrize(
    ("right", "wrong", "advice"),
    [(1, 2, "teach"), (35, 65, "discuss"), (7, 3, "discuss"), (71, 29, "explain")],
)
def test_what_the_share_right_suggests(room, right, wrong, advice):
    room.question()
    room.go("open 1")
    for number in range(right + wrong):
        room.vote(f"p{number}", 1 if number < right else 0)
    assert room.go("votes 1")["host"]["advice"] == advice


def test_the_class_is_the_network(room):
    weights = [[row + column / 10 for column in range(10)] for row in range(16)]
    activations = [row / 16 for row in range(16)]
    extra = {"wishes": [0.5] * 10, "weights": weights, "activations": activations}
    extra["truth"] = [-0.25] * 16
    room.question(
        kind="neurons",
        choices=["down", "up"],
        right=None,
        reasons=[],
        misconceptions=[],
        extra=extra,
    )
    room.go("open 1")
    for number in range(20):
        assert room.vote(f"p{number}", number % 2).status == 200
    mine = room.state("p17")["mine"]
    assert mine["neuron"] == 1
    assert mine["row"] == {"wishes": [0.5] * 10, "weights": weights[1], "activation": 1 / 16}
    assert room.server.rooms.neurons(room.code) is None
    assert room.state()["neurons_answered"] == [2, 2, 2, 2] + 12 * [1]
    state = room.go("votes 1")
    assert state["neurons"] == [[2, 0], [0, 2], [2, 0], [0, 2]] + 6 * [[1, 0], [0, 1]]
    assert (state["truth"], room.go("right")["truth"]) == (None, [-0.25] * 16)


def test_a_layer_may_have_another_number_of_neurons(room):
    extra = {"wishes": [0.5] * 10, "weights": [[n] * 10 for n in range(3)]}
    extra |= {"activations": [0, 0.5, 1], "truth": [1, -1, 0]}
    told = {"right": None, "reasons": [], "misconceptions": [], "extra": extra}
    room.question(kind="neurons", choices=["down", "up"], **told)
    room.go("open 1")
    for number in range(4):
        room.vote(f"p{number}", 1)
    assert room.state("p3")["mine"]["neuron"] == 0
    assert room.go("votes 1")["neurons"] == [[0, 2], [0, 1], [0, 1]]
    (line,) = room.server.rooms.results(room.code).lines
    assert (line.neurons, line.truth) == ([[0, 2], [0, 1], [0, 1]], None)
    room.go("right")
    assert room.server.rooms.results(room.code).lines[0].truth == [1, -1, 0]


def test_two_hosts_turn_one_room(room):
    room.question()
    room.go("open 1")
    assert (room.turn("closed 1").status, room.turn("closed 1").status) == (200, 200)
    assert room.state()["stage"] == "closed 1"


def test_the_next_class_begins_anew_under_the_same_code(room):
    room.question()
    room.go("open 1")
    room.vote("a", 1)
    state = room.ask("POST", "/reset").json
    assert (state["question"], state["joined"], state["code"]) == (None, 0, room.code)
    state = room.question()
    assert (state["stage"], state["answered"]) == ("lobby", 0)
