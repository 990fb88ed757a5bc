"""The drawing canvas, and the other ways to bring in a digit: MNIST, a picture, the camera."""

import base64
import binascii
from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st
from streamlit.elements.lib.mutable_popover_container import PopoverContainer

from backprop import digits
from backprop.live.wire import pack
from backprop.views import brought, session
from backprop.views.component import component
from backprop.views.gallery import gallery

_canvas = component("canvas")
_camera = component("camera", translated=True)
SHOWN = 20


@dataclass
class Picking:
    """draw: how often other digits were asked for"""

    draw: int = 0


def _picking() -> Picking:
    return session.kept("picking", Picking)


def canvas(about: dict[str, Any] | None = None) -> None:
    """Mount the canvas and take over what was drawn on it, or pasted into it.

    about: what the live channel is to answer under the pen, see `live.about`; None: nothing
    """
    session.take_ink(session.sent("pad", "ink"))
    state = session.shared()
    if state.restored:  # in the same moment, and Streamlit answers one fragment of two
        st.rerun()
    seed = state.seed
    picture = session.picture(seed.picture)
    header = {
        "session": state.token,
        "revision": state.revision,
        "serial": seed.serial,
        "said": state.said,
        "strokes": seed.strokes,
        "picture": seed.picture,
        "fresh": seed.empty and seed.serial == 0,
        "pen_width": digits.PEN_WIDTH,
        "message": state.message,
        "about": about and {**about, "label": state.label},
    }
    _canvas(
        key="pad",
        data=pack(header, picture.grey.ravel() if picture else b""),
        on_ink_change=lambda: None,
        on_pasted_change=_pasted,
    )


def _pasted() -> None:
    try:
        data = base64.b64decode(session.sent("pad", "pasted") or "", validate=True)
    except binascii.Error:
        data = b""
    brought.add_picture(data)


def sources() -> None:
    """The ways to a digit besides drawing one. What is in a popover runs only while it is open."""
    with st.container(key="sources", horizontal=True, gap="small", vertical_alignment="center"):
        with _popover("Pick from MNIST", "pick", ":material/apps:") as pick:
            if pick.open:
                _pick_from_mnist()
        with _popover("Image", "image", ":material/image:") as image:
            if image.open:
                st.file_uploader(
                    "A photo or scan of a digit or several, dark on light or light on dark",
                    key="upload",
                    on_change=_received,
                    args=("upload",),
                )
                st.caption("Or copy a picture and paste it with Ctrl+V, or drop it on the canvas.")
        with _popover("Camera", "camera", ":material/photo_camera:") as camera:
            if camera.open:
                _camera(key="camera_closed")
                st.camera_input(
                    "A digit or several, large, on plain paper",
                    key="photo",
                    on_change=_received,
                    args=("photo",),
                )


def _popover(label: str, key: str, icon: str) -> PopoverContainer:
    return st.popover(label, key=key, icon=icon, type="tertiary", on_change="rerun")


def _received(key: str) -> None:
    file = session.held(key)
    if session.was_given(key) and file:
        brought.add_picture(file.getvalue())
        if brought.are_several():  # the popover would lie over the strip that says so
            session.put({"upload": "image", "photo": "camera"}[key], False)


def _pick_from_mnist() -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="picking"):
        digit = st.segmented_control(
            "Which digit",
            range(10),
            format_func=str,
            key="pick_digit",
            label_visibility="collapsed",
        )
        wrong = st.toggle("Only those it gets wrong", key="pick_wrong")
        st.button("Others", icon=":material/casino:", on_click=_others)
    candidates = session.test_digits(digit, wrong)
    if not len(candidates):
        st.write("This network gets none of these wrong.")
        return
    rng = np.random.default_rng(_picking().draw)
    shown = rng.permutation(candidates)[:SHOWN]
    gallery("gallery", shown, session.predictions(session.shared().network))
    st.caption(f"{len(shown)} of {len(candidates):,} test digits, each with its true label.")


def _others() -> None:
    _picking().draw += 1
