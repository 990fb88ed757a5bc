"""A practice question, and what it is made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from backprop.deck.quiz import Choice
from backprop.explain import Answer
from backprop.network import Network, one_hot
from backprop.why.selection import Weight

# What questions are about, and the name of the slide that teaches it.
TOPICS = {
    "Sign of a gradient": "chain-rule",
    "Which weight moves more": "weights",
    "Missing factor of the chain rule": "chain-rule",
    "What a nudge does to the cost": "gradient",
    "Which neuron is asked most": "chain-reaction",
    "Where the signal is small or large": "chain-reaction",
    "What m does to the noise": "mini-batches",
}


@dataclass(frozen=True)
class Question:
    """A question of which exactly one choice is right.

    key: the same for the same question; slide: the name of the slide that teaches it
    seen: label → number, empty where it takes time: `practice.watch` measures it
    about: the weight whose cost curve shows the answer, if it is about one weight
    """

    key: str
    topic: str
    slide: str
    text: str
    choices: tuple[Choice, ...]
    right: int
    seen: tuple[tuple[str, float], ...]
    about: Weight | None = None


@dataclass(frozen=True, eq=False)
class Source:
    """What questions are made from: a network, a digit, and MNIST for questions on mini-batches."""

    network: Network
    answer: Answer
    x: np.ndarray
    labels: np.ndarray

    @property
    def y(self) -> np.ndarray:
        return one_hot(self.answer.label, self.network.sizes[-1])

    @property
    def pixels(self) -> np.ndarray:
        return self.answer.forward_pass.activations[0]


def number(number: float) -> str:
    """Three significant digits and a true minus; powers of ten below 0.0001."""
    if number == 0:
        return "0"
    text = f"{number:.3g}" if abs(number) < 1e-4 else f"{number:#.3g}".rstrip(".")
    digits, _, power = text.partition("e")
    if power:
        raised = str(int(power)).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
        digits += f" × 10{raised}"
    return digits.replace("-", "−")


def ask(
    rng: np.random.Generator,
    *,
    key: str,
    topic: str,
    text: str,
    right: Choice,
    wrong: Sequence[Choice],
    seen: Mapping[str, float] | None = None,
    about: Weight | None = None,
) -> Question | None:
    """A question with its choices shuffled; None where two of them say the same."""
    choices = [right, *wrong]
    if len({choice.text for choice in choices}) < len(choices):
        return None
    order = rng.permutation(len(choices))
    return Question(
        key=key,
        topic=topic,
        slide=TOPICS[topic],
        text=text,
        choices=tuple(choices[i] for i in order),
        right=int(np.argmin(order)),
        seen=tuple((seen or {}).items()),
        about=about,
    )
