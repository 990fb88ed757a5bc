"""One drawing in, everything that its page shows of it out."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from backprop import digits, explain
from backprop.explain import Answer
from backprop.live import parts, slopes, wire
from backprop.live.drawing import Digit, Picture, digit
from backprop.network import Network
from backprop.why import gradients


@dataclass(frozen=True)
class Known:
    """Finds what a page only names: the visitor and the name in, None where there is no such thing.

    network: shipped with the app, or the visitor's own; picture: of MNIST, or the visitor's own
    """

    network: Callable[[str, str], Network | None]
    picture: Callable[[str, str], Picture | None]


@dataclass(frozen=True)
class About:
    """What a page says beside the strokes.

    visitor: what the session of this page is called; network: which one answers; base: which one
    stood there before any step, on the gradient page; label: what the digit is meant to be, None
    until somebody says so; prepared: as MNIST was, or just shrunk; page: whose parts are asked
    for; heatmaps: whether they are of this drawing alone; quantity, one_scale, learning_rate: what
    they show
    """

    visitor: str
    network: str
    label: int | None
    prepared: bool
    page: str
    base: str = ""
    heatmaps: bool = True
    quantity: str = "gradient"
    one_scale: bool = False
    learning_rate: float = 0.1

    def __post_init__(self) -> None:
        texts = (self.visitor, self.network, self.base)
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
    network = known.network(about.visitor, about.network)
    picture = known.picture(about.visitor, drawn.picture) if drawn.picture else None
    if network is None or (drawn.picture and picture is None):
        return wire.object_to(drawn.serial, "This server knows no such network or picture.")
    try:
        read = digit(drawn.strokes, picture, about.label, about.prepared)
    except digits.StrokesError as problem:
        return wire.object_to(drawn.serial, str(problem))
    told = PAGES[about.page](about, network, read, drawn.serial, known)
    return wire.tell(drawn.serial, told)


def _draw(
    about: About, network: Network, read: Digit | None, serial: int, known: Known
) -> dict[str, bytes]:
    answer = explain.answer(network, read.pixels, read.label) if read else None
    said = read is not None and read.label is not None
    return {
        "guess": parts.guess(answer, serial, said),
        "label": parts.label(answer, serial, said),
        "seen": parts.seen(read.pixels if read else np.zeros(digits.SIDE**2), serial),
        "read": parts.read(network, read, about.prepared, serial),
        "outputs": parts.outputs(answer, serial),
        "cost": parts.cost(answer, serial),
        "gradient": parts.first_layer(answer, network, serial),
    }


def _gradients(
    about: About, network: Network, read: Digit | None, serial: int, known: Known
) -> dict[str, bytes]:
    """Nothing where nothing is drawn: what stands there instead is the page's own business."""
    if read is None:
        return {}
    answer = explain.answer(network, read.pixels, read.label)
    told = {
        "label": parts.label(answer, serial, read.label is not None),
        "ten": parts.html(
            "ten", slopes.outputs(answer, _before(about, read, answer, known), serial), serial
        ),
    }
    if about.heatmaps:
        average = gradients.average(network, read.pixels[None], np.array([answer.label]))
        layers = slopes.quantities(about.quantity, network, average, about.learning_rate)
        called = slopes.symbols(about.quantity, one=True)
        told["heatmaps"] = slopes.heatmaps(
            network, average, about.quantity, about.one_scale, layers, called, serial
        )
    return told


def _before(about: About, read: Digit, answer: Answer, known: Known) -> Answer | None:
    base = known.network(about.visitor, about.base) if about.base else None
    return explain.answer(base, read.pixels, answer.label) if base else None


PAGES = {"draw": _draw, "gradients": _gradients}
