"""Which global names a cell's code changes in place, told from its text.

`frame["x"] = 1`, `things.append(2)`, `Shape.area = area`: after such a cell the name means what the
process has that ran it, and not what the cell before it had made. Runs nothing, and takes a call as
a statement for a change of what it is given: why else would it stand there?
"""

import ast
import builtins
from collections.abc import Iterator
from dataclasses import dataclass

CHANGING_METHODS = {
    "add", "append", "appendleft", "clear", "discard", "extend", "extendleft", "fill", "insert",
    "pop", "popitem", "popleft", "put", "remove", "reverse", "setdefault", "sort", "update",
}  # fmt: skip
"""Methods of containers that change them."""
_FUNCTIONS = {"shuffle", "heappush", "heappop", "heapify", "insort", "setattr", "delattr", "next"}


@dataclass(frozen=True)
class Changes:
    """Names whose values a cell changes, and those that it gives other attributes."""

    values: frozenset[str] = frozenset()
    attributes: frozenset[str] = frozenset()
    by_functions: tuple[tuple[str, frozenset[str]], ...] = ()
    """For each function of the cell, what it changes when it is called."""


def read_changes(tree: ast.Module) -> Changes:
    """What the cell with this tree changes."""
    values: set[str] = set()
    attributes: set[str] = set()
    by_functions: list[tuple[str, frozenset[str]]] = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            inner = set(_changed_values(node)) | set(_global_names(node))
            by_functions.append((node.name, frozenset(inner - _local_names(node))))
            continue
        values |= set(_changed_values(node))
        attributes |= set(_changed_attributes(node))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            values |= set(_given(node.value))
    return Changes(frozenset(values), frozenset(attributes), tuple(by_functions))


def _changed_values(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Attribute | ast.Subscript) and not isinstance(part.ctx, ast.Load):
            yield from _root(part)
        elif isinstance(part, ast.Call):
            in_place = any(word.arg == "inplace" for word in part.keywords)
            called = _last_word(part.func)
            if isinstance(part.func, ast.Attribute) and (in_place or called in CHANGING_METHODS):
                yield from _root(part.func)
            if called in _FUNCTIONS and part.args:
                yield from _root(part.args[0])


def _changed_attributes(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Attribute) and not isinstance(part.ctx, ast.Load):
            yield from _root(part)
        elif isinstance(part, ast.Call) and _last_word(part.func) in {"setattr", "delattr"}:
            yield from _root(part.args[0] if part.args else part)


def _given(call: ast.Call) -> Iterator[str]:
    if isinstance(call.func, ast.Attribute):
        yield from _root(call.func)
    elif isinstance(call.func, ast.Name) and hasattr(builtins, call.func.id):
        return
    for part in call.args:
        if isinstance(part, ast.Name):
            yield part.id


def _global_names(function: ast.FunctionDef) -> Iterator[str]:
    for part in ast.walk(function):
        if isinstance(part, ast.Global):
            yield from part.names


def _local_names(function: ast.FunctionDef) -> set[str]:
    shared = set(_global_names(function))
    stored = {
        part.id
        for part in ast.walk(function)
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)
    }
    given = {part.arg for part in ast.walk(function) if isinstance(part, ast.arg)}
    return (stored | given) - shared


def _root(node: ast.expr) -> Iterator[str]:
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    if isinstance(node, ast.Name):
        yield node.id


def _last_word(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
