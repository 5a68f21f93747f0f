"""The line of people whose servers are to start: first come, first served, so many at a time.

Starting a hundred servers at once makes all of them late; one after the other, as many at a time
as the cores carry, most people work while the last ones still wait, and each can be told their
place. What is said about seconds comes from starts that were measured, never from a guess. Knows
names and times only; the spawner starts the servers.
"""

import asyncio
import math
import os
import statistics
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

_REMEMBERED_STARTS = 20


@dataclass(frozen=True)
class Place:
    """Where somebody stands: people before them, and seconds until their own server is there.

    `seconds` is None while no start has been measured yet. `again` says that this is not their
    first place: the one before was given up while they were away.
    """

    ahead: int
    seconds: float | None
    again: bool = False


class Line:
    """Who starts now and who waits. For one event loop."""

    def __init__(self, width: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.width = width
        self._clock = clock
        self._waiting: dict[str, asyncio.Future[None]] = {}  # in their order
        self._starting: dict[str, float] = {}
        self._given_up: set[str] = set()
        self._took: deque[float] = deque(maxlen=_REMEMBERED_STARTS)
        self._left = asyncio.Event()

    async def enter(self, name: str) -> None:
        """Wait until it is the turn of `name`.

        Raises:
            CancelledError: As everywhere; who is cancelled while waiting leaves the line.
        """
        if name in self._starting:
            return
        turn = self._waiting.setdefault(name, asyncio.get_running_loop().create_future())
        self._admit()
        try:
            await turn
        except asyncio.CancelledError:
            self.leave(name)
            raise

    async def take_spare(self, name: str) -> bool:
        """Take a place that nobody waits for, for a start that nobody has asked for yet.

        Waits outside the line, so that whoever presses the button goes before; `enter` lets `name`
        pass then.

        Returns:
            False, and no place is taken, where `name` has come by themselves meanwhile.
        """
        while self._waiting or len(self._starting) >= self.width:
            self._left.clear()
            await self._left.wait()
        if name in self._starting:
            return False
        self._starting[name] = self._clock()
        return True

    def leave(self, name: str, *, started: bool = False) -> None:
        """Give the place of `name` to the next; idempotent, wherever in the line they are.

        Args:
            name: Who.
            started: The server is there, so that the time it took tells what others may expect.
        """
        self._waiting.pop(name, None)
        self._given_up.discard(name)
        begun = self._starting.pop(name, None)
        if begun is not None and started:
            self._took.append(self._clock() - begun)
        self._admit()
        self._left.set()

    def remember_given_up(self, name: str) -> None:
        """Tell `name` with their next place that this one is over."""
        self._given_up.add(name)

    def place(self, name: str) -> Place | None:
        """Where `name` waits; None for who does not."""
        if name not in self._waiting:
            return None
        ahead, again = list(self._waiting).index(name), name in self._given_up
        if not self._took:
            return Place(ahead, None, again)
        each, now = statistics.fmean(self._took), self._clock()
        left = sum(max(0.0, each - (now - begun)) for begun in self._starting.values())
        return Place(ahead, (left + ahead * each) / self.width + each, again)

    def _admit(self) -> None:
        while self._waiting and len(self._starting) < self.width:
            name = next(iter(self._waiting))
            turn = self._waiting.pop(name)
            if not turn.cancelled():
                self._starting[name] = self._clock()
                turn.set_result(None)


def starts_at_once() -> int:
    """As many as there are cores: measured, see LOG.md of 2026-11-22, "A class starts"."""
    return max(2, os.cpu_count() or 1)


def tell_place(place: Place) -> tuple[str, str]:
    """A place in line as the person in it reads it, in Korean and in English."""
    korean, english = "차례가 되면 저절로 열립니다.", "It opens by itself when it is your turn."
    if place.seconds is not None:
        amount = _rounded(place.seconds)
        korean = f"약 {_spoken(amount, '분', '초')} 뒤에 저절로 열립니다."
        english = f"Your server opens by itself in about {_spoken(amount, ' min', ' s')}."
    if place.ahead == 0:
        korean, english = f"다음이 차례입니다. {korean}", f"You are next. {english}"
    else:
        people = "person is" if place.ahead == 1 else "people are"
        korean = f"앞에 {place.ahead}명이 기다리고 있습니다. {korean}"
        english = f"{place.ahead} {people} ahead of you. {english}"
    if place.again:
        korean = f"이 화면이 닫혀 있는 동안 차례를 다음 분께 드려, 새 차례를 받으셨습니다. {korean}"
        english = (
            "While this page was closed your place went to the next person; this is a new one."
            f" {english}"
        )
    return korean, english


def _rounded(seconds: float) -> int:
    """No finer than anybody can know it, and never less than it will be."""
    step = 1 if seconds <= 10 else 5 if seconds <= 60 else 30
    return max(1, math.ceil(seconds / step)) * step


def _spoken(seconds: int, minutes_word: str, seconds_word: str) -> str:
    minutes, rest = divmod(seconds, 60)
    words = [f"{minutes}{minutes_word}"] * bool(minutes) + [f"{rest}{seconds_word}"] * bool(rest)
    return " ".join(words)
