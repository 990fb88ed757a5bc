"""Seconds for one epoch of 60,000 digits on [784, 16, 16, 10]: python tests/bench/training.py

Three ways of doing the same steps, taking turns in one run, one BLAS thread: the trainer, and a
plain loop, vectorised over the mini-batch as one would write it, in float32 and in float64. The
plain loops start from images that are floats in [0, 1] already; the trainer converts its own.
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

from backprop.digits import load_mnist
from backprop.network import Network, one_hot
from backprop.training import Trainer, accuracy

ROUNDS = {100: 9, 10: 5}
LEARNING_RATE = {100: 5.0, 10: 1.5}
SEED = 0


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


class Plain:
    """Mini-batch gradient descent, vectorised, without further tuning."""

    def __init__(self, network, x, y, mini_batch, learning_rate):
        self.x, self.y, self.m, self.learning_rate = x, y, mini_batch, learning_rate
        self.weights = [w.T.astype(x.dtype, order="C") for w in network.weights]
        self.biases = [b.astype(x.dtype) for b in network.biases]
        self.rng = np.random.default_rng(SEED)

    def epoch(self):
        order = self.rng.permutation(len(self.x))
        for start in range(0, len(order), self.m):
            rows = order[start : start + self.m]
            self.step(self.x[rows], self.y[rows])

    def step(self, x, y):
        activations = [x]
        for w, b in zip(self.weights, self.biases):
            activations.append(sigmoid(activations[-1] @ w + b))
        delta = 2 * (activations[-1] - y) * activations[-1] * (1 - activations[-1])
        for layer in reversed(range(len(self.weights))):
            before = activations[layer]
            for_w, for_b = before.T @ delta / len(x), delta.mean(axis=0)
            if layer > 0:
                delta = delta @ self.weights[layer].T * before * (1 - before)
            self.weights[layer] -= self.learning_rate * for_w
            self.biases[layer] -= self.learning_rate * for_b

    def network(self):
        return Network(tuple(w.T.astype(float) for w in self.weights), tuple(self.biases))


def contestants(digits, floats, m):
    network, rate = Network.create(seed=SEED), LEARNING_RATE[m]
    tuned = Trainer(
        network, digits.x_train, digits.y_train, mini_batch=m, learning_rate=rate, seed=SEED
    )
    plain = {
        f"plain NumPy, {dtype}": Plain(network, x, y, m, rate) for dtype, (x, y) in floats.items()
    }
    return {"tuned, float32": tuned, **plain}


def main():
    digits = load_mnist()
    floats = {
        name: ((digits.x_train / 255).astype(name), one_hot(digits.y_train).astype(name))
        for name in ("float32", "float64")
    }
    for m, rounds in ROUNDS.items():
        ways = contestants(digits, floats, m)
        seconds = {name: [] for name in ways}
        for _ in range(rounds):
            for name, way in ways.items():
                began = perf_counter()
                way.epoch()
                seconds[name].append(perf_counter() - began)
        fastest = median(seconds["tuned, float32"])
        print(f"m = {m}, median of {rounds} epochs")
        for name, way in ways.items():
            right = accuracy(way.network(), digits.x_test, digits.y_test)
            taken = median(seconds[name])
            print(f"  {name:21} {taken:.4f} s  {taken / fastest:5.2f}×  {right:.2%} right")


if __name__ == "__main__":
    with np.errstate(over="ignore"):  # exp in the plain sigmoid; the answer 0 is right
        main()
