"""Routes to Unix sockets, as the hub asks for them and as the proxy understands them."""

from typing import Any

import pytest

from hub_config.proxy import UnixProxy, plain_target

SOCKET = "http+unix://%2Fsrv%2Fserver.sock"


class Recorder(UnixProxy):
    """A client whose proxy is a dictionary."""

    async def api_request(
        self, path: str, method: str = "GET", body: dict[str, Any] | None = None
    ) -> None:
        """Keep what would be sent."""
        self.sent = {path: body}


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
