"""Phones that lose their line in the middle of a job and come back: who still gets the answer.

The line is ended as a lift ends it: the connection is gone and nothing is said. With us that is as
soon as the press was taken, before a word about it; with plain Gradio when its work begins. What
comes back does what the page's script does: ours asks for its ticket, plain Gradio's listens to its
session again, which is all that its front end could do.
"""

import asyncio
import contextlib
import json
import secrets
import sys

import aiohttp

from bench.visitors.house import House
from bench.visitors.tries import presses
from bench.visitors.visitor import Page, Visitor, VisitorError, is_last

DEMO = "nap"
ANSWER = "napped word"
AWAY_SECONDS = 3.0  # longer than the job takes
PATIENCE_SECONDS = 60.0


async def count_reconnected(house: House, trials: int, at_once: int) -> int:
    """How many of so many phones had their answer in the end."""
    pages: dict[str, Page] = {}
    lanes = asyncio.Semaphore(at_once)

    async def lose_one() -> bool:
        async with lanes:
            try:
                return await asyncio.wait_for(_lose_line(house, pages), PATIENCE_SECONDS)
            except (VisitorError, aiohttp.ClientError, TimeoutError) as error:
                if house.is_ours:  # of plain Gradio it is what the bench shows
                    print(f"a phone was lost: {type(error).__name__}: {error}", file=sys.stderr)
                return False

    return sum(await asyncio.gather(*(lose_one() for _ in range(trials))))


async def _lose_line(house: House, pages: dict[str, Page]) -> bool:
    async with Visitor(house, pages) as phone:
        await phone.open(DEMO)
        function, target, values = pages[DEMO].find(presses(DEMO)[0])
        ticket = secrets.token_hex(16)
        if house.is_ours:  # as the page's script names it
            values[-1] = ticket
        await phone.send(function, target, values, None)
        if not house.is_ours:  # its front end listens at once, and what it heard is not told again
            async with contextlib.aclosing(phone.messages()) as messages:
                async for _, message in messages:
                    if message.get("msg") == "process_starts":
                        break
        await phone.lose_line()
        await asyncio.sleep(AWAY_SECONDS)
        event = None
        if house.is_ours:
            event = await phone.send(*pages[DEMO].find_resume(), {"ticket": ticket})
        async with contextlib.aclosing(phone.messages()) as messages:
            async for text, message in messages:
                if ANSWER in json.dumps(message, ensure_ascii=False):
                    return True
                if event == message.get("event_id") and is_last(text, message):
                    return False
    return False
