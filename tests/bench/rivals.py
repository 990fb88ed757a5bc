"""One epoch of 60,000 digits on [784, 16, 16, 10] beside scikit-learn and PyTorch.

    pip install -r tests/bench/requirements.txt -r requirements.txt
    python tests/bench/rivals.py [rounds]

All take turns in one run, one thread each, the same m, sigmoid and plain gradient descent. Everyone
gathers shuffled mini-batches from float32 images that are ready in memory: scikit-learn by itself
(its fastest way, one call an epoch), PyTorch into a tensor that is kept. The trainer here converts
its images from bytes on the way. scikit-learn's classifier has softmax outputs and cross-entropy,
which it does not let one change.
"""

import os
import sys
from pathlib import Path

for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"  # before NumPy, which reads them once
sys.path.insert(0, str(Path(__file__).parents[2]))

from statistics import median
from time import perf_counter

import numpy as np
import torch
from sklearn.neural_network import MLPClassifier

from backprop.digits import load_mnist
from backprop.network import Network, one_hot
from backprop.training import Trainer

SIZES = (784, 16, 16, 10)


class Sklearn:
    """MLPClassifier: one partial_fit over everything is one epoch of its own mini-batches."""

    def __init__(self, x, labels, m, rate):
        self.x, self.labels = x, labels
        options = {"learning_rate_init": rate, "momentum": 0, "alpha": 0, "batch_size": m}
        self.model = MLPClassifier(SIZES[1:-1], activation="logistic", solver="sgd", **options)
        self.model.partial_fit(x[:m], labels[:m], classes=np.arange(10))

    def epoch(self, order):
        self.model.partial_fit(self.x, self.labels)


class Torch:
    """Eager PyTorch: nn.Sequential, autograd and SGD."""

    def __init__(self, x, y, m, rate):
        self.x, self.y, self.m = torch.from_numpy(x), torch.from_numpy(y), m
        layers = []
        for before, width in zip(SIZES, SIZES[1:]):
            layers += [torch.nn.Linear(before, width), torch.nn.Sigmoid()]
        self.model = torch.nn.Sequential(*layers)
        self.sgd = torch.optim.SGD(self.model.parameters(), lr=rate)
        self.rows, self.targets = torch.empty(m, 784), torch.empty(m, 10)

    def epoch(self, order):
        order = torch.from_numpy(order)
        for start in range(0, len(order), self.m):
            rows = order[start : start + self.m]
            torch.index_select(self.x, 0, rows, out=self.rows)
            torch.index_select(self.y, 0, rows, out=self.targets)
            self.sgd.zero_grad()
            cost = (self.model(self.rows) - self.targets).square().sum() / self.m
            cost.backward()
            self.sgd.step()


class Ours:
    def __init__(self, x, labels, m, rate):
        self.trainer = Trainer(Network.create(SIZES), x, labels, mini_batch=m, learning_rate=rate)

    def epoch(self, order):
        self.trainer.epoch()


def main(rounds: int) -> None:
    torch.set_num_threads(1)
    digits = load_mnist()
    floats = digits.x_train.astype(np.float32) / 255
    y = one_hot(digits.y_train).astype(np.float32)
    rng = np.random.default_rng(0)
    for m, rate in ((100, 1.0), (10, 0.3)):
        ways = {
            "Backprop Studio": Ours(digits.x_train, digits.y_train, m, rate),
            "scikit-learn": Sklearn(floats, digits.y_train, m, rate),
            "PyTorch": Torch(floats, y, m, rate),
        }
        seconds = {name: [] for name in ways}
        for _ in range(rounds):
            order = rng.permutation(len(floats))
            for name, way in ways.items():
                began = perf_counter()
                way.epoch(order)
                seconds[name].append(perf_counter() - began)
        ours = median(seconds["Backprop Studio"])
        print(f"m = {m}, median of {rounds} epochs")
        for name, taken in seconds.items():
            print(f"  {name:16} {median(taken):.4f} s  {median(taken) / ours:5.2f}×")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
