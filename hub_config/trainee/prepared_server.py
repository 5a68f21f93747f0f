"""A trainee's server that a template has made for nobody, and what a fork does to make it theirs.

Making a server reads settings, looks for extensions and compiles addresses, the same for everybody
but for names, folders and tokens. In the template those are placeholders, which a fork exchanges
for the trainee's own; whatever else is each server's own (loop, signals, times, socket) is made
after the fork. The template keeps no secret, thread, descriptor or file of it, and is otherwise as
before.
A trainee whose environment is of another shape gets a server made from the beginning.
"""

import asyncio
import contextlib
import gc
import logging
import os
import re
import secrets
import tempfile
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Self
from urllib.parse import quote, urlsplit

from jupyter_core.utils import ensure_dir_exists
from jupyter_server._tz import utcnow
from jupyter_server.prometheus.metrics import SERVER_STARTED
from jupyter_server.serverapp import ServerApp
from tornado.routing import PathMatches

from hub_config.trainee.kernel_template import start_kernel_template
from hub_config.trainee.placeholders import Blank, Placeholders, Value, fill, find_blanks
from hub_config.trainee.process_wide import ProcessWide
from hub_config.trainee.rehearsal import rehearse
from hub_config.trainee.server import (
    EXTENSIONS,
    Options,
    cull_interval_seconds,
    initialize_server,
    jupyter_paths,
    move_in,
    serve,
    trainee_config,
)

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
# What a server begins with by itself, which only the process may do that is to be the server.
_BEGINNINGS = ("init_ioloop", "init_resources", "init_signal", "init_httpserver")


def prepare() -> None:
    """To be called in the template: all that servers and kernels forked from it are spared."""
    try:
        PreparedServer.ready = PreparedServer.make()
    except (Exception, SystemExit):
        traceback.print_exc()
        print("Servers make all of themselves; what is above is why.", flush=True)
    rehearse()  # it looks at what is loaded by now


def main_forked(arguments: Sequence[str]) -> None:
    """What a template calls after the fork: a server whose kernels are forked, too."""
    kernels = start_kernel_template()
    options = Options.read(arguments)
    move_in(kernels)
    prepared = PreparedServer.ready
    if prepared is not None and fits(os.environ):
        serve(prepared.become(os.environ, options))
    else:
        if prepared is not None:
            print("No prepared server: this environment is of another shape.", flush=True)
        serve(initialize_server(trainee_config(options, os.environ), EXTENSIONS))


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


@dataclass(frozen=True)
class PreparedServer:
    """A server made for `nobody`, and all blanks where it would have to be somebody's."""

    ready: ClassVar["PreparedServer | None"] = None

    server: Any
    nobody: Start
    placeholders: Placeholders
    blanks: list[Blank]
    when_made: ProcessWide

    @classmethod
    def make(cls) -> Self:
        """Make one, and leave the process as it was."""
        before, level = ProcessWide.now(), logging.root.manager.disable
        gc.collect()
        gc.freeze()  # what is older knows nothing of nobody
        environment, folder = dict(os.environ), Path.cwd()
        logging.disable(logging.INFO)  # or the lab's log would tell of nobody's server
        try:
            with tempfile.TemporaryDirectory() as temporary:
                stem = f"nobody{secrets.token_hex(8)}"
                nobody = _nobody(Path(temporary), stem)
                server = _made_for(nobody)
            when_made = ProcessWide.now()
        finally:
            os.environ.clear()
            os.environ.update(environment)
            os.chdir(folder)
            before.restore()
            logging.disable(level)
        getattr(urlsplit, "cache_clear")()  # noqa: B009 - mypy sees no cache
        placeholders = _placeholders_of(nobody, stem)
        blanks = find_blanks(placeholders, may_keep(nobody))
        return cls(server, nobody, placeholders, blanks, when_made)

    def become(self, environment: Mapping[str, str], options: Options) -> Any:
        """The server of whom `environment` names, which does not listen yet."""
        theirs = Start(environment, options, secrets.token_hex(32))
        self.when_made.restore()
        fill(self.blanks, dict(zip(self.nobody.values(), theirs.values(), strict=True)))
        server = self.server
        ensure_dir_exists(server.runtime_dir, mode=0o700)
        now = utcnow()
        server.web_app.settings["started"] = server.kernel_manager.last_kernel_activity = now
        SERVER_STARTED.set(now.timestamp())
        server.web_app.find_handler = Routed(
            server.web_app.find_handler, environment[PREFIX], self.nobody.environment[PREFIX]
        )
        for beginning in _BEGINNINGS:
            getattr(server, beginning)()
        server.io_loop.add_callback(_tell_of_activity, server.starter_app)
        server.log.info("A prepared server is %s's now.", environment["JUPYTERHUB_USER"])
        return server


@dataclass(frozen=True)
class Routed:
    """Find who answers an address below `theirs`, where all patterns begin with `nobody_s`."""

    find: Callable[..., Any]
    theirs: str
    nobody_s: str

    def __call__(self, request: Any, **options: Any) -> Any:
        """As `tornado.web.Application.find_handler`."""
        path = request.path
        if path.startswith(self.theirs):
            request.path = self.nobody_s + path[len(self.theirs) :]
        elif path == self.theirs.rstrip("/"):
            request.path = self.nobody_s.rstrip("/")
        elif path.startswith(self.nobody_s.rstrip("/")):
            request.path = "/"  # is nobody's, and so no page
        try:
            return self.find(request, **options)
        finally:
            request.path = path


def _placeholders_of(nobody: Start, stem: str) -> Placeholders:
    values = nobody.values()
    return Placeholders(
        stem=stem,
        texts=frozenset(value for value in values if isinstance(value, str)),
        numbers=frozenset(value for value in values if isinstance(value, int)),
    )


def may_keep(nobody: Start) -> Callable[[object], bool]:
    """Patterns of addresses, which only the router reads, and what describes placeholders."""
    caches = [vars(re)[name] for name in ("_cache", "_cache2") if name in vars(re)]
    kept = {id(one) for one in (*caches, nobody.environment, vars(nobody), vars(nobody.options))}

    described = {PathMatches, re.Pattern, Placeholders, Blank, Routed, Start, Options}

    def keeps(thing: object) -> bool:
        return id(thing) in kept or type(thing) in described

    return keeps


def _nobody(folder: Path, stem: str) -> Start:
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


def _made_for(nobody: Start) -> Any:
    os.environ.clear()
    os.environ.update(nobody.environment)
    os.environ.update(jupyter_paths("trainee"))
    os.chdir(os.environ["HOME"])
    config = trainee_config(nobody.options, os.environ)
    config.ServerApp.cookie_secret = nobody.cookie_secret.encode()
    with _not_begun():
        server = initialize_server(config, EXTENSIONS)
    del server.io_loop
    return server


@contextlib.contextmanager
def _not_begun() -> Iterator[None]:
    """Have a server make all that a fork can take over, and nothing else."""
    kind: Any = ServerApp
    usual = {name: vars(kind)[name] for name in _BEGINNINGS}
    for name in _BEGINNINGS:
        setattr(kind, name, lambda server: None)
    kind.init_ioloop = lambda server: setattr(server, "io_loop", _NoLoop())
    try:
        yield
    finally:
        for name, method in usual.items():
            setattr(kind, name, method)


class _NoLoop:
    """In the place of an event loop; who wants more of it than this fails in the template."""

    def run_sync(self, _: Callable[[], Any]) -> None:
        """JupyterHub's look at the hub's version, and its telling of activity: not here."""


async def _tell_of_activity(extension: Any) -> None:
    extension._activity_task = asyncio.ensure_future(extension.keep_activity_updated())
