"""What the inspector is about, and what was said of it last."""

from dataclasses import dataclass
from typing import Any

from backprop import explain
from backprop.views import session
from backprop.why import pick
from backprop.why.selection import Neuron, Thing, Weight, parse, require


@dataclass(frozen=True)
class Said:
    """A sentence about what is open. why: it is worth a look; problem: nothing else was opened"""

    about: Thing | None = None
    why: str = ""
    problem: str = ""


@dataclass
class Inspected:
    """What this page alone keeps."""

    said: Said = Said()


def say(said: Said) -> None:
    session.kept("inspected", Inspected).said = said


def said(thing: Thing) -> Said:
    """What was said last, if it is about this."""
    last = session.kept("inspected", Inspected).said
    return last if last.about == thing else Said()


def selection() -> Thing:
    """The neuron, weight or bias that was chosen last, if this network has it.

    Until then, the weight into the outputs with the largest gradient.
    """
    _open_linked()
    chosen = session.shared().selected
    if chosen is not None:
        try:
            require(chosen, session.network())
            return chosen
        except ValueError:
            session.shared().selected = None
    about = session.digit_or_example()
    answer = explain.answer(session.network(), about.pixels, about.label)
    return pick.largest_of_last_layer(answer.gradients)


def _open_linked() -> None:
    """What the link opens, once the network that it asks for is there."""
    state = session.shared()
    if state.opened is None or state.asked is not None:
        return
    text, state.opened = state.opened, None
    try:
        state.selected = parse(text, session.network())
    except ValueError as problem:
        session.tell(f"The link opens “{text[:20]}”, which this network does not have. {problem}")


def select(thing: Thing) -> None:
    """Choose what the inspector opens. Raises ValueError where the network has no such thing."""
    require(thing, session.network())
    session.shared().selected = thing


def select_clicked(clicked: Any) -> None:
    """Choose what was clicked on the graph; a message that no graph would send is not heard."""
    try:
        kind, layer = clicked["kind"], clicked["layer"]
        select(
            Neuron(layer, clicked["index"])
            if kind == "neuron"
            else Weight(layer, clicked["to"], clicked["source"])
        )
    except (TypeError, KeyError, ValueError):
        return
