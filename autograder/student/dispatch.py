"""Take the parent's requests from our channel, one after the other, and have the kernel answer.

Trusts its requests, which come from the parent alone. Does not know cells' limits: the parent
interrupts and kills.
"""

import asyncio
import contextlib
import importlib
import json
import signal
import socket
import sys
from typing import Any

from tornado.ioloop import IOLoop

from autograder.student.channel import Assembler, Kind, send
from autograder.student.shell import StudentKernel, no_debugger, shell_of

AGENT = "autograder.student.agent"
COMM_MESSAGES = ("comm_open", "comm_msg", "comm_close")
_LARGEST_DATAGRAM = 1 << 20
_MOST_REQUEST_BYTES = 1 << 30


async def serve(
    kernel: StudentKernel, connection: socket.socket, examination: socket.socket | None
) -> None:
    """Answer requests, one after the other, until the parent closes the channel."""
    kernel.io_loop = IOLoop.current()
    assembler = Assembler(_MOST_REQUEST_BYTES)
    while datagram := await _receive(connection):
        message = assembler.take(datagram)
        if message is not None:
            [body] = message[1]
            await _answer(kernel, examination, json.loads(body))


async def _answer(
    # Any: most of ipykernel's methods have no types.
    kernel: Any,
    examination: socket.socket | None,
    request: dict[str, Any],
) -> None:
    """As ipykernel's `dispatch_shell` does."""
    what, identity = request.pop("do"), request.pop("msg_id")
    header = {**kernel.session.msg_header(f"{what}_request"), "msg_id": identity}
    parent: dict[str, Any] = {
        "header": header,
        "msg_id": identity,
        "msg_type": header["msg_type"],
        "parent_header": {},
        "metadata": {},
        "content": request,
        "buffers": [],  # ipywidgets asks for them
    }
    # Whoever executes a cell waits for its end on two ways; all else is ours, and needs one.
    is_heard = what == "execute" or what in COMM_MESSAGES
    kernel.set_parent([], parent, channel="shell")
    if is_heard:
        kernel._publish_status("busy", "shell")
    kernel.pre_handler_hook()
    try:
        if what == "execute":
            kernel.inside = request.pop("inside", None)
            await kernel.execute_request(kernel.replies, [], parent)
        elif what == "kernel_info":
            with no_debugger():
                await kernel.kernel_info_request(kernel.replies, [], parent)
        elif what in COMM_MESSAGES:
            kernel.shell_handlers[what](kernel.replies, [], parent)
        else:
            content = _call(kernel, examination, what, request)
            kernel.session.send(kernel.replies, f"{what}_reply", content, parent)
    except KeyboardInterrupt:
        pass  # it came too late for the cell
    finally:
        kernel.post_handler_hook()
        for stream in (sys.stdout, sys.stderr):
            getattr(stream, "drain", stream.flush)()
        if is_heard:
            kernel._publish_status("idle", "shell")


def _call(
    kernel: StudentKernel, examination: socket.socket | None, what: str, request: dict[str, Any]
) -> dict[str, str]:
    """Serve an examination, or call a function that the parent names; say how it ended."""
    try:
        if what == "examine":
            importlib.import_module(AGENT).serve(shell_of(kernel).user_ns, examination)
        else:
            module, _, name = request["function"].partition(":")
            getattr(importlib.import_module(module), name)(kernel, examination)
    except Exception as error:
        return {"status": "error", "ename": type(error).__name__, "evalue": str(error)}
    return {"status": "ok"}


def say_ready(connection: socket.socket) -> None:
    """Tell the parent that requests are welcome."""
    send(connection, Kind.READY, [])


async def _receive(connection: socket.socket) -> bytes:
    """The next datagram; the socket itself stays one that blocks, for threads that print."""
    loop = asyncio.get_running_loop()
    while True:
        with contextlib.suppress(BlockingIOError):
            return connection.recv(_LARGEST_DATAGRAM, socket.MSG_DONTWAIT)
        arrived = asyncio.Event()

        def note_arrival(arrived: asyncio.Event = arrived) -> None:
            # At once: the loop would else call this again beside the cell. A cell with nest_asyncio
            # runs the loop inside itself, takes that call, and the loop outside of it fails.
            loop.remove_reader(connection)
            arrived.set()

        loop.add_reader(connection, note_arrival)
        await arrived.wait()


def ignore_interrupts() -> None:
    """Between requests an interrupt means nothing."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
