"""What came of a training: any recorded moment looked back to, its mistakes, what to take away."""

from typing import Any

import numpy as np
import streamlit as st

from backprop.lab import sheet, takeaway
from backprop.lab.results import Results
from backprop.lab.run import Run, Snapshot
from backprop.network import Network
from backprop.views import library, session
from backprop.views.component import component
from backprop.views.gallery import gallery
from backprop.views.training import lab, live, paper
from backprop.views.training.state import state

_confusion = component("confusion")
SHOWN = 60


def look_back(run: Run) -> None:
    """A slider over the recorded moments; what is shown above and below follows it."""
    last = len(run.snapshots) - 1
    if last < 1:
        return
    st.select_slider(
        "Look back: the network after so many steps",
        range(last + 1),
        last,
        key=lab.back_key(run),
        format_func=lambda k: f"{run.snapshots[min(k, last)].moment.step:,}",
    )


@st.fragment
def outcome(run: Run, snapshot: Snapshot) -> None:
    """The network of a moment: use it, its mistakes, take it away."""
    network = _network(run, snapshot)
    left, right = st.columns([10, 11], gap="large")
    with left, st.container(key="mistakes"):
        results = library.test_results(network)
        st.html(
            "<h2>What it confuses <small>of 10,000 test digits, "
            f"{len(results.wrong()):,} are read wrong. Click a number to see those digits"
            "</small></h2>"
        )
        chosen = state().cell
        _confusion(
            key="confusion",
            data={
                "counts": results.confusion.tolist(),
                "shares": results.right_by_digit.tolist(),
                "chosen": chosen,
            },
            on_cell_change=_choose_cell,
        )
    with left, st.container(key="yours"):
        st.html("<h2>It is yours</h2>")
        _take_away(run, network, snapshot)
    with right, st.container(key="wrong"):
        _wrong(results, chosen)


def _network(run: Run, snapshot: Snapshot) -> Network:
    """The same object at every rerun, so that what is known of it is known again."""
    known = state().looked_at
    if known is None or known[0] is not snapshot:
        known = state().looked_at = (snapshot, run.network(snapshot))
    return known[1]


def _choose_cell() -> None:
    cell = session.sent("confusion", "cell")
    state().cell = None if cell == state().cell else cell


def _choose_none() -> None:
    state().cell = None


def _wrong(results: Results, chosen: list | None) -> None:
    wrong = results.wrong(*chosen) if chosen else results.wrong()
    what = f"{chosen[0]}s read as {chosen[1]}" if chosen else "Digits it gets wrong"
    note = "click one: it becomes the drawing on every page"
    drawn = session.shared().drawing.picture or ""
    if drawn in [f"test-{i}" for i in wrong]:
        number = drawn.split("-")[1]
        note = f"<span role='status'>test digit {number} is the drawing now, on every page</span>"
    st.html(f"<h2>{what} <small>{note}</small></h2>")
    if chosen:
        every = f"Show all {len(results.wrong()):,} it gets wrong"
        st.button(every, key="lab_all_wrong", icon=":material/arrow_back:", on_click=_choose_none)
    if not len(wrong):
        st.write("There are none of these.")
        return
    # Spread over all of them, so that every digit has its share.
    shown = wrong[:: max(1, len(wrong) // SHOWN)][:SHOWN]
    gallery("lab_gallery", shown, results.answers)
    if len(shown) < len(wrong):
        st.html(f"<p class='about'>{len(shown)} of {len(wrong)}, spread over all of them.</p>")


def _take_away(run: Run, network: Network, snapshot: Snapshot) -> None:
    title = takeaway.title(network)
    with st.container(horizontal=True, gap="small"):
        use: dict[str, Any] = {"on_click": session.use, "args": (network, title)}
        if st.button("Use it on every page", type="primary", icon=":material/check:", **use):
            st.rerun()
        file = takeaway.network_file(network)
        st.download_button("Network (.npz)", file, "network.npz", on_click="ignore")
        book = takeaway.history_workbook(run)
        st.download_button("History (Excel)", book, "history.xlsx", sheet.MIME, on_click="ignore")
        st.download_button(
            "History (CSV)", takeaway.history_csv(run), "history.csv", "text/csv", on_click="ignore"
        )
        repeatable = takeaway.repeatable(run)
        script = takeaway.script(run) if repeatable else ""
        st.download_button(
            "Python script",
            script,
            "repeat.py",
            "text/x-python",
            on_click="ignore",
            disabled=not repeatable,
        )
        paper.popover("lab", lambda: _figures(run, network, snapshot))
    if session.network() is network:
        st.html("<p class='about' role='status'>Every page is about this network now.</p>")
    if not repeatable:
        lacks = "what was drawn" if run.taught else "the network that this one started from"
        st.caption(f"No script repeats this training: it has only MNIST, not {lacks}.")
        return
    st.caption(
        f"The script, NumPy alone, repeats this very training, all {run.steps:,} steps, and, on "
        f"a processor like this one, prints the same "
        f"{run.moments[-1].test_right:.2%}: python repeat.py assets/data/mnist.npz"
    )


def _figures(run: Run, network: Network, snapshot: Snapshot) -> dict[str, str]:
    """Curves, images of w⁽¹⁾ and the confusion matrix, as SVG."""
    said = paper.about(run, snapshot.moment.step)
    images = network.weights[0][: live.SHOWN]
    names = live.weights_header(run, images, 0, np.abs(images).max())
    return {
        "curves": paper.chart(*live.curves(run, None), paper.about(run, run.steps)),
        "weights": paper.weights(images, names["title"], names["note"], said),
        "confusion": paper.confusion(library.test_results(network), said),
    }
