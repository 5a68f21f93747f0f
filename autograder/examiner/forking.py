"""Fork the examiner of each run from a process that knows the author's notebook, and no more.

`main(["CONTROL", "THREADS", "FILES_DIR"])`: over the descriptor `CONTROL` the parent sends the
author's notebook once, whose files are in `FILES_DIR`, then for each run one datagram with two
descriptors, the examiner's connection to the parent and its channel to the student. This process
never reads either: nothing of one submission is in the memory from which the next one's examiner is
forked. The author's data that tests look up is made here once, if a process that has made it can
still be forked; tests run in the children alone.
"""

import contextlib
import gc
import json
import os
import random
import shutil
import signal
import socket
import sys
import tempfile
from collections.abc import Sequence
from typing import NoReturn

from autograder.examiner.author import Author, read_author
from autograder.examiner.examination import compile_ahead
from autograder.examiner.process import answer
from autograder.examiner.space import Space
from autograder.student import dispatch, shell
from autograder.student.channel import Assembler, Kind, send
from autograder.student.main import be_fresh, find_modules_here

LARGEST_AUTHOR_BYTES = 1 << 28
MOST_SECONDS_AHEAD = 5
_LARGEST_DATAGRAM = 1 << 20


def main(arguments: Sequence[str]) -> int:
    """Fork an examiner for each pair of descriptors, until the parent closes the channel."""
    dispatch.ignore_interrupts()
    control = socket.socket(fileno=int(arguments[0]))
    be_fresh(int(arguments[1]))
    shell.prepare()
    os.chdir(arguments[2])
    find_modules_here()
    author = _receive_author(control)
    author.read_all()
    compile_ahead(author)
    space = Space(author)
    if _can_be_made(space):
        space.make_ahead()
    gc.collect()
    gc.freeze()  # a collection in a child would else copy what all of them share
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel reaps
    send(control, Kind.READY, [])
    while True:
        _, descriptors, _, _ = socket.recv_fds(control, 1, 2)
        if len(descriptors) < 2:
            return 0
        connection, channel = (socket.socket(fileno=number) for number in descriptors)
        with connection, channel:
            if os.fork() == 0:
                control.close()
                _examine_and_exit(author, space, connection, channel)


def _receive_author(control: socket.socket) -> Author:
    assembler = Assembler(LARGEST_AUTHOR_BYTES)
    while True:
        message = assembler.take(control.recv(_LARGEST_DATAGRAM))
        if message is not None:
            return read_author([tuple(cell) for cell in json.loads(message[1][0])])


def _can_be_made(space: Space) -> bool:
    """Whether a process that has made the author's names can still be forked; tried in a child.

    Not if that takes long, ends the process or leaves threads in it: then each examiner makes what
    its tests look up.
    """
    child = os.fork()
    if child == 0:
        status = 1
        try:
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.alarm(MOST_SECONDS_AHEAD)
            space.make_ahead()
            status = len(os.listdir("/proc/self/task")) - 1  # noqa: PTH208 - no object for each
        finally:
            os._exit(min(status, 1))
    return os.waitpid(child, 0)[1] == 0


def _examine_and_exit(
    author: Author, space: Space, connection: socket.socket, channel: socket.socket
) -> NoReturn:
    status = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        random.seed()
        if "numpy.random" in sys.modules:
            sys.modules["numpy.random"].seed()
        with tempfile.TemporaryDirectory() as folder:
            # Its own copy of the author's files: a test may write.
            shutil.copytree(".", folder, dirs_exist_ok=True, copy_function=shutil.copyfile)
            os.chdir(folder)
            answer(connection, channel, author, space)
            os.chdir("/")
        status = 0
    finally:
        with contextlib.suppress(Exception):
            sys.__stderr__.flush()  # type: ignore[union-attr]
        os._exit(status)  # nothing may unwind into the loop above
