"""How an address says what a page shows: one table, by which all of it is read and written.

What a set-up of the training lab adds stands in its own table of the same kind, `lab.setup.LINK`.
"""

import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from backprop.live import screen
from backprop.networks import SHIPPED
from backprop.views.library import mnist_sample

STEP_SIZES = (0.01, 0.1, 1.0, 10.0)  # α of the animation, and of the slides
INSTEAD = ("earlier", "harder")  # the network, or the digit, that slides show in place of one's own
OWN = "own-"  # how the names of a visitor's own networks begin
NO_NETWORK = (
    "The link asks for a network that is not among those in the sidebar: "
    "this is the trained one instead."
)
NO_SAMPLE = (
    "The link asks for a digit that MNIST does not have: "
    "samples run from test-0 to test-9999 and from train-0 to train-59999."
)
NO_LABEL = "The link's label is not a digit from 0 to 9: it was left out."
NO_INK = "The link's drawing is cut short or changed: it was left out."
NO_STEP_SIZE = "The link's α is none of {:g}, {:g}, {:g} and {:g}: it was left out.".format(
    *STEP_SIZES
)
NO_STEPS = "The link's steps are none that can be taken: they were left out."
NO_MOVED = "The link's moved sliders are none of this figure: they were left out."
NO_INSTEAD = "What the link shows in place of this digit or network is not there: it was left out."
NO_WHOLE = "The link's “{name}” is not a whole number below 100,000: it was left out."
UNKNOWN = "The link's “{name}” is not one of {known}: it was left out."


@dataclass(frozen=True)
class Entry:
    """One thing that an address says.

    usual: what holds where it says nothing; it is not written
    read: text → value; a ValueError where the text means nothing. write: value → text
    problem: the sentence for what means nothing, or is not among what the page knows
    """

    usual: Any = None
    read: Callable[[str], Any] = str
    write: Callable[[Any], str] = str
    problem: str = UNKNOWN


def read(params: Mapping[str, str], name: str, known: Collection | None = None) -> tuple[Any, str]:
    """What an address says under a name, and "". Where that is nothing there is, the usual, and a
    sentence that says so. known: all there is, where only the page knows it
    """
    entry, text = TABLE[name], params.get(name)
    if not text:
        return entry.usual, ""
    try:
        value = entry.read(text)
        if known is None or value in known:
            return value, ""
    except ValueError:
        pass
    named = ", ".join(map(str, known or ()))
    return entry.usual, entry.problem.format(name=name, known=named)


def write(said: Mapping[str, Any]) -> dict[str, str]:
    """The address's parameters: only what is not as usual."""
    return {
        name: TABLE[name].write(value) for name, value in said.items() if value != TABLE[name].usual
    }


def _network(text: str) -> str:
    return _need(text, text in SHIPPED or text.startswith(OWN))


def _sample(text: str) -> str:
    return _need(text, mnist_sample(text) is not None)


def _digit(text: str) -> int:
    return int(_need(text, len(text) == 1 and text in "0123456789"))


def _whole(text: str) -> int:
    return int(_need(text, text.isascii() and text.isdigit() and len(text) < 6))


def _step_size(text: str) -> float:
    return float(_need(text, text in map("{:g}".format, STEP_SIZES)))


def _instead(text: str) -> str:
    return _need(text, text in INSTEAD)


def _finite(text: str) -> float:
    number = float(text)
    _need(text, math.isfinite(number))
    return number


def _need(text: str, holds: bool) -> str:
    if not holds:
        raise ValueError(text)
    return text


def _dotted(typed: str) -> str:
    """As it is typed into the inspector, without what an address would have to escape."""
    return typed.replace(" ", ".").replace(",", ".")


TABLE = {
    # on every page
    "network": Entry("trained", _network, problem=NO_NETWORK),
    "sample": Entry(None, _sample, problem=NO_SAMPLE),
    "label": Entry(None, _digit, problem=NO_LABEL),
    "prepared": Entry(True, lambda text: text != "0", lambda on: str(int(on))),
    "open": Entry(None, write=_dotted),
    "stepsize": Entry(0.1, _step_size, "{:g}".format, NO_STEP_SIZE),
    # where on the way through the app, and how far the film has come
    "at": Entry(),
    "film": Entry(None, _finite, problem="The link's “{name}” is no number: it was left out."),
    # of a screen that was shared: read once, then what is done counts
    "ink": Entry(None, screen.read_ink, screen.write_ink, NO_INK),
    "steps": Entry((), screen.read_steps, screen.write_steps, NO_STEPS),
    "moved": Entry({}, screen.read_moved, screen.write_moved, NO_MOVED),
    "instead": Entry("", _instead, problem=NO_INSTEAD),
    # the gradient page
    "subject": Entry("drawing"),
    "quantity": Entry("gradient"),
    "scale": Entry("one scale per layer"),
    "rate": Entry(0.1, float, "{:g}".format),
    "size": Entry(10, _whole),
    "draw": Entry(0, _whole, problem=NO_WHOLE),
    # the deck and the quizzes
    "slide": Entry(None, _whole),
    "mode": Entry(),
    "present": Entry(False, lambda text: text == "1", lambda on: str(int(on))),
    "quiz": Entry(),
    # which part of a page; where nothing is said, the first
    "part": Entry(),
    # sheets by hand: the number of one, how much of it is blank, how many are printed
    "sheet": Entry(None, _whole, problem=NO_WHOLE),
    "level": Entry(None, _whole),
    "set": Entry(None, _whole),
    # the training lab
    "break": Entry(),
    "batch": Entry(100, _whole),
    "seconds": Entry(2, _whole),
}
EVERYWHERE = ("network", "sample", "label", "prepared", "open", "stepsize")
ONCE = ("ink", "steps", "moved", "instead")
