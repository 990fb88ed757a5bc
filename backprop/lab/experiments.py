"""Ways to break a training on purpose: each a set-up, a question before, an explanation after.

Nothing is staged: every one runs on the real core, and which of the choices came true is measured
on the run itself. The set-ups are chosen so that the same choice comes true whatever the seed:
tests/lab/test_experiments.py.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from backprop import networks
from backprop.lab.run import Run
from backprop.lab.setup import LARGE, USUAL_BATCH, USUAL_RATES, Setup
from backprop.network import Network

GUESSING = 0.1  # the share of ten digits that guessing reads
ALIKE = 0.01  # of the test digits: nearer to each other than that, two networks read alike
USUAL = Setup().learning_rate


@dataclass(frozen=True)
class Experiment:
    """One way to break it.

    setup: trained as it is; question, choices: what to predict
    came: of a run that is over, the index of the choice that came true; None where none did
    look: where to look while it runs; why: what is behind it, and what mends it
    cure: what of the set-up is otherwise in a healthy run; cured: the same in words, after “with”
    goes_on: whether the broken network itself recovers when it trains on so; else one begins anew
    """

    title: str
    setup: Setup
    question: str
    choices: tuple[str, str, str]
    came: Callable[[Run], int | None]
    look: str
    why: str
    cure: dict[str, Any]
    cured: str
    goes_on: bool = False

    def healthy(self, setup: Setup) -> Setup:
        """The same set-up without the fault."""
        return replace(setup, **self.cure)


def after_one_epoch() -> Network:
    """The network that comes with the app after one epoch with the usual α and m = 10."""
    return networks.load("epoch-1")


# --- what came true ---


def _burst(run: Run) -> int:
    first, last = run.moments[0], run.moments[-1]
    if run.problem:
        return 1
    return 0 if last.training_cost < 0.5 * first.training_cost else 2


def _crept(run: Run) -> int | None:
    usual = after_one_epoch().history[-1].accuracy
    right = run.moment.test_right
    if right - run.moments[0].test_right < 0.05:
        return 0
    return None if right < usual - ALIKE else 1 if right < usual + ALIKE else 2


def _stayed_alike(run: Run) -> int:
    images = run.current().weights[0]
    if not images.any():
        return 2
    return int(bool((images == images[0]).all()))


def _vanished(run: Run) -> int | None:
    return 1 if all(share > 0.5 for share in run.flat_shares()[:-1]) else None


def _died(run: Run) -> int | None:
    if run.gradients is not None and not any(run.gradient_lengths()):
        return 1
    return 2 if run.moment.test_right > 0.5 else None


def _restless(run: Run) -> int:
    lead = run.moment.test_right - after_one_epoch().history[-1].accuracy
    return 1 if abs(lead) < ALIKE else 0 if lead > 0 else 2


def _by_heart(run: Run) -> int | None:
    learnt = run.moment.training_right > 0.7
    if run.moment.test_right > 2 * GUESSING:
        return 2
    return 1 if learnt else 0 if run.moment.training_right < 2 * GUESSING else None


def _nearest(run: Run) -> int:
    return int(np.abs(np.array([0.1, 0.5, 0.92]) - run.moment.test_right).argmin())


# --- the ways ---


def _setup(**changed: Any) -> Setup:
    return replace(Setup(schedule="constant", epochs=1), **changed)


BURST = _setup(hidden=(64,) * 4, activation="relu", mini_batch=1, learning_rate=10.0, examples=3000)
SMALL = _setup(learning_rate=0.0001)
DEAD = _setup(activation="relu", learning_rate=USUAL)
BY_HEART = _setup(
    hidden=(128,), activation="tanh", learning_rate=0.03, examples=500, epochs=100, shuffled=True
)

EXPERIMENTS = {
    "alpha-large": Experiment(
        "α too large",
        BURST,
        f"Four ReLU layers, and steps far too long: α = {BURST.learning_rate:g}. "
        "What becomes of the cost?",
        (
            "It falls fast, then shakes",
            "It grows step by step until the numbers burst",
            "It stays",
        ),
        _burst,
        "The cost, in the first steps.",
        "A step so long lands on the far side of the valley, higher than it began; the slope there "
        "is steeper, so the next step is longer still. Nothing bounds a ReLU. The charts keep the "
        "last moment that was finite. A much smaller α mends it.",
        {"learning_rate": 0.003},
        "α = 0.003",
    ),
    "alpha-small": Experiment(
        "α too small",
        SMALL,
        f"α = {SMALL.learning_rate:g}, {USUAL / SMALL.learning_rate:,.0f} times smaller than usual."
        " How much does it read after one epoch?",
        ("Hardly more than at the start", "As much as usual", "More: it steps carefully"),
        _crept,
        "The images of w⁽¹⁾: they still look like the noise they began as.",
        "Every step goes the right way and almost nowhere. Nothing is wrong with the gradient: "
        "only time is lost: train on with a larger α, and it starts to learn.",
        {"learning_rate": USUAL},
        f"α = {USUAL:g}",
        goes_on=True,
    ),
    "zeros": Experiment(
        "All weights zero",
        _setup(start="zeros"),
        "All weights begin at 0. How will the 16 images of w⁽¹⁾ differ from each other?",
        ("As usual", "Not at all: 16 times the same", "They stay blank for ever"),
        _stayed_alike,
        "The 16 images, and the rows of each gradient.",
        "Neurons that begin alike get the same wish, so they take the same step and stay alike for "
        "ever: a whole layer is worth one neuron. The very first step moves only the outputs, for "
        "a wish sent back through weights of 0 arrives as 0. Random weights break the symmetry.",
        {"start": "scaled"},
        "random weights",
    ),
    "saturated": Experiment(
        "Saturated sigmoids",
        _setup(start="large"),
        f"Weights {LARGE:g} times larger at the start. What happens to the gradient on its way to "
        "layer 1?",
        (
            f"It grows by {LARGE:g}",
            "It nearly vanishes for most neurons",
            "Nothing: it depends on a alone",
        ),
        _vanished,
        "The share of flat answers, and the gradient's blank images.",
        "With weights so large z is far from 0, so nearly every neuron answers 0 or 1, and there "
        "the curve is flat: σ′(z) ≈ 0. A wish is multiplied by that slope at every layer, so most "
        "neurons have next to nothing to learn from. That is why weights start with spread 1/√n.",
        {"start": "scaled"},
        f"weights {LARGE:g} times smaller at the start",
    ),
    "dead": Experiment(
        "Dead ReLUs",
        DEAD,
        f"ReLU with α = {DEAD.learning_rate:g}, which suits sigmoids. What is the gradient after "
        "one epoch?",
        ("Large: it shakes", "Exactly 0, in every layer", "Small, but it still learns"),
        _died,
        "‖∇C‖ by layer.",
        "One step too long pushes a neuron's z below 0 for every digit there is. There a ReLU "
        "answers 0 and its slope is 0 too, so no wish ever reaches it again: it is dead. Where all "
        "outputs are dead, the gradient is exactly 0, and training is over without a word. Only a "
        "new network, and shorter steps, mend it.",
        {"learning_rate": USUAL_RATES["relu"]},
        f"α = {USUAL_RATES['relu']:g}",
    ),
    "m-1": Experiment(
        "m = 1",
        _setup(mini_batch=1),
        f"One digit for each step, with the usual α = {USUAL:g}. How does it end, beside steps of "
        "ten digits?",
        ("Higher: ten times as many steps", "The same", "Lower, and it never comes to rest"),
        _restless,
        "How the accuracy jumps, and whose digit the gradient is.",
        "Each step pleases one digit and forgets the others a little: someone drunk, stumbling "
        "downhill. Averaging over m digits calms the direction. With one digit a step must be "
        "shorter: try α = 0.1.",
        {"mini_batch": USUAL_BATCH},
        f"m = {USUAL_BATCH}",
        goes_on=True,
    ),
    "shuffled": Experiment(
        "Shuffled labels",
        BY_HEART,
        f"{BY_HEART.examples} digits get labels by lot, so there is nothing to understand. What "
        "can it learn?",
        (
            "Nothing: it only guesses, on both",
            "The training digits by heart, and nothing about others",
            "Both, a little",
        ),
        _by_heart,
        "The two lines: training and test.",
        "A network with many more parameters than examples can store their labels one by one. "
        "Reading what it was trained on therefore proves nothing: only digits it has never seen "
        "tell whether it understood (Zhang et al. 2017).",
        {"shuffled": False},
        "the right labels",
    ),
    "no-hidden": Experiment(
        "No hidden layer",
        _setup(hidden=(), epochs=3),
        "Pixels straight to the ten outputs. How many test digits can it read?",
        ("About 10 %: hidden layers do the work", "About 50 %", "About 92 %"),
        _nearest,
        "Each output's image: a blurred template of its digit.",
        "Ten weighted sums of pixels are enough for most digits: they differ in plain places. What "
        "needs a combination, this stroke only together with that one, needs a hidden layer.",
        {"hidden": Setup().hidden},
        f"hidden layers of {' and '.join(map(str, Setup().hidden))}",
    ),
}
