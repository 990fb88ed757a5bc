"""The deck: its slides, each a Markdown file with TOML front matter between two lines `+++`.

What a file may say is in docs/deck.md. One that cannot be shown is a slide that says why.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from backprop.deck import files
from backprop.deck.files import DeckError, Fields
from backprop.deck.way import WAY

SLIDES = files.SHIPPED / "slides"
KINDS = ("slide", "title", "section", "quiz")
LAYOUTS = ("figure", "even")
# What a slide may name: the views' figures, and the stops on the way.
FIGURES = (
    "alive",
    "network",
    "challenge",
    "steps",
    "ways",
    "vote",
    "proportion",
    "wishes",
    "gradient",
    "chain",
    "silence",
    "rank",
    "race",
    "beauty",
)
STOPS = tuple(stop.name for stop in WAY)
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg")
FENCE = re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE)
POINT = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s", re.MULTILINE)  # a list's item in Markdown
PICTURE = re.compile(r"!\[(?P<shows>[^\]]*)\]\((?P<file>[^)\n]+)\)")
# As Pandoc has it: a formula's dollars touch it, and no digit follows. Code is left as it is.
DOLLAR = re.compile(
    r"(?P<kept>(?P<tick>`+).+?(?P=tick)|\\.|\$\$.+?\$\$"
    r"|\$(?![\s$])(?:\\.|[^$\\\n])*?(?<!\s)\$(?!\d))|\$",
    re.DOTALL,
)


@dataclass(frozen=True)
class Slide:
    """One slide. number counts from 1 in the order of the file names; name is the file's, without
    number and ending; predict: after which point its figure waits for a guess, until one press more
    shows what comes of it; problem: why it cannot be shown, with its file and the line."""

    number: int
    name: str
    title: str
    section: str
    kind: str = KINDS[0]
    body: str = ""
    notes: str = ""
    figure: str | None = None
    quiz: str | None = None
    layout: str = LAYOUTS[0]
    steps: bool = False
    predict: int = 0
    stop: str | None = None
    problem: str = ""

    @property
    def points(self) -> int:
        """How many points appear one by one while presenting."""
        return len(POINT.findall(self.body)) if self.steps else 0

    @property
    def presses(self) -> int:
        """How many presses a presenter stays on it: one for each point, one after a guess."""
        return self.points + bool(self.predict)

    @property
    def pictures(self) -> list[tuple[str, str]]:
        """The picture files beside it that it shows, each with the words that describe it."""
        found = [(match["file"].strip(), match["shows"]) for match in PICTURE.finditer(self.body)]
        return [(file, shows) for file, shows in found if "://" not in file]


def load_slides(folder: Path = SLIDES) -> tuple[Slide, ...]:
    """All slides of a folder, at least one, in the order of their file names."""
    slides: list[Slide] = []
    for number, path in enumerate(files.files(folder, ".md"), start=1):
        section = slides[-1].section if slides else "Opening"
        try:
            slide = _slide(number, path, section)
            if slide.name in (other.name for other in slides):
                raise DeckError(f"{path.name}: another slide is called “{slide.name}” too")
        except DeckError as problem:
            slide = _broken(number, path.name, section, str(problem))
        slides.append(slide)
    nothing = f"{folder}: there are no slides here, that is files ending in .md"
    return tuple(slides) or (_broken(1, "No slides", "Opening", nothing),)


def money(text: str) -> str:
    """Markdown in which a dollar that belongs to no formula is just a dollar."""
    return DOLLAR.sub(lambda match: match["kept"] or r"\$", text)


def _broken(number: int, name: str, section: str, problem: str) -> Slide:
    return Slide(number, name, name, section, problem=problem)


def _slide(number: int, path: Path, section: str) -> Slide:
    where, text = path.name, files.read_text(path)
    before, *rest = FENCE.split(text, 2)
    if before.strip() or len(rest) != 2:
        raise DeckError(f"{where}: expected front matter between two lines +++, at the very top")
    head, body = before + rest[0], rest[1]
    fields = Fields.read(where, head)
    slide = Slide(
        number=number,
        name=files.plain_name(path),
        title=fields.take("title", str),
        section=fields.take("section", str, section),
        kind=fields.one_of("kind", KINDS, KINDS[0]),
        body=money(body.strip()),
        notes=" ".join(fields.take("notes", str, "").split()),
        figure=fields.one_of("figure", FIGURES, None),
        quiz=fields.take("quiz", str, None),
        layout=fields.one_of("layout", LAYOUTS, LAYOUTS[0]),
        steps=fields.take("steps", bool, False),
        predict=fields.take("predict", int, 0),
        stop=fields.one_of("stop", STOPS, None),
    )
    fields.end()
    if (slide.kind == "quiz") != (slide.quiz is not None):
        raise DeckError(f'{where}: a slide of kind "quiz" names its quiz, and no other slide does')
    if slide.kind != "quiz" and not slide.body:
        raise DeckError(f"{where}: there is no text below the front matter")
    if not 0 <= slide.predict <= slide.points:
        raise DeckError(f"{where}: predict is the number of one of its {slide.points} points")
    for file, _ in slide.pictures:
        line = text[: text.index(f"]({file}") if f"]({file}" in text else 0].count("\n") + 1
        _look_for(f"{where}, line {line}", path.parent, file)
    return slide


def _look_for(where: str, folder: Path, file: str) -> None:
    """Raises DeckError where no such picture lies beside the slide."""
    path = (folder / file).resolve()
    if path.suffix.lower() not in PICTURES:
        raise DeckError(f"{where}: {file} is no picture; their names end in {', '.join(PICTURES)}")
    if not path.is_file() or not path.is_relative_to(folder.resolve()):
        raise DeckError(f"{where}: there is no picture {file} beside the slide's file")
