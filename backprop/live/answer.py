"""One drawing in, everything that its page shows of it out."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from backprop import digits, explain
from backprop.live import descent, parts, slopes, wire
from backprop.live.drawing import Digit, Picture, digit
from backprop.why import gradients
from backprop.why.gradients import Path


@dataclass(frozen=True)
class Known:
    """Finds what a page only names: the visitor and the name in, None where there is no such thing.

    path: a network shipped with the app, or the visitor's own, and the steps that led to it;
    picture: of MNIST, or the visitor's own; tested: as `descent.result` takes it
    """

    path: Callable[[str, str], Path | None]
    picture: Callable[[str, str], Picture | None]
    tested: descent.Tested


@dataclass(frozen=True)
class About:
    """What a page says beside the strokes.

    visitor: what the session of this page is called; network: which one answers; label: what the
    digit is meant to be, None until somebody says so; prepared: as MNIST was, or just shrunk; page:
    whose parts are asked for; heatmaps: whether they are of this drawing alone; quantity,
    one_scale, learning_rate: what they and the step panel show
    """

    visitor: str
    network: str
    label: int | None
    prepared: bool
    page: str
    heatmaps: bool = True
    quantity: str = "gradient"
    one_scale: bool = False
    learning_rate: float = 0.1

    def __post_init__(self) -> None:
        texts = (self.visitor, self.network)
        usable = (
            all(isinstance(text, str) for text in texts)
            and self.label in (None, *range(10))
            and self.page in PAGES
            and self.quantity in slopes.QUANTITIES
            and isinstance(self.learning_rate, int | float)
            and np.isfinite(self.learning_rate)
        )
        if not usable:
            raise wire.WireError("no page says this about a drawing")


def answer(drawn: wire.Drawn, known: Known) -> bytes:
    """The message that answers a drawing; where it cannot be read, it says why.

    Raises wire.WireError for what no page would send.
    """
    try:
        about = About(**drawn.about)
    except TypeError as problem:
        raise wire.WireError(f"no page says this about a drawing: {problem}") from None
    path = known.path(about.visitor, about.network)
    picture = known.picture(about.visitor, drawn.picture) if drawn.picture else None
    if path is None or (drawn.picture and picture is None):
        return wire.object_to(drawn.serial, "This server knows no such network or picture.")
    try:
        read = digit(drawn.strokes, picture, about.label, about.prepared)
    except digits.StrokesError as problem:
        return wire.object_to(drawn.serial, str(problem))
    told = PAGES[about.page](about, path, read, drawn.serial, known.tested)
    return wire.tell(drawn.serial, told)


def _draw(
    about: About, path: Path, read: Digit | None, serial: int, tested: descent.Tested
) -> dict[str, bytes]:
    network = path.network
    answer = explain.answer(network, read.pixels, read.label) if read else None
    said = read is not None and read.label is not None
    return {
        "seen": parts.seen(read.pixels if read else np.zeros(digits.SIDE**2), serial),
        "gradient": parts.first_layer(answer, network, serial),
        "cost": parts.cost(answer, serial),
        "outputs": parts.outputs(answer, serial),
        "guess": parts.guess(answer, serial, said, parts.doubt(network, read, about.prepared)),
        "label": parts.label(answer, serial, said),
        "read": parts.read(network, read, about.prepared, serial),
    }


def _gradients(
    about: About, path: Path, read: Digit | None, serial: int, tested: descent.Tested
) -> dict[str, bytes]:
    """Nothing where nothing is drawn: what stands there instead is the page's own business."""
    if read is None:
        return {}
    network, rate = path.network, about.learning_rate
    answer = explain.answer(network, read.pixels, read.label)
    before = explain.answer(path.base, read.pixels, answer.label) if path.steps else None
    words = {
        "ten": slopes.outputs(answer, before, serial),
        "step": descent.result(path, answer, read.pixels, rate, tested),
    }
    told = {}
    if about.heatmaps:
        average = gradients.average(network, read.pixels[None], np.array([answer.label]))
        layers = slopes.quantities(about.quantity, network, average, rate)
        called = slopes.symbols(about.quantity, one=True)
        told["heatmaps"] = slopes.heatmaps(
            network, average, about.quantity, about.one_scale, layers, called, serial
        )
        words["signal"] = slopes.signal(network, average)
    told["label"] = parts.label(answer, serial, read.label is not None)
    return told | {part: parts.html(part, says, serial) for part, says in words.items()}


# The browser draws the parts in this order: first those that ask it for styles, which the others
# would leave to be worked out anew.
PAGES = {"draw": _draw, "gradients": _gradients}
