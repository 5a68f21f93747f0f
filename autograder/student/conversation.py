"""Two processes that ask each other, one question inside the other, over a stream of frames.

While one side waits for an answer it answers the other's questions: a student's function may call
a function of the test, which calls a function of the student. A message is one value
(`autograder.student.values`); `_handle` of a subclass answers. Runs in the student's process too.
"""

import socket
import struct
from collections.abc import Sequence
from typing import Any

from autograder.student.errors import BadValue, ConversationEnded, NotCarried
from autograder.student.values import LARGEST_BYTES, Decoder, Encoder

_LENGTH = struct.Struct("<Q")
_CHUNK = 64 * 1024
"""No datagram is longer: the channel may keep the bounds of messages (SOCK_SEQPACKET) or not."""
DEEPEST_QUESTIONS = 120

ASK, ANSWER, RAISE, REFUSE, DONE = "ask", "answer", "raise", "refuse", "done"


class Conversation:
    """One side; `channel` is a connected stream socket."""

    def __init__(self, channel: socket.socket) -> None:
        self.channel = channel
        self._buffer = bytearray()
        self._count = 0
        self._asked: list[Sequence[object]] = []
        """For each of our questions without an answer: the mutable objects in it."""
        self._answering: list[Sequence[object]] = []
        """For each question that we are answering: the mutable objects in it."""
        self._answered: Sequence[object] = ()
        """The mutable objects in the question that was answered last."""

    # What a subclass adds.

    def _refer(self, value: object) -> tuple[bool, int, object] | None:
        """How `value`, which is no value, is referred to."""
        raise NotImplementedError

    def _resolve(self, own: bool, number: int, description: object) -> object:
        """The object that the other side refers to."""
        raise NotImplementedError

    def _handle(self, question: str, parts: Any, objects: Sequence[object]) -> tuple[Any, ...]:
        """Answer the other side: the parts of a message whose first is ANSWER, RAISE or REFUSE."""
        raise NotImplementedError

    def _heed(self, extras: Any, objects: Sequence[object]) -> None:
        """Take in what comes along with a question or an answer."""

    # What both sides do.

    def _ask(self, question: str, *parts: object) -> tuple[Any, ...]:
        """Ask, answer questions meanwhile, and return the parts of the answer.

        Raises:
            ConversationEnded: The other side is gone.
            RecursionError: Calls between test and answer are nested too deep.
            NotCarried: The question is no value.
            BadValue: The answer is none.
        """  # noqa: DOC502
        if len(self._asked) + len(self._answering) > DEEPEST_QUESTIONS:
            raise RecursionError("maximum recursion depth exceeded")
        self._count += 1
        number = self._count
        objects = self._send((ASK, number, question, parts), self._known_to_ask())
        self._asked.append(objects)
        try:
            while True:
                message, found = self._receive(objects)
                if message[0] != ASK:
                    if len(message) < 2 or message[1] != number:
                        raise BadValue("an answer to another question")
                    self._answered = objects
                    return (message[0], *message[2:])
                self._answer(message, found)
        finally:
            self._asked.pop()

    def _known_to_ask(self) -> Sequence[object]:
        return self._answering[-1] if self._answering else ()

    def _answer(self, message: tuple[Any, ...], objects: Sequence[object]) -> None:
        if len(message) != 4 or type(message[2]) is not str or type(message[3]) is not tuple:
            raise BadValue("a question that is none")
        _, number, question, parts = message
        self._answering.append(objects)
        try:
            kind, *rest = self._handle(question, parts, objects)
            try:
                self._send((kind, number, *rest), objects)
            except NotCarried as error:
                self._send((REFUSE, number, str(error)), objects)
        finally:
            self._answering.pop()

    def _send(self, message: tuple[Any, ...], known: Sequence[object]) -> Sequence[object]:
        encoder = Encoder(self._refer, {id(value): number for number, value in enumerate(known)})
        encoder.put(message)
        try:
            whole = memoryview(_LENGTH.pack(len(encoder.out)) + encoder.out)
            for start in range(0, len(whole), _CHUNK):
                self.channel.sendall(whole[start : start + _CHUNK])
        except OSError as error:
            raise ConversationEnded("the other side hung up") from error
        return encoder.objects

    def _receive(self, known: Sequence[object]) -> tuple[tuple[Any, ...], Sequence[object]]:
        (length,) = _LENGTH.unpack(self._take(_LENGTH.size))
        if length > LARGEST_BYTES + _CHUNK:
            raise BadValue(f"a message of {length} bytes")
        decoder = Decoder(self._take(length), self._resolve, known)
        message = decoder.get()
        decoder.end()
        if type(message) is not tuple or not message or type(message[0]) is not str:
            raise BadValue("a message that is none")
        return message, decoder.objects

    def _take(self, size: int) -> bytearray:
        # What was read stays in the buffer if a signal interrupts the wait.
        while len(self._buffer) < size:
            try:
                data = self.channel.recv(_CHUNK)
            except OSError as error:
                raise ConversationEnded("the other side hung up") from error
            if not data:
                raise ConversationEnded("the other side hung up")
            self._buffer += data
        taken, self._buffer = self._buffer[:size], self._buffer[size:]
        return taken
