"""The client of the proxy: JupyterHub's own, with routes to Unix sockets that the proxy can follow.

JupyterHub 6 writes the socket of a server or service as `http+unix://SOCKET:80`, and
configurable-http-proxy 5 would open a file that ends in `:80`. Changes nothing else; starts no
proxy.
"""

from typing import Any

from jupyterhub.proxy import ConfigurableHTTPProxy

_AS_ASKED = "target_as_asked"


class UnixProxy(ConfigurableHTTPProxy):  # type: ignore[misc]  # JupyterHub has no types
    """Routes to Unix sockets without a port; the hub still sees what it asked for."""

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
    return target.removesuffix(":80") if target.startswith("http+unix://") else target
