"""Mutable values that live on both sides of a call: what changed in place, and putting it back.

The student's side says the new content of an argument; our side changes the object that the test
holds, so that the test sees what it would have seen inside. Runs in the student's process too.
"""

import collections
import gc
import random
import sys
from collections.abc import Callable, Sequence
from typing import Any

from autograder.student.errors import BadValue, NotCarried
from autograder.student.values import LARGEST_BYTES, Decoder, Encoder

_VIEWS: tuple[type, ...] = (type({}.keys()), type({}.values()), type({}.items()))
Refer = Callable[[object], tuple[bool, int, object] | None]
Resolve = Callable[[bool, int, object], object]


def read_states(
    objects: Sequence[object], refer: Refer, largest: int = LARGEST_BYTES
) -> list[bytes | None]:
    """The content of each object as bytes; None where it has none that could be sent."""
    numbers = {id(value): number for number, value in enumerate(objects)}
    states: list[bytes | None] = []
    for value in objects:
        own = numbers.pop(id(value), None)
        encoder = Encoder(refer, numbers, largest)
        try:
            encoder.put(value)
            states.append(bytes(encoder.out))
        except NotCarried:
            states.append(None)
        if own is not None:
            numbers[id(value)] = own
    return states


def find_changes(
    before: Sequence[bytes | None], after: Sequence[bytes | None]
) -> list[tuple[int, bytes]]:
    """The number and new content of each object that changed."""
    return [
        (number, new)
        for number, (old, new) in enumerate(zip(before, after, strict=True))
        if new is not None and new != old
    ]


def apply_changes(
    objects: Sequence[object],
    changes: Sequence[tuple[int, bytes]],
    resolve: Resolve,
    *,
    with_views: bool = False,
) -> None:
    """Give our objects the contents that the other side says.

    A view of a dictionary shows another content if `with_views`: where it was made here, for a view
    that the other side has. One's own cannot be changed by whoever was shown it.

    Raises:
        BadValue: That is not possible: another type, another size, no such object.
    """
    for number, state in changes:
        if type(number) is not int or type(state) is not bytes or not 0 <= number < len(objects):
            raise BadValue("a change of what is no argument")
        decoder = Decoder(state, resolve, objects)
        new = decoder.get()
        decoder.end()
        mine = objects[number]
        try:
            if with_views and type(mine) in _VIEWS and type(new) is type(mine):
                [shown] = gc.get_referents(mine)
                [other] = gc.get_referents(new)
                replace_content(shown, other)
            else:
                replace_content(mine, new)
        except BadValue:
            raise
        except Exception as error:
            raise BadValue(f"a change in place that cannot be: {error!s:.200}") from error


def replace_content(mine: Any, new: Any) -> None:
    """Give a mutable value the content of another one.

    Raises:
        BadValue: They are not of one kind.
    """
    if type(new) is not type(mine) and not isinstance(mine, type(new)):
        raise BadValue(f"{type(mine).__name__} became {type(new).__name__}")
    if isinstance(mine, list | bytearray):
        mine[:] = new
    elif isinstance(mine, dict | set):
        mine.clear()
        mine.update(new)
    elif isinstance(mine, collections.deque):
        mine.clear()
        mine.extend(new)
    elif isinstance(mine, random.Random):
        mine.setstate(new.getstate())
    else:
        _replace_library_value(mine, new)


def _replace_library_value(mine: Any, new: Any) -> None:
    root = type(mine).__module__.partition(".")[0]
    library: Any = sys.modules[root]
    if root == "numpy" and isinstance(mine, library.ndarray):
        if mine.shape != new.shape or mine.dtype != new.dtype:
            raise BadValue("an array that changed its shape in place")
        mine[...] = new
    elif root == "numpy" and isinstance(mine, library.random.Generator):
        mine.bit_generator.state = new.bit_generator.state
    elif root in {"numpy", "torch"} and hasattr(mine, "set_state"):
        mine.set_state(new.get_state())
    elif root == "torch":
        mine.data = new.data
    elif root == "scipy":
        vars(mine).update(vars(new))
    elif root == "pandas":
        mine._update_inplace(new)
    else:
        raise BadValue(f"a change of a {type(mine).__name__}")
