"""The scripts of components and phones: each test in tests/js/ runs in what it is about."""

import re
from pathlib import Path

import pytest

from backprop.views.component import ASSETS, parts

FOLDER = Path(__file__).parents[1] / "js"
FILES = {path.name.removesuffix(".test.js"): path for path in sorted(FOLDER.glob("*.test.js"))}
CASES = [
    pytest.param(name, case, id=f"{name}: {case}")
    for name, path in FILES.items()
    for case in re.findall(r'^test\("(.+?)", ', path.read_text(encoding="utf-8"), re.MULTILINE)
]


def phone() -> str:
    """Of a phone's page what needs no page."""
    return "".join(
        (ASSETS / "room" / name).read_text(encoding="utf-8") for name in ("text.js", "kept.js")
    )


@pytest.fixture(scope="module")
def load(browser):
    """Opens a component, with the tests that are about it: once for all of them."""
    context = browser.new_context(viewport={"width": 1000, "height": 800})
    pages = {}

    def load_(name):
        if name not in pages:
            pages[name] = context.new_page()
            about = name.split(".")[0]  # stage.words.test.js is about the stage, too
            html, css, js = ("", "", phone()) if name == "phone" else parts(about)
            written = [(FOLDER / "harness.js").read_text(encoding="utf-8")]
            written.append(FILES[name].read_text(encoding="utf-8"))
            pages[name].set_content(f"<style>{css}</style>{html}")
            # Braces: a test may give a name that the component has given too.
            module = "\n".join([js, "{", *written, "}"])
            pages[name].add_script_tag(content=module, type="module")
            pages[name].wait_for_function("window.tests")
        return pages[name]

    yield load_
    context.close()


@pytest.mark.parametrize("name, case", CASES)
def test_script(load, name, case):
    load(name).evaluate("(name) => tests[name]()", case)


@pytest.mark.parametrize("name", FILES)
def test_every_case_is_run(load, name):
    found = [case.values[1] for case in CASES if case.values[0] == name]
    assert load(name).evaluate("Object.keys(tests)") == found
