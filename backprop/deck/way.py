"""The way through the app: nine stops, each with an aim, an act, a question, something to read.

What a stop asks is made in `checks.py`; everything else that is said of one stands in this table.
"""

from dataclasses import dataclass
from typing import NamedTuple


class Reading(NamedTuple):
    """A text or lesson that says the same in another way. name: of its author, and which it is"""

    name: str
    title: str
    href: str


_BOOK = "http://neuralnetworksanddeeplearning.com"
_LESSONS = "https://www.3blue1brown.com/lessons"
NIELSEN_1 = Reading(
    "Nielsen, chapter 1",
    "Using neural nets to recognize handwritten digits",
    f"{_BOOK}/chap1.html",
)
NIELSEN_2 = Reading(
    "Nielsen, chapter 2", "How the backpropagation algorithm works", f"{_BOOK}/chap2.html"
)
NIELSEN_3 = Reading(
    "Nielsen, chapter 3", "Improving the way neural networks learn", f"{_BOOK}/chap3.html"
)
WATCH_1 = Reading(
    "3Blue1Brown, chapter 1", "But what is a neural network?", f"{_LESSONS}/neural-networks"
)
WATCH_2 = Reading(
    "3Blue1Brown, chapter 2",
    "Gradient descent, how neural networks learn",
    f"{_LESSONS}/gradient-descent",
)
WATCH_3 = Reading(
    "3Blue1Brown, chapter 3", "Backpropagation, intuitively", f"{_LESSONS}/backpropagation"
)
WATCH_4 = Reading(
    "3Blue1Brown, chapter 4", "Backpropagation calculus", f"{_LESSONS}/backpropagation-calculus"
)
RUMELHART = Reading(
    "Rumelhart, Hinton & Williams 1986",
    "Learning representations by back-propagating errors",
    "https://doi.org/10.1038/323533a0",
)
LECUN = Reading(
    "LeCun, Bottou, Bengio & Haffner 1998",
    "Gradient-based learning applied to document recognition",
    "https://doi.org/10.1109/5.726791",
)


@dataclass(frozen=True)
class Stop:
    """A stop on the way.

    page: its page's path in the URL; one_of: whether that page has several stops, so that the link
    must say which
    aim: what it is for, act: what to do there, a sentence each
    did: what a component says when that was done; light: a CSS selector of what to use for it
    """

    name: str
    page: str
    aim: str
    act: str
    did: str
    light: str
    reading: tuple[Reading, ...]
    one_of: bool = False


WAY = (
    Stop(
        "draw",
        "",
        aim="A network reads what you write.",
        act="Draw a digit, or pick one.",
        did="drew",
        light=".pad-sheet",
        reading=(WATCH_1, LECUN),
    ),
    Stop(
        "forward",
        "passes",
        aim="See the pixels become ten answers.",
        act="Play the part Forward to its end.",
        did="saw-forward",
        light=".stage-play",
        reading=(NIELSEN_1, WATCH_1),
        one_of=True,
    ),
    Stop(
        "cost",
        "passes",
        aim="One number says how wrong they are.",
        act="Open the output that costs most.",
        did="opened-costliest",
        light=".stage-graph canvas",
        reading=(NIELSEN_1, WATCH_2),
        one_of=True,
    ),
    Stop(
        "wishes",
        "passes",
        aim="The cost wishes every neuron up or down.",
        act="Open a neuron, find its wish.",
        did="opened-neuron",
        light=".stage-graph canvas",
        reading=(WATCH_3, NIELSEN_2),
        one_of=True,
    ),
    Stop(
        "backward",
        "passes",
        aim="Wishes travel back, layer by layer.",
        act="Step on until the weights move.",
        did="saw-backward",
        light=".stage-buttons [data-do=forth]",
        reading=(NIELSEN_2, RUMELHART),
        one_of=True,
    ),
    Stop(
        "gradient",
        "gradients",
        aim="Every weight has its own gradient.",
        act="Read off a coloured square.",
        did="read-gradient",
        light=".heatmaps-layers:not(:has(.heatmaps-deep canvas)) canvas, "
        ".heatmaps-deep section:first-child canvas",
        reading=(WATCH_4, NIELSEN_2),
        one_of=True,
    ),
    Stop(
        "step",
        "gradients",
        aim="A small step against the gradient lowers the cost.",
        act="Take steps until C₀ has fallen.",
        did="lowered-cost",
        light=".st-key-steps button[kind=primary]",
        reading=(WATCH_2, NIELSEN_1),
        one_of=True,
    ),
    Stop(
        "train",
        "training",
        aim="Many small steps make a reader.",
        act="Train it to read half of the digits.",
        did="trained",
        light=".st-key-lab_place_on label",
        reading=(NIELSEN_3, LECUN),
    ),
    Stop(
        "quiz",
        "quiz",
        aim="Say it before you see it.",
        act="Answer one question.",
        did="answered",
        light=".quizcard-choice .disc",
        reading=(NIELSEN_2, RUMELHART),
    ),
)
