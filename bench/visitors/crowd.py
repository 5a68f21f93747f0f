"""Many visitors at once, who think between presses, and one who does not, as one or as many.

Each opens a demo by chance, goes through it twice, and opens another. How long they think is
exponential with the same mean for all. What is counted is from a press to its complete answer;
generated text, which is read while it grows, is counted apart.
"""

import asyncio
import contextlib
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from statistics import quantiles

import aiohttp

from bench.visitors.house import House
from bench.visitors.tries import Press, presses
from bench.visitors.visitor import Page, Visitor, VisitorError

FLOODED = "casting"
TIMES_THROUGH = 2
MOST_COMING_A_SECOND = 10  # or the look would be at a rush to the doors


@dataclass
class Seen:
    """What happened while it was looked at."""

    seconds: list[float] = field(default_factory=list)
    text_seconds: list[float] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)

    def note(self, press: Press, seconds: float) -> None:
        """An answer came."""
        (self.text_seconds if press.writes else self.seconds).append(seconds)


@dataclass(frozen=True)
class Level:
    """A crowd of one size, as it was measured; `texts` are not among what was `answered`."""

    visitors: int
    answered: int
    failed: int
    median_seconds: float
    p95_seconds: float
    answers_per_second: float
    processor_share: float
    failures: dict[str, int]
    texts: int = 0
    text_p95_seconds: float = 0.0


class Crowd:
    """Visitors in one house; an asynchronous context manager that sends them home."""

    def __init__(self, house: House, think_seconds: float, seed: int = 2026) -> None:
        self._house = house
        self._think_seconds = think_seconds
        self._chance = random.Random(seed)
        self._pages: dict[str, Page] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self.seen = Seen()  # since the last look began

    async def __aenter__(self) -> "Crowd":
        """Nobody is there yet."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """All go home."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def grow(self, visitors: int) -> None:
        """Let people come, spread over a mean thought or more, until there are so many."""
        coming = visitors - len(self._tasks)
        pause = max(self._think_seconds / max(coming, 1), 1 / MOST_COMING_A_SECOND)
        for _ in range(coming):
            self._tasks.append(asyncio.create_task(self._visit(self._chance.random())))
            await asyncio.sleep(pause)

    async def look(self, seconds: float) -> Level:
        """What all of them see from now on, for a while."""
        seen = self.seen = Seen()
        used, began = self._house.processor_seconds(), time.perf_counter()
        await asyncio.sleep(seconds)
        took = time.perf_counter() - began
        return Level(
            visitors=len(self._tasks),
            answered=len(seen.seconds),
            failed=seen.failures.total(),
            median_seconds=percentile(seen.seconds, 50),
            p95_seconds=percentile(seen.seconds, 95),
            answers_per_second=(len(seen.seconds) + len(seen.text_seconds)) / took,
            processor_share=(self._house.processor_seconds() - used) / took,
            failures=dict(seen.failures),
            texts=len(seen.text_seconds),
            text_p95_seconds=percentile(seen.text_seconds, 95) if seen.text_seconds else 0.0,
        )

    async def _visit(self, seed: float) -> None:
        chance = random.Random(seed)
        demos = [name for name in self._house.demos if presses(name)]
        async with AsyncExitStack() as stack:
            visitor: Visitor | None = None
            while True:
                with self._noting():
                    if visitor is None:
                        come = Visitor(self._house, self._pages)
                        visitor = await stack.enter_async_context(come)
                    demo = chance.choice(demos)
                    await visitor.open(demo)
                    for press in presses(demo) * TIMES_THROUGH:
                        await self._think(chance)
                        seconds = await visitor.press(press)
                        self.seen.note(press, seconds)
                await self._think(chance)

    async def _think(self, chance: random.Random) -> None:
        await asyncio.sleep(chance.expovariate(1 / self._think_seconds))

    @contextlib.contextmanager
    def _noting(self) -> Iterator[None]:
        try:
            yield
        except (VisitorError, aiohttp.ClientError, TimeoutError) as error:
            self.seen.failures[f"{type(error).__name__}: {str(error)[:120]}"] += 1


async def flood(
    house: House, pages: dict[str, Page], pause_seconds: float, demo: str = FLOODED
) -> None:
    """One visitor who presses again after each pause and waits for no answer, for ever."""
    async with Visitor(house, pages) as visitor:
        await visitor.open(demo)
        await _repeat(lambda: visitor.press(presses(demo)[0]), pause_seconds)


async def flood_afresh(house: House, pages: dict[str, Page], pause_seconds: float) -> None:
    """The same, who throws the cookie away and is somebody new for each press."""

    async def press_as_new() -> None:
        async with Visitor(house, pages) as visitor:
            visitor.pretend(FLOODED)
            await visitor.join(presses(FLOODED)[0])

    async with Visitor(house, pages) as visitor:
        await visitor.open(FLOODED)  # so that the page is known
    await _repeat(press_as_new, pause_seconds)


async def _repeat(press: Callable[[], Awaitable[object]], pause_seconds: float) -> None:
    async def press_anyhow() -> None:
        with contextlib.suppress(VisitorError, aiohttp.ClientError, TimeoutError):
            await press()

    waiting: set[asyncio.Task[None]] = set()
    try:
        while True:
            task = asyncio.create_task(press_anyhow())
            waiting.add(task)
            task.add_done_callback(waiting.discard)
            await asyncio.sleep(pause_seconds)
    finally:
        for task in waiting:
            task.cancel()


def percentile(values: Sequence[float], percent: int) -> float:
    """Infinite for none; the only one for one."""
    if not values:
        return float("inf")
    if len(values) == 1:
        return values[0]
    return quantiles(values, n=100, method="inclusive")[percent - 1]
