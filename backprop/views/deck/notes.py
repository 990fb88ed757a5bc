"""The speaker's window: a page of its own beside the app, so that it has an address to reload."""

import streamlit as st
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from backprop.views.component import ASSETS

SCRIPTS = (
    "components/shared/keys.js",
    "components/deck/keys.js",
    "components/deck/pace.js",
    "components/shared/storage.js",
    "notes/notes.js",
)


def page() -> str:
    """The page with its scripts in it."""
    head, *scripts = [
        (ASSETS / name).read_text(encoding="utf-8") for name in ("notes/notes.html", *SCRIPTS)
    ]
    return "".join([head, *scripts, "</script>\n</html>\n"])


def route() -> Route:
    """Where it is served: beside the app's pages, below the path that the server was given."""
    text, base = page(), st.get_option("server.baseUrlPath").strip("/")

    async def answer(request: Request) -> HTMLResponse:
        return HTMLResponse(text)

    return Route(f"/{base}/notes" if base else "/notes", answer)
