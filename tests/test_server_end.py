"""The end of a server is heard once, in the moment in which it comes."""

import asyncio

import pytest

from hub_config.server_end import ServerEnd, unless_it_ends
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


async def test_who_waits_for_a_server_hears_its_end() -> None:
    forever = asyncio.Event()

    async def wait() -> None:
        try:
            await forever.wait()
        finally:
            given_up.set()

    given_up = asyncio.Event()
    with running(make_spec(FOREVER)) as sandbox:
        waiting = asyncio.create_task(unless_it_ends(sandbox, wait(), lambda: OSError("it ended")))
        await asyncio.to_thread(sandbox.stop, 0.0)
        async with asyncio.timeout(DEADLINE_SECONDS):
            with pytest.raises(OSError, match="it ended"):
                await waiting
        await happens(given_up)


async def test_who_waits_for_a_server_that_goes_on_gets_what_it_waited_for() -> None:
    with running(make_spec(FOREVER)) as sandbox:
        waited = asyncio.sleep(0, "its answer")
        assert await unless_it_ends(sandbox, waited, AssertionError) == "its answer"
