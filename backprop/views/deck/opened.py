"""The deck's folder as it is now: its slides, and the pictures that lie beside their files."""

import re
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

import streamlit as st
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from backprop.deck import files
from backprop.deck.slides import PICTURE, PICTURES, Slide, load_slides

ALONE = re.compile(rf"^[ \t]*{PICTURE.pattern}[ \t]*$", re.MULTILINE)
MARKDOWN = re.compile(r"[\\`*_\[\]<>#$|~]")  # the signs that mean something in it
# A drawing (.svg) that is opened by itself runs no script of its own.
HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "X-Content-Type-Options": "nosniff",
}


def folder() -> Path:
    return files.folder() / "slides"


def slides() -> tuple[Slide, ...]:
    """As their files are now: what was edited shows at the next turn of the page."""
    return _slides(folder(), files.stamps(folder()))


@lru_cache(maxsize=2)
def _slides(folder: Path, stamps: tuple) -> tuple[Slide, ...]:
    return load_slides(folder)


def laid_out(slide: Slide) -> tuple[str, str]:
    """The slide's Markdown, and what stands where its live figure would: where it has none, the
    pictures on lines of their own."""
    if slide.figure or slide.kind == "quiz":
        return PICTURE.sub(_addressed, slide.body), ""
    beside = "\n\n".join(match[0] for match in ALONE.finditer(slide.body))
    text = ALONE.sub("", slide.body).strip()
    return PICTURE.sub(_addressed, text), PICTURE.sub(_addressed, beside)


def tell(problem: str) -> None:
    """What is wrong in a file, letter by letter as it stands there."""
    st.error(MARKDOWN.sub(r"\\\g<0>", problem))


def _addressed(match: re.Match) -> str:
    """The picture with its address, which is another as soon as the file is."""
    file = match["file"].strip()
    if "://" in file:
        return match[0]
    try:
        stamp = (folder() / file).stat().st_mtime_ns
    except OSError:  # just taken away: the browser shows the words in its place
        stamp = 0
    return f"![{match['shows']}](./deck/{quote(file)}?{stamp})"


def route() -> Route:
    """Where they are served: beside the app's pages, below the path that the server was given."""
    base = st.get_option("server.baseUrlPath").strip("/")

    async def answer(request: Request) -> Response:
        home = folder().resolve()
        path = (home / request.path_params["file"]).resolve()
        known = path.is_relative_to(home) and path.suffix.lower() in PICTURES and path.is_file()
        return FileResponse(path, headers=HEADERS) if known else Response(status_code=404)

    return Route(f"/{base}/deck/{{file:path}}" if base else "/deck/{file:path}", answer)
