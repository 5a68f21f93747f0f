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
from urllib.parse import urlsplit

from jupyter_core.utils import ensure_dir_exists
from jupyter_server._tz import utcnow
from jupyter_server.prometheus.metrics import SERVER_STARTED
from jupyter_server.serverapp import ServerApp
from tornado.routing import PathMatches

from hub_config.trainee.kernel_template import start_kernel_template
from hub_config.trainee.placeholders import Blank, Placeholders, fill, find_blanks
from hub_config.trainee.process_wide import ProcessWide
from hub_config.trainee.rehearsal import rehearse
from hub_config.trainee.server import (
    EXTENSIONS,
    Options,
    initialize_server,
    jupyter_paths,
    move_in,
    serve,
    trainee_config,
)
from hub_config.trainee.starts import PREFIX, Start, fits, nobody_in

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
                nobody = nobody_in(Path(temporary), stem)
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
