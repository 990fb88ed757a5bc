"""What nobody may send, and how often."""

from collections import deque
from collections.abc import Callable, Hashable

WRONG_CODES, WITHIN = 20, 300.0  # wrong codes of one phone, within so many seconds
PACE = 0.2  # seconds from one vote of a phone to its next
KNOWN = 10_000  # phones that are remembered at most

Clock = Callable[[], float]


class Refused(Exception):
    """A request that gets no more than an answer: a status of HTTP, and a sentence."""

    def __init__(self, status: int, problem: str) -> None:
        super().__init__(problem)
        self.status, self.problem = status, problem


class Guesses:
    """Counts the wrong codes of each phone. Not of each address: a campus may have one."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._wrong: dict[str, deque[float]] = {}

    def count(self, phone: str) -> None:
        """It named a room that there is not."""
        times = self._wrong.pop(phone, None) or deque(maxlen=WRONG_CODES)
        times.append(self._clock())
        self._wrong[phone] = times
        if len(self._wrong) > KNOWN:
            del self._wrong[next(iter(self._wrong))]

    def too_many(self, phone: str) -> bool:
        times = self._wrong.get(phone)
        if times is None or len(times) < WRONG_CODES:
            return False
        return times[0] > self._clock() - WITHIN


class Pace:
    """Lets everybody come once in so many seconds."""

    def __init__(self, seconds: float, clock: Clock) -> None:
        self._seconds, self._clock = seconds, clock
        self._last: dict[Hashable, float] = {}

    def keep(self, who: Hashable) -> None:
        """Raises Refused for who comes again too soon."""
        now = self._clock()
        if now - self._last.get(who, float("-inf")) < self._seconds:
            raise Refused(429, "That was very fast. Try again in a moment.")
        self._last.pop(who, None)  # so that who comes now is the newest of all
        self._last[who] = now
        if len(self._last) > KNOWN:
            del self._last[next(iter(self._last))]
