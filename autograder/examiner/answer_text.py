"""The text of what an answer defines, as the submitted cells have it and not as its process says.

`inspect.getsource` of an answer's function is read by tests that ask for a recursion or forbid a
loop. The parent sends the cells that ran before; the text is that of the last definition of the
name by which the test got the object. Where the cells bind the name otherwise (`f = cached(f)`),
what the process says is believed only if it is a definition in those cells, word for word. A
process that made something else of the name since is not seen through. Runs nothing.
"""

import ast
import functools
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from autograder.examiner.plain_python import plain_python
from autograder.examiner.standins import StandIn, StandInClass, StandInFunction, standin_number

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
Path = tuple[str, ...]


class AnswerText:
    """The submitted `cells`, and by which names a test came to the answer's functions."""

    def __init__(self) -> None:
        self.cells: Sequence[str] = ()
        self._paths: dict[int, Path] = {}

    def note(self, value: object, path: Path) -> None:
        """Note the name by which a test got `value`."""
        if self.cells and isinstance(value, StandInFunction | StandInClass):
            number = standin_number(value)
            assert number is not None
            self._paths[number] = path

    def note_attribute(self, value: object, owner: Any, name: str) -> None:
        """Note that a test got `value` as an attribute."""
        if self.cells:
            kind = owner if isinstance(owner, StandInFunction | StandInClass) else type(owner)
            path = self._path_of(kind)
            self.note(value, path if name == "__wrapped__" else (*path, name))

    def find(self, value: Any) -> str:
        """The text of the answer's function or class.

        Raises:
            OSError: No submitted cell has it, as for what `exec` made in a notebook.
        """
        path = self._path_of(value)
        found = _find(self.cells, path) if path else None
        if found is None:
            told = value._examiner_link.ask("source", value)
            known = {textwrap.dedent(text) for text in _all_definitions(tuple(self.cells))}
            if type(told) is not str or f"{textwrap.dedent(told).rstrip()}\n" not in known:
                raise OSError("could not get source code")
            found = told
        return found

    def _path_of(self, value: Any) -> Path:
        number = standin_number(value)
        path = () if number is None else self._paths.get(number, ())
        is_class = isinstance(value, StandInClass) or issubclass(type(value), StandIn)
        return path or ((value.__name__,) if is_class and isinstance(value, type) else ())


def _find(cells: Sequence[str], path: Path) -> str | None:
    """The text of the last definition of a dotted name; None if it is bound otherwise."""
    name, *rest = path
    for place in range(len(cells) - 1, -1, -1):
        source = plain_python(cells[place])
        binders = [node for node in _statements(_tree(source).body) if name in _bound(node)]
        if not binders:
            continue
        last = binders[-1]
        if isinstance(last, ast.Assign) and isinstance(last.value, ast.Name):
            return (
                _find(cells[: place + 1], (last.value.id, *rest)) if last.value.id != name else None
            )
        while rest and isinstance(last, ast.ClassDef):
            part, *rest = rest
            inner = [node for node in _statements(last.body) if part in _bound(node)]
            if not inner:
                bases = [base.id for base in last.bases if isinstance(base, ast.Name)]
                found = (
                    _find(cells[: place + 1], (base, part, *rest)) for base in bases if base != name
                )
                return next((text for text in found if text is not None), None)
            last = inner[-1]
        is_lambda = isinstance(last, ast.Assign) and isinstance(last.value, ast.Lambda)
        return (
            _lines(source, last)
            if not rest and (isinstance(last, _DEFINITIONS) or is_lambda)
            else None
        )
    return None


@functools.lru_cache(maxsize=4)
def _all_definitions(cells: tuple[str, ...]) -> frozenset[str]:
    found: set[str] = set()
    for cell in cells:
        source = plain_python(cell)
        for node in ast.walk(_tree(source)):
            is_lambda = isinstance(node, ast.stmt) and any(
                isinstance(part, ast.Lambda) for part in ast.iter_child_nodes(node)
            )
            if isinstance(node, _DEFINITIONS) or is_lambda:
                assert isinstance(node, ast.stmt)
                found.add(_lines(source, node))
    return frozenset(found)


def _tree(source: str) -> ast.Module:
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return ast.Module([], [])


def _statements(body: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements that run when the cell does: those in branches and loops too."""
    for node in body:
        yield node
        if not isinstance(node, _DEFINITIONS):
            for part in ("body", "orelse", "finalbody"):
                yield from _statements(getattr(node, part, None) or [])
            for handler in getattr(node, "handlers", []):
                yield from _statements(handler.body)


def _bound(node: ast.stmt) -> set[str]:
    """The names that this statement binds itself."""
    if isinstance(node, _DEFINITIONS):
        return {node.name}
    if isinstance(node, ast.Import | ast.ImportFrom):
        return {(one.asname or one.name).partition(".")[0] for one in node.names}
    if not isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
        return set()
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    parts = (part for target in targets for part in ast.walk(target))
    return {one.id for one in parts if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}


def _lines(source: str, node: ast.stmt) -> str:
    """The whole lines of a statement, as `inspect` gives them."""
    first = min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", []))])
    return "\n".join(source.splitlines()[first - 1 : node.end_lineno]).rstrip() + "\n"
