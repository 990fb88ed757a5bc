"""The training lab, live: the switch, what can be turned, the pictures, what came of it."""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from backprop.activations import ACTIVATIONS
from backprop.lab.own import OwnDigit
from backprop.lab.run import Run, Snapshot
from backprop.lab.setup import (
    LARGEST_BATCH,
    MOST_EPOCHS,
    STARTS,
    USUAL_BATCH,
    USUAL_RATES,
    Setup,
    SetupError,
    from_params,
    layers_text,
    parse_layers,
)
from backprop.lab.turns import Turns
from backprop.views import library, session
from backprop.views.numbers import percent
from backprop.views.training.live import own_digits, pictures
from backprop.views.training.state import PACE, state

EVERY = 0.15  # seconds from picture to picture
AWAY = 2.0  # seconds without a picture after which it is taken anew
RATES = [float(f"{a}e{k}") for k in range(-3, 3) for a in (1, 2, 3, 6)]
BATCHES = [1, 2, 3, 5, 10, 20, 30, 50, 100, 200, 300, 500, LARGEST_BATCH]
AMOUNTS = [10, 30, 100, 300, 1000, 3000, 10_000, 30_000, 60_000]
EPOCHS = [1, 2, 3, 5, 10, 20, 30, 50, MOST_EPOCHS]
SCHEDULES = {"cosine": "falls to 0 (cosine)", "constant": "stays"}


@st.cache_resource(show_spinner=False)
def turns() -> Turns:
    return Turns(EVERY)


PARTS = {"learn": "Watch it learn", "race": "The race", "break": "Break it"}


def part() -> str:
    """Which part of the lab is asked for; the first time, by the link."""
    session.kept("lab_part", lambda: session.linked("part", PARTS) or "learn")
    st.segmented_control(
        "Part of the lab",
        list(PARTS),
        format_func=lambda part: PARTS[part],
        key="lab_part",
        required=True,
        label_visibility="collapsed",
        persist_state="session",
    )
    return session.held("lab_part")


def linked_setup(usual: Setup) -> Setup:
    """The set-up that the link says; the usual one, and a sentence why, if it cannot be trained."""
    try:
        return from_params(session.link(), usual)
    except SetupError as problem:
        session.tell(f"{problem} The usual set-up stands in.")
        return usual


def predict(key: str, choices: Sequence[str], take: Callable[[int | None], None]) -> None:
    """What could happen, to be chosen with one click; or nothing is predicted: None."""
    with st.container(horizontal=True, gap="small"):
        for index, choice in enumerate(choices):
            st.button(choice, key=f"{key}_choice_{index}", on_click=take, args=(index,))
        watch = f"{key}_choice_none"
        st.button("Just watch", key=watch, type="tertiary", on_click=take, args=(None,))


# --- the run ---


def current_run() -> Run:
    """The visitor's run; the first one is what the link says."""
    return session.shared().run or begin(linked_setup(Setup()))


def begin(setup: Setup) -> Run:
    return take_up(Run(setup, library.mnist(), library.exams()))


def take_up(run: Run) -> Run:
    """Another run, paused; every control shows what it is."""
    state().set_ups += 1
    pause()
    _put(run)
    return run


def _again(setup: Setup, own: Sequence[OwnDigit]) -> None:
    """From a new network, with the same drawings among the examples."""
    run = Run(setup, library.mnist(), library.exams())
    for digit in own:
        run.teach(digit.pixels, digit.label, digit.copies)
    _put(run)


def _put(run: Run) -> None:
    session.shared().run = run
    state().problem = ""
    state().pace.clear()


def running() -> bool:
    return state().on


def start(until: float = math.inf) -> None:
    """Train from now on; pause after so many epochs."""
    lab = state()
    lab.on, lab.until = True, until
    lab.switches += 1
    lab.pace.clear()


def pause() -> None:
    lab = state()
    if lab.on:
        lab.on = False
        lab.switches += 1


# --- controls ---


def controls(run: Run) -> DeltaGenerator:
    """The switch and what can be turned while it runs, in one row, which is returned."""
    on = running()
    row = st.container(key="train", horizontal=True, vertical_alignment="center", gap="small")
    with row:
        with _place("on", "content"):
            name = "Pause" if on else "Again" if run.done or run.problem else "Start"
            number = state().switches
            st.toggle(name, on, key=f"lab_on_{number}", on_change=_switched, args=(number,))
        stuck = on or bool(run.problem)
        st.button("One mini-batch", on_click=_one_batch, disabled=stuck or run.done)
        last = run.done and run.setup.epochs >= MOST_EPOCHS
        end = "To the end of this epoch, or of one more"
        st.button("One epoch", on_click=_one_epoch, disabled=stuck or last, help=end)
        st.button("Reset", icon=":material/restart_alt:", on_click=_reset)
        setup = run.setup
        with _place("learning_rate"):
            label = f"Learning rate α, usual {USUAL_RATES[setup.activation]:g}"
            _slider(label, RATES, "learning_rate", setup, lambda alpha: f"{alpha:.3g}")
        with _place("mini_batch"):
            _slider(f"Mini-batch m, usual {USUAL_BATCH}", BATCHES, "mini_batch", setup, str)
        with st.popover(
            "Set-up", icon=":material/tune:", key="lab_setup", on_change="rerun"
        ) as opened:
            if opened.open:  # a browser sends stale values of what it does not show
                _setup(setup)
    for problem in filter(None, (state().problem, run.problem)):
        st.warning(problem, icon=":material/info:")
    return row


def _place(name: str, width: Literal["stretch", "content"] = "stretch") -> DeltaGenerator:
    """Room for one control: Streamlit keeps one with another key beside it until the page is drawn,
    and studio.css shows only the first."""
    return st.container(key=f"lab_place_{name}", width=width)


def _bound(name: str) -> dict[str, Any]:
    """What ties a control to one thing of the set-up."""
    number = state().set_ups
    return {"key": f"lab_{name}_{number}", "on_change": _changed, "args": (name, number)}


def _slider(label: str, options: list, name: str, setup: Setup, text: Callable[[Any], str]) -> None:
    value = getattr(setup, name)
    options = sorted({*options, value})
    st.select_slider(label, options, value, format_func=text, **_bound(name))


def _setup(setup: Setup) -> None:
    """What a training starts from: changing it starts again from a new network."""
    hidden = state().typed if state().problem else layers_text(setup.hidden)
    st.text_input("Hidden layers", hidden, placeholder="none", **_bound("hidden"))
    _choice("Activation", list(ACTIVATIONS), setup.activation, "activation")
    starts = list(STARTS)
    st.selectbox(
        "Weights at the start",
        starts,
        starts.index(setup.start),
        format_func=lambda start: STARTS[start],
        **_bound("start"),
    )
    _slider("Training digits", AMOUNTS, "examples", setup, lambda count: f"{count:,}")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.number_input("Seed", 0, 2**31, setup.seed, step=1, width=120, **_bound("seed"))
        st.toggle("Shuffle the labels", setup.shuffled, **_bound("shuffled"))
    st.caption("These start a new network. What follows can change while it trains.")
    _slider("Epochs", EPOCHS, "epochs", setup, str)
    named = SCHEDULES.__getitem__
    _choice("α over the epochs", list(SCHEDULES), setup.schedule, "schedule", named)


def _choice(
    label: str, options: list[str], value: str, name: str, text: Callable[[str], str] = str
) -> None:
    st.segmented_control(
        label, options, default=value, format_func=text, required=True, **_bound(name)
    )


def _changed(name: str, number: int) -> None:
    """A control was moved: the run turns, or where that cannot be, a new one begins."""
    lab, run, value = state(), current_run(), session.held(f"lab_{name}_{number}")
    if number != lab.set_ups:
        return
    if lab.problem:  # nor does a control go on showing what was refused
        lab.set_ups += 1
    lab.problem = ""
    try:
        if name == "hidden":
            lab.typed, value = value, parse_layers(value)
        setup = replace(run.setup, **{name: value})
    except SetupError as problem:
        lab.problem = str(problem)
        return
    if run.problem or run.setup.needs_new_run(setup):
        pause()
        _again(setup, run.drawn)
    else:
        with turns().take(id(run)):
            run.turn(setup)


def _switched(number: int) -> None:
    lab, run = state(), current_run()
    if number != lab.switches:
        return
    lab.on, lab.until = session.held(f"lab_on_{number}"), math.inf
    lab.pace.clear()
    if not lab.on:
        run.record()
    elif run.done or run.problem:
        if run.problem:
            st.toast(f"A new network, and again α = {run.setup.learning_rate:g}.")
        _again(run.setup, run.drawn)


def _one_batch() -> None:
    run = current_run()
    with turns().take(id(run)):
        run.step()


def _one_epoch() -> None:
    run = current_run()
    if run.done:
        longer = run.setup.one_more()
        if longer.learning_rate != run.setup.learning_rate:
            alpha = f"{longer.learning_rate:g}"
            st.toast(f"α had come down to 0 with the cosine. It goes on with α = {alpha}.")
        state().set_ups += 1
        run.turn(longer)
    start(until=int(run.epoch) + 1)


def _reset() -> None:
    pause()
    _again(current_run().setup, current_run().drawn)


# --- what is seen ---


def watch(also: Callable[[Run, Snapshot | None], None] | None = None) -> None:
    """Train a slice if the switch is on, then show where it stands; again and again while on.

    also: what else is shown of it each time, of now or of the moment looked back at
    """
    st.fragment(_slice, run_every=EVERY if running() else None)(current_run(), also)


def _slice(run: Run, also: Callable[[Run, Snapshot | None], None] | None) -> None:
    lab = state()
    if lab.on and run is session.shared().run:
        with turns().take(id(run)) as seconds:
            run.advance(seconds, lab.until)
        if lab.pace and time.monotonic() - lab.pace[-1][0] > AWAY:
            lab.pace.clear()
        lab.pace.append((time.monotonic(), run.epoch))
        if run.done or run.problem or run.epoch >= lab.until:
            pause()
            st.rerun(scope="app")
    chosen = looked_back(run)
    with st.container(key="accuracy"):
        st.html(_standing(run, chosen))
        if run.drawn:
            own_digits(run, chosen, _forget)
        if also:
            also(run, chosen)
    with st.container(key="pictures"):
        pictures(run, chosen, lab.neuron, _neuron)


def looked_back(run: Run) -> Snapshot | None:
    """The recorded moment that was chosen; None for now."""
    index = session.held(back_key(run))
    if index is None or running() or not 0 <= index < len(run.snapshots) - 1:
        return None
    return run.snapshots[index]


def back_key(run: Run) -> str:
    """Of the slider that looks back: another one whenever the training went on."""
    return f"lab_back_{run.steps}"


def _forget() -> None:
    run = current_run()
    with turns().take(id(run)):
        run.forget(session.sent("own", "removed"))


def _neuron() -> None:
    neuron = session.sent("live", "neuron")
    if isinstance(neuron, int) and 0 <= neuron < 128:
        state().neuron = neuron


def _standing(run: Run, chosen: Snapshot | None) -> str:
    """How well it reads, how far it is, how long it takes."""
    moment = chosen.moment if chosen else run.moments[-1]
    step, epoch = (moment.step, moment.epoch) if chosen else (run.steps, run.epoch)
    share = 100 * min(1, epoch / run.setup.epochs)
    steps = f"{step:,} step{'s' * (step != 1)}"
    where = f"epoch {epoch:.3g} of {run.setup.epochs}"
    if 0 < epoch < 0.01:
        where = f"{round(epoch * run.examples):,} of {run.examples:,} digits"
    if run.setup.schedule == "cosine" and 0 < epoch < run.setup.epochs:
        where += f", α now {run.setup.rate(int(epoch)):.2g}"
    return (
        f'<div class="standing"><p><b>{percent(moment.test_right)}</b> '
        f"of the 10,000 test digits</p><p><b>{steps}</b>, {where}</p>"
        f'<div class="progress"><i style="width:{share:.2f}%"></i></div><p>{_pace(run)}</p></div>'
    )


def _pace(run: Run) -> str:
    if run.problem:
        return "stopped: it diverged"
    if not run.seconds:
        return "random weights: it has learnt nothing yet"
    pace = f"{float(f'{run.examples_per_second:.3g}'):,.0f} digits a second"
    if run.done:
        return f"{run.seconds:.3g} s of steps, {pace}"
    marks = state().pace
    if running() and len(marks) == PACE and marks[-1][1] > marks[0][1]:
        (began, first), (now, last) = marks[0], marks[-1]
        left = (run.setup.epochs - last) * (now - began) / (last - first)
        return f"{run.seconds:.3g} s of steps, about {duration(left)} to go, {pace}"
    return f"{run.seconds:.3g} s of steps, {pace}"


def duration(seconds: float) -> str:
    """How long something still takes, as people say it."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes / 60:.0f} h"
