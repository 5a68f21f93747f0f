"""Routes to Unix sockets, as the hub asks for them, and the proxy that understands them."""

import contextlib
import http.client
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hub_config.children import node_program
from hub_config.places import unix_url
from hub_config.proxy import UnixProxy, plain_target
from tests.learner import wait_for
from tests.running_lab import PROJECT, free_ports

PATIENCE_SECONDS = 60
SOCKET = "http+unix://%2Fsrv%2Fserver.sock"


class Recorder(UnixProxy):
    """A client whose proxy is a dictionary."""

    async def api_request(
        self, path: str, method: str = "GET", body: dict[str, Any] | None = None
    ) -> None:
        """Keep what would be sent."""
        self.sent = {path: body}

    async def check_routes(self, user_dict: Any, service_dict: Any, routes: Any = None) -> None:
        """Count how often all routes were told."""
        self.told = getattr(self, "told", 0) + 1


@pytest.mark.parametrize(
    ("asked", "understood"),
    [(f"{SOCKET}:80", SOCKET), (SOCKET, SOCKET), ("http://127.0.0.1:80", "http://127.0.0.1:80")],
)
def test_a_socket_has_no_port(asked: str, understood: str) -> None:
    assert plain_target(asked) == understood


async def test_the_hub_finds_its_routes_as_it_asked_for_them() -> None:
    proxy = Recorder()
    await proxy.add_route("/user/kim/", f"{SOCKET}:80", {"user": "kim"})
    (sent,) = proxy.sent.values()
    assert sent is not None
    assert sent["target"] == SOCKET
    route = proxy._reformat_routespec("/user/kim/", sent)
    assert route["target"] == f"{SOCKET}:80"
    assert route["data"] == {"user": "kim"}


async def test_a_proxy_learns_its_routes_once_whenever_it_was_started(tmp_path: Path) -> None:
    socket = tmp_path / "Proxy.sock"
    proxy = Recorder(api_url=unix_url(socket))
    await proxy.teach_new_proxy({}, {})
    assert not hasattr(proxy, "told")
    for times in (1, 2):
        socket.unlink(missing_ok=True)
        socket.touch()
        await proxy.teach_new_proxy({}, {})
        await proxy.teach_new_proxy({}, {})
        assert proxy.told == times


@pytest.fixture(scope="module")
def proxy_port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A proxy without a hub behind it."""
    folder = tmp_path_factory.mktemp("proxy")
    (folder / "token").write_text("token")
    (port,) = free_ports(1)
    with (folder / "log").open("wb") as log:
        proxy = subprocess.Popen(
            [
                str(node_program()), str(PROJECT / "hub_config" / "proxy.mjs"),
                str(folder / "token"), "--ip", "127.0.0.1", "--port", str(port),
                "--api-socket", str(folder / "api"),
                "--log-level", "warn",
            ],
            stdout=log, stderr=log,
        )  # fmt: skip
    try:
        wait_for(lambda: answers(port), PATIENCE_SECONDS)
        yield port
        assert "URIError" not in (folder / "log").read_text()
    finally:
        proxy.kill()
        proxy.wait()


def answers(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
        return True
    return False


@pytest.mark.slow
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/%EA%B0%80", 404),
        ("/user/%ff/lab", 400),
        ("/%E0%A4%A", 400),
        ("/%EA%B0%80?text=%ff", 404),  # what a program makes of a question is its own affair
        ("//", 400),
    ],
)
def test_an_address_that_cannot_be_read_is_the_visitor_s_mistake(
    proxy_port: int, address: str, status: int
) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", proxy_port, timeout=PATIENCE_SECONDS)
    with contextlib.closing(connection):
        connection.request("GET", address)
        assert connection.getresponse().status == status
