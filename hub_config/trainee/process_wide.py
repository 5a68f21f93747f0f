"""What making a Jupyter server changes for a whole process, so that it can be put back.

Whoever is forked off a template and is no server has to find the process as if none had been made:
a kernel may make an application of its own, ask for Jupyter's folders, and write to tornado's log.
Restores only what is named here; a test compares a whole process before and after.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import tornado.log
from jupyter_core import paths
from jupyter_core.application import JupyterApp
from jupyter_server.gateway.gateway_client import GatewayClient
from jupyter_server.serverapp import ServerApp
from traitlets.config import SingletonConfigurable

_MISSING = object()


@dataclass(frozen=True)
class ProcessWide:
    """The values that the process had at one moment."""

    values: tuple[tuple[Any, str, Any], ...]

    @classmethod
    def now(cls) -> "ProcessWide":
        """As they are."""
        return cls(tuple((holder, name, _value(holder, name)) for holder, name in _changed()))

    def restore(self) -> None:
        """Give the process these values."""
        for holder, name, value in self.values:
            if value is not _MISSING:
                setattr(holder, name, value)
            elif name in vars(holder):
                delattr(holder, name)


def _changed() -> Iterator[tuple[Any, str]]:
    for application in (ServerApp, GatewayClient):
        for kind in application.__mro__:
            if issubclass(kind, SingletonConfigurable) and kind is not SingletonConfigurable:
                yield kind, "_instance"
    # How JupyterHub keeps a user's own configuration out.
    yield ServerApp, "config_file_paths"
    yield paths.jupyter_path, "__code__"
    yield JupyterApp.config_dir, "get"
    for log in (tornado.log.access_log, tornado.log.app_log, tornado.log.gen_log):
        yield log, "name"
        yield log, "parent"
    for name in ("propagate", "parent", "level"):
        yield logging.getLogger("tornado"), name


def _value(holder: Any, name: str) -> Any:
    return getattr(holder, name) if name == "__code__" else vars(holder).get(name, _MISSING)
