"""Where values that stand for others lie in this process, and how to put the others there.

A template makes objects for nobody in particular: what will be a person's own is a placeholder
there, a text or a number that occurs nowhere else. All blanks, which hold one, are found once, by a
look at every object that is new; a fork fills in those alone. What cannot be filled in is an error
in the template, never a blank that stays. Knows nothing of servers.
"""

import gc
import re
import types
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

Value = str | int
_WITHOUT_PARTS = frozenset({str, bytes, int, float, complex, bool, type(None), types.CodeType})


class NotFillable(Exception):
    """A placeholder lies where nothing can be put instead."""


@dataclass(frozen=True)
class Placeholders:
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
        """Text, placeholder, text, placeholder, text ...: every second piece is a placeholder.

        Raises:
            NotFillable: There is a part of a placeholder in it.
        """
        longest_first = sorted(self.texts, key=len, reverse=True)
        pieces = re.split(f"({'|'.join(map(re.escape, longest_first))})", held)
        if any(self.stem in piece for piece in pieces[::2]):
            raise NotFillable(f"a part of a placeholder in {held!r}")
        return tuple(pieces)


@dataclass(frozen=True, slots=True)
class Blank:
    """An entry of a dictionary or list; `pieces` are those of its text, or its number alone."""

    holder: Any
    key: Any
    pieces: tuple[Value, ...]
    kind: type[str] | type[bytes] | type[int]


def find_blanks(placeholders: Placeholders, is_left: Callable[[object], bool]) -> list[Blank]:
    """All entries that hold one of the placeholders.

    Args:
        placeholders: Each occurs nowhere but where it stands for something.
        is_left: Which objects may keep them.

    Raises:
        NotFillable: One is also somewhere else.
    """
    blanks: list[Blank] = []
    unknown: list[str] = []
    for holder in find_holders(placeholders, is_left):
        entries = _entries(holder)
        found = [(key, held) for key, held in entries if placeholders.are_in(held)]
        for key, held in found:
            match held:
                case str():
                    blanks.append(
                        Blank(_container(holder), key, placeholders.taken_apart(held), str)
                    )
                case bytes():
                    pieces = placeholders.taken_apart(held.decode())
                    blanks.append(Blank(_container(holder), key, pieces, bytes))
                case int():
                    blanks.append(Blank(_container(holder), key, (held,), int))
                case _:
                    unknown.append(f"{type(holder)}: {key!r}: {held!r:.300}")
        if not found or any(placeholders.are_in(key) for key, _ in entries):
            unknown.append(f"{type(holder)}: {holder!r:.300}")
    if unknown:
        raise NotFillable("; ".join(unknown))
    return blanks


def fill(blanks: Iterable[Blank], values: Mapping[Value, Value]) -> None:
    """Put `values` where the placeholders that are their keys lie."""
    known: dict[tuple[Value, ...], str] = {}  # the same text lies in many blanks
    for blank in blanks:
        pieces = blank.pieces
        if blank.kind is int:
            blank.holder[blank.key] = values[pieces[0]]
            continue
        if pieces not in known:
            known[pieces] = "".join(
                str(values[piece] if at % 2 else piece) for at, piece in enumerate(pieces)
            )
        text = known[pieces]
        blank.holder[blank.key] = text if blank.kind is str else text.encode()


def find_holders(placeholders: Placeholders, is_left: Callable[[object], bool]) -> list[Any]:
    """What holds a placeholder itself, of all objects but frozen ones; a tuple is its holder's."""
    found: list[Any] = []
    # Also what the garbage collector does not follow, because it holds nothing but plain values.
    todo = gc.get_objects()
    seen = {id(thing) for thing in (*todo, todo, found)}
    while todo:
        thing = todo.pop()
        if is_left(thing):
            continue
        # Its keys are no referents of a dictionary whose keys are all texts.
        marked = issubclass(type(thing), dict) and any(map(placeholders.are_in, dict.keys(thing)))
        for held in gc.get_referents(thing):
            marked = marked or placeholders.are_in(held)
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
