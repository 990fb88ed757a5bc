"""Words in a deck's text that follow the digit and the network on the screen: {{digit}}.

A line with a word that this network has no use for, as {{last hidden layer}} in one without any, is
left out. A word that nobody knows stays as it was written.
"""

import re
from dataclasses import replace

from backprop.deck.quiz import Choice, Quiz
from backprop.deck.slides import Slide

LECTURE = (16, 16)  # the hidden layers of the lecture's network
COUNTED = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
WORD = re.compile(r"\{\{(.+?)\}\}")
THING = re.compile(r"\[([^\[\]]*)\]\(#thing-[^)]*\)")  # words that light up a part of the figure
PIECES = re.compile(r"(?<=\S)\$ ?\$(?=\S)")  # where one piece of a formula ends and another begins

Words = dict[str, str | None]  # None: there is no such thing in this network


def words(sizes: tuple[int, ...], digit: int) -> Words:
    """sizes: neurons of all layers, the pixels first"""
    last, hidden = len(sizes) - 1, len(sizes) - 2
    before = f"Layer{'s' if hidden > 2 else ''} {' to '.join(_ends(hidden - 1))} (hidden)"
    return {
        "digit": str(digit),
        "hidden layers": _hidden(sizes[1:-1]),
        "hidden": ",".join(f"layer-{layer}" for layer in range(1, last)) or "none",
        "last layer": str(last),
        "last hidden layer": f"Layer {last - 1} (hidden)" if hidden else None,
        "layer before last": str(last - 1),
        "hidden layers before": before if hidden > 1 else None,
    }


def _ends(last: int) -> tuple[str, ...]:
    return (str(last), "1") if last > 1 else ("1",)


def _hidden(sizes: tuple[int, ...]) -> str:
    """What stands between pixels and digits, and beside it the lecture's, where that is another."""
    number = COUNTED[len(sizes)] if len(sizes) < len(COUNTED) else str(len(sizes))
    layers = f"**{number} hidden layer{'' if len(sizes) == 1 else 's'}**"
    if len(sizes) > 1 and len(set(sizes)) == 1:
        layers += f" of {sizes[0]} neurons each"
    elif sizes:
        *others, last = map(str, sizes)
        layers += f" of {', '.join(others)}{' and ' if others else ''}{last} neurons"
    return layers if sizes == LECTURE else f"{layers} (in the lecture two, of 16 each)"


def fill(text: str, known: Words) -> str:
    """The text with its words put in."""
    kept = (line for line in text.split("\n") if all(known.get(w, w) for w in WORD.findall(line)))
    return WORD.sub(lambda found: known.get(found[1]) or found[0], "\n".join(kept))


def unlinked(text: str) -> str:
    """The text as it is read: words that light up a part of the figure without what they light,
    and formulas whose factors do so in one piece."""
    return PIECES.sub(" ", THING.sub(r"\1", text))


def of_slide(slide: Slide, known: Words) -> Slide:
    return replace(slide, title=fill(slide.title, known), body=fill(slide.body, known))


def of_quiz(quiz: Quiz, known: Words) -> Quiz:
    return replace(
        quiz,
        question=fill(quiz.question, known),
        choices=tuple(
            Choice(fill(c.text, known), fill(c.why, known), fill(c.misconception, known))
            for c in quiz.choices
        ),
        explanation=fill(quiz.explanation, known),
    )
