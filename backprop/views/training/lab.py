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
from backprop.network import Network
from backprop.views import library, session
from backprop.views.training.beside import Beside
from backprop.views.training.live import own_digits, pictures
from backprop.views.training.standing import standing
from backprop.views.training.state import state

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


def linked_setup(usual: Setup) -> Setup:
    """The set-up that the link says; the usual one, and a sentence why, if it cannot be trained."""
    try:
        setup = from_params(session.link(), usual)
        return setup.going_on_from(session.network()) if setup.start == "given" else setup
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
    """Where the set-up starts from a network, the one that every page is about."""
    return take_up(Run(setup, library.mnist(), library.exams(), session.network()))


def take_up(run: Run) -> Run:
    """Another run, paused; every control shows what it is."""
    state().set_ups += 1
    pause()
    _put(run)
    return run


def train_on(network: Network) -> None:
    """A run that starts from a network. Raises SetupError where it is too large for that."""
    usual = Setup(learning_rate=USUAL_RATES[network.activation]).going_on_from(network)
    take_up(Run(usual, library.mnist(), library.exams(), network))


def _again(setup: Setup, own: Sequence[OwnDigit], given: Network | None) -> None:
    """From a new network or again from the given one, with the same drawings among the examples."""
    run = Run(setup, library.mnist(), library.exams(), given)
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


def controls(run: Run, also: Callable[[], None] = lambda: None) -> None:
    """The switch, what opens (also: what else does), and last what can be turned while it runs."""
    on = running()
    with st.container(key="train", horizontal=True, vertical_alignment="center", gap="small"):
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
        with st.popover(
            "Set-up", icon=":material/tune:", key="lab_setup", on_change="rerun"
        ) as opened:
            if opened.open:  # a browser sends stale values of what it does not show
                _setup(setup)
        also()
        with st.container(key="lab_turned", horizontal=True, vertical_alignment="bottom"):
            _turning(setup)
    for problem in filter(None, (state().problem, run.problem)):
        st.warning(problem, icon=":material/info:")


def _turning(setup: Setup) -> None:
    """What can be turned while it runs."""
    with _place("learning_rate"):
        label = f"Learning rate α, usual {USUAL_RATES[setup.activation]:g}"
        _slider(label, RATES, "learning_rate", setup, lambda alpha: f"{alpha:.3g}")
    with _place("mini_batch"):
        _slider(f"Mini-batch m, usual {USUAL_BATCH}", BATCHES, "mini_batch", setup, str)


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
        help="“Those of a network” are those of the one in the sidebar.",
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
    lab.problem, lab.typed = "", layers_text(run.setup.hidden)
    try:
        if name == "hidden":
            lab.typed, value = value, parse_layers(value)
        setup, given = _turned(run, name, value)
    except SetupError as problem:
        lab.problem = str(problem)
        return
    if setup != replace(run.setup, **{name: value}):
        lab.set_ups += 1  # the other controls show what it means for them
    if run.problem or run.setup.needs_new_run(setup):
        pause()
        _again(setup, run.drawn, given)
    else:
        with turns().take(id(run)):
            run.turn(setup)


def _turned(run: Run, name: str, value: Any) -> tuple[Setup, Network | None]:
    """The set-up with another value, and the network that it starts from, if it is given one."""
    if name == "start" and value == "given":
        return run.setup.going_on_from(session.network()), session.network()
    setup = replace(run.setup, **{name: value})
    if setup.start == "given" and name in ("hidden", "activation"):
        setup = replace(setup, start="scaled")
    return setup, run.given


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
        _again(run.setup, run.drawn, run.given)


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
    run = current_run()
    _again(run.setup, run.drawn, run.given)


# --- what is seen ---


def watch(
    also: Callable[[Run, Snapshot | None], None] | None = None, beside: Beside | None = None
) -> None:
    """Train a slice if the switch is on, then show where it stands; again and again while on.

    also: what else is shown of it each time, of now or of the moment looked back at
    beside: the run behind it, which follows at half the pace of both
    """
    moves = running() or (beside and beside.behind)
    st.fragment(_slice, run_every=EVERY if moves else None)(current_run(), also, beside)


def _slice(
    run: Run, also: Callable[[Run, Snapshot | None], None] | None, beside: Beside | None
) -> None:
    lab = state()
    if beside and beside.behind:
        with turns().take(id(beside)) as seconds:
            beside.follow(seconds)
        if not (lab.on or beside.behind):
            st.rerun(scope="app")  # which shows it, and stops asking
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
        st.html(standing(run, chosen, lab.on))
        if run.drawn:
            own_digits(run, chosen, _forget)
        if also:
            also(run, chosen)
    with st.container(key="pictures"):
        pictures(run, chosen, lab.neuron, _neuron, beside)


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
