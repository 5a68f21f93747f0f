"""Named tuples as values: their names go over with their parts, and a class is made there.

Made by hand and not by `collections.namedtuple`, which runs a text with the names in it. Imports
nothing but the standard library.
"""

import operator
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from autograder.student.errors import BadValue

if TYPE_CHECKING:
    from autograder.student.values import Decoder


class NamedTuple(tuple[Any, ...]):
    """A tuple whose parts have names too."""

    _fields: tuple[str, ...] = ()

    @classmethod
    def _make(cls, parts: Iterable[Any]) -> Self:
        made = cls(parts)
        if len(made) != len(cls._fields):
            raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(made)}")
        return made

    def _asdict(self) -> dict[str, Any]:
        return dict(zip(self._fields, self, strict=True))

    def _replace(self, /, **changes: Any) -> Self:
        if odd := [name for name in changes if name not in self._fields]:
            raise ValueError(f"Got unexpected field names: {odd!r}")
        return self._make({**self._asdict(), **changes}.values())

    def __repr__(self) -> str:
        parts = ", ".join(f"{name}={part!r}" for name, part in self._asdict().items())
        return f"{type(self).__name__}({parts})"


def is_named(kind: type) -> bool:
    """True for the type of a named tuple."""
    names = getattr(kind, "_fields", None)
    return isinstance(names, tuple) and all(isinstance(name, str) for name in names)


def get_named(decoder: "Decoder") -> tuple[Any, ...]:
    """A named tuple whose type's name, names and parts come next.

    Raises:
        BadValue: The names are none of a named tuple's.
    """
    kind_name, names, parts = decoder.text(), decoder.items(), decoder.items()
    if len(names) != len(parts) or not all(type(n) is str and n.isidentifier() for n in names):
        raise BadValue("a named tuple with odd names")
    space: dict[str, Any] = {
        name: property(operator.itemgetter(place))
        for place, name in enumerate(names)
        if not name.startswith("_") or name[1:].isdecimal()
    }
    space |= {"_fields": tuple(names), "__match_args__": tuple(names), "__module__": "__main__"}
    made: tuple[Any, ...] = type(kind_name, (NamedTuple,), space)(parts)
    return made
