"""5,000 practice questions: one right answer each, none repeats, every slip is what it says."""

import itertools
from dataclasses import replace

import numpy as np
import pytest

from backprop import explain, networks
from backprop.deck import practice, quiz
from backprop.deck.misconceptions import TRUTHS
from backprop.deck.question import TOPICS, Source, judge, number
from backprop.network import Network, one_hot
from backprop.why import selection
from deck.another_way import CHECKS, TEXTS, agrees, chosen, kind_of, typed

NETWORKS = {
    **{name: lambda name=name: networks.load(name) for name in networks.SHIPPED},
    "relu": lambda: Network.create(activation="relu", seed=3),
    "tanh, six layers": lambda: Network.create((784, 16, 16, 16, 16, 10), "tanh", seed=3),
    "no hidden layer": lambda: Network.create((784, 10), seed=3),
}
SAMPLES = (38, 0, 8, 321)
EACH = 60  # questions of a network, a digit and a level: 7 × 4 × 3 × 60 = 5,040


def source_of(mnist, network, sample):
    answer = explain.answer(network, mnist.x_test[sample] / 255, int(mnist.y_test[sample]))
    return Source(network, answer, mnist.x_train[:2000], mnist.y_train[:2000])


def some_questions(mnist, network, level, samples=SAMPLES, each=EACH):
    for sample in samples:
        source, asked = source_of(mnist, network, sample), set()
        made = practice.questions(source, sample, asked, lambda topic: level)
        for _, question in zip(range(each), made):
            yield source, question


@pytest.mark.parametrize("name", NETWORKS)
def test_exactly_one_answer_is_right(mnist, name):
    """What is right is found here from the question's own words and the network, another way."""
    network = NETWORKS[name]()
    for level in range(3):
        made = list(some_questions(mnist, network, level))
        assert len(made) == EACH * len(SAMPLES)
        assert not [q.key for source, q in made if q.typed and not agrees(source, q)]
        keys = [(id(source), question.key) for source, question in made]
        assert len(set(keys)) == len(keys)
        for source, question in made:
            assert len(practice.watch(source, question)) >= 2
            assert question.slide == TOPICS[question.topic]
            (typed if question.typed else chosen)(source, question)


def test_every_kind_is_asked_and_every_misconception_can_be_met(mnist):
    made = [
        question
        for level in range(3)
        for _, question in some_questions(mnist, networks.load("epoch-1"), level)
    ]
    assert {kind_of(question) for question in made} == {*TEXTS, *CHECKS}
    assert set(practice.LADDERS) == set(TOPICS)
    names = {choice.misconception for question in made for choice in question.choices}
    names |= {slip.name for q in made if q.typed for slip in q.typed.slips}
    assert set(TRUTHS) <= names


def test_what_is_due_comes_first_once_and_kinds_rise(mnist):
    source = source_of(mnist, networks.load("epoch-1"), 38)
    due = ["A term of the cost", "How large α may be"]
    made = practice.questions(source, 1, set(), lambda topic: 1, lambda: due)
    topics = [question.topic for _, question in zip(range(6), made)]
    assert topics[:2] == due
    assert topics[2:] == list(TOPICS)[:4]


def test_the_fingerprint_proves_that_answering_teaches_nothing(mnist):
    source = source_of(mnist, networks.load("trained"), 38)
    question = next(q for q in practice.questions(source, 0, set()) if q.key == "learns")
    before, after, taught = (seen for _, seen in practice.watch(source, question))
    assert before == after != taught
    weight = selection.Weight(1, 3, 5)
    least = np.nextafter(selection.value(source.network, weight), np.inf)
    other = replace(source, network=selection.with_value(source.network, weight, least))
    assert dict(practice.watch(other, question))["after answering, and once more"] != before


@pytest.mark.parametrize("answer", [4, -1, 1.0, True, None, "0.5", [0], {"a": 1}])
def test_what_is_no_answer_to_a_choice_is_not_judged(mnist, answer):
    question = next(practice.questions(source_of(mnist, networks.load("trained"), 38), 0, set()))
    assert judge(question, answer) is None


@pytest.mark.parametrize("answer", ["", "much", "1;2", "0.5.5", 0.5, None, "9" * 400])
def test_what_is_no_number_is_not_judged(mnist, answer):
    source = source_of(mnist, networks.load("epoch-1"), 38)
    question = next(practice.questions(source, 0, set(), lambda topic: 1))
    assert question.typed and judge(question, answer) is None


def test_what_m_does_to_the_noise_is_seen_exactly(mnist):
    """All pairs of 12 examples are all mini-batches of 2: these scatter by σ/√2."""
    network = networks.load("trained")
    source = replace(source_of(mnist, network, 38), x=mnist.x_train[:12], labels=mnist.y_train[:12])
    question = next(q for q in practice.questions(source, 0, set()) if q.key.startswith("noise"))
    (_, few), (_, many) = practice.watch(source, replace(question, key="noise 2 18"))
    assert few / many == pytest.approx(3)
    pairs = []
    for i, j in itertools.product(range(12), repeat=2):
        rows = [i, j]
        batch = network.forward(source.x[rows] / 255)
        pairs.append(network.backward(batch, one_hot(source.labels[rows])).delta[-1])
    assert few == pytest.approx(np.sqrt(np.var(pairs, axis=0).sum()))


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (-0.01234, "−0.0123"), (0.5, "0.500"), (3.2e-7, "3.2 × 10⁻⁷"), (12.3456, "12.3")],
)
def test_numbers_have_three_digits_and_a_true_minus(value, text):
    assert number(value) == text


def test_the_third_question_is_of_a_kind_that_the_quizs_slide_teaches(mnist):
    """After two rounds on a quiz; on another deck's slides there is none."""
    source = source_of(mnist, networks.load("trained"), 38)
    for asked in quiz.load_quizzes():
        one = practice.like(source, asked.slide, 7)
        assert one is not None and one.slide == asked.slide
        assert practice.like(source, asked.slide, 7) == one
    assert practice.like(source, "dogs", 7) is None
