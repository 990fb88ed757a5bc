"""A set-up of the training lab: all that decides how a training goes, and how a link says it.

The same set-up gives the same training, number by number, on the same kind of processor.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from backprop.activations import ACTIVATIONS
from backprop.digits import Mnist
from backprop.network import Network

LARGEST_LAYER, MOST_LAYERS = 128, 5
LARGEST_BATCH, MOST_EPOCHS, MOST_EXAMPLES = 1000, 100, 60_000
LARGEST_RATE = 1000.0

USUAL_RATES = {"sigmoid": 0.6, "tanh": 0.03, "relu": 0.03}  # α with m = 10, by activation
USUAL_BATCH = 10
STARTS = {
    "scaled": "random, spread 1/√n",
    "zeros": "all zero",
    "large": "random, 20 times larger",
    "given": "those of a network",
}
LARGE = 20.0


def constant(done: float) -> float:
    """The factor on α when `done` of the run, 0 to 1, is over: always 1."""
    return 1.0


def cosine(done: float) -> float:
    """The factor on α when `done` of the run, 0 to 1, is over: from 1 down to 0, half a cosine."""
    return 0.5 * (1 + math.cos(math.pi * done))


SCHEDULES: dict[str, Callable[[float], float]] = {"constant": constant, "cosine": cosine}


class SetupError(ValueError):
    """A set-up that cannot be trained; the message says what is expected."""


@dataclass(frozen=True)
class Setup:
    """What a training starts from and how it goes.

    hidden: neurons in each hidden layer; () for none
    activation: "sigmoid", "tanh" or "relu"
    start: how the weights are drawn, a key of STARTS; biases start at 0. "given": both are
        those of a network that a run is given
    seed: of the weights, of the order of the examples, and of the shuffling of labels
    mini_batch: m; learning_rate: α of the first epoch, in three digits, as the page shows it
    schedule: "constant", or "cosine": α falls from epoch to epoch along half a cosine
    epochs: passes through the examples until it is done
    examples: how many training digits, the first of MNIST's
    shuffled: whether the labels are dealt out by lot, evenly: of each digit's pictures every label
        gets as many, so that on average no label says anything about what is written

    Raises SetupError, in a sentence for the screen, where a value does not serve.
    """

    hidden: tuple[int, ...] = (16, 16)
    activation: str = "sigmoid"
    start: str = "scaled"
    seed: int = 0
    mini_batch: int = 10
    learning_rate: float = 0.6
    schedule: str = "cosine"
    epochs: int = 20
    examples: int = MOST_EXAMPLES
    shuffled: bool = False

    def __post_init__(self) -> None:
        # Page, link and script say the same α that is trained with: 0.3, not 0.30000000000000004.
        object.__setattr__(self, "learning_rate", float(f"{self.learning_rate:.3g}"))
        layers = self.hidden
        if len(layers) > MOST_LAYERS or any(not 1 <= size <= LARGEST_LAYER for size in layers):
            raise SetupError(
                f"Hidden layers: at most {MOST_LAYERS}, each of 1 to {LARGEST_LAYER} neurons, "
                "written like 16, 16. Nothing at all means no hidden layer."
            )
        for name, known in (("activation", ACTIVATIONS), ("start", STARTS)):
            _one_of(name, getattr(self, name), known)
        _one_of("schedule", self.schedule, SCHEDULES)
        _between("The mini-batch m", self.mini_batch, 1, LARGEST_BATCH)
        _between("The number of epochs", self.epochs, 1, MOST_EPOCHS)
        _between("The number of training digits", self.examples, 10, MOST_EXAMPLES)
        _between("The seed", self.seed, 0, 2**31)
        if not (math.isfinite(self.learning_rate) and 0 < self.learning_rate <= LARGEST_RATE):
            raise SetupError(f"The learning rate α must be above 0 and at most {LARGEST_RATE:g}.")

    @property
    def sizes(self) -> tuple[int, ...]:
        """Neurons by layer, 784 pixels first and 10 outputs last."""
        return (784, *self.hidden, 10)

    def rate(self, epoch: int) -> float:
        """α throughout the epoch that many epochs after the first."""
        return self.learning_rate * SCHEDULES[self.schedule](min(1, epoch / self.epochs))

    def going_on_from(self, network: Network) -> "Setup":
        """The same for a training that starts from a network, from 784 pixels to 10 outputs.

        Raises SetupError where it is larger than what is trained here.
        """
        hidden = network.sizes[1:-1]
        if len(hidden) > MOST_LAYERS or max(hidden, default=0) > LARGEST_LAYER:
            raise SetupError(
                f"This network has hidden layers of {layers_text(hidden)}. Training here takes at "
                f"most {MOST_LAYERS}, each of at most {LARGEST_LAYER} neurons; every other page "
                "shows it all the same."
            )
        return replace(self, hidden=hidden, activation=network.activation, start="given")

    def network(self, given: Network | None = None) -> Network:
        """The network before any training: a new one, or the one that is given.

        Raises SetupError where one must be given, and is not or is another than it says.
        """
        if self.start == "given":
            if given is None or (given.sizes, given.activation) != (self.sizes, self.activation):
                raise SetupError("The network that this training starts from is not known here.")
            return given
        new = Network.create(self.sizes, self.activation, self.seed)
        factor = {"scaled": 1.0, "zeros": 0.0, "large": LARGE}[self.start]
        return replace(new, weights=tuple(factor * w for w in new.weights))

    def labels(self, digits: Mnist) -> np.ndarray:
        """The label of each training digit, (examples,)."""
        labels = digits.y_train[: self.examples]
        return dealt_evenly(labels, self.seed) if self.shuffled else labels

    def one_more(self) -> "Setup":
        """One epoch more. After a cosine, whose α ends near 0, with a third of its first α."""
        longer = replace(self, epochs=self.epochs + 1, schedule="constant")
        if self.schedule == "constant":
            return longer
        return replace(longer, learning_rate=float(f"{self.learning_rate / 3:.1g}"))

    def needs_new_run(self, other: "Setup") -> bool:
        """Whether going over to `other` means starting again, not only training on differently."""
        turned = ("mini_batch", "learning_rate", "schedule", "epochs")
        return replace(self, **{name: getattr(other, name) for name in turned}) != other

    def params(self, usual: "Setup | None" = None) -> dict[str, str]:
        """What differs from the usual set-up, by default that of the lab, as a link carries it."""
        usual, texts = usual or Setup(), {}
        for name, (field, _, write) in LINK.items():
            text = write(getattr(self, field))
            if text != write(getattr(usual, field)):
                texts[name] = text
        return texts


def dealt_evenly(labels: np.ndarray, seed: int) -> np.ndarray:
    """Labels by lot, (n,): each digit's pictures get every label equally often, or nearly so.

    A plain shuffle leaves one digit more of its own labels than another, by chance, and that can be
    learnt. `takeaway.SHUFFLE` does the same, line by line.
    """
    rng = np.random.default_rng(seed)
    dealt = labels.copy()
    for digit in range(10):
        places = np.flatnonzero(labels == digit)
        evenly = rng.permutation(10)[np.arange(len(places)) % 10]
        dealt[places] = rng.permutation(evenly)
    return dealt


def from_params(params: Mapping[str, str], usual: Setup | None = None) -> Setup:
    """The set-up that a link carries; what it leaves out is as usual.

    Raises SetupError where it carries something else.
    """
    values = {
        field: read(params[name]) for name, (field, read, _) in LINK.items() if name in params
    }
    return replace(usual or Setup(), **values)


def parse_layers(text: str) -> tuple[int, ...]:
    """Hidden layers as people write them: "16, 16" → (16, 16); "" → ().

    Raises SetupError where it is anything but whole numbers.
    """
    parts = text.replace(",", " ").replace("·", " ").split()[:20]
    if any(not (part.isascii() and part.isdigit() and len(part) < 6) for part in parts):
        raise SetupError(
            f"Hidden layers: {text[:30]!r} is not a list of whole numbers. Write them like 16, 16."
        )
    return tuple(map(int, parts))


def layers_text(hidden: tuple[int, ...]) -> str:
    return ", ".join(map(str, hidden))


def _commas(hidden: tuple[int, ...]) -> str:
    return ",".join(map(str, hidden))


def _whole(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) < 12:
        return int(text)
    raise SetupError(f"{text[:30]!r} in the link is not a whole number.")


def _decimal(text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise SetupError(f"{text[:30]!r} in the link is not a number.") from error


# How a link says it: its name there → the field, how a text is read, how a value is written.
LINK: dict[str, tuple[str, Callable[[str], Any], Callable[[Any], str]]] = {
    "layers": ("hidden", parse_layers, _commas),
    "activation": ("activation", str, str),
    "start": ("start", str, str),
    "seed": ("seed", _whole, str),
    "m": ("mini_batch", _whole, str),
    "alpha": ("learning_rate", _decimal, str),
    "schedule": ("schedule", str, str),
    "epochs": ("epochs", _whole, str),
    "examples": ("examples", _whole, str),
    "shuffled": ("shuffled", lambda text: text == "1", lambda on: str(int(on))),
}


def _one_of(name: str, value: str, known: Mapping) -> None:
    if value not in known:
        raise SetupError(f"The {name} {value[:30]!r} is not known: take {', '.join(known)}.")


def _between(name: str, value: int, low: int, high: int) -> None:
    if value != int(value) or not low <= value <= high:
        raise SetupError(f"{name} must be a whole number from {low:,} to {high:,}.")
