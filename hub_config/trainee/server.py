"""The trainee's server: JupyterLab under JupyterHub, listening on a Unix socket in its sandbox.

Every setting is made here or in the read-only folder `etc` beside this file; nothing in the home
can change it. No request of its own leaves the machine: no news, no updates, no extension
catalogue. Its log moves into the sandbox's own /tmp once it listens, so that what a trainee's
code prints fills nobody's disk.
"""

import asyncio
import contextlib
import functools
import os
import random
import sys
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from traitlets.config import Application, Config

from hub_config.trainee.inheritance import spared_logging
from hub_config.trainee.kernel_provisioner import install
from hub_config.trainee.kernel_template import KernelTemplate

HERE = Path(__file__).parent
LOG = Path("/tmp/server.log")
# The whole list: what is not here is not loaded, whatever is installed.
EXTENSIONS = (
    "jupyterlab",
    "jupyter_server_terminals",
    "hub_config.trainee.assignment_list",  # nbgrader's, with our words
    "nbgrader.server_extensions.validate_assignment",
)
# No page of a server may be framed, or load anything from another machine: neither what nbgrader's
# pages name (MathJax on a public host) nor what a notebook's output asks for. JupyterLab compiles
# its settings' schemas, hence 'unsafe-eval'.
CONTENT_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "worker-src 'self' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "media-src 'self' data: blob:",
        "font-src 'self' data:",
        "frame-src 'self' data: blob:",
        "object-src 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
        "base-uri 'self'",
    )
)


@dataclass(frozen=True)
class Options:
    """The command line of a trainee's server; `socket` is the Unix socket to listen on."""

    socket: str
    kernel_idle_seconds: int = 1800
    memory_mib: int = 2048
    processes: int = 256
    home_mib: int = 2048

    @classmethod
    def read(cls, arguments: Sequence[str]) -> Self:
        """Those of `arguments`, each `--name=value`; a parser for these five would take 1 MiB."""
        told: dict[str, Any] = dict(word.removeprefix("--").split("=", 1) for word in arguments)
        named = {name.replace("-", "_"): value for name, value in told.items()}
        numbers = {name: int(value) for name, value in named.items() if name != "socket"}
        return cls(socket=named["socket"], **numbers)


def main() -> None:
    """Run the server until it is stopped; its kernels start cold."""
    options = Options.read(sys.argv[1:])
    move_in(None)
    serve(initialize_server(trainee_config(options, os.environ), EXTENSIONS))


def move_in(kernels: KernelTemplate | None) -> None:
    """Work in the home, with our settings and our way to start kernels."""
    # Not the sandbox's working folder: only the trainee, whom we are by now, may enter the home.
    os.chdir(Path.home())
    os.environ.update(jupyter_paths("trainee"))
    # What a trainee installs is for their kernels and terminals; the server itself has begun.
    os.environ.pop("PYTHONNOUSERSITE", None)
    install(kernels)


def trainee_config(options: Options, environment: Mapping[str, str]) -> Config:
    """What a trainee's server is told."""
    config = build_config(
        options.socket,
        options.kernel_idle_seconds,
        cull_interval_seconds(options.kernel_idle_seconds),
        Path(environment["HOME"]),
    )
    config.ServerApp.kernel_websocket_connection_class = (
        "hub_config.trainee.kernel_connection.LabKernelConnection"
    )
    config.ServerApp.contents_manager_class = "hub_config.trainee.home.LabContents"
    config.LabContents.home_mib = options.home_mib
    config.LabKernelConnection.memory_mib = options.memory_mib
    config.LabKernelConnection.processes = options.processes
    config.LabKernelConnection.home_mib = options.home_mib
    # JupyterHub reads it when it is imported, which in a template is before it is known; the
    # cookies of a server would else be sent to every address of the lab.
    config.HubOAuth.base_url = environment["JUPYTERHUB_SERVICE_PREFIX"]
    return config


def build_config(
    socket: str, kernel_idle_seconds: int, cull_interval_seconds: int, root: Path
) -> Config:
    """What every Jupyter server of the lab is told."""
    config = Config()
    config.ServerApp.sock = socket
    config.ServerApp.sock_mode = "0600"
    config.ServerApp.root_dir = str(root)
    # Kernels talk over sockets in the sandbox's /tmp: no port that a neighbour could reach.
    config.KernelManager.transport = "ipc"
    config.MappingKernelManager.cull_idle_timeout = kernel_idle_seconds
    config.MappingKernelManager.cull_interval = cull_interval_seconds
    config.MappingKernelManager.cull_connected = True
    config.NotebookNotary.db_file = ":memory:"
    config.ServerApp.tornado_settings = {"headers": {"Content-Security-Policy": CONTENT_POLICY}}
    config.LabApp.news_url = None
    config.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
    config.LabApp.extension_manager = "readonly"
    return config


def cull_interval_seconds(kernel_idle_seconds: int) -> int:
    """How often to look for idle kernels."""
    return max(10, kernel_idle_seconds // 6)


def jupyter_paths(role: str) -> dict[str, str]:
    """Where Jupyter finds our kernel, our Lab extension and the settings of this role."""
    return {
        "JUPYTER_CONFIG_PATH": f"{HERE / 'etc' / role}{os.pathsep}{HERE / 'etc'}",
        "JUPYTER_PATH": str(HERE / "share" / "jupyter"),
    }


def run_server(
    config: Config, extensions: Sequence[str], environment: Mapping[str, str] | None = None
) -> None:
    """Make a server and serve.

    Args:
        config: As `build_config` makes it.
        extensions: Server extensions to load, and no others.
        environment: Set before JupyterHub's code looks at its environment.
    """
    os.environ.update(environment or {})
    serve(initialize_server(config, extensions))


def initialize_server(config: Config, extensions: Sequence[str]) -> Any:
    """A server that is complete and does not listen yet."""
    from jupyterhub.singleuser.extension import JupyterHubSingleUser

    JupyterHubSingleUser.serverapp_config = {
        "jpserver_extensions": dict.fromkeys(extensions, True),
    }
    # The hub that starts us is of the same installation: there are no versions to compare.
    JupyterHubSingleUser.check_hub_version = _same_version
    keep = JupyterHubSingleUser.keep_activity_updated
    if not hasattr(keep, "__wrapped__"):  # it is ours where a template has made a server
        JupyterHubSingleUser.keep_activity_updated = told_later(keep)
    with spared_logging(), _spared_command_lines():
        server: Any = JupyterHubSingleUser.initialize_server(argv=[], config=config)
    server.no_browser_open_file = True  # there is no browser here for which to write a page
    add_handlers(server.web_app)
    return server


def serve(server: Any) -> None:
    """Listen, put the log aside, and serve until the end."""
    # In the loop: whatever keeps the server from serving is still told to the hub.
    server.io_loop.add_callback(_move_log, LOG)
    server.start()


async def _same_version(_: Any) -> None:
    pass


def told_later(keep: Callable[[Any], Awaitable[None]]) -> Callable[[Any], Awaitable[None]]:
    """Tell of activity after the first interval: that it has begun, the hub knows by itself.

    A class that starts together would else have the hub answer each of them once more.
    """

    @functools.wraps(keep)
    async def keep_activity_updated(server: Any) -> None:
        # Not all in the same moment; ref: the same spread in what comes after.
        await asyncio.sleep(server.hub_activity_interval * random.uniform(0.9, 1.1))
        await keep(server)

    return keep_activity_updated


@contextlib.contextmanager
def _spared_command_lines() -> Iterator[None]:
    """Have the server and its extensions read an empty command line without a parser."""
    usual = Application.parse_command_line

    def read(app: Application, argv: list[str] | None = None) -> None:
        if argv == []:
            app.argv, app.extra_args = [], []
        else:
            usual(app, argv)

    vars_of: Any = Application
    vars_of.parse_command_line = read
    try:
        yield
    finally:
        vars_of.parse_command_line = usual


def add_handlers(application: Any) -> None:
    """What the lab's own part of JupyterLab asks, where the home is watched."""
    from hub_config.trainee.home import HomeHandler, LabContents

    if isinstance(application.settings["contents_manager"], LabContents):
        base = application.settings["base_url"]
        application.add_handlers(".*$", [(f"{base}lab-classroom/home", HomeHandler)])


def _move_log(path: Path) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for stream in (1, 2):
        os.dup2(descriptor, stream)
    os.close(descriptor)


if __name__ == "__main__":
    main()
