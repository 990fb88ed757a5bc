"""Figures that do work: the race, the timing of one backward pass."""

import math
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from backprop.check import Check, check_gradients
from backprop.deck import quiz, showcase
from backprop.lab.race import EXAMPLES, Lane, Race, best_rate
from backprop.network import one_hot
from backprop.views import library, session
from backprop.views.deck import learner, lecture
from backprop.views.deck.figures.scene import Picture, Scene
from backprop.views.deck.opened import slides
from backprop.views.training.lab import turns

RACE_SECONDS = 2.0
MINI_BATCH = 100
GUESSES = (10, 100, 1000, 10_000)
CHUNK = 250  # parameters nudged between two looks at the clock
PASSES = 10  # backward passes timed before every slice of nudges: both meet the same load


@dataclass
class Work:
    """What a visitor's figures are working out, and what came of it.

    race, checking: under way; raced: what the race's figure was told last
    about: the network, label and pixels whose gradients are checked
    guess: how many times faster the visitor thinks that backpropagation is, 0 without a guess
    passes: seconds of each pass forward and back that was timed
    """

    race: Race | None = None
    raced: dict = field(default_factory=dict)
    about: tuple = ()
    guess: int = 0
    checking: Iterator[Check] | None = None
    check: Check | None = None
    passes: list[float] = field(default_factory=list)


def _work(scene: Scene) -> Work:
    """A handout works out its own: a prediction that is still open stays open."""
    return session.kept("printed_work" if scene.printed else "deck_work", Work)


# --- the race ---


def _race(scene: Scene) -> Picture:
    state = _work(scene)
    if scene.pressed == "start":
        rates = {m: best_rate(m) for m in (MINI_BATCH, EXAMPLES)}
        state.race = Race(library.mnist(), library.exams(), RACE_SECONDS, rates)
    elif scene.pressed == "more" and state.race:
        with turns().take(id(state.race)) as seconds:
            state.race.advance(seconds)
    if state.race:
        state.raced = _standing(state.race)
        if state.race.done:
            state.race = None
    told = {"m": MINI_BATCH, "examples": EXAMPLES, "seconds": RACE_SECONDS, "lanes": []}
    again = "Race again" if state.raced else "Race them"
    return Picture(told | state.raced, buttons=(("start", again), ("more", "")), part=0)


def _standing(race: Race) -> dict:
    paths, share = showcase.seen_from_above([lane.path for lane in race.lanes])
    lanes = [_lane(lane) | {"path": path.tolist()} for lane, path in zip(race.lanes, paths)]
    return {"lanes": lanes, "share": share, "running": not race.done}


def _lane(lane: Lane) -> dict:
    last = lane.marks[-1]
    return {
        "full": lane.full,
        "alpha": lane.learning_rate,
        "steps": lane.trainer.steps,
        "took": lane.seconds / max(1, lane.trainer.steps),
        "right": last.right,
        "seconds": [mark.seconds for mark in lane.marks],
        "costs": [mark.cost for mark in lane.marks],
    }


# --- one backward pass against 13,002 nudges ---


def _beauty(scene: Scene) -> Picture:
    state = _work(scene)
    pixels = scene.answer.forward_pass.activations[0]
    about = (scene.network, scene.answer.label, pixels.tobytes())
    if state.about != about or scene.pressed == "again":
        state.about, state.guess, state.check, state.checking = about, 0, None, None
    elif scene.pressed == "more":
        with turns().take(id(state)) as seconds:
            _nudge_on(state, scene, seconds)
    elif scene.pressed:
        state.guess = int(scene.pressed) if scene.pressed != "go" else 0
        state.passes, state.checking = [], check_gradients(scene.network, pixels, _y(scene), CHUNK)
        _nudge_on(state, scene, 0)
    header = {"parameters": scene.network.parameter_count, "guess": state.guess, "quiz": _score()}
    if state.check:
        backward = statistics.fmean(state.passes)
        header |= {
            "running": state.checking is not None,
            "done": state.check.done,
            "backward": backward,
            "nudges": state.check.seconds_forward,
            "error": state.check.largest_error,
            "nearest": _nearest(state.check.seconds_forward / backward),
        }
    if state.check:
        return Picture(header, buttons=(("again", "Guess again"), ("more", "")), part=0)
    guesses = [(str(times), f"{times:,} times") for times in GUESSES]
    return Picture(header, buttons=(*guesses, ("go", "")), part=0)


def _y(scene: Scene) -> np.ndarray:
    return one_hot(scene.answer.label, scene.network.sizes[-1])


def _nudge_on(state: Work, scene: Scene, seconds: float) -> None:
    """One chunk at least, if there is one left."""
    if not state.checking:
        return
    _timed_pass(scene)  # the nudges do not start cold either
    state.passes += [_timed_pass(scene) for _ in range(PASSES)]
    end = time.perf_counter() + seconds
    for check in state.checking:
        state.check = check
        if time.perf_counter() >= end:
            break
    if state.check and state.check.done == state.check.total:
        state.checking = None


def _timed_pass(scene: Scene) -> float:
    network, y = scene.network, _y(scene)
    pixels = scene.answer.forward_pass.activations[0]
    began = time.perf_counter()
    network.backward(network.forward(pixels), y)
    return time.perf_counter() - began


def _nearest(times: float) -> int:
    return min(GUESSES, key=lambda guess: abs(math.log(guess / max(times, 1e-9))))


def _score() -> dict:
    score = quiz.score(learner.quizzes(), lecture.progress())
    taught = [(missed.topic, quiz.slide_called(missed.slide, slides())) for missed in score.missed]
    return {
        "right": score.right,
        "answered": score.answered,
        "marks": score.marks,
        "missed": [{"topic": topic, "slide": s.number} for topic, s in taught if s],
    }


FIGURES = {
    "race": _race,
    "beauty": _beauty,
}
