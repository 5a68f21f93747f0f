"""What the floor does while nobody asks: write the counts, forget old answers, give memory back.

Each at its own pace, for as long as the playground is open. Starts and stops nothing else.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.exc import SQLAlchemyError

from playground_demos.events.presence import Presence
from playground_demos.events.usage import SECONDS, UsageRecord
from playground_demos.floor.sessions import Sessions
from playground_demos.serving import heap
from playground_demos.tickets.desk import TicketDesk

log = logging.getLogger(__name__)

FORGET_SECONDS = 5.0
GIVE_BACK_SECONDS = 60.0
WRITE_SECONDS = 1.0  # what a killed process may lose of the counts


@asynccontextmanager
async def kept_up(
    usage: UsageRecord, presence: Presence, desk: TicketDesk, sessions: Sessions
) -> AsyncIterator[None]:
    """Do it while the context is open; in the end the last seconds are counted, not yet written."""
    tasks = [
        asyncio.create_task(_write_usage(presence, usage)),
        asyncio.create_task(_forget_answers(desk, sessions)),
        asyncio.create_task(_give_back()),
    ]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        _add_seconds(presence, usage)


async def _write_usage(presence: Presence, usage: UsageRecord) -> None:
    while True:
        await asyncio.sleep(WRITE_SECONDS)
        _add_seconds(presence, usage)
        try:
            await asyncio.to_thread(usage.write)
        except SQLAlchemyError as error:  # its message may name a password file
            log.warning("the usage record waits: %s", type(error).__name__)


async def _forget_answers(desk: TicketDesk, sessions: Sessions) -> None:
    """Also when nobody comes any more, an answer is gone when its page says so."""
    while True:
        await asyncio.sleep(FORGET_SECONDS)
        desk.forget_old()
        sessions.forget_old()


async def _give_back() -> None:
    while True:
        await asyncio.sleep(GIVE_BACK_SECONDS)
        await asyncio.to_thread(heap.give_back)


def _add_seconds(presence: Presence, usage: UsageRecord) -> None:
    for event, seconds in presence.take().items():
        usage.add(SECONDS, event, seconds)
