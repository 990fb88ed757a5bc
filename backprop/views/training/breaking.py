"""Break it on purpose: predict with one click, watch, then read why."""

from dataclasses import replace

import streamlit as st

from backprop.lab.experiments import EXPERIMENTS, Experiment
from backprop.lab.run import Run
from backprop.lab.setup import Setup
from backprop.views import session
from backprop.views.glossary import linked_html
from backprop.views.training import lab, told
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
    changed = lab.current_run().setup.params(experiment.setup)
    with st.container(key="breaking"):
        st.html(f"<h2>{linked_html(experiment.question)}</h2>")
        if changed:
            parts = ", ".join(f"{name} = {value}" for name, value in changed.items())
            st.write(f"Your link asks for something else, though: {parts}.")
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
        if not (run.done or run.problem):
            title = f"Look at this: {experiment.look}"
            said = f"<p>{_guess(experiment)} {experiment.question}</p>"
        elif another(experiment, run):
            title = "What came of it"
            said = f"<p>{_guess(experiment)} {told.told_of_another(run)}</p>"
        else:
            title, said = _outcome(experiment, run)
        st.html(f"<h2>{title}</h2><div class='why'>{linked_html(said)}</div>")


def _outcome(experiment: Experiment, run: Run) -> tuple[str, str]:
    """What came true, as a title; whether it was predicted, the run's own numbers, and why."""
    came = experiment.came(run)
    guessed = "As you predicted." if state().guess == came else _guess(experiment)
    title = "None of the three" if came is None else experiment.choices[came]
    happened = told.told(session.held(CHOSEN), run)
    return f"{title}.", f"<p>{guessed} {happened}</p><p>{experiment.why}</p>"


def _guess(experiment: Experiment) -> str:
    guess = state().guess
    return "" if guess in (None, JUST_WATCH) else f"You predicted: {experiment.choices[guess]}."


def another(experiment: Experiment, run: Run) -> bool:
    """Whether more was changed than a seed and what can be turned while it trains."""
    return experiment.setup.needs_new_run(replace(run.setup, seed=experiment.setup.seed))
