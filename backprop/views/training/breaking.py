"""Break it on purpose: predict with one click, watch, then read why."""

import streamlit as st

from backprop.lab.experiments import EXPERIMENTS, Experiment
from backprop.lab.run import Run
from backprop.lab.setup import Setup
from backprop.views import session
from backprop.views.training import lab
from backprop.views.training.state import JUST_WATCH, state

CHOSEN = "lab_experiment"  # the pills' key


def choose() -> Experiment | None:
    """Which experiment; the first time, by the link."""
    if session.kept(CHOSEN, _linked) is None:
        return None
    key = st.pills(
        "What to break",
        list(EXPERIMENTS),
        format_func=lambda key: EXPERIMENTS[key].title,
        key=CHOSEN,
        on_change=_chosen,
        label_visibility="collapsed",
        persist_state="session",
    )
    return EXPERIMENTS.get(key or "")


def _linked() -> str | None:
    """The experiment that the link says, begun as it says."""
    key = session.linked("break", EXPERIMENTS)
    if key:
        _begin(lab.linked_setup(EXPERIMENTS[key].setup))
    return key


def all_ways() -> None:
    """Every way to break it, with its question: something to choose from."""
    st.html(
        "<p class='about'>Eight ways to spoil a training, each on the real network. "
        "Choose one: you predict, it trains, you read why.</p>"
    )
    with st.container(key="ways"):
        for key, experiment in EXPERIMENTS.items():
            with st.container():
                st.button(experiment.title, key=f"break_{key}", on_click=_choose, args=(key,))
                st.html(f"<p>{experiment.question}</p>")


def _choose(key: str) -> None:
    session.put(CHOSEN, key)
    _chosen()


def write_url() -> None:
    """What is broken, and what was changed in it."""
    key = session.held(CHOSEN)
    changed = lab.current_run().setup.params(EXPERIMENTS[key].setup) if key else {}
    session.write_url({"part": "break", "break": key}, changed)


def _chosen() -> None:
    if experiment := EXPERIMENTS.get(session.held(CHOSEN)):
        _begin(experiment.setup)


def _begin(setup: Setup) -> None:
    state().guess = None
    lab.begin(setup)


def ask(experiment: Experiment) -> None:
    """The question and its choices; a click on one of them starts the training."""
    with st.container(key="breaking"):
        st.html(f"<h2>{experiment.question}</h2>")
        lab.predict("lab", experiment.choices, _predict)


def _predict(index: int | None) -> None:
    state().guess = JUST_WATCH if index is None else index
    lab.start()


def asked() -> bool:
    """Whether the prediction was made, or left out."""
    return state().guess is not None


def explain(experiment: Experiment, run: Run) -> None:
    """What to look at while it runs; afterwards what happened, and why."""
    with st.container(key="breaking"):
        over = run.done or bool(run.problem)
        title = f"Look at this: {experiment.look}"
        if over:
            title = f"{experiment.choices[experiment.right]}."
        st.html(f"<h2>{title}</h2><div class='why'><p>{_verdict(experiment, over)}</p></div>")


def _verdict(experiment: Experiment, over: bool) -> str:
    guess, said = state().guess, ""
    if guess is not None and guess != JUST_WATCH:
        said = f"You predicted: {experiment.choices[guess]}. "
    if not over:
        return said + experiment.question
    if guess == experiment.right:
        said = "As you predicted. "
    return said + experiment.why
