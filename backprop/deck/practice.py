"""Practice questions without end, made from a network and a digit, their answers computed.

What happens is told after the answer, in numbers of the same network: `watch`.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import islice

import numpy as np

from backprop.activations import ACTIVATIONS
from backprop.deck.kinds import beliefs, choices, numbers, signals
from backprop.deck.question import TOPICS, Kind, Question, Seen, Source, choosing, typing
from backprop.network import one_hot

ROUNDS = 3  # through all topics, to find a question of one
TRIES = 60  # draws of one kind before it counts as used up for this digit
# Topic → its kinds, from choosing by way of typing one factor to typing the whole.
LADDERS: dict[str, tuple[Kind, ...]] = {
    "Gradient of a weight": (
        choices.sign,
        typing(numbers.gradient),
        typing(numbers.whole_gradient),
    ),
    "A term of the cost": (
        choosing(signals.term),
        typing(signals.term),
        typing(signals.whole_cost),
    ),
    "Does it learn while it answers?": (beliefs.learns,),
    "Which weight moves more": (choices.larger,),
    "From a wish to δ": (
        choosing(signals.delta),
        typing(signals.delta),
        typing(signals.whole_delta),
    ),
    "Which way a step goes": (beliefs.direction,),
    "Missing factor of the chain rule": (choosing(numbers.factor), typing(numbers.factor)),
    "A weight after a step": (
        choosing(numbers.step),
        typing(numbers.step),
        typing(numbers.whole_step),
    ),
    "What a silent neuron's weights learn": (beliefs.silent,),
    "What a nudge does to the cost": (
        choices.nudged,
        typing(numbers.nudged),
        typing(numbers.whole_nudge),
    ),
    "Which neuron is asked most": (choices.wish, typing(signals.wish)),
    "What the backward pass changes": (beliefs.unchanged,),
    "Wishes that add up": (
        choosing(signals.paths),
        typing(signals.paths),
        typing(signals.whole_paths),
    ),
    "What a small cost says": (beliefs.small_cost,),
    "Where the signal is small or large": (choices.layer,),
    "What m does to the noise": (choices.noise,),
    "One example and a mini-batch": (beliefs.batch,),
    "How large α may be": (beliefs.rate,),
}


def questions(
    source: Source,
    seed: int,
    asked: set[str],
    level: Callable[[str], int] = lambda topic: 0,
    due: Callable[[], Sequence[str]] = lambda: (),
) -> Iterator[Question]:
    """Questions of one topic after the other, over and over; none whose key is in `asked`.

    `asked` is added to. Ends only where every kind is used up for this digit.
    level: topic → how far up its ladder; due: topics to ask first, each once. Both are looked up
    before each question.
    """
    rng = np.random.default_rng(seed)
    left, repeated = list(LADDERS), set[str]()
    while left:
        for topic in list(left):
            for again in due():
                if again in left and again not in repeated:
                    repeated.add(again)
                    question = _one(again, level(again), source, rng, asked)
                    if question is not None:
                        yield question
            question = _one(topic, level(topic), source, rng, asked)
            if question is None:
                left.remove(topic)
            else:
                yield question


def _one(
    topic: str, level: int, source: Source, rng: np.random.Generator, asked: set[str]
) -> Question | None:
    """A question of this topic, of its hardest kind up to this level that has one left."""
    for kind in reversed(LADDERS[topic][: level + 1]):
        for _ in range(TRIES):
            question = kind(source, rng)
            if question is not None and question.key not in asked:
                asked.add(question.key)
                return question
    return None


def like(source: Source, slide: str, seed: int) -> Question | None:
    """A question to choose from, of a topic that this slide teaches; None where there is no such
    topic, or where this digit leaves none to ask. The same seed asks the same."""
    if slide not in TOPICS.values():
        return None
    rounds = islice(questions(source, seed, set()), ROUNDS * len(TOPICS))
    return next((question for question in rounds if question.slide == slide), None)


def watch(source: Source, question: Question) -> tuple[tuple[str, float | str], ...]:
    """What happens in the network, label → number; measured now where that takes time."""
    proof = PROOFS.get(question.key.split()[0])
    return tuple(proof(source, question).items()) if proof else question.seen


def _noise(source: Source, question: Question) -> Seen:
    _, *sizes = question.key.split()
    one = _scatter(source)
    return {f"scatter σ/√m, m = {m}": one / math.sqrt(int(m)) for m in sizes}


@lru_cache(maxsize=4)
def _scatter(source: Source, part: int = 2000) -> float:
    """σ: how far δ of the outputs for one random example lies from its mean over all of them.

    The mean of m examples, drawn at random, scatters by exactly σ/√m. part: examples at once
    """
    deltas = []
    for start in range(0, len(source.x), part):
        rows = slice(start, start + part)
        passed = source.network.forward(source.x[rows] / 255)
        y = one_hot(source.labels[rows], source.network.sizes[-1])
        slopes = ACTIVATIONS[source.network.activation].slope(passed.weighted_inputs[-1])
        deltas.append(2 * (passed.activations[-1] - y) * slopes)
    return float(np.sqrt(np.var(np.concatenate(deltas), axis=0).sum()))


# Kinds whose proof is computed after the answer.
PROOFS: dict[str, Callable[[Source, Question], Seen]] = {
    "noise": _noise,
    "learns": beliefs.learned,
    "unchanged": beliefs.still_there,
}
