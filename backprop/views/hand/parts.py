"""The parts of the page By hand: a small network, a weight of one's own digit."""

from typing import Any

import streamlit as st

from backprop.explain import Answer
from backprop.hand import fading, real, small
from backprop.hand.fading import LEVELS, Work
from backprop.hand.real import Real
from backprop.hand.sheet import short
from backprop.hand.small import Small
from backprop.lab.setup import Setup
from backprop.views import session
from backprop.views.deck import subject
from backprop.views.hand import picture, state, worksheet

USUAL = 8  # sheets of a set
PARTS = {"network": "A small network", "digit": "Your digit", "order": "Order the lines"}


def network() -> None:
    """Two inputs, two hidden neurons, one output, numbers for the head."""
    seed = state.hand().seed
    if state.hand().record is None or seed is None:
        worksheet.ask()
        return
    made, key = small.small(seed), f"small {seed}"
    work = state.record().work(key, "small")

    def on() -> None:
        state.use(state.a_seed())

    with st.container(key="hand_head", horizontal=True, vertical_alignment="center"):
        _level(key, work)
        st.button("Another sheet", key="hand_another", on_click=on, icon=":material/refresh:")
        st.button("Print a set", key="hand_print", on_click=_print, icon=":material/print:")
    lines = fading.in_sheet(made.lines, work.level)
    worksheet.show("small", lines, work, seed, beside(made, work), on)


def beside(made: Small, work: Work) -> dict[str, Any]:
    """What stands by the lines: the network with what is known of it, and the table."""
    done = fading.in_sheet(made.lines, work.level)[: work.done]
    return {
        "picture": picture.of_small(made, {line.name for line in done}),
        "table": small.table(),
        "given": [
            ["target", f"y = {short(made.y)}"],
            ["learning rate", f"α = {short(made.rate)}, large: a step is to be seen"],
            ["cost", "C₀ = (a⁽²⁾₁ − y)²"],
        ],
        "title": f"Sheet {made.seed}",
    }


def digit() -> None:
    """The gradient of one real weight of the network, for the learner's own digit."""
    if state.hand().record is None:
        worksheet.ask()
        return
    (network, answer), rate = subject.subject(), Setup().learning_rate
    found = real.worth_asking(network, answer, rate)
    if not found:
        _nothing_to_ask()
        return
    turn = state.hand().turn
    made = found[turn % len(found)]
    pixels = answer.forward_pass.activations[0]
    seen = session.own_name("", pixels, *network.biases)
    key = f"{made.weight.typed} {seen} {answer.label}"
    work = state.record().work(key, "digit")

    def on() -> None:
        state.hand().turn += 1

    with st.container(key="hand_head", horizontal=True, vertical_alignment="center"):
        _level(key, work)
        st.button("Another weight", key="hand_another", on_click=on, icon=":material/refresh:")
        _offers()
    if subject.said():
        st.caption(subject.said())
    lines = fading.in_sheet(made.lines, work.level)
    told = _by_digit(made, len(network.weights), answer, rate)
    worksheet.show("digit", lines, work, turn, told, on)


def _by_digit(made: Real, layers: int, answer: Answer, rate: float) -> dict[str, Any]:
    weight = made.weight
    return {
        "picture": picture.of_real(made, layers),
        "table": [],
        "given": [*map(list, made.given), ["α", f"{short(rate)}, as Training begins"]],
        "digit": {
            "pixels": answer.forward_pass.activations[0][0].round(2).tolist(),
            "title": f"The target is {answer.label}.",
        },
        "title": f"{weight.name} {weight.plain(layers)}",
    }


def _nothing_to_ask() -> None:
    st.write(
        "For this digit no weight of this network has enough numbers worth computing: to three "
        "digits they are 0 or 1, or too near to one another."
    )
    with st.container(key="hand_offers", horizontal=True, vertical_alignment="center"):
        _offers()
        st.page_link("draw.py", label="Draw another digit", icon=":material/draw:")


def _offers() -> None:
    """Another network or digit where nothing is left to learn, or the way back."""
    for name, label in subject.offers().items():
        st.button(label, key=f"hand_{name}", on_click=subject.take, args=(name,))


def _level(key: str, work: Work) -> None:
    """How much is blank: as the learner's record says, or as they choose."""

    def choose() -> None:
        chosen = session.held("hand_level")
        if chosen in LEVELS:
            state.record().begin(key, LEVELS.index(chosen))

    session.put("hand_level", LEVELS[work.level])
    st.segmented_control(
        "How much is blank",
        LEVELS,
        key="hand_level",
        required=True,
        on_change=choose,
        label_visibility="collapsed",
    )


def _print() -> None:
    state.hand().printed = session.held("hand_count", USUAL)


def address(part: str) -> dict[str, Any]:
    """What a link carries of this page."""
    first = part == "network"
    work = state.record().works.get(f"small {state.hand().seed}")
    return {
        "part": None if first else part,
        "sheet": state.hand().seed if first else None,
        "level": work.level if first and work else None,
    }
