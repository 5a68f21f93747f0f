"""Values as bytes, and back, between two processes of which one is not trusted.

What comes out has exactly our own types, whatever the sender made of it; nothing in the bytes can
name code. Sizes are checked before anything is allocated, nesting is bounded, cycles and shared
containers are kept. What is no value travels as a reference, a number that only its owner can use.
No pickle. Libraries (numpy, pandas, torch) are in `autograder.student.library_values`.

Runs in the student's process too: imports nothing but the standard library.
"""

import struct
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from autograder.student.errors import BadValue, NotCarried, TooLarge
from autograder.student.library_values import LIBRARY_READERS, put_library_value
from autograder.student.named_tuples import is_named
from autograder.student.plain_values import PLAIN_BASES, READERS, WRITERS, as_plain

LARGEST_BYTES = 64 * 1024 * 1024
DEEPEST = 100
LARGEST_COUNT = 2**40

_COUNT = struct.Struct("<Q")
_BY_TAG = {tag[0]: reader for tag, reader in {**LIBRARY_READERS, **READERS}.items()}


class Encoder:
    """Writes one tree of values.

    Args:
        refer: Says how an object that is no value is referred to: whether the number is the
            sender's own, the number, and a plain description; None if it cannot be.
        known: Index, by `id`, of mutable objects that the other side handed over and still holds.
    """

    def __init__(
        self,
        refer: Callable[[object], tuple[bool, int, object] | None] = lambda _: None,
        known: Mapping[int, int] | None = None,
        largest: int = LARGEST_BYTES,
    ) -> None:
        self.out = bytearray()
        self.objects: list[object] = []
        self._seen: dict[int, int] = {}
        self._refer = refer
        self._known = known or {}
        self._largest = largest
        self._depth = 0
        self.quiet = 0
        """Above 0, what is written is part of one mutable object and has no number of its own."""

    def put(self, value: object) -> None:
        """Append one value.

        Raises:
            NotCarried: It is no value.
            TooLarge: It is too large or too deep.
        """  # noqa: DOC502
        if self._depth > DEEPEST:
            raise TooLarge(f"a value nested deeper than {DEEPEST}")
        if len(self.out) > self._largest:
            raise TooLarge(f"a value larger than {self._largest} bytes")
        self._depth += 1
        try:
            writer = WRITERS.get(type(value))
            if writer is not None:
                writer(self, value)
            else:
                self._put_other(value)
        finally:
            self._depth -= 1

    def _put_other(self, value: object) -> None:
        if put_library_value(self, value):
            return
        if issubclass(type(value), tuple) and is_named(type(value)):
            self.tag(b"m")
            self.text(type(value).__name__)
            self.items(type(value)._fields)  # type: ignore[attr-defined]
            self.items(tuple(tuple.__iter__(value)))  # type: ignore[arg-type]
            return
        reference = self._refer(value)
        if reference is None:
            for plain in PLAIN_BASES:
                if issubclass(type(value), plain):
                    WRITERS[plain](self, as_plain(plain, value))
                    return
            raise NotCarried(f"an object of type {type(value).__name__}")
        own, number, description = reference
        self.tag(b"h" if own else b"H")
        self.count(number)
        if own:
            self.put(description)

    def tag(self, tag: bytes) -> None:
        """Append the letter that says what follows."""
        self.out += tag

    def count(self, number: int) -> None:
        """Append a count, an index or a length."""
        self.out += _COUNT.pack(number)

    def text(self, text: str) -> None:
        """Append text with its length."""
        data = text.encode("utf-8", "surrogatepass")
        self.blob(data)

    def blob(self, data: bytes | bytearray | memoryview) -> None:
        """Append bytes with their length.

        Raises:
            TooLarge: They are too many.
        """
        size = data.nbytes if isinstance(data, memoryview) else len(data)
        if size + len(self.out) > self._largest:
            raise TooLarge(f"a value larger than {self._largest} bytes")
        self.count(size)
        self.out += data

    def is_repeated(self, value: object) -> bool:
        """Append a back reference if this mutable object was written before; else remember it."""
        if self.quiet:
            return False
        known = self._known.get(id(value))
        if known is not None:
            self.tag(b"I")
            self.count(known)
            return True
        seen = self._seen.get(id(value))
        if seen is not None:
            self.tag(b"M")
            self.count(seen)
            return True
        self._seen[id(value)] = len(self.objects)
        self.objects.append(value)  # also keeps it alive, so that no id is used twice
        return False

    def items(self, values: Sequence[object]) -> None:
        """Append a count and as many values."""
        self.count(len(values))
        for value in values:
            self.put(value)


class Decoder:
    """Reads one tree of values; everything in it is checked.

    Args:
        data: What `Encoder` wrote, or claims to have written.
        resolve: Gives the object for a reference: whether the number is the sender's own, the
            number, the sender's description (None for ours).
        known: The objects that the sender's back references may mean.
    """

    def __init__(
        self,
        data: bytes | bytearray,
        resolve: Callable[[bool, int, object], object] | None = None,
        known: Sequence[object] = (),
    ) -> None:
        self._data = memoryview(data)
        self._size = len(data)
        self._at = 0
        self._depth = 0
        self._resolve = resolve
        self._known = known
        self.objects: list[object] = []
        self.quiet = 0

    def get(self) -> Any:
        """The next value.

        Raises:
            BadValue: There is none.
        """
        if self._depth > DEEPEST:
            raise BadValue(f"nested deeper than {DEEPEST}")
        if self._at == self._size:
            raise BadValue("fewer bytes than announced")
        self._depth += 1
        tag = self._data[self._at]
        self._at += 1
        try:
            reader = _BY_TAG.get(tag)
            if reader is None:
                raise BadValue(f"unknown tag {bytes([tag])!r}")
            return reader(self)
        except BadValue:
            raise
        except RecursionError as error:
            raise BadValue("nested too deep") from error
        except Exception as error:
            # The sender chose the bytes; whatever a constructor says to them is his fault.
            raise BadValue(f"{type(error).__name__}: {error!s:.200}") from error
        finally:
            self._depth -= 1

    def end(self) -> None:
        """Check that nothing is left.

        Raises:
            BadValue: Something is.
        """
        if self._at != self._size:
            raise BadValue("more bytes than the value has")

    def left(self) -> int:
        """How many bytes are unread."""
        return self._size - self._at

    def take(self, size: int) -> memoryview:
        """The next `size` bytes.

        Raises:
            BadValue: There are fewer.
        """
        begin, end = self._at, self._at + size
        if end > self._size:
            raise BadValue("fewer bytes than announced")
        self._at = end
        return self._data[begin:end]

    def count(self, smallest_item: int = 0) -> int:
        """A count; no larger than can follow if each item has `smallest_item` bytes.

        Raises:
            BadValue: It is larger.
        """
        begin, end = self._at, self._at + _COUNT.size
        if end > self._size:
            raise BadValue("fewer bytes than announced")
        number: int = _COUNT.unpack_from(self._data, begin)[0]
        self._at = end
        if number > LARGEST_COUNT or number * smallest_item > self._size - end:
            raise BadValue(f"a count of {number}")
        return number

    def blob(self) -> memoryview:
        """Bytes with their length."""
        return self.take(self.count(1))

    def text(self) -> str:
        """Text with its length."""
        return str(self.blob(), "utf-8", "surrogatepass")

    def keep(self, value: Any) -> Any:
        """Remember a mutable object, in the order in which the sender did."""
        if not self.quiet:
            self.objects.append(value)
        return value

    def items(self) -> list[Any]:
        """A count and as many values."""
        return [self.get() for _ in range(self.count(1))]

    def reference(self, own: bool) -> object:
        """What a reference means.

        Raises:
            BadValue: References mean nothing here.
        """
        number = self.count()
        description = self.get() if own else None
        if self._resolve is None:
            raise BadValue("a reference where none may be")
        return self._resolve(own, number, description)

    def known(self) -> object:
        """What a back reference to an object of an earlier message means."""
        return self._known[self.count()]


def encode(value: object) -> bytes:
    """One value that holds no references.

    Raises:
        NotCarried: It is no value.
    """  # noqa: DOC502
    encoder = Encoder()
    encoder.put(value)
    return bytes(encoder.out)


def decode(data: bytes | bytearray) -> Any:
    """The value in `data`.

    Raises:
        BadValue: It is none.
    """  # noqa: DOC502
    decoder = Decoder(data)
    value = decoder.get()
    decoder.end()
    return value
