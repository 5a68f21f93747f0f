"""Where outputs go: ipykernel's streams and messages, over our channel and without ZeroMQ.

`Outputs` is what ipykernel calls its IOPub thread and socket, here without a thread of its own;
text that is printed and not flushed goes out every 0.2 s as in ipykernel. Also what a forked child
prints arrives. Decides nothing about limits: the parent does.
"""

import json
import os
import socket
import threading
import time
import weakref
from collections.abc import Callable, Sequence
from typing import Any

from ipykernel.iostream import IOPubThread, OutStream
from jupyter_client.session import DELIM, Session

from autograder.student.channel import Kind, send

_DRAIN_SECONDS = 0.2
_LOOK_SECONDS = 0.0005


class Sender:
    """What jupyter_client's session takes for a socket: sends messages of one kind."""

    def __init__(self, connection: socket.socket | None, kind: Kind) -> None:
        self.connection = connection
        """None before there is one; then nothing may be sent."""
        self._kind = kind

    def send_multipart(self, frames: Sequence[Any], **_: Any) -> None:
        """Send one message whole."""
        assert self.connection is not None
        send(self.connection, self._kind, [memoryview(frame).cast("B") for frame in frames])


class Published:
    """What jupyter_client's session takes for a socket: keeps outputs as nbformat has them."""

    def __init__(self) -> None:
        self.found: list[dict[str, Any]] = []

    def send_multipart(self, frames: Sequence[Any], **_: Any) -> None:
        """Keep one message, if it is an output."""
        header, _, _, content = frames[list(frames).index(DELIM) + 2 :][:4]
        kind = json.loads(header)["msg_type"]
        if kind in {"display_data", "stream"}:
            told = json.loads(content)
            told.pop("transient", None)
            self.found.append({"output_type": kind, **told})


class Clock:
    """Calls functions a little later, from a thread that starts when it is first needed."""

    def __init__(self) -> None:
        self._due: list[Callable[[], object]] = []
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None

    def call_later(self, seconds: float, function: Callable[[], object]) -> None:
        """Call `function` after about `seconds`."""
        self._due.append(function)
        if self._thread is None:
            self._thread = threading.Thread(
                target=self._run, args=(seconds,), name="IOPub", daemon=True
            )
            self._thread.start()
        self._wake.set()

    def _run(self, seconds: float) -> None:
        while True:
            self._wake.wait()
            self._wake.clear()
            time.sleep(seconds)
            due, self._due = self._due, []
            for function in due:
                function()


class Outputs(IOPubThread):
    """The place of ipykernel's IOPub thread."""

    thread: Any = None  # none is alive: streams then flush from the thread that asks

    def __init__(self, session: Session) -> None:
        # Not IOPubThread's own: it would open sockets of ZeroMQ and a thread.
        self.session = session
        self.sender = Sender(None, Kind.OUTPUT)
        self.socket = self.sender
        self.io_loop: Any = Clock()

    def connect(self, connection: socket.socket) -> None:
        """Send to `connection` from now on."""
        self.sender.connection = connection

    def schedule(self, f: Callable[[], object]) -> None:
        """Call it now."""
        f()

    def send_multipart(self, *args: Any, **kwargs: Any) -> None:
        """Send it now."""
        self.sender.send_multipart(*args, **kwargs)


class Stream(OutStream):
    """ipykernel's stdout or stderr; what is written to the descriptor is taken up too."""

    def __init__(self, session: Session, outputs: Outputs, name: str) -> None:
        self._order = threading.RLock()
        super().__init__(session, outputs, name, watchfd="force")  # type: ignore[no-untyped-call]
        stream = weakref.ref(self)

        def renew_in_child() -> None:
            # Another thread may have held it when the student's code forked.
            if (living := stream()) is not None:
                living._order = threading.RLock()

        os.register_at_fork(after_in_child=renew_in_child)

    def _flush(self) -> None:
        with self._order:
            super()._flush()  # type: ignore[no-untyped-call]

    def drain(self) -> None:
        """Take up what stands in the descriptor's pipe, and send all."""
        deadline = time.monotonic() + _DRAIN_SECONDS
        while time.monotonic() < deadline and _has_more(self._fid):
            time.sleep(_LOOK_SECONDS)
        self.flush()  # type: ignore[no-untyped-call]


def _has_more(descriptor: int | None) -> bool:
    import array
    import fcntl
    import termios

    if descriptor is None:
        return False
    waiting = array.array("i", [0])
    fcntl.ioctl(descriptor, termios.FIONREAD, waiting)
    return waiting[0] > 0
