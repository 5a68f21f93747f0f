"""A request that never ends is hung up on, and nobody else is."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
import uvicorn
from uvicorn.server import ServerState

from playground_demos.doors.patience import PatientProtocol

HEAD = b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\n"
DEADLINE_SECONDS = 60.0
Peer = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Hasty(PatientProtocol):
    """Waits for no longer than a test has time."""

    request_seconds = 0.3


async def slow_echo(
    scope: object,
    receive: Callable[[], Awaitable[dict[str, Any]]],
    send: Callable[..., Awaitable[None]],
) -> None:
    """Answers the body, after longer than a request may take."""
    body, is_whole = b"", False
    while not is_whole:
        message = await receive()
        body += message.get("body", b"")
        is_whole = not message.get("more_body")
    await asyncio.sleep(4 * Hasty.request_seconds)
    length = str(len(body)).encode()
    await send(
        {"type": "http.response.start", "status": 200, "headers": [(b"content-length", length)]}
    )
    await send({"type": "http.response.body", "body": body})


@asynccontextmanager
async def connected() -> AsyncIterator[Peer]:
    config = uvicorn.Config(slow_echo, http=Hasty, lifespan="off")
    config.load()
    server = await asyncio.get_running_loop().create_server(
        lambda: Hasty(config, ServerState(), {}), "127.0.0.1", 0
    )
    async with server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        yield reader, writer
        writer.close()


@pytest.mark.parametrize("sent", [b"", b"GET / HTT", HEAD, HEAD + b"ab"])
async def test_half_a_request_is_not_waited_for_without_end(sent: bytes) -> None:
    async with connected() as (reader, writer), asyncio.timeout(DEADLINE_SECONDS):
        writer.write(sent)
        with suppress(ConnectionResetError):
            assert await reader.read() == b""


async def test_an_answer_may_take_longer_than_a_request_and_the_next_one_too() -> None:
    async with connected() as (reader, writer), asyncio.timeout(DEADLINE_SECONDS):
        for _ in range(2):
            writer.write(HEAD + b"ab")
            await writer.drain()
            writer.write(b"cd")
            head = await reader.readuntil(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 200")
            assert await reader.readexactly(4) == b"abcd"
