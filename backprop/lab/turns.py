"""How many visitors who train at once share one process: one at a time, in short slices."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

LONGEST = 0.05  # seconds of work before the next one's turn; a pen lifted meanwhile waits for it
DUTY = 0.35  # of the time that all who train may take together; the rest is for answering
ACTIVE = 1.0  # seconds without a turn until somebody no longer counts as training


class Turns:
    """Hands out slices of time to train, under one lock.

    every: seconds from one picture of a visitor to the next
    """

    def __init__(self, every: float) -> None:
        self._every = every
        self._lock = threading.Lock()
        self._last: dict[object, float] = {}

    @property
    def active(self) -> int:
        """How many had a turn within the last second."""
        now = time.monotonic()
        return sum(now - last < ACTIVE for last in list(self._last.values()))

    @contextmanager
    def take(self, who: object) -> Iterator[float]:
        """Wait for a turn; gives the seconds of work that are fair, and lets the next one in after.

        who: anything hashable that is the same at every turn of one visitor
        """
        with self._lock:
            now = time.monotonic()
            self._last = {key: last for key, last in self._last.items() if now - last < ACTIVE}
            self._last[who] = now
            yield min(LONGEST, DUTY * self._every / len(self._last))
