"""The class trains the network: on the training page, while this visitor's room is open."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from backprop.lab import classroom
from backprop.lab.classroom import ClassTraining, Half
from backprop.lab.run import Run, Snapshot
from backprop.live.wire import pack
from backprop.room.asked import Drawn
from backprop.views import session
from backprop.views.component import component
from backprop.views.numbers import percent
from backprop.views.room import deck, service
from backprop.views.training import lab

FEWEST, LATEST = 2, 600  # labelled drawings that a run takes in
SHOWN = 24  # of those that are read otherwise than before

_became = component("classbecame")


@dataclass
class Kept:
    """of_class: the drawings in this visitor's run; began: the step at which they came in; told: at
    which the phones were last told what became of theirs"""

    of_class: ClassTraining | None = None
    began: int = 0
    told: int = 0


def _kept() -> Kept:
    return session.kept("class_training", Kept)


def _current(run: Run) -> ClassTraining | None:
    """The class's drawings in this run; those in a run before are no longer in question."""
    of_class = _kept().of_class
    return of_class if of_class and of_class.run is run else None


def offer(run: Run) -> None:
    """What the phones have drawn, and the button that trains on half of it."""
    open_room = deck.room()
    if open_room is None:
        return
    code, _ = open_room
    drawn = service.rooms().drawings(code)
    usable = _usable(drawn)
    with st.container(key="class_train", horizontal=True, vertical_alignment="center"):
        st.html(f"<p><b>The class’s digits.</b> {_said(drawn, usable)}</p>")
        again = _current(run) is not None
        st.button(
            "Take them anew" if again else "Train on half of them",
            key="class_teach",
            icon=":material/groups:",
            disabled=len(usable) < FEWEST or bool(run.problem),
            on_click=_teach,
            args=(code,),
        )


def _usable(drawn: list[Drawn]) -> list[Drawn]:
    return [one for one in drawn if one.label is not None][-LATEST:]


def _said(drawn: list[Drawn], usable: list[Drawn]) -> str:
    if not drawn:
        return "Nobody has drawn yet: “Digits from the room” on the slides asks for them."
    if len(usable) < FEWEST:
        return f"{len(drawn)} drawn, {len(usable)} with a label: training needs {FEWEST}."
    newest = ", the newest" if len(usable) == LATEST else ""
    held = len(classroom.held_out({one.id: one.label for one in usable if one.label is not None}))
    return (
        f"{len(drawn)} drawn; {len(usable)} with a label are taken{newest}: "
        f"{len(usable) - held} to train on, {held} held out, which tell what was learnt."
    )


def _teach(code: str) -> None:
    run, usable = lab.current_run(), _usable(service.rooms().drawings(code))
    known = [(one.id, one.pixels / 255, one.label) for one in usable if one.label is not None]
    if len(known) < FEWEST:  # somebody has removed them meanwhile
        return
    with lab.turns().take(id(run)):
        _kept().of_class = classroom.teach(run, known)
    _kept().began = _kept().told = run.steps


def result(run: Run, chosen: Snapshot | None) -> None:
    """Before → now, on the half that was held out, on the other, on the test digits."""
    of_class = _current(run)
    if of_class is None:
        return
    network = run.network(chosen) if chosen else run.current()
    now = classroom.outputs(network, of_class.pixels)
    right = chosen.moment.test_right if chosen else run.moment.test_right
    st.html(_table(of_class, now, right))
    if not lab.running() and of_class.run.steps > _kept().began:
        _show_changed(of_class, now)
        if not chosen:
            _tell(of_class, now)


def _show_changed(of_class: ClassTraining, now: np.ndarray) -> None:
    changed = of_class.changed(now)
    shown, count = changed[:SHOWN], len(changed)
    all_of_them = f"{count} of the class’s {len(of_class.ids)} digits"
    title = f"{all_of_them} {'is' if count == 1 else 'are'} read otherwise than before"
    if len(shown) < count:
        title += f", {SHOWN} of them here"
    became = of_class.became(now)
    digits = []
    for i in map(int, shown):
        before, _, after, _ = became[of_class.ids[i]]
        label, held = int(of_class.labels[i]), bool(of_class.held[i])
        digits.append({"label": label, "before": before, "now": after, "held": held})
    pixels = np.round(255 * of_class.pixels[shown]).astype(np.uint8)
    _became(key="class_became", data=pack({"title": f"{title}.", "digits": digits}, pixels))


def _tell(of_class: ClassTraining, now: np.ndarray) -> None:
    """Each phone learns what became of its own digit, once for each stop of the training."""
    open_room, steps = deck.room(), of_class.run.steps
    if open_room and steps > _kept().told:
        service.rooms().tell_became(open_room[0], of_class.became(now))
        _kept().told = steps


def _table(of_class: ClassTraining, now: np.ndarray, test_right: float) -> str:
    held, trained = (of_class.half(now, held) for held in (True, False))
    times = f", {of_class.copies} times each" if of_class.copies > 1 else ""
    rows = [
        _row(f"{held.count} held out: nothing trains on them", held),
        _row(f"{trained.count} trained on{times}", trained),
    ]
    test = f"<td>{percent(of_class.test_right)}</td><td><b>{percent(test_right)}</b></td>"
    rows.append(f"<tr><th scope='row'>10,000 test digits of MNIST</th>{test}</tr>")
    begun = of_class.run.steps > _kept().began
    phones = "" if begun else "Now train on, with <b>Start</b> or <b>One epoch</b>. "
    phones += "When training stops, each phone sees what became of its own digit."
    head = "<tr><th scope='col'>The class’s digits</th><th scope='col'>before</th>"
    return (
        f"<div class='class-table'><table><thead>{head}<th scope='col'>now</th></tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table><p>{phones}</p></div>"
    )


def _row(name: str, half: Half) -> str:
    before, now = (f"{right} of {half.count} right" for right in (half.before, half.now))
    return f"<tr><th scope='row'>{name}</th><td>{before}</td><td><b>{now}</b></td></tr>"
