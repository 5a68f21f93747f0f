"""Stop servers that nobody uses, by JupyterHub's own idle culler.

`python -m hub_config.culler --config lab.toml` is what the supervisor runs. Only hands settings
and token over: the culler takes its token from the environment, and what a process is started
with can be read in /proc; set from inside, it cannot. Never removes people, only stops servers.
"""

import argparse
import os
import socket
from pathlib import Path

from jupyterhub_idle_culler import IdleCuller
from tornado.netutil import Resolver

from hub_config.places import Places
from hub_config.roles import IDLE_CULLER
from hub_config.secret_files import read_secret
from hub_config.settings import Settings, load_settings


class HubSocket(Resolver):
    """Leads every name to the hub's own socket.

    Past the proxy, whose certificate names the venue and not the address that we would ask.
    """

    def initialize(self, path: str) -> None:
        """Remember where the socket is."""
        self._path = path

    async def resolve(
        self, host: str, port: int, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[tuple[int, str]]:
        """The socket, as tornado's client connects to it."""
        return [(socket.AF_UNIX, self._path)]


def culler_arguments(settings: Settings) -> list[str]:
    """The culler's own command line; `HubSocket` leads its client to the hub, whatever the name."""
    idle = settings.hub.server_idle_seconds
    return [
        "--url=http://hub/hub/api",
        f"--timeout={idle}",
        f"--cull-every={max(30, idle // 6)}",
    ]


def main() -> None:
    """Run until stopped."""
    parser = argparse.ArgumentParser(prog="python -m hub_config.culler", description=__doc__)
    parser.add_argument("--config", type=Path, metavar="FILE", help="settings file")
    settings = load_settings(parser.parse_args().config)
    places = Places(settings.lab.state_dir)
    token = read_secret(places.service_token(IDLE_CULLER))
    Resolver.configure(HubSocket, path=str(places.hub_socket))
    os.environ["JUPYTERHUB_API_TOKEN"] = token
    IdleCuller.launch_instance(culler_arguments(settings))


if __name__ == "__main__":
    main()
