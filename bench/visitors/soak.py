"""Load that lasts: what memory and disk do meanwhile.

Memory is looked at every few seconds; its growth is the slope of the second half, when caches and
pools are full. An hour's growth is extrapolated from that and called so. It is the playground's own
memory, without libraries that others map too: measured with those, the same playground seemed to
grow by 90 MiB in five minutes and to shrink again as other programs came and went.
"""

import asyncio
import time
from statistics import linear_regression
from typing import Any

from bench.visitors.crowd import Crowd
from bench.visitors.house import House

LOOK_SECONDS = 5.0
SERIES_SECONDS = 60.0
MIB = 2**20


async def soak(house: House, visitors: int, think_seconds: float, minutes: float) -> dict[str, Any]:
    """Keep a crowd in the house for so many minutes; `mib` is one look a minute."""
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
        "mib": [round(one, 1) for one in mib[:: round(SERIES_SECONDS / LOOK_SECONDS)]],
        "first_disk_kb": first_disk / 1000,
        "last_disk_kb": last_disk / 1000,
    }
