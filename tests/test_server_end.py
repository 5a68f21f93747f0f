"""The end of a server is heard once, in the moment in which it comes."""

import asyncio

from hub_config.server_end import ServerEnd
from tests.sandboxes import make_spec, running

FOREVER = ("/usr/bin/sh", "-c", "echo; exec sleep 1000")
DEADLINE_SECONDS = 60.0


async def happens(event: asyncio.Event) -> None:
    async with asyncio.timeout(DEADLINE_SECONDS):
        await event.wait()


async def test_an_end_is_heard_without_looking() -> None:
    heard = asyncio.Event()
    with running(make_spec(FOREVER)) as sandbox:
        ServerEnd(heard.set).listen(sandbox)
        await asyncio.to_thread(sandbox.stop, 0.0)
        await happens(heard)


async def test_an_end_that_came_before_is_heard_as_well() -> None:
    heard = asyncio.Event()
    with running(make_spec(FOREVER)) as sandbox:
        sandbox.stop(0.0)
        ServerEnd(heard.set).listen(sandbox)
        await happens(heard)


async def test_an_end_that_nobody_listens_to_any_more_is_not_heard() -> None:
    heard, after = asyncio.Event(), asyncio.Event()
    with running(make_spec(FOREVER)) as sandbox:
        ignored = ServerEnd(heard.set)
        ignored.listen(sandbox)
        ignored.ignore()
        ignored.ignore()
        ServerEnd(after.set).listen(sandbox)
        await asyncio.to_thread(sandbox.stop, 0.0)
        await happens(after)
        assert not heard.is_set()
