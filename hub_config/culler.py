"""Stop servers that nobody uses, by JupyterHub's own idle culler.

`python -m hub_config.culler --config lab.toml` is what the supervisor runs. Only hands settings
and token over: the culler takes its token from the environment, and what a process is started
with can be read in /proc; set from inside, it cannot. Never removes people, only stops servers.
"""

import argparse
import os
from pathlib import Path

from jupyterhub_idle_culler import IdleCuller

from hub_config.children import hub_address
from hub_config.places import Places
from hub_config.roles import IDLE_CULLER
from hub_config.secret_files import read_secret
from hub_config.settings import Settings, load_settings


def culler_arguments(settings: Settings) -> list[str]:
    """The culler's own command line.

    It reaches the hub as people do, through the proxy: its HTTP client knows no Unix sockets.
    """
    idle = settings.hub.server_idle_seconds
    return [
        f"--url={hub_address(settings)}hub/api",
        f"--timeout={idle}",
        f"--cull-every={max(30, idle // 6)}",
    ]


def main() -> None:
    """Run until stopped."""
    parser = argparse.ArgumentParser(prog="python -m hub_config.culler", description=__doc__)
    parser.add_argument("--config", type=Path, metavar="FILE", help="settings file")
    settings = load_settings(parser.parse_args().config)
    token = read_secret(Places(settings.lab.state_dir).service_token(IDLE_CULLER))
    os.environ["JUPYTERHUB_API_TOKEN"] = token
    IdleCuller.launch_instance(culler_arguments(settings))


if __name__ == "__main__":
    main()
