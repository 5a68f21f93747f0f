"""What the line told a waiting phone, beside what came: places, seconds, and how often they held.

A crowd that hardly thinks waits in line, with a flooder beside it; each word about a place or about
seconds left is noted as a phone gets it, rounding and all, and compared with the moment at which
the answer was complete. A place may grow for a reason: shorter work, or somebody who has had less,
goes first. Plain Gradio says nothing that could be compared in the same way.
"""

import asyncio
import contextlib
import random
import re
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import aiohttp

from bench.visitors.crowd import flood, percentile
from bench.visitors.house import House
from bench.visitors.lining.lengths import LENGTHS
from bench.visitors.tries import Press, presses
from bench.visitors.visitor import Page, Visitor, VisitorError, is_last

PACKAGE = "bench.visitors.lining"
THINK_SECONDS = 2.0  # after the LEAST that it takes to read an answer
FLOOD_SECONDS = 0.1
LEAST_SECONDS = 1.0  # what is shorter is told as a second, and a share of it would say nothing
TOLD = re.compile(r"(\d+)번째 · 약 (\d+)초")


@dataclass(frozen=True)
class Told:
    """One word about the line: at which moment, which place, how many seconds."""

    moment: float
    place: int
    seconds: float


@dataclass
class Wait:
    """One press: what it was, what was told meanwhile, and when its answer was complete."""

    name: str
    told: list[Told] = field(default_factory=list)
    ended: float = 0.0

    @property
    def has_grown(self) -> bool:
        """Whether it was told a place behind one that it had been told before."""
        return any(later.place > earlier.place for earlier, later in pairwise(self.told))


async def measure_promises(house: House, visitors: int, seconds: float) -> dict[str, Any]:
    """What so many visitors were told within these seconds, by what they pressed."""
    pages: dict[str, Page] = {}
    waits: list[Wait] = []
    demos = [name for name in house.demos if presses(name)]
    async with AsyncExitStack() as stack:
        tasks = []
        for number in range(visitors):
            visitor = await stack.enter_async_context(Visitor(house, pages))
            coming = _wait_and_wait(visitor, demos, random.Random(number), waits)
            tasks.append(asyncio.create_task(coming))
        tasks.append(asyncio.create_task(flood(house, pages, FLOOD_SECONDS, demos[0])))
        await asyncio.sleep(seconds / 4)  # until the line is as long as it will be
        began = time.perf_counter()
        await asyncio.sleep(seconds)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return summarise([one for one in waits if one.told and one.told[0].moment >= began])


def summarise(waits: Sequence[Wait]) -> dict[str, Any]:
    """The figures of all waits, and of each kind of press."""
    names = sorted({one.name for one in waits})
    groups = {"all": list(waits)}
    if len(names) > 1:
        groups |= {name: [one for one in waits if one.name == name] for name in names}
    return {name: _figures(group) for name, group in groups.items()}


def _figures(waits: Sequence[Wait]) -> dict[str, float]:
    pairs = [(told.seconds, wait.ended - told.moment) for wait in waits for told in wait.told]
    off = [abs(told - real) for told, real in pairs]
    shares = [abs(told - real) / real for told, real in pairs if real >= LEAST_SECONDS]
    biased = [told / real for told, real in pairs if real >= LEAST_SECONDS]
    return {
        "waits": len(waits),
        "told": len(pairs),
        "median_seconds": percentile([real for _, real in pairs], 50),
        "off_seconds_median": percentile(off, 50),
        "off_seconds_p90": percentile(off, 90),
        "off_share_median": percentile(shares, 50),
        "off_share_p90": percentile(shares, 90),
        "told_by_real": percentile(biased, 50),
        "never_grew": sum(not wait.has_grown for wait in waits) / max(1, len(waits)),
    }


async def _wait_and_wait(
    visitor: Visitor, demos: Sequence[str], chance: random.Random, waits: list[Wait]
) -> None:
    while True:
        with contextlib.suppress(VisitorError, aiohttp.ClientError, TimeoutError):
            demo = chance.choice(demos)
            await visitor.open(demo)
            for press in _chosen(demo, chance):
                await asyncio.sleep(LEAST_SECONDS + chance.expovariate(1 / THINK_SECONDS))
                wait = Wait(press.button if demo == "lengths" else demo)
                await _press(visitor, press, wait)
                waits.append(wait)


def _chosen(demo: str, chance: random.Random) -> Sequence[Press]:
    """One length, the shorter the likelier; of a real demo all its presses."""
    if demo != "lengths":
        return presses(demo)
    [one] = chance.choices(presses(demo), [1 / length for length in LENGTHS.values()])
    return [one]


async def _press(visitor: Visitor, press: Press, wait: Wait) -> None:
    event = await visitor.join(press)
    async with contextlib.aclosing(visitor.messages()) as messages:
        async for text, message in messages:
            if message.get("event_id") != event:
                continue
            if said := TOLD.search(text):
                place, seconds = int(said[1]), float(said[2])
                wait.told.append(Told(time.perf_counter(), place, seconds))
            if is_last(text, message):
                wait.ended = time.perf_counter()
                return
    raise VisitorError("the answer broke off")
