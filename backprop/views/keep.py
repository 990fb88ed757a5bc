"""Keep and share what is on the screen: a link where it fits, a file that has all of it, and the
figure as a picture."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st
from streamlit.navigation.page import StreamlitPage

from backprop.live import screen
from backprop.live.screen import Screen, Taken
from backprop.views import address, library, session
from backprop.views.component import component
from backprop.views.deck import figures, lesson, subject
from backprop.views.gradients.state import path_so_far

_keep = component("keep", translated=True)
LONGEST = 6000  # letters of a link's strokes: what every server and messenger lets through


@dataclass
class Keeping:
    """problem: why a file could not be opened; opened: the screen that is to be gone to"""

    problem: str = ""
    opened: Screen | None = None


def _state() -> Keeping:
    return session.kept("keeping", Keeping)


def follow(here: StreamlitPage, pages: Collection[StreamlitPage]) -> None:
    """Go to the page of a screen that was opened. Not from the fragment below: Streamlit then left
    the next page empty where a training ran."""
    if opened := _state().opened:
        _state().opened = None
        page = next((page for page in pages if page.url_path == opened.page), here)
        st.switch_page(page, query_params=opened.params)


@st.fragment
def keep(page: str) -> None:
    """The popover, mounted once. page: where one is, as its path in the address"""
    if _state().opened:
        st.rerun()
    popover = st.popover(
        "Keep or share", key="keep", icon=":material/share:", type="tertiary", on_change="rerun"
    )
    with popover:
        if popover.open:
            _panel(page)


def _panel(page: str) -> None:
    params, left_out = _link(page)
    sent = _keep(
        key="keeper",
        data={"params": params, "left_out": left_out},
        on_film_change=lambda: None,
        on_mode_change=lambda: None,
    )
    seen = {name: str(sent[name]) for name in ("film", "mode") if sent[name]}
    st.download_button(
        "Save as a file",
        _file(page, seen),
        "backprop-screen.npz",
        "application/octet-stream",
        key="keep_file",
        on_click="ignore",
        icon=":material/download:",
    )
    st.file_uploader(
        "Open such a file", type="npz", key="keep_open", on_change=_open, max_upload_size=20
    )
    if _state().problem:
        st.error(_state().problem)


# --- what is kept ---


def _link(page: str) -> tuple[dict[str, str], str]:
    """What a link says beyond the page's address, and a sentence for what only a file has."""
    state, steps = session.shared(), _steps()
    drawing, own = state.drawing, []
    params: dict[str, str] = {}
    if drawing.strokes:
        ink = screen.write_ink(drawing.strokes)
        if len(ink) > LONGEST:
            own.append("so long a drawing")
        else:
            params |= {"ink": ink} | _sample()
    params |= _of_deck(page)
    if drawing.picture in state.own_pictures:
        own.append("your picture")
    if state.network in state.trained:
        own.append("your network")
    if steps:
        if _on_canvas(steps):
            params["steps"] = screen.write_steps(steps)
        else:
            own.append("steps on other digits")
    return params, f"Only a file holds {' and '.join(own)}." if own else ""


def _of_deck(page: str) -> dict[str, str]:
    """What was done to the figure of the slide that is shown, and what slides and sheets show in
    place of the visitor's own."""
    said: dict[str, Any] = {"instead": subject.chosen()} if page in ("slides", "hand") else {}
    if page == "slides":
        said["moved"] = figures.sliders_of(lesson.current().figure)
    return address.write(said)


def _sample() -> dict[str, str]:
    """The digit of MNIST on the canvas, which an address leaves out where strokes lie over it."""
    name = session.shared().drawing.picture
    return {"sample": name} if name and library.mnist_sample(name) else {}


def _steps() -> tuple[Taken, ...]:
    return tuple(
        Taken(step.count, step.learning_rate, step.pixels, step.label)
        for step in path_so_far().steps
    )


def _on_canvas(steps: tuple[Taken, ...]) -> bool:
    """Whether all of them were taken on the digit that is there now."""
    now = session.digit_or_example().pixels
    return all(taken.pixels is not None and np.array_equal(now, taken.pixels) for taken in steps)


def _file(page: str, seen: dict[str, str]) -> bytes:
    state = session.shared()
    drawing = state.drawing
    title, network = state.trained.get(state.network, ("", None))
    params = session.link() | seen | _sample() | _of_deck(page)
    grey = state.own_pictures.get(drawing.picture or "")
    return screen.write(Screen(page, params, drawing.strokes, grey, network, title, _steps()))


# --- what comes back ---


def _open() -> None:
    """Take over the screen of a file that was chosen, or say why that cannot be done."""
    file, state = session.held("keep_open"), _state()
    if not session.was_given("keep_open") or file is None:
        return
    try:
        kept = screen.read(file.getvalue())
        _take(kept)
    except ValueError as problem:  # a ScreenError, or a network of other sizes
        state.problem = str(problem)
        return
    state.problem, state.opened = "", kept


def _take(kept: Screen) -> None:
    """Raises ValueError for a network that the pages cannot show."""
    if kept.network is not None:
        session.use(kept.network, kept.title)
    state = session.shared()
    session.take_address(state, kept.params)
    picture = state.drawing.picture
    if kept.grey is not None:
        picture = session.own_name("picture-", kept.grey)
        state.own_pictures[picture] = kept.grey
    session.show_drawing(session.Drawing(kept.strokes, picture), state.label)
    state.steps = kept.steps
