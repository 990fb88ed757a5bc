"""The deck holds every fact, formula, number, choice and right answer that it must."""

import pytest

from backprop.deck import quiz
from backprop.deck import slides as deck

FACTS = {
    1: ["Heart of Neural Network Learning", "Dr. Dhaval Patel", "2025"],
    2: ["784", "16", "10", "backwards", "coach"],
    3: ["error correction"],
    4: ["0.1, 0.2, 0.05, 0.3", "0.03, 0.02", "cannot be changed directly", "weights and biases"],
    5: ["bias", "weights", "activations", "backwards"],
    7: ["0.8", "0.1", "0.0", "fire together"],
    8: ["Layer 3", "Layer 2", "Layer 1", "neuron 2"],
    9: [r"\nabla C", "uphill", "downhill", "nudge"],
    10: [
        r"\frac{\partial C_0}{\partial w^{(L)}} = \frac{\partial z^{(L)}}{\partial w^{(L)}}",
        "a^{(L-1)}",
        r"\sigma'(z^{(L)})",
        "2(a^{(L)} - y)",
    ],
    12: ["50,000", "hours per step", "100 random", "drunk"],
    14: ["together"],
    15: [r"\sum_j", r"\frac{1}{m} \sum_{k \in \text{batch}}", r"- \alpha \nabla C", "translators"],
    16: ["Biological", "elegance", "efficiency", "Error-driven", "Information flow", "backwards"],
}
QUIZZES = {
    "bright-pixel": (
        ["Decrease it", "Increase it", "Set it to zero", "It does not matter"],
        ["0.9 × 0.8 = 0.72", "stronger vote"],
    ),
    "silent-neuron": (
        ["becomes very large", "becomes zero", "becomes negative", "is unaffected"],
        ["0 × σ′(z) × 2(a − y) = 0", "leaving the silent neuron", "own slope σ′"],
    ),
    "large-gradient": (
        ["broken, reset it", "large updates", "overfitting", "learning rate is too high"],
        ["w₁₅,₇⁽²⁾ − α × (large gradient)", "local slope"],
    ),
}


@pytest.fixture(scope="module")
def slides():
    return deck.load_slides()


def test_the_deck_has_sixteen_slides_in_order(slides):
    assert [slide.number for slide in slides] == list(range(1, 17))
    kinds = {slide.number: slide.kind for slide in slides if slide.kind != "slide"}
    assert kinds == {1: "title", 3: "section", 6: "quiz", 11: "quiz", 13: "quiz", 14: "section"}
    assert all(slide.notes for slide in slides)
    assert not any(slide.problem for slide in slides)


@pytest.mark.parametrize("number", FACTS)
def test_a_slide_says_what_it_must(slides, number):
    slide = slides[number - 1]
    for fact in FACTS[number]:
        assert fact.lower() in f"{slide.title}\n{slide.body}".lower()


@pytest.mark.parametrize("name", QUIZZES)
def test_a_quiz_has_its_choices_its_answer_and_a_reason_for_each(name):
    asked = {entry.name: entry for entry in quiz.load_quizzes()}[name]
    choices, reasons = QUIZZES[name]
    assert quiz.LETTERS[asked.right] == "B"
    assert len(asked.choices) == len(choices)
    for choice, text in zip(asked.choices, choices):
        assert text in choice.text
        assert choice.why
    for reason in reasons:
        assert reason in asked.explanation


def test_every_quiz_slide_names_a_quiz_that_exists(slides):
    named = {slide.quiz for slide in slides if slide.quiz}
    assert named == {entry.name for entry in quiz.load_quizzes()} == set(QUIZZES)
