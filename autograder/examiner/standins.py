"""Objects of the examiner that stand for objects of the student.

A stand-in answers attributes, calls and operators by asking the student's side, within what
`autograder.examiner.trust` allows; two stand-ins for the same object are the same object. A
student's class becomes a class here, so that `isinstance`, `except` and `pytest.raises` work as
usual; none of its code comes along. Built by `autograder.examiner.building`.
"""

import inspect
import types
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from autograder.examiner.link import Link

OPEN_ATTRIBUTES = {
    f"__{name}__"
    for name in [
        "name",
        "qualname",
        "doc",
        "module",
        "dict",
        "annotations",
        "defaults",
        "kwdefaults",
        "code",
        "wrapped",
    ]
}
FIELDS = "__dataclass_fields__"
_MADE_BY_CLASS = 1 << 9
"""Py_TPFLAGS_HEAPTYPE: a class that a `class` statement made, and no library's C code."""


class StandIn:
    """An object of the student; what it is was told by the student's side."""

    _examiner_link: "Link"
    _examiner_number: int
    _examiner_class: Any = None

    def __getattribute__(self, name: str) -> Any:
        if name in OPEN_ATTRIBUTES:
            return object.__getattribute__(self, "_examiner_link").attribute(self, name)
        return object.__getattribute__(self, name)

    def __getattr__(self, name: str) -> Any:
        return self._examiner_link.attribute(self, name)

    def __setattr__(self, name: str, value: object) -> None:
        self._examiner_link.ask("set", self, name, value)

    def __delattr__(self, name: str) -> None:
        self._examiner_link.ask("delete", self, name)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of the answer>"

    def __hash__(self) -> int:
        return hash((StandIn, self._examiner_number))

    def __dir__(self) -> list[str]:
        found = self._examiner_link.ask("dir", self)
        return [name for name in found if type(name) is str] if type(found) is list else []

    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        claimed = claimed_class(type(self))
        return type(self) if claimed is None or _is_read_by_class(claimed) else claimed


class StandInFunction(StandIn):
    """A function, method or other callable of the student."""

    _examiner_class = types.FunctionType

    def __call__(self, *arguments: object, **named: object) -> Any:
        """Have the student's side call it."""
        return self._examiner_link.ask("call", self, *arguments, **named)

    @property
    def __signature__(self) -> inspect.Signature:
        """What `inspect.signature` says of it."""
        return self._examiner_link.signature(self)


class StandInClass(type):
    """A class of the student, and itself the class of its instances' stand-ins."""

    _examiner_link: "Link"
    _examiner_number: int

    def __new__(
        cls, name: str, bases: tuple[type, ...], space: dict[str, Any], **named: Any
    ) -> "StandInClass":
        """Make the class; only for `build_standin`."""
        if "_examiner_number" not in space:
            link = next(base._examiner_link for base in bases if isinstance(base, StandInClass))
            raise link.cannot("a test that derives a class from the student's")
        return super().__new__(cls, name, bases, space)

    def __call__(cls, *arguments: object, **named: object) -> Any:
        """Have the student's side make an instance."""
        return cls._examiner_link.ask("new", cls, *arguments, **named)

    def __getattr__(cls, name: str) -> Any:
        if name == FIELDS:
            return cls._examiner_link.fields(cls)
        if name.startswith("_examiner") or (name.startswith("__") and name not in OPEN_ATTRIBUTES):
            raise AttributeError(name)
        return cls._examiner_link.ask("attribute", cls, name)

    def __setattr__(cls, name: str, value: object) -> None:
        if name.startswith("__") or name in {"_abc_impl"}:
            super().__setattr__(name, value)
        else:
            cls._examiner_link.ask("set", cls, name, value)

    def __delattr__(cls, name: str) -> None:
        cls._examiner_link.ask("delete", cls, name)

    @property
    def __mro__(cls) -> tuple[type, ...]:
        """The classes that it derives from, as the student's side told them."""
        return _without_standin(type.__dict__["__mro__"].__get__(cls))

    @property
    def __bases__(cls) -> tuple[type, ...]:  # type: ignore[override]
        """The classes that it derives from at once."""
        return _without_standin(type.__dict__["__bases__"].__get__(cls)) or (object,)

    def __dir__(cls) -> list[str]:
        found = cls._examiner_link.ask("dir", cls)
        return [name for name in found if type(name) is str] if type(found) is list else []

    def __iter__(cls) -> Any:
        return iter(cls._examiner_link.ask("special", "__iter__", cls))

    def __len__(cls) -> int:
        return int(cls._examiner_link.ask("special", "__len__", cls))

    def __getitem__(cls, key: object) -> Any:
        return cls._examiner_link.ask("special", "__getitem__", cls, key)

    def __bool__(cls) -> bool:
        return True


def standin_number(value: Any) -> int | None:
    """The student's number of what a stand-in or an error stands for; None if it is none."""
    if issubclass(type(value), BaseException):
        number: int | None = getattr(value, "_examiner_number", None)
        return number
    if issubclass(type(value), StandIn):
        return int(object.__getattribute__(value, "_examiner_number"))
    if isinstance(value, StandInClass):
        return int(value.__dict__["_examiner_number"])
    return None


def _without_standin(kinds: tuple[type, ...]) -> tuple[type, ...]:
    return tuple(kind for kind in kinds if kind is not StandIn)


def claimed_class(kind: type) -> type | None:
    """The class of a library that a student's class is, or derives from, as far as we have it."""
    for base in type.__dict__["__mro__"].__get__(kind):
        found = base.__dict__.get("_examiner_class")
        if found is not None:
            return found if isinstance(found, type) else None
    return None


def is_subclass(kind: Any, other: Any) -> bool:
    """`issubclass`, by the class of a library that a student's class is or derives from."""
    if issubclass(kind, other):
        return True
    claimed = claimed_class(kind) if isinstance(kind, StandInClass) else None
    return claimed is not None and issubclass(claimed, other)


def is_instance(value: Any, other: Any) -> bool:
    """`isinstance`, also by a class that a stand-in must not claim before a library."""
    if isinstance(value, other):
        return True
    claimed = claimed_class(type(value)) if issubclass(type(value), StandIn) else None
    return claimed is not None and issubclass(claimed, other)


def _is_read_by_class(kind: type) -> bool:
    """True for what torch takes for its own by `__class__`, and then reads as the memory of one."""
    return any(
        base.__module__.partition(".")[0] == "torch" and not base.__flags__ & _MADE_BY_CLASS
        for base in type.__dict__["__mro__"].__get__(kind)
    )


def is_error(kind: object) -> bool:
    """True for a class of exceptions."""
    return isinstance(kind, type) and BaseException in type.__dict__["__mro__"].__get__(kind)
