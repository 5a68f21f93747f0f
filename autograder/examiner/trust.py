"""What a student's object may be asked, told from the author's own notebook.

An object that stands where a number was expected must not answer the test's questions about
itself: "are you equal to 42?" would be answered by the student. So questions that carry an expected
value are put only to objects of a class that the author's notebook defines too, and only with the
operators that the author's class has; everything else is compared by our own types.
"""

import ast
import builtins
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from autograder.student.specials import ARITHMETIC

_MOST_NUMBERS = 200
_LIBRARIES_OF_VALUES = {"numpy", "pandas", "torch", "scipy"}

VERDICTS = {
    "allclose", "compare", "endswith", "eq", "equal", "equals", "isclose", "isdisjoint", "issubset",
    "issuperset", "ne", "not_equal", "startswith",
}  # fmt: skip
"""Methods that take an expected value and say whether it is so: no library's object is asked."""


@dataclass(frozen=True)
class Trust:
    """What may be asked; `classes` maps a class's name to the methods that its author wrote."""

    classes: dict[str, frozenset[str]] = field(default_factory=dict)
    imported: frozenset[str] = frozenset()
    """Full names of the modules that the author's notebook imports."""
    mentioned: frozenset[str] = frozenset()
    """Names in grade cells that the notebook makes nothing else of, neither a function nor a value:
    they may be classes whose definition was taken out of the release."""

    numbers: frozenset[int] = frozenset()
    """Whole numbers in the author's notebook, which may be seeds."""

    @property
    def modules(self) -> frozenset[str]:
        """First names of the modules that the author's notebook imports."""
        return frozenset(name.partition(".")[0] for name in self.imported)

    def may_compute(self, name: str, method: str) -> bool:
        """True if an instance may compute with a value of the test."""
        if method not in ARITHMETIC | {"__contains__"}:
            return False
        methods = self.classes.get(name)
        if methods is None:
            return name in self.mentioned
        plain = method.replace("__i", "__", 1) if method.startswith("__i") else method
        turned = plain.replace("__r", "__", 1) if plain.startswith("__r") else plain
        return bool({method, plain, turned} & methods) or "*" in methods

    def may_call(self, name: str, method: str) -> bool:
        """True if the method `method` of an instance may be called."""
        methods = self.classes.get(name)
        if methods is None:
            return name in self.mentioned
        return method in methods or "*" in methods


def read_trust(sources: Iterable[str], grade_sources: Iterable[str]) -> Trust:
    """What the cells of an author's notebook say; cells that are no Python say nothing."""
    classes: dict[str, frozenset[str]] = {}
    modules: set[str] = set()
    mentioned: set[str] = set()
    added: dict[str, set[str]] = {}
    sources, grade_sources = list(sources), list(grade_sources)
    for place, source in enumerate([*sources, *grade_sources]):
        for node in _walk(source):
            if isinstance(node, ast.ClassDef):
                if place >= len(sources):
                    continue  # a class of a test is the test's: no answer has objects of it
                classes[node.name] = classes.get(node.name, frozenset()) | _methods(node)
            elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                if isinstance(node.value, ast.Name):
                    added.setdefault(node.value.id, set()).add(node.attr)
            elif isinstance(node, ast.Import):
                modules |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                modules.add(node.module)
    classes = {name: methods | added.get(name, set()) for name, methods in classes.items()}
    for source in grade_sources:
        mentioned |= {node.id for node in _walk(source) if isinstance(node, ast.Name)}
    for source in grade_sources:
        mentioned -= set(_values(source))
    for source in sources:
        mentioned -= set(_functions(source))
    mentioned -= vars(builtins).keys()
    numbers = {number for source in [*sources, *grade_sources] for number in _numbers(source)}
    return Trust(
        classes,
        frozenset(modules),
        frozenset(mentioned),
        frozenset(sorted(numbers)[:_MOST_NUMBERS]),
    )


def _methods(node: ast.ClassDef) -> frozenset[str]:
    found = {one.name for one in node.body if isinstance(one, ast.FunctionDef)}
    found |= {
        target.id
        for one in node.body
        if isinstance(one, ast.Assign)
        for target in one.targets
        if isinstance(target, ast.Name)
    }
    # A decorator or a base brings methods that the text does not name; so does a text taken out.
    if node.bases or node.decorator_list or not found:
        found.add("*")
    return frozenset(found)


def _numbers(source: str) -> Iterator[int]:
    for node in _walk(source):
        if isinstance(node, ast.Constant) and type(node.value) is int and 0 <= node.value < 2**32:
            yield node.value


def _functions(source: str) -> Iterator[str]:
    """Names that the cell makes functions or modules, or takes from a library of values."""
    for node in _walk(source):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name
        elif isinstance(node, ast.Import):
            yield from (one.asname or one.name.partition(".")[0] for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            root = (node.module or "").partition(".")[0]
            if root in sys.stdlib_module_names or root in _LIBRARIES_OF_VALUES:
                yield from (one.asname or one.name for one in node.names)


def _values(source: str) -> Iterator[str]:
    """Names that a grade cell gives to what it makes itself."""
    yield from _functions(source)
    for node in _walk(source):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.ClassDef):
            yield node.name


def _walk(source: str) -> Iterable[ast.AST]:
    try:
        return list(ast.walk(ast.parse(source)))
    except (SyntaxError, ValueError, RecursionError):
        return ()
