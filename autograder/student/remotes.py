"""What stands here for the examiner's objects: functions and other objects that ask back.

Whatever is done with one becomes a question to the examiner by `call_back`. Keeps each as long as
the conversation lasts, so that the same object is the same here.
"""

import importlib
import sys
from collections.abc import Callable
from typing import Any

from autograder.student.specials import build_specials

CallBack = Callable[[str, object, tuple[Any, ...], dict[str, Any]], object]
"""Takes a question, the remote that it is about, and arguments; returns the examiner's answer."""


class Remotes:
    """The examiner's objects, by number."""

    def __init__(self, namespace: dict[str, Any], call_back: CallBack) -> None:
        self._namespace = namespace
        self._call_back = call_back
        self._remotes: dict[int, object] = {}
        self._numbers: dict[int, int] = {}

    def number_of(self, value: object) -> int | None:
        """The number of a remote; None for what is none."""
        return self._numbers.get(id(value))

    def resolve(self, number: int, description: Any) -> object:
        """What stands for the object of that number."""
        if number not in self._remotes:
            remote = self._build(description)
            self._remotes[number] = remote
            self._numbers[id(remote)] = number
        return self._remotes[number]

    def _build(self, description: Any) -> object:
        kind, name, *rest = description
        if kind == "global":
            found: Any = importlib.import_module(rest[0])
            for part in name.split(".") if name else ():
                found = getattr(found, part)
            return found
        if kind == "function":

            def remote(*arguments: object, **named: object) -> object:
                return self._call_back("call", remote, arguments, named)

            remote.__name__ = remote.__qualname__ = name
            return remote

        def ask(special: str) -> Any:
            def run(this: object, *arguments: object, **named: object) -> object:
                return self._call_back(special, this, arguments, named)

            return run

        def attribute(question: str) -> Any:
            return lambda this, *arguments: self._call_back(question, this, arguments, {})

        attributes = {
            "__getattr__": attribute("attribute"),
            "__setattr__": attribute("set"),
            "__delattr__": attribute("delete"),
        }
        space = build_specials(rest[0], ask) | attributes
        # Copied here, it would be an object of which the examiner never heard.
        space["__copy__"] = lambda this: self._call_back("copy", this, (), {})
        space["__deepcopy__"] = lambda this, _: self._call_back("deepcopy", this, (), {})
        real = self._find_class(name, rest[1])
        if real is not None:
            space["__class__"] = property(lambda _: real)  # what `isinstance` goes by
            space["__new__"] = lambda _, *arguments, **named: real(*arguments, **named)
        return object.__new__(type(name, (), space))

    def _find_class(self, name: str, module: str) -> type | None:
        """What this side has for a class of the author's."""
        if module == "__main__":
            found = self._namespace.get(name)
        else:
            found = getattr(sys.modules.get(module), name, None)
        return found if isinstance(found, type) else None
