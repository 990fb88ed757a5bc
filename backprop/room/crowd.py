"""Who listens to a room, and how soon each hears its news.

An event holds the whole state, so whoever is slow is told the newest alone, and one that is lost
harms nobody. What changes with every vote reaches the projector sooner than 300 phones.
"""

import asyncio
from collections.abc import Callable
from typing import Any

SOON, LATER = 0.05, 1.0  # seconds from one event to the next, of a projector and of a phone
TICK, BEAT = 1.0, 15  # seconds; ticks from one sign of life to the next
OWN = 4  # connections of one phone: one that slept may leave some behind that are none


class Listener:
    """One connection. phone: whose it is, "" of a projector"""

    def __init__(self, phone: str) -> None:
        self.phone = phone
        self.ended = self.behind = False
        self.news = asyncio.Event()

    def tell(self, behind: bool) -> None:
        """behind: whether there is a newer state; else it is only asked for a sign of life."""
        self.behind |= behind
        self.news.set()

    def end(self) -> None:
        self.ended = True
        self.news.set()


class Audience:
    """Those of a room who are told at the same time. gap: seconds between two events"""

    def __init__(self, gap: float) -> None:
        self.listeners: dict[Listener, None] = {}  # in the order in which they came
        self._gap, self._told = gap, float("-inf")
        self._timer: asyncio.TimerHandle | None = None

    def wake(self, at_once: bool) -> None:
        loop = asyncio.get_running_loop()
        due = 0.0 if at_once else self._told + self._gap
        if self._timer and self._timer.when() <= due:
            return
        self.rest()
        self._timer = loop.call_at(max(due, loop.time()), self._tell)

    def rest(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None

    def _tell(self) -> None:
        self._timer, self._told = None, asyncio.get_running_loop().time()
        for listener in self.listeners:
            listener.tell(behind=True)


class Crowd:
    """All who listen to one room. event: makes the newest event's bytes"""

    def __init__(self, event: Callable[[], bytes]) -> None:
        self.projectors, self.phones = Audience(SOON), Audience(LATER)
        self._event = event
        self._newest: bytes | None = None

    def enter(self, phone: str) -> Listener:
        listener = Listener(phone)
        own = [other for other in self.phones.listeners if phone and other.phone == phone]
        for oldest in own[: max(0, len(own) - OWN + 1)]:
            oldest.end()
        self._audience(phone).listeners[listener] = None
        self.wake()
        return listener

    def leave(self, listener: Listener) -> None:
        self._audience(listener.phone).listeners.pop(listener, None)
        self.wake()

    def wake(self, at_once: bool = False) -> None:
        """Something has changed. at_once: something that all wait for"""
        self._newest = None
        for audience in (self.projectors, self.phones):
            audience.wake(at_once)

    def newest(self) -> bytes:
        """Made once for all who are told it."""
        if self._newest is None:
            self._newest = self._event()
        return self._newest

    @property
    def all(self) -> list[Listener]:
        return [*self.projectors.listeners, *self.phones.listeners]

    def end(self) -> None:
        for audience in (self.projectors, self.phones):
            audience.rest()
        for listener in self.all:
            listener.end()

    def _audience(self, phone: str) -> Audience:
        return self.phones if phone else self.projectors


class Crowds:
    """All who listen at this server. event: makes the newest event of a room; tick: called each
    second with how many have passed

    `begin`, `enter`, `leave` and `end` belong to the server's loop; the others may be called from
    anywhere.
    """

    def __init__(self, event: Callable[[str], bytes], tick: Callable[[int], None]) -> None:
        self._event, self._at_tick = event, tick
        self._crowds: dict[str, Crowd] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ticks = 0
        self.ending = False

    def begin(self) -> None:
        """Count the seconds from now on."""
        if self._loop is None:
            self._loop = asyncio.get_running_loop()
            self._loop.call_later(TICK, self._tick, self._loop)

    def enter(self, code: str, phone: str) -> tuple[Crowd, Listener]:
        self.begin()
        crowd = self._crowds.setdefault(code, Crowd(lambda: self._event(code)))
        return crowd, crowd.enter(phone)

    def leave(self, code: str, crowd: Crowd, listener: Listener) -> None:
        crowd.leave(listener)
        if not crowd.all:
            crowd.end()
            if self._crowds.get(code) is crowd:
                del self._crowds[code]

    def end(self) -> None:
        """The server stops: let everybody go, to come back to the next one."""
        self.ending = True
        for crowd in self._crowds.values():
            crowd.end()

    def wake(self, code: str, at_once: bool = False) -> None:
        """Something in this room has changed."""
        self._in_loop(self._wake, code, at_once)

    def close(self, code: str) -> None:
        """There is no such room any more."""
        self._in_loop(self._close, code)

    def codes(self) -> list[str]:
        return list(self._crowds)

    def phones(self, code: str) -> list[str]:
        """Those that listen, in the order in which they came."""
        crowd = self._crowds.get(code)
        listeners = list(crowd.phones.listeners) if crowd else []
        return list(dict.fromkeys(listener.phone for listener in listeners))

    def connections(self, code: str) -> int:
        crowd = self._crowds.get(code)
        return len(crowd.all) if crowd else 0

    def _in_loop(self, what: Callable[..., None], *told: Any) -> None:
        """Nobody listens before there is a loop."""
        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(what, *told)

    def _wake(self, code: str, at_once: bool) -> None:
        if crowd := self._crowds.get(code):
            crowd.wake(at_once)

    def _close(self, code: str) -> None:
        if crowd := self._crowds.pop(code, None):
            crowd.end()

    def _tick(self, loop: asyncio.AbstractEventLoop) -> None:
        loop.call_later(TICK, self._tick, loop)
        self._ticks += 1
        if self._ticks % BEAT == 0:
            for crowd in self._crowds.values():
                for listener in crowd.all:
                    listener.tell(behind=False)
        self._at_tick(self._ticks)
