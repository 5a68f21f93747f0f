"""What a value holds, as bytes, to tell later whether a test has changed it in place.

Says nothing of values that cannot be changed or are too large to be looked at again and again.
"""

from collections.abc import Iterator
from typing import Any

from autograder.student.errors import BadValue, NotCarried
from autograder.student.states import replace_content
from autograder.student.values import Encoder

LARGEST_WATCHED = 1024 * 1024
LARGEST_HELD = 16 * 1024
MOST_HELD = 8


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


class HeldCopies:
    """Copies of the containers in a student's objects that a test got last."""

    def __init__(self) -> None:
        self._held: dict[int, tuple[object, str, object, bytes]] = {}
        self._shown: dict[int, object] = {}

    def as_shown(self, which: int, copy: Any) -> Any:
        """The copy that a test has of the student's object `which`, with the content of `copy`.

        Two attributes for one object are two names for one copy; 0 is any object.
        """
        known: Any = self._shown.get(which)
        if which and type(known) is type(copy) and (content := content_of(copy)) is not None:
            try:
                if content_of(known) != content:
                    replace_content(known, copy)
                return known
            except BadValue:
                pass  # an array of another shape: no copy can become that
        if which:
            self._shown[which] = copy
        if len(self._shown) > MOST_HELD:
            del self._shown[next(iter(self._shown))]
        return copy

    def keep(self, owner: object, name: str, copy: object) -> None:
        """Remember what `owner` had as its attribute `name`, if a test can change that."""
        kind = type(copy)
        if kind not in {list, dict, set, bytearray} and not _is_table(kind):
            return
        content = content_of(copy, LARGEST_HELD)
        if content is not None:
            self._held[id(copy)] = owner, name, copy, content
        if len(self._held) > MOST_HELD:
            del self._held[next(iter(self._held))]

    def take_changed(self) -> Iterator[tuple[object, str, object]]:
        """Owner, name and copy of each that a test has changed since; they are forgotten."""
        for number, (owner, name, copy, before) in list(self._held.items()):
            if content_of(copy, LARGEST_HELD) != before:
                del self._held[number]
                yield owner, name, copy


def _is_table(kind: type) -> bool:
    names = {
        ("numpy", "ndarray"),
        ("pandas", "DataFrame"),
        ("pandas", "Series"),
        ("torch", "Tensor"),
        ("torch", "Parameter"),
    }
    return (kind.__module__.partition(".")[0], kind.__name__) in names
