"""The page that a phone opens: the files of assets/room/ in one.

Phones of a whole class load it at once, so it stays below 15 kB. The files are written to be read;
what only a reader needs, comments, blanks and long names, is left out here.
"""

import re
from collections.abc import Iterator
from functools import cache
from string import ascii_letters

from backprop.views.component import ASSETS

FOLDER = ASSETS / "room"
SCRIPTS = ("text.js", "kept.js", "link.js", "pad.js", "drawing.js", "room.js")

COMMENT = re.compile(r"/\*.*?\*/|(?:(?<=;)|^)\s*//[^\n]*", re.DOTALL | re.MULTILINE)
# In a script: a string, a pattern (ours all stand behind a bracket), a word, blanks, one sign.
CODE = re.compile(
    r'"(?:\\.|[^"\\])*"|(?<=[(!])/(?:\\.|\[[^\]]*\]|[^/\\\n])+/|[\w$]+|\s+|.', re.DOTALL
)
# What a script declares outside its functions.
OURS = re.compile(r"^(?:const|let|(?:async )?function) (\w{3,})", re.MULTILINE)
TEMPLATE = re.compile(r"(?:\\.|\$(?!\{)|[^\\`$])*(?:`|\$\{)", re.DOTALL)


@cache
def page() -> str:
    html, style = _read("room.html"), small_style(_read("room.css"))
    script = small_script("".join(map(_read, SCRIPTS)))
    return f"{html}<style>{style}</style><script>{script}</script>"


def _read(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def small_style(css: str) -> str:
    css = re.sub(r"\s+", " ", COMMENT.sub("", css)).strip()
    return re.sub(r" ?([{};,>]) ?|(?<=:) ", r"\1", css).replace(";}", "}")


def small_script(js: str) -> str:
    js = COMMENT.sub("", js)
    short, written = _short_names(js), ""
    pieces = list(_pieces(js))
    for piece, after in zip(pieces, [*pieces[1:], ""]):
        if not piece.isspace():
            written += short.get(piece, piece)
        elif re.fullmatch(r"[\w$]{2}", written[-1:] + after[:1]):
            written += " "
    return written.replace(";}", "}")


def _short_names(js: str) -> dict[str, str]:
    """Not of a name that is one of a property too."""
    names = [
        n for n in OURS.findall(js) if not re.search(rf"\.{n}\b|\b{n}:|[{{,]\s*{n}\s*[,}}]", js)
    ]
    return dict(zip(names, (f"${letter}" for letter in ascii_letters), strict=False))


def _pieces(js: str) -> Iterator[str]:
    """A script in pieces: blanks alone, strings whole, of a template what is around its ${…}."""
    at, open_ = 0, [0]  # brackets open inside each ${…} that we are in; −1: inside a template
    while at < len(js):
        found = (CODE if open_[-1] >= 0 else TEMPLATE).match(js, at)
        assert found
        at, piece = found.end(), found[0]
        yield piece
        if open_[-1] < 0:
            open_.pop() if piece[-1] == "`" else open_.append(0)
        elif piece == "`":
            open_.append(-1)
        elif piece == "}" and open_[-1] == 0:
            open_.pop()
        else:
            open_[-1] += {"{": 1, "}": -1}.get(piece, 0)
