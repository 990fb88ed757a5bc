"""The deck holds every fact, formula, number, choice and right answer that it must."""

import re
from dataclasses import replace

import pytest

from backprop.deck import quiz, words
from backprop.deck import slides as deck

FACTS = {
    1: ["Heart of Neural Network Learning", "Dr. Dhaval Patel", "2025"],
    2: ["784", "two hidden layers", "16", "10", "backwards", "coach"],
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
    15: [r"\sum_j", r"\frac{1}{m} \sum_{k \in \text{batch}}", r"- \alpha \nabla C"],
    16: ["Biological", "elegance", "efficiency", "Error-driven", "Information flow", "backwards"],
}
# What the lecture says beside that: a word or two of each statement.
LECTURE = {
    2: [
        "learn from its mistakes",
        "after each play",
        "what went wrong",
        "through the network",
        "beautifully simple",
    ],
    4: ["with confidence", "random guesses", "rescue", "by how much"],
    5: [
        "core intuition",
        "exactly three",
        "threshold",
        "easier to activate",
        "lowered, harder",
        "how strong its connections are",
        "asking for better input",
        "lower the cost",
        "magic",
    ],
    7: [
        "bright** (0.8): **large",
        "dim** (0.1): **small",
        "off** (0.0): **none",
        "bang for the buck",
        "wire together.”",
        "principle of neuroscience",
        "pixels that are on when we look at a 2",
        "stronger connections to neuron “2”",
        "active input + desired output → **strengthen",
    ],
    8: [
        "truly clever part",
        "we know for the output",
        "what should the hidden layers do",
        "the big idea: **work backwards",
        "“i want neuron 2 up",
        "the others down",
        "“to help layer 3, i",
        "“to help layer 2, i",
        "flow backwards through the entire network",
    ],
    9: [
        "minimise the error",
        "this particular** weight or bias",
        "change with the last layer",
        "actually calculate",
        "multiplied",
        "the total effect",
        "“impossible” derivative",
        "three easy, simple ones",
    ],
    10: [
        "a tiny change of the weight changes $z$, which changes $a$, which changes the cost",
        "the weighted sum change with the weight?",
        "the activation with the weighted sum?",
        "the cost with the activation?",
        r"\frac{\partial z^{(L)}}{\partial w^{(L)}} = a^{(L-1)}",
        r"\frac{\partial a^{(L)}}{\partial z^{(L)}} = \sigma'(z^{(L)})",
        r"\frac{\partial C_0}{\partial a^{(L)}} = 2(a^{(L)} - y)",
        r"together: $\frac{\partial C_0}{\partial w^{(L)}} = a^{(L-1)}",
        "the activation function",
        "essence of learning",
    ],
    12: [
        "the slow way",
        "the fast way",
        "in theory *all*",
        "before any",
        "works all the same",
        "someone",
    ],
    15: [
        "predict",
        "compare with the truth",
        r"$\frac{\partial C_0}{\partial w^{(L)}} = \frac{\partial z^{(L)}}{\partial w^{(L)}}",
        "random samples",
        "approximate",
        "efficiently",
        "until the network learns",
        "faces",
        "languages",
        "games better than people",
        "mathematical miracle",
    ],
    16: [
        "from intuition to rigorous mathematics",
        "the chain rule",
        "simultaneously",
        "automatically",
        "entire",
        "each partial derivative is a tiny adjustment",
        "the wonder",
        "together they make intelligence",
        "a cat",
        "translates a sentence",
        "recommends a film",
        "more than symbols",
        "poetry of learning",
        "both the intuition *and* the mathematics",
    ],
}
TOLD = {
    "bright-pixel": [
        "should we do to that weight",
        "strong “2” pixel (0.9) × bigger weight (0.8) = stronger vote for “2” (0.72)",
        "exactly what we want",
    ],
    "silent-neuron": [
        "completely off",
        "profound insight",
        "connection that no signal flows through",
        "in deep learning",
        "activation functions matter",
    ],
    "large-gradient": [
        "|∂c/∂w| large",
        "small changes, big effect",
        "current performance",
        "next update",
        "important feature pathway",
        "mathematics itself",
        "most impactful connections first",
    ],
}
QUIZZES = {
    "bright-pixel": (
        ["Decrease it", "Increase it", "Set it to zero", "It does not matter"],
        ["Weight × activation = contribution", "stronger vote"],
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


KNOWN = words.words((784, 16, 16, 10), 2)


@pytest.fixture(scope="module")
def slides():
    said = [words.of_slide(slide, KNOWN) for slide in deck.load_slides()]
    return [
        replace(slide, body=words.unlinked(slide.body).replace(r"\displaystyle ", ""))
        for slide in said
    ]


def asked(name):
    found = {entry.name: entry for entry in quiz.load_quizzes()}[name]
    said = words.of_quiz(found, KNOWN)
    question, why = (words.unlinked(text) for text in (said.question, said.explanation))
    return replace(said, question=question, explanation=why)


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


@pytest.mark.parametrize("number", LECTURE)
def test_a_slide_says_what_the_lecture_says_with_it(slides, number):
    said = slides[number - 1].body.lower()
    assert [words for words in LECTURE[number] if words.lower() not in said] == []


@pytest.mark.parametrize("name", TOLD)
def test_a_quiz_says_what_the_lecture_says_with_it(name):
    said = f"{asked(name).question} {asked(name).explanation}".lower()
    assert [words for words in TOLD[name] if words not in said] == []


def test_the_deck_speaks_of_itself_as_slides_and_of_nobody_as_a_man(slides):
    said = " ".join(f"{slide.body} {slide.notes}" for slide in slides).lower()
    assert not re.search(r"\b(the deck|a man|careful man|he)\b", said)


@pytest.mark.parametrize("name", QUIZZES)
def test_a_quiz_has_its_choices_its_answer_and_a_reason_for_each(name):
    question, (choices, reasons) = asked(name), QUIZZES[name]
    assert quiz.LETTERS[question.right] == "B"
    assert len(question.choices) == len(choices)
    for choice, text in zip(question.choices, choices):
        assert text in choice.text
        assert choice.why
    for reason in reasons:
        assert reason in question.explanation


def test_every_quiz_slide_names_a_quiz_that_exists(slides):
    named = {slide.quiz for slide in slides if slide.quiz}
    assert named == {entry.name for entry in quiz.load_quizzes()} == set(QUIZZES)
