"""The test's own objects that were handed to the student's side, and what it may ask of them.

A function may be called, an iterator, a mock or an object of the author's class asked by its
special methods and open attributes; what a test asks its own object about cannot be changed from
there. Errors that a test's function raised are kept, so that they come back as themselves; what a
failed check says is not told. Knows nothing of the student's objects.
"""

import copy
from collections.abc import Callable, Set
from typing import Any

from autograder.examiner.descriptions import describe, is_fixed, is_open, may_be_asked_for
from autograder.student.conversation import RAISE
from autograder.student.errors import BadValue
from autograder.student.library_values import type_name
from autograder.student.specials import run_special

_COPIES: dict[str, Callable[[Any], object]] = {"copy": copy.copy, "deepcopy": copy.deepcopy}


class OwnObjects:
    """What was handed out, by number; `modules` lie beside the author's notebook."""

    def __init__(self, modules: Set[str]) -> None:
        self._modules = modules
        self._objects: list[object] = []
        self._numbers: dict[int, int] = {}
        self._errors: list[BaseException] = []

    def refer(self, value: object) -> tuple[bool, int, object] | None:
        """How `value` is called over there; None if it stays here."""
        is_error = issubclass(type(value), BaseException)
        if is_error or (description := describe(value, self._modules)) is None:
            return None
        number = self._numbers.setdefault(id(value), len(self._objects))
        if number == len(self._objects):
            self._objects.append(value)
        return True, number, description

    def find(self, number: int) -> object:
        """What was handed out with this number.

        Raises:
            BadValue: Nothing was.
        """
        if number >= len(self._objects):
            raise BadValue("an object that was never handed out")
        return self._objects[number]

    def run(self, question: str, target: Any, arguments: Any, named: dict[str, Any]) -> object:
        """Do what the student's side asks of one of them; what that raises is raised.

        Raises:
            BadValue: It was never handed out, or is no object that is asked so.
            AttributeError: The attribute is not to be asked for, or not to be changed.
            TypeError: It is not to be copied.
        """
        description = self._describe(target)
        if question == "call" and callable(target):
            return target(*arguments, **named)
        if description[0] != "instance":
            raise BadValue("a function that is asked for more than a call")
        if question in _COPIES:
            if not is_open(type(target), self._modules):
                raise TypeError(f"cannot copy {type(target).__name__!r} object")
            return _COPIES[question](target)
        if question in {"attribute", "set", "delete"}:
            name, *values = arguments
            is_asked = type(name) is str and may_be_asked_for(type(target), name)
            if not is_asked or not is_open(type(target), self._modules):
                raise AttributeError(name)
            if question != "attribute" and is_fixed(type(target), name):
                raise AttributeError(f"attribute {name!r} is not to be changed")
            change: Any = {"attribute": getattr, "set": setattr, "delete": delattr}[question]
            return change(target, name, *values)
        return run_special(question, target, *arguments, **named)

    def tell_error(self, error: Exception) -> tuple[Any, ...]:
        """The parts of the answer to a question that ended in `error`, which is kept."""
        self._errors.append(error)
        kind = type(error)
        if isinstance(error, AssertionError):
            # What a check of the test says may name what it expects.
            return RAISE, AssertionError, (), len(self._errors) - 1
        parts = tuple(one if type(one) in {str, int, float} else str(one) for one in error.args)
        return (
            RAISE,
            kind if type_name(kind) is not None else None,
            parts if type_name(kind) is not None else (str(error),),
            len(self._errors) - 1,
        )

    def find_error(self, number: int) -> BaseException | None:
        """The error that was told with this number, if one was."""
        return self._errors[number] if 0 <= number < len(self._errors) else None

    def _describe(self, target: object) -> tuple[Any, ...]:
        if id(target) not in self._numbers:
            raise BadValue("a question about what was never handed out")
        return describe(target, self._modules) or ("",)
