"""Hear the end of a server in the moment in which it comes, whoever ended it.

The machine's kernel tells by a descriptor of the sandbox's first process, so a hundred servers at
rest cost nothing, where looking at each as often would. Says only that it ended; how, and what
becomes of it, is the spawner's.
"""

import asyncio
import os
from collections.abc import Awaitable, Callable
from typing import TypeVar

from sandbox.handle import Sandbox

Awaited = TypeVar("Awaited")


class ServerEnd:
    """Calls `ended` once when the sandbox that is listened to ends. For one event loop."""

    def __init__(self, ended: Callable[[], None]) -> None:
        self._ended = ended
        self._descriptor: int | None = None

    def listen(self, sandbox: Sandbox) -> None:
        """Listen to this sandbox, and to no other any more."""
        self.ignore()
        loop = asyncio.get_running_loop()
        self._descriptor = sandbox.open_first()
        if self._descriptor is None:
            loop.call_soon(self._ended)
        else:
            loop.add_reader(self._descriptor, self._hear)

    def ignore(self) -> None:
        """Listen no longer; idempotent."""
        if self._descriptor is not None:
            asyncio.get_running_loop().remove_reader(self._descriptor)
            os.close(self._descriptor)
            self._descriptor = None

    def _hear(self) -> None:
        self.ignore()
        self._ended()


async def unless_it_ends(
    sandbox: Sandbox, waiting: Awaitable[Awaited], tell: Callable[[], Exception]
) -> Awaited:
    """What `waiting` comes to; raises what `tell` returns if the sandbox ends before."""
    ended = asyncio.Event()
    end, work = ServerEnd(ended.set), asyncio.ensure_future(waiting)
    over = asyncio.create_task(ended.wait())
    try:
        end.listen(sandbox)
        await asyncio.wait({work, over}, return_when=asyncio.FIRST_COMPLETED)
        if not work.done():
            raise tell()
        return work.result()
    finally:
        end.ignore()
        for task in (work, over):
            task.cancel()
