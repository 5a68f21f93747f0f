"""The examiner's process: takes a notebook's grade cells from the parent, answers with outputs.

The program is the student's (`autograder.student.main`) in a sandbox of its own; `install` puts
the examination in place of its shell. The parent sends JSON where a kernel gets code: first the
author's notebook, then one grade cell after the other; the outputs go back as a kernel's would, and
the finding beside them as an output of its own kind. Runs the author's code, never a student's.
"""

import json
import socket
from typing import Any

from autograder.examiner.author import Author, read_author
from autograder.examiner.examination import Examiner
from autograder.examiner.link import Link

FINDING = "application/vnd.lab.finding+json"


def install(kernel: Any, channel: socket.socket) -> None:
    """Make `kernel` an examiner of the student at the other end of `channel`."""
    kernel.do_execute = Desk(kernel, channel).execute


class Desk:
    """What the parent's requests come to."""

    def __init__(self, kernel: Any, channel: socket.socket) -> None:
        self._kernel = kernel
        self._channel = channel
        self._author = Author()
        self._examiner = Examiner(self._author)
        self._link: Link | None = None

    async def execute(self, code: str, *_: object, **__: object) -> dict[str, Any]:
        """Take the author's notebook, or examine one cell; in the place of ipykernel's method."""
        order = json.loads(code)
        if "author" in order:
            self._author = read_author([tuple(cell) for cell in order["author"]])
            self._examiner = Examiner(self._author)
            return self._reply("ok")
        if self._link is None:
            self._link = Link(self._channel, self._author.trust)
        self._link.begin()
        found = self._examiner.examine(
            order["source"], self._link, self._author.place_of(order["name"])
        )
        for output in found.outputs:
            self._send(output)
        told = {"finding": found.finding, "why": found.why, "questions": found.questions}
        self._send({"output_type": "display_data", "data": {FINDING: told}, "metadata": {}})
        return self._reply("ok")

    def _send(self, output: dict[str, Any]) -> None:
        content = {key: value for key, value in output.items() if key != "output_type"}
        self._kernel.send_response(self._kernel.iopub_socket, output["output_type"], content)

    def _reply(self, status: str) -> dict[str, Any]:
        count = self._kernel.execution_count
        return {"status": status, "execution_count": count, "user_expressions": {}, "payload": []}
