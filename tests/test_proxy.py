"""Routes to Unix sockets, as the hub asks for them and as the proxy understands them."""

from pathlib import Path
from typing import Any

import pytest

from hub_config.places import unix_url
from hub_config.proxy import UnixProxy, plain_target

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
