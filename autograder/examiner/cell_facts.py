"""What one cell of the author's notebook says of names: which it binds, changes and reads.

Told from its text alone. Runs nothing, and asks nothing of other cells.
"""

import ast
import symtable
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from autograder.examiner.changes_in_place import Changes, read_changes


@dataclass(frozen=True)
class CellFacts:
    """What one cell binds at its top level."""

    bound: frozenset[str]
    imported: frozenset[str]
    definitions: dict[str, str]
    can_be_repeated: bool
    stars: tuple[str, ...] = ()
    changes: Changes = field(default_factory=Changes)
    only_imports: bool = False

    def definition(self, name: str) -> str | None:
        """The import, function or class that binds `name`, as text."""
        return self.definitions.get(name)


@cache
def read_facts(source: str) -> CellFacts:
    """What the cell with this text says; one that is no Python says nothing."""
    # Read for every name that every test looks up: without the cache, most of an examination.
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return CellFacts(frozenset(), frozenset(), {}, False)
    bound: set[str] = set()
    imported: set[str] = set()
    definitions: dict[str, str] = {}
    for node in tree.body:
        names = set(_bound_by(node))
        bound |= names
        if isinstance(node, ast.Import | ast.ImportFrom):
            imported |= names
            text = ast.get_source_segment(source, node) or ""
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            lines = source.splitlines()
            first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
            text = "\n".join(lines[first - 1 : node.end_lineno])
        else:
            for name in names:
                definitions.pop(name, None)
            continue
        definitions |= dict.fromkeys(names, text)
    # Chance that was not seeded here, and files, are other here than there.
    words = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    words |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    seeded = bool(words & {"default_rng", "seed", "manual_seed", "RandomState", "Random"})
    random = bool(words & {"random", "randn", "rand", "randint", "normal", "shuffle"})
    files = any(word == "open" or word.startswith("read_") for word in words)
    can_be_repeated = (seeded or not random) and not files and "get_ipython" not in words
    stars = tuple(
        ast.unparse(node)
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.names[0].name == "*"
    )
    only_imports = bool(imported) and all(
        isinstance(node, ast.Import | ast.ImportFrom | ast.Pass) or _is_text(node)
        for node in tree.body
    )
    return CellFacts(
        frozenset(bound),
        frozenset(imported),
        definitions,
        can_be_repeated,
        stars,
        read_changes(tree),
        only_imports,
    )


def _is_text(node: ast.stmt) -> bool:
    """True for a text that stands alone, as a docstring does."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


@cache
def global_names(source: str, *, in_functions: bool = False) -> frozenset[str]:
    """The names that the text looks up among the globals; perhaps only those in functions."""
    return frozenset(_looked_up(source, at_top=not in_functions, kind=None))


@cache
def names_to_define(source: str) -> frozenset[str]:
    """The names that a definition looks up at once: not those in the bodies of functions."""
    return frozenset(_looked_up(source, at_top=True, kind="class"))


def _looked_up(source: str, *, at_top: bool, kind: str | None) -> Iterator[str]:
    """Names of globals, from the text's top and from the scopes inside: of one kind, or all."""
    try:
        waiting = [symtable.symtable(source, "<cell>", "exec")]
    except (SyntaxError, ValueError, RecursionError):
        return
    while waiting:
        scope = waiting.pop()
        is_top = scope.get_type() == "module"
        for symbol in scope.get_symbols():
            if symbol.is_referenced() and (at_top if is_top else symbol.is_global()):
                yield symbol.get_name()
        waiting += [child for child in scope.get_children() if kind in (None, child.get_type())]


@cache
def free_names(source: str) -> frozenset[str]:
    """The names that a cell reads before it binds them itself."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return frozenset()
    free: set[str] = set()
    later: set[str] = set()
    bound: set[str] = set()
    for node in tree.body:
        names = set(global_names(ast.unparse(node)))
        own = set(_bound_by(node))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            later |= names
        elif isinstance(node, ast.Assign):
            free |= set(global_names(ast.unparse(node.value))) - bound
        elif isinstance(node, ast.AugAssign):
            free |= (names | own) - bound
        else:
            free |= names - own - bound
        bound |= own
    return frozenset(free | (later - bound))


def _bound_by(node: ast.stmt) -> Iterable[str]:
    if isinstance(node, ast.Import | ast.ImportFrom):
        for alias in node.names:
            yield (alias.asname or alias.name).partition(".")[0]
        return
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name
        return
    for part in ast.walk(node):
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
            yield part.id
        elif isinstance(part, ast.Import | ast.ImportFrom | ast.FunctionDef | ast.ClassDef):
            yield from _bound_by(part)
