"""Finds a Chromium for the tests, or installs one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


def find_or_install() -> str | None:
    """The path of a browser, or None for the one that Playwright itself has installed.

    Raises RuntimeError, with what to install, where there is none and none can be had.
    """
    if found := _find():
        return found
    if shutil.which("apt-get") and os.geteuid() == 0:
        _run("apt-get", "update")
        _run("apt-get", "install", "-y", "chromium")
        if found := _find():
            return found
    if _run(sys.executable, "-m", "playwright", "install", "chromium"):
        return None
    raise RuntimeError(
        "The browser tests need Chromium or Chrome, and installing one failed: "
        "install it with your system's package manager (Debian, Ubuntu: apt-get install chromium)."
    )


def _find() -> str | None:
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return found or (str(MAC) if MAC.exists() else None)


def _run(*command: str) -> bool:
    return subprocess.run(command, stdout=sys.stderr).returncode == 0
