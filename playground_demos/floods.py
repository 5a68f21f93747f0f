"""Keep one visitor, or one address, from taking what is everyone's.

A token bucket for each key, in memory, bounded in number. Addresses are kept only as keyed
hashes with a salt that dies with the process, and never leave this module.
"""

import hashlib
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable

MOST_KEYS = 20_000


class Bucket:
    """At most `per_minute` takes in a minute for each key, with as many at once after a rest."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_minute = per_minute
        self._clock = clock
        self._salt = secrets.token_bytes(16)
        self._levels: OrderedDict[bytes, tuple[float, float]] = OrderedDict()

    def take(self, key: str) -> bool:
        """Whether `key` may do one more thing now."""
        hashed = hashlib.blake2b(key.encode(), key=self._salt, digest_size=12).digest()
        now = self._clock()
        level, seen_at = self._levels.pop(hashed, (float(self._per_minute), now))
        level = min(self._per_minute, level + (now - seen_at) * self._per_minute / 60)
        allowed = level >= 1
        self._levels[hashed] = (level - 1 if allowed else level, now)
        if len(self._levels) > MOST_KEYS:
            self._levels.popitem(last=False)
        return allowed
