"""What is true of every file: the types fit, no linter objects, the layout is one formatter's."""

import subprocess
import sys
from pathlib import Path

import pytest

CHECKS = {
    "types": ("mypy",),
    "lint": ("ruff", "check"),
    "layout": ("ruff", "format", "--check"),
}


@pytest.mark.parametrize("tool", CHECKS.values(), ids=CHECKS)
def test_nothing_to_object_to(tool):
    done = subprocess.run(
        (sys.executable, "-m", *tool),
        cwd=Path(__file__).parents[1],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert done.returncode == 0, done.stdout
