"""Ways to break a training on purpose: each a set-up, a question before, an explanation after.

Nothing is staged: every one runs on the real core, and tests/core/test_experiments.py checks that
what the explanation says is what happens.
"""

from dataclasses import dataclass, replace
from typing import Any

from backprop.lab.setup import Setup


@dataclass(frozen=True)
class Experiment:
    """One way to break it.

    setup: trained as it is; question, choices: what to predict; right: the index of what happens
    look: where to look while it runs; why: what is behind it, and what mends it
    """

    title: str
    setup: Setup
    question: str
    choices: tuple[str, ...]
    right: int
    look: str
    why: str


def _setup(**changed: Any) -> Setup:
    return replace(Setup(schedule="constant", epochs=2), **changed)


EXPERIMENTS = {
    "alpha-large": Experiment(
        "α too large",
        _setup(hidden=(128,) * 4, activation="relu", learning_rate=10.0, examples=3000),
        "Four ReLU layers, and steps far too long: α = 10. What becomes of the cost?",
        (
            "It falls fast, then shakes",
            "It grows step by step until the numbers burst",
            "It stays",
        ),
        1,
        "The cost, in the first two steps.",
        "A step so long lands on the far side of the valley, higher than it began; the slope there "
        "is steeper, so the next step is longer still. Nothing bounds a ReLU: one step makes the "
        "cost a thousand million times as high, and after the next the numbers are more than a "
        "computer can hold. The charts keep the last finite moment. A smaller α mends it: try "
        "0.03.",
    ),
    "alpha-small": Experiment(
        "α too small",
        _setup(learning_rate=0.001),
        "α = 0.001, 600 times smaller than usual. What does it read after two epochs?",
        ("Hardly more than at the start", "92 % as usual", "More than usual: it steps carefully"),
        0,
        "The images of w⁽¹⁾: they still look like the noise they began as.",
        "Every step goes the right way and almost nowhere. Nothing is wrong with the gradient: "
        "only time is lost. Train on with a larger α and watch it start to learn.",
    ),
    "zeros": Experiment(
        "All weights zero",
        _setup(start="zeros"),
        "All weights begin at 0. How will the 16 images of w⁽¹⁾ differ from each other?",
        ("As usual", "Not at all: 16 times the same", "They stay blank for ever"),
        1,
        "The 16 images, and the rows of each gradient.",
        "Neurons that begin alike get the same wish, so they take the same step and stay alike for "
        "ever: 16 neurons are worth one. The very first step moves only the outputs, for a wish "
        "sent back through weights of 0 arrives as 0. Random weights break the symmetry.",
    ),
    "saturated": Experiment(
        "Saturated sigmoids",
        _setup(start="large"),
        "Weights 20 times larger at the start. What happens to the gradient on its way to layer 1?",
        ("It grows by 20", "It nearly vanishes for most neurons", "Nothing: it depends on a alone"),
        1,
        "The accuracy, and the gradient's blank images.",
        "With weights so large z is far from 0, nearly every neuron answers 0 or 1, and there the "
        "curve is flat: σ′(z) ≈ 0. The wish is multiplied by that slope at every layer, so most "
        "neurons have nothing left to learn from. That is why weights start with spread 1/√n.",
    ),
    "dead": Experiment(
        "Dead ReLUs",
        _setup(activation="relu", learning_rate=0.3),
        "ReLU with α = 0.3, three times what it bears. What is the gradient after two epochs?",
        ("Large: it shakes", "Exactly 0, in every layer", "Small, but it still learns"),
        1,
        "‖∇C‖ by layer.",
        "One step too long pushes a neuron's z below 0 for every digit there is. There a ReLU "
        "answers 0 and its slope is 0 too, so no wish ever reaches it again: it is dead. Once all "
        "outputs are, the gradient is exactly 0 and training is over without a word. Try α = 0.03.",
    ),
    "m-1": Experiment(
        "m = 1",
        _setup(mini_batch=1, epochs=1),
        "One digit for each step, same α = 0.6. How does it end, beside 92 % with m = 10?",
        ("Higher: ten times as many steps", "The same", "Lower, and it never comes to rest"),
        2,
        "How the accuracy jumps, and whose digit the gradient is.",
        "Each step pleases one digit and forgets the others a little: the drunk of slide 12. "
        "Averaging over m digits calms the direction. With one digit a step must be shorter: with "
        "α = 0.1 the same m = 1 reaches 93 %.",
    ),
    "shuffled": Experiment(
        "Shuffled labels",
        _setup(hidden=(128,), examples=1000, epochs=60, shuffled=True),
        "1,000 digits get labels by lot, so there is nothing to understand. What can it learn?",
        (
            "Nothing: training and test stay at 10 %",
            "The training digits by heart, and nothing about others",
            "Both, a little",
        ),
        1,
        "The two lines: training and test.",
        "A network with 101,770 parameters can store 1,000 labels one by one. Reading what it was "
        "trained on therefore proves nothing: only digits it has never seen tell whether it "
        "understood (Zhang et al. 2017). Here test stays at one in ten: guessing.",
    ),
    "no-hidden": Experiment(
        "No hidden layer",
        _setup(hidden=(), epochs=5),
        "Pixels straight to the ten outputs. How many test digits can it read?",
        ("About 10 %: hidden layers do the work", "About 50 %", "About 92 %"),
        2,
        "Each output's image: a blurred template of its digit.",
        "Ten weighted sums of pixels are enough for 92 %: most digits differ in plain places. But "
        "here it ends. What needs a combination, this stroke only together with that one, needs a "
        "hidden layer; with it the same training goes on to 95 %.",
    ),
}
