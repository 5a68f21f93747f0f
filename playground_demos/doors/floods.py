"""Keep one visitor, or one address, from taking what is everyone's.

A venue's phones share one address, so what counts is the visitor's signed word: each has a bucket
of their own, and who empties it is refused alone. An address bounds only how many words it may be
given, and, far above what a full house asks, everything that comes from it. Buckets are in memory
and bounded in number; keys are kept only as keyed hashes with a salt that dies with the process,
and never leave this module. Does not know what a request asks for.
"""

import hashlib
import secrets
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

MOST_KEYS = 20_000
# As counted in chromium: the front page 6 requests, the first demo's page 60, each later one 2 to 7
# out of a filled cache, a press 2. A browser that keeps nothing opens eight demos with 550.
VISITOR_REQUESTS_PER_MINUTE = 1200
VISITOR_REQUESTS_AT_ONCE = 32  # open at the same time; a browser has 6 connections
# Three demos with two presses each in three minutes are 84 requests; twice as many, for those who
# hurry. A whole minute's may come at once: every phone's first page is loaded when the doors open.
USUAL_REQUESTS_PER_MINUTE = 60
MINUTES_TO_COME = 10  # in which a house that is full could be filled anew
# Somebody who throws the cookie away for each press comes as a newcomer each time, and cannot be
# told from a crowd but by the pace: this many come in one moment, and a full house in 100 seconds.
NEWCOMERS_AT_ONCE = 250
HOUSES_PER_MINUTE = 0.6


class Bucket:
    """At most `per_minute` takes in a minute for each key, with as many at once after a rest.

    `at_once` is how many after a rest, where that is another number.
    """

    def __init__(
        self,
        per_minute: float,
        clock: Callable[[], float] = time.monotonic,
        *,
        at_once: int | None = None,
    ) -> None:
        self._per_minute = per_minute
        self._at_once = float(per_minute if at_once is None else at_once)
        self._clock = clock
        self._salt = secrets.token_bytes(16)
        self._levels: OrderedDict[bytes, tuple[float, float]] = OrderedDict()

    def take(self, key: str) -> bool:
        """Whether `key` may do one more thing now."""
        hashed = self._hash(key)
        now = self._clock()
        level, seen_at = self._levels.pop(hashed, (self._at_once, now))
        level = min(self._at_once, level + (now - seen_at) * self._per_minute / 60)
        allowed = level >= 1
        self._levels[hashed] = (level - 1 if allowed else level, now)
        if len(self._levels) > MOST_KEYS:
            self._levels.popitem(last=False)
        return allowed

    def forget(self, key: str) -> None:
        """As if `key` had never come."""
        self._levels.pop(self._hash(key), None)

    def _hash(self, key: str) -> bytes:
        return hashlib.blake2b(key.encode(), key=self._salt, digest_size=12).digest()


class Allowances:
    """What one visitor may ask in a minute, and what one address may.

    Whoever is refused by their own bucket takes nothing out of the address's.
    """

    def __init__(
        self,
        tries_per_minute: int,
        address_visitors: int,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        newcomers = address_visitors / MINUTES_TO_COME
        self._tries = Bucket(tries_per_minute, clock)
        self._requests = Bucket(VISITOR_REQUESTS_PER_MINUTE, clock)
        self._strangers = Bucket(newcomers, clock, at_once=address_visitors)
        self._newcomers = Bucket(newcomers, clock, at_once=address_visitors)
        pace = HOUSES_PER_MINUTE * address_visitors
        self._coming = Bucket(pace, clock, at_once=max(NEWCOMERS_AT_ONCE, address_visitors // 8))
        self._addresses = Bucket(address_visitors * USUAL_REQUESTS_PER_MINUTE, clock)
        self._open: Counter[str] = Counter()

    def visitor_may_ask(self, visitor: str, *, is_try: bool) -> bool:
        """One more request of somebody whom we know; a try has a bound of its own."""
        if self._open[visitor] >= VISITOR_REQUESTS_AT_ONCE or not self._requests.take(visitor):
            return False
        return not is_try or self._tries.take(visitor)

    def stranger_may_ask(self, address: str) -> bool:
        """One more page for somebody of this address who brings no word."""
        return self._strangers.take(address)

    def newcomer_may_come(self, address: str) -> bool:
        """One more visitor of this address, who has brought the word back."""
        return self._coming.take(address) and self._newcomers.take(address)

    def address_may_ask(self, address: str) -> bool:
        """One more request of all who share this address."""
        return self._addresses.take(address)

    @contextmanager
    def answering(self, visitor: str) -> Iterator[None]:
        """While a request of this visitor is open."""
        self._open[visitor] += 1
        try:
            yield
        finally:
            self._open[visitor] -= 1
            if not self._open[visitor]:
                del self._open[visitor]
