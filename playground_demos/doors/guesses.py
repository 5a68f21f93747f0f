"""Make guessing a password slow: after a few wrong ones an address waits, longer each time.

While it waits nothing from there is checked, whether right or wrong; every other address is as free
as before. What is kept is bounded in number and forgotten with the process: keyed hashes of
addresses (of IPv6 the half that one household has), counts and moments. Knows no password.
"""

import hashlib
import ipaddress
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable

FREE_GUESSES = 5
LONGEST_PAUSE_SECONDS = 60.0
FORGET_SECONDS = 3600.0  # without a wrong one
MOST_ADDRESSES = 4_000
IPV6_PREFIX_BITS = 64


class Guesses:
    """Wrong passwords by address."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._salt = secrets.token_bytes(16)
        self._wrong: OrderedDict[bytes, tuple[int, float]] = OrderedDict()  # how many, and when

    def seconds_to_wait(self, address: str) -> float:
        """How long until something from `address` may be checked; 0 for now."""
        count, moment = self._known(self._key(address))
        if count < FREE_GUESSES:
            return 0.0
        pause = min(2.0 ** min(count - FREE_GUESSES, 32), LONGEST_PAUSE_SECONDS)
        return max(0.0, moment + pause - self._clock())

    def note_wrong(self, address: str) -> None:
        """One more wrong password came from there."""
        key = self._key(address)
        count, _ = self._known(key)
        self._wrong[key] = (count + 1, self._clock())
        self._wrong.move_to_end(key)
        if len(self._wrong) > MOST_ADDRESSES:
            self._wrong.popitem(last=False)

    def _known(self, key: bytes) -> tuple[int, float]:
        count, moment = self._wrong.get(key, (0, 0.0))
        return (0, 0.0) if self._clock() >= moment + FORGET_SECONDS else (count, moment)

    def _key(self, address: str) -> bytes:
        try:
            number = ipaddress.ip_address(address.partition("%")[0])
        except ValueError:  # behind a Unix socket all are one
            whole = address.encode()
        else:
            whole = number.packed[: IPV6_PREFIX_BITS // 8]
        return hashlib.blake2b(whole, key=self._salt, digest_size=12).digest()
