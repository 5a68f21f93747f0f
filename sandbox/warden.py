"""What a template becomes for one sandbox: the warden outside it, and the child inside.

The warden is root's, stays outside, forks the child into the sandbox's pid namespace and reports
its exit status to the sandbox's pause process; when the warden is killed, the pause process hears
that and ends the sandbox. The child acknowledges only when it is in the sandbox's control group and
confined. Builds no sandbox; bubblewrap has done so.
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
from sandbox.fork_request import (
    READY,
    Request,
    Where,
    receive_request,
    receive_where,
    send_answer,
    words,
)

_MOST_DESCRIPTORS = 1 << 16
_ABOVE_ALL_NUMBERS = 500


def serve_and_exit(connection: socket.socket) -> NoReturn:
    """Be the warden of the sandbox that is asked for over `connection`, to its end."""
    status = 1
    try:
        os.setsid()
        inheritance.default_signals()
        connection.send(READY)
        where = receive_where(connection)
        if where is not None:
            _guard(connection, where)
            status = 0
    except OSError as error:
        with contextlib.suppress(OSError):
            send_answer(connection.fileno(), 0, str(error))
    finally:
        os._exit(status)  # nothing may unwind into the template's loop


def _guard(connection: socket.socket, where: Where) -> None:
    spare_from_memory_killer(-1000)
    confinement.give_children_pid_namespace(where.sandbox)
    child = os.fork()
    if child == 0:
        run_and_exit(connection, where)
    _close_all_but(where.status)
    _, waited = os.waitpid(child, 0)
    report_end(where.status, waited)


def report_end(status: int, waited: int) -> None:
    """Tell the pause process how a child ended, by what `waitpid` said."""
    code = os.waitstatus_to_exitcode(waited)
    with contextlib.suppress(BrokenPipeError):
        os.write(status, b"%d\n" % (code if code >= 0 else 128 - code))


def run_and_exit(connection: socket.socket, where: Where) -> NoReturn:
    """Read the request, confine this process, say so, and run what was asked for."""
    answer = connection.fileno()
    try:
        # As whoever asked knows it: /proc is still that of the template.
        pid = int(os.readlink("/proc/self"))  # noqa: PTH115 - no object needed
        _close_all_but(answer, where.sandbox)
        received = receive_request(connection)
        if received is None:
            os._exit(1)
        request, descriptors = received
        wanted = {**dict(enumerate(descriptors.streams)), **(descriptors.passed or {})}
        above = max(*wanted, _ABOVE_ALL_NUMBERS) + 1
        answer, sandbox = _moved(connection.detach(), above), _moved(where.sandbox, above)
        for group in descriptors.groups:
            os.write(group, b"0")
        _enter(request, sandbox, {to: _moved(wanted[to], above) for to in wanted}, answer)
        send_answer(answer, pid)
        os.close(answer)
    except BaseException as error:
        with contextlib.suppress(OSError):
            send_answer(answer, 0, f"{type(error).__name__}: {error}")
        os._exit(1)
    _exit_as_python(lambda: _call(request))


def _enter(request: Request, sandbox: int, descriptors: Mapping[int, int], answer: int) -> None:
    """Take every step in its order."""
    os.setsid()
    confinement.join_namespaces(sandbox)
    for target, source in descriptors.items():
        os.dup2(source, target)
    _close_all_but(answer, *descriptors)
    for kind, value in request.limits.items():
        resource.setrlimit(kind, (value, value))
    spare_from_memory_killer(0)
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


def spare_from_memory_killer(score: int) -> None:
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
