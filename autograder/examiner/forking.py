"""Fork the examiner of each run from a process that has read the author's notebook, and no more.

`main(["CONTROL", "THREADS"])`: over the descriptor `CONTROL` the parent sends the author's notebook
once, then for each run one datagram with two descriptors, the examiner's connection to the parent
and its channel to the student. This process never reads either: nothing of one submission is in the
memory from which the next one's examiner is forked. Runs the author's code in the children alone.
"""

import contextlib
import json
import os
import random
import signal
import socket
import sys
import tempfile
from collections.abc import Sequence
from typing import NoReturn

from autograder.examiner.author import Author, read_author
from autograder.examiner.process import Desk
from autograder.student import shell
from autograder.student.channel import Assembler, Kind, send
from autograder.student.main import answer, be_fresh

LARGEST_AUTHOR_BYTES = 1 << 28
_LARGEST_DATAGRAM = 1 << 20


def main(arguments: Sequence[str]) -> int:
    """Fork an examiner for each pair of descriptors, until the parent closes the channel."""
    shell.ignore_interrupts()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel reaps
    control = socket.socket(fileno=int(arguments[0]))
    be_fresh(int(arguments[1]))
    shell.prepare()
    author = _receive_author(control)
    author.read_all()
    send(control, Kind.READY, [])
    while True:
        _, descriptors, _, _ = socket.recv_fds(control, 1, 2)
        if len(descriptors) < 2:
            return 0
        connection, channel = (socket.socket(fileno=number) for number in descriptors)
        with connection, channel:
            if os.fork() == 0:
                control.close()
                _examine_and_exit(author, connection, channel)


def _receive_author(control: socket.socket) -> Author:
    assembler = Assembler(LARGEST_AUTHOR_BYTES)
    while True:
        message = assembler.take(control.recv(_LARGEST_DATAGRAM))
        if message is not None:
            return read_author([tuple(cell) for cell in json.loads(message[1][0])])


def _examine_and_exit(
    author: Author, connection: socket.socket, channel: socket.socket
) -> NoReturn:
    status = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        random.seed()
        if "numpy.random" in sys.modules:
            sys.modules["numpy.random"].seed()
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            kernel = shell.make_kernel(connection)
            Desk(kernel, channel, author).take_over()
            answer(kernel, connection, channel)
            os.chdir("/")
        status = 0
    finally:
        with contextlib.suppress(Exception):
            sys.__stderr__.flush()  # type: ignore[union-attr]
        os._exit(status)  # nothing may unwind into the loop above
