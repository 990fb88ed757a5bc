"""What the address says of the network, the digit and what is opened, as every page carries it."""

from collections.abc import Mapping
from dataclasses import dataclass

from backprop.networks import SHIPPED
from backprop.views.library import mnist_sample

DEFAULT_NETWORK = "trained"
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


@dataclass(frozen=True)
class Link:
    """network: shipped, or the visitor's own; sample: of MNIST; opened: what is in the inspector"""

    network: str = DEFAULT_NETWORK
    sample: str | None = None
    label: int | None = None
    prepared: bool = True
    opened: str | None = None


def read(params: Mapping[str, str]) -> tuple[Link, list[str]]:
    """What an address says, and a sentence for each thing in it that had to be left out."""
    problems = []
    network, sample, label = (params.get(name) for name in ("network", "sample", "label"))
    if network and not (network in SHIPPED or network.startswith(OWN)):
        problems.append(NO_NETWORK)
        network = None
    if sample and not mnist_sample(sample):
        problems.append(NO_SAMPLE)
        sample = None
    if label and not (label in "0123456789" and len(label) == 1):
        problems.append(NO_LABEL)
        label = None
    link = Link(
        network=network or DEFAULT_NETWORK,
        sample=sample or None,
        label=int(label) if label else None,
        prepared=params.get("prepared") != "0",
        opened=params.get("open"),
    )
    return link, problems


def write(link: Link) -> dict[str, str]:
    """The address's parameters: only what is not as usual."""
    params = {
        "network": None if link.network == DEFAULT_NETWORK else link.network,
        "sample": link.sample,
        "label": None if link.label is None else str(link.label),
        "prepared": None if link.prepared else "0",
        "open": link.opened and link.opened.replace(" ", ".").replace(",", "."),
    }
    return {name: text for name, text in params.items() if text}
