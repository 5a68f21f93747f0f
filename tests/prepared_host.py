"""A stand-in for the lab's template: makes a prepared server, rehearses, forks, and tells of it.

`python -P -s -m tests.prepared_host FOLDER` prints one JSON object. What is told are plain texts
about every object that can be reached: which values there are, and where a placeholder is left.
"""

import atexit
import gc
import importlib
import json
import logging
import os
import signal
import sys
import traceback
import types
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from jupyter_server.serverapp import ServerApp
from tornado.routing import PathMatches
from traitlets import HasTraits, TraitType

from hub_config.dress_rehearsal import play
from hub_config.server_template import KERNEL_MODULES, MODULES
from hub_config.trainee.placeholders import find_holders
from hub_config.trainee.prepared_server import PreparedServer, may_keep, prepare
from hub_config.trainee.rehearsal import rehearse
from hub_config.trainee.server import (
    EXTENSIONS,
    Options,
    initialize_server,
    move_in,
    trainee_config,
)
from hub_config.trainee.starts import PREFIX, THE_SAME, THEIR_OWN, URL, fits
from sandbox.code_that_runs import addresses_run, lay_together

PEOPLE = ("kim.b-2", "choe_7w")
_STOP_AT = (type, types.ModuleType, types.FunctionType, types.MethodType, types.CodeType)
# When a server was made, and what it draws by chance; logs are the process's.
_OF_THE_MOMENT = {"started", "version_hash", "last_kernel_activity", "cookie_secret", "log"}
# Where a prepared server is another one: how it finds addresses, and what it has begun already.
_OTHERWISE = {"find_handler", "cookie_secret_file", "_activity_task"}


def environment_of(person: str, folder: Path) -> dict[str, str]:
    """What the hub tells a person's server; each value names the person."""
    prefix = f"/user/{person}/"
    scopes = json.dumps([f"access:servers!server={person}/"])
    return {
        **{name: f"{name}-of-{person}" for name in THEIR_OWN},
        **THE_SAME,
        "JUPYTERHUB_USER": person,
        "JUPYTERHUB_OAUTH_SCOPES": scopes,
        "JUPYTERHUB_OAUTH_ACCESS_SCOPES": scopes,
        PREFIX: prefix,
        URL: f"http://127.0.0.1:8888{prefix}",
        "PATH": os.environ.get("PATH", ""),
        **{
            name: str(folder / person / name)
            for name in ("HOME", "IPYTHONDIR", "JUPYTER_RUNTIME_DIR")
        },
    }


def options_of(person: str, folder: Path) -> Options:
    """No number is another one's."""
    number = 1000 * (2 + PEOPLE.index(person))
    return Options(str(folder / person / "socket"), number * 6, number + 2, number + 3, number + 4)


def main(folder: Path) -> None:
    """Print what the tests ask about."""
    for name in (*MODULES, *(name for name in KERNEL_MODULES if "ython" in name or "ipyk" in name)):
        importlib.import_module(name)
    rehearse()
    logging.getLogger("tornado")  # is asked for, and so made
    before, outside = process_values(), outside_values()
    prepare()
    gc.unfreeze()  # else nothing would be looked at that the process had before
    told: dict[str, Any] = {
        "prepared": PreparedServer.ready is not None,
        "changed": changes(before, process_values()),
        "outside": [outside, outside_values()],
    }
    told |= rehearsed()
    for person in PEOPLE:
        told[person] = in_child(lambda person=person: become(person, folder))  # type: ignore[misc]
    told["made from the beginning"] = in_child(lambda: make(PEOPLE[0], folder))
    sys.__stdout__.write(json.dumps(told))  # type: ignore[union-attr]


def rehearsed() -> dict[str, Any]:
    """What ran in a rehearsal, and what it and laying that together have changed."""
    before, outside = process_values(), outside_values()
    addresses = addresses_run(partial(play, cells=["1"]), 300)
    codes = {
        id(thing.__code__): f"{thing.__module__}.{thing.__qualname__}"
        for thing in gc.get_objects()
        if type(thing) is types.FunctionType
    }
    laid = lay_together(addresses)
    gc.unfreeze()
    return {
        "laid": laid,
        "ran": [codes[address] for address in addresses if address in codes],
        "changed by a rehearsal": changes(before, process_values()),
        "outside a rehearsal": [outside, outside_values()],
    }


def become(person: str, folder: Path) -> dict[str, Any]:
    """The prepared server as this person's."""
    enter(person, folder)
    prepared = PreparedServer.ready
    assert prepared is not None
    assert fits(os.environ)
    server = prepared.become(os.environ, options_of(person, folder))
    left = find_holders(prepared.placeholders, may_keep(prepared.nobody))
    return {
        "left": [f"{type(holder)}: {holder!r:.500}" for holder in left],
        "values": dict(values_of(server, prepared.nobody.environment[PREFIX])),
        "cookie secret": server.web_app.settings["cookie_secret"].decode(),
        "routes": routes(server, person, prepared.nobody.environment[PREFIX]),
    }


def make(person: str, folder: Path) -> dict[str, Any]:
    """A server of this person that is made from the beginning in a fork of the template."""
    enter(person, folder)
    server = initialize_server(trainee_config(options_of(person, folder), os.environ), EXTENSIONS)
    return {"values": dict(values_of(server, "")), "routes": routes(server, person, "/nobody/")}


def enter(person: str, folder: Path) -> None:
    os.environ.clear()
    os.environ.update(environment_of(person, folder))
    Path(os.environ["HOME"]).mkdir(parents=True, exist_ok=True)
    move_in(None)


def routes(server: Any, person: str, nobody_s: str) -> dict[str, str]:
    """Which handler answers which address, with which parts of the address."""
    found = {}
    for path in (
        *(f"/user/{person}/{rest}" for rest in ("", "lab", "api", "api/contents/a%20b/c.ipynb")),
        *(f"/user/{person}/{rest}" for rest in ("oauth_callback", "static/lab/x.js", "nothing")),
        *(f"/user/{person}", "/user/somebody/lab", "/", "/lab"),
        *(f"{nobody_s}{rest}" for rest in ("", "lab", "api")),
    ):
        request: Any = types.SimpleNamespace(path=path, host_name="x", headers={}, connection=None)
        delegate = server.web_app.find_handler(request)
        assert request.path == path
        parts = [*delegate.path_args, *sorted(delegate.path_kwargs.items())]
        handler = delegate.handler_class.__name__
        # The one for all other addresses is given the address, and does not look at it.
        found[path.replace(nobody_s, "/nobody/")] = (
            handler if handler == "Template404" else f"{handler} {parts}"
        )
    return found


def values_of(server: Any, nobody_s: str) -> Iterator[tuple[str, str]]:
    """Every plain value that the server reaches, by its path."""
    todo: list[tuple[str, Any]] = [("server", server)]
    seen: set[int] = set()
    while todo:
        path, thing = todo.pop()
        if thing is None or isinstance(thing, str | bytes | int | float):
            theirs = os.environ[PREFIX]
            yield path, repr(thing).replace(nobody_s, theirs) if nobody_s else repr(thing)
        elif isinstance(thing, _STOP_AT):
            yield path, getattr(thing, "__qualname__", str(type(thing)))
        elif id(thing) not in seen:
            seen.add(id(thing))
            yield path, type(thing).__qualname__
            todo += [(f"{path}.{name}", part) for name, part in parts_of(thing)]


def parts_of(thing: Any) -> list[tuple[str, Any]]:
    match thing:
        case dict() if "static_immutable_cache" in thing:
            # A list that was a set: its order is another one each time.
            thing = {**thing, "static_immutable_cache": {*thing["static_immutable_cache"]}}
            named = list(thing.items())
        case dict():
            named = [(str(key), part) for key, part in thing.items()]
        case list() | tuple():
            named = [(str(at), part) for at, part in enumerate(thing)]
        case set() | frozenset():
            named = [(str(at), part) for at, part in enumerate(sorted(map(repr, thing)))]
        case PathMatches():
            named = [("pattern", thing.regex.pattern.replace("\\", ""))]  # some are escaped
        case HasTraits():
            fields = {k: v for k, v in vars(thing).items() if not k.startswith("_trait_")}
            named = [*getattr(thing, "_trait_values").items(), *fields.items()]  # noqa: B009
        case _:
            module = type(thing).__module__.partition(".")[0]
            known = ("hub_config", "jupyter", "nbgrader", "tornado")
            named = [*vars(thing).items()] if module.startswith(known) and has_dict(thing) else []
    return [(name, part) for name, part in named if name not in _OF_THE_MOMENT | _OTHERWISE]


def has_dict(thing: Any) -> bool:
    return isinstance(getattr(thing, "__dict__", None), dict)


def process_values() -> dict[str, int]:
    """What modules, classes, functions, traits and loggers hold, by name and identity."""
    values: dict[str, int] = {}
    for name, module in list(sys.modules.items()):
        if has_dict(module):
            values |= identities(f"module {name}", vars(module))
    for thing in gc.get_objects():
        kind = type(thing)
        if issubclass(kind, type):
            values |= identities(f"class {thing.__module__}.{thing.__qualname__}", vars(thing))
        elif kind is types.FunctionType:
            values[f"code of {thing.__module__}.{thing.__qualname__}"] = id(thing.__code__)
        elif issubclass(kind, TraitType) and "get" in vars(thing):
            values[f"reader of trait {thing.name} of {thing.this_class}"] = id(thing.get)
    for name, logger in logging.root.manager.loggerDict.items():
        fields = vars(logger) if isinstance(logger, logging.Logger) else {}
        for field in ("name", "parent", "level", "propagate", "disabled"):
            values[f"logger {name}: {field}"] = id(fields.get(field))
    return values


def changes(before: dict[str, int], after: dict[str, int]) -> list[str]:
    """What has another value now, or is new in something that was there before."""
    known = {name.partition(": ")[0] for name in before}
    return sorted(
        name
        for name, value in after.items()
        if before.get(name) != value and name.partition(": ")[0] in known
    )


def identities(name: str, fields: Any) -> dict[str, int]:
    return {
        f"{name}: {field}": id(value)
        for field, value in dict(fields).items()
        if not isinstance(value, types.ModuleType) and field != "__file__"  # some make it anew
    }


def outside_values() -> dict[str, Any]:
    """What the process has of the machine."""
    folder = Path("/proc/self")
    return {
        "threads": len(list((folder / "task").iterdir())),
        "descriptors": sorted(os.listdir(folder / "fd"))[:-1],  # noqa: PTH208 - the last is its own
        "folder": str(Path.cwd()),
        "environment": dict(os.environ),
        "signals": [str(signal.getsignal(number)) for number in sorted(signal.valid_signals())],
        "at exit": getattr(atexit, "_ncallbacks")(),  # noqa: B009 - for want of a public one
        "temporary": sorted(os.listdir(os.environ["TMPDIR"])),  # noqa: PTH208
        "logs nothing below": logging.root.manager.disable,
        "application": ServerApp.initialized(),
    }


def in_child(do: Callable[[], dict[str, Any]]) -> Any:
    """What `do` returns in a fork of this process."""
    read, write = os.pipe()
    if os.fork() == 0:
        try:
            answer = json.dumps(do())
        except BaseException:
            answer = json.dumps({"failed": traceback.format_exc()})
        with os.fdopen(write, "w") as pipe:
            pipe.write(answer)
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as pipe:
        told = json.loads(pipe.read())
    os.wait()
    return told


if __name__ == "__main__":
    main(Path(sys.argv[1]))
