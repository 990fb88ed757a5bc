"""The glossary: what a word means, and where in a text it first stands.

Its file is TOML, one table per word: title, text, and `written`, how the word stands in a text. A
link to `#word-<name>` opens the card, wherever it stands: the glossary component hears of it.
"""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).parents[2] / "assets" / "glossary.toml"
# What no word is looked for in: formulas, code, links, headings, HTML.
KEPT = re.compile(
    r"\$\$.*?\$\$|\$[^$\n]*\$|`[^`\n]*`|!?\[[^\]]*\]\([^)]*\)|^#[^\n]*$|</?[a-z][^>]*>",
    re.DOTALL | re.MULTILINE,
)


@dataclass(frozen=True)
class Entry:
    """One word's card."""

    name: str
    title: str
    text: str
    written: tuple[str, ...]

    @property
    def link(self) -> str:
        return f"#word-{self.name}"


def load_glossary(path: Path = FILE) -> dict[str, Entry]:
    """All entries by their names, in the order of the file."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        name: Entry(name, table["title"], table["text"], tuple(table["written"]))
        for name, table in tables.items()
    }


def link_words(markdown: str, entries: dict[str, Entry]) -> str:
    """The text with each word of the glossary a link, once, where it first stands."""
    for entry in entries.values():
        kept = [found.span() for found in KEPT.finditer(markdown)]
        written = "|".join(map(re.escape, sorted(entry.written, key=len, reverse=True)))
        for found in re.finditer(rf"(?<![\w-])({written})(?![\w′-])", markdown, re.IGNORECASE):
            if not any(start <= found.start() < end for start, end in kept):
                link = f"[{found[0]}]({entry.link})"
                markdown = markdown[: found.start()] + link + markdown[found.end() :]
                break
    return markdown
