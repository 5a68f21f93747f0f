"""Which class of a library a student's class is: a claim, checked against what there can be.

Only what the author's cells import is imported, never a name that the other side said. What is
carried as a copy is never claimed: an object that says it is a text or a table, and answers the
test's questions itself, is neither. Nor does an answer speak to the tools that run tests.
"""

import contextlib
import importlib
import sys

from autograder.examiner.trust import Trust
from autograder.student.errors import BadValue
from autograder.student.library_values import type_name

_TESTERS = {"unittest", "pytest", "_pytest", "hypothesis", "doctest"}
"""Some of their exceptions tell them to pass over a test."""


def find_library_class(trust: Trust, module: str, name: str) -> type | None:
    """Our own class of that name, if the author's notebook imports its library.

    Raises:
        BadValue: There is one, and the library's own would have been named or come as a copy.
    """
    root = module.partition(".")[0]
    if root not in trust.modules - _TESTERS | {"builtins"}:
        return None
    if module not in sys.modules:
        for imported in sorted(trust.imported):
            if imported.partition(".")[0] == root:
                with contextlib.suppress(Exception):
                    importlib.import_module(imported)
    found = getattr(sys.modules.get(module), name, None)
    if not isinstance(found, type):
        return None
    if type_name(found) is not None and not issubclass(found, BaseException):
        raise BadValue(f"a class that is not {module}.{name}")
    return found
