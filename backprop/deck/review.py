"""A deck looked through before a lecture: what is wrong in its files, and what would be clipped.

How much room text takes is estimated, from the sizes in assets/slides.css and the width of an
average letter. The unit, em, is a thirty-sixth of the height of the screen that presents.
"""

import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

from backprop.deck import quiz
from backprop.deck.quiz import Quiz
from backprop.deck.slides import PICTURE, Slide, load_slides
from backprop.deck.words import unlinked

ROOM = 31.85  # em between the slide's upper edge and the bar below it
WIDE, NARROW, HALF = 57.6, 20.5, 27.6  # em: the whole slide, and the layouts "figure" and "even"
LETTER = 0.43  # em: how wide a letter is on average, in type of 1 em
SLACK = 1.08  # beyond this much of the room it is told: an estimate is not exact
HEAVY = 3_000_000  # bytes of a picture that a class has to wait for
FORMULA = re.compile(r"\$\$(.+?)\$\$|\$(.+?)\$", re.DOTALL)
COMMAND = re.compile(r"\\[a-zA-Z]+|[{}^_\\]")
MARKS = re.compile(r"\*\*|[*`]|\\(?=\$)|\]\([^)]*\)|!?\[")
ITEM = re.compile(r"(?:[-*+]|\d+[.)])\s+")
CLOSING = re.compile(r"^> .*\Z", re.MULTILINE | re.DOTALL)  # below both columns, as wide as both


def review(folder: Path) -> list[str]:
    """One sentence for everything that should be looked at; none where all is well."""
    slides, quizzes = load_slides(folder / "slides"), quiz.load_quizzes(folder / "quizzes")
    problems = [slide.problem for slide in slides] + [asked.problem for asked in quizzes]
    found = [problem for problem in problems if problem]
    named = {asked.name for asked in quizzes}
    for slide in slides:
        if slide.quiz and slide.quiz not in named:
            found.append(f"{_called(slide)}: there is no quiz “{slide.quiz}”")
        found += _pictures(slide, folder / "slides")
        found += _clipped(_called(slide), needed(slide))
    for asked in quizzes:
        if asked.slide and not quiz.slide_called(asked.slide, slides):
            found.append(f"quiz “{asked.name}”: there is no slide “{asked.slide}” to look at again")
        if not asked.problem:
            found += _clipped(f"quiz “{asked.name}”", max(_open(asked), _answered(asked)))
    return found


def needed(slide: Slide) -> float:
    """How high a slide stands, in em, its live figure left aside."""
    if slide.kind in ("title", "quiz") or slide.problem:
        return 0.0
    if slide.kind == "section":
        return _lines(slide.title, WIDE, 3.6) * 4.2 + _lines(slide.body, WIDE, 1.5) * 2.03
    text, closing = slide.body, CLOSING.search(slide.body)
    height = 3.74 + 2.53 * (_lines(slide.title, WIDE, 2.2, letter=0.5) - 1)
    if closing:
        text = text[: closing.start()]
        height += _block(closing[0], WIDE)
    pictures = "" if slide.figure else "".join(match[0] for match in PICTURE.finditer(text))
    width = {"figure": NARROW, "even": HALF}[slide.layout] if slide.figure or pictures else WIDE
    blocks = re.split(r"\n\s*\n|\n(?=\s*(?:[-*+]|\d+[.)])\s)", PICTURE.sub("", text))
    filled = [block for block in blocks if block.strip()]
    first = 0.27 * _lines(filled[0], width, 1.2) if filled else 0.0  # larger than the others
    return height - 0.63 + first + sum(_block(block, width) for block in filled)


def _called(slide: Slide) -> str:
    return f"slide {slide.number}, “{slide.name}”"


def _clipped(where: str, height: float) -> Iterator[str]:
    if height > SLACK * ROOM:
        more = round(100 * (height / ROOM - 1))
        yield f"{where}: its text takes about {more} % more than the height of a screen (estimated)"


def _pictures(slide: Slide, folder: Path) -> Iterator[str]:
    for file, shows in slide.pictures:
        if not shows.strip():
            yield f"{_called(slide)}: {file} has no words for who cannot see it: ![words]({file})"
        path = folder / file
        if path.is_file() and path.stat().st_size > HEAVY:
            size = path.stat().st_size / 1e6
            yield f"{_called(slide)}: {file} has {size:.0f} MB, for which a class has to wait"
    for match in PICTURE.finditer(slide.body):
        if "://" in match["file"]:
            yield f"{_called(slide)}: {match['file']} comes from elsewhere, and needs a network"


def _block(block: str, width: float) -> float:
    """How high a paragraph, an item of a list, a quotation or a formula on its own stands."""
    text = block.strip()
    if text.startswith("$$"):
        return 3.6 * (1 + text.count(r"\\"))
    if text.startswith(">"):
        return 1.2 + 1.56 * _lines(text.lstrip("> "), width - 0.9, 1.1)
    item = ITEM.match(text)
    inner = width - 1.26 if item else width
    tall = 0.9 if r"\frac" in text or r"\sum" in text else 0.0
    return 0.63 + tall + 1.47 * _lines(ITEM.sub("", text, count=1), inner, 1.05)


def _lines(text: str, width: float, size: float, letter: float = LETTER) -> int:
    plain = FORMULA.sub(lambda match: COMMAND.sub("", match[1] or match[2]), unlinked(text))
    plain = MARKS.sub("", plain)
    return max(1, len(textwrap.wrap(plain, max(1, int(width / (size * letter))))))


def _open(asked: Quiz) -> float:
    """A quiz before the answer: question and choices are large."""
    choices = sum(2.7 + 1.8 * _lines(choice.text, 40, 1.35) for choice in asked.choices)
    return 2.5 + 2.2 * _lines(asked.question, 46, 1.7) + choices


def _answered(asked: Quiz) -> float:
    """After it: every choice with its reason, beside the figure."""
    reasons = [choice.why for choice in asked.choices]
    reasons[asked.right] = asked.explanation
    told = sum(
        1.2 * (_lines(choice.text, 27, 0.9) + _lines(why, 27, 0.84)) + 1
        for choice, why in zip(asked.choices, reasons)
    )
    return 5 + 1.65 * _lines(asked.question, 30, 1.25) + told
