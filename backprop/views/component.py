"""Own components: their files in assets/components/. How numbers travel: live/wire.py."""

import re
from pathlib import Path

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

COMMENT = re.compile(r"^ *(?://[^\n]*|/\*.*?\*/)\n", re.MULTILINE | re.DOTALL)
ASSETS = Path(__file__).parents[2] / "assets"


# The shared scripts that a component brings beside shared.js, with their styles. All of it travels
# with each message.
USES = {
    "browser": ("storage",),
    "canvas": ("keys", "storage", "history", "live"),
    "classboard": ("storage", "room", "layer", "drawings"),
    "classdigits": ("storage", "room", "layer", "drawings"),
    "classneurons": ("storage", "room", "layer", "verdicts"),
    "classreport": ("storage", "room", "layer", "verdicts"),
    "classroom": ("keys", "storage", "room", "join"),
    "deck": ("keys", "storage", "room", "ballot"),
    "heatmaps": ("things",),
    "keep": ("files",),
    "memory": ("storage", "history"),
    "neuronview": ("things",),
    "paper": ("files",),
    "poll": ("keys", "storage", "room", "ballot", "join"),
    "progress": ("storage",),
    "quizcard": ("keys",),
    "slidefigure": ("things",),
    "stage": ("things",),
    "stop": ("keys", "storage", "walk"),
    "told": ("things",),
    "way": ("storage", "walk"),
    "weightview": ("things",),
    "wishtable": ("things",),
    "worksheet": ("storage",),
}


def component(name: str, translated: bool = False) -> ComponentRenderer:
    """Register the component in assets/components/<name>/ and return what mounts it.

    translated: whether a browser that translates the page may translate it too. Numbers, signs and
    what changes under the pen stay as they are.
    """
    html, css, js = parts(name)
    html = html if translated else html.replace(" ", ' translate="no" ', 1)
    return st.components.v2.component(name, html=html, css=css, js=js, isolate_styles=False)


def parts(name: str) -> tuple[str, str, str]:
    """Its HTML, its styles, and its module: all scripts of the folder behind those it shares.

    Comments on lines of their own stay behind: they would be a quarter of what travels.
    """
    folder, shared = ASSETS / "components" / name, ASSETS / "components" / "shared"

    used = ("shared", *USES.get(name, ()))
    scripts = [shared / f"{script}.js" for script in used]
    styles = [path for script in used if (path := shared / f"{script}.css").exists()]

    def text(*paths: Path) -> str:
        return "\n".join(path.read_text(encoding="utf-8") for path in paths)

    return (
        text(folder / f"{name}.html"),
        text(*styles, folder / f"{name}.css"),
        COMMENT.sub("", text(*scripts, *sorted(folder.glob("*.js")))),
    )
