"""Break it on purpose: predict with one click, watch, then read why."""

from dataclasses import replace

import streamlit as st

from backprop.lab.experiments import ALIKE, EXPERIMENTS, Experiment
from backprop.lab.run import Run
from backprop.lab.setup import MOST_EPOCHS, Setup
from backprop.views import library, session
from backprop.views.glossary import linked_html
from backprop.views.numbers import percent
from backprop.views.training import lab, told
from backprop.views.training.beside import Beside
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
    state().guess = state().broken = None
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
        over = bool(run.done or run.problem)
        if state().broken:
            title, said = _mended(experiment, run, over)
        elif not over:
            title = f"Look at this: {experiment.look}"
            said = f"<p>{_guess(experiment)} {experiment.question} {_behind(experiment)}</p>"
        elif another(experiment, run):
            title = "What came of it"
            said = f"<p>{_guess(experiment)} {told.told_of_another(run)}</p>"
        else:
            title, said = _outcome(experiment, run)
        st.html(f"<h2>{title}</h2><div class='why'>{linked_html(said)}</div>")
        if over and not (state().broken or another(experiment, run)):
            _offer_to_mend(experiment, run)


def _outcome(experiment: Experiment, run: Run) -> tuple[str, str]:
    """What came true, as a title; whether it was predicted, the run's own numbers, and why."""
    came = experiment.came(run)
    wrong = f"{_guess(experiment)} It came otherwise." if _guess(experiment) else ""
    guessed = "As you predicted." if state().guess == came else wrong
    title = "None of the three" if came is None else experiment.choices[came]
    happened = told.told(session.held(CHOSEN), run)
    return f"{title}.", f"<p>{guessed} {happened}</p><p>{experiment.why}</p>"


def _guess(experiment: Experiment) -> str:
    guess = state().guess
    return "" if guess in (None, JUST_WATCH) else f"You predicted: {experiment.choices[guess]}."


def another(experiment: Experiment, run: Run) -> bool:
    """Whether more was changed than a seed and what can be turned while it trains."""
    return experiment.setup.needs_new_run(replace(run.setup, seed=experiment.setup.seed))


# --- the healthy run, and mending ---


def beside(experiment: Experiment, run: Run) -> Beside | None:
    """The run behind this one: the same without the fault, or once it is mended, the broken one."""
    known = state().beside
    if known and known.of is run:
        return known
    state().beside = None
    healthy = experiment.healthy(run.setup)
    if not (state().broken or another(experiment, run) or healthy == run.setup):
        follower = Run(healthy, library.mnist(), library.exams())
        state().beside = Beside(run, follower, "healthy")
    return state().beside


def _behind(experiment: Experiment) -> str:
    known = state().beside
    if known is None:
        return ""
    if known.name == "broken":
        return "The pale line is the broken training."
    return f"The pale line is the same training, same seed, with {experiment.cured}."


def _offer_to_mend(experiment: Experiment, run: Run) -> None:
    """One button that runs the cure; it says whether the network stays or a new one begins."""
    stays = _goes_on(experiment, run)
    how = "Train on" if stays else "Begin anew"
    st.button(
        f"Mend it: {how.lower()} with {experiment.cured}",
        key="lab_mend",
        icon=":material/healing:",
        on_click=_mend,
        args=(experiment,),
    )


def _goes_on(experiment: Experiment, run: Run) -> bool:
    return experiment.goes_on and run.done and run.setup.epochs < MOST_EPOCHS


def _mend(experiment: Experiment) -> None:
    """Train on without the fault for one epoch more, where that helps; else a new network does."""
    run, here = lab.current_run(), state()
    here.broken = run.moment
    mended = experiment.healthy(run.setup)
    if _goes_on(experiment, run):
        mended = replace(mended, epochs=mended.epochs + 1)
        run.turn(mended)
        here.set_ups += 1
        if here.beside:
            here.beside.run.turn(replace(here.beside.run.setup, epochs=mended.epochs))
    else:
        here.beside = Beside(lab.begin(mended), run, "broken")
    lab.start()


def _mended(experiment: Experiment, run: Run, over: bool) -> tuple[str, str]:
    """What the cure is; when it is over, what it came to, beside what was broken."""
    was, now = (moment.test_right for moment in (state().broken or run.moment, run.moment))
    if not over:
        return f"Now with {experiment.cured}", f"<p>{_behind(experiment)}</p>"
    ended = (
        f"<p>With {experiment.cured} it reads {percent(now)} of the test digits. Broken, it read "
        f"{percent(was)}. {_behind(experiment)}</p><p>{experiment.why}</p>"
    )
    return "Mended." if now > was + ALIKE else "That did not mend it.", ended
