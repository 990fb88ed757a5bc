"""The race of slide 12 on the screen: a question, curves while it runs, what it comes to."""

from functools import lru_cache
from typing import Any

import numpy as np
import streamlit as st

from backprop.lab.experiments import GUESSING
from backprop.lab.race import EXAMPLES, FirstStep, Lane, Race, best_rate, first_step
from backprop.live.wire import pack
from backprop.training import TrainingDiverged
from backprop.views import axes, library, session
from backprop.views.component import component
from backprop.views.glossary import linked_html, word
from backprop.views.numbers import number, percent
from backprop.views.training import lab, paper
from backprop.views.training.live import lab as charts
from backprop.views.training.state import state

_first_steps = component("firststeps")
SECONDS = (1, 2, 4, 10, 30)
BATCHES = (1, 10, 100, 1000)
ALIKE = 0.02  # of the test digits: a smaller lead is none
M, LENGTH = "race_m", "race_seconds"  # the keys of what is chosen


# --- before ---


def ask() -> None:
    """What to predict; a click on a choice starts the race. Below, what each of them follows."""
    m, seconds = session.held(M), session.held(LENGTH)
    with st.container(key="race_ask"):
        st.html(
            f"<h2>After {seconds} second{'s' * (seconds > 1)} each: who reads more test digits?"
            "</h2><p>Both start from the same random network. Before each step the full "
            f"{word('batch', 'batch')} adds up the {word('gradient', 'gradient')} of all "
            f"{EXAMPLES:,} examples; the other looks at {_digits(m)} and steps at once.</p>"
        )
        lab.predict("race", _choices(m), _start)
    first = _first_step(m)
    sides = [
        (f"The first step on {_digits(m)}", f"{first.degrees:.0f}° off the exact way", first.rough),
        (f"On all {EXAMPLES:,}", f"exact, for {EXAMPLES // m:,} times the sums", first.exact),
    ]
    header = {
        "sides": [
            {"title": title, "note": note, "max": float(abs(slopes).max()), "neurons": len(slopes)}
            for title, note, slopes in sides
        ]
    }
    with st.container(key="race_first"):
        numbers = np.concatenate([first.rough, first.exact]).astype(np.float32)
        _first_steps(key="race_first_steps", data=pack(header, numbers))


def _choices(m: int) -> tuple[str, str, str]:
    return (
        "The full batch: its direction is exact",
        f"m = {m}: it takes more steps",
        "About the same",
    )


def _digits(m: int) -> str:
    return "one digit" if m == 1 else f"{m:,} digits"


@lru_cache(maxsize=len(BATCHES))
def _first_step(m: int) -> FirstStep:
    return first_step(library.mnist(), m)


# --- the race ---


def controls(race: Race | None) -> None:
    """Start or stop; how long and against which m."""
    session.begun(M, "batch", BATCHES)
    session.begun(LENGTH, "seconds", SECONDS)
    with st.container(key="race_controls", horizontal=True, vertical_alignment="bottom"):
        if race is not None and not race.done:
            st.button("Stop", type="primary", icon=":material/stop:", on_click=_stop)
        else:
            st.button("Race", type="primary", icon=":material/flag:", on_click=_start)
        choice: dict[str, Any] = {"required": True, "persist_state": "session"}
        st.segmented_control("Mini-batch m", BATCHES, key=M, **choice)
        st.segmented_control("Seconds for each", SECONDS, key=LENGTH, **choice)


def write_url() -> None:
    session.write_url({"part": "race", "batch": session.held(M), "seconds": session.held(LENGTH)})


def _start(guess: int | None = None) -> None:
    state().bet = guess
    m, seconds = session.held(M), session.held(LENGTH)
    rates = {m: best_rate(m), EXAMPLES: best_rate(EXAMPLES)}
    state().race = Race(library.mnist(), library.exams(), seconds, rates)


def _stop() -> None:
    if race := state().race:
        race.stopped = True


def watch(race: Race) -> None:
    """Let the lanes run, a slice at a time, and show where they stand."""
    st.fragment(_slice, run_every=None if race.done else lab.EVERY)(race)


def _slice(race: Race) -> None:
    if not race.done and race is state().race:
        with lab.turns().take(id(race)) as seconds:
            try:
                race.advance(seconds)
            except TrainingDiverged as problem:
                race.stopped = True
                session.tell(str(problem))
        if race.done:
            st.rerun(scope="app")
    st.progress(min(1.0, race.progress), text=_standing(race))
    with st.container(key="race"):
        specs, lines = zip(*(_chart(race, over) for over in ("seconds", "steps")))
        header = {"charts": specs, "serial": sum(lane.trainer.steps for lane in race.lanes)}
        body = np.concatenate([part for chart in lines for part in chart]).astype("<f4")
        charts(key="race_chart", data=pack(header, body))


def _standing(race: Race) -> str:
    if race.done:
        spent = ", ".join(f"{lane.seconds:.2f} s" for lane in race.lanes)
        over = "Stopped" if race.stopped else "Done"
        return f"{over}: {spent} of stepping; measuring and drawing not counted"
    return "They take turns, so that both get the same machine; only stepping counts as time"


def _chart(race: Race, over: str) -> tuple[dict, list[np.ndarray]]:
    """Share read right above cost, over measured seconds or over steps (logarithmic)."""
    steps = over == "steps"
    lanes = race.lanes
    xs = [np.array([getattr(mark, over) for mark in lane.marks], float) for lane in lanes]
    rights = [np.array([mark.right for mark in lane.marks]) for lane in lanes]
    costs = [np.array([mark.cost for mark in lane.marks]) for lane in lanes]
    places: list[dict[str, Any]]
    if steps:
        end = 10.0 ** np.ceil(np.log10(max(10, *(x[-1] for x in xs))))
        places = [{"at": 10.0**k, "text": f"{10**k:,}"} for k in range(int(np.log10(end)) + 1)]
        x_axis = {"name": "step", "min": 1, "max": end, "ticks": places, "log": True}
    else:
        places = axes.ticks(0, race.seconds, 5)
        places[-1]["text"] += " s"
        end = max(race.seconds, *(x[-1] for x in xs))  # the last step may take a little longer
        x_axis = {"name": "second", "min": 0, "max": float(end), "ticks": places}
    right_lines = [_series(lane, percent(lane.marks[-1].right)) for lane in lanes]
    cost_lines = [_series(lane, number(lane.marks[-1].cost)) for lane in lanes]
    quarters = [{"at": k / 4, "text": f"{25 * k} %"} for k in range(5)]
    chart = {
        "title": "The same seconds" if not steps else "The same number of steps",
        "note": "steps, logarithmic: each mark is ten times the last"
        if steps
        else "of stepping, measured",
        "x": x_axis,
        "axes": [
            axes.panel(190, 0, 1, quarters, right_lines) | {"percent": True},
            axes.panel(110, 0, 1, axes.ticks(0, 1, 2), cost_lines)
            | axes.began(costs[0][0], 0, 1, number(costs[0][0])),
        ],
    }
    return chart, [part for ys in (rights, costs) for x, y in zip(xs, ys) for part in (x, y)]


def _series(lane: Lane, value: str) -> dict:
    line = axes.series(
        lane_name(lane), f"{lane_name(lane)} {value}", len(lane.marks), strong=not lane.full
    )
    return line | {"dots": lane.full}


def lane_name(lane: Lane) -> str:
    return "full batch" if lane.full else f"m = {lane.mini_batch}"


# --- what it comes to ---


def result(race: Race) -> None:
    """Both lanes in numbers, and what a full-batch step really takes here."""
    small, full = race.lanes
    if not (small.trainer.steps and full.trainer.steps):
        return
    with st.container(key="race_result"):
        rows = [
            ("steps taken", *(f"{lane.trainer.steps:,}" for lane in race.lanes)),
            ("one step takes", *(_time(lane.seconds / lane.trainer.steps) for lane in race.lanes)),
            ("learning rate α", *(f"{lane.learning_rate:g}" for lane in race.lanes)),
            *(
                (f"{share} % read right", *(_when(lane, share / 100) for lane in race.lanes))
                for share in (50, 80, 90)
            ),
            ("at the end", *(percent(lane.marks[-1].right) for lane in race.lanes)),
        ]
        head = f"<tr><th></th><th>m = {small.mini_batch}</th><th>full batch</th></tr>"
        body = "".join(f"<tr><th>{a}</th><td>{b}</td><td>{c}</td></tr>" for a, b, c in rows)
        st.html(f"<h2>{_outcome(small, full)}</h2><table class='race'>{head}{body}</table>")
        said = linked_html(_verdict(small, full) + why(small, full))
        st.html(f"<div class='why'>{said}</div>")
    paper.popover("race", lambda: _figures(race))


def _figures(race: Race) -> dict[str, str]:
    """Both charts as SVG."""
    lanes = ", ".join(
        f"m = {lane.mini_batch:,} with α = {lane.learning_rate:g}" for lane in race.lanes
    )
    layers, activation = " · ".join(map(str, race.start.sizes)), race.start.activation
    about = f"{layers}, {activation}; {lanes}; {EXAMPLES:,} examples, seed 0"
    return {
        f"race-{over}": paper.chart(*_chart(race, over), about) for over in ("seconds", "steps")
    }


def _winner(small: Lane, full: Lane) -> int:
    """Which of the choices came true."""
    lead = small.marks[-1].right - full.marks[-1].right
    return 2 if abs(lead) < ALIKE else int(lead > 0)


def _outcome(small: Lane, full: Lane) -> str:
    more = ("The full batch reads more", f"m = {small.mini_batch} reads more", "Both read alike")
    return more[_winner(small, full)]


def _verdict(small: Lane, full: Lane) -> str:
    guess = state().bet
    if guess is None:
        return ""
    if guess == _winner(small, full):
        return "<p>As you predicted.</p>"
    return f"<p>You predicted: {_choices(small.mini_batch)[guess]}. It came otherwise.</p>"


def why(small: Lane, full: Lane) -> str:
    """What a full-batch step really took, how many more the other took, and what that came to."""
    step = full.seconds / full.trainer.steps
    many = small.trainer.steps / full.trainer.steps
    decided = (
        "Here that was not enough: the full batch reads more.",
        "That is why the full batch loses here.",
        "Here both came equally far.",
    )
    return (
        f"<p>One full-batch step over {EXAMPLES:,} examples really took <b>{_time(step)}</b> here. "
        f"One could think of hours: not for these {_parameters(full):,} parameters, but a network "
        f"a million times larger would need {number(1e6 * step / 3600)} hours a step at this "
        "pace.</p>"
        f"<p>In the same seconds the mini-batches took <b>{number(many)} times</b> as many steps. "
        "Each is only a rough guess at the direction, but right on average. "
        f"{decided[_winner(small, full)]}</p>"
        f"{_step_for_step(small, full)}"
        "<p class='muted'>Same start (seed 0), same tuned loop, one core. Each α is the one that "
        "did best when several were tried for that m.</p>"
    )


def _step_for_step(small: Lane, full: Lane) -> str:
    """Both after as many steps as the slower one took: what a step is worth, whatever it costs."""
    steps = min(small.trainer.steps, full.trainer.steps)
    there = [
        max((m for m in lane.marks if m.steps <= steps), key=lambda m: m.steps)
        for lane in (small, full)
    ]
    if not all(mark.steps for mark in there):
        return ""
    guess, exact = there
    said = (
        f"After {guess.steps:,} steps m = {small.mini_batch} read {percent(guess.right)}; after "
        f"{exact.steps:,} the full batch read {percent(exact.right)}."
    )
    if exact.right >= max(guess.right, 2 * GUESSING):
        said += " Step for step the exact gradient is no worse here: what a step costs decides."
    return f"<p>{said} Give both more seconds and see how far the full batch climbs.</p>"


def _parameters(lane: Lane) -> int:
    return lane.trainer.view().parameter_count


def _time(seconds: float) -> str:
    return f"{number(seconds)} s" if seconds >= 0.001 else f"{number(1e6 * seconds)} µs"


def _when(lane: Lane, share: float) -> str:
    mark = lane.reached(share)
    return f"{number(mark.seconds)} s, step {mark.steps:,}" if mark else "not reached"
