"""The idle culler finds the hub past the proxy."""

import asyncio
from pathlib import Path

from tornado.simple_httpclient import SimpleAsyncHTTPClient

from hub_config.culler import HubSocket


async def test_every_name_leads_to_the_hub_s_socket(short_path: Path) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked = await reader.readuntil(b"\r\n\r\n")
        assert asked.startswith(b"GET /hub/api/users ")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nhere")
        await writer.drain()
        writer.close()

    socket = short_path / "hub.sock"
    async with await asyncio.start_unix_server(answer, socket):
        client = SimpleAsyncHTTPClient(force_instance=True, resolver=HubSocket(path=str(socket)))
        response = await client.fetch("http://hub/hub/api/users")
        client.close()
    assert response.body == b"here"
