"""What a visitor takes home from a training: its history, and a script that repeats it."""

import csv
import io

from backprop import networks
from backprop.lab import sheet
from backprop.lab.run import Run
from backprop.lab.setup import LARGE
from backprop.network import Network

COLUMNS = (
    "step",
    "epoch",
    "training_cost",
    "test_cost",
    "training_right",
    "test_right",
)


def history_csv(run: Run) -> str:
    """Every recorded moment, one a row: what `Moment` holds."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for moment in run.moments:
        writer.writerow(f"{getattr(moment, name):.9g}" for name in COLUMNS)
    return file.getvalue()


def history_workbook(run: Run) -> bytes:
    """The same for Excel, where a CSV file's columns and decimal signs depend on the language."""
    rows = [[getattr(moment, name) for name in COLUMNS] for moment in run.moments]
    return sheet.workbook("history", COLUMNS, rows)


def network_file(network: Network) -> bytes:
    """The .npz file of a network, made in memory: what is a visitor's goes to no disk."""
    file = io.BytesIO()
    networks.save(network, file)
    return file.getvalue()


def repeatable(run: Run) -> bool:
    """Whether a script with MNIST alone can repeat it."""
    return not run.taught and run.setup.start != "given"


def script(run: Run) -> str:
    """A Python script, NumPy alone, that repeats this training step by step.

    Not of one that started from a given network or learnt drawings: `repeatable`.
    It is given the path of mnist.npz and prints the share of test digits read right: on the same
    kind of processor the same to the last digit, because it takes the same steps in the same order
    and precision.
    """
    setup = run.setup
    factor = {"scaled": "", "zeros": "0 * ", "large": f"{LARGE:g} * "}[setup.start]
    spread = "np.sqrt(2 / n)" if setup.activation == "relu" else "np.sqrt(1 / n)"
    value, slope = FORMULAS[setup.activation]
    stretches = "".join(
        f"    ({s.steps}, {s.mini_batch}, {s.learning_rate!r}),\n" for s in run.stretches
    )
    return TEMPLATE.format(
        sizes=setup.sizes,
        seed=setup.seed,
        examples=setup.examples,
        factor=factor,
        spread=spread,
        value=value,
        slope=slope,
        product=PRODUCT_IN_ORDER if setup.start == "zeros" else "product = np.matmul\n",
        shuffle=SHUFFLE.format(seed=setup.seed) if setup.shuffled else "",
        stretches=stretches,
        right=f"{run.moments[-1].test_right:.2%}",
    )


def title(network: Network) -> str:
    """What a trained network is called among the others: short, for the sidebar is narrow."""
    return f"Yours: {100 * network.history[-1].accuracy:.2f} %"


FORMULAS = {
    "sigmoid": ("np.tanh(z * half) * half + half", "(one - a) * a"),
    "tanh": ("np.tanh(z)", "one - a * a"),
    "relu": ("np.maximum(z, 0)", "(a > 0).astype(np.float32)"),
}

PRODUCT_IN_ORDER = """

def product(a, b):  # a @ b, every sum in the same order: neurons that are alike stay alike
    out = np.empty(a.shape[:-1] + b.shape[1:], np.float32)
    return np.einsum("...j,jk->...k", a, b, out=out, optimize=False)
"""

SHUFFLE = """rng, own = np.random.default_rng({seed}), labels.copy()
for digit in range(10):  # its pictures get every label equally often
    places = np.flatnonzero(own == digit)
    evenly = rng.permutation(10)[np.arange(len(places)) % 10]
    labels[places] = rng.permutation(evenly)

"""

TEMPLATE = '''"""A training of Backprop Studio, repeated: python repeat.py path/to/mnist.npz

In Backprop Studio the network read {right} of the 10,000 test digits after it.
"""

import os
import sys

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # more threads add up in another order

import numpy as np

SIZES = {sizes}
STRETCHES = [  # so many steps, of so many examples each, with this learning rate
{stretches}]
half, one, pixel = (np.array(v, np.float32) for v in (1 / 2, 1, 1 / 255))
{product}

def activate(z):
    return {value}


def slope(a):  # of the activation, found from its value
    return {slope}


def forward(x, product):
    activations = [x]
    for w, b in zip(weights, biases):
        activations.append(activate(product(activations[-1], w) + b))
    return activations


def step(x, y, learning_rate):
    activations = forward(x, product)
    # C = the mean of sum((a - y)**2); delta is the slope of C by z, times the learning rate
    error = activations[-1] - y
    delta = error * (2 * learning_rate / len(x)) * slope(activations[-1])
    for layer in reversed(range(len(weights))):
        a = activations[layer]
        change = product(a.T, delta), product(np.ones(len(x), np.float32), delta)
        if layer > 0:
            delta = product(delta, weights[layer].T) * slope(a)
        weights[layer] -= change[0]
        biases[layer] -= change[1]


with np.load(sys.argv[1]) as file:
    data = dict(file)
images, labels = data["x_train"][:{examples}], data["y_train"][:{examples}]
{shuffle}rng = np.random.default_rng({seed})
drawn = [{factor}rng.normal(0, {spread}, (m, n)) for n, m in zip(SIZES, SIZES[1:])]
weights = [w.T.astype(np.float32, order="C") for w in drawn]
biases = [np.zeros(m, np.float32) for m in SIZES[1:]]

rng = np.random.default_rng({seed})
order, position = rng.permutation(len(images)), 0
for steps, m, learning_rate in STRETCHES:
    for _ in range(steps):
        if position == len(images):
            order, position = rng.permutation(len(images)), 0
        rows = order[position : position + m]
        position += len(rows)
        x = images[rows].astype(np.float32) * pixel
        step(x, np.eye(10, dtype=np.float32)[labels[rows]], learning_rate)

answers = forward(data["x_test"].astype(np.float32) / 255, np.matmul)[-1].argmax(axis=1)
right = answers == data["y_test"]
print(f"{{right.mean():.2%}} of the test digits are read right.")
'''
