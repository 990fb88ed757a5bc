"""Why backward at all: one backward pass against a nudge of every parameter, as a race.

Both lanes start when the button is pressed. The backward pass is there at once; the nudging really
runs, a slice at a time, and what it measured proves what the backward pass found.
"""

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from backprop import explain
from backprop.check import Check
from backprop.views import session
from backprop.views.gradients.state import path_so_far, state
from backprop.views.numbers import number
from backprop.views.plots import palette
from backprop.why.gradients import Proof

SLICE = 0.06  # seconds of checking at a time, so that a moving pen and the stop button are heard
EVERY = 0.12
AGREED = 1e-4  # relative error that measuring by nudging may have
SMALLEST = 1e-11  # slopes below this count as 0 in the scatter
SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹"


def proof() -> None:
    """The button, and below it what comes of it: slice by slice, so that it can be stopped."""
    proof = state().proof
    running = proof is not None and proof.running
    count = f"{path_so_far().network.parameter_count:,}"
    with st.container(key="prove"):
        words, button = st.columns([0.78, 0.22], vertical_alignment="bottom")
        words.html(
            f"<h2>Why backward at all?</h2><p>One backward pass gave all {count} gradients. The "
            "slow, honest way: nudge one weight up, run the whole network, nudge it down, run it "
            "again, and divide the change in C₀ by the nudge; then the next weight. Let both "
            "start at once. Do they agree?</p>"
        )
        button.button(
            f"Measure all {count} by nudging", on_click=_prove, disabled=running, key="prove_it"
        )
        st.fragment(_progress, run_every=EVERY if running else None)(running)


def _prove() -> None:
    digit = session.digit_or_example()
    network = path_so_far().network
    label = explain.answer(network, digit.pixels, digit.label).label
    state().proof = Proof(network, digit.pixels, label)


def _progress(ticking: bool) -> None:
    """How far the proof is; ticking: whether this fragment was mounted to run again and again."""
    proof = state().proof
    if proof is None:
        return
    proof.work(SLICE)
    if ticking and not proof.running:
        st.rerun()
    check = proof.latest
    if check is None:
        return
    st.html(lanes(check))
    if proof.running:
        st.button("Stop", on_click=_stop, key="stop_proof")
    else:
        _proved(proof, check)


def lanes(check: Check) -> str:
    """How far both are, and how long each has computed: drawing and waiting do not count."""
    count = f"{check.total:,}"
    far = f"{check.done:,} of {count} nudged, {2 * check.done:,} forward passes"
    share = 100 * check.done / check.total
    ratio = number(check.seconds_forward / check.seconds_backward)
    return (
        "<div class='lanes'>"
        "<span>One backward pass</span><div class='track'><i></i></div>"
        f"<b>{_time(check.seconds_backward)}</b>"
        f"<small>all {count} gradients, from one forward and one backward pass</small>"
        "<span>Nudging</span>"
        f"<div class='track' role='progressbar' aria-label='Nudged' aria-valuenow='{check.done}' "
        f"aria-valuemax='{check.total}'><i style='width: {share:.2f}%'></i></div>"
        f"<b>{_time(check.seconds_forward)}</b>"
        f"<small>{far}: {ratio} times as long</small></div>"
    )


def _stop() -> None:
    if proof := state().proof:
        proof.running = False


def _proved(proof: Proof, check: Check) -> None:
    left, right = st.columns([0.5, 0.5], gap="medium")
    stopped = "" if check.done == check.total else f" Stopped after {check.done:,}."
    count = int(np.sum((check.backpropagated == 0) & (check.measured == 0)))
    zeros = f"{count:,}"
    if not stopped:
        paper = np.sum(proof.pixels == 0) * proof.network.sizes[1]
        of_them = "all" if paper == count else f"{paper:,}"
        zeros += f", {of_them} of them weights from paper, where nothing comes in,"
    verdict = "They agree." if check.largest_error < AGREED else "They do not agree everywhere."
    with left:
        st.html(
            "<dl class='step'>"
            f"<dt>largest relative error</dt><dd>{number(check.largest_error)}</dd></dl>"
            f"<p role='status'>{verdict}{stopped} {zeros} are exactly 0 both ways. "
            f"Measured on the {proof.label} as it was when you pressed the button.</p>"
        )
    with right:
        st.plotly_chart(
            _scatter(check.backpropagated, check.measured),
            key="proof_scatter",
            alt="Each gradient by nudging against the same by backpropagation: the nearer to the "
            "diagonal, the better they agree",
            config={"displaylogo": False},
        )


def _time(seconds: float) -> str:
    return f"{number(1000 * seconds)} ms" if seconds < 1 else f"{number(seconds)} s"


def _scatter(backpropagated: np.ndarray, measured: np.ndarray) -> go.Figure:
    """All signs and sizes on one diagonal; dots that would cover each other are drawn once."""
    places = _spread(np.stack([backpropagated, measured]))
    _, first = np.unique(places.round(2), axis=1, return_index=True)
    signs = np.sign(backpropagated[first]).astype(int)
    neg, zero, pos = palette("orange", "gray", "blue")
    figure = go.Figure()
    for sign, name, colour, symbol in (
        (-1, "negative", neg, "circle-open"),
        (0, "exactly 0", zero, "x"),
        (1, "positive", pos, "circle"),
    ):
        shown = first[signs == sign]
        figure.add_scatter(
            x=places[0, shown],
            y=places[1, shown],
            customdata=np.stack([backpropagated[shown], measured[shown]], axis=1),
            hovertemplate="backpropagation %{customdata[0]:.7e}<br>nudging %{customdata[1]:.7e}",
            mode="markers",
            name=name,
            marker={"color": colour, "size": 6, "symbol": symbol},
        )
    ticks = [sign * 10.0**power for sign in (-1, 1) for power in (-2, -5, -8)] + [0.0]
    axis = {
        "tickvals": _spread(np.array(ticks)).tolist(),
        "ticktext": [_power_of_ten(tick) for tick in ticks],
        "zeroline": False,
    }
    figure.update_layout(
        height=330,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        xaxis={**axis, "title": {"text": "∂C₀/∂w by backpropagation"}},
        yaxis={**axis, "title": {"text": "by nudging"}},
        legend={"orientation": "h", "y": 1.08},
    )
    return figure


def _power_of_ten(tick: float) -> str:
    if tick == 0:
        return "0"
    return f"{'−' * (tick < 0)}10⁻{SUPERSCRIPT[-round(np.log10(abs(tick)))]}"


def _spread(slopes: np.ndarray) -> np.ndarray:
    """Powers of ten above the smallest worth telling apart, with the sign of the slope."""
    return np.sign(slopes) * np.log10(np.maximum(np.abs(slopes), SMALLEST) / SMALLEST)
