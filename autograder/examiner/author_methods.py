"""Methods of the author's own classes that are run here, though the object is the student's.

A class of the author's that tests and answers share (`Vector`, in a locked cell) exists twice. What
compares or computes with a value of the test would carry what is expected to the student's copy of
the class, which may have been replaced; the author's own function is run here instead, and asks the
object for its attributes alone. Methods that only tell, or change the object, are asked there. So
is a class that the author's answer defines or extends: it is the student's to write.
"""

import dis
import functools
import types
from typing import Any

from autograder.examiner.changes_in_place import CHANGING_METHODS
from autograder.examiner.standins import StandInClass
from autograder.examiner.trust import Trust
from autograder.student.specials import ARITHMETIC, COMPARISONS

_CARRYING = ARITHMETIC | COMPARISONS | {"__contains__"}
_CHANGING_STEPS = {"STORE_ATTR", "DELETE_ATTR", "STORE_SUBSCR", "DELETE_SUBSCR"}


def authors_class(trust: Trust, kind: type) -> type | None:
    """The author's class whose functions objects of `kind` are compared and computed with."""
    for base in type.__dict__["__mro__"].__get__(kind):
        if isinstance(base, StandInClass):
            real: type | None = base.__dict__.get("_examiner_author")
            if real is not None or base.__name__ in trust.classes:
                return real
    return None


def run_operator(real: type, name: str, this: Any, *arguments: Any) -> Any:
    """What the author's class says to an operator that takes a value."""
    found = _find(real, name)
    return NotImplemented if found is None else found.__get__(this, real)(*arguments)


def is_operator(name: str) -> bool:
    """True for a special method that takes a value of the test."""
    return name in _CARRYING


def find_method(real: type, name: str) -> types.FunctionType | None:
    """The author's function behind a method that takes values and changes nothing."""
    found = _find(real, name)
    return found if isinstance(found, types.FunctionType) and _only_tells(found.__code__) else None


def is_plain(kind: type) -> bool:
    """True for a class that is the author's own, and so are all that it derives from."""
    return all(base.__module__ == "__main__" for base in kind.__mro__[:-1])


@functools.cache
def _only_tells(code: types.CodeType) -> bool:
    takes_values = code.co_argcount + code.co_kwonlyargcount > 1 or bool(code.co_flags & 0x0C)
    changes = CHANGING_METHODS & set(code.co_names) or any(
        step.opname in _CHANGING_STEPS for step in dis.get_instructions(code)
    )
    return takes_values and not changes


def _find(real: type, name: str) -> Any:
    for base in real.__mro__[:-1]:
        if name in base.__dict__:
            return base.__dict__[name]
    return None
