"""What people bring of more than one digit, a page or a drawing: cut into its digits, of which one
at a time is taken as the digit that every page is about."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import streamlit as st
from PIL import Image, ImageOps

from backprop import digits
from backprop.live import parts
from backprop.live.wire import pack
from backprop.network import Network
from backprop.picture.cut import MOST, NoDigitError, cut
from backprop.picture.ink import all_ink
from backprop.views import session
from backprop.views.component import component
from backprop.why import likeness

_strip = component("strip")
PAGE_SIDE = 1024  # pixels, at most, of a page that is cut
MARGIN = 0.2  # of a digit's longer side, around it on the canvas
LISTED = 12  # digits that a sentence still names
NOTHING = (
    "Nothing in this picture is darker or lighter than its paper by enough to be ink: take it in "
    "more light, or with a darker pen."
)


@dataclass
class Brought:
    """The digits of the page that was brought last, or of the drawing that one was taken from.

    name: of all of them together, "" while there are none; names: of the pictures that they are
    on the canvas; digits: (280, 280) bytes each; taken: which of them was, last; new: whether the
    browser was not told yet
    """

    name: str = ""
    names: list[str] = field(default_factory=list)
    digits: list[np.ndarray] = field(default_factory=list)
    taken: int = 0
    new: bool = False


def _brought() -> Brought:
    return session.kept("brought", Brought)


def are_several() -> bool:
    """Whether the picture on the canvas is one of several digits of a page."""
    return session.shared().drawing.picture in _brought().names


def add_picture(data: bytes) -> None:
    """Put the user's own picture on the canvas, of several digits the first, or say why that cannot
    be done."""
    try:
        image = digits.open_picture(data)
        found = _digits(image)
        sheets = [_sheet(digit) for digit in found] if len(found) > 1 else [_alone(image, found[0])]
    except (digits.PictureError, NoDigitError) as problem:
        session.shared().message = str(problem)
        return
    if len(sheets) > 1:
        _keep(sheets, 0)
    session.show_picture(session.keep_picture(sheets[0]))


def _digits(image: Image.Image) -> list[Image.Image]:
    """The digits in a picture: looked for in a small copy, which is enough where it is one, and
    cut out of a large one."""
    try:
        found = cut(all_ink(image), likeness.judge)
    except (NoDigitError, digits.EmptyPictureError):
        found = []
    if len(found) == 1:
        return found
    try:
        return cut(all_ink(image, PAGE_SIDE), likeness.judge)
    except digits.EmptyPictureError:
        raise NoDigitError(NOTHING) from None


def _alone(image: Image.Image, found: Image.Image) -> np.ndarray:
    """A picture of one digit; found: the digit, cut out."""
    try:
        return np.asarray(ImageOps.pad(digits.find_ink(image), (digits.CANVAS, digits.CANVAS)))
    except digits.EmptyPictureError:  # more stands around it than it has ink
        return _sheet(found)


def _sheet(digit: Image.Image) -> np.ndarray:
    """A digit that was cut out, as large as the canvas."""
    wide = ImageOps.expand(digit, round(MARGIN * max(digit.size)))
    return np.asarray(ImageOps.pad(wide, (digits.CANVAS, digits.CANVAS)))


def _keep(sheets: Sequence[np.ndarray], taken: int) -> None:
    brought, name = _brought(), session.own_name("page-", *sheets)
    brought.new = brought.new or name != brought.name
    brought.name, brought.digits = name, list(sheets)
    brought.names = [session.keep_picture(sheet) for sheet in sheets]
    brought.taken = taken


def found() -> tuple[list[np.ndarray], int | None]:
    """The digits of what is on the canvas, if there are several, and which of them was taken."""
    drawing, brought = session.shared().drawing, _brought()
    if not drawing.strokes:
        if drawing.picture not in brought.names:
            return [], None
        if brought.names[brought.taken] != drawing.picture:  # undone on the canvas
            brought.taken = brought.names.index(drawing.picture)
        return brought.digits, brought.taken
    below = session.picture(drawing.picture)
    base = Image.fromarray(below.grey) if below else None
    ink = digits.draw_strokes(drawing.strokes, base=base)
    drawn = _cut_drawing(ink.tobytes())
    return (drawn, None) if len(drawn) > 1 else ([], None)


@lru_cache(maxsize=32)
def _cut_drawing(ink: bytes) -> list[np.ndarray]:
    """The digits of a drawing, as large as the canvas each; none where it is one or no digit."""
    side = digits.CANVAS
    try:
        parts = cut(Image.frombytes("L", (side, side), ink), likeness.judge)
    except NoDigitError:
        return []
    return [_sheet(digit) for digit in parts] if len(parts) > 1 else []


def strip(network: Network) -> None:
    """The digits that were found, if several, each as it is read; a click takes it."""
    sheets, taken = found()
    if not sheets:
        return
    images = [Image.fromarray(sheet) for sheet in sheets]
    pixels = np.array([digits.prepare_ink(image) for image in images])
    outputs = network.forward(pixels).activations[-1]
    read = outputs.argmax(axis=1).tolist()
    header = {
        "says": _says(read, taken, bool(likeness.clouds().are_pairs(pixels).any())),
        "digits": [
            {
                "digit": digit,
                "vote": f"{votes[digit]:.3f}".replace("-", "−"),
                "doubt": parts.doubted(network, x),
                "taken": i == taken,
            }
            for i, (digit, votes, x) in enumerate(zip(read, outputs, pixels))
        ],
    }
    data = pack(header, np.round(255 * pixels).astype(np.uint8))
    _strip(key="strip", data=data, on_taken_change=lambda: _take(session.sent("strip", "taken")))
    brought = _brought()
    if brought.new:
        brought.new = False
        st.rerun()  # the whole page, which asks the browser to keep them


def _says(read: Sequence[int], taken: int | None, touching: bool) -> str:
    """How many there are and what they read, and what is not clear about them."""
    listed = f": {' '.join(map(str, read))}." if len(read) <= LISTED else "."
    says = f"{len(read)} digits found{listed}"
    if taken is None:
        says += " The answer takes all of them for one: choose one."
    if touching:
        says += " One may be two that touch."
    return says


def _take(number: int | None) -> None:
    """One of the digits becomes what is on the canvas; the others stay to be taken."""
    sheets, _ = found()
    if number is None or not 0 <= number < len(sheets):
        return
    _keep(sheets, number)
    session.show_picture(session.keep_picture(sheets[number]))


# --- what the browser keeps of it ---


def name() -> str:
    """What the digits that were brought last are called together; "" where there are none."""
    return _brought().name


def packed() -> bytes:
    """These digits as one picture, below each other."""
    file = io.BytesIO()
    Image.fromarray(np.vstack(_brought().digits)).save(file, "PNG")
    return file.getvalue()


def unpack(content: bytes) -> None:
    """Take back what was packed, unless others were brought meanwhile.

    Raises ValueError where that is something else.
    """
    side = digits.CANVAS
    try:
        image = Image.open(io.BytesIO(content), formats=("PNG",))
        if image.mode != "L" or image.width != side or image.height > MOST * side:
            raise ValueError("no page that was packed")
        sheets = list(np.asarray(image).reshape(-1, side, side))
    except (OSError, SyntaxError) as problem:
        raise ValueError("no picture") from problem
    if not _brought().name:
        _keep(sheets, 0)
        _brought().new = False
