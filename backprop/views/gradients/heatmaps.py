"""The gradient page: heatmaps of every weight and bias, of which examples, and what they say."""

import io
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from backprop.explain import Answer
from backprop.lab import sheet
from backprop.live import parts, slopes
from backprop.live.slopes import QUANTITIES
from backprop.network import Network
from backprop.views import library, live, session
from backprop.views.answer import told
from backprop.views.component import component
from backprop.views.glossary import word
from backprop.views.numbers import number
from backprop.views.plots import BARE, palette
from backprop.why import gradients
from backprop.why.gradients import Average, Path

_heatmaps = component("heatmaps")

SCALES = ("one scale for all", "one scale per layer")
SUBJECTS = ("drawing", "digit", "batch", "set")
BATCH_SIZES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
TRAINING = 60_000
CANCELLED = 3  # so many times shorter, and most of a gradient has been cancelled by others

MEANING = {
    "gradient": "Each square is one weight, b a bias: how fast the {cost} rises as it grows.",
    "weight": "Each square is one weight of the network as it is, b a bias: the same for every "
    "digit. Only gradient and update depend on the examples.",
    "update": "Each square is what one step adds to a weight, b to a bias: −{step} × its gradient, "
    "with α = {alpha:g}.",
}
COST = {
    "drawing": " C₀ of this one drawing",
    "digit": " C, the average of C₀ over the examples,",
}


# --- what is shown ---


def open_link() -> None:
    """What the controls begin with: what the link says, else the usual."""
    known = {"subject": SUBJECTS, "quantity": QUANTITIES, "scale": SCALES, "size": BATCH_SIZES}
    for name, options in known.items():
        session.begun(name, name, options)
    session.begun("draw", "draw")


def asked(path: Path, learning_rate: float) -> dict[str, Any]:
    """What the live channel is to answer: the outputs, the step panel and, where they are of this
    drawing, the heatmaps, as the controls stand."""
    return live.about(
        "gradients",
        path,
        heatmaps=session.held("subject", SUBJECTS[0]) == SUBJECTS[0],
        quantity=session.held("quantity", QUANTITIES[0]),
        one_scale=session.held("scale") == SCALES[0],
        learning_rate=learning_rate,
    )


def controls(label: int) -> tuple[str, str, bool]:
    """Of which examples, which quantity, and whether all layers share one scale."""
    names = dict(
        zip(SUBJECTS, ("this drawing", f"all {label}s", "mini-batch", f"all {TRAINING:,}"))
    )
    with st.container(horizontal=True, key="choices", vertical_alignment="center"):
        of_all = session.held("quantity") == "weight"
        subject = _choice("Of what", SUBJECTS, "subject", lambda name: names[name], off=of_all)
        quantity = _choice("Which number", QUANTITIES, "quantity")
        scale = _choice("Scale", SCALES, "scale")
    return subject, quantity, scale == SCALES[0]


def _choice(
    label: str,
    options: tuple[str, ...],
    key: str,
    name: Callable[[str], str] = str,
    off: bool = False,
) -> str:
    chosen = st.segmented_control(
        label,
        options,
        format_func=name,
        required=True,
        key=key,
        label_visibility="collapsed",
        persist_state="session",
        disabled=off,
    )
    return str(chosen)


def examples(subject: str, network: Network, pixels: np.ndarray, label: int) -> Average:
    """The average gradient over what was chosen; a mini-batch brings its size and another draw."""
    if subject == "drawing":
        return gradients.average(network, pixels[None], np.array([label]))
    if subject == "digit":
        return _of_training(network, label=label)
    if subject == "set":
        return _of_training(network)
    size = st.select_slider(
        "Examples in the mini-batch",
        BATCH_SIZES,
        key="size",
        label_visibility="collapsed",
        persist_state="session",
        width=230,
    )
    st.button("Another batch", icon=":material/casino:", on_click=_draw_another)
    return _of_training(network, size=size, seed=session.held("draw"))


def _draw_another() -> None:
    session.put("draw", session.held("draw") + 1)


def chosen() -> dict[str, Any]:
    """What a link carries of it, by the names of address.TABLE."""
    names = ("subject", "quantity", "scale")
    of_batch = ("size", "draw") if session.held("subject") == "batch" else ()
    return {name: session.held(name) for name in (*names, *of_batch)}


@lru_cache(maxsize=16)
def _of_training(
    network: Network, label: int | None = None, size: int = TRAINING, seed: int = 0
) -> Average:
    """The average over training examples: of one label, of a random mini-batch, or of all.

    A larger mini-batch with the same seed holds the smaller one.
    """
    x, labels = library.mnist().x_train, library.mnist().y_train
    chosen: np.ndarray | slice
    if label is not None:
        chosen = np.flatnonzero(labels == label)
    elif size < TRAINING:
        chosen = np.random.default_rng(seed).permutation(TRAINING)[:size]
    else:
        chosen = slice(None)
    return gradients.average(network, x[chosen], labels[chosen])


def about(
    subject: str, quantity: str, network: Network, average: Average, learning_rate: float
) -> None:
    """How to read the colours, and how well the examples stand for all there are."""
    cost = word("cost", "cost") + COST["drawing" if subject == "drawing" else "digit"]
    says = MEANING[quantity].format(cost=cost, step=word("alpha", "α"), alpha=learning_rate)
    if subject != "drawing" and quantity != "weight":
        says += f" {_standing(subject, network, average)}"
    st.html(f'<p class="about">{says}</p>')


def _standing(subject: str, network: Network, average: Average) -> str:
    """How long these examples' average gradient is, and how it stands to that of all there are."""
    length = np.sqrt(gradients.squared_length(average.gradients))
    says = f"{average.count:,} example{'s' * (average.count > 1)}, "
    says += f"average cost {number(average.cost)}, ‖∇C‖ = {number(length)}."
    if subject == "set":
        return f"{says} {word('batch', 'Mini-batches')} only estimate this."
    whole = _of_training(network)
    angle = gradients.angle(average.gradients, whole.gradients)
    if not np.isfinite(angle):
        return says
    says += (
        f" <b>{angle:.0f}°</b> from the gradient of all {TRAINING:,} "
        f"(cosine {number(np.cos(np.radians(angle)))}; unrelated: 90°)."
    )
    times = length / np.sqrt(gradients.squared_length(whole.gradients))
    if times >= CANCELLED:
        says += (
            f" That of all is {number(times)} times shorter: most of what these examples want, "
            "others cancel, and little is left that all agree on."
        )
    return says


# --- the heatmaps ---


def heatmaps(message: bytes, count: int) -> int | None:
    """So many layers at once, as `slopes.heatmaps` tells them; returns the layer, from 0, whose
    title was clicked."""
    opened = _heatmaps(key="heatmaps_live", data=message, on_opened_change=lambda: None).opened
    return opened if opened in range(count) else None


def signal(network: Network, average: Average, serial: int) -> None:
    """Mean |δ| by layer as bars."""
    of = "" if average.count == 1 else f", δ averaged over the {average.count:,} examples"
    st.html(
        f"<h2>Does the signal fade?</h2><p>Mean |{word('delta', 'δ')}| of a layer’s neurons{of}</p>"
    )
    told(key="signal", data=parts.html("signal", slopes.signal(network, average), serial))


def outputs(answer: Answer, before: Answer | None, serial: int) -> None:
    """The ten outputs now, and where they stood before any step."""
    told(key="ten", data=parts.html("ten", slopes.outputs(answer, before, serial), serial))


# --- one layer, opened ---


def open_layer(name: str, layer: int, values: tuple[np.ndarray, np.ndarray], symbol: str) -> None:
    """One layer in a dialog, large."""
    st.dialog(f"{name}: {symbol}", width="large")(_opened)(name, layer, values, symbol)


def _opened(name: str, layer: int, values: tuple[np.ndarray, np.ndarray], symbol: str) -> None:
    """A Plotly heatmap of one layer: drag to zoom, hover to read, the camera saves a picture."""
    weights, biases = values
    build = _mosaic if layer == 0 else _matrix
    what = f"{len(weights)} neurons with {weights[0].size} weights and a bias each"
    st.plotly_chart(
        _chart(*build(weights, biases), symbol),
        key="opened_layer",
        alt=f"Heatmap of {symbol}, {name.lower()}: {what}",
        config={"displaylogo": False, "displayModeBar": True},
    )
    rows, file = np.column_stack([weights, biases]), io.StringIO()
    np.savetxt(file, rows, fmt="%.9g", delimiter=",")
    head = [*(f"from {k}" for k in range(weights[0].size)), "bias"]
    with st.container(horizontal=True, vertical_alignment="center"):
        file_name = name.lower().replace(" ", "-")
        st.download_button("Save as CSV", file.getvalue(), f"{file_name}.csv", "text/csv")
        book = sheet.workbook(name, head, rows)
        st.download_button("Save for Excel", book, f"{file_name}.xlsx", sheet.MIME)
        st.caption(
            f"{what[0].upper()}{what[1:]}: one row per neuron in the file, its bias last. "
            "Drag to zoom, double-click to zoom out; the camera saves a picture."
        )


def _matrix(weights: np.ndarray, biases: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """One row a neuron, a gap, the biases: the values and what each cell is called."""
    gap = np.full(len(weights), np.nan)
    z = np.column_stack([weights, gap, biases])
    names = [
        [f"neuron {j}, from {k}" for k in range(weights.shape[1])] + ["", f"neuron {j}, bias"]
        for j in range(len(weights))
    ]
    return z, np.array(names)


def _mosaic(weights: np.ndarray, biases: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """One 28×28 image a neuron with its bias at the right: values, and what each cell is called."""
    across = int(np.ceil(np.sqrt(len(weights))))
    down = -(-len(weights) // across)
    z = np.full((30 * down, 32 * across), np.nan)
    names = np.full(z.shape, "", dtype="<U40")
    rows, columns = np.divmod(np.arange(784), 28)
    for j, (image, bias) in enumerate(zip(weights, biases)):
        top, left = 30 * (j // across), 32 * (j % across)
        z[top : top + 28, left : left + 28] = image.reshape(28, 28)
        z[top : top + 28, left + 29] = bias
        pixels = [f"neuron {j}, pixel row {r}, column {c}" for r, c in zip(rows, columns)]
        names[top : top + 28, left : left + 28] = np.array(pixels).reshape(28, 28)
        names[top : top + 28, left + 29] = f"neuron {j}, bias"
    return z, names


def _chart(z: np.ndarray, names: np.ndarray, symbol: str) -> go.Figure:
    neg, paper, pos, gap = palette("orange", "codeBackground", "blue", "dataframeBorder")
    heatmap = go.Heatmap(
        z=z.astype(np.float32),
        text=names,
        hovertemplate=f"%{{text}}<br>{symbol} = %{{z:.6g}}<extra></extra>",
        hoverongaps=False,
        colorscale=[[0, neg], [0.5, paper], [1, pos]],
        zmid=0,
        colorbar={"thickness": 12},
    )
    axis = {**BARE, "constrain": "domain"}
    figure = go.Figure(heatmap)
    figure.update_layout(
        height=560,
        margin={"l": 8, "r": 8, "t": 36, "b": 8},
        xaxis=axis,
        yaxis={**axis, "autorange": "reversed", "scaleanchor": "x"},
        plot_bgcolor=gap,
    )
    return figure
