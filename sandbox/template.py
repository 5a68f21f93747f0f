"""A template: a process that has imported what a sandbox will need, and forks it.

`python -P -s -m sandbox.template --socket PATH --import MODULE ...`, started fresh and as root,
with an environment made from nothing. It never runs what it imported, holds no secret, has one
thread, and reads no request: a forked child does, so that nothing of one sandbox is in memory that
the next inherits. A template that is killed takes no sandbox with it, unless it was told to do
without wardens. Knows nothing of what its children do, nor when to fork one; `warm` asks.
"""

import argparse
import contextlib
import fcntl
import gc
import importlib
import os
import socket
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import setproctitle

from sandbox.code_that_runs import addresses_run, lay_together
from sandbox.forking import serve_with_wardens, serve_without_wardens
from sandbox.gaps import fill_gaps
from sandbox.huge_pages import use_huge_pages
from sandbox.inheritance import forget_instances

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
    parser.add_argument("--no-wardens", action="store_true", help="for who can run things again")
    parser.add_argument("--branch", type=Path, help="socket of a fork that imports more; until EOF")
    parser.add_argument("--branch-import", dest="more", action="append", default=[])
    options = parser.parse_args(arguments)
    if options.branch is not None and not options.until_eof:
        parser.error("--branch needs --until-eof, which ends it")
    load(options.modules, options.prepare)
    if options.branch is not None and fork_branch(options.branch):
        options.socket = options.branch
        forget_instances()  # a library that finds a shell is ready for its pictures, say, too early
        with contextlib.suppress(Exception):  # who wants it will see for itself
            load(options.more, options.prepare, keep=True)
    if options.rehearse is not None:
        lay_together(addresses_run(_named(options.rehearse), _REHEARSAL_SECONDS))
    fill_gaps()
    if options.huge_pages:
        use_huge_pages()
    with listen(options.socket) as listener:
        serve = serve_without_wardens if options.no_wardens else serve_with_wardens
        serve(listener, until_eof=options.until_eof)
    return 0


def load(modules: Sequence[str], prepare: Sequence[str] = (), *, keep: bool = False) -> None:
    """Import `modules`, call each of `prepare`, and put all out of the garbage collector's reach.

    A collection in a child would else touch every object, and so copy all shared memory. With
    `keep`, what is out of its reach already stays there, for the same reason.
    """
    setproctitle.getproctitle()  # later it would not find its place in a changed environment
    for module in modules:
        importlib.import_module(module)
        gc.freeze()  # a tenth of the time would go into looking for garbage in what stays
    for words in prepare:
        _named(words)()
    if not keep:
        gc.unfreeze()
    gc.collect()
    gc.freeze()


def fork_branch(path: Path) -> bool:
    """Fork; True in the branch, which will listen at `path` while `branch_lives`."""
    with _life_of(path).open("w") as life:
        fcntl.flock(life, fcntl.LOCK_EX)
        if os.fork():
            return False
        os.dup(life.fileno())  # stays open, and so the lock held, until the branch ends
        return True


def branch_lives(path: Path) -> bool:
    """Whether the branch that listens at `path`, now or later, is there.

    To be asked once the template listens: the branch was forked before.
    """
    with contextlib.suppress(BlockingIOError), _life_of(path).open() as life:
        fcntl.flock(life, fcntl.LOCK_SH | fcntl.LOCK_NB)
        return False
    return True


def _life_of(branch: Path) -> Path:
    return branch.with_suffix(".life")


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


if __name__ == "__main__":
    sys.exit(main())
