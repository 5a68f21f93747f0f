"""How each kind of plain value is written and read: one letter, then its parts.

Holds the two tables that `autograder.student.values` walks. Reading makes nothing but exact builtin
types and a few of the standard library's; a reader may raise whatever its constructor raises, which
`Decoder.get` turns into a fault of the sender. Imports nothing but the standard library.
"""

import collections
import datetime
import decimal
import fractions
import pathlib
import struct
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from autograder.student.errors import BadValue
from autograder.student.named_tuples import get_named

if TYPE_CHECKING:
    from autograder.student.values import Decoder, Encoder

_FLOAT = struct.Struct("<d")
_COMPLEX = struct.Struct("<dd")
_LONGEST_SMALL = 8

FACTORIES: dict[str, Callable[[], Any]] = {
    kind.__name__: kind for kind in (int, float, str, list, dict, set, tuple, bool)
}


def as_plain(plain: type, value: Any) -> Any:
    """A value of a subclass as its base has it."""
    # The methods of the base itself: a subclass may have replaced its own.
    if plain is int:
        return int.__add__(value, 0)
    if plain is float:
        return float.__add__(value, 0.0)
    if plain is str:
        return str.__add__("", value)
    if plain is dict:
        return dict(zip(dict.keys(value), dict.values(value), strict=False))
    return plain(plain.__iter__(value)) if hasattr(plain, "__iter__") else plain(value)


def _put_int(encoder: "Encoder", value: int) -> None:
    encoder.tag(b"i")
    encoder.blob(value.to_bytes(value.bit_length() // 8 + 1, "little", signed=True))


def _put_list(encoder: "Encoder", value: list[Any]) -> None:
    if encoder.is_repeated(value):
        return
    if len(value) > _LONGEST_SMALL and set(map(type, value)) == {float}:
        encoder.tag(b"8")
        encoder.blob(struct.pack(f"<{len(value)}d", *value))
        return
    encoder.tag(b"l")
    encoder.items(value)


def _put_dict(tag: bytes) -> Callable[["Encoder", Any], None]:
    def put(encoder: "Encoder", value: dict[Any, Any]) -> None:
        if encoder.is_repeated(value):
            return
        encoder.tag(tag)
        if isinstance(value, collections.defaultdict):
            encoder.text(getattr(value.default_factory, "__name__", ""))
        encoder.count(len(value))
        for key, item in list(dict.items(value)):
            encoder.put(key)
            encoder.put(item)

    return put


def _put_mutable(tag: bytes) -> Callable[["Encoder", Any], None]:
    def put(encoder: "Encoder", value: Any) -> None:
        if encoder.is_repeated(value):
            return
        encoder.tag(tag)
        if tag == b"y":
            encoder.blob(value)
            return
        if tag == b"q":
            encoder.put(value.maxlen)
        encoder.items(list(value))

    return put


def _put_items(tag: bytes, parts: Callable[[Any], Sequence[object]]) -> Callable[..., None]:
    def put(encoder: "Encoder", value: object) -> None:
        encoder.tag(tag)
        encoder.items(parts(value))

    return put


def _put_text(tag: bytes, text: Callable[[Any], str]) -> Callable[..., None]:
    def put(encoder: "Encoder", value: object) -> None:
        encoder.tag(tag)
        encoder.text(text(value))

    return put


def _put_blob(encoder: "Encoder", value: bytes) -> None:
    encoder.tag(b"b")
    encoder.blob(value)


def _put_float(encoder: "Encoder", value: float) -> None:
    encoder.out += b"f" + _FLOAT.pack(value)


def _put_complex(encoder: "Encoder", value: complex) -> None:
    encoder.out += b"c" + _COMPLEX.pack(value.real, value.imag)


_CONSTANTS: dict[bytes, object] = {
    b"N": None,
    b"T": True,
    b"F": False,
    b"E": Ellipsis,
    b"X": NotImplemented,
}
_NAMES = {True: b"T", False: b"F"}
PLAIN_BASES = (int, float, complex, str, bytes, tuple, list, dict, set, frozenset)

WRITERS: dict[type, Callable[["Encoder", Any], None]] = {
    type(None): lambda encoder, _: encoder.tag(b"N"),
    bool: lambda encoder, value: encoder.tag(_NAMES[value]),
    type(Ellipsis): lambda encoder, _: encoder.tag(b"E"),
    type(NotImplemented): lambda encoder, _: encoder.tag(b"X"),
    int: _put_int,
    float: _put_float,
    complex: _put_complex,
    str: _put_text(b"s", str),
    bytes: _put_blob,
    bytearray: _put_mutable(b"y"),
    memoryview: lambda encoder, value: _put_blob(encoder, bytes(value)),
    list: _put_list,
    tuple: _put_items(b"t", tuple),
    set: _put_mutable(b"S"),
    frozenset: _put_items(b"Z", list),
    dict: _put_dict(b"d"),
    collections.OrderedDict: _put_dict(b"o"),
    collections.Counter: _put_dict(b"C"),
    collections.defaultdict: _put_dict(b"u"),
    collections.deque: _put_mutable(b"q"),
    type({}.keys()): _put_mutable(b"1"),
    type({}.values()): _put_mutable(b"2"),
    type({}.items()): _put_mutable(b"3"),
    range: _put_items(b"r", lambda value: (value.start, value.stop, value.step)),
    slice: _put_items(b"L", lambda value: (value.start, value.stop, value.step)),
    datetime.datetime: _put_text(b"4", datetime.datetime.isoformat),
    datetime.date: _put_text(b"5", datetime.date.isoformat),
    datetime.time: _put_text(b"6", datetime.time.isoformat),
    datetime.timedelta: _put_items(
        b"7", lambda value: (value.days, value.seconds, value.microseconds)
    ),
    decimal.Decimal: _put_text(b"9", str),
    fractions.Fraction: _put_items(b"/", lambda value: (value.numerator, value.denominator)),
    **{
        kind: _put_text(b"w", str)
        for kind in (pathlib.PosixPath, pathlib.PurePosixPath, pathlib.WindowsPath)
    },
}


def _always(constant: object) -> Callable[["Decoder"], Any]:
    return lambda _: constant


def _get_list(decoder: "Decoder") -> list[Any]:
    made: list[Any] = decoder.keep([])
    for _ in range(decoder.count(1)):
        made.append(decoder.get())
    return made


def _get_floats(decoder: "Decoder") -> list[float]:
    data = decoder.blob()
    made: list[float] = decoder.keep([])
    made += struct.unpack(f"<{len(data) // 8}d", data)
    return made


def _get_dict(kind: Callable[[], Any]) -> Callable[["Decoder"], Any]:
    def get(decoder: "Decoder") -> Any:
        made = decoder.keep(kind())
        for _ in range(decoder.count(2)):
            key = decoder.get()
            made[key] = decoder.get()
        return made

    return get


def _get_default_dict(decoder: "Decoder") -> Any:
    factory = FACTORIES.get(decoder.text())
    return _get_dict(lambda: collections.defaultdict(factory))(decoder)


def _get_set(decoder: "Decoder") -> set[Any]:
    made: set[Any] = decoder.keep(set())
    made.update(decoder.items())
    return made


def _get_deque(decoder: "Decoder") -> Any:
    made = decoder.keep(collections.deque(maxlen=decoder.get()))
    made.extend(decoder.items())
    return made


def _get_view(view: Callable[[list[Any]], Any]) -> Callable[["Decoder"], Any]:
    def get(decoder: "Decoder") -> Any:
        # Its place among the objects comes before those of what it shows.
        place = len(decoder.objects)
        decoder.keep(None)
        made = view(decoder.items())
        if not decoder.quiet:
            decoder.objects[place] = made
        return made

    return get


def _integers(decoder: "Decoder", count: int) -> list[int]:
    numbers = decoder.items()
    if len(numbers) != count or any(type(number) is not int for number in numbers):
        raise BadValue(f"expected {count} whole numbers")
    return numbers


def _get_slice(decoder: "Decoder") -> slice:
    start, stop, step = decoder.items()
    return slice(start, stop, step)


READERS: dict[bytes, Callable[["Decoder"], Any]] = {
    **{tag: _always(constant) for tag, constant in _CONSTANTS.items()},
    b"i": lambda decoder: int.from_bytes(decoder.blob(), "little", signed=True),
    b"f": lambda decoder: _FLOAT.unpack(decoder.take(8))[0],
    b"c": lambda decoder: complex(*_COMPLEX.unpack(decoder.take(16))),
    b"s": lambda decoder: decoder.text(),
    b"b": lambda decoder: bytes(decoder.blob()),
    b"y": lambda decoder: decoder.keep(bytearray(decoder.blob())),
    b"l": _get_list,
    b"8": _get_floats,
    b"m": get_named,
    b"t": lambda decoder: tuple(decoder.items()),
    b"S": _get_set,
    b"Z": lambda decoder: frozenset(decoder.items()),
    b"d": _get_dict(dict),
    b"o": _get_dict(collections.OrderedDict),
    b"C": _get_dict(collections.Counter),
    b"u": _get_default_dict,
    b"q": _get_deque,
    b"1": _get_view(lambda found: dict.fromkeys(found).keys()),
    b"2": _get_view(lambda found: dict(enumerate(found)).values()),
    b"3": _get_view(lambda found: dict(found).items()),
    b"r": lambda decoder: range(*_integers(decoder, 3)),
    b"L": _get_slice,
    b"4": lambda decoder: datetime.datetime.fromisoformat(decoder.text()),
    b"5": lambda decoder: datetime.date.fromisoformat(decoder.text()),
    b"6": lambda decoder: datetime.time.fromisoformat(decoder.text()),
    b"7": lambda decoder: datetime.timedelta(*_integers(decoder, 3)),
    b"9": lambda decoder: decimal.Decimal(decoder.text()),
    b"/": lambda decoder: fractions.Fraction(*_integers(decoder, 2)),
    b"w": lambda decoder: pathlib.Path(decoder.text()),
    b"M": lambda decoder: decoder.objects[decoder.count()],
    b"I": lambda decoder: decoder.known(),
    b"h": lambda decoder: decoder.reference(True),
    b"H": lambda decoder: decoder.reference(False),
}
