"""JupyterHub with services on Unix sockets, told by an option where the lab's settings are.

`python -m hub_config.hub --settings lab.toml` is what the supervisor runs. JupyterHub 6 reaches
its proxy and its servers over Unix sockets but refuses them for services; the one override here
lifts that. Everything else is JupyterHub's own.
"""

import sys
from pathlib import Path
from typing import Any

from jupyterhub.app import JupyterHub
from jupyterhub.services.service import Service
from traitlets import Unicode

CONFIG_FILE = Path(__file__).with_name("jupyterhub_config.py")
_UNIX = "http+unix://"


class LabHub(JupyterHub):
    """JupyterHub, plus `--settings` and services on Unix sockets."""

    aliases = {**JupyterHub.aliases, "settings": "LabHub.settings_file"}  # noqa: RUF012 traitlets
    settings_file = Unicode(help="The lab's settings file; empty means lab.toml or defaults.").tag(
        config=True
    )

    def service_from_spec(self, spec: dict[str, Any], from_config: bool = True) -> Service | None:
        """Add one service; its URL may be a Unix socket's."""
        url = str(spec.get("url", ""))
        if not url.startswith(_UNIX):
            return super().service_from_spec(spec, from_config)
        # ref: jupyterhub.app.JupyterHub.service_from_spec refuses every scheme but http[s]; the
        # escaped socket path passes as a host name, and the scheme is put right afterwards.
        stand_in = {**spec, "url": "http://" + url.removeprefix(_UNIX)}
        service = super().service_from_spec(stand_in, from_config)
        if service is not None:
            service.orm.server.proto = "http+unix"
            self.db.commit()
        return service


def main() -> None:
    """Run the hub with the lab's configuration."""
    LabHub.launch_instance(["--config", str(CONFIG_FILE), *sys.argv[1:]])


if __name__ == "__main__":
    main()
