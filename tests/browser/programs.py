"""Finds the programs that the tests drive (browsers, a screen, proxies), or installs them."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
WINDOWLESS = ("chromium-headless-shell", "chrome-headless-shell")
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


def windowless() -> str | None:
    """The same for Chromium without anything around the page, which takes a fifth of the time to
    open one; where there is none, the usual browser."""
    try:
        return program(*WINDOWLESS, package="chromium-headless-shell")
    except RuntimeError:
        return chromium()


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
        with _alone():
            if not _find(names):
                _run("apt-get", "update")
                _run("apt-get", "install", "-y", "--no-install-recommends", package)
        if found := _find(names):
            return found
    raise RuntimeError(
        f"The tests need {names[0]}, and installing it failed: install it with your system's "
        f"package manager (Debian, Ubuntu: apt-get install {package})."
    )


def is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


@contextmanager
def _alone() -> Iterator[None]:
    """Tests run side by side, but only one of them at a time may install something."""
    import fcntl  # not on Windows, where there is no apt-get either

    with open(Path(tempfile.gettempdir()) / "backprop-studio-install.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _find(names: tuple[str, ...]) -> str | None:
    return next(filter(None, map(shutil.which, names)), None)


def _run(*command: str) -> bool:
    return subprocess.run(command, stdout=sys.stderr).returncode == 0
