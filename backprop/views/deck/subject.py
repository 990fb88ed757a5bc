"""Which network and which digit the slides are about: the visitor's, or, as long as those have
nothing left to learn from one another, others that do."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from backprop import explain
from backprop.deck import showcase, words
from backprop.explain import Answer
from backprop.network import Network
from backprop.views import address, library, session

LITTLE = 0.001  # a cost below which a digit teaches next to nothing
EARLIER = "epoch-1"


@dataclass
class Instead:
    """What was chosen in place of the visitor's own; it lasts as long as those stay the same.

    chosen: "earlier", "harder", or "" for the visitor's own
    """

    chosen: str = ""
    network: Network | None = None
    pixels: np.ndarray | None = None
    label: int | None = None


def own() -> tuple[Network, Answer]:
    """The network and the digit of all other pages."""
    network, about = session.network(), session.digit_or_example()
    return network, explain.answer(network, about.pixels, about.label)


def subject() -> tuple[Network, Answer]:
    network, answer = own()
    chosen = _chosen(network, answer)
    return _others(network, answer)[chosen] if chosen else (network, answer)


def offers() -> dict[str, str]:
    """What can be shown where nothing is left to learn, or the way back: name → label."""
    network, answer = own()
    chosen = _chosen(network, answer)
    if chosen:
        whose = {"earlier": "Back to the network chosen", "harder": "Back to the digit before"}
        return {"back": whose[chosen]}
    if answer.cost >= LITTLE:
        return {}
    labels = {"earlier": "See it after 1 epoch", "harder": f"See it on a harder {answer.label}"}
    others = _others(network, answer)
    return {name: label for name, label in labels.items() if others[name][1].cost >= LITTLE}


def said() -> str:
    """What is shown in place of the visitor's own."""
    return {
        "": "",
        "earlier": "Shown is the network after 1 epoch of training.",
        "harder": f"Shown is another {subject()[1].label}, one that the network finds hard.",
    }[chosen()]


def chosen() -> str:
    """What is shown in place of the visitor's own, by its name in a link; "" for their own."""
    return _chosen(*own())


def take(name: str) -> None:
    """Show what was offered under this name; "back" and any other name: the visitor's own."""
    network, answer = own()
    chosen = name if name in ("earlier", "harder") else ""
    pixels = answer.forward_pass.activations[0][0]
    vars(_instead()).update(chosen=chosen, network=network, pixels=pixels, label=answer.label)


def known_words() -> words.Words:
    """The words of slides and quizzes that follow the network and the digit."""
    network, answer = subject()
    return words.words(network.sizes, answer.label)


def _instead() -> Instead:
    state = session.shared()
    if state.instead and state.asked is None:  # once the network that the link asks for is there
        name, state.instead = state.instead, ""
        if name in offers():
            take(name)
        else:
            session.tell(address.NO_INSTEAD)
    return session.kept("deck_instead", Instead)


def _chosen(network: Network, answer: Answer) -> str:
    """What was chosen, if it was for this network and this digit."""
    instead = _instead()
    pixels = answer.forward_pass.activations[0][0]
    if instead.network is not network or instead.label != answer.label or instead.pixels is None:
        return ""
    return instead.chosen if np.array_equal(instead.pixels, pixels) else ""


def _others(network: Network, answer: Answer) -> dict[str, tuple[Network, Answer]]:
    earlier, pixels = library.shipped(EARLIER), answer.forward_pass.activations[0][0]
    image = library.test_digit(_hardest(network, answer.label))[0] / 255
    return {
        "earlier": (earlier, explain.answer(earlier, pixels, answer.label)),
        "harder": (network, explain.answer(network, image, answer.label)),
    }


@lru_cache(maxsize=32)
def _hardest(network: Network, label: int) -> int:
    """Of the test digits with this label that are read right, the one that costs most."""
    mnist, read = library.mnist(), library.test_results(network).answers
    these = np.flatnonzero(mnist.y_test == label)
    right = these[read[these] == label]
    candidates = right if len(right) else these
    outputs = network.forward(mnist.x_test[candidates] / 255).activations[-1]
    costs = [showcase.cost_of(row, label) for row in outputs]
    return int(candidates[int(np.argmax(costs))])
