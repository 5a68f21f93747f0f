"""How an object of the examiner is described to the student's side.

A test's function, object or library is named or outlined, never sent: what is described stays here
and is asked by its number. What the student's side says of a signature is read here too. Says
nothing of values, which travel as copies.
"""

import functools
import inspect
import io
import sys
import types
from collections.abc import Set
from typing import Any

from autograder.student.specials import is_iterator, specials_of

TEST_MODULE = "__main__"
OPEN_INSTANCES = (io.StringIO, io.BytesIO)
_OF_WHO_MADE_THE_MOCK = {"attach_mock", "configure_mock", "mock_add_spec", "reset_mock"}


def is_open(kind: type, modules: Set[str]) -> bool:
    """True if the student's code may ask objects of `kind`; `modules` are the author's own."""
    place = kind.__module__
    is_authors = place == TEST_MODULE or place.partition(".")[0] in modules
    return is_authors or _is_mock(kind) or kind in OPEN_INSTANCES


def may_be_asked_for(kind: type, name: str) -> bool:
    """True for an attribute that code which was given an object of `kind` has a use for."""
    return not name.startswith("_") and not (_is_mock(kind) and name in _OF_WHO_MADE_THE_MOCK)


def is_fixed(kind: type, name: str) -> bool:
    """True for what a test asks its own object about: its methods, and all that a mock counts."""
    if _is_mock(kind):
        return hasattr(kind, name) and name not in {"return_value", "side_effect"}
    return callable(getattr(kind, name, None))


def describe(value: Any, modules: Set[str] = frozenset()) -> tuple[Any, ...] | None:
    """How an object of ours is described to the student's side; None if it stays here."""
    kind = type(value)
    if isinstance(value, types.ModuleType):
        return ("global", "", value.__name__)
    place = getattr(value, "__module__", None) or ("numpy" if kind.__name__ == "ufunc" else None)
    name = getattr(value, "__qualname__", None) or getattr(value, "__name__", None)
    if isinstance(place, str) and isinstance(name, str) and place != TEST_MODULE:
        found: Any = sys.modules.get(place)
        for part in name.split("."):
            found = getattr(found, part, None)
        if found is value:
            return ("global", name, place)
    if isinstance(value, (type, types.FunctionType | types.BuiltinFunctionType | types.MethodType)):
        return ("function", str(name))
    if is_iterator(value) or is_open(kind, modules):
        return ("instance", kind.__name__, specials_of(kind), kind.__module__)
    if isinstance(value, functools.partial) or kind.__name__ in {"vectorize", "method"}:
        return ("function", kind.__name__)
    return None


def read_signature(told: Any) -> inspect.Signature:
    """The signature that the student's side told.

    Raises:
        TypeError, ValueError, AttributeError, LookupError: It is none that a function can have.
    """  # noqa: DOC502
    parameters, returned = told
    return inspect.Signature(
        [
            inspect.Parameter(
                str(name),
                getattr(inspect._ParameterKind, str(kind)),
                default=default[0] if default else inspect.Parameter.empty,
                annotation=annotation[0] if annotation else inspect.Parameter.empty,
            )
            for name, kind, default, annotation in parameters
        ],
        return_annotation=returned[0] if returned else inspect.Signature.empty,
    )


def _is_mock(kind: type) -> bool:
    return kind.__module__ == "unittest.mock"
