"""`python -m backprop.deck`: what it finds in a deck, and that the shipped one is whole."""

import re

import pytest

from backprop.deck import files
from backprop.deck.__main__ import main
from backprop.deck.review import review
from backprop.deck.slides import FIGURES, STOPS, load_slides

LONG = "These words say in many ways what few of them could have said as well. " * 23


@pytest.fixture
def deck(tmp_path):
    """A copy of the shipped deck, to be edited."""
    assert main([str(tmp_path / "mine"), "--new"]) == 0
    return tmp_path / "mine"


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_shipped_deck_is_whole(capsys, monkeypatch):
    monkeypatch.delenv(files.ELSEWHERE, raising=False)
    assert main([]) == 0
    assert capsys.readouterr().out == "16 slides, nothing to look at\n"


def test_what_is_there_is_never_overwritten(deck, capsys):
    (deck / "slides" / "01-title.md").write_text("mine", encoding="utf-8")
    assert main([str(deck), "--new"]) == 2
    assert "it was left as it is" in capsys.readouterr().err
    assert (deck / "slides" / "01-title.md").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        ("slides/09-gradient.md", 'figure = "gradient"', "figure = 9", "line 4: figure is 9"),
        ("slides/06-quiz-bright-pixel.md", '"bright-pixel"', '"dim"', "there is no quiz “dim”"),
        ("quizzes/1-bright-pixel.toml", '"weights"', '"heights"', "there is no slide “heights”"),
        (
            "slides/09-gradient.md",
            "- ",
            LONG + "\n\n- ",
            "slide 9, “gradient”: its text takes about",
        ),
        (
            "slides/14-complete-picture.md",
            "How it",
            LONG,
            "slide 14, “complete-picture”: its text",
        ),
        (
            "quizzes/2-silent-neuron.toml",
            'why = "',
            f'why = "{LONG}',
            "quiz “silent-neuron”: its text",
        ),
        ("slides/09-gradient.md", "- ", "![](big.png)\n\n- ", "big.png has no words for who"),
        ("slides/09-gradient.md", "- ", "![x](big.png)\n\n- ", "big.png has 4 MB"),
        ("slides/09-gradient.md", "- ", "![x](https://x.org/a.png) ", "comes from elsewhere"),
    ],
)
def test_one_sentence_says_what_to_look_at(deck, capsys, file, old, new, sentence):
    (deck / "slides" / "big.png").write_bytes(bytes(4_000_000))
    edit(deck / file, old, new)
    assert main([str(deck)]) == 1
    assert sentence in capsys.readouterr().out
    assert any(sentence in found for found in review(deck))


def test_every_example_of_the_guide_is_as_it_says(deck):
    """docs/deck.md: its slide and its quiz, put into a deck, leave nothing to look at."""
    guide = (files.SHIPPED.parent / "docs" / "deck.md").read_text(encoding="utf-8")
    slide, asking = re.findall(r"^```markdown\n(.*?)^```$", guide, re.DOTALL | re.MULTILINE)
    (quiz,) = re.findall(r"^```toml\n(.*?)^```$", guide, re.DOTALL | re.MULTILINE)
    (deck / "slides" / "dog.jpg").write_bytes(b"x")
    for name, text in (
        ("slides/07b-dogs.md", slide),
        ("slides/07c-asking.md", asking),
        ("quizzes/4-dogs.toml", quiz),
    ):
        (deck / name).write_text(text, encoding="utf-8")
    assert review(deck) == []
    told = {slide.name: slide for slide in load_slides(deck / "slides")}
    assert told["dogs"].points == 2 and told["dogs"].notes and told["asking"].quiz == "dogs"
    assert all(f"`{known}`" in guide for known in (*FIGURES, *STOPS))
    fields = set(re.findall(r"^([a-z]+) = ", slide, re.MULTILINE)) | {"quiz"}
    assert fields == set(vars(told["dogs"])) - {"number", "name", "body", "problem"}
