"""The kernel template: a process in a trainee's sandbox that forks their kernels in milliseconds.

It is forked off the server before the server begins, so it shares the lab's template's memory, has
the trainee's own rights and no others, and one thread for ever. A kernel becomes the server's own
child, as a stock one is: it is orphaned on purpose while the server is a subreaper, so the server
hears its exit status, and neither it nor the server minds the template's end. It runs nothing
until the server has seen it, so that a start which was given up leaves nothing behind. A template
that was killed is replaced by its keeper. Knows nothing of kernels; `forked_kernel` does.
"""

import contextlib
import ctypes
import json
import os
import select
import socket
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NoReturn

import setproctitle

from hub_config.trainee import forked_kernel
from hub_config.trainee.forked_kernel import KernelRequest
from hub_config.trainee.inheritance import Inheritance, find_inheritance

_ANSWER_SECONDS = 20.0
_LARGEST_BYTES = 180_000  # below what the kernel keeps for one message by default
_SHORT_LIFE_SECONDS = 0.5
_MOST_SHORT_LIVES = 5  # in a row: then something is wrong that another fork does not mend
_PR_SET_CHILD_SUBREAPER = 36  # ref: linux/prctl.h


class KernelNotForked(Exception):
    """There is no fork, and nothing of one that could begin to run later."""


@dataclass(frozen=True)
class ForkedKernel:
    """A child of ours; the pipe `listening` has a word when it listens, and ends with it."""

    pid: int
    listening: int


@dataclass(frozen=True)
class KernelTemplate:
    """The server's end: the only one, since nobody else holds the socket.

    `loaded` are the top-level names that every forked kernel finds imported.
    """

    connection: socket.socket
    loaded: frozenset[str]

    def fork(self, request: KernelRequest, streams: Sequence[int]) -> ForkedKernel:
        """Fork a kernel, which is our own child then and runs.

        Raises:
            KernelNotForked: There is none.
        """
        message = json.dumps(request.to_plain()).encode()
        if len(message) > _LARGEST_BYTES:
            raise KernelNotForked(f"its environment has {len(message)} bytes")
        answer, their_answer = os.pipe()
        their_go, go = os.pipe()
        listening, their_listening = os.pipe()
        _adopt_orphans(True)
        try:
            try:
                socket.send_fds(
                    self.connection,
                    [message],
                    [their_answer, their_go, their_listening, *streams],
                    socket.MSG_DONTWAIT,
                )
            except OSError as error:
                raise KernelNotForked(f"the kernel template took no request: {error}") from None
            finally:
                for end in (their_answer, their_go, their_listening):
                    os.close(end)
            pid = _heard_pid(answer)
            os.write(go, b"!")
            return ForkedKernel(pid, listening)
        except BaseException:
            os.close(listening)
            raise
        finally:
            _adopt_orphans(False)
            os.close(answer)
            os.close(go)


def start_kernel_template() -> KernelTemplate:
    """Fork the template off this process, which has not begun anything else."""
    assert count_threads() == 1, f"the server has {count_threads()} threads; expected 1"
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    for stream in (sys.stdout, sys.stderr):
        stream.flush()  # or each kernel would say it again
    inheritance = find_inheritance()
    if os.fork() == 0:
        ours.close()
        _keep_and_exit(theirs, inheritance)
    theirs.close()
    return KernelTemplate(ours, inheritance.loaded)


def _heard_pid(answer: int) -> int:
    readable, _, _ = select.select([answer], [], [], _ANSWER_SECONDS)
    text = os.read(answer, 200).decode() if readable else "it does not answer"
    if not text.isdigit():
        raise KernelNotForked(f"the kernel template: {text or 'it ended'}")
    pid = int(text)
    try:
        ended, _ = os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        raise KernelNotForked(f"process {pid} is not our child") from None
    if ended:
        raise KernelNotForked(f"process {pid} ended before it began")
    return pid


def _adopt_orphans(wanted: bool) -> None:
    """Only for the moment of a fork: other orphans are for the sandbox's first process to reap."""
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, int(wanted), 0, 0, 0)


def _keep_and_exit(connection: socket.socket, inheritance: Inheritance) -> NoReturn:
    """Replace the template whenever it is killed; end when the server has gone."""
    try:
        os.setsid()
        setproctitle.setproctitle("kernel template keeper")
        # The log of the start lies outside the sandbox: a kernel's owner may not reach it.
        null = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(null, stream)
        os.close(null)
        short_lives = 0
        while short_lives < _MOST_SHORT_LIVES:
            born = time.monotonic()
            pid = os.fork()
            if pid == 0:
                _serve_and_exit(connection, inheritance)
            _, status = os.waitpid(pid, 0)
            if status == 0:
                break
            lived = time.monotonic() - born
            short_lives = short_lives + 1 if lived < _SHORT_LIFE_SECONDS else 0
    finally:
        os._exit(0)


def _serve_and_exit(connection: socket.socket, inheritance: Inheritance) -> NoReturn:
    status = 1
    try:
        setproctitle.setproctitle("kernel template")
        while True:
            message, descriptors, _, _ = socket.recv_fds(connection, _LARGEST_BYTES, 8)
            if not message:
                status = 0
                break
            answer, *theirs = descriptors
            # If the server gave up meanwhile, so does what was forked: it waits for a word.
            with contextlib.suppress(BrokenPipeError):
                os.write(answer, _fork_orphan(connection, message, theirs, inheritance).encode())
            for descriptor in descriptors:
                os.close(descriptor)
    finally:
        os._exit(status)


def _fork_orphan(
    connection: socket.socket,
    message: bytes,
    descriptors: Sequence[int],
    inheritance: Inheritance,
) -> str:
    """The pid of a kernel whose parent has ended, so that it is the server's; else the reason."""
    threads = count_threads()
    if threads != 1:
        return f"it has {threads} threads; expected 1"
    read, write = os.pipe()
    try:
        middle = os.fork()
    except OSError as error:
        os.close(read)
        os.close(write)
        return f"no process to be had: {error}"
    if middle == 0:
        try:
            pid = os.fork()
            if pid == 0:
                connection.detach()  # no object may later close what has its number then
                forked_kernel.run_and_exit(message, descriptors, inheritance)
            os.write(write, str(pid).encode())
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as report:
        text = report.read().decode()
    os.waitpid(middle, 0)
    return text or "no process to be had"


def count_threads() -> int:
    """How many threads this process has: another's lock would stay locked in a child for ever."""
    return len(os.listdir("/proc/self/task"))  # noqa: PTH208 - no object for each of them
