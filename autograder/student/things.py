"""Number the student's objects, and say of each what the examiner needs to stand one in for it.

What is told is a description: of a class its bases and special methods, of an error its arguments,
of all else its type. The objects stay here as long as the conversation lasts.
"""

import types
from collections.abc import Callable
from typing import Any

from autograder.student.errors import NotCarried
from autograder.student.specials import specials_of
from autograder.student.values import Encoder

_PLAIN = (int, float, complex, str, bytes, tuple, list, dict, set, frozenset)
_FUNCTIONS = (
    types.FunctionType,
    types.BuiltinFunctionType,
    types.MethodType,
    types.MethodWrapperType,
    types.WrapperDescriptorType,
    types.MethodDescriptorType,
)

LONGEST_TEXT = 10_000

Reference = tuple[bool, int, object]
"""Whether it is an object of the student's, its number, and what it is."""


class OwnThings:
    """The objects that were handed out, by number."""

    def __init__(self, refer: Callable[[object], Reference | None]) -> None:
        self._refer = refer  # also to what is not the student's own
        self._things: list[object] = []
        self._numbers: dict[int, int] = {}

    def __getitem__(self, number: int) -> object:
        return self._things[number]

    def refer(self, value: object) -> Reference | None:
        """How `value` is referred to; None for what is carried as it is."""
        number = self._numbers.get(id(value))
        if number is None:
            # By its type: what an object says of its class may be a lie.
            if issubclass(type(value), _PLAIN):
                return None
            number = self.number(value)
        return True, number, self._describe(value)

    def number(self, value: object) -> int:
        """The number of `value`, which has one from now on."""
        number = self._numbers.setdefault(id(value), len(self._things))
        if number == len(self._things):
            self._things.append(value)
        return number

    def carried(self, value: object) -> object:
        """`value`, or its text where it cannot be carried."""
        try:
            Encoder(self._refer).put(value)
        except NotCarried:
            return _text_of_value(value)
        return value

    def _describe(self, value: Any) -> tuple[Any, ...]:
        if isinstance(value, type):
            bases = tuple(value.__bases__)
            return ("class", value.__name__, value.__module__, bases, specials_of(value))
        if issubclass(type(value), BaseException):
            told = BaseException.__dict__["args"].__get__(value)
            arguments = tuple(self.carried(argument) for argument in told)
            return ("exception", type(value), arguments, _text_of_value(value))
        if isinstance(value, types.ModuleType):
            return ("module", value.__name__)
        if isinstance(value, _FUNCTIONS):
            return ("function", getattr(value, "__name__", ""))
        return ("instance", type(value), specials_of(type(value)))


def _text_of_value(value: object) -> str:
    try:
        return str(value)[:LONGEST_TEXT]
    except BaseException:
        return f"<{type(value).__name__}>"
