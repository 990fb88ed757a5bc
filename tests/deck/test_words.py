"""What slides and quizzes say follows the digit and the network on the screen."""

import pytest

from backprop.deck import quiz, slides, words

LECTURES = (784, 16, 16, 10)


def deck_for(sizes: tuple[int, ...], digit: int) -> str:
    known = words.words(sizes, digit)
    said = [words.of_slide(slide, known) for slide in slides.load_slides()]
    asked = [words.of_quiz(question, known) for question in quiz.load_quizzes()]
    texts = [f"{slide.title} {slide.body}" for slide in said]
    for question in asked:
        texts += [question.question, question.explanation]
        texts += [f"{choice.text} {choice.why}" for choice in question.choices]
    return words.unlinked("\n".join(texts))


@pytest.mark.parametrize("digit", range(10))
def test_every_sentence_speaks_of_the_digit_on_the_screen(digit):
    said = deck_for(LECTURES, digit)
    for phrase in (
        "a handwritten {}",
        "target is “{}”",
        "neuron “{}”",
        "neuron {} up",
        "“{}” pixel",
    ):
        assert phrase.format(digit) in said
        for other in set(range(10)) - {digit}:
            assert phrase.format(other) not in said
    assert "{{" not in said


@pytest.mark.parametrize(
    ("sizes", "told", "layers"),
    [
        (LECTURES, "Two hidden layers** of 16 neurons each\n", ["Layer 2 (hid", "Layer 1 (hid"]),
        ((784, 30, 10), "One hidden layer** of 30 neurons (in the lecture two", ["Layer 1 (hid"]),
        ((784, 10), "No hidden layers** (in the lecture two", []),
        (
            (784, 16, 12, 20, 10),
            "Three hidden layers** of 16, 12 and 20 neurons (in the lecture two",
            ["Layer 3 (hidden)", "Layers 2 to 1 (hidden)"],
        ),
    ],
)
def test_layers_are_counted_from_the_network(sizes, told, layers):
    said = deck_for(sizes, 2)
    assert told in said
    assert f"Layer {len(sizes) - 1} (output)" in said
    assert said.count("(hidden)") == len(layers)
    assert all(layer in said for layer in layers)


def test_a_point_about_layers_that_there_are_not_is_no_step_either():
    chain = slides.load_slides()[7]
    points = [
        words.of_slide(chain, words.words(sizes, 2)).points
        for sizes in (LECTURES, (784, 30, 10), (784, 10))
    ]
    assert points == [chain.points, chain.points - 1, chain.points - 2]


def test_what_words_light_up_follows_the_network_and_is_not_read_aloud():
    known = words.words((784, 9, 8, 10), 7)
    text = "- [Neuron {{digit}}](#thing-neuron-{{last layer}}-{{digit}}), [{{hidden}}](#thing-a)"
    filled = words.fill(text, known)
    assert filled == "- [Neuron 7](#thing-neuron-3-7), [layer-1,layer-2](#thing-a)"
    assert words.unlinked(filled) == "- Neuron 7, layer-1,layer-2"


def test_a_formula_whose_factors_light_up_is_read_in_one_piece():
    formula = r"[$a$](#thing-a) $= \sigma($[$z$](#thing-z)$)$, so [0](#thing-a) × [$y$](#thing-y)"
    assert words.unlinked(formula) == r"$a = \sigma( z )$, so 0 × $y$"
    alone = "text\n\n$$\na = b\n$$\n\n$$c$$\n"
    assert words.unlinked(alone) == alone


def test_a_word_nobody_knows_stays_as_it_was_written():
    assert words.fill("a {{digt}} or a {{digit}}", {"digit": "7"}) == "a {{digt}} or a 7"
