"""A template: a process that has imported what a sandbox will need, and forks it.

`python -P -s -m sandbox.template --socket PATH --import MODULE ...`, started fresh and as root,
with an environment made from nothing. It never runs what it imported, holds no secret, has one
thread, and reads no request: a forked child does, so that nothing of one sandbox is in memory that
the next inherits. A template that is killed takes no sandbox with it. Knows nothing of what its
children do, nor when to fork one; `warm` asks.
"""

import argparse
import contextlib
import gc
import importlib
import os
import select
import signal
import socket
import struct
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import setproctitle

from sandbox import warden
from sandbox.code_that_runs import addresses_run, lay_together
from sandbox.gaps import fill_gaps
from sandbox.huge_pages import use_huge_pages

_REHEARSAL_SECONDS = 60.0  # a few, where nobody else is at work
_BACKLOG = 512  # a class that presses the same button waits here


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until a signal ends it; returns in each forked child too, with its exit status."""
    parser = argparse.ArgumentParser(prog="python -m sandbox.template")
    parser.add_argument("--socket", type=Path, required=True, help="Unix socket to listen on")
    parser.add_argument("--import", dest="modules", action="append", default=[], metavar="MODULE")
    parser.add_argument("--prepare", action="append", default=[], metavar="MODULE:FUNCTION")
    parser.add_argument("--rehearse", metavar="MODULE:FUNCTION", help="played once, in a fork")
    parser.add_argument("--huge-pages", action="store_true", help="for who forks often: a second")
    parser.add_argument("--until-eof", action="store_true", help="end when stdin does")
    options = parser.parse_args(arguments)
    load(options.modules, options.prepare)
    if options.rehearse is not None:
        lay_together(addresses_run(_named(options.rehearse), _REHEARSAL_SECONDS))
    fill_gaps()
    if options.huge_pages:
        use_huge_pages()
    with listen(options.socket) as listener:
        serve(listener, until_eof=options.until_eof)
    return 0


def load(modules: Sequence[str], prepare: Sequence[str] = ()) -> None:
    """Import `modules`, call each of `prepare`, and put all out of the garbage collector's reach.

    A collection in a child would else touch every object, and so copy all shared memory.
    """
    setproctitle.getproctitle()  # later it would not find its place in a changed environment
    for module in modules:
        importlib.import_module(module)
        gc.freeze()  # a tenth of the time would go into looking for garbage in what stays
    for words in prepare:
        _named(words)()
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _named(words: str) -> Callable[..., Any]:
    """The function MODULE:FUNCTION, whose module is imported when it is called."""
    name, _, function = words.partition(":")

    def call(*arguments: Any) -> Any:
        return getattr(importlib.import_module(name), function)(*arguments)

    return call


def listen(path: Path) -> socket.socket:
    """A socket for our own user alone; it answers from its first moment on."""
    unheard = path.with_suffix(".new")
    unheard.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    before = os.umask(0o177)
    try:
        listener.bind(str(unheard))
    finally:
        os.umask(before)
    listener.listen(_BACKLOG)
    unheard.replace(path)  # whoever saw it between bind and listen would be refused
    return listener


def serve(listener: socket.socket, *, until_eof: bool = False) -> None:
    """Fork a child for each of our own that connects.

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


def peer_uid(connection: socket.socket) -> int:
    """Whose process is at the other end, as the kernel says (unix(7), SO_PEERCRED)."""
    packed = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    uid: int = struct.unpack("3i", packed)[1]
    return uid


def assert_single_threaded() -> None:
    """A lock that another thread holds would stay locked in the child for ever."""
    threads = len(os.listdir("/proc/self/task"))  # noqa: PTH208 - no object for each of them
    assert threads == 1, f"the template has {threads} threads; expected 1"


if __name__ == "__main__":
    sys.exit(main())
