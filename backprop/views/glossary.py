"""The cards of the glossary on every page, and what of this network and this digit they show.

A card opens where a link leads to `#word-<name>`: `[wish](#word-wish)` in Markdown, `word` in HTML,
`linked` of shared.js in a component.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np
import streamlit as st

from backprop import explain
from backprop.activations import ACTIVATIONS
from backprop.deck.glossary import Entry, link_words, load_glossary
from backprop.explain import Answer
from backprop.live.wire import pack
from backprop.network import Network
from backprop.views import library, session
from backprop.views.component import component
from backprop.views.numbers import number, percent
from backprop.why import chain, gradients, nudge, pick, selection

_glossary = component("glossary", translated=True)
Picture = tuple[dict[str, Any], np.ndarray]
NOTHING = np.empty(0, np.uint8)
LINK = re.compile(r"\[([^\]]+)\]\((#word-\w+)\)")
FAINT = 0.0005  # a wish smaller than this is written ≈ 0


@dataclass
class Asked:
    """name: the word whose card was opened last, ""; until one is, there is no picture to make"""

    name: str = ""


@st.cache_resource(show_spinner=False)
def entries() -> dict[str, Entry]:
    return load_glossary()


def word(name: str, text: str) -> str:
    """A word that opens its card, in HTML."""
    return f'<a href="{entries()[name].link}">{escape(text)}</a>'


def linked(markdown: str) -> str:
    """A text, each word of the glossary linked where it first stands."""
    return link_words(markdown, entries())


def linked_html(html: str) -> str:
    """The same in a text of the app's own that is HTML."""
    return LINK.sub(r'<a href="\2">\1</a>', linked(html))


@st.fragment
def glossary() -> None:
    """Mounted once on every page: a fragment of its own, so that a card costs the page nothing."""
    known = {
        name: {"title": entry.title, "text": entry.text, "live": name in PICTURES}
        for name, entry in entries().items()
    }
    asked, header, body = session.kept("glossary_asked", Asked), None, NOTHING
    if asked.name:
        digit, network = session.digit_or_example(), session.network()
        answer = explain.answer(network, digit.pixels, digit.label)
        header, body = PICTURES[asked.name](network, answer)
        header["name"] = asked.name
    data = pack({"entries": known, "live": header}, body)
    _glossary(key="glossary_cards", data=data, on_asked_change=_asked)


def _asked() -> None:
    name = session.sent("glossary_cards", "asked")
    if name in PICTURES:
        session.kept("glossary_asked", Asked).name = name


# --- the live pictures ---


def _curve(network: Network, answer: Answer) -> Picture:
    """The activation function, and where on it the neurons of layer 1 stand."""
    z = answer.forward_pass.weighted_inputs[0][0]
    value = ACTIVATIONS[network.activation].value
    at = np.linspace(min(-4, z.min()), max(4, z.max()), 81)
    flat = chain.saturated(network, answer.forward_pass, layer=1)
    dots = [[float(x), float(value(x)), j not in flat] for j, x in enumerate(z)]
    where = f"layer 1 of this network, on this {answer.label}"
    return {
        "kind": "curve",
        "points": list(zip(at.tolist(), value(at).tolist())),
        "dots": dots,
        "caption": f"{len(z)} neurons of {where}: {len(flat)} are saturated (hollow).",
    }, NOTHING


def _cost(network: Network, answer: Answer) -> Picture:
    terms, total = explain.add_up(answer.terms)
    rows = [
        {"label": f"output {j}", "value": float(term), "text": text or "·", "tone": ""}
        for j, (term, text) in enumerate(zip(answer.terms, terms))
    ]
    return _bars(rows, f"On this {answer.label}, the ten squares add up to C₀ = {total}.")


def _wish(network: Network, answer: Answer) -> Picture:
    rows = [
        {
            "label": f"output {j}",
            "value": float(wish),
            "text": f"{number(wish) if abs(wish) >= FAINT else '≈ 0'} {'▲' if wish > 0 else '▼'}",
            "tone": "wish",
        }
        for j, wish in enumerate(-answer.gradients.activations[-1])
    ]
    return _bars(rows, f"What the cost of this {answer.label} wishes of the ten outputs.")


def _delta(network: Network, answer: Answer) -> Picture:
    means = gradients.sizes(answer.gradients)
    names = [*(f"layer {layer}" for layer in range(1, len(means))), "output"]
    rows = [
        {"label": name, "value": mean, "text": number(mean), "tone": ""}
        for name, mean in zip(names, means)
    ]
    return _bars(rows, f"How large δ is by layer, on this {answer.label}: the mean of |δ|.")


def _alpha(network: Network, answer: Answer) -> Picture:
    pixels, y = answer.forward_pass.activations[0], np.eye(10)[[answer.label]]
    rows = []
    for alpha in (0.01, 0.1, 1.0, 10.0):
        cost = network.step(answer.gradients, alpha).cost(pixels, y)
        rows.append({"label": f"α = {alpha:g}", "value": cost, "text": number(cost), "tone": ""})
    return _bars(
        rows,
        f"C₀ of this {answer.label} after one step; before it, {number(answer.cost)}.",
    )


def _gradient(network: Network, answer: Answer) -> Picture:
    """C₀ over the most influential weight into the outputs, with its tangent."""
    weight = pick.largest_of_last_layer(answer.gradients)
    here = selection.value(network, weight)
    slope = selection.gradient_of(answer.gradients, weight)
    at = np.linspace(here - 4, here + 4, 81)
    y = np.eye(10)[answer.label]
    costs = nudge.nudge_curve(network, answer.forward_pass.activations[0][0], y, weight, at)
    reach = 1.0 if not slope else min(1.0, 0.8 * answer.cost / abs(slope))
    ends = [[here + by, answer.cost + by * slope] for by in (-reach, reach)]
    return {
        "kind": "curve",
        "points": list(zip(at.tolist(), costs.tolist())),
        "dots": [[here, answer.cost, True]],
        "tangent": ends,
        "tone": "neg" if slope < 0 else "pos",
        "caption": f"C₀ of this {answer.label} over {weight.name}: how steep it is where the "
        f"weight stands is its gradient, {number(slope)}.",
    }, NOTHING


def _epoch(network: Network, answer: Answer) -> Picture:
    past = [(epoch.epoch, epoch.accuracy) for epoch in network.history]
    first, last = past[0], past[-1]
    said = f"This network reads {percent(last[1])} of the test digits after epoch {last[0]}"
    if last != first:
        said += f", {percent(first[1])} after epoch {first[0]}"
    dots = [[*first, True], [*last, True]]
    return {"kind": "curve", "points": past, "dots": dots, "caption": f"{said}."}, NOTHING


def _mnist(network: Network, answer: Answer) -> Picture:
    images, labels = library.mnist().x_test, library.mnist().y_test
    firsts = [int(np.argmax(labels == digit)) for digit in range(10)]
    names = [f"a {digit}, test digit {i}" for digit, i in enumerate(firsts)]
    caption = f"The first of each digit among the {len(labels):,} test digits."
    return {"kind": "digits", "names": names, "caption": caption}, images[firsts]


def _bars(rows: list[dict[str, Any]], caption: str) -> Picture:
    return {"kind": "bars", "rows": rows, "caption": caption}, NOTHING


PICTURES: dict[str, Callable[[Network, Answer], Picture]] = {
    "activation": _curve,
    "sigma": _curve,
    "saturated": _curve,
    "cost": _cost,
    "wish": _wish,
    "delta": _delta,
    "alpha": _alpha,
    "gradient": _gradient,
    "epoch": _epoch,
    "mnist": _mnist,
}
