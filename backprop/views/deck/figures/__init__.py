"""The live figures of the deck, by the names that its slides use, drawn by one component.

A figure is a function of a Scene that returns a Picture; its drawing is the entry of the same name
in assets/components/slidefigure/.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
import streamlit as st

from backprop.live.wire import pack
from backprop.views import address, session
from backprop.views.component import component
from backprop.views.deck import subject
from backprop.views.deck.figures import descents, graphs, neurons, slopes
from backprop.views.deck.figures.scene import Picture, Scene, Slider

_slidefigure = component("slidefigure")

FIGURES: dict[str, Callable[[Scene], Picture]] = {
    **graphs.FIGURES,
    **neurons.FIGURES,
    **slopes.FIGURES,
    **descents.FIGURES,
}

# On paper a figure is a result: sliders that nobody moved stand here, and what has to be worked out
# is, with a button; done is what its header then holds.
PRINTED = {"ways": {"bias": 1.0}, "silence": {"sent": 0.0}}
WORKED_OUT = {"race": ("start", "lanes"), "beauty": ("go", "done")}
# Those that show nothing once there is nothing left to learn.
LEARNING = {"steps", *neurons.FIGURES, *slopes.FIGURES}


@dataclass
class Handled:
    """What one visitor did to the figures: where sliders stand, which button was pressed last."""

    moved: dict[str, dict[str, float]] = field(default_factory=dict)
    pressed: dict[str, str] = field(default_factory=dict)


def figure(name: str, key: str, printed: bool = False) -> None:
    """Mount the figure that a slide names; a name nobody knows is told where it should stand.

    printed: whether it is for paper
    """
    draw = FIGURES.get(name)
    if draw is None:
        st.error(f"There is no figure “{name}”. There are: {', '.join(FIGURES)}.")
        return
    handled, (network, answer) = session.kept("figures", Handled), subject.subject()
    offers = subject.offers() if name in LEARNING else {}
    if not printed:
        _take_link(name, draw)
    moved, pressed = handled.moved.get(name, {}), handled.pressed.pop(name, None)
    if printed:
        moved, pressed = moved or PRINTED.get(name, {}), None
    scene = Scene(network, answer, moved, pressed, printed)
    picture = _worked_out(name, scene) if printed else draw(scene)
    sliders = [{**vars(s), "value": moved.get(s.name, s.start)} for s in picture.sliders]
    header = {
        "kind": name,
        "slide": key,
        "part": picture.part,
        "label": answer.label,
        "printed": printed,
        "instead": subject.said(),
        "little": _little(answer.cost, name, moved),
        **picture.header,
        "mode": session.linked("mode", modes) if (modes := picture.header.get("modes")) else None,
        "sliders": sliders,
        "buttons": [list(button) for button in (*picture.buttons, *offers.items())],
    }
    body = np.zeros(0) if picture.body is None else picture.body
    mounted = f"figure-{key}"
    _slidefigure(
        key=mounted,
        data=pack(header, np.round(127 * body).astype(np.int8)),
        on_moved_change=lambda: _moved(name, mounted, picture.sliders),
        on_pressed_change=lambda: _pressed(name, mounted, picture.buttons, offers),
    )


def _worked_out(name: str, scene: Scene) -> Picture:
    """The figure with what comes of it, which may take seconds."""
    draw, picture = FIGURES[name], FIGURES[name](scene)
    start, result = WORKED_OUT.get(name, ("", ""))
    if start and not picture.header.get(result):
        picture = draw(replace(scene, pressed=start))
    while picture.header.get("running"):
        picture = draw(replace(scene, pressed="more"))
    return picture


def _little(cost: float, name: str, moved: dict[str, float]) -> float | None:
    """A cost that leaves a figure next to nothing to show, unless it has its own words for it."""
    wordless = name in LEARNING - {"steps", "rank"} and not any(moved.values())
    return cost if wordless and cost < subject.LITTLE else None


def sliders_of(name: str | None) -> dict[str, float]:
    """Where the sliders of a figure stand that were moved; with one, all of them count as moved."""
    return session.kept("figures", Handled).moved.get(name or "", {})


def _take_link(name: str, draw: Callable[[Scene], Picture]) -> None:
    """Where the link says that the sliders of the first figure stand."""
    state = session.shared()
    if not state.moved or state.asked is not None:
        return
    linked, state.moved = state.moved, {}
    network, answer = subject.subject()
    sliders = {s.name: s for s in draw(Scene(network, answer, {}, None)).sliders}
    if all(n in sliders and sliders[n].holds(value) for n, value in linked.items()):
        _move(name, tuple(sliders.values()), linked)
    else:
        session.tell(address.NO_MOVED)


def _moved(name: str, mounted: str, sliders: tuple[Slider, ...]) -> None:
    _move(name, sliders, session.sent(mounted, "moved"))


def _move(name: str, sliders: tuple[Slider, ...], sent: object) -> None:
    known = session.kept("figures", Handled).moved.setdefault(name, {})
    for slider in sliders:
        value = sent.get(slider.name) if isinstance(sent, dict) else None
        if isinstance(value, int | float) and math.isfinite(value):
            known[slider.name] = min(slider.high, max(slider.low, float(value)))


def _pressed(
    name: str, mounted: str, buttons: tuple[tuple[str, str], ...], offers: dict[str, str]
) -> None:
    sent = session.sent(mounted, "pressed")
    if sent in offers:
        subject.take(sent)
    elif sent in {button for button, _ in buttons}:
        session.kept("figures", Handled).pressed[name] = sent
