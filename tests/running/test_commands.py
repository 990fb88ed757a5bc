"""What a stranger types or builds with: README, Dockerfile and the files agree."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from browser.deployed import environment, instructions

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(section: str) -> tuple[str, str]:
    """The command of this section for a Unix shell, and the one for PowerShell."""
    text = re.search(rf"^## {section}\n(.*?)^## ", README, re.DOTALL | re.MULTILINE)[1]
    found = dict(re.findall(r"^```(sh|powershell)\n(.*?)\n```$", text, re.DOTALL | re.MULTILINE))
    return found["sh"], found["powershell"]


@pytest.mark.parametrize("section", ["Start", "Test"])
def test_both_systems_are_told_the_same(section):
    unix, windows = blocks(section)
    for here, there in (("python3", "py"), (" &&", ";"), (".venv/bin/", ".venv\\Scripts\\")):
        assert here in unix
        unix = unix.replace(here, there)
    assert windows == unix
    (requirements,) = re.findall(r"-r (\S+);", windows)
    assert (ROOT / requirements).is_file()


def test_the_five_lines_print_the_gradient_of_a_digit():
    lines = re.search(r"```python\n(.*?)```", README, re.DOTALL)[1]
    assert len(list(filter(None, lines.splitlines()))) == 5
    done = subprocess.run(
        [sys.executable, "-c", lines], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert len(re.findall(r"-?\d\.\d*", done.stdout)) == 160


def test_what_the_image_copies_is_let_in_and_is_there():
    allowed = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    sources = [source for line in instructions("COPY") for source in line.split()[:-1]]
    assert sorted(f"!{source}" for source in sources) == [s for s in sorted(allowed) if "!" in s]
    assert all((ROOT / source).exists() for source in sources)
    assert instructions("USER") == ["1000"]


@pytest.mark.parametrize("path", ["studio", ""])
def test_the_health_check_asks_where_the_app_is(path):
    assert environment()["STREAMLIT_SERVER_BASE_URL_PATH"] == "studio"
    (check,) = instructions("HEALTHCHECK")
    address = check.split("CMD", 1)[1].rsplit('"', 2)[1]
    variables = {"STREAMLIT_SERVER_BASE_URL_PATH": path}
    said = subprocess.run(
        ["sh", "-c", f'echo "{address}"'], env=variables, capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == f"http://127.0.0.1:8501{path and '/studio'}/_stcore/health"
