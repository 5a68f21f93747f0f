"""A student's process as nbclient sees it: ask it, hear it.

One socket leads to a process that runs `autograder.student.main`. Nothing that comes in is trusted:
a message is bounded in size, checked before it is used, and never waited for longer than the caller
says; so is a process that does not take what we send. Starts and stops nothing.
"""

import asyncio
import contextlib
import datetime
import functools
import json
import secrets
import socket
from collections import deque
from collections.abc import Callable
from queue import Empty
from typing import Any

from jupyter_client.session import Session

from autograder.errors import RunError
from autograder.half_characters import read_json
from autograder.run import MIB
from autograder.run_sandbox import START_SECONDS
from autograder.student.channel import PART_BYTES, Assembler, ChannelError, Kind, parts
from sandbox.process import Sandbox

LARGEST_MESSAGE_BYTES = 5 * MIB
WAITING_MESSAGES = 1000
"""Messages that wait to be read; while there are as many, the process has to wait too."""
LARGEST_DATAGRAM = 2 * PART_BYTES
DATAGRAMS_AT_ONCE = 32
LOOK_SECONDS = 0.01
DELIMITER = b"<IDS|MSG>"


class Inbox:
    """A channel of nbclient's: messages in their order, and a way to send one."""

    def __init__(self, send: Callable[[dict[str, Any]], object]) -> None:
        self.send = send
        self._messages: deque[dict[str, Any] | Exception] = deque()
        self._arrived = asyncio.Event()

    def __len__(self) -> int:
        return len(self._messages)

    def put(self, message: dict[str, Any] | Exception) -> None:
        """Add a message, or what its reader shall get instead."""
        self._messages.append(message)
        self._arrived.set()

    async def get_msg(self, timeout: float | None = None) -> dict[str, Any]:
        """The next message.

        Raises:
            Empty: None came within `timeout` seconds.
            ChannelError: What came is no message.
        """  # noqa: DOC502
        while not self._messages:
            self._arrived.clear()
            try:
                await asyncio.wait_for(self._arrived.wait(), timeout)
            except TimeoutError:
                raise Empty from None
        message = self._messages.popleft()
        if isinstance(message, Exception):
            raise message
        return message


class StudentClient:
    """What nbclient calls a kernel client."""

    allow_stdin = False

    def __init__(self, connection: socket.socket) -> None:
        connection.setblocking(False)
        self._connection = connection
        self._assembler = Assembler(LARGEST_MESSAGE_BYTES)
        self._loop = asyncio.get_running_loop()
        self._outgoing: asyncio.Task[None] | None = None
        self._unsent: deque[bytes] = deque()
        self._cut = False
        self._closed = False
        self.has_hung_up = False
        """True once the process has closed its end; a student's may do so and go on."""
        self.sandbox: Sandbox | None = None
        self.shell_channel = Inbox(self._send_message)
        self.iopub_channel = Inbox(self._send_message)
        self.ready = self._loop.create_future()
        self._loop.add_reader(connection, self._receive)

    def execute(self, code: str, silent: bool = False, store_history: bool = True, **_: Any) -> str:
        """Have a cell executed; returns the identity of the request."""
        return self._ask("execute", code=code, silent=silent, store_history=store_history)

    def execute_inside(self, code: str, order: dict[str, Any]) -> str:
        """Have a grade cell executed by the guard; see `autograder.student.inside`."""
        return self._ask("execute", code=code, silent=False, store_history=True, inside=order)

    def kernel_info(self) -> str:
        """Ask what the kernel is."""
        return self._ask("kernel_info")

    def examine(self) -> str:
        """Have it serve the examination until the examiner ends it."""
        return self._ask("examine")

    def call(self, function: str) -> str:
        """Have it call `module:function` with its kernel and its examination channel."""
        return self._ask("call", function=function)

    async def is_alive(self) -> bool:
        """Whether its sandbox says that it runs; what the process says does not count."""
        return self.sandbox is not None and self.sandbox.poll() is None

    def is_output_cut(self) -> bool:
        """True once what came in was too large or no message at all."""
        return self._cut

    def close(self) -> None:
        """Hear and say no more."""
        self._loop.remove_reader(self._connection)
        self._closed = True
        if self._outgoing is not None:
            self._outgoing.cancel()
        self._connection.close()

    @functools.cached_property
    def session(self) -> Session:
        """With what nbclient makes the messages of widgets."""
        return Session(key=b"")

    def _send_message(self, message: dict[str, Any]) -> None:
        self._ask(message["msg_type"], **message["content"])

    def _ask(self, what: str, **content: Any) -> str:
        identity = secrets.token_hex(16)
        body = json.dumps({**content, "do": what, "msg_id": identity}).encode()
        self._unsent += parts(Kind.REQUEST, [body])
        if self._outgoing is None or self._outgoing.done():
            self._send_at_once()
        return identity

    def _send_at_once(self) -> None:
        """Send what can be sent now, which is nearly always all, and leave the rest to a task."""
        with contextlib.suppress(OSError):  # it has ended; the sandbox will say so
            while self._unsent:
                try:
                    self._connection.send(self._unsent[0])
                except BlockingIOError:
                    self._outgoing = self._loop.create_task(self._send_all())
                    return
                self._unsent.popleft()

    async def _send_all(self) -> None:
        with contextlib.suppress(OSError):  # it has ended; the sandbox will say so
            while self._unsent:
                await self._loop.sock_sendall(self._connection, self._unsent.popleft())

    def _receive(self) -> None:
        for _ in range(DATAGRAMS_AT_ONCE):
            try:
                datagram = self._connection.recv(LARGEST_DATAGRAM)
            except BlockingIOError:
                return
            except OSError:
                datagram = b""
            if not datagram:
                self._loop.remove_reader(self._connection)
                self._end(hung_up=True)
                return
            try:
                self._take(datagram)
            except ChannelError:
                self._end(hung_up=False)
        if max(len(self.shell_channel), len(self.iopub_channel)) > WAITING_MESSAGES:
            self._loop.remove_reader(self._connection)
            self._loop.call_later(LOOK_SECONDS, self._resume)

    def _resume(self) -> None:
        if self._closed:
            return
        if max(len(self.shell_channel), len(self.iopub_channel)) > WAITING_MESSAGES:
            self._loop.call_later(LOOK_SECONDS, self._resume)
        else:
            self._loop.add_reader(self._connection, self._receive)

    def _end(self, *, hung_up: bool) -> None:
        """Note that nothing more comes, or that what came is lost."""
        self.has_hung_up |= hung_up
        self._cut |= not hung_up

    def _take(self, datagram: bytes) -> None:
        complete = self._assembler.take(datagram)
        if complete is None:
            return
        kind, frames = complete
        if kind is Kind.READY:
            if not self.ready.done():
                self.ready.set_result(None)
            return
        self._deliver(kind, frames)

    def _deliver(self, kind: Kind, frames: list[bytes]) -> None:
        inbox = self.shell_channel if kind is Kind.REPLY else self.iopub_channel
        try:
            inbox.put(_read_message(frames))
        except Exception as error:
            inbox.put(ChannelError(f"{type(error).__name__} in a message"))


async def wait_until_ready(client: StudentClient) -> None:
    """Wait until the process at the other end takes requests.

    Raises:
        RunError: It has ended, or it does not in time.
    """
    deadline = asyncio.get_running_loop().time() + START_SECONDS
    while not client.ready.done():
        await asyncio.wait({client.ready}, timeout=1.0)
        if not client.ready.done() and not await client.is_alive():
            raise RunError("the student's process ended before it was ready.")
        if asyncio.get_running_loop().time() > deadline:
            raise RunError(f"the student's process was not ready within {START_SECONDS} s.")


def _read_message(frames: list[bytes]) -> dict[str, Any]:
    """A message of Jupyter's protocol, as jupyter_client makes it of its frames."""
    start = frames.index(DELIMITER) + 2  # one frame would be the signature
    header, parent, metadata, content = map(read_json, frames[start : start + 4])
    if "date" in header:  # nbclient notes when a cell began
        with contextlib.suppress(ValueError, TypeError):  # as jupyter_client, but far quicker
            header["date"] = datetime.datetime.fromisoformat(header["date"])
    return {
        "header": header,
        "msg_id": header["msg_id"],
        "msg_type": header["msg_type"],
        "parent_header": parent,
        "metadata": metadata,
        "content": content,
        "buffers": frames[start + 4 :],
    }
