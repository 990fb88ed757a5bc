"""What a phone shows of a question that is written with formulas."""

import pytest

from backprop.deck import quiz
from backprop.deck.plain import plain


@pytest.mark.parametrize(
    "written, shown",
    [
        ("$a^{(L-1)}$ is exactly 0", "a⁽ᴸ⁻¹⁾ is exactly 0"),
        (r"$\sigma(z)$ and $w_{jk}^{(2)}$", "σ(z) and wⱼₖ⁽²⁾"),
        (r"$\frac{\partial C}{\partial w}$ of **all**", "(∂C)/(∂w) of all"),
        (r"$y_{out}$, $x^2$, $\sigma'(z)$", "y_(out), x², σ'(z)"),
        ("[Weight](#thing-w) × [$a$](#thing-a)", "Weight × a"),
        ("A dog costs from \\$5 to \\$6", "A dog costs from $5 to $6"),
    ],
)
def test_formulas_are_plain_letters(written, shown):
    assert plain(written) == shown


def test_no_quiz_of_the_deck_shows_a_phone_what_only_a_page_can_set():
    for asked in quiz.load_quizzes():
        for text in (asked.question, *(choice.text for choice in asked.choices)):
            assert not set(plain(text)) & set("$\\^_")


def test_every_wrong_choice_of_the_deck_has_a_name():
    for asked in quiz.load_quizzes():
        names = [choice.misconception for choice in asked.choices]
        assert [not name for name in names] == [i == asked.right for i in range(len(names))]
        assert all(c.belief == c.misconception for c in asked.choices if c.misconception)
