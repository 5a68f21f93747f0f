"""The examiner's process: takes a notebook's grade cells from the parent, answers with outputs.

Each request is one grade cell and each reply the finding on it with its outputs as nbformat has
them, both JSON. There is no kernel between: IPython's shell is there for what asks for it
(`display`, pandas' way to print), and what it publishes is among the outputs. Runs the author's
code, never a student's.
"""

import asyncio
import json
import os
import socket
from pathlib import Path
from typing import Any

from autograder.examiner.author import Author
from autograder.examiner.examination import Examiner
from autograder.examiner.link import Link
from autograder.examiner.space import Space
from autograder.student import dispatch, shell
from autograder.student.channel import Assembler, Kind, send

LARGEST_REQUEST_BYTES = 1 << 30
LONGEST_TEXT = 1_000_000
_LARGEST_DATAGRAM = 1 << 20


def answer(connection: socket.socket, channel: socket.socket, author: Author, space: Space) -> None:
    """Examine what the parent asks for over `connection`, until it hangs up."""
    published = shell.publish_to_list()
    descriptors = [Descriptor(number, name) for number, name in ((1, "stdout"), (2, "stderr"))]
    # As in a notebook, a loop runs: a test that would start another one fails as it does there.
    asyncio.set_event_loop(loop := asyncio.new_event_loop())
    asyncio.events._set_running_loop(loop)
    examiner, pid = Examiner(author, space), os.getpid()
    link = Link(channel, author.trust, _modules_here())
    assembler = Assembler(LARGEST_REQUEST_BYTES)
    dispatch.say_ready(connection)
    while datagram := connection.recv(_LARGEST_DATAGRAM):
        message = assembler.take(datagram)
        if message is None:
            continue
        order = json.loads(message[1][0])
        link.begin()
        link.answer_text.cells = order["answers"]
        found = examiner.examine(order["source"], link, author.place_of(order["name"]))
        if os.getpid() != pid:
            os._exit(0)  # a fork of the test's that came back: one process answers, not two
        texts = [output for one in descriptors for output in one.take()]
        reply = {
            "finding": found.finding,
            "why": found.why,
            "outputs": [*published, *found.outputs, *texts],
        }
        published.clear()
        send(connection, Kind.REPLY, [json.dumps(reply).encode()])


class Descriptor:
    """What is written to a descriptor past Python's streams, as by a program that a test runs."""

    def __init__(self, number: int, name: str) -> None:
        self._name = name
        self._file = os.memfd_create(name)
        self._read = 0
        os.dup2(self._file, number)

    def take(self) -> list[dict[str, Any]]:
        """It as an output, if anything was written since the last time."""
        size = os.fstat(self._file).st_size
        if size == self._read:
            return []
        data = os.pread(self._file, min(size - self._read, LONGEST_TEXT), self._read)
        self._read = size
        return [
            {"output_type": "stream", "name": self._name, "text": data.decode("utf-8", "replace")}
        ]


def _modules_here() -> frozenset[str]:
    """First names of the modules that lie beside the author's notebook."""
    return frozenset(
        path.stem for path in Path().iterdir() if path.is_dir() or path.suffix == ".py"
    )
