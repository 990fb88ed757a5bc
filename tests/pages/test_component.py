"""What of a component travels to the browser; that it still works is what tests/js is for."""

import pytest

from backprop.views.component import ASSETS, COMMENT, parts

NAMES = sorted(
    folder.name for folder in (ASSETS / "components").iterdir() if folder.name != "shared"
)


@pytest.mark.parametrize("name", NAMES)
def test_comments_stay_behind(name):
    lines = [line.lstrip() for line in parts(name)[2].splitlines()]
    assert not [line for line in lines if line.startswith(("//", "/*", "* "))]


def test_code_beside_a_comment_stays():
    script = (
        "/** Doubles\n * a number. */\nconst a = 1; // one\n  // two\nconst b = `/* ${a} */`;\n"
    )
    assert COMMENT.sub("", script) == "const a = 1; // one\nconst b = `/* ${a} */`;\n"
