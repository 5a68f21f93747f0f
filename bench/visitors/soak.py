"""Load that lasts: what memory and disk do meanwhile.

Memory is looked at every few seconds; its growth is the slope of the second half, when caches and
pools are full. An hour's growth is extrapolated from that and called so.
"""

import asyncio
import time
from statistics import linear_regression

from bench.visitors.crowd import Crowd
from bench.visitors.house import House

LOOK_SECONDS = 5.0
MIB = 2**20


async def soak(
    house: House, visitors: int, think_seconds: float, minutes: float
) -> dict[str, float]:
    """Keep a crowd in the house for so many minutes."""
    moments: list[float] = []
    mib: list[float] = []
    async with Crowd(house, think_seconds) as crowd:
        await crowd.grow(visitors)
        first_disk = house.disk_bytes()
        answered = failed = 0
        began = time.monotonic()
        while (passed := time.monotonic() - began) < 60 * minutes or len(mib) < 4:
            moments.append(passed)
            mib.append(house.memory_bytes() / MIB)
            seen = await crowd.look(LOOK_SECONDS)
            answered, failed = answered + seen.answered, failed + seen.failed
        last_disk = await asyncio.to_thread(house.disk_bytes)
    half = len(mib) // 2
    slope = linear_regression(moments[half:], mib[half:]).slope
    return {
        "minutes": passed / 60,
        "answered": answered,
        "failed": failed,
        "first_mib": mib[0],
        "last_mib": mib[-1],
        "mib_per_hour": slope * 3600,
        "first_disk_kb": first_disk / 1000,
        "last_disk_kb": last_disk / 1000,
    }
