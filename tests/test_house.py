"""Which room knows which: imports point one way, from the pages down to the core."""

import ast
import re
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted((ROOT / "backprop").rglob("*.py"))
KNOWS = {  # room → the rooms that it may import from, beside itself
    "picture": set(),
    "core": {"picture"},
    "why": {"core"},
    "lab": {"core", "why"},
    "hand": {"core", "why"},
    "deck": {"core", "why", "lab", "hand"},
    "live": {"core", "why"},
    "room": {"core"},
    "views": {"core", "picture", "why", "lab", "hand", "deck", "live", "room"},
}
LONGEST = 50
SCREEN = {"streamlit", "plotly", "starlette"}


def room(module: str) -> str:
    """ "backprop.lab.run" → "lab"; what lies in backprop/ itself is the core."""
    part = (module.split(".") + [""])[1]
    return part if part in KNOWS else "core"


def name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name(path) for path in FILES}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imported(path: Path) -> set[str]:
    """The modules that a file imports, its own package's members too."""
    known = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            known |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = {f"{node.module}.{alias.name}" for alias in node.names} & MODULES
            known |= inner or {node.module}
    return known


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_room_knows_only_what_lies_below_it(path):
    here = room(name(path))
    own = {module for module in imported(path) if module.split(".")[0] == "backprop"}
    assert {room(module) for module in own} <= KNOWS[here] | {here}
    may = {"views": SCREEN, "live": {"starlette"}, "room": {"starlette"}}.get(here, set())
    assert not ({module.split(".")[0] for module in imported(path)} & SCREEN) - may


def test_no_imports_go_round_in_a_circle():
    known = {name(path): imported(path) for path in FILES}
    graph = {module: others & known.keys() for module, others in known.items()}
    assert len(list(TopologicalSorter(graph).static_order())) == len(FILES)


def test_state_lies_behind_one_module():
    """A page keeps its own by session.kept, and asks for a widget's value by session.held."""
    scripts = [*FILES, *(ROOT / "pages").glob("*.py"), ROOT / "app.py"]
    touched = re.compile(r"\bst\.(session_state|query_params)\b")
    assert {name(p) for p in scripts if touched.search(p.read_text(encoding="utf-8"))} == {
        "backprop.views.session"
    }


def test_every_function_fits_on_a_screen():
    for path in [*FILES, *(ROOT / "pages").glob("*.py")]:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert node.end_lineno - node.lineno < LONGEST, f"{name(path)}.{node.name}"


def test_the_core_can_be_read_in_an_evening():
    core = sorted((ROOT / "backprop").glob("*.py"))
    assert len(core) <= 12
    assert sum(len(path.read_text(encoding="utf-8").splitlines()) for path in core) <= 1400
