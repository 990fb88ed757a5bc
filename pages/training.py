"""The training lab: watch it learn, race mini-batches against the full batch, break it."""

import streamlit as st

from backprop.lab.run import Run
from backprop.views import choice, session, way
from backprop.views.glossary import word
from backprop.views.room import training as of_class
from backprop.views.training import breaking, bring, lab, outcome, own, racing, valley
from backprop.views.training.state import state


def learn() -> None:
    run = lab.current_run()
    lab.controls(run, lambda: own.popover(run))
    of_class.offer(run)
    lab.watch(of_class.result)
    afterwards(run)
    if not lab.running():
        bring.bring()
    session.write_url(more=run.setup.params())


def afterwards(run: Run) -> None:
    if not lab.running() and run.steps:
        outcome.look_back(run)
        outcome.outcome(run, lab.looked_back(run) or run.snapshots[-1])


def break_it() -> None:
    experiment = breaking.choose()
    breaking.write_url()
    if experiment is None:
        breaking.all_ways()
        return
    run = lab.current_run()
    if not breaking.asked():
        lab.pause()
        breaking.ask(experiment)
        lab.watch()
        return
    behind = breaking.beside(experiment, run)
    breaking.explain(experiment, run)
    lab.controls(run)
    lab.watch(beside=behind)
    afterwards(run)


def race() -> None:
    race = state().race
    racing.controls(race)
    if race is None:
        racing.ask()
    else:
        racing.watch(race)
        if race.done:
            racing.result(race)
            valley.valley(race)
    racing.write_url()


with st.container(key="lab_head", horizontal=True, vertical_alignment="center"):
    batches = word("batch", "Mini-batches")
    st.html(f"<h1>Training <small>{batches}, one small step after each</small></h1>")
    part = choice.part("lab", lab.PARTS)
if part == "learn":
    way.stop("training")
{"learn": learn, "race": race, "break": break_it}[part]()
