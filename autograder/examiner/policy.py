"""Which grade cells can be examined from outside, told from their text.

`why_inside` names what in a cell needs the student's live process; None means that nothing does.
Judges only what the author wrote, never a submission: a student must not be able to choose.
"""

import ast
from enum import StrEnum

from autograder.examiner.plain_python import plain_python

_MODULES = {"IPython", "ipywidgets", "__main__", "doctest", "dis", "gc", "subprocess", "ctypes"}
_NAMES = {
    "get_ipython": "IPython itself",
    "display": "what is displayed",
    "In": "the history of inputs",
    "Out": "the history of outputs",
    "_ih": "the history of inputs",
    "_oh": "the history of outputs",
    "open": "files",
    "vars": "the table of all names",
    "id": "addresses of objects",
    "super": "the student's class as a base",
}
_FILES = {
    "exists", "isfile", "isdir", "listdir", "glob", "read_text", "write_text", "read_bytes",
    "write_bytes", "loadtxt", "savetxt", "genfromtxt", "imread", "unlink", "mkdir", "getcwd",
    "chdir",
}  # fmt: skip
# Their objects are compared and computed with by their own operators.
ALGEBRAS = {"sympy", "networkx", "cvxpy", "pyspark", "sqlalchemy", "xarray", "polars", "tensorflow"}
_GRADIENTS = {"backward", "grad", "zero_grad", "grad_fn"}
_FIGURES = {"gcf", "gca", "get_fignums", "figure", "axes", "close", "savefig"}


class Examine(StrEnum):
    """Where grade cells are examined."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    AUTO = "auto"


def why_inside(source: str) -> str | None:
    """What the cell needs that is only in the student's process."""
    try:
        tree = ast.parse(plain_python(source))
    except (SyntaxError, ValueError, RecursionError):
        return "commands that are no Python"
    nodes = list(ast.walk(tree))
    stored = {
        node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    # `if __name__ == "__main__":` asks for no module.
    harmless = {
        id(part)
        for node in nodes
        if isinstance(node, ast.Compare) and _is_own_name(node.left)
        for part in node.comparators
    }
    for node in nodes:
        why = None if id(node) in harmless else _why(node, stored)
        if why is not None:
            return why
    return None


def is_score_only(source: str) -> bool:
    """True if nothing in the cell can fail but its last expression, which is the score."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return False
    if not tree.body:
        return False
    checks = {"assert", "check", "test", "raise", "equal", "verify", "expect"}
    last = tree.body[-1]
    if isinstance(last, ast.Expr) and isinstance(last.value, ast.Constant):
        return False
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert | ast.Raise | ast.For | ast.With | ast.Try):
            return False
        if isinstance(node, ast.Name | ast.Attribute):
            name = node.id if isinstance(node, ast.Name) else node.attr
            if any(word in name.lower() for word in checks):
                return False
    return True


def _is_own_name(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id == "__name__"


def _why(node: ast.AST, stored: set[str]) -> str | None:
    if isinstance(node, ast.Name) and node.id in _NAMES.keys() - stored:
        return _NAMES[node.id]
    if isinstance(node, ast.Attribute):
        if node.attr in _GRADIENTS:
            return "gradients"
        is_plot = isinstance(node.value, ast.Name) and node.value.id in {"plt", "pyplot"}
        if node.attr in _FIGURES and is_plot:
            return "the figure that was drawn"
        if node.attr in _FILES or node.attr.startswith(("read_", "to_csv", "to_excel")):
            return "files"
    if isinstance(node, ast.Import | ast.ImportFrom):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or "."] if isinstance(node, ast.ImportFrom) else []
        for name in names:
            if name.partition(".")[0] in _MODULES or name.startswith("."):
                return f"the module {name}"
    if isinstance(node, ast.Constant) and str(node.value).partition(".")[0] == "__main__":
        return "the student's module"
    if isinstance(node, ast.Await | ast.AsyncFor | ast.AsyncWith):
        return "the event loop"
    return None
