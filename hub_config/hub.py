"""JupyterHub with services on Unix sockets, told by an option where the lab's settings are.

`python -m hub_config.hub --settings lab.toml` is what the supervisor runs. JupyterHub 6 reaches
its proxy and its servers over Unix sockets but refuses them for services, and waits half a minute
for each that is not up yet; two overrides here lift that. A third tells a proxy that was killed its
routes as soon as it is there again. Two more spare each start of a server what does nothing here.
Everything else is JupyterHub's own.
"""

import functools
import sys
from pathlib import Path
from ssl import SSLContext
from typing import Any

import jupyterhub.oauth.provider
import jupyterhub.orm
from jupyterhub.app import JupyterHub
from jupyterhub.app import aliases as jupyterhub_aliases
from jupyterhub.services.service import Service
from jupyterhub.utils import hash_token
from tornado.ioloop import PeriodicCallback
from traitlets import Dict, Unicode

CONFIG_FILE = Path(__file__).with_name("jupyterhub_config.py")
_UNIX = "http+unix://"
_LOOK_AT_PROXY_MILLISECONDS = 500


class LabHub(JupyterHub):  # type: ignore[misc]  # JupyterHub has no types
    """JupyterHub, plus `--settings` and services on Unix sockets."""

    aliases = Dict({**jupyterhub_aliases, "settings": "LabHub.settings_file"})
    settings_file = Unicode(help="The lab's settings file; empty means lab.toml or defaults.").tag(
        config=True
    )

    def service_from_spec(self, spec: dict[str, Any], from_config: bool = True) -> Service | None:
        """Add one service; its URL may be a Unix socket's."""
        url = str(spec.get("url", ""))
        if not url.startswith(_UNIX):
            return super().service_from_spec(spec, from_config)
        # ref: jupyterhub.app.JupyterHub.service_from_spec refuses every scheme but http[s]; the
        # escaped socket path passes as a host name, and the scheme is put right afterwards. The
        # port 80 that it gets with it, `hub_config.proxy` takes off again.
        stand_in = {**spec, "url": "http://" + url.removeprefix(_UNIX)}
        service = super().service_from_spec(stand_in, from_config)
        if service is not None:
            service.orm.server.proto = "http+unix"
            self.db.commit()
        return service

    async def start_service(
        self, service_name: str, service: Service, ssl_context: SSLContext | None = None
    ) -> bool:
        """Wait for no service: the supervisor looks after them, and some need the hub first."""
        if service.managed:
            return bool(await super().start_service(service_name, service, ssl_context))
        return True

    async def start(self) -> None:
        """Start everything, then look after the proxy: whoever restarts it tells nobody."""
        await super().start()
        look = PeriodicCallback(self._look_at_proxy, _LOOK_AT_PROXY_MILLISECONDS)
        self._periodic_callbacks["new_proxy"] = look
        look.start()

    async def _look_at_proxy(self) -> None:
        await self.proxy.teach_new_proxy(self.users, self._service_map)


def spare_starts() -> None:
    """Do not repeat what protects nothing: some 10 ms of the hub for each server that starts.

    The secret of an OAuth client is a token that the hub has drawn, which as all of those needs no
    more than one round of hashing (ref: jupyterhub.orm.Hashed); those stored before keep theirs.
    """
    vars(jupyterhub.oauth.provider)["hash_token"] = functools.partial(hash_token, rounds=1)
    ping = jupyterhub.orm.register_ping_connection

    def ping_servers(engine: Any) -> None:
        if engine.dialect.name != "sqlite":  # a file is never disconnected
            ping(engine)

    vars(jupyterhub.orm)["register_ping_connection"] = ping_servers


def main() -> None:
    """Run the hub with the lab's configuration."""
    spare_starts()
    LabHub.launch_instance(["--config", str(CONFIG_FILE), *sys.argv[1:]])


if __name__ == "__main__":
    main()
