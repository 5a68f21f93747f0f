"""Which parts of libraries a test has replaced, to see what the student's function does then.

`del np.linalg.lstsq`, `mock.patch("random.randint")`: the test changes the module here, the
student's function looks at its own. What differs from how it was before the cell is told to the
student's side, which has it so for one call (`autograder.student.surroundings`). Looks only where
the cell's text may replace something, and only at modules that this process has loaded.
"""

import ast
import functools
import sys
import types
from collections.abc import Iterator
from typing import Any

from autograder.examiner.plain_python import plain_python

_GONE = object()
_LEFT_ALONE = {"builtins", "sys", "warnings", "unittest", "autograder", "__main__", "linecache"}
_PATCHERS = {"patch", "setattr", "delattr", "monkeypatch"}


class ReplacedParts:
    """The modules as they are before a cell with this text."""

    def __init__(self, source: str, modules: frozenset[str]) -> None:
        self._before: list[tuple[str, types.ModuleType, dict[str, Any]]] = []
        named = modules_to_replace(source)
        if named is None:
            return
        roots = (modules | named) - _LEFT_ALONE
        for name, module in list(sys.modules.items()):
            if name.partition(".")[0] in roots and type(module) is types.ModuleType:
                self._before.append((name, module, dict(vars(module))))

    def find(self) -> list[tuple[str, str, tuple[object, ...]]]:
        """Module, name and new value of each; without a value, it is gone."""
        return [
            (name, part, () if now is _GONE else (now,))
            for name, module, before in self._before
            for part, old in before.items()
            if (now := vars(module).get(part, _GONE)) is not old and not part.startswith("__")
        ]


@functools.cache
def modules_to_replace(source: str) -> frozenset[str] | None:
    """First names of the modules that a cell names; None if its text replaces no part of any.

    Raises:
        SyntaxError: The text is no Python.
    """  # noqa: DOC502 from ast.parse
    tree = ast.parse(plain_python(source))
    return frozenset(_named_modules(tree)) if _may_replace(tree) else None


def _may_replace(tree: ast.Module) -> bool:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            if not isinstance(node.ctx, ast.Load) or node.attr in _PATCHERS:
                return True
        elif isinstance(node, ast.Name) and node.id in _PATCHERS:
            return True
    return False


def _named_modules(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value.partition(".")[0]
