"""The app, served for tests and benches on a free port of this machine."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]


@contextmanager
def served(folder: Path = ROOT, port: int | None = None) -> Iterator[str]:
    """Start the app in `folder`, yield its address, stop it."""
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    options = ["--server.port", str(port), "--server.headless", "true"]
    address = ["--server.address", "127.0.0.1", "--server.fileWatcherType", "none"]
    with running([*command, *options, *address], "URL:", folder, {"OPENBLAS_NUM_THREADS": "1"}):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def running(
    command: list[str], ready: str, folder: Path, environment: dict[str, str]
) -> Iterator[subprocess.Popen]:
    """Start a server, wait until it has printed a line with `ready` in it, stop it at the end."""
    server = subprocess.Popen(
        command,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, **environment},
    )
    printed = []
    try:
        for line in server.stdout:
            printed.append(line)
            if ready in line:
                break
        else:
            raise RuntimeError(f"{command[0]} did not start: {''.join(printed)}")
        yield server
    finally:
        server.terminate()
        server.communicate()


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
