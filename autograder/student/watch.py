"""What the tests of a notebook lean on, as it was before a student's code ran.

`Baseline` remembers builtins, the helpers of tests, some modules and classes, IPython's own methods
and hooks; later it tells what is no longer the same, and puts it back for as long as a test runs.
A trace function or a hook that the notebook never set is no sign. All of it lives in the student's
process, which a student who knows this module can deceive: what it says is evidence and no proof.
"""

import builtins
import contextlib
import gc
import sys
import threading
import types
from collections.abc import Iterator
from typing import Any

from autograder.student.places import MISSING, PLACES, find_place, view

TEST_HELPERS = ("numpy.testing", "pandas.testing", "pandas._testing", "torch.testing", "unittest")
HOOKS = ("IPython", "ipykernel", "autograder")
COMPARISONS = (
    *(f"__{name}__" for name in ("eq", "ne", "lt", "le", "gt", "ge", "bool", "float")),
    *("__array__", "__array_ufunc__", "__class__", "__instancecheck__"),
)
# What a library puts in a place as it is imported, by module and name.
# ref: torch/package/package_importer.py
OF_LIBRARIES = {"inspect.getfile": ("torch.package.package_importer", "_patched_getfile")}
MOST_SIGNS = 20
_PLAIN_BASES = (int, float, complex, str, bytes, tuple, list, dict, set, frozenset)
_PLAIN = frozenset(_PLAIN_BASES)

Sign = tuple[str, str]
"""What is not as it was, in one word of `autograder.signs`, and how."""


class Baseline:
    """Taken once, before the first cell of a notebook."""

    def __init__(self, kernel: Any) -> None:
        self._kernel = kernel
        self._shell = kernel.shell
        seen = view()
        self._modules, self._places, self._is_cold = seen.modules, seen.places, not seen.is_ahead
        self._streams = sys.stdout, sys.stderr
        self._hooks = sys.displayhook, sys.excepthook
        self._late = type("Late", (), {})

    def signs(self) -> list[Sign]:
        """What does not look as it did, at most so many; empty where nothing was touched."""
        found: dict[Sign, None] = {}
        try:
            for sign in self._all_signs():
                found[sign] = None
                if len(found) >= MOST_SIGNS:
                    break
        except Exception as error:
            # Only what a student made can fail here, such as a class that hides its name.
            found["module", f"looking raised {type(error).__name__}"] = None
        return list(found)

    @contextlib.contextmanager
    def restored(self) -> Iterator[None]:
        """Put back what was changed, and leave it to the student again afterwards."""
        undo: list[tuple[Any, str, Any]] = []
        for place in self._places:
            for name, value, present in list(place.changes()):
                undo.append((place.owner, name, present))
                _put(place.owner, name, value)
        modules = {name: sys.modules.get(name) for name in self._modules}
        sys.modules.update(self._modules)
        trace, profile = sys.gettrace(), sys.getprofile()
        sys.settrace(None)
        sys.setprofile(None)
        streams, hooks = (sys.stdout, sys.stderr), (sys.displayhook, sys.excepthook)
        sys.stdout, sys.stderr = self._streams
        sys.displayhook, sys.excepthook = self._hooks
        try:
            yield
        finally:
            sys.stdout, sys.stderr = streams
            sys.displayhook, sys.excepthook = hooks
            for owner, name, value in reversed(undo):
                _put(owner, name, value)
            for name, module in modules.items():
                if module is None:
                    sys.modules.pop(name, None)
                else:
                    sys.modules[name] = module
            sys.settrace(trace)
            sys.setprofile(profile)

    def owns(self, value: Any) -> bool:
        """True if `value` comes from a cell of the notebook."""
        value = getattr(value, "__func__", value)
        if isinstance(value, types.FunctionType):
            return value.__globals__ is self._shell.user_ns
        kind = value if isinstance(value, type) else type(value)
        return getattr(kind, "__module__", "") == "__main__"

    def _all_signs(self) -> Iterator[Sign]:
        for place in self._places:
            for name, _, present in place.changes():
                if not _is_of_a_library(f"{place.name}.{name}", present):
                    yield _kind_of(place.name), f"{place.name}.{name} {_told(present)}"
        yield from self._signs_of_late_places()
        for name, module in self._modules.items():
            if sys.modules.get(name) is not module:
                yield "module", f"sys.modules[{name!r}] was replaced"
        yield from self._signs_of_hooks()
        yield from self._signs_of_tracers()
        for name, first, present in zip(
            ("sys.stdout", "sys.stderr", "sys.displayhook", "sys.excepthook"),
            (*self._streams, *self._hooks),
            (sys.stdout, sys.stderr, sys.displayhook, sys.excepthook),
            strict=True,
        ):
            if present is not first and self.owns(present):
                yield "notebook_hook", f"{name} {_told(present)}"
        yield from self._signs_of_classes()

    def _signs_of_late_places(self) -> Iterator[Sign]:
        """Of modules that were loaded later: what in them comes from the notebook."""
        known = {place.name for place in self._places}
        for name in PLACES:
            place = None if name in known else find_place(name)
            for attribute, value in {} if place is None else place.values.items():
                if self.owns(value):
                    yield _kind_of(name), f"{name}.{attribute} {_told(value)}"

    def _signs_of_hooks(self) -> Iterator[Sign]:
        shell = self._shell
        for owner, called in ((shell, "get_ipython()"), (self._kernel, "the kernel")):
            for name, value in list(vars(owner).items()):
                if callable(value) and self.owns(value):
                    yield "notebook_hook", f"{called}: {name} {_told(value)}"
        manager = shell.input_transformer_manager
        lists = {
            "ast_transformers": shell.ast_transformers,
            "input_transformers_cleanup": manager.cleanup_transforms,
            "input_transformers_line": manager.line_transforms,
            "input_transformers_token": manager.token_transformers,
            "input_transformers_post": shell.input_transformers_post,
            **{f"events {name}": known for name, known in shell.events.callbacks.items()},
        }
        for name, known in lists.items():
            for value in list(known):
                if self.owns(value):
                    yield "notebook_hook", f"IPython's {name}: {_told(value)}"
        if shell.custom_exceptions:
            yield "notebook_hook", "IPython's handler of exceptions was replaced"

    def _signs_of_tracers(self) -> Iterator[Sign]:
        for name, tracer in (
            ("sys.settrace", sys.gettrace()),
            ("sys.setprofile", sys.getprofile()),
            ("threading.settrace", threading.gettrace()),
        ):
            if tracer is not None:
                yield "tracer", f"{name} with what {_told(tracer)}"
        for thread in threading.enumerate():
            target = getattr(thread, "_target", None)
            if target is not None and self.owns(target):
                yield "thread", f"a thread of the notebook runs: {_told(target)}"

    def _signs_of_classes(self) -> Iterator[Sign]:
        classes = {value for value in list(self._shell.user_ns.values()) if isinstance(value, type)}
        classes.update(self._late_subclasses())
        for kind in sorted(classes, key=lambda kind: str(kind.__name__)):
            if kind.__module__ != "__main__":
                continue
            own = [name for name in COMPARISONS if _is_written(vars(kind).get(name))]
            if own:
                yield "comparison", f"class {kind.__name__} says itself {', '.join(own)}"

    def _late_subclasses(self) -> Iterator[type]:
        """Classes below a plain one; those from before the template's fork are left out.

        They are frozen and thousands, and to look at one counts a reference, which copies its page.
        """
        late: list[Any] = [] if self._is_cold else gc.get_objects()
        kinds = [value for value in late if issubclass(type(value), type)]
        if self._late in kinds:  # else nothing was frozen, or the notebook froze what it made
            yield from (kind for kind in kinds if not _PLAIN.isdisjoint(kind.__bases__))
            return
        for base in _PLAIN_BASES:
            yield from type.__subclasses__(base)


def _put(owner: Any, name: str, value: object) -> None:
    if value is MISSING:
        delattr(owner, name)
    else:
        setattr(owner, name, value)


def _is_of_a_library(place: str, value: object) -> bool:
    module, name = OF_LIBRARIES.get(place, ("", ""))
    loaded = sys.modules.get(module)
    return loaded is not None and vars(loaded).get(name) is value


def _is_written(value: object) -> bool:
    """True for a function that somebody wrote, False for one that a decorator made."""
    code = getattr(value, "__code__", None)
    return value is not None and (code is None or code.co_filename != "<string>")


def _kind_of(place: str) -> str:
    module = place.partition(":")[0]
    if module == builtins.__name__:
        return "builtin"
    if module.startswith(TEST_HELPERS):
        return "test_helper"
    return "notebook_hook" if module.startswith(HOOKS) else "module"


def _told(value: object) -> str:
    if value is MISSING:
        return "was deleted"
    name = getattr(value, "__qualname__", None)
    return f"is now {name if isinstance(name, str) else type(value).__name__}"
