"""How long visitors are there, from the moments of their requests, without a list of anybody.

Time between two requests of one visitor counts while it is short; a longer pause is a phone in a
pocket. Sums are handed over now and then, so that no request waits for a database. What is kept is
a visitor's random word and a moment, bounded in number, and forgotten with the process.
"""

import threading
import time
from collections import Counter, OrderedDict
from collections.abc import Callable

LONGEST_PAUSE_SECONDS = 120.0
MOST_VISITORS = 50_000


class Presence:
    """Seconds by event; safe from any thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._seen: OrderedDict[str, float] = OrderedDict()
        self._seconds: Counter[str] = Counter()

    def see(self, visitor: str, event: str) -> None:
        """A visitor of `event` did something just now."""
        now = self._clock()
        with self._lock:
            pause = now - self._seen.pop(visitor, now)
            self._seen[visitor] = now
            if len(self._seen) > MOST_VISITORS:
                self._seen.popitem(last=False)
            if 0 < pause <= LONGEST_PAUSE_SECONDS:
                self._seconds[event] += round(pause * 1000)

    def take(self) -> dict[str, int]:
        """Whole seconds by event since the last call; what is less than one stays."""
        with self._lock:
            taken = {event: sum_ // 1000 for event, sum_ in self._seconds.items() if sum_ >= 1000}
            for event, seconds in taken.items():
                self._seconds[event] -= seconds * 1000
            return taken

    def now(self, within_seconds: float = LONGEST_PAUSE_SECONDS) -> int:
        """How many visitors did something lately."""
        earliest = self._clock() - within_seconds
        with self._lock:
            return sum(moment >= earliest for moment in self._seen.values())
