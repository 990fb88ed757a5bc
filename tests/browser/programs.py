"""Finds the programs that the tests drive (browsers, a screen, proxies), or installs them."""

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FIREFOX = ("firefox-esr", "firefox")
MAC_FIREFOX = Path("/Applications/Firefox.app/Contents/MacOS/firefox")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


def chromium() -> str | None:
    """The path of a browser, or None for the one that Playwright itself has installed.

    Raises RuntimeError, with what to install, where there is none and none can be had.
    """
    if MAC.exists():
        return str(MAC)
    try:
        return program(*CHROMIUM, package="chromium")
    except RuntimeError:
        if _run(sys.executable, "-m", "playwright", "install", "chromium"):
            return None
        raise


def firefox() -> str:
    """The path of Firefox."""
    return str(MAC_FIREFOX) if MAC_FIREFOX.exists() else program(*FIREFOX, package="firefox-esr")


def program(*names: str, package: str) -> str:
    """The path of the first of these programs that there is; else Debian's package is installed.

    Raises RuntimeError, with what to install, where there is none and none can be had.
    """
    if found := _find(names):
        return found
    if shutil.which("apt-get") and is_root():
        _update()
        _run("apt-get", "install", "-y", "--no-install-recommends", package)
        if found := _find(names):
            return found
    raise RuntimeError(
        f"The tests need {names[0]}, and installing it failed: install it with your system's "
        f"package manager (Debian, Ubuntu: apt-get install {package})."
    )


def is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


@cache
def _update() -> None:
    _run("apt-get", "update")


def _find(names: tuple[str, ...]) -> str | None:
    return next(filter(None, map(shutil.which, names)), None)


def _run(*command: str) -> bool:
    return subprocess.run(command, stdout=sys.stderr).returncode == 0
