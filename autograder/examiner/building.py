"""Build what stands for the student's objects from what his side says that they are.

A description is a claim: its form is checked here, names and bases included, and what it says of a
library's class is held against what there can be. Asks the student's side nothing.
"""

import sys
import types
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from autograder.examiner.author_methods import is_plain
from autograder.examiner.library_classes import find_library_class
from autograder.examiner.standins import (
    StandIn,
    StandInClass,
    StandInFunction,
    is_error,
)
from autograder.student.errors import BadValue
from autograder.student.specials import build_specials, specials_of

if TYPE_CHECKING:
    from autograder.examiner.link import Link

LONGEST_NAME = 200


def build_standin(link: "Link", number: int, description: tuple[Any, ...]) -> object:
    """What stands for the object that the student's side calls `number`.

    Raises:
        BadValue: The description is none.
    """
    kind = description[0]
    if kind == "class":
        return _build_class(link, number, description)
    if kind == "instance":
        return _build_instance(link, number, description)
    if kind == "exception":
        return _build_error(link, number, description)
    if kind == "function":
        return _build_function(link, number)
    if kind == "module" and len(description) == 2 and type(description[1]) is str:
        root = description[1].partition(".")[0]
        if root in link.trust.modules and description[1] in sys.modules:
            return sys.modules[description[1]]
        return _build_instance(link, number, ("instance", types.ModuleType, ()))
    raise BadValue(f"an object of kind {kind!r:.40}")


def _build_class(link: "Link", number: int, description: tuple[Any, ...]) -> type:
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
        if is_notebooks and real is not None and is_plain(real):
            space["_examiner_author"], specials = real, specials_of(real)
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


def _derive(name: str, base: type) -> type | None:
    try:
        return type(base)(name, (base,), {})
    except Exception:
        return base


def _build_instance(link: "Link", number: int, description: tuple[Any, ...]) -> object:
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


def _build_function(link: "Link", number: int) -> StandInFunction:
    made = object.__new__(StandInFunction)
    object.__setattr__(made, "_examiner_link", link)
    object.__setattr__(made, "_examiner_number", number)
    return made


def _build_error(link: "Link", number: int, description: tuple[Any, ...]) -> BaseException:
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


def _new_error(kind: Any, arguments: tuple[Any, ...]) -> BaseException:
    made: BaseException = BaseException.__new__(kind, *arguments)
    return made


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


def _error_attribute(this: Any, name: str) -> Any:
    if name.startswith("_examiner"):
        raise AttributeError(name)
    return type(this)._examiner_link.attribute(this, name)


def _error_text(this: Any) -> str:
    return str(this._examiner_text) if hasattr(this, "_examiner_text") else ""


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
