"""What the browser keeps for a visitor, and gives back to a session that does not know it: after a
reload, after the server was started anew. Networks of their own, the training, the drawing and
the page that it comes from."""

import base64
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
import streamlit as st

from backprop import digits, networks
from backprop.lab import saved, takeaway
from backprop.lab.run import Run
from backprop.live.wire import pack
from backprop.views import brought, library, session
from backprop.views.component import component
from backprop.views.training import lab

_memory = component("memory")
_browser = component("browser")


@dataclass(frozen=True)
class Thing:
    """Something to be kept. content: called where the browser does not have it yet."""

    name: str
    title: str
    content: Callable[[], bytes]


def browser() -> None:
    """Prepare the browser, once: mounted on every page."""
    _browser(key="browser")


@st.fragment
def memory() -> None:
    """Mounted once on every page, before what it may bring back is shown."""
    state = session.shared()
    new = [thing for thing in _things() if thing.name not in state.kept]
    contents = [thing.content() for thing in new]
    header = {
        "session": state.token,
        "asked": state.asked is not None,
        "unsaved": _trains_on(),
        "things": [
            {"name": thing.name, "title": thing.title, "size": len(content)}
            for thing, content in zip(new, contents)
        ],
    }
    sent = _memory(
        key="memory",
        data=pack(header, np.frombuffer(b"".join(contents), np.uint8)),
        on_kept_change=lambda: None,
        on_restored_change=_restore,
        on_missed_change=lambda: None,
    )
    state.kept.update(sent.kept or ())
    if state.restored or sent.missed:
        state.restored = False
        session.tell_again()
        st.rerun()


def _things() -> Iterator[Thing]:
    state = session.shared()
    for name, (title, network) in reversed(state.trained.items()):
        yield Thing(name, title, partial(takeaway.network_file, network))
    if brought.name():
        yield Thing(brought.name(), "", brought.packed)
    if state.run is not None and not lab.running():
        yield _training(state.run)


def _training(run: Run) -> Thing:
    """A run that stands still; one that has not begun takes the place of what was kept before."""
    what = run.setup, run.steps, tuple(digit.number for digit in run.own)
    begun = run.steps > 0 or bool(run.own)
    name = f"run-{session.shared().token}-{hash(what)}" if begun else "run-none"
    return Thing(name, "", lambda: saved.freeze(run) if begun else b"")


def _trains_on() -> bool:
    run = session.shared().run
    return run is not None and lab.running()


# --- what comes back ---


def _restore() -> None:
    """Take over what the browser kept; what cannot be used is left out."""
    sent, state = session.sent("memory", "restored"), session.shared()
    for thing in sent["things"]:
        try:
            _take(thing["name"], thing["title"], base64.b64decode(thing["data"]))
        except ValueError:
            continue
    if state.drawing.empty:
        session.take_ink(sent["drawing"])
    session.settle_network()
    state.restored = True


def _take(name: str, title: str, content: bytes) -> None:
    """Raises ValueError where the content is not what the name says."""
    state = session.shared()
    kind = name.split("-")[0]
    if kind == "picture":
        grey = np.frombuffer(content, np.uint8).reshape(digits.CANVAS, digits.CANVAS)
        state.own_pictures[name] = grey
    elif kind == "page":
        brought.unpack(content)
    elif kind == "own":
        state.trained.setdefault(name, (title, networks.load(io.BytesIO(content))))
        state.kept.add(name)
    elif kind == "run" and (state.run is None or not state.run.steps):
        lab.take_up(saved.thaw(content, library.mnist(), library.exams()))
