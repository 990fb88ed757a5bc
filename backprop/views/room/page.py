"""The page that a phone opens: the files of assets/room/ in one.

Phones of a whole class load it at once, so it stays below 15 kB. The files are written to be read;
what only a reader needs, comments, blanks and long names, is left out here.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from string import ascii_letters, digits

from backprop.views.component import ASSETS

FOLDER = ASSETS / "room"
SCRIPTS = ("text.js", "kept.js", "link.js", "pad.js", "drawing.js", "room.js")

# In a script: a string, a comment or blanks, a pattern (ours all stand behind a bracket), a word,
# or one sign. Of a template, what is around its ${…}.
CODE = re.compile(
    r'"(?:\\.|[^"\\])*"|(?P<blank>//[^\n]*|/\*.*?\*/|\s)+'
    r"|(?<=[(!])/(?:\\.|\[[^\]]*\]|[^/\\\n])+/|[\w$]+|.",
    re.DOTALL,
)
TEMPLATE = re.compile(r"(?:\\.|\$(?!\{)|[^\\`$])*(?:`|\$\{)", re.DOTALL)
# What a script declares outside its functions.
OURS = re.compile(r"^(?:const|let|(?:async )?function) (\w{3,})", re.MULTILINE)


@cache
def page() -> str:
    html, style = _read("room.html").replace("\n", ""), small_style(_read("room.css"))
    script = small_script("".join(map(_read, SCRIPTS)))
    return f"{html}<style>{style}</style><script>{script}</script>"


def _read(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def small_style(css: str) -> str:
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return re.sub(r"\s*([{};,>])\s*|(?<=:) ", r"\1", css).replace(";}", "}").strip()


def small_script(js: str) -> str:
    short, pieces = _short_names(js), [*_pieces(js), ""]
    written = ""
    for piece, after in pairwise(pieces):
        if piece != " ":
            written += short.get(piece, piece)
        elif re.fullmatch(r"[\w$]{2}", written[-1:] + after[:1]):
            written += piece
    return written.replace(";}", "}").replace(",}", "}")


def _short_names(js: str) -> dict[str, str]:
    """Not of a name that is one of a property too."""
    names = [
        name
        for name in OURS.findall(js)
        if not re.search(rf"\.{name}\b|\b{name}:|(?<!\$)[{{,]\s*{name}\s*[,}}]", js)
    ]
    return dict(zip(names, (f"${letter}" for letter in ascii_letters + digits), strict=False))


def _pieces(js: str) -> Iterator[str]:
    """A script in pieces: comments and blanks as one blank, templates in one line."""
    at, open_ = 0, [0]  # brackets open inside each ${…} that we are in; −1: inside a template
    while at < len(js):
        inside = open_[-1] < 0
        found = (TEMPLATE if inside else CODE).match(js, at)
        assert found
        at, piece = found.end(), found[0]
        if inside:
            yield re.sub(r"\n\s*", "", piece)
        else:
            yield " " if found["blank"] else piece
        if inside:
            open_.pop() if piece[-1] == "`" else open_.append(0)
        elif piece == "`":
            open_.append(-1)
        elif piece == "}" and open_[-1] == 0:
            open_.pop()
        else:
            open_[-1] += {"{": 1, "}": -1}.get(piece, 0)
