"""Bring a network: one of Backprop Studio's is used as it is; about a stranger's is asked what its
arrays do not say."""

import io
import re
from dataclasses import dataclass

import numpy as np
import streamlit as st

from backprop import networks
from backprop.activations import ACTIVATIONS
from backprop.lab import brought, meant
from backprop.lab.meant import BLIND, ENDS, PIXELS, SAME, Brought, Meaning
from backprop.lab.run import flatten
from backprop.lab.setup import SetupError
from backprop.network import Network
from backprop.views import library, session
from backprop.views.numbers import number, percent
from backprop.views.training import lab

NAMES = {"sigmoid": "sigmoid", "tanh": "tanh", "relu": "ReLU"}


@dataclass
class Bringing:
    """What became of the file.

    name: its own; number: how many files there were so far
    refused: why it cannot be used, or ""; too_large: why it cannot be trained, or ""
    asked: a stranger's network, until it is said what it means; used: what it is called then
    """

    name: str = ""
    number: int = 0
    refused: str = ""
    too_large: str = ""
    asked: Brought | None = None
    used: str = ""


def bring() -> None:
    """A file from elsewhere becomes the network on every page, or one sentence says why not."""
    now = _now()
    with st.container(key="bring_back"):
        st.file_uploader(
            "Bring a network (.npz, .safetensors)", key="lab_upload", on_change=_uploaded
        )
        if now.refused:
            st.error(now.refused)
        elif now.asked:
            _ask(now.asked)
        elif session.held("lab_upload"):
            _used()


def _used() -> None:
    now = _now()
    if session.shared().network != now.used:
        st.write(f"It is in the sidebar, as “Uploaded: {now.name}”.")
        return
    given, network = lab.current_run().given, session.network()
    if given and np.array_equal(flatten(given), flatten(network).astype(np.float32)):
        st.write("Every page is about it now, and the training above starts from it.")
        return
    st.write("Every page is about it now. The training above goes on with its own.")
    st.button("Train this one", icon=":material/trending_down:", on_click=_train)
    st.write(now.too_large)


def _train() -> None:
    try:
        lab.train_on(session.network())
    except SetupError as problem:
        _now().too_large = str(problem)


def _now() -> Bringing:
    return session.kept("bringing", Bringing)


def _uploaded() -> None:
    file, now = session.held("lab_upload"), _now()
    if not session.was_given("lab_upload"):
        return
    now.refused, now.too_large, now.asked = "", "", None
    now.number += 1
    if file is None:
        return
    now.name = re.sub(r"[^\w .·-]", "", file.name)[:40]
    content = file.getvalue()
    try:
        own = _own(content)
        if own:
            _use(own)
        else:
            now.asked = meant.weigh(brought.orders(content), library.mnist())
    except ValueError as problem:
        now.refused = f"{now.name} cannot be brought in: {problem}."


def _own(content: bytes) -> Network | None:
    """The network, if Backprop Studio saved it and every page can show it."""
    try:
        network = networks.load(io.BytesIO(content))
    except networks.NetworkFileError:
        return None
    return network if (network.sizes[0], network.sizes[-1]) == (784, 10) else None


def _use(network: Network) -> None:
    session.use(network, f"Uploaded: {_now().name}")
    _now().used = session.shared().network


# --- what a stranger's arrays do not say ---


def _ask(asked: Brought) -> None:
    """Once: what it was trained with, the likeliest chosen; with what each would read at best."""
    layers = asked.layers
    sizes = " · ".join(map(str, (784, *map(len, layers.biases))))
    best = asked.hints[asked.best].right
    st.html(
        f"<h2>What the file does not say</h2><p>{sizes}.{_missing(asked)} How much of "
        f"{meant.ASKED:,} test digits it would read stands beside each answer.</p>"
    )
    meaning = Meaning(
        _choice("Its activation", "activation", asked, {a: NAMES[a] for a in ACTIVATIONS}),
        _choice("A pixel was", "pixels", asked, {pixels: pixels for pixels in PIXELS}),
        _choice("It ended in", "end", asked, dict(zip(ENDS, ("the same", "softmax, or nothing")))),
    )
    hint = asked.hints[meaning]
    said = f"So it reads **{percent(hint.right)}**. {_end(meaning, hint.cost)}"
    if best < 0.5:
        said += " None of the answers makes it read well: it has learnt little, or other pictures."
    st.write(said)
    st.button(
        "Use it on every page",
        key="bring_use",
        type="primary",
        on_click=_take,
        args=(asked, meaning),
    )


def _choice(label: str, name: str, asked: Brought, options: dict[str, str]) -> str:
    """One of the three questions."""
    hinted = dict(options)
    if name != "end":  # which changes no order, and so next to nothing of what is read
        for option in options:
            hints = (hint for m, hint in asked.hints.items() if getattr(m, name) == option)
            hinted[option] += f": {percent(max(hint.right for hint in hints))}"
    chosen = st.segmented_control(
        label,
        list(options),
        default=getattr(asked.best, name),
        format_func=lambda option: hinted[option],
        required=True,
        key=f"bring_{name}_{_now().number}",
    )
    return str(chosen)


def _missing(asked: Brought) -> str:
    layers, said = asked.layers, ""
    if layers.without_bias:
        which = " and ".join(map(str, layers.without_bias))
        said += f" Without biases in layer {which}: they are 0."
    if layers.left_out:
        said += f" Not used: {', '.join(layers.left_out[:6])}."
    return said


def _end(meaning: Meaning, cost: float) -> str:
    activation = NAMES[meaning.activation]
    if meaning.end == SAME:
        more = f", more than answering 0.1 to everything ({BLIND:g}). It hardly ended so"
        blind = more if cost >= BLIND else ""
        return f"With {activation} in the outputs, too, C₀ = {number(cost)} on average{blind}."
    return (
        f"Here the outputs go through {activation} like all layers, their sums scaled to suit it: "
        "their order, and so what it reads, stays; their values do not."
    )


def _take(asked: Brought, meaning: Meaning) -> None:
    _use(meant.network(asked, meaning, library.mnist()))
    _now().asked = None
