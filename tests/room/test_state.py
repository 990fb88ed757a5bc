"""What must not be known yet is in nothing that a room tells: two classes that differ in it alone
are told the same, whatever their hosts do."""

import json
import random

import pytest

from backprop.room.room import STAGES
from room.client import QUESTION, Server

HIDDEN = ("lobby", "open", "closed")
PHONES = [f"p{number}" for number in range(6)]


def told(room, phone: str) -> list:
    """All that a room says: to everybody, to a phone, to the host, and as an event."""
    event = room.server.rooms._event(room.code).decode()
    state = json.loads(event.partition("data: ")[2])
    mine = room.state(phone)
    hosts = room.ask("GET", "/state").json
    hosts["host"].pop("advice")  # it is made from the share right, and shown after round one
    parts = [state, room.state(), mine, hosts]
    return [{**part, "code": ""} for part in parts]


def walk(folder, seed: int, kind: str, question: dict, choices: int) -> list[tuple[str, list]]:
    """Turn to any stage, forth and back, the phones voting where they may; what was told when.

    choices: seeds what everybody but the first phone votes
    """
    rng, differs = random.Random(seed), random.Random(choices)
    room = Server(folder / f"{rng.random()}-{differs.random()}-{question['right']}").open()
    room.question(**question, kind=kind)
    found = []
    for _ in range(25):
        room.turn(rng.choice(STAGES[2]))
        for phone in rng.sample(PHONES, 3):
            room.vote(phone, 0 if phone == PHONES[0] else differs.randrange(2), sure=3)
        found.append((room.state()["stage"], told(room, PHONES[0])))
    return found


def same(one, two, hidden) -> None:
    assert [stage for stage, _ in one] == [stage for stage, _ in two]
    compared = [(a, b) for (stage, a), (_, b) in zip(one, two) if hidden(stage)]
    assert compared
    for a, b in compared:
        assert a == b


@pytest.mark.parametrize("kind", ["quiz", "check"])
@pytest.mark.parametrize("seed", range(4))
def test_how_others_vote_is_not_known_before_it_is_shown(tmp_path, seed, kind):
    one, two = (walk(tmp_path, seed, kind, {"right": 1}, choices) for choices in (1, 2))
    same(one, two, lambda stage: stage.split()[0] in HIDDEN)


@pytest.mark.parametrize("kind", ["quiz", "practice"])
@pytest.mark.parametrize("seed", range(4))
def test_the_right_answer_is_not_known_before_it_is_told(tmp_path, seed, kind):
    one, two = (walk(tmp_path, seed, kind, {"right": right}, 1) for right in (0, 1))
    same(one, two, lambda stage: stage not in ("right", "explained"))


@pytest.mark.parametrize("seed", range(4))
def test_reasons_are_not_known_before_they_are_told(tmp_path, seed):
    other = [f"{reason}, or not" for reason in QUESTION["reasons"]]
    secrets = [{"right": 1}, {"right": 1, "reasons": other, "topic": "x", "slide": "y"}]
    one, two = (walk(tmp_path / str(i), seed, "quiz", s, 1) for i, s in enumerate(secrets))
    same(one, two, lambda stage: stage != "explained")


def test_the_truth_of_neurons_is_not_known_before_it_is_told(tmp_path):
    def neurons(truth):
        extra = {"wishes": [0.5] * 10, "weights": [[1] * 10] * 16, "activations": [0.5] * 16}
        extra["truth"] = [truth] * 16
        return {"right": None, "extra": extra}

    one, two = (walk(tmp_path / str(t), 1, "neurons", neurons(t), 1) for t in (0.1, 0.2))
    same(one, two, lambda stage: stage not in ("right", "explained"))


def test_a_phone_is_told_nothing_of_another(room):
    room.question()
    room.go("open 1")
    room.vote("a", 2, sure=4)
    assert room.state("b")["mine"]["choice"] is None
    assert "a" not in json.dumps({**room.state("b"), "code": "", "question": ""}).split('"')


def test_only_the_host_is_told_what_is_the_hosts(room):
    assert "host" not in room.state("a")
    path = f"/room/{room.code}/state"
    for token in "", "Bearer ", "Bearer wrong", f"Basic {room.host['Authorization'][7:]}":
        assert "host" not in room.server.ask("GET", path, Authorization=token).json
    assert set(room.ask("GET", "/state").json["host"]) == {"advice", "streams", "problem"}
