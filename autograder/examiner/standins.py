"""Objects of the examiner that stand for objects of the student.

A stand-in answers attributes, calls and operators by asking the student's side, within what
`autograder.examiner.trust` allows; two stand-ins for the same object are the same object. A
student's class becomes a class here, so that `isinstance`, `except` and `pytest.raises` work as
usual; none of its code comes along.
"""

import inspect
import types
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from autograder.examiner.library_classes import find_library_class
from autograder.student.errors import BadValue
from autograder.student.specials import build_specials

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
LONGEST_NAME = 200
FIELDS = "__dataclass_fields__"


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
        return claimed_class(type(self)) or type(self)


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
        """Make the class; only for `build_class`."""
        if "_examiner_number" not in space:
            link = next(base._examiner_link for base in bases if isinstance(base, StandInClass))
            raise link.cannot("a test that derives a class from the student's")
        return super().__new__(cls, name, bases, space)

    def __call__(cls, *arguments: object, **named: object) -> Any:
        """Have the student's side make an instance."""
        return cls._examiner_link.ask("new", cls, *arguments, **named)

    def __getattr__(cls, name: str) -> Any:
        if name == FIELDS:
            raise cls._examiner_link.cannot("the fields of a data class")
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


def build_class(link: "Link", number: int, description: tuple[Any, ...]) -> type:
    """The class that stands for a class of the student.

    Raises:
        BadValue: The description is none.
    """
    if len(description) != 5:
        raise BadValue("a class that is none")
    _, name, module, bases, specials = description
    _check_names(name, module)
    if type(bases) is not tuple or not all(isinstance(base, type) for base in bases):
        raise BadValue("a class with odd bases")
    is_notebooks = module == "__main__"
    real = (
        link.authors_class(name) if is_notebooks else find_library_class(link.trust, module, name)
    )
    if real is not None and issubclass(real, BaseException):
        return real
    kept = tuple(base for base in bases if isinstance(base, StandInClass) or is_error(base))
    claimed = real or next(
        (
            base if not isinstance(base, StandInClass) else base.__dict__.get("_examiner_class")
            for base in bases
            if base is not object and not is_error(base)
        ),
        None,
    )
    space = {
        "__module__": "__main__" if real is None else module,
        "_examiner_link": link,
        "_examiner_number": number,
    }
    if not any(is_error(base) for base in kept):
        kept = kept or (StandIn,)
        space |= _specials(link, specials)
        if claimed is not None:
            space["_examiner_class"] = real or _derive(name, claimed)
    else:
        kept = tuple(base for base in kept if is_error(base))
        space |= {"__getattr__": _error_attribute, "__str__": _error_text}
    try:
        return StandInClass(name, kept, space)
    except TypeError:
        # Bases that do not go together here; the first decides.
        return StandInClass(name, kept[:1], space)


def build_instance(link: "Link", number: int, description: tuple[Any, ...]) -> object:
    """The stand-in for an instance.

    Raises:
        BadValue: The description is none.
    """
    if len(description) != 3 or not isinstance(description[1], type):
        raise BadValue("an object without a class")
    kind, specials = description[1:]
    if not isinstance(kind, StandInClass) or is_error(kind):
        space = _specials(link, specials) | {"_examiner_class": kind}
        kind = type(kind.__name__, (StandIn,), space)
    made = object.__new__(kind)
    object.__setattr__(made, "_examiner_link", link)
    object.__setattr__(made, "_examiner_number", number)
    return made


def build_function(link: "Link", number: int) -> StandInFunction:
    """The stand-in for a function."""
    made = object.__new__(StandInFunction)
    object.__setattr__(made, "_examiner_link", link)
    object.__setattr__(made, "_examiner_number", number)
    return made


def build_error(link: "Link", number: int, description: tuple[Any, ...]) -> BaseException:
    """The exception that stands for one of the student's.

    Raises:
        BadValue: The description is none.
    """
    if len(description) != 4:
        raise BadValue("an exception that is none")
    _, kind, arguments, text = description
    if not is_error(kind) or type(arguments) is not tuple or type(text) is not str:
        raise BadValue("an exception that is none")
    try:
        if isinstance(kind, StandInClass):
            # Not the student's class is called: that would ask for a new object.
            made: Any = _new_error(kind, arguments)
        else:
            made = kind(*arguments)
    except Exception:
        made = _build_odd_error(link, kind, arguments)
    made._examiner_number = number
    if isinstance(kind, StandInClass):
        made.args = arguments
        made._examiner_text = text
    assert isinstance(made, BaseException)
    return made


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


def _derive(name: str, base: type) -> type | None:
    try:
        return type(base)(name, (base,), {})
    except Exception:
        return base


def _error_attribute(this: Any, name: str) -> Any:
    if name.startswith("_examiner"):
        raise AttributeError(name)
    return type(this)._examiner_link.attribute(this, name)


def _build_odd_error(link: "Link", kind: Any, arguments: tuple[Any, ...]) -> BaseException:
    """An error whose class wants to be made otherwise than its arguments tell."""
    space = {
        "__module__": kind.__module__,
        "_examiner_link": link,
        "__getattr__": _error_attribute,
    }
    made = _new_error(type(kind.__name__, (kind,), space), arguments)
    made.args = arguments
    return made


def _error_text(this: Any) -> str:
    return str(this._examiner_text) if hasattr(this, "_examiner_text") else ""


def _new_error(kind: Any, arguments: tuple[Any, ...]) -> BaseException:
    made: BaseException = BaseException.__new__(kind, *arguments)
    return made


def is_error(kind: object) -> bool:
    """True for a class of exceptions."""
    return isinstance(kind, type) and BaseException in type.__dict__["__mro__"].__get__(kind)


def _specials(link: "Link", names: object) -> dict[str, Callable[..., Any]]:
    if type(names) is not tuple or any(type(name) is not str for name in names):
        raise BadValue("an object with odd methods")

    def ask(name: str) -> Callable[..., Any]:
        def run(this: Any, *arguments: object, **named: object) -> Any:
            return link.special(name, this, *arguments, **named)

        run.__name__ = run.__qualname__ = name
        return run

    return build_specials(names, ask)


def _check_names(*names: object) -> None:
    for name in names:
        if type(name) is not str or not 0 < len(name) <= LONGEST_NAME:
            raise BadValue("an object with an odd name")
