"""What a figure of the deck is made from, and what it is made of."""

from dataclasses import dataclass

import numpy as np

from backprop.deck import showcase
from backprop.explain import Answer, answer
from backprop.network import Network

EDGES = 40  # drawn between two layers
LAST = 99  # a part that comes with a slide's last point


@dataclass(frozen=True, eq=False)
class Scene:
    """What a figure is about. moved: where its sliders stand; pressed: the button just pressed;
    printed: whether it is to show on paper what comes of it."""

    network: Network
    answer: Answer
    moved: dict[str, float]
    pressed: str | None
    printed: bool = False

    @property
    def layers(self) -> int:
        return len(self.network.weights)

    def answered_by(self, network: Network) -> Answer:
        """What another network answers to the same digit."""
        pixels = self.answer.forward_pass.activations[0][0]
        return answer(network, pixels, self.answer.label)

    @property
    def sent(self) -> np.ndarray:
        """The activations before the outputs."""
        return self.answer.forward_pass.activations[-2][0]


@dataclass(frozen=True)
class Slider:
    """shown: its value in words, where two decimals and a sign would not do.

    part: with which point of the slide it comes while presenting; with the last, if it has fewer
    """

    name: str
    label: str
    low: float
    high: float
    start: float = 0.0
    shown: str = ""
    part: int = LAST

    def holds(self, value: float) -> bool:
        """Whether it can stand there; another processor may end it a last digit earlier."""
        reach = 1e-6 * (self.high - self.low)
        return self.low - reach <= value <= self.high + reach


@dataclass(frozen=True, eq=False)
class Picture:
    """What the component is told: a header, sliders and buttons, numbers between −1 and 1.

    part: with which point of the slide its buttons come, as a slider's
    """

    header: dict
    sliders: tuple[Slider, ...] = ()
    buttons: tuple[tuple[str, str], ...] = ()
    body: np.ndarray | None = None
    part: int = LAST


def ints(values: np.ndarray) -> list[int]:
    return np.round(255 * np.clip(values, 0, 1)).astype(int).tolist()


def edges(table: np.ndarray, count: int = EDGES) -> list[list]:
    return [[e.to, e.source, e.value] for e in showcase.strongest_edges(table, count)]


def flow(network: Network, answer: Answer) -> dict:
    """One forward pass as the graph draws it; from the pixels, each neuron's strongest edges."""
    signals = [
        showcase.signals(network, answer, layer) for layer in range(1, len(network.weights) + 1)
    ]
    fan = [[j, k, v] for j, row in enumerate(signals[0]) for _, k, v in edges(row[None], 3)]
    return {
        "pixels": ints(answer.forward_pass.activations[0][0]),
        "layers": [a[0].tolist() for a in answer.forward_pass.activations[1:]],
        "edges": [fan, *(edges(table) for table in signals[1:])],
        "target": answer.label,
    }
