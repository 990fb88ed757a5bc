"""The training lab, live: the switch, what can be turned, the pictures, what came of it."""

import time
from collections import deque
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from backprop.activations import ACTIVATIONS
from backprop.own import OwnDigit
from backprop.run import Run, Snapshot
from backprop.setup import (
    LARGEST_BATCH,
    MOST_EPOCHS,
    STARTS,
    Setup,
    SetupError,
    from_params,
    layers_text,
    parse_layers,
)
from backprop.turns import Turns
from backprop.views import axes, library, session
from backprop.views.live import own_digits, pictures

EVERY = 0.15  # seconds from picture to picture
PACE = 20  # pictures over which the pace is taken
RATES = [a * 10.0**k for k in range(-3, 3) for a in (1, 2, 3, 6)]
BATCHES = [1, 2, 3, 5, 10, 20, 30, 50, 100, 200, 300, 500, LARGEST_BATCH]
AMOUNTS = [10, 30, 100, 300, 1000, 3000, 10_000, 30_000, 60_000]
EPOCHS = [1, 2, 3, 5, 10, 20, 30, 50, MOST_EPOCHS]
SCHEDULES = {"cosine": "falls to 0 (cosine)", "constant": "stays"}
SWITCH = "lab_on"
Usual = TypeVar("Usual")


@st.cache_resource(show_spinner=False)
def turns() -> Turns:
    return Turns(EVERY)


PARTS = {"learn": "Watch it learn", "race": "The race", "break": "Break it"}


def part() -> str:
    """Which part of the lab is asked for; the first time, by the link."""
    if "lab_part" not in st.session_state:
        st.session_state.lab_part = asked("part", PARTS, "learn")
    st.segmented_control(
        "Part of the lab",
        list(PARTS),
        format_func=lambda part: PARTS[part],
        key="lab_part",
        required=True,
        label_visibility="collapsed",
        persist_state="session",
    )
    return st.session_state.lab_part


def asked(name: str, known: Collection[str], usual: Usual) -> str | Usual:
    """What the link says, if it is one of those known; else the usual, and a sentence why."""
    found = session.link().get(name, usual)
    if found == usual or found in known:
        return found
    session.tell(f"The link's “{name}” is not one of {', '.join(known)}: it was left out.")
    return usual


def linked_setup(usual: Setup) -> Setup:
    """The set-up that the link says; the usual one, and a sentence why, if it cannot be trained."""
    try:
        return from_params(session.link(), usual)
    except SetupError as problem:
        session.tell(f"{problem} The usual set-up stands in.")
        return usual


# --- the run ---


def run() -> Run:
    """The visitor's run; the first one is what the link says."""
    state = session.shared()
    return state.run or begin(linked_setup(Setup()))


def begin(setup: Setup, own: Sequence[OwnDigit] = ()) -> Run:
    """A new run, paused, with these drawings among its examples; every control shows what it is."""
    found = session.shared().run = Run(setup, library.mnist(), library.exams())
    for digit in own:
        found.teach(digit.pixels, digit.label, digit.copies)
    st.session_state[SWITCH] = False
    st.session_state.lab_until = None
    st.session_state.lab_problem = ""
    st.session_state.lab_pace = deque(maxlen=PACE)
    st.session_state.pop("lab_back", None)
    return found


def running() -> bool:
    return st.session_state.get(SWITCH, False)


def prepare() -> Run:
    """Before any control: the run, and the switch as a slice may have left it."""
    found = run()
    if st.session_state.get("lab_stop"):
        st.session_state[SWITCH] = False
        st.session_state.lab_until = None
    st.session_state.lab_stop = False
    return found


# --- controls ---


def controls(found: Run) -> DeltaGenerator:
    """The switch and what can be turned while it runs, in one row, which is returned."""
    on = running()
    row = st.container(key="train", horizontal=True, vertical_alignment="center", gap="small")
    with row:
        name = "Pause" if on else "Again" if found.done else "Start"
        st.toggle(name, key=SWITCH, on_change=_switched)
        stuck = on or bool(found.problem)
        st.button("One mini-batch", on_click=_one_batch, disabled=stuck or found.done)
        last = found.done and found.setup.epochs >= MOST_EPOCHS
        end = "To the end of this epoch, or of one more"
        st.button("One epoch", on_click=_one_epoch, disabled=stuck or last, help=end)
        st.button("Reset", icon=":material/restart_alt:", on_click=_reset)
        setup = found.setup
        _slider("Learning rate α", RATES, "learning_rate", setup, lambda alpha: f"{alpha:.3g}")
        _slider("Mini-batch m", BATCHES, "mini_batch", setup, str)
        with st.popover(
            "Set-up", icon=":material/tune:", key="lab_setup", on_change="rerun"
        ) as opened:
            if opened.open:  # a browser sends stale values of what it does not show
                _setup(setup)
    for problem in filter(None, (st.session_state.get("lab_problem"), found.problem)):
        st.warning(problem, icon=":material/info:")
    return row


def _bound(name: str, value: object) -> dict[str, Any]:
    """What ties a control to one thing of the set-up; it shows that value whenever it is drawn."""
    key = f"lab_{name}"
    st.session_state[key] = value
    return {"key": key, "on_change": _changed, "args": (name,)}


def _slider(label: str, options: list, name: str, setup: Setup, text: Callable[[Any], str]) -> None:
    value = getattr(setup, name)
    options = sorted({*options, value})
    st.select_slider(label, options, format_func=text, **_bound(name, value))


def _setup(setup: Setup) -> None:
    """What a training starts from: changing it starts again from a new network."""
    typed = st.session_state.get("lab_hidden") if st.session_state.get("lab_problem") else None
    hidden = layers_text(setup.hidden) if typed is None else typed
    st.text_input("Hidden layers", placeholder="none", **_bound("hidden", hidden))
    activation = _bound("activation", setup.activation)
    st.segmented_control("Activation", list(ACTIVATIONS), required=True, **activation)
    start = _bound("start", setup.start)
    st.selectbox(
        "Weights at the start", list(STARTS), format_func=lambda start: STARTS[start], **start
    )
    _slider("Training digits", AMOUNTS, "examples", setup, lambda count: f"{count:,}")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.number_input("Seed", 0, 2**31, step=1, width=120, **_bound("seed", setup.seed))
        st.toggle("Shuffle the labels", **_bound("shuffled", setup.shuffled))
    st.caption("These start a new network. What follows can change while it trains.")
    _slider("Epochs", EPOCHS, "epochs", setup, str)
    st.segmented_control(
        "α over the epochs",
        list(SCHEDULES),
        format_func=lambda schedule: SCHEDULES[schedule],
        required=True,
        **_bound("schedule", setup.schedule),
    )


def _changed(name: str) -> None:
    """A control was moved: the run turns, or where that cannot be, a new one begins."""
    found, value = run(), st.session_state[f"lab_{name}"]
    try:
        if name == "hidden":
            value = parse_layers(value)
        setup = replace(found.setup, **{name: value})
    except SetupError as problem:
        st.session_state.lab_problem = str(problem)
        return
    st.session_state.lab_problem = ""
    if found.setup.needs_new_run(setup):
        begin(setup, found.own)
    else:
        with turns().take(id(found)):
            found.turn(setup)


def _switched() -> None:
    found = run()
    if running() and (found.done or found.problem):
        begin(found.setup, found.own)
        st.session_state[SWITCH] = True
    if not running():
        found.record()
    st.session_state.lab_pace = deque(maxlen=PACE)
    st.session_state.lab_until = None
    st.session_state.pop("lab_back", None)


def _one_batch() -> None:
    found = run()
    with turns().take(id(found)):
        found.step()
    st.session_state.pop("lab_back", None)


def _one_epoch() -> None:
    found = run()
    if found.done:
        longer = found.setup.one_more()
        if longer.learning_rate != found.setup.learning_rate:
            alpha = f"{longer.learning_rate:g}"
            st.toast(f"α had come down to 0 with the cosine. It goes on with α = {alpha}.")
        found.turn(longer)
    st.session_state.lab_until = int(found.epoch) + 1
    st.session_state[SWITCH] = True
    st.session_state.pop("lab_back", None)


def _reset() -> None:
    begin(run().setup, run().own)


# --- what is seen ---


def watch() -> None:
    """Train a slice if the switch is on, then show where it stands; again and again while on."""
    on = running()
    st.fragment(_slice, run_every=EVERY if on else None)(run(), on)


def _slice(found: Run, on: bool) -> None:
    """on: whether the page was drawn as running; a browser may still ask for a slice after that."""
    if on and running() and found is session.shared().run:
        until = st.session_state.get("lab_until") or float("inf")
        with turns().take(id(found)) as seconds:
            found.advance(seconds, until)
        st.session_state.lab_pace.append((time.monotonic(), found.epoch))
        if found.done or found.problem or found.epoch >= until:
            st.session_state.lab_stop = True
            st.rerun(scope="app")
    chosen = looked_back(found)
    with st.container(key="accuracy"):
        st.html(_standing(found, chosen))
        if found.own:
            own_digits(found, chosen, _forget)
    with st.container(key="pictures"):
        pictures(found, chosen, st.session_state.get("lab_neuron", 10), _neuron)


def looked_back(found: Run) -> Snapshot | None:
    """The recorded moment that was chosen; None for now."""
    index = st.session_state.get("lab_back")
    if index is None or running() or not 0 <= index < len(found.snapshots) - 1:
        return None
    return found.snapshots[index]


def _forget() -> None:
    found = run()
    with turns().take(id(found)):
        found.forget(st.session_state.own.removed)


def _neuron() -> None:
    neuron = st.session_state.live.neuron
    if isinstance(neuron, int) and 0 <= neuron < 128:
        st.session_state.lab_neuron = neuron


def _standing(found: Run, chosen: Snapshot | None) -> str:
    """How well it reads, how far it is, how long it takes."""
    moment = chosen.moment if chosen else found.moments[-1]
    step, epoch = (moment.step, moment.epoch) if chosen else (found.steps, found.epoch)
    share = 100 * min(1, epoch / found.setup.epochs)
    steps = f"{step:,} step{'s' * (step != 1)}"
    where = f"epoch {epoch:.3g} of {found.setup.epochs}"
    if found.setup.schedule == "cosine" and 0 < epoch < found.setup.epochs:
        where += f", α now {found.setup.rate(int(epoch)):.2g}"
    return (
        f'<div class="standing"><p><b>{axes.percent(moment.test_right)}</b> '
        f"of the 10,000 test digits</p><p><b>{steps}</b>, {where}</p>"
        f'<div class="progress"><i style="width:{share:.2f}%"></i></div><p>{_pace(found)}</p></div>'
    )


def _pace(found: Run) -> str:
    if found.problem:
        return "stopped: it diverged"
    if not found.seconds:
        return "random weights: it has learnt nothing yet"
    pace = f"{float(f'{found.examples_per_second:.3g}'):,.0f} digits a second"
    if found.done:
        return f"{found.seconds:.3g} s of steps, {pace}"
    marks = st.session_state.lab_pace
    if running() and len(marks) == PACE and marks[-1][1] > marks[0][1]:
        (began, first), (now, last) = marks[0], marks[-1]
        left = (found.setup.epochs - last) * (now - began) / (last - first)
        return f"{found.seconds:.3g} s of steps, about {left:.2g} s to go, {pace}"
    return f"{found.seconds:.3g} s of steps, {pace}"
