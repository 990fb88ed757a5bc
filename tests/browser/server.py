"""The app, served for tests and benches on a free port of this machine."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]


class Server:
    """The app in `folder`; it can be stopped and started again at the same address."""

    def __init__(self, folder: Path = ROOT) -> None:
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.folder = folder
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Returns when it answers."""
        command = [sys.executable, "-m", "streamlit", "run", "app.py"]
        options = ["--server.port", str(self.port), "--server.headless", "true"]
        address = ["--server.address", "127.0.0.1", "--server.fileWatcherType", "none"]
        self._process = subprocess.Popen(
            [*command, *options, *address],
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
        )
        assert self._process.stdout is not None
        if not any("URL:" in line for line in self._process.stdout):
            raise RuntimeError("The app did not start.")

    def stop(self) -> None:
        self._process.terminate()
        self._process.communicate()


@contextmanager
def served(folder: Path = ROOT) -> Iterator[str]:
    """Start the app in `folder`, yield its address, stop it."""
    server = Server(folder)
    server.start()
    try:
        yield server.url
    finally:
        server.stop()
