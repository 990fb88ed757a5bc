"""Set-ups, runs, what is taken away, sharing of turns."""

import io
import subprocess
import sys
import threading
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pytest

from backprop import networks
from backprop.digits import MNIST_FILE
from backprop.lab import takeaway
from backprop.lab.experiments import EXPERIMENTS
from backprop.lab.results import results
from backprop.lab.run import EARLY_GROWTH, Run, flatten, thin, unflatten
from backprop.lab.setup import Setup, SetupError, from_params, parse_layers
from backprop.lab.turns import LONGEST, Turns
from backprop.network import Network
from core.kernels import repeated


def trained(setup, mnist, exams):
    run = Run(setup, mnist, exams)
    while not (run.done or run.problem):
        run.advance(0.05)
    return run


# --- set-ups ---


@pytest.mark.parametrize(
    "setup",
    [
        Setup(),
        Setup(hidden=(), shuffled=True, learning_rate=0.003, examples=300),
        Setup(hidden=(30,), activation="relu", start="large", seed=7, mini_batch=1, epochs=3),
    ],
)
def test_a_link_carries_the_whole_setup(setup):
    assert from_params(setup.params()) == setup


def test_a_link_carries_what_differs_from_an_experiment():
    usual = EXPERIMENTS["shuffled"].setup
    changed = replace(usual, shuffled=False, learning_rate=2.0)
    assert changed.params(usual) == {"shuffled": "0", "alpha": "2.0"}
    assert from_params(changed.params(usual), usual) == changed
    assert usual.params(usual) == {}


def test_the_usual_setup_needs_no_link():
    assert Setup().params() == {}


@pytest.mark.parametrize(("rate", "text"), [(0.1 + 0.2, "0.3"), (1.0, "1.0"), (0.001, "0.001")])
def test_a_link_says_the_rate_that_is_trained_with(rate, text):
    assert Setup(learning_rate=rate).learning_rate == float(text)
    assert Setup(learning_rate=rate).params() == {"alpha": text}
    assert from_params({"alpha": str(rate)}).learning_rate == float(text)


@pytest.mark.parametrize(
    "params",
    [
        {"layers": "16,x"},
        {"layers": "0"},
        {"layers": "1,2,3,4,5,6"},
        {"layers": "9" * 1000},
        {"m": "0"},
        {"m": "1.5"},
        {"alpha": "nan"},
        {"alpha": "-1"},
        {"alpha": "much"},
        {"activation": "<script>"},
        {"epochs": "1000000"},
        {"examples": "60001"},
    ],
)
def test_a_tampered_link_gets_a_sentence(params):
    with pytest.raises(SetupError, match=r"\.$"):
        from_params(params)


def test_layers_are_read_as_people_write_them():
    assert parse_layers("16, 16") == parse_layers("16 16") == (16, 16)
    assert parse_layers(" ") == ()


# --- runs ---


def test_a_run_learns_and_records(mnist, exams):
    run = trained(Setup(epochs=1, examples=10_000, learning_rate=1.5), mnist, exams)
    assert run.moments[0].step == 0 and run.moments[-1].step == run.steps == 1000
    assert run.moments[0].test_right < 0.2 < 0.8 < run.moments[-1].test_right
    network = run.network(run.snapshots[-1])
    outcome = results(network, mnist.x_test, mnist.y_test)
    assert outcome.right == pytest.approx(run.moments[-1].test_right, abs=2e-4)
    assert network.history[-1].accuracy == run.moments[-1].test_right
    assert outcome.confusion.sum() == 10_000
    assert len(outcome.wrong()) == 10_000 - np.trace(outcome.confusion)
    assert len(outcome.wrong(4, 9)) == outcome.confusion[4, 9]


def test_the_gradient_shown_is_that_of_the_last_step(mnist, exams):
    run = Run(Setup(learning_rate=1.0, schedule="constant"), mnist, exams)
    before = flatten(run.current()).copy()
    run.step()
    moved = before - flatten(run.current())
    gradients = run.gradients
    layers = zip(gradients.weights, gradients.biases)
    shown = np.concatenate([part.ravel() for layer in layers for part in layer])
    assert shown == pytest.approx(moved, abs=1e-6)
    assert np.hypot.reduce(run.gradient_lengths()) == pytest.approx(np.linalg.norm(shown), rel=1e-4)


def test_a_gradient_on_its_way_to_divergence_still_has_a_length(mnist, exams):
    run = trained(replace(EXPERIMENTS["dead"].setup, learning_rate=100.0), mnist, exams)
    assert "diverged" in run.problem
    assert np.isfinite(run.gradient_lengths()).all() and max(run.gradient_lengths()) > 1e19


def test_alpha_and_m_change_on_the_way(mnist, exams):
    run = Run(Setup(examples=1000, epochs=2, schedule="constant"), mnist, exams)
    run.step()
    run.turn(Setup(examples=1000, epochs=2, schedule="constant", mini_batch=50, learning_rate=2.0))
    run.step()
    assert [(s.steps, s.mini_batch, s.learning_rate) for s in run.stretches] == [
        (1, 10, 0.6),
        (1, 50, 2.0),
    ]


def test_short_slices_are_not_spent_on_exams(mnist, exams):
    run = Run(Setup(), mnist, exams)
    for _ in range(60):
        run.advance(0.0005)
        assert run.steps < EARLY_GROWTH * run.moment.step or run.steps == run.moment.step
    assert len(run.moments) < 45


def test_divergence_is_told_and_no_moment_is_infinite(mnist, exams):
    setup = Setup(hidden=(128,) * 4, activation="relu", learning_rate=1000.0, examples=3000)
    run = trained(setup, mnist, exams)
    assert "diverged" in run.problem
    assert all(np.isfinite(moment.test_cost) for moment in run.moments)
    assert np.isfinite(run.snapshots[-1].parameters).all()


def test_far_too_large_steps_burst_as_fast_as_is_said(mnist, exams):
    run = trained(EXPERIMENTS["alpha-large"].setup, mnist, exams)
    before, after = run.moments
    assert run.steps == 2 and after.test_cost > 1e9 * before.test_cost


def test_the_ends_stay_when_items_are_thinned():
    places = list(range(50))
    items = list(places)
    while len(items) > 10:
        thin([float(item) for item in items], items, 10)
    assert (items[0], items[-1], len(items)) == (0, 49, 10)


def test_flatten_and_back(mnist):
    network = Setup(hidden=(5, 7)).network()
    again = unflatten(flatten(network), network.sizes, network.activation)
    assert all(np.array_equal(a, b) for a, b in zip(network.weights, again.weights))


# --- taken away ---


@pytest.mark.parametrize(
    "setup",
    [
        Setup(epochs=2, examples=5000),
        Setup(hidden=(20,), activation="tanh", mini_batch=30, learning_rate=0.05, epochs=1),
        Setup(hidden=(), shuffled=True, epochs=3, mini_batch=7, examples=1000, start="large"),
        Setup(activation="relu", learning_rate=0.03, epochs=1, seed=3, examples=20_000),
        Setup(start="zeros", examples=500, epochs=2),
    ],
)
def test_the_script_repeats_the_training(setup, mnist, exams):
    """To the last digit: here in this process, so with as many BLAS threads as the run had."""
    run = Run(setup, mnist, exams)
    run.advance(0.05)
    run.turn(replace(setup, mini_batch=25, learning_rate=setup.learning_rate / 2))
    while not run.done:
        run.advance(0.05)
    parameters, said = repeated(run)
    assert np.array_equal(parameters, flatten(run.current()))
    assert said == f"{run.moments[-1].test_right:.2%} of the test digits are read right.\n"


def test_the_script_needs_numpy_alone(mnist, exams, tmp_path):
    run = Run(Setup(examples=100), mnist, exams)
    run.step()
    path = tmp_path / "repeat.py"
    path.write_text(takeaway.script(run), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-I", str(path), str(MNIST_FILE)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.endswith("% of the test digits are read right.\n")


def test_history_as_csv(mnist, exams):
    run = Run(Setup(examples=100), mnist, exams)
    run.step()
    head, *rows = takeaway.history_csv(run).splitlines()
    assert head.startswith("step,epoch,") and [row.split(",")[0] for row in rows] == ["0", "1"]


def test_history_for_excel(mnist, exams):
    """Read as the standard says it, not as any program forgives it."""
    run = Run(Setup(examples=100), mnist, exams)
    run.step()
    with zipfile.ZipFile(io.BytesIO(takeaway.history_workbook(run))) as book:
        parts = {name: ElementTree.fromstring(book.read(name)) for name in book.namelist()}
    linked = {f"/xl/{link.get('Target')}" for link in parts["xl/_rels/workbook.xml.rels"]}
    typed = {part.get("PartName") for part in parts["[Content_Types].xml"]}
    assert linked <= typed and {part.strip("/") for part in typed - {None}} <= parts.keys()
    head, *rows = parts["xl/sheet.xml"][0]
    assert ["".join(cell.itertext()) for cell in head] == list(takeaway.COLUMNS)
    known = [[float(text) for text in line.split(",")] for line in csv_rows(run)]
    assert [[float(cell[0].text) for cell in row] for row in rows] == known


def csv_rows(run):
    return takeaway.history_csv(run).splitlines()[1:]


# --- from a given network ---


@pytest.mark.parametrize("name", ["epoch-1", "trained-30"])
def test_a_run_starts_from_a_given_network(name, mnist, exams):
    known = networks.load(name)
    setup = Setup(learning_rate=0.1, examples=2000, epochs=3).going_on_from(known)
    run = Run(setup, mnist, exams, known)
    assert run.moment.test_right == pytest.approx(known.history[-1].accuracy, abs=1e-3)
    before = run.moment.training_cost
    while not run.done:
        run.advance(60)
    assert run.moment.training_cost < before  # on the very 2,000 that it trained on
    assert np.array_equal(flatten(run.given), flatten(known).astype(np.float32))
    assert not takeaway.repeatable(run)


def test_a_network_too_large_to_train_or_none_gets_a_sentence(mnist, exams):
    with pytest.raises(SetupError, match="hidden layers of 512, 16. Training here takes at most 5"):
        Setup().going_on_from(Network.create((784, 512, 16, 10)))
    for given in (None, networks.load("trained-30")):
        with pytest.raises(SetupError, match="is not known here"):
            Run(Setup(start="given"), mnist, exams, given)


# --- turns ---


def test_a_slice_is_shorter_the_more_train():
    turns = Turns(every=0.15)
    with turns.take("a") as alone:
        assert alone == LONGEST
    for who in range(9):
        with turns.take(who) as slice_:
            pass
    assert slice_ == pytest.approx(0.35 * 0.15 / 10)
    assert turns.active == 10


def test_turns_are_taken_one_at_a_time():
    turns, inside, most = Turns(0.15), [], []

    def work(who):
        with turns.take(who):
            inside.append(who)
            most.append(len(inside))
            inside.remove(who)

    threads = [threading.Thread(target=work, args=(k,)) for k in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(most) == 1
