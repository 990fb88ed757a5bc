"""Break it on purpose: predict with one click, watch, then read why."""

import streamlit as st

from backprop.lab.experiments import EXPERIMENTS, Experiment
from backprop.lab.run import Run
from backprop.lab.setup import Setup
from backprop.views.training import lab

CHOSEN, GUESS = "lab_experiment", "lab_guess"


def choose() -> Experiment | None:
    """Which experiment; the first time, by the link."""
    if CHOSEN not in st.session_state:
        key = st.session_state[CHOSEN] = lab.asked("break", EXPERIMENTS, None)
        if key:
            _begin(lab.linked_setup(EXPERIMENTS[key].setup))
    if st.session_state[CHOSEN] is None:
        return None
    st.pills(
        "What to break",
        list(EXPERIMENTS),
        format_func=lambda key: EXPERIMENTS[key].title,
        key=CHOSEN,
        on_change=_chosen,
        label_visibility="collapsed",
        persist_state="session",
    )
    return EXPERIMENTS.get(st.session_state[CHOSEN])


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
    st.session_state[CHOSEN] = key
    _chosen()


def params() -> dict[str, str]:
    """What is broken, and what was changed in it, as a link carries it."""
    key = st.session_state[CHOSEN]
    if not key:
        return {"part": "break"}
    changed = lab.run().setup.params(EXPERIMENTS[key].setup)
    return {"part": "break", "break": key} | changed


def _chosen() -> None:
    if experiment := EXPERIMENTS.get(st.session_state[CHOSEN]):
        _begin(experiment.setup)


def _begin(setup: Setup) -> None:
    st.session_state[GUESS] = None
    lab.begin(setup)


def ask(experiment: Experiment) -> None:
    """The question and its choices; a click on one of them starts the training."""
    with st.container(key="breaking"):
        st.html(f"<h2>{experiment.question}</h2>")
        with st.container(horizontal=True, gap="small"):
            for index, choice in enumerate(experiment.choices):
                st.button(choice, key=f"lab_choice_{index}", on_click=_predict, args=(index,))
            st.button(
                "Just watch",
                key="lab_choice_none",
                type="tertiary",
                on_click=_predict,
                args=(None,),
            )


def _predict(index: int | None) -> None:
    st.session_state[GUESS] = -1 if index is None else index
    lab.start()


def asked() -> bool:
    """Whether the prediction was made, or left out."""
    return st.session_state.get(GUESS) is not None


def explain(experiment: Experiment, found: Run) -> None:
    """What to look at while it runs; afterwards what happened, and why."""
    guess = st.session_state[GUESS]
    with st.container(key="breaking"):
        over = found.done or bool(found.problem)
        title = f"Look at this: {experiment.look}"
        if over:
            title = f"{experiment.choices[experiment.right]}."
        st.html(
            f"<h2>{title}</h2><div class='why'><p>{_verdict(experiment, guess, over)}</p></div>"
        )


def _verdict(experiment: Experiment, guess: int, over: bool) -> str:
    said = "" if guess < 0 else f"You predicted: {experiment.choices[guess]}. "
    if not over:
        return f"{said}{experiment.question}"
    if guess >= 0:
        said = "As you predicted. " if guess == experiment.right else said
    return said + experiment.why
