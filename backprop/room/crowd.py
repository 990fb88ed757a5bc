"""Who listens to a room, and how soon each hears its news.

An event holds the whole state, so whoever is slow is told the newest alone, and one that is lost
harms nobody. What changes with every vote reaches the projector sooner than 300 phones.
"""

import asyncio
from collections.abc import Callable

SOON, LATER = 0.05, 0.5  # seconds from one event to the next, of a projector and of a phone
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

    @property
    def here(self) -> int:
        return len({listener.phone for listener in list(self.phones.listeners)})

    def end(self) -> None:
        for audience in (self.projectors, self.phones):
            audience.rest()
        for listener in self.all:
            listener.end()

    def _audience(self, phone: str) -> Audience:
        return self.phones if phone else self.projectors
