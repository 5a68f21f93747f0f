"""The modules and classes that the tests of a notebook lean on, and what could be called there.

A `Place` remembers by reference what it held at first and tells what is no longer the same. Looks
only at what is loaded; knows no notebook, judges nothing and puts nothing back.
"""

import ctypes
import gc
import sys
import types
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

# Modules and classes by name; what is not loaded when the baseline is taken is judged by its owner.
PLACES = (
    "builtins",
    "cmath",
    "inspect",
    "IPython.core.displayhook:DisplayHook",
    "IPython.core.events:EventManager",
    "IPython.core.interactiveshell:InteractiveShell",
    "autograder.student.inside",
    "autograder.student.inside:Guard",
    "autograder.student.places",
    "autograder.student.shell:StudentKernel",
    "autograder.student.watch",
    "autograder.student.watch:Baseline",
    "ipykernel.displayhook:ZMQDisplayHook",
    "ipykernel.ipkernel:IPythonKernel",
    "ipykernel.kernelbase:Kernel",
    "ipykernel.zmqshell:ZMQInteractiveShell",
    "math",
    "numpy",
    "numpy.linalg",
    "numpy.random",
    "numpy.testing",
    "numpy.testing._private.utils",
    "operator",
    "pandas",
    "pandas._testing",
    "pandas.testing",
    "pandas:DataFrame",
    "pandas:Series",
    "pytest",
    "random",
    "random:Random",
    "statistics",
    "torch",
    "torch.nn:Module",
    "torch.testing",
    "torch.testing._comparison",
    "torch:Tensor",
    "unittest",
    "unittest.case",
    "unittest.case:TestCase",
)
# IPython sets these itself while a cell runs.
NOT_WATCHED = {("builtins", name) for name in ("exit", "quit", "input", "display", "get_ipython")}
MISSING = object()
"""In the place of a value that is not there."""


@dataclass
class Place:
    """A module or a class, and what could be called there at first."""

    name: str
    owner: Any
    values: dict[str, Any] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    """All of its names at first; a new one in a class may hide what it inherits."""
    version: int | None = None
    """Of its namespace at first, where Python tells."""

    def changes(self) -> Iterator[tuple[str, Any, Any]]:
        """Name, first and present value of what is not the same."""
        if self.version is not None and version_of(self.owner) == self.version:
            return
        now = vars(self.owner)
        for name, value in self.values.items():
            present = now.get(name, MISSING)
            if present is not value:
                yield name, value, present
        bases = self.owner.__mro__[1:] if isinstance(self.owner, type) else ()
        for name in [] if not bases else now.keys() - self.names:
            if any(name in vars(base) for base in bases):
                yield name, MISSING, now[name]


@dataclass
class View:
    """The modules and classes that are watched, as far as they are loaded."""

    modules: dict[str, types.ModuleType]
    places: list[Place]
    is_ahead: bool = False
    """Whether it was taken in a template, which freezes what it has before it forks."""


def version_of(owner: Any) -> int | None:
    """A number that is another one after each change to the names of a module or class.

    To compare them value by value counts a reference to each, and so copies pages by the thousand
    in a forked process. None where Python does not keep it.
    """
    if sys.version_info >= (3, 12):
        return None
    namespace = vars(owner)
    if isinstance(namespace, types.MappingProxyType):
        [namespace] = gc.get_referents(namespace)
    # ref: PEP 509; Include/cpython/dictobject.h: object, ma_used, ma_version_tag
    return ctypes.c_uint64.from_address(id(namespace) + object.__basicsize__ + 8).value


_view_ahead: View | None = None


def look_ahead() -> None:
    """Look at all places before a template forks, where nothing of a submission has run.

    To look at a function is to count a reference to it, and so copies its page in each child.
    """
    global _view_ahead
    _view_ahead = replace(_look(), is_ahead=True)


def view() -> View:
    """All places as they were when somebody looked ahead, else as they are."""
    return _look() if _view_ahead is None else _view_ahead


def _look() -> View:
    names = {place.partition(":")[0] for place in PLACES} & sys.modules.keys()
    places = [place for name in PLACES if (place := find_place(name)) is not None]
    return View({name: sys.modules[name] for name in names}, places)


def find_place(name: str) -> Place | None:
    """The place of that name as it is now, if it is loaded."""
    module_name, _, class_name = name.partition(":")
    owner: Any = sys.modules.get(module_name)
    if class_name:
        owner = getattr(owner, class_name, None)
    if not isinstance(owner, type | types.ModuleType):
        return None
    values = {
        attribute: value
        for attribute, value in list(vars(owner).items())
        if (callable(value) or isinstance(value, property | classmethod | staticmethod))
        and (name, attribute) not in NOT_WATCHED
        and attribute != "_"
    }
    return Place(name, owner, values, frozenset(vars(owner)), version_of(owner))
