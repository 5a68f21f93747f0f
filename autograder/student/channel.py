"""Messages of any size over one socket that keeps the bounds of datagrams.

A message is a kind and frames of bytes; it travels in parts small enough for the kernel to take
whole, each with the message's number, so that threads and forked children of one process may send
at the same time without a lock. The receiver bounds what it keeps and trusts no part. Knows
nothing of what the frames mean.
"""

import os
import socket
import struct
from collections.abc import Iterator, Sequence
from enum import Enum

PART_BYTES = 60_000  # far below what Linux takes as one datagram by default (212,992)
MOST_UNFINISHED = 256
_HEAD = struct.Struct("!cQ?")  # kind, number of the message, whether this part is the last
_COUNT = struct.Struct("!I")
_LENGTH = struct.Struct("!Q")


class Kind(Enum):
    """What a message is."""

    READY = b"!"
    REQUEST = b">"
    REPLY = b"<"
    OUTPUT = b"*"


class ChannelError(Exception):
    """What came in is no message, or larger than allowed."""


def parts(kind: Kind, frames: Sequence[bytes | memoryview]) -> Iterator[bytes]:
    """The datagrams of one message."""
    head = _COUNT.pack(len(frames)) + b"".join(_LENGTH.pack(len(frame)) for frame in frames)
    body = b"".join([head, *frames])
    number = int.from_bytes(os.urandom(8), "big")
    for start in range(0, len(body), PART_BYTES):
        last = start + PART_BYTES >= len(body)
        yield _HEAD.pack(kind.value, number, last) + body[start : start + PART_BYTES]


def send(connection: socket.socket, kind: Kind, frames: Sequence[bytes | memoryview]) -> None:
    """Send a message; blocks while the receiver does not read."""
    for part in parts(kind, frames):
        connection.send(part)


class Assembler:
    """Puts messages together again; `most_bytes` bounds all that are unfinished at once."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._parts: dict[tuple[bytes, int], bytearray] = {}
        self._bytes = 0

    def take(self, datagram: bytes) -> tuple[Kind, list[bytes]] | None:
        """The message that `datagram` completes, if it does.

        Raises:
            ChannelError: It is no part of a message, or there is too much.
        """
        if len(datagram) < _HEAD.size:
            raise ChannelError("shorter than the head of a message")
        kind, number, last = _HEAD.unpack_from(datagram)
        whole = self._parts.setdefault((kind, number), bytearray())
        whole += memoryview(datagram)[_HEAD.size :]
        self._bytes += len(datagram)
        if self._bytes > self._most_bytes or len(self._parts) > MOST_UNFINISHED:
            raise ChannelError(f"unfinished messages of more than {self._most_bytes} bytes")
        if not last:
            return None
        del self._parts[kind, number]
        self._bytes = sum(map(len, self._parts.values()))
        try:
            return Kind(kind), _split(bytes(whole))
        except (ValueError, struct.error) as error:
            raise ChannelError(str(error)) from None


def _split(body: bytes) -> list[bytes]:
    (count,) = _COUNT.unpack_from(body)
    start = _COUNT.size + count * _LENGTH.size
    if start > len(body):
        raise ValueError("more frames than bytes")
    frames = []
    for index in range(count):
        (length,) = _LENGTH.unpack_from(body, _COUNT.size + index * _LENGTH.size)
        frames.append(body[start : start + length])
        start += length
    if start != len(body):
        raise ValueError("the frames do not fill the message")
    return frames
