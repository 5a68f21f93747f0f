"""The examiner's process: takes a notebook's grade cells from the parent, answers with outputs.

The program is the student's (`autograder.student.main`) in another sandbox, with the examination in
the place of its shell. The parent sends JSON where a kernel gets code, one grade cell after the
other; the outputs go back as a kernel's would, and the finding beside them as an output of its own
kind. Runs the author's code, never a student's.
"""

import json
import socket
from pathlib import Path
from typing import Any

from autograder.examiner.author import Author
from autograder.examiner.examination import Examiner
from autograder.examiner.link import Link
from autograder.examiner.space import Space

FINDING = "application/vnd.lab.finding+json"


class Desk:
    """What the parent's requests come to."""

    def __init__(self, kernel: Any, channel: socket.socket, author: Author, space: Space) -> None:
        self._kernel = kernel
        self._channel = channel
        self._author = author
        self._examiner = Examiner(author, space)
        self._link: Link | None = None

    def take_over(self) -> None:
        """Answer in the place of the kernel's shell."""
        self._kernel.do_execute = self.execute

    async def execute(self, code: str, *_: object, **__: object) -> dict[str, Any]:
        """Examine one cell; in the place of ipykernel's method."""
        order = json.loads(code)
        if self._link is None:
            self._link = Link(self._channel, self._author.trust, _modules_here())
        self._link.begin()
        found = self._examiner.examine(
            order["source"], self._link, self._author.place_of(order["name"])
        )
        for output in found.outputs:
            self._send(output)
        told = {"finding": found.finding, "why": found.why, "questions": found.questions}
        self._send({"output_type": "display_data", "data": {FINDING: told}, "metadata": {}})
        count = self._kernel.execution_count
        return {"status": "ok", "execution_count": count, "user_expressions": {}, "payload": []}

    def _send(self, output: dict[str, Any]) -> None:
        content = {key: value for key, value in output.items() if key != "output_type"}
        self._kernel.send_response(self._kernel.iopub_socket, output["output_type"], content)


def _modules_here() -> frozenset[str]:
    """First names of the modules that lie beside the author's notebook."""
    return frozenset(
        path.stem for path in Path().iterdir() if path.is_dir() or path.suffix == ".py"
    )
