"""The glossary: its file, and how its words are found in a slide's text."""

import re
from pathlib import Path

from backprop.deck.glossary import link_words, load_glossary

ROOT = Path(__file__).parents[2]
ENTRIES = load_glossary()
LINK = re.compile(r"#word-([a-z]+)")


def test_the_words_that_a_student_stumbles_over_have_a_card():
    asked = {"sigma", "delta", "alpha", "epoch", "batch", "gradient", "wish", "saturated", "mnist"}
    assert asked <= ENTRIES.keys()
    for entry in ENTRIES.values():
        assert entry.title and entry.written
        assert 10 < len(entry.text.split()) < 80, entry.name


def test_every_link_leads_to_a_card():
    written = [*ROOT.glob("pages/*.py"), *ROOT.glob("backprop/**/*.py"), *ROOT.glob("assets/**/*")]
    texts = {p: p.read_text(encoding="utf-8") for p in written if p.suffix in SOURCES}
    found = {name for text in texts.values() for name in LINK.findall(text)}
    assert found <= ENTRIES.keys()
    assert len(found) > 8


SOURCES = {".py", ".js", ".html", ".md", ".toml"}


def test_a_word_is_linked_once_where_it_first_stands():
    text = "# The gradient\n\nThe gradient of $a gradient$, `gradient`, and a [gradient](x)."
    assert link_words(text, ENTRIES) == (
        "# The gradient\n\nThe [gradient](#word-gradient) of $a gradient$, `gradient`, and a "
        "[gradient](x)."
    )
    assert link_words("**Wishes** and wish", ENTRIES) == "**[Wishes](#word-wish)** and wish"
    assert link_words("counterweights, σ′, mini-batches", ENTRIES) == (
        "counterweights, σ′, [mini-batches](#word-batch)"
    )


def test_no_word_is_linked_inside_the_link_of_another():
    text = link_words("The cost gradient by mini-batch, w weights, δ, chain rule", ENTRIES)
    assert text.count("(#word-") == 6
    assert "[[" not in text
