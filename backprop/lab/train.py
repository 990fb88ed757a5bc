"""Train a network from the command line: python -m backprop.lab.train --help"""

import argparse
import math
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from backprop import networks
from backprop.activations import ACTIVATIONS
from backprop.digits import Mnist, load_mnist
from backprop.lab.setup import SCHEDULES
from backprop.network import Epoch, Network, one_hot
from backprop.training import Trainer, accuracy, checked

SLICES = 20  # reports per epoch
HISTORY_EXAMPLES = 10_000  # the first training digits, on which the cost in a history is measured

SHIPPED_RUNS = {  # sizes, epochs
    "trained": ((784, 16, 16, 10), 20),
    "trained-30": ((784, 30, 10), 30),
}
# α = 0.6 ended highest of 0.6 to 2. Luck remains: "trained" with seeds 0 to 3, 95.0 to 95.6 %.
SHIPPED_SETTINGS: dict[str, Any] = {
    "mini_batch": 10,
    "learning_rate": 0.6,
    "schedule": "cosine",
    "seed": 0,
}
CHECKPOINTS = {"untrained": 0, "epoch-1": 1}  # epochs of "trained" that are files of their own


@dataclass(frozen=True, eq=False)
class Progress:
    """Where a run of training stands.

    epoch: the epoch being worked on, from 1; epochs: how many there will be
    step: mini-batches done in this run
    cost: mean cost of the examples since the last report, each before the step it led to
    accuracy: share of the test digits that are right, 0 to 1; None except at the end of an epoch
    seconds: time spent training, waiting for the caller not counted
    seconds_left: the time still needed at the pace so far
    examples_per_second: the pace so far
    network: the network at this moment
    """

    epoch: int
    epochs: int
    step: int
    cost: float
    accuracy: float | None
    seconds: float
    seconds_left: float
    examples_per_second: float
    network: Network


def train(
    network: Network,
    x: np.ndarray,
    labels: np.ndarray,
    *,
    epochs: int = 20,
    mini_batch: int = 10,
    learning_rate: float = 0.6,
    schedule: str = "cosine",
    seed: int = 0,
    test: tuple[np.ndarray, np.ndarray] | None = None,
) -> Iterator[Progress]:
    """Train a network, reporting 20 times per epoch (fewer where an epoch has fewer steps).

    network, x, labels, mini_batch, seed: as for `Trainer`
    epochs: passes through all examples
    learning_rate: α at the start
    schedule: "constant", or "cosine": α falls to 0 along half a cosine over the whole run
    test: (x, labels) that are never trained on, for `Progress.accuracy`

    The same arguments give the same networks on the same kind of processor. Raises ValueError at
    once where an argument does not fit, TrainingDiverged while running.
    """
    if schedule not in SCHEDULES:
        raise ValueError(f"schedule: got {schedule!r}, expected one of {', '.join(SCHEDULES)}")
    if epochs != int(epochs) or epochs < 1:
        raise ValueError(f"epochs: got {epochs}, expected a whole number ≥ 1")
    if test is not None:
        test = checked(network, *test)
    trainer = Trainer(
        network, x, labels, mini_batch=mini_batch, learning_rate=learning_rate, seed=seed
    )
    return _run(trainer, epochs, SCHEDULES[schedule], test)


def _run(
    trainer: Trainer,
    epochs: int,
    schedule: Callable[[float], float],
    test: tuple[np.ndarray, np.ndarray] | None,
) -> Iterator[Progress]:
    per_epoch, peak = trainer.steps_per_epoch, trainer.learning_rate
    steps = per_epoch * epochs
    slice_length = math.ceil(per_epoch / SLICES)
    seconds = 0.0
    for epoch in range(1, epochs + 1):
        for first in range(0, per_epoch, slice_length):
            began = time.perf_counter()
            trainer.learning_rate = peak * schedule(trainer.steps / steps)
            cost = trainer.step_batches(min(slice_length, per_epoch - first))
            network = trainer.network()
            at_end = first + slice_length >= per_epoch
            right = accuracy(network, *test) if at_end and test is not None else None
            seconds += time.perf_counter() - began
            yield Progress(
                epoch=epoch,
                epochs=epochs,
                step=trainer.steps,
                cost=cost,
                accuracy=right,
                seconds=seconds,
                seconds_left=seconds / trainer.steps * (steps - trainer.steps),
                examples_per_second=trainer.examples / seconds,
                network=network,
            )


def checkpoints(
    network: Network, digits: Mnist, report: Callable[[Progress], None], **settings: Any
) -> Iterator[Network]:
    """The network before training and after each epoch, each with its history so far.

    The cost in a history is `Network.cost` over the first 10,000 training digits, the accuracy
    that on all test digits.
    report: called with every Progress
    settings: epochs, mini_batch, learning_rate, schedule and seed, as for `train`
    """
    test = (digits.x_test, digits.y_test)
    right = accuracy(network, *test)
    network = replace(network, history=(_epoch(0, network, digits, right),))
    yield network
    for progress in train(network, digits.x_train, digits.y_train, test=test, **settings):
        report(progress)
        if progress.accuracy is not None:
            done = _epoch(progress.epoch, progress.network, digits, progress.accuracy)
            network = replace(progress.network, history=(*network.history, done))
            yield network


def _epoch(number: int, network: Network, digits: Mnist, right: float) -> Epoch:
    x = digits.x_train[:HISTORY_EXAMPLES] / 255
    y = one_hot(digits.y_train[:HISTORY_EXAMPLES], network.sizes[-1])
    cost = round(network.cost(x, y), 9)  # the digits after depend on the number of BLAS threads
    return Epoch(number, cost, right)


def train_shipped(digits: Mnist, folder: Path, report: Callable[[Progress], None]) -> None:
    """Make again, in `folder`, the four networks that come with Backprop Studio."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (sizes, epochs) in SHIPPED_RUNS.items():
        new = Network.create(sizes, seed=SHIPPED_SETTINGS["seed"])
        settings = {**SHIPPED_SETTINGS, "epochs": epochs}
        for network in checkpoints(new, digits, report, **settings):
            for checkpoint, epoch in CHECKPOINTS.items():
                if name == "trained" and network.history[-1].epoch == epoch:
                    networks.save(network, folder / f"{checkpoint}.npz")
        networks.save(network, folder / f"{name}.npz")


def report_line(progress: Progress) -> None:
    """Print progress: one line that is written over on a terminal, else a line per epoch."""
    done = progress.accuracy is not None
    right = f"{progress.accuracy:.2%} of the test digits" if done else "…"
    line = (
        f"epoch {progress.epoch}/{progress.epochs}  cost {progress.cost:.4f}  {right}  "
        f"{progress.seconds_left:.0f} s left"
    )
    if sys.stdout.isatty():
        print(f"\r{line}\033[K", end="\n" if done else "", flush=True)
    elif done:
        print(line, flush=True)


def arguments() -> argparse.ArgumentParser:
    """What the command line understands."""
    parser = argparse.ArgumentParser(
        prog="python -m backprop.lab.train",
        description="Train a network on the MNIST digits and save it as an .npz file.",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    add = parser.add_argument
    add("--sizes", type=int, nargs="+", default=[784, 16, 16, 10], help="neurons by layer")
    add("--activation", choices=ACTIVATIONS, default="sigmoid", help="of every layer")
    add("--epochs", type=int, default=20, help="passes through the training digits")
    add("--mini-batch", type=int, help="examples per step")
    add("--learning-rate", type=float, help="α, the length of a step at the start")
    add("--schedule", choices=SCHEDULES, help="how α changes over the run")
    add("--seed", type=int, help="of the weights and of the order of the examples")
    add("--examples", type=int, default=60_000, help="train on the first so many digits")
    add("--output", type=Path, default=Path("network.npz"), help="file to write")
    add("--shipped", action="store_true", help="make assets/networks/ again, and nothing else")
    parser.set_defaults(**SHIPPED_SETTINGS)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; 0 where a network was saved, 1 where training failed."""
    options = arguments().parse_args(argv)
    try:
        digits = load_mnist()
        if options.shipped:
            train_shipped(digits, networks.FOLDER, report_line)
            print(f"Saved {', '.join(networks.SHIPPED)} in {networks.FOLDER}")
            return 0
        digits = digits._replace(
            x_train=digits.x_train[: options.examples], y_train=digits.y_train[: options.examples]
        )
        new = Network.create(options.sizes, options.activation, options.seed)
        settings = {name: getattr(options, name) for name in ("epochs", *SHIPPED_SETTINGS)}
        *_, trained = checkpoints(new, digits, report_line, **settings)
        networks.save(trained, options.output)
    except (ValueError, OSError) as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    print(f"Saved {options.output}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
