"""The deck: sixteen slides, each a Markdown file with TOML front matter between two lines `+++`.

Front matter: title, section, notes for the speaker; kind ("slide" unless it is a "title", "section"
or "quiz"); the name of its live figure; the name of its quiz; layout ("figure": narrow text, wide
figure; "even": half and half); steps, whether its points appear one by one while presenting; stop,
where it is on the learner's way from drawing to quiz.
The text below it is what stands on the slide, formulas between dollar signs.
"""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SLIDES = Path(__file__).parents[2] / "assets" / "slides"
FENCE = "+++"
KINDS = ("slide", "title", "section", "quiz")
LAYOUTS = ("figure", "even")
POINT = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s", re.MULTILINE)  # a list's item in Markdown


class DeckError(ValueError):
    """A slide or quiz that cannot be shown; the message names the file and what is wrong in it."""


@dataclass(frozen=True)
class Slide:
    """One slide. number counts from 1 in the order of the file names."""

    number: int
    name: str
    title: str
    section: str
    kind: str
    body: str
    notes: str
    figure: str | None
    quiz: str | None
    layout: str
    steps: bool
    stop: str | None

    @property
    def points(self) -> int:
        """How many points appear one by one while presenting."""
        return len(POINT.findall(self.body)) if self.steps else 0


def load_slides(folder: Path = SLIDES) -> tuple[Slide, ...]:
    """All slides of a folder, in the order of their file names. Raises DeckError."""
    paths = sorted(folder.glob("*.md"))
    if not paths:
        raise DeckError(f"{folder}: no slides there, expected files ending in .md")
    return tuple(_slide(number, path) for number, path in enumerate(paths, start=1))


def sections(slides: tuple[Slide, ...]) -> dict[str, list[Slide]]:
    """The slides by section, in order."""
    by_section: dict[str, list[Slide]] = {}
    for slide in slides:
        by_section.setdefault(slide.section, []).append(slide)
    return by_section


def read_toml(where: str, text: str) -> dict[str, Any]:
    """Parse TOML. Raises DeckError that names the file."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise DeckError(f"{where}: {problem}") from None


def take(where: str, fields: dict[str, Any], name: str, kind: type, default: Any = ...) -> Any:
    """Take a field out of `fields`. Raises DeckError where it is missing or of another type."""
    value = fields.pop(name, default)
    if value is ...:
        raise DeckError(f"{where}: {name} is missing")
    if value is not default and not isinstance(value, kind):
        raise DeckError(f"{where}: {name} is {value!r}, expected {kind.__name__}")
    return value


def nothing_left(where: str, fields: dict[str, Any]) -> None:
    """Raises DeckError for fields that nothing reads: a misspelt name should be told."""
    if fields:
        raise DeckError(f"{where}: unknown field {', '.join(sorted(fields))}")


def _slide(number: int, path: Path) -> Slide:
    where = path.name
    before, *rest = path.read_text(encoding="utf-8").split(FENCE, 2)
    if before.strip() or len(rest) != 2:
        raise DeckError(f"{where}: expected front matter between two lines {FENCE}")
    fields = read_toml(where, rest[0])
    slide = Slide(
        number=number,
        name=path.stem,
        title=take(where, fields, "title", str),
        section=take(where, fields, "section", str),
        kind=_one_of(where, fields, "kind", KINDS),
        body=rest[1].strip(),
        notes=" ".join(take(where, fields, "notes", str).split()),
        figure=take(where, fields, "figure", str, None),
        quiz=take(where, fields, "quiz", str, None),
        layout=_one_of(where, fields, "layout", LAYOUTS),
        steps=take(where, fields, "steps", bool, False),
        stop=take(where, fields, "stop", str, None),
    )
    nothing_left(where, fields)
    if (slide.kind == "quiz") != (slide.quiz is not None):
        raise DeckError(f'{where}: a slide of kind "quiz" names its quiz, and no other slide does')
    if slide.kind != "quiz" and not slide.body:
        raise DeckError(f"{where}: there is no text below the front matter")
    return slide


def _one_of(where: str, fields: dict[str, Any], name: str, known: tuple[str, ...]) -> str:
    value = take(where, fields, name, str, known[0])
    if value not in known:
        raise DeckError(f"{where}: {name} is {value!r}, expected one of {', '.join(known)}")
    return value
