"""The files of a deck: where they lie, text as any editor saves it, fields taken out one by one.

What is wrong in a file is told with the file's name and the line.
"""

import codecs
import os
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

SHIPPED = Path(__file__).parents[2] / "assets"
ELSEWHERE = "BACKPROP_DECK"  # the environment's name for the folder of another deck
PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")  # in tomllib's sentences
NUMBER = re.compile(r"^\d+[a-z]?[-_. ]+")  # before a file's name, for the order: 07-, 07b-
HINTS = {  # what is mostly meant by the beginning of one of those sentences
    "Invalid value": "text stands between quotes",
    "Illegal character '\\n'": "the quote is not closed",
    "Unterminated string": "the quotes are not closed",
    "Unescaped": "a \\ is meant as it is between single quotes, '…'",
}
MEANT = {
    str: "text between quotes",
    int: "a whole number",
    bool: "true or false, without quotes",
    list: "entries below [[ ]]",
}


class DeckError(ValueError):
    """A slide or quiz that cannot be shown; the message names the file and what is wrong in it."""


def folder() -> Path:
    """The deck that is served: it holds a folder `slides` and a folder `quizzes`."""
    return Path(os.environ.get(ELSEWHERE) or SHIPPED).expanduser()


def files(folder: Path, ending: str) -> list[Path]:
    """In the order of their names, without those that editors and systems hide beside them."""
    return sorted(path for path in folder.glob(f"*{ending}") if not path.name.startswith("."))


def stamps(folder: Path) -> tuple:
    """Different as soon as a file of the folder is."""
    try:
        seen = [(entry.name, entry.stat()) for entry in os.scandir(folder)]
    except OSError:  # no folder, or a file has just gone
        return ()
    return tuple(sorted((name, stat.st_mtime_ns, stat.st_size) for name, stat in seen))


def plain_name(path: Path) -> str:
    """What other files call it: "07-weights.md" is "weights", wherever it stands."""
    return NUMBER.sub("", path.stem) or path.stem


def read_text(path: Path) -> str:
    """UTF-8 or UTF-16, with any ends of line. Raises DeckError."""
    try:
        data = path.read_bytes()
        marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        text = data.decode("utf-16" if marked else "utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data[: problem.start].count(b"\n") + 1
        raise DeckError(
            f"{path.name}, line {line}: a character here is not UTF-8. "
            "Save the file once more, with the encoding UTF-8."
        ) from None
    except OSError as problem:
        raise DeckError(f"{path.name}: it cannot be read ({problem.strerror})") from None
    if "\0" in text:
        raise DeckError(
            f"{path.name}: this is no text. Save it once more, with the encoding UTF-8."
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


class Fields:
    """The fields of a TOML text. Everything raises DeckError.

    where: the file, or the part of it; text: all lines of the file up to the last field
    """

    def __init__(self, where: str, text: str, fields: dict[str, Any]) -> None:
        self.where, self.lines, self.fields = where, text.splitlines(), dict(fields)

    @classmethod
    def read(cls, where: str, text: str) -> "Fields":
        try:
            return cls(where, text, tomllib.loads(text))
        except tomllib.TOMLDecodeError as problem:
            said, lines = str(problem), text.splitlines()
            hint = "".join(f" ({h})" for start, h in HINTS.items() if said.startswith(start))
            place = PLACE.search(said)
            number = int(place[1]) if place and place[1] else len(lines)
            shown = lines[number - 1].strip() if 0 < number <= len(lines) else ""
            raise DeckError(
                f"{where}, line {number}: {PLACE.sub('', said)}{hint}. The line is: {shown}"
            ) from None

    def at(self, name: str) -> str:
        """The place of a field, in words."""
        found = [i for i, line in enumerate(self.lines, 1) if re.match(rf"\s*{name}\s*=", line)]
        return f"{self.where}, line {found[0]}" if len(found) == 1 else self.where

    def take(self, name: str, kind: type, default: Any = ...) -> Any:
        value = self.fields.pop(name, default)
        if value is ...:
            raise DeckError(f"{self.where}: {name} is missing")
        if value is not default and type(value) is not kind:
            raise DeckError(f"{self.at(name)}: {name} is {value!r}, expected {MEANT[kind]}")
        return value

    def one_of(self, name: str, known: Sequence[str], default: Any) -> Any:
        """A name of which there are only some."""
        value = self.take(name, str, default)
        if value != default and value not in tuple(known):
            raise DeckError(
                f"{self.at(name)}: {name} is “{value}”, expected one of {', '.join(known)}"
            )
        return value

    def end(self) -> None:
        """Fields that nothing reads: a misspelt name should be told."""
        for name in self.fields:
            raise DeckError(f"{self.at(name)}: there is no field “{name}”")
