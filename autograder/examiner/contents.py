"""What a value holds, as bytes, to tell later whether a test has changed it in place.

Says nothing of values that cannot be changed or are too large to be looked at again and again.
"""

from autograder.student.errors import NotCarried
from autograder.student.values import Encoder

LARGEST_WATCHED = 1024 * 1024


def content_of(value: object, largest: int = LARGEST_WATCHED) -> bytes | None:
    """The content of a value that a test can change in place; None for others."""
    if value is None or isinstance(value, bool | int | float | complex | str | bytes | tuple):
        return None
    encoder = Encoder(largest=largest)
    try:
        encoder.put(value)
    except NotCarried:
        return None
    return bytes(encoder.out)
