"""What one trainee's server is started with: what is its own, and what must be as everybody's.

A server that was made for nobody can become anybody's whose environment `fits`: such a start
differs from nobody's in values that may be any text or number, and in nothing that decides how a
server is made. Makes no server.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from hub_config.trainee.placeholders import Value
from hub_config.trainee.server import Options, cull_interval_seconds, jupyter_paths

# What names a person, their folders or their rights: any text may stand there.
THEIR_OWN = (
    "HOME",
    "IPYTHONDIR",
    "JUPYTER_RUNTIME_DIR",
    "JPY_API_TOKEN",
    "JUPYTERHUB_ACTIVITY_URL",
    "JUPYTERHUB_API_TOKEN",
    "JUPYTERHUB_API_URL",
    "JUPYTERHUB_CLIENT_ID",
    "JUPYTERHUB_OAUTH_CALLBACK_URL",
    "JUPYTERHUB_USER",
)
# What decides how a server is made: another value makes another server.
THE_SAME = {
    "JUPYTERHUB_BASE_URL": "/",
    "JUPYTERHUB_COOKIE_HOST_PREFIX_ENABLED": "0",
    "JUPYTERHUB_DEFAULT_URL": "/lab",
    "JUPYTERHUB_DISABLE_USER_CONFIG": "1",
    "JUPYTERHUB_HOST": "",
    "JUPYTERHUB_PUBLIC_HUB_URL": "",
    "JUPYTERHUB_PUBLIC_URL": "",
    "JUPYTERHUB_SERVER_NAME": "",
    "SHELL": "/bin/bash",
}
# What is asked for when a request comes, and not before.
ASKED_LATER = {
    "JUPYTERHUB_OAUTH_ACCESS_SCOPES",
    "JUPYTERHUB_OAUTH_CLIENT_ALLOWED_SCOPES",
    "JUPYTERHUB_OAUTH_SCOPES",
}
PREFIX, URL = "JUPYTERHUB_SERVICE_PREFIX", "JUPYTERHUB_SERVICE_URL"
_ADDRESS = "http://127.0.0.1:8888"
_FIRST_NUMBER = 7 * 10**17  # no size, time or address in memory is so large


def fits(environment: Mapping[str, str]) -> bool:
    """Whether a server in this environment differs from a prepared one by placeholders alone."""
    prefix = environment.get(PREFIX, "/")
    known = {*THEIR_OWN, *ASKED_LATER, *jupyter_paths("trainee"), PREFIX, URL}
    told = {
        name: value
        for name, value in environment.items()
        if name in THE_SAME or (name.startswith(("JUPYTER", "JPY")) and name not in known)
    }
    return (
        told == THE_SAME
        and all(environment.get(name) for name in THEIR_OWN)
        and prefix.strip("/") != ""
        and environment.get(URL) == f"{_ADDRESS}{prefix}"
    )


@dataclass(frozen=True)
class Start:
    """What one server is started with; `cookie_secret` is its own."""

    environment: Mapping[str, str]
    options: Options
    cookie_secret: str

    def values(self) -> list[Value]:
        """All that may be another server's, in the same order for every start."""
        options = self.options
        return [
            *(self.environment[name] for name in THEIR_OWN),
            self.environment[PREFIX].strip("/"),
            options.socket,
            quote(options.socket, safe=""),
            self.cookie_secret,
            options.kernel_idle_seconds,
            cull_interval_seconds(options.kernel_idle_seconds),
            options.memory_mib,
            options.processes,
            options.home_mib,
        ]


def nobody_in(folder: Path, stem: str) -> Start:
    """What a server for nobody is started with, its home in `folder`; `stem` is in every value."""
    environment = {
        **{name: f"{name}_{stem}_" for name in THEIR_OWN},
        **THE_SAME,
        PREFIX: f"/{stem}_prefix/",
        URL: f"{_ADDRESS}/{stem}_prefix/",
        "PATH": os.environ.get("PATH", ""),
        **{
            name: str(folder / stem / name)
            for name in ("HOME", "IPYTHONDIR", "JUPYTER_RUNTIME_DIR")
        },
    }
    Path(environment["HOME"]).mkdir(parents=True)
    seconds, *numbers = (_FIRST_NUMBER + 6 * number for number in range(1, 5))
    return Start(
        environment, Options(str(folder / stem / "socket"), seconds, *numbers), f"{stem}_cookie_"
    )
