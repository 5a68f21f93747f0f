"""The client of the proxy: JupyterHub's own, with routes to Unix sockets that the proxy can follow.

JupyterHub 6 writes the socket of a server or service as `http+unix://SOCKET:80`, and
configurable-http-proxy 5 would open a file that ends in `:80`. A proxy that was started again, and
knows no route, is told from its new socket. Changes nothing else; starts no proxy.
"""

from pathlib import Path
from typing import Any
from urllib.parse import unquote

from jupyterhub.proxy import ConfigurableHTTPProxy

_AS_ASKED = "target_as_asked"
_UNIX = "http+unix://"


class UnixProxy(ConfigurableHTTPProxy):  # type: ignore[misc]  # JupyterHub has no types
    """Routes to Unix sockets without a port; the hub still sees what it asked for."""

    _made: tuple[int, int] | None = None

    async def teach_new_proxy(self, people: Any, services: Any) -> None:
        """Tell a proxy all its routes, once, when its socket is not the one of the last call."""
        try:
            now = Path(unquote(self.api_url.removeprefix(_UNIX))).stat()
        except FileNotFoundError:
            return
        made = (now.st_ino, now.st_ctime_ns)
        if made != self._made:
            await self.check_routes(people, services)
            self._made = made

    async def add_route(self, routespec: str, target: str, data: dict[str, Any]) -> None:
        """Add one route; `target` is the hub's spelling."""
        route = {**(data or {}), _AS_ASKED: target}
        await super().add_route(routespec, plain_target(target), route)

    def _reformat_routespec(self, routespec: str, chp_data: dict[str, Any]) -> dict[str, Any]:
        # Without this the hub would find every route changed, and set each again all the time.
        chp_data["target"] = chp_data.pop(_AS_ASKED, chp_data["target"])
        route: dict[str, Any] = super()._reformat_routespec(routespec, chp_data)
        return route


def plain_target(target: str) -> str:
    """The target without a port when it is a Unix socket."""
    return target.removesuffix(":80") if target.startswith(_UNIX) else target
