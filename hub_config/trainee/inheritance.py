"""What a forked kernel knows of the thousands of modules it inherited, without a look at them.

A look at a module or its name counts a reference, and so copies a page that all kernels share: a
list of all modules cost a kernel 7 to 24 MB, a first traceback among them. So a template looks
once, and a kernel is told what the template saw. The answers are those that a look would give, or
that a kernel started cold would get; what is imported after the fork is looked at.
"""

import contextlib
import functools
import inspect
import itertools
import logging
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Self

# Ours, not the environment's: a trainee's own file of that name has to be found.
_OUR_NAMES = {"autograder", "hub_config", "sandbox"}
# What makes up a kernel; the debugger does not step into it.
_KERNEL_NAMES = {"IPython", "debugpy", "ipykernel", "jupyter_client", "jupyter_core", "tornado"} | {
    *("traitlets", "zmq"),
    *sys.stdlib_module_names,
}


@dataclass(frozen=True)
class ModuleFile:
    """As much of a module as ipykernel asks for when it lists the files that are its own."""

    __file__: str | None


@dataclass(frozen=True)
class Inheritance:
    """What a template knows of its modules; `last` is the one that was imported last.

    A kernel keeps some of these names, so they are copies of our own that lie side by side.
    """

    loaded: frozenset[str]
    ours: tuple[str, ...]
    names: Mapping[str, None]
    kernel_s: Mapping[str, ModuleFile]
    last: str

    @classmethod
    def of_this_process(cls) -> Self:
        """To be called in the template."""
        # A traceback asks which module a file belongs to; this fills what inspect remembers.
        inspect.getmodule(compile("", "<nowhere>", "exec"))
        names = [(name, name.partition(".")[0]) for name in sys.modules]
        return cls(
            loaded=frozenset(_copy(top) for _, top in names),
            ours=tuple(name for name, top in names if top in _OUR_NAMES),
            names=dict.fromkeys(_copy(name) for name, _ in names),
            kernel_s={
                _copy(name): ModuleFile(_file_of(name))
                for name, top in names
                if top in _KERNEL_NAMES
            },
            last=next(name for name, top in reversed(names) if top not in _OUR_NAMES),
        )


@functools.cache
def find_inheritance() -> Inheritance:
    """What this process had loaded when this was asked first: best in the lab's own template."""
    return Inheritance.of_this_process()


@contextlib.contextmanager
def spared_start(inheritance: Inheritance) -> Iterator[None]:
    """Answer what IPython asks of all modules at its start.

    ipykernel lists files for the debugger: those of a kernel that was started cold, which has no
    more by then. IPython notes all names, for `%reset` to keep.
    """
    from ipykernel import ipkernel
    from IPython.core import shellapp

    vars(ipkernel)["sys"] = _Sys(inheritance.kernel_s)
    vars(shellapp)["sys"] = _Sys(inheritance.names)
    try:
        yield
    finally:
        for module in (ipkernel, shellapp):
            vars(module)["sys"] = sys


@contextlib.contextmanager
def spared_logging() -> Iterator[None]:
    """Configure logging without a look at each logger that was inherited.

    What Jupyter configures at its start are loggers of its own; for others it notes that they stay
    as they are, and forgets what they remember of their levels, which is nothing yet.
    """
    manager = vars(logging.root.manager)
    loggers = manager["loggerDict"]
    manager["loggerDict"] = _Loggers(loggers)
    try:
        yield
    finally:
        manager["loggerDict"] = loggers


def spare_tracebacks(inheritance: Inheritance) -> None:
    """Have `inspect.getmodule` look at the modules since the fork; of the others it knows all."""
    vars(inspect)["sys"] = _Sys(_Modules(inheritance.last))


class _Sys:
    """The module `sys`, with other modules than there are."""

    def __init__(self, modules: Any) -> None:
        self.__dict__["modules"] = modules

    def __getattr__(self, name: str) -> Any:
        return getattr(sys, name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(sys, name, value)


class _Loggers:
    """All loggers for who knows a name; only those made from now on for who wants a list."""

    def __init__(self, loggers: dict[str, Any]) -> None:
        self._all = loggers
        self._before = len(loggers)

    def __getitem__(self, name: str) -> Any:
        return self._all[name]

    def __setitem__(self, name: str, logger: Any) -> None:
        self._all[name] = logger

    def __contains__(self, name: object) -> bool:
        return name in self._all

    def keys(self) -> list[str]:
        """Newest first."""
        return list(itertools.islice(reversed(self._all), len(self._all) - self._before))

    def values(self) -> list[Any]:
        """As `keys`."""
        return [self._all[name] for name in self.keys()]


class _Modules:
    """`sys.modules`, whose copy holds only what came after `last`."""

    def __init__(self, last: str) -> None:
        self._last = last

    def __getattr__(self, name: str) -> Any:
        return getattr(sys.modules, name)

    def __getitem__(self, name: str) -> ModuleType:
        return sys.modules[name]

    def __contains__(self, name: object) -> bool:
        return name in sys.modules

    def __iter__(self) -> Iterator[str]:
        return iter(sys.modules)

    def copy(self) -> dict[str, ModuleType]:
        """Newest first: a dictionary keeps its order."""
        found = {}
        try:
            for name, module in reversed(sys.modules.items()):
                if name == self._last:
                    break
                found[name] = module
        except RuntimeError:  # another thread imports at this moment
            return sys.modules.copy()
        return found


def _copy(text: str) -> str:
    return text.encode().decode()


def _file_of(name: str) -> str | None:
    file = getattr(sys.modules[name], "__file__", None)
    return _copy(file) if file else None
