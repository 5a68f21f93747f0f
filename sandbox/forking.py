"""Fork for each of our own that connects to a template, in one of two ways.

With a warden for each sandbox, a template that is killed takes no sandbox with it. Without, the
template is itself the parent of what it forks, which spares each sandbox a fork of all that is
loaded; but they end with it, so that is for who can run things again. Either way it has one thread
and holds nothing of a sandbox but the numbers of processes and descriptors.
"""

import contextlib
import os
import select
import signal
import socket
import struct
import sys
from dataclasses import dataclass, field

from sandbox import confinement, inheritance, warden
from sandbox.fork_request import READY, Where, receive_where, send_answer


def serve_with_wardens(listener: socket.socket, *, until_eof: bool = False) -> None:
    """Fork a warden for each that connects.

    With `until_eof`, until whoever holds the other end of our stdin has ended, however it did.
    """
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel reaps
    while True:
        if until_eof and sys.stdin in select.select([sys.stdin, listener], [], [])[0]:
            return
        connection, _ = listener.accept()
        with connection:
            if peer_uid(connection) != os.geteuid():
                continue
            assert_single_threaded()
            with contextlib.suppress(BlockingIOError):  # no process to be had: they start cold
                if os.fork() == 0:
                    listener.close()
                    warden.serve_and_exit(connection)


def serve_without_wardens(listener: socket.socket, *, until_eof: bool = False) -> None:
    """Fork what is asked for, and report how it ended; `until_eof` as above."""
    warden.spare_from_memory_killer(-1000)
    family = _Family(os.pidfd_open(os.getpid()))
    while True:
        ours = [sys.stdin, listener] if until_eof else [listener]
        ready, _, _ = select.select([*ours, *family.callers, *family.children], [], [])
        if sys.stdin in ready:
            return
        for one in ready:
            if one is listener:
                family.welcome(listener.accept()[0])
            elif isinstance(one, socket.socket):
                family.fork_for(one)
            else:
                family.bury(one)


@dataclass
class _Family:
    """Who has asked, and who was forked: by pidfd, its pid and where its end is reported."""

    own_pid_namespace: int
    callers: list[socket.socket] = field(default_factory=list)
    children: dict[int, tuple[int, int]] = field(default_factory=dict)

    def welcome(self, connection: socket.socket) -> None:
        """Tell a caller that its request is welcome, unless it is another user's."""
        with contextlib.suppress(OSError):  # it went away
            if peer_uid(connection) == os.geteuid():
                connection.send(READY)
                self.callers.append(connection)
                return
        connection.close()

    def fork_for(self, connection: socket.socket) -> None:
        """Fork for a caller who says where; whatever is wrong with that is told to it alone."""
        self.callers.remove(connection)
        with connection, contextlib.suppress(OSError):
            where = receive_where(connection)
            if where is None:
                return
            try:
                self._fork(connection, where)
            except OSError as error:
                os.close(where.status)
                send_answer(connection.fileno(), 0, str(error))
            finally:
                os.close(where.sandbox)

    def _fork(self, connection: socket.socket, where: Where) -> None:
        assert_single_threaded()
        confinement.give_children_pid_namespace(where.sandbox)
        try:
            child = os.fork()
            if child == 0:
                inheritance.default_signals()
                warden.run_and_exit(connection, where)
        finally:
            confinement.give_children_pid_namespace(self.own_pid_namespace)
        self.children[os.pidfd_open(child)] = (child, where.status)

    def bury(self, pidfd: int) -> None:
        """Report the end of a child."""
        child, status = self.children.pop(pidfd)
        _, waited = os.waitpid(child, 0)
        os.close(pidfd)
        warden.report_end(status, waited)
        os.close(status)


def peer_uid(connection: socket.socket) -> int:
    """Whose process is at the other end, as the kernel says (unix(7), SO_PEERCRED)."""
    packed = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    uid: int = struct.unpack("3i", packed)[1]
    return uid


def assert_single_threaded() -> None:
    """A lock that another thread holds would stay locked in the child for ever."""
    threads = len(os.listdir("/proc/self/task"))  # noqa: PTH208 - no object for each of them
    assert threads == 1, f"the template has {threads} threads; expected 1"
