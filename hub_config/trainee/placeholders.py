"""Where a value that stands for another one lies in this process, and how to put the other there.

A template makes objects for nobody in particular: what will be a person's own is a text or a number
there that occurs nowhere else. All places that hold one are found once, by a look at every object
there is; a fork fills in those places alone. What cannot be filled in is an error in the template,
never a place that keeps what it held. Knows nothing of servers.
"""

import gc
import re
import types
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

Value = str | int
_WITHOUT_PARTS = frozenset({str, bytes, int, float, complex, bool, type(None), types.CodeType})


class PlaceNotFillable(Exception):
    """A value that stands for another one lies where nothing can be put in its place."""


@dataclass(frozen=True)
class Marks:
    """What stands for something else: texts that all contain `stem`, and numbers."""

    stem: str
    texts: frozenset[str]
    numbers: frozenset[int]

    def are_in(self, held: object) -> bool:
        """Whether there is one in it, or a part of one."""
        kind = type(held)  # `isinstance` would ask the object, which may be anybody's
        if kind is str:
            return self.stem in cast(str, held)
        if kind is int:
            return held in self.numbers
        if kind is bytes:
            return self.stem.encode() in cast(bytes, held)
        if kind is tuple or kind is frozenset:
            return any(map(self.are_in, cast(Iterable[object], held)))
        return issubclass(kind, str) and self.stem in cast(str, held)

    def taken_apart(self, held: str) -> tuple[str, ...]:
        """Text, mark, text, mark, text ...: every second piece is a mark.

        Raises:
            PlaceNotFillable: There is a part of a mark in it.
        """
        longest_first = sorted(self.texts, key=len, reverse=True)
        pieces = re.split(f"({'|'.join(map(re.escape, longest_first))})", held)
        if any(self.stem in piece for piece in pieces[::2]):
            raise PlaceNotFillable(f"a part of a mark in {held!r}")
        return tuple(pieces)


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of a dictionary or list; `pieces` are those of its text, or its number alone."""

    holder: Any
    key: Any
    pieces: tuple[Value, ...]
    kind: type[str] | type[bytes] | type[int]


def find_places(marks: Marks, is_left: Callable[[object], bool]) -> list[Place]:
    """All entries that hold one of the marks.

    Args:
        marks: Each occurs nowhere but where it stands for something.
        is_left: Which objects may keep them.

    Raises:
        PlaceNotFillable: One is also somewhere else.
    """
    places: list[Place] = []
    unknown: list[str] = []
    for holder in find_holders(marks, is_left):
        entries = _entries(holder)
        found = [(key, held) for key, held in entries if marks.are_in(held)]
        for key, held in found:
            match held:
                case str():
                    places.append(Place(_container(holder), key, marks.taken_apart(held), str))
                case bytes():
                    pieces = marks.taken_apart(held.decode())
                    places.append(Place(_container(holder), key, pieces, bytes))
                case int():
                    places.append(Place(_container(holder), key, (held,), int))
                case _:
                    unknown.append(f"{type(holder)}: {key!r}: {held!r:.300}")
        if not found or any(marks.are_in(key) for key, _ in entries):
            unknown.append(f"{type(holder)}: {holder!r:.300}")
    if unknown:
        raise PlaceNotFillable("; ".join(unknown))
    return places


def fill(places: Iterable[Place], values: Mapping[Value, Value]) -> None:
    """Put `values` where the marks that are their keys lie."""
    known: dict[tuple[Value, ...], str] = {}  # the same text lies in many places
    for place in places:
        pieces = place.pieces
        if place.kind is int:
            place.holder[place.key] = values[pieces[0]]
            continue
        if pieces not in known:
            known[pieces] = "".join(
                str(values[piece] if at % 2 else piece) for at, piece in enumerate(pieces)
            )
        text = known[pieces]
        place.holder[place.key] = text if place.kind is str else text.encode()


def find_holders(marks: Marks, is_left: Callable[[object], bool]) -> list[Any]:
    """What holds a mark itself, among all objects but frozen ones; a tuple is its holder's."""
    found: list[Any] = []
    # Also what the garbage collector does not follow, because it holds nothing but plain values.
    todo = gc.get_objects()
    seen = {id(thing) for thing in (*todo, todo, found)}
    while todo:
        thing = todo.pop()
        if is_left(thing):
            continue
        # Its keys are no referents of a dictionary whose keys are all texts.
        marked = issubclass(type(thing), dict) and any(map(marks.are_in, dict.keys(thing)))
        for held in gc.get_referents(thing):
            marked = marked or marks.are_in(held)
            if type(held) not in _WITHOUT_PARTS and id(held) not in seen:
                seen.add(id(held))
                if not gc.is_tracked(held):
                    todo.append(held)
        if marked and type(thing) not in (tuple, frozenset):
            found.append(thing)
    return found


def _container(holder: Any) -> Any:
    return holder if isinstance(holder, dict | list) else vars(holder)


def _entries(holder: Any) -> list[tuple[Any, Any]]:
    match holder:
        case dict():
            return list(holder.items())
        case list():
            return list(enumerate(holder))
        case _:
            fields = getattr(holder, "__dict__", None)
            return list(fields.items()) if isinstance(fields, dict) else []
