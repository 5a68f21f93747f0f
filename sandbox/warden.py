"""What a template becomes for one sandbox: the warden outside it, and the child inside.

The warden is root's, stays outside, enters the sandbox's control group, forks the child into its
pid namespace and reports its exit status to the sandbox's pause process; when the warden is killed,
the pause process hears that and ends the sandbox. The child acknowledges only when it is confined.
Builds no sandbox; bubblewrap has done so.
"""

import atexit
import contextlib
import fcntl
import importlib
import os
import resource
import signal
import socket
import sys
import threading
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NoReturn

from sandbox import confinement, inheritance
from sandbox.fork_request import READY, Descriptors, Request, receive_request, send_answer, words

_MOST_DESCRIPTORS = 1 << 16
_ABOVE_ALL_NUMBERS = 500


def serve_and_exit(connection: socket.socket) -> NoReturn:
    """Be the warden of the sandbox that is asked for over `connection`, to its end."""
    status = 1
    try:
        os.setsid()
        inheritance.default_signals()
        connection.send(READY)
        received = receive_request(connection)
        if received is not None:
            status = _guard(connection, *received)
    except OSError as error:
        with contextlib.suppress(OSError):
            send_answer(connection, 0, str(error))
    finally:
        os._exit(status)  # nothing may unwind into the template's loop


def _guard(connection: socket.socket, request: Request, descriptors: Descriptors) -> int:
    for group in descriptors.groups:
        os.write(group, b"0")
    _spare_from_memory_killer(-1000)
    confinement.give_children_pid_namespace(descriptors.sandbox)
    report_read, report_write = os.pipe()
    child = os.fork()
    if child == 0:
        connection.close()
        os.close(report_read)
        _run_and_exit(request, descriptors, report_write)
    _close_all_but(connection.fileno(), report_read, descriptors.status)
    with os.fdopen(report_read, "rb") as report:
        problem = report.read().decode("utf-8", "replace")
    if problem != READY.decode():
        _, waited = os.waitpid(child, 0)
        ended = f"the child ended with {os.waitstatus_to_exitcode(waited)}"
        send_answer(connection, 0, problem or ended)
        return 1
    with contextlib.suppress(OSError), connection:
        send_answer(connection, child)
    _, waited = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(waited)
    with contextlib.suppress(BrokenPipeError):
        os.write(descriptors.status, b"%d\n" % (code if code >= 0 else 128 - code))
    return 0


def _run_and_exit(request: Request, descriptors: Descriptors, report: int) -> NoReturn:
    """Confine this process, say so, and run what was asked for."""
    try:
        wanted = {**dict(enumerate(descriptors.streams)), **(descriptors.passed or {})}
        above = max(*wanted, _ABOVE_ALL_NUMBERS) + 1
        report = _moved(report, above)
        _enter(
            request, descriptors.sandbox, {to: _moved(wanted[to], above) for to in wanted}, report
        )
    except BaseException as error:
        with contextlib.suppress(OSError):
            os.write(report, f"{type(error).__name__}: {error}".encode())
        os._exit(1)
    os.write(report, READY)
    os.close(report)
    _exit_as_python(lambda: _call(request))


def _enter(request: Request, sandbox: int, descriptors: Mapping[int, int], report: int) -> None:
    """Take every step in its order."""
    os.setsid()
    confinement.join_namespaces(sandbox)
    for target, source in descriptors.items():
        os.dup2(source, target)
    _close_all_but(report, *descriptors)
    for kind, value in request.limits.items():
        resource.setrlimit(kind, (value, value))
    _spare_from_memory_killer(0)
    os.umask(0o022)
    confinement.become(request.identity)
    os.chdir(request.working_directory)
    inheritance.make_own(
        {**request.environment, "PWD": request.working_directory},
        words(request.function, request.arguments),
        request.title,
    )


def _moved(descriptor: int, above: int) -> int:
    return fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, above)


def _close_all_but(*kept: int) -> None:
    low = 0
    for descriptor in sorted(kept):
        if low < descriptor:  # Python 3.11 takes the empty range at 0 for everything
            os.closerange(low, descriptor)
        low = descriptor + 1
    os.closerange(low, _MOST_DESCRIPTORS)


def _spare_from_memory_killer(score: int) -> None:
    """Shared memory makes a warden look large, but killing it would free nothing."""
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(str(score), encoding="ascii")


def _call(request: Request) -> object:
    module, _, name = request.function.partition(":")
    return getattr(importlib.import_module(module), name)(list(request.arguments))


def _exit_as_python(function: Callable[[], object]) -> NoReturn:
    """Call `function` and end as a Python program does, but leave its memory as it lies."""
    status = 0
    try:
        status = _as_status(function())
    except SystemExit as error:
        status = _as_status(error.code)
    except KeyboardInterrupt:
        status = 128 + signal.SIGINT
    except BaseException:
        traceback.print_exc()
        status = 1
    try:
        getattr(threading, "_shutdown")()  # noqa: B009 - as multiprocessing's own children do
        getattr(atexit, "_run_exitfuncs")()  # noqa: B009
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
    finally:
        os._exit(status)


def _as_status(value: object) -> int:
    if value is None:
        return 0
    if isinstance(value, int):
        return value & 0xFF
    print(value, file=sys.stderr)
    return 1
