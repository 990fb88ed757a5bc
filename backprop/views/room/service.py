"""The rooms of this server, and where they are found."""

import asyncio
import ipaddress
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from types import FrameType

import streamlit as st
from starlette.routing import Route
from streamlit.web.server.server_util import is_url_from_allowed_origins

from backprop.lab.sheet import workbook
from backprop.room.file import place
from backprop.room.rooms import Rooms
from backprop.room.routes import routes as room_routes
from backprop.views.room.page import page

FILES = 8192  # open at once: a few full rooms, and all the app's own


@lru_cache(maxsize=1)
def rooms() -> Rooms:
    """One for all visitors."""
    return Rooms(place)


def routes() -> list[Route]:
    """Beside the app's pages, below the path that the server was given."""
    base = st.get_option("server.baseUrlPath")
    return room_routes(base, rooms(), page, workbook, is_url_from_allowed_origins)


def addresses() -> list[str]:
    """This machine's addresses in its networks, those that phones can most likely reach first."""
    found = {info[4][0] for info in _infos()} | {_towards("192.0.2.1"), _towards("10.255.255.255")}
    usable = {ipaddress.ip_address(text) for text in found if text}
    private = [at for at in usable if not (at.is_loopback or at.is_unspecified or at.is_link_local)]
    return [str(at) for at in sorted(private, key=lambda at: (not at.is_private, at.packed))]


def _infos() -> list[tuple]:
    try:
        return socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
    except OSError:
        return []


def _towards(other: str) -> str:
    """The address from which another machine would be reached; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((other, 9))
            return str(probe.getsockname()[0])
        except OSError:
            return ""


def allow_connections() -> None:
    """Every phone holds one open; a system may allow a program 256 files, these among them."""
    try:
        import resource  # not on Windows, which has no such limit
    except ImportError:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


@contextmanager
def serving() -> Iterator[None]:
    """What rooms need from the start of the server to its end."""
    allow_connections()
    rooms().begin()
    with _ended_with_the_server():
        yield


@contextmanager
def _ended_with_the_server() -> Iterator[None]:
    """Let the phones go when the server is told to stop: it waits for all connections to end."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    loop = asyncio.get_running_loop()
    signals = [signal.SIGINT, signal.SIGTERM]
    before = {number: signal.getsignal(number) for number in signals}

    def stop(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(rooms().crowds.end)
        usual = before[signal.Signals(number)]
        if callable(usual):
            usual(number, frame)

    for number in signals:
        signal.signal(number, stop)
    yield
    for number in signals:
        if signal.getsignal(number) is stop:
            signal.signal(number, before[number])
