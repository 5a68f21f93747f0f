"""What the values of all libraries share: parts without numbers, shapes, limits.

Runs in the student's process too: imports nothing but the standard library and these libraries,
and a library only where it is loaded already (to write) or where the bytes hold one of its values.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from autograder.student.errors import BadValue

if TYPE_CHECKING:
    from autograder.student.values import Decoder, Encoder

MOST_ITEMS = 2**28

MOST_DIMENSIONS = 32


def put(encoder: "Encoder", tag: bytes, *parts: object) -> None:
    """Append a tag and parts of one object, which have no numbers of their own."""
    encoder.tag(tag)
    encoder.quiet += 1
    try:
        for part in parts:
            encoder.put(part)
    finally:
        encoder.quiet -= 1


def kept(get: Callable[["Decoder"], Any]) -> Callable[["Decoder"], Any]:
    """A mutable object takes its number before what is in it."""

    def get_kept(decoder: "Decoder") -> Any:
        place = len(decoder.objects)
        decoder.keep(None)
        made = quiet(get)(decoder)
        if not decoder.quiet:
            decoder.objects[place] = made
        return made

    return get_kept


def quiet(get: Callable[["Decoder"], Any]) -> Callable[["Decoder"], Any]:
    """What is inside has no numbers, as where it was written."""

    def get_quietly(decoder: "Decoder") -> Any:
        decoder.quiet += 1
        try:
            return get(decoder)
        finally:
            decoder.quiet -= 1

    return get_quietly


def check_shape(shape: object) -> tuple[int, ...]:
    """A shape that an array can have.

    Raises:
        BadValue: It is none.
    """
    if type(shape) is not tuple or len(shape) > MOST_DIMENSIONS:
        raise BadValue("no shape")
    for size in shape:
        if type(size) is not int or not 0 <= size <= MOST_ITEMS:
            raise BadValue("no shape")
    return shape
