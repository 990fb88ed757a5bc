"""What comes out on other processors: a process of its own asks OpenBLAS for their kernel.

A kernel is how OpenBLAS multiplies matrices on one kind of processor. Each adds up in an order of
its own, so that the last digits differ from one to the next.
"""

import contextlib
import io
import json
import os
import re
import runpy
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import numpy as np

from backprop import networks
from backprop.digits import MNIST_FILE, Mnist, load_mnist
from backprop.lab import takeaway
from backprop.lab.run import Exams, Run, flatten
from backprop.lab.setup import Setup
from backprop.training import accuracy

ROOT = Path(__file__).parents[2]

# The instructions that each needs, as NumPy calls them.
NEEDS = {
    "Nehalem": "X86_V2",
    "Sandybridge": "X86_V3",
    "Haswell": "X86_V3",
    "Zen": "X86_V3",
    "SkylakeX": "X86_V4",
}
STANDS_IN = {"Zen": "Haswell"}  # OpenBLAS has one kernel for both
_simd = np.show_config("dicts")["SIMD Extensions"]
_known = {*_simd.get("baseline", ()), *_simd.get("found", ())}
# Where there is no choice, the one that OpenBLAS picks.
KERNELS = [kernel for kernel, needed in NEEDS.items() if needed in _known] or [""]


@cache
def on(kernel: str) -> dict:
    """What `report` finds there."""
    done = subprocess.run(
        [sys.executable, "-m", "core.kernels"],
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")]),
            "OPENBLAS_CORETYPE": kernel,
            "OPENBLAS_VERBOSE": "2",  # it says which kernel it took
            "OPENBLAS_NUM_THREADS": "1",  # as the app runs
        },
        capture_output=True,
        text=True,
        check=True,
    )
    taken = re.findall("^Core: (.+)$", done.stderr, re.MULTILINE)
    if kernel and taken != [STANDS_IN.get(kernel, kernel)]:
        raise AssertionError(f"{kernel} was asked for, OpenBLAS took {taken}")
    return json.loads(done.stdout)


def zero_setups() -> list[Setup]:
    """The lab's own, then any number of any layers with any m."""
    rng = np.random.default_rng(0)
    drawn = [
        Setup(
            start="zeros",
            hidden=tuple(int(width) for width in rng.integers(2, 129, 1 + number % 4)),
            activation=("sigmoid", "sigmoid", "sigmoid", "tanh", "relu")[number % 5],
            mini_batch=int(rng.integers(1, 40)),
            learning_rate=float(rng.uniform(0.3, 3)),
            examples=200,
            epochs=100,
        )
        for number in range(20)
    ]
    return [Setup(start="zeros", hidden=(16, 16), examples=200), *drawn]


def few_digits(digits: Mnist) -> Mnist:
    return Mnist(*(part[:200] for part in digits))


def trained(setup: Setup, digits: Mnist, exams: Exams, steps: int, own: bool) -> Run:
    """A run after so many steps, the later half of them with an own drawing if asked for."""
    run = Run(setup, digits, exams)
    for step in range(steps):
        if own and step == steps // 2:
            run.teach(digits.x_test[0] / 255, 3, 40)
        run.step()
    return run


def unlikeness(run: Run) -> float:
    """How far a number of any hidden neuron is from that of the first one in its layer."""
    shown = [run.current(), run.gradients]
    hidden = [w for part in shown for w in (*part.weights[:-1], *part.biases[:-1])]
    sent_on = [w.T for part in shown for w in part.weights[1:]]
    return max(float(np.abs(rows - rows[0]).max()) for rows in hidden + sent_on)


def repeated(run: Run) -> tuple[np.ndarray, str]:
    """What the script comes to that is taken away from a run: all parameters, and what it says."""
    said = io.StringIO()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "repeat.py"
        path.write_text(takeaway.script(run), encoding="utf-8")
        before, sys.argv = sys.argv, [str(path), str(MNIST_FILE)]
        try:
            with contextlib.redirect_stdout(said):
                left = runpy.run_path(str(path))
        finally:
            sys.argv = before
    layers = zip(left["weights"], left["biases"])
    return np.concatenate([part.ravel() for w, b in layers for part in (w.T, b)]), said.getvalue()


def report() -> dict:
    """What comes out on this processor.

    zeros: for each of `zero_setups` its unlikeness, and the largest hidden weight
    right: for each network that is shipped, the share of the test digits read right
    again: whether the same training comes out the same when it is done again
    by_script: whether it does when the script does it, as usual and with all weights zero
    """
    digits = load_mnist()
    few = few_digits(digits)
    exams = Exams(few)
    zeros = []
    for number, setup in enumerate(zero_setups()):
        run = trained(setup, few, exams, 25 if number else 200, own=number % 2 == 1)
        largest = max(float(np.abs(w).max()) for w in run.current().weights[:-1])
        zeros.append((unlikeness(run), largest))
    usual, same, zero = (
        trained(Setup(start=start, examples=200), few, exams, 100, own=False)
        for start in ("scaled", "scaled", "zeros")
    )
    right = {
        title: f"{accuracy(networks.load(name), digits.x_test, digits.y_test):.2%}"
        for name, title in networks.SHIPPED.items()
    }
    return {
        "zeros": zeros,
        "right": right,
        "again": bool((flatten(usual.current()) == flatten(same.current())).all()),
        "by_script": [
            bool((flatten(run.current()) == repeated(run)[0]).all()) for run in (usual, zero)
        ],
    }


if __name__ == "__main__":
    print(json.dumps(report()))
