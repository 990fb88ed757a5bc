"""Figures that do work: the race, the timing of one backward pass."""

from dataclasses import dataclass

from backprop import quiz, showcase
from backprop.check import Check, check_gradients
from backprop.network import one_hot
from backprop.race import EXAMPLES, Race, best_rate
from backprop.run import Exams
from backprop.views import learner, library, session
from backprop.views.figures.scene import Picture, Scene

RACE_SECONDS = 2.0
SLICE = 0.1


@dataclass
class Work:
    """What a visitor's figures have worked out."""

    race: Race | None = None
    check: Check | None = None


def _race(scene: Scene) -> Picture:
    state, pressed = session.kept("deck_work", Work), scene.pressed
    if pressed == "start":
        rates = {m: best_rate(m) for m in (100, EXAMPLES)}
        state.race = Race(library.mnist(), Exams(library.mnist()), RACE_SECONDS, rates)
    race = state.race
    if race is None:
        return Picture({"lanes": [], "seconds": RACE_SECONDS}, buttons=(("start", "Race them"),))
    if pressed == "more":
        race.advance(SLICE)
    paths = showcase.seen_from_above([lane.path for lane in race.lanes])[0]
    lanes = [
        {
            "m": lane.mini_batch,
            "alpha": lane.learning_rate,
            "full": lane.full,
            "steps": lane.marks[-1].steps,
            "seconds": [mark.seconds for mark in lane.marks],
            "costs": [mark.cost for mark in lane.marks],
            "right": lane.marks[-1].right,
            "step": lane.seconds / max(1, lane.marks[-1].steps),
            "path": path.tolist(),
        }
        for lane, path in zip(race.lanes, paths)
    ]
    return Picture(
        {"lanes": lanes, "seconds": race.seconds, "running": not race.done},
        buttons=(("start", "Race again"), ("more", "")),
    )


def _beauty(scene: Scene) -> Picture:
    state = session.kept("deck_work", Work)
    if scene.pressed == "time":
        pixels, y = scene.answer.forward_pass.activations[0], one_hot(scene.answer.label)
        *_, state.check = check_gradients(scene.network, pixels, y, chunk=10**6)
    found = quiz.score(learner.quizzes(), learner.progress())
    header = {
        "parameters": scene.network.parameter_count,
        "right": found.right,
        "answered": found.answered,
        "total": found.total,
        "missed": [[q.topic, q.slide] for q in found.missed],
    }
    if state.check is not None:
        header["check"] = {
            "total": state.check.total,
            "backward": state.check.seconds_backward,
            "nudges": state.check.seconds_forward,
            "error": state.check.largest_error,
        }
    return Picture(header, buttons=(("time", "Time both, here and now"),))


FIGURES = {
    "race": _race,
    "beauty": _beauty,
}
