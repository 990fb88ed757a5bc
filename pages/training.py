"""The training lab: watch it learn, race mini-batches against the full batch, break it."""

import streamlit as st

from backprop.lab.run import Run
from backprop.views import session
from backprop.views.training import breaking, lab, outcome, own, racing, valley
from backprop.views.training.state import state


def learn() -> None:
    found = lab.run()
    with lab.controls(found):
        own.popover(found)
    lab.watch()
    afterwards(found)
    if not lab.running():
        outcome.bring_back()
    session.write_url(more=found.setup.params())


def afterwards(found: Run) -> None:
    if not lab.running() and found.steps:
        outcome.look_back(found)
        outcome.outcome(found, lab.looked_back(found) or found.snapshots[-1])


def break_it() -> None:
    experiment = breaking.choose()
    breaking.write_url()
    if experiment is None:
        breaking.all_ways()
        return
    found = lab.run()
    if not breaking.asked():
        lab.pause()
        breaking.ask(experiment)
        lab.watch()
        return
    breaking.explain(experiment, found)
    lab.controls(found)
    lab.watch()
    afterwards(found)


def race() -> None:
    found = state().race
    racing.controls(found)
    if found is None:
        racing.ask()
    else:
        racing.watch(found)
        if found.done:
            racing.result(found)
            valley.valley(found)
    racing.write_url()


with st.container(key="lab_head", horizontal=True, vertical_alignment="center"):
    st.html("<h1>Training <small>Mini-batches, one small step after each</small></h1>")
    part = lab.part()
{"learn": learn, "race": race, "break": break_it}[part]()
if session.shared().notices:
    st.rerun()  # they stand above the page, which is drawn by now
