"""What is said of a training that was broken on purpose: what came of it, from its own numbers."""

import numpy as np

from backprop.lab.experiments import ALIKE, GUESSING, after_one_epoch
from backprop.lab.run import FLAT, Run
from backprop.views import library
from backprop.views.numbers import number, percent


def told(key: str, run: Run) -> str:
    """What came of this very run of an experiment."""
    return SAYS[key](run)


def told_of_another(run: Run) -> str:
    """What came of a run whose network, start or digits are not the experiment's."""
    return "You changed the set-up: this is another training. " + _growth(run) + " " + _reading(run)


def _reading(run: Run) -> str:
    began, ended = run.moments[0].test_right, run.moment.test_right
    return f"It began at {percent(began)} of the test digits and ends at {percent(ended)}."


def _beside_usual(run: Run) -> str:
    usual = after_one_epoch().history[-1].accuracy
    return (
        f"{_reading(run)} The network “After 1 epoch” in the sidebar, with the usual α and ten "
        f"digits a step, reads {percent(usual)}."
    )


def _growth(run: Run) -> str:
    first, last = run.moments[0], run.moment
    if not last.step:
        return f"The cost was {number(first.training_cost)} before the first step."
    times = last.training_cost / first.training_cost
    steps = f"{last.step:,} step{'s' * (last.step > 1)}"
    said = (
        f"The cost was {number(first.training_cost)} before the first step, and "
        f"{number(last.training_cost)} after {steps}: {number(times)} times as much."
    )
    if run.problem:
        said += f" By step {run.steps:,} the numbers were more than the computer can hold."
    return said


def _unlikeness(run: Run) -> str:
    images = run.current().weights[0]
    apart = float(np.abs(images - images[0]).max())
    largest = float(np.abs(images).max())
    return (
        f"The largest difference between two of the {len(images)} images is {number(apart)}; "
        f"their largest weight is {number(largest)} by now. {_reading(run)}"
    )


def _flatness(run: Run) -> str:
    layers = [
        f"{percent(share)} of layer {layer}’s"
        for layer, share in enumerate(run.flat_shares()[:-1], start=1)
    ]
    return (
        f"Of the answers to {FLAT} test digits, {' and '.join(layers)} lie where the "
        f"slope is below 0.02; a sigmoid’s is 0.25 at most. {_reading(run)}"
    )


def _deaths(run: Run) -> str:
    network = run.current()
    layers = network.forward(library.exams().test).activations[1:]
    dead = [int((answers <= 0).all(axis=0).sum()) for answers in layers]
    names = [*(f"layer {layer}" for layer in range(1, len(dead))), "the outputs"]
    parts = [
        f"{count} of {size} in {name}" for count, size, name in zip(dead, network.sizes[1:], names)
    ]
    lengths = ", ".join(map(number, run.gradient_lengths()))
    return (
        f"Dead, answering 0 to each of the 10,000 test digits: {', '.join(parts)}. ‖∇C‖ by layer: "
        f"{lengths}. {_reading(run)}"
    )


def _jumps(run: Run) -> str:
    late = [m.test_right for m in run.moments if m.epoch >= 0.9 * run.moment.epoch]
    between = f"between {percent(min(late))} and {percent(max(late))}"
    return f"{_beside_usual(run)} In the last tenth of its steps it read {between}."


def _by_heart(run: Run) -> str:
    tests = [m.test_right for m in run.moments]
    return (
        f"The network has {run.current().parameter_count:,} parameters for {run.examples:,} "
        f"labels. Of those it trained on, it ends at {percent(run.moment.training_right)}. Of the "
        f"test digits it read between {percent(min(tests))} and {percent(max(tests))} on the way, "
        f"{percent(tests[-1])} at the end; guessing reads about {percent(GUESSING)}."
    )


def _templates(run: Run) -> str:
    half = min(run.moments, key=lambda m: abs(m.epoch - run.moment.epoch / 2))
    gain = run.moment.test_right - half.test_right
    more = " The second half of the training added next to nothing." if abs(gain) < ALIKE else ""
    hidden = library.shipped("trained")
    layers = " and ".join(map(str, hidden.sizes[1:-1]))
    return (
        f"{_reading(run)} Half-way it read {percent(half.test_right)}.{more} The network “Trained” "
        f"in the sidebar, with hidden layers of {layers}, reads "
        f"{percent(hidden.history[-1].accuracy)} after {hidden.history[-1].epoch} epochs."
    )


SAYS = {
    "alpha-large": _growth,
    "alpha-small": _beside_usual,
    "zeros": _unlikeness,
    "saturated": _flatness,
    "dead": _deaths,
    "m-1": _jumps,
    "shuffled": _by_heart,
    "no-hidden": _templates,
}
