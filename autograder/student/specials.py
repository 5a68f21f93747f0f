"""The special methods that may cross between examiner and student, and classes that have them.

A stand-in gets exactly the special methods that its original has, so that `len`, `for`, `with`,
`+` and `callable` answer as they would beside the original. Runs in the student's process too.
"""

from collections.abc import Callable, Iterable
from typing import Any

_BINARY = [
    "add",
    "sub",
    "mul",
    "truediv",
    "floordiv",
    "mod",
    "pow",
    "matmul",
    "and",
    "or",
    "xor",
    "lshift",
    "rshift",
    "divmod",
]
REFLECTED = {f"__r{name}__" for name in _BINARY}
ARITHMETIC = {f"__{name}__" for name in _BINARY} | REFLECTED | {f"__i{name}__" for name in _BINARY}
COMPARISONS = {"__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__"}
UNARY = {
    f"__{name}__"
    for name in [
        "len",
        "iter",
        "next",
        "bool",
        "str",
        "repr",
        "hash",
        "int",
        "float",
        "complex",
        "index",
        "abs",
        "neg",
        "pos",
        "invert",
        "round",
        "floor",
        "ceil",
        "trunc",
        "enter",
        "exit",
        "reversed",
        "length_hint",
        "format",
    ]
}
SPECIALS = (
    ARITHMETIC
    | COMPARISONS
    | UNARY
    | {f"__{name}__" for name in ["getitem", "setitem", "delitem", "contains", "call"]}
)
"""Every special method that may be asked for by name."""


def specials_of(kind: type) -> tuple[str, ...]:
    """The special methods that instances of `kind` have beyond those of every object."""
    return tuple(
        sorted(
            name
            for name in SPECIALS
            if (found := _find(kind, name)) is not None and found is not _find(object, name)
        )
    )


def run_special(name: str, value: Any, *arguments: Any, **named: Any) -> Any:
    """Call a special method as Python itself would: on the type.

    Raises:
        TypeError: It has none of that name.
    """
    method = _find(type(value), name) if name in SPECIALS else None
    if method is None:
        raise TypeError(f"{type(value).__name__!r} object has no {name}")
    return getattr(type(value), name)(value, *arguments, **named)


def build_specials(
    names: Iterable[str], ask: Callable[[str], Callable[..., Any]]
) -> dict[str, Callable[..., Any]]:
    """The namespace of a stand-in's class: `ask(name)` makes each method."""
    return {name: ask(name) for name in names if name in SPECIALS}


def is_iterator(value: object) -> bool:
    """True if `next` works on it."""
    return _find(type(value), "__next__") is not None


def _find(kind: type, name: str) -> Any:
    for base in type.__dict__["__mro__"].__get__(kind):
        if name in base.__dict__:
            return base.__dict__[name]
    return None
