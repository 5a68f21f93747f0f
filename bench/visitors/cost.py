"""What one answer of each demo costs: processor time of the playground, counted and not waited for.

One visitor opens the page once and goes through it again and again, alone; the page itself is
counted apart. Processor time is steadier than seconds on a busy machine, and still not free of it.
"""

from dataclasses import dataclass

from bench.visitors.house import House
from bench.visitors.tries import presses
from bench.visitors.visitor import Visitor

TIMES = 20
PAGES = 10


@dataclass(frozen=True)
class Cost:
    """Milliseconds of processor time."""

    page: float
    answer: float


async def measure_costs(house: House) -> dict[str, Cost]:
    """By demo."""
    found: dict[str, Cost] = {}
    for demo in house.demos:
        if presses(demo):
            found[demo] = await _cost_of(house, demo)
    return found


async def _cost_of(house: House, demo: str) -> Cost:
    async with Visitor(house, {}) as visitor:
        await _go_through(visitor, demo)  # the first of all is slower
        used = house.processor_seconds()
        for _ in range(PAGES):
            await visitor.open(demo)
        page = (house.processor_seconds() - used) / PAGES
        used = house.processor_seconds()
        for _ in range(TIMES):
            await _press_all(visitor, demo)
        answers = TIMES * len(presses(demo))
        answer = (house.processor_seconds() - used) / answers
    return Cost(1000 * page, 1000 * answer)


async def _go_through(visitor: Visitor, demo: str) -> None:
    await visitor.open(demo)
    await _press_all(visitor, demo)


async def _press_all(visitor: Visitor, demo: str) -> None:
    for press in presses(demo):
        await visitor.press(press)
