"""A practice question, what it is made from, and what an answer to it is worth."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from backprop.deck.quiz import LETTERS, Choice
from backprop.explain import Answer
from backprop.hand import typed as by_hand
from backprop.hand.typed import Slip
from backprop.network import Network, one_hot
from backprop.why.selection import Parameter

# What questions are about, and the name of the slide that teaches it.
TOPICS = {
    "Gradient of a weight": "chain-rule",
    "A term of the cost": "gradient",
    "Does it learn while it answers?": "learning-challenge",
    "Which weight moves more": "weights",
    "From a wish to δ": "chain-rule",
    "Which way a step goes": "gradient",
    "Missing factor of the chain rule": "chain-rule",
    "A weight after a step": "gradient",
    "What a silent neuron's weights learn": "weights",
    "What a nudge does to the cost": "gradient",
    "Which neuron is asked most": "chain-reaction",
    "What the backward pass changes": "chain-reaction",
    "Wishes that add up": "chain-reaction",
    "What a small cost says": "learning-challenge",
    "Where the signal is small or large": "chain-reaction",
    "What m does to the noise": "mini-batches",
    "One example and a mini-batch": "mini-batches",
    "How large α may be": "mini-batches",
}

LONGEST = 60  # characters of a typed number
Seen = Mapping[str, float | str]  # label → what is seen there: a number, or a text as it is


@dataclass(frozen=True)
class Typed:
    """A number that is to be typed. why: how one comes to it; slips: how one comes to another"""

    right: float
    why: str
    slips: tuple[Slip, ...]


@dataclass(frozen=True)
class Question:
    """A question of which exactly one choice is right, or, without choices, one number.

    key: the same for the same question; slide: the name of the slide that teaches it
    seen: label → number, empty where it takes time: `practice.watch` measures it
    about: the weight or bias whose cost curve shows the answer, if it is about one
    """

    key: str
    topic: str
    slide: str
    text: str
    choices: tuple[Choice, ...]
    right: int
    seen: tuple[tuple[str, float | str], ...]
    about: Parameter | None = None
    typed: Typed | None = None

    @property
    def right_answer(self) -> str:
        return number(self.typed.right) if self.typed else self.choices[self.right].text

    @property
    def why(self) -> str:
        """Why the right answer is right."""
        return self.typed.why if self.typed else self.choices[self.right].why


@dataclass(frozen=True)
class Given:
    """An answer, judged. text: as it was given; choice: its index, None where it was typed
    said: what there is to say to it; belief: the name of the misconception that leads to it"""

    text: str
    right: bool
    said: str
    belief: str = ""
    choice: int | None = None


@dataclass(frozen=True, eq=False)
class Source:
    """What questions are made from: a network, a digit, and MNIST for questions on mini-batches."""

    network: Network
    answer: Answer
    x: np.ndarray
    labels: np.ndarray

    @property
    def y(self) -> np.ndarray:
        return one_hot(self.answer.label, self.network.sizes[-1])

    @property
    def pixels(self) -> np.ndarray:
        return self.answer.forward_pass.activations[0]


Kind = Callable[[Source, np.random.Generator], Question | None]


def number(number: float, count: int = 3) -> str:
    """So many significant digits and a true minus; powers of ten below 0.0001."""
    if number == 0:
        return "0"
    text = f"{number:.{count}g}" if abs(number) < 1e-4 else f"{number:#.{count}g}".rstrip(".")
    digits, _, power = text.partition("e")
    if power:
        raised = str(int(power)).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
        digits += f" × 10{raised}"
    return digits.replace("-", "−")


def told(seen: float | str) -> str:
    """What is seen, as it is written on the screen."""
    return seen if isinstance(seen, str) else number(seen)


def ask(
    rng: np.random.Generator,
    *,
    key: str,
    topic: str,
    text: str,
    right: Choice,
    wrong: Sequence[Choice],
    seen: Seen | None = None,
    about: Parameter | None = None,
) -> Question | None:
    """A question with its choices shuffled; None where two of them say the same."""
    choices = [right, *wrong]
    if len({choice.text for choice in choices}) < len(choices):
        return None
    order = rng.permutation(len(choices))
    return Question(
        key=key,
        topic=topic,
        slide=TOPICS[topic],
        text=text,
        choices=tuple(choices[i] for i in order),
        right=int(np.argmin(order)),
        seen=tuple((seen or {}).items()),
        about=about,
    )


@dataclass(frozen=True)
class Sum:
    """Something to compute. given: the numbers as the text writes them, three digits each; right
    and slips: from these; exact: from the network's own, or, `rough`, what only comes near to it;
    the rest as in `Question`"""

    key: str
    topic: str
    text: str
    given: tuple[float, ...]
    right: float
    exact: float
    why: str
    slips: tuple[Slip, ...]
    seen: Seen
    about: Parameter | None = None
    rough: bool = False

    @property
    def fair(self) -> bool:
        """Whether the answer tells what was thought, and reads as the network's own number although
        digits were left out on the way: a factor of 0 or 1 tells nothing."""
        cut = abs(self.exact - self.right) > 0.02 * abs(self.right)
        cut |= not self.rough and number(self.exact) != number(self.right)
        plain = any(abs(value) in (0, 1) for value in self.given)
        return not cut and not plain and not by_hand.degenerate(self.right, self.slips)


Computed = Callable[[Source, np.random.Generator], Sum | None]


def choosing(compute: Computed) -> Kind:
    """The right number among what three slips give."""

    def kind(source: Source, rng: np.random.Generator) -> Question | None:
        made = compute(source, rng)
        if made is None or not made.fair:
            return None
        wrong = [Choice(number(s.value), s.sentence, s.name) for s in made.slips[:3]]
        return ask(
            rng,
            key=made.key,
            topic=made.topic,
            text=made.text,
            right=Choice(number(made.right), made.why),
            wrong=wrong,
            seen=made.seen,
            about=made.about,
        )

    return kind


def typing(compute: Computed) -> Kind:
    """The number is typed."""

    def kind(source: Source, rng: np.random.Generator) -> Question | None:
        made = compute(source, rng)
        if made is None or not made.fair:
            return None
        return Question(
            key=made.key,
            topic=made.topic,
            slide=TOPICS[made.topic],
            text=made.text,
            choices=(),
            right=0,
            seen=tuple(made.seen.items()),
            about=made.about,
            typed=Typed(made.right, made.why, made.slips),
        )

    return kind


def judge(question: Question, answer: object) -> Given | None:
    """What an answer is worth: the index of a choice, or what was typed. None where it is neither
    a choice nor a number."""
    if question.typed is None:
        if type(answer) is not int or answer not in range(len(question.choices)):
            return None
        taken, right = question.choices[answer], answer == question.right
        said = "Right." if right else f"Not right: the answer is {LETTERS[question.right]}."
        return Given(taken.text, right, said, "" if right else taken.misconception, answer)
    legible = isinstance(answer, str) and len(answer) <= LONGEST
    typed = by_hand.read_number(str(answer)) if legible else None
    if typed is None:
        return None
    verdict = by_hand.check(typed, question.typed.right, question.typed.slips)
    return Given(str(answer).strip(), verdict.right, verdict.sentence, verdict.slip or "")
