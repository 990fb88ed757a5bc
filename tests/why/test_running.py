"""What the page says that the code does, against the code as it runs."""

import re
import sys
from collections import defaultdict

import numpy as np
import pytest

from backprop import explain
from backprop import network as source
from backprop.network import Network, one_hot
from backprop.why import running
from backprop.why.running import BACK, DELTA, FORTH, SQUASH, SUM, WISH
from backprop.why.running import running as runs_of

SIZES = [((784, 16, 16, 10), "sigmoid"), ((784, 10), "relu"), ((784, 9, 8, 7, 6, 5, 10), "tanh")]


def followed(work):
    """Run it, and give what the names of network.py held after each line, in that order."""
    held, line = [], {}

    def local(frame, event, _):
        if frame in line:
            held.append((line[frame], {k: np.copy(v) for k, v in kept(frame).items()}))
        line[frame] = frame.f_lineno
        return local

    def kept(frame):
        names = {k: v for k, v in frame.f_locals.items() if isinstance(v, np.ndarray | float | int)}
        lists = {k: v[0] for k, v in frame.f_locals.items() if isinstance(v, list) and len(v)}
        return names | {f"{k}[0]": v for k, v in lists.items() if isinstance(v, np.ndarray)}

    sys.settrace(lambda frame, *_: local if frame.f_code.co_filename == source.__file__ else None)
    try:
        work()
    finally:
        sys.settrace(None)
    return held


@pytest.fixture(params=SIZES, ids=lambda given: "-".join(map(str, given[0])))
def example(request):
    sizes, activation = request.param
    network = Network.create(sizes, activation, seed=3)
    pixels = np.random.default_rng(1).random(784) * (np.arange(784) % 3 > 0)
    return network, pixels, explain.answer(network, pixels, 4)


def test_comments_hold_for_every_layer():
    comments = [line.partition("#")[2] for _, line in running.listing("backward")]
    assert any("BP4" in comment for comment in comments)
    assert not any(re.search(r"\(.*\d.*\)", comment) for comment in comments)


def test_each_line_holds_the_values_shown_beside_it_when_it_has_run(example):
    network, pixels, answer = example
    y, last = one_hot(4), len(network.weights)
    after = defaultdict(list)
    for line, names in followed(lambda: network.backward(network.forward(pixels), y)):
        after[line].append(names)
    runs = runs_of(network, answer, 0.5)
    turns = {SUM: 1, SQUASH: 1, FORTH: 1, DELTA: -1, WISH: -1, BACK: -1}
    for step, run in runs.items():
        kind, layer = step.split("-")[0], int(step.split("-")[1])
        turn = layer - 1 if kind == "forward" else last - layer - (kind == "wish" and layer < last)
        for line, values in run.values.items():
            if (
                run.function in ("cost", "step")
                or "weights" in str(values)
                or "biases" in str(values)
            ):
                continue  # below
            names = after[line][turn if line in turns else 0]
            for value in values:
                assert value == running._value(value.name, names[value.name], value.thing)


def test_what_the_code_gives_back_is_what_is_shown(example):
    network, pixels, answer = example
    y, last = one_hot(4), len(network.weights)
    gradients = network.backward(network.forward(pixels), y)
    runs = runs_of(network, answer, 0.5)
    for layer in range(1, last + 1):
        sent, weights = runs[f"delta-{layer}"].values[running.WEIGHTS]
        (biases,) = runs[f"delta-{layer}"].values[running.BIASES]
        for shown, array in (
            (sent, answer.forward_pass.activations[layer - 1]),
            (weights, gradients.weights[layer - 1]),
            (biases, gradients.biases[layer - 1]),
        ):
            assert shown == running._value(shown.name, array, shown.thing)
    *_, moved = runs[f"update-{last}"].values[running.MOVED]
    after = network.step(gradients, 0.5).weights[-1]
    assert moved == running._value(moved.name, after, moved.thing)
    *_, cost = runs[f"cost-{last}"].values[running.COST]
    assert cost.numbers == running.number(network.cost(pixels, y))


def test_only_lines_that_run_are_marked_and_passes_are_counted_as_they_run(example):
    network, pixels, answer = example
    y, last = one_hot(4), len(network.weights)

    def work():
        gradients = network.backward(network.forward(pixels), y)
        network.cost(pixels, y)
        network.step(gradients, 0.5)

    ran = defaultdict(int)
    for line, _ in followed(work):
        ran[line] += 1
    runs = runs_of(network, answer, 0.5)
    for run in runs.values():
        assert all(ran[line] for line in (*run.lines, *run.values))
        assert set(run.lines) <= {line for line, _ in running.listing(run.function)}
    assert [ran[DELTA], ran[WISH]] == [last, last]
    assert runs["forward-1"].says[FORTH] == f"pass 1 of {last}: l = 1"
    assert runs[f"delta-{last}"].says[BACK] == f"pass 1 of {last}: l = {last}"
    assert runs["delta-1"].says[BACK] == f"pass {last} of {last}: l = 1"


def test_the_lines_are_those_of_the_file():
    with open(source.__file__, encoding="utf-8") as file:
        lines = file.read().splitlines()
    for function in running.FUNCTIONS:
        shown = running.listing(function)
        assert all(lines[number - 1][4:] == text for number, text in shown)
        assert shown[0][1].startswith(f"def {function}(")
        assert not any('"""' in text for _, text in shown)


def test_a_text_that_is_no_longer_in_one_line_alone_is_an_error():
    with pytest.raises(LookupError, match="0 lines of forward"):
        running.line_of("forward", "z = a @ w.T - b")
    with pytest.raises(LookupError, match="2 lines of forward"):
        running.line_of("forward", "append(")
