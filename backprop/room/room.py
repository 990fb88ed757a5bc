"""The stages of a question, and what a room tells at each of them, to everybody alike.

lobby → open 1 → closed 1 → votes 1 → discuss → open 2 → closed 2 → votes 2 → right → explained

A question of one round leaves out from `discuss` to `votes 2`. What must not be known yet is in no
state: how others voted before a round's votes are shown and while the class talks it over, the
right answer before its stage.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from backprop.room.asked import Asked
from backprop.room.limits import Refused
from backprop.room.store import Question, Row, Vote

STAGES = {
    2: (
        "lobby",
        *("open 1", "closed 1", "votes 1", "discuss"),
        *("open 2", "closed 2", "votes 2"),
        *("right", "explained"),
    ),
    1: ("lobby", "open 1", "closed 1", "votes 1", "right", "explained"),
}
TEACH, EXPLAIN = 0.35, 0.70  # share right after round one below, and above, which one goes on


def open_round(stage: str) -> int | None:
    """The round that is open at this stage."""
    return int(stage[-1]) if stage.startswith("open") else None


def check_turn(question: Question, votes: Sequence[Vote], stage: str) -> None:
    """Raises Refused where a question cannot go to this stage."""
    stages = STAGES[question.asked.rounds]
    if stage not in stages:
        raise Refused(422, f"This question knows the stages {', '.join(stages)}.")
    to = stages.index(stage)
    if to >= stages.index(question.stage):
        if question.told and open_round(stage) and votes:
            raise Refused(409, "The right answer has been told, so nobody votes on this any more.")
        return
    voted = {vote.round for vote in votes}
    if any(to < stages.index(f"open {round_}") for round_ in voted):
        raise Refused(409, "Somebody has voted in this round, so it cannot be undone.")
    if question.told and open_round(stage) and voted:
        raise Refused(409, "The right answer has been told, so nobody votes on this any more.")


@dataclass(frozen=True)
class Tally:
    """How a question was voted on.

    votes, sure: round → for each choice how many, and how sure these were (1 … 5; None: nobody
    said); moves: for each choice of round one how many went to each of round two
    """

    votes: dict[int, list[int]]
    sure: dict[int, list[float | None]]
    moves: list[list[int]]


def tally(asked: Asked, votes: Sequence[Vote]) -> Tally:
    count, rounds = len(asked.choices), range(1, asked.rounds + 1)
    told: dict[int, list[list[int]]] = {r: [[] for _ in range(count)] for r in rounds}
    numbers = {r: [0] * count for r in rounds}
    chosen: dict[str, dict[int, int]] = {}
    for vote in votes:
        numbers[vote.round][vote.choice] += 1
        chosen.setdefault(vote.phone, {})[vote.round] = vote.choice
        if vote.sure is not None:
            told[vote.round][vote.choice].append(vote.sure)
    moves = [[0] * count for _ in range(count)]
    for own in chosen.values():
        if len(own) == 2:
            moves[own[1]][own[2]] += 1
    sure = {r: [round(sum(s) / len(s), 2) if s else None for s in told[r]] for r in rounds}
    return Tally(numbers, sure, moves)


def by_neuron(asked: Asked, votes: Sequence[Vote], numbers: Mapping[str, int]) -> list[list[int]]:
    """How many of the phones that are this neuron chose the first choice, and the second."""
    counted = [[0, 0] for _ in range(asked.neurons)]
    for vote in votes:
        if counted and vote.phone in numbers and vote.choice < 2:
            counted[numbers[vote.phone] % asked.neurons][vote.choice] += 1
    return counted


@dataclass(frozen=True)
class Facts:
    """All that a room knows. numbers: phone → its number; here: how many listen now"""

    room: Row
    question: Question | None
    votes: Sequence[Vote]
    numbers: Mapping[str, int]
    here: int
    drawings: int


def state(facts: Facts) -> dict[str, Any]:
    """What everybody may know now."""
    room, question = facts.room, facts.question
    told: dict[str, Any] = {
        "version": room.version,
        "code": room.code,
        "stage": "lobby",
        "round": 1,
        "question": None,
        "answered": 0,
        "joined": len(facts.numbers),
        "here": facts.here,
        "votes": None,
        "moves": None,
        "sure": None,
        "right": None,
        "reasons": None,
        "task": room.task,
        "drawings": facts.drawings,
        "drawings_version": room.drawings_version,
        "neurons": None,
        "neurons_answered": None,
        "truth": None,
    }
    if question:
        asked, round_ = question.asked, current_round(question, facts.votes)
        told |= {
            "stage": question.stage,
            "round": round_,
            "question": {
                "id": str(question.id),
                "kind": asked.kind,
                "text": asked.text,
                "choices": list(asked.choices),
            },
            "answered": sum(vote.round == round_ for vote in facts.votes),
        }
        if asked.kind == "neurons":
            told["neurons_answered"] = list(map(sum, by_neuron(asked, facts.votes, facts.numbers)))
        told |= _votes_shown(question, facts, round_)
        told |= _answer_shown(question)
    return told


def current_round(question: Question, votes: Sequence[Vote]) -> int:
    """At the end of a question, the last that somebody voted in."""
    if question.stage in ("right", "explained"):
        return max((vote.round for vote in votes), default=1)
    return int(question.stage[-1]) if question.stage[-1].isdigit() else 1


def _votes_shown(question: Question, facts: Facts, round_: int) -> dict[str, Any]:
    if question.stage.split()[0] in ("lobby", "open", "closed", "discuss"):
        return {}  # while the class talks, nothing should draw it to what most chose
    counted, rounds = tally(question.asked, facts.votes), range(1, round_ + 1)
    shown: dict[str, Any] = {
        "votes": {str(r): counted.votes[r] for r in rounds},
        "sure": {str(r): counted.sure[r] for r in rounds},
        "moves": counted.moves if round_ == 2 else None,
    }
    if question.asked.kind == "neurons":
        shown["neurons"] = by_neuron(question.asked, facts.votes, facts.numbers)
    return shown


def _answer_shown(question: Question) -> dict[str, Any]:
    asked, shown = question.asked, {}
    if question.stage in ("right", "explained"):
        shown = {"right": asked.right, "truth": asked.extra.get("truth")}
    if question.stage == "explained":
        shown["reasons"] = list(asked.reasons)
    return shown


def advice(question: Question | None, votes: Sequence[Vote]) -> str | None:
    """What the share that is right after round one suggests to the host."""
    if question is None or question.stage not in ("votes 1", "discuss"):
        return None
    asked, first = question.asked, [vote.choice for vote in votes if vote.round == 1]
    if asked.rounds < 2 or asked.right is None or not first:
        return None
    share = first.count(asked.right) / len(first)
    return "teach" if share < TEACH else "explain" if share > EXPLAIN else "discuss"


def own_row(asked: Asked, number: int) -> dict[str, Any]:
    """What one neuron knows: its own weights to the outputs, and what these wish."""
    neuron = number % asked.neurons
    return {
        "wishes": asked.extra["wishes"],
        "weights": asked.extra["weights"][neuron],
        "activation": asked.extra["activations"][neuron],
    }
