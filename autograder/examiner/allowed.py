"""Which questions may be put to a student's object, told from its class and the author's notebook.

`autograder.examiner.trust` says what the author's notebook allows; here that is held against the
stand-in at hand. A question that would carry the expected value to an object which stands where a
plain value was expected is none: our own types compare then. Asks nothing itself.
"""

from collections.abc import Sequence
from typing import Any

from autograder.examiner.standins import (
    OPEN_ATTRIBUTES,
    StandIn,
    StandInClass,
    StandInFunction,
    claimed_class,
)
from autograder.examiner.trust import VERDICTS, Trust
from autograder.student.specials import COMPARISONS, UNARY

_ALWAYS_ASKED = UNARY | {"__getitem__", "__setitem__", "__delitem__", "__call__"}


def may_be_named(this: Any, name: str) -> bool:
    """True if an attribute of this name may be asked for at all."""
    hidden = name.startswith("__") and name not in OPEN_ATTRIBUTES
    if hidden and (real := claimed_class(type(this))) is not None:
        # What a library asks of its own objects, such as `__sklearn_tags__`.
        hidden = not hasattr(real, name) or hasattr(object, name)
    # Where an object says that its memory lies, ours would be read; and what torch is to compute
    # with an object in it, the object would compute.
    hidden |= name.startswith(("__array_", "__cuda_", "__dlpack", "__torch_"))
    hidden &= name != "__array__"
    return not hidden and not name.startswith(
        ("_examiner", "_repr_", "_ipython", "_sympy", "_mime")
    )


def may_have_fields(trust: Trust, kind: type) -> bool:
    """True if the author's notebook has data classes, and a class of this name."""
    names = {base.__name__ for base in kind.__mro__}
    return "dataclasses" in trust.modules and bool(names & (trust.classes.keys() | trust.mentioned))


def may_be_called(trust: Trust, this: Any, name: str) -> bool:
    """True if the method `name` of an object may be called, or is one of a function."""
    if isinstance(this, StandInFunction):
        return True
    kind = type(this)
    if any(trust.may_call(base.__name__, name) for base in kind.__mro__):
        return True
    real = claimed_class(kind)
    return real is not None and hasattr(real, name) and name not in VERDICTS


def may_answer_special(trust: Trust, name: str, this: Any, arguments: Sequence[object]) -> bool:
    """True if the special method `name` of an object may be asked with these arguments."""
    if name in COMPARISONS:
        other = arguments[0] if arguments else None
        return isinstance(type(other), StandInClass) and isinstance(other, StandIn)
    if name in _ALWAYS_ASKED or all(isinstance(one, StandIn) for one in arguments):
        return True
    return any(trust.may_compute(base.__name__, name) for base in type(this).__mro__)
