"""Have grade cells examined by a second process, which holds the tests.

Joins an examiner (`autograder.examiners`) and a student's process by a channel, and says what to
send it and what it found. The examiner runs in another sandbox, without the submission's files; it
ends with the student's process, whose end of the channel it has. Decides no outcome:
`autograder.cells` does.
"""

import asyncio
import json
import socket
from queue import Empty
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from autograder.errors import RunError
from autograder.examiner.process import FINDING
from autograder.examiners import ExaminerKernel, Examiners
from autograder.kernel import Kernel
from autograder.left_names import LeftNames
from autograder.run import ExaminationOrder, RunLimits
from autograder.signs import Sign, Tampering, read_sign
from autograder.student.channel import ChannelError

ANSWER_SECONDS = 5.0
LOOK_SECONDS = 0.05


class Examining:
    """The examiner of one run; `open_channel` comes before each start of a student's process."""

    def __init__(self, order: ExaminationOrder, limits: RunLimits, examiners: Examiners) -> None:
        self.order = order
        self._limits = limits
        self._examiners = examiners
        self._ours: socket.socket | None = None
        self.kernel: ExaminerKernel | None = None
        self.notes: list[str] = []
        self.signs: list[Sign] = []
        self._grade_ids = {cell.name for cell in order.cells if cell.role == "grade"}
        self._grade_ids -= order.inside.keys()
        self._left = LeftNames(order.cells)

    def open_channel(self) -> socket.socket:
        """The student's end of a new channel; the caller closes it when the process has it."""
        self._ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._left.inside.clear()
        return theirs

    def takes(self, cell: NotebookNode) -> bool:
        """True if `cell` is to be examined from outside."""
        mark = cell.metadata.get("nbgrader", {})
        name = mark.get("grade_id")
        if not mark.get("grade") or name not in self._grade_ids:
            return False
        source = self._left.value_from_inside(name) if self.order.falls_back else None
        if source is not None:
            self.fall_back(cell, f"what cell {source!r} left in the answer's process")
        return source is None

    def ran_inside(self, cell: NotebookNode) -> None:
        """Note that the student's process has run a grade cell, and has the names it left."""
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if cell.metadata.get("nbgrader", {}).get("grade"):
            self._left.inside.add(name)

    def missing_before(self, cell: NotebookNode) -> list[NotebookNode]:
        """Grade cells examined from here whose names a cell needs that is to run inside."""
        missing = self._left.missing_before(cell) if self.order.falls_back else ()
        for one in missing:
            note = f"Cell {one.name!r} was run inside as well: a later cell needs its names."
            if note not in self.notes:
                self.notes.append(note)
        mark = {"grade": True, "solution": False, "locked": True, "points": 0}
        return [
            new_code_cell(
                one.source,
                metadata={"nbgrader": {**mark, "grade_id": one.name, "schema_version": 3}},
            )
            for one in missing
        ]

    def question(self, cell: NotebookNode) -> NotebookNode:
        """What the examiner executes in place of `cell`."""
        name = cell.metadata["nbgrader"]["grade_id"]
        asked: NotebookNode = new_code_cell(json.dumps({"source": cell.source, "name": name}))
        return asked

    def fall_back(self, cell: NotebookNode, why: str) -> None:
        """Leave `cell` to the student's process from now on, and note it."""
        name = cell.metadata["nbgrader"]["grade_id"]
        self._grade_ids.discard(name)
        self.notes.append(f"Cell {name!r} was examined inside: the test needs {why}.")

    def note_fault(self, cell: NotebookNode, why: str) -> None:
        """Note for the instructor that the student's side broke the conversation."""
        sign = read_sign(cell.metadata["nbgrader"]["grade_id"], Tampering.CONVERSATION, why)
        if sign is not None and sign not in self.signs:
            self.signs.append(sign)

    async def begin(self, student: Kernel) -> Kernel:
        """Have both ready for a cell; what is returned is interrupted by way of the student.

        Raises:
            RunError: The examiner cannot be started.
        """  # noqa: DOC502
        if self.kernel is None:
            assert self._ours is not None
            self.kernel = await self._examiners.take(self.order, self._limits, self._ours)
            self._ours.close()
        self.kernel.at_rest = False
        student.client.examine()
        return _Pair(self.kernel, student)

    def rest(self) -> None:
        """Note that the examiner has answered."""
        if self.kernel is not None:
            self.kernel.at_rest = True

    async def drop(self) -> None:
        """End the examiner; a new one comes with the next student's process."""
        if self._ours is not None:
            self._ours.close()
        if self.kernel is not None:
            kernel, self.kernel = self.kernel, None
            await kernel.stop()


def take_finding(cell: NotebookNode) -> tuple[str, str]:
    """Take the finding and its reason out of a cell's outputs; ("", "") if there is none."""
    for output in list(cell.get("outputs", [])):
        told = output.get("data", {}).get(FINDING)
        if told is not None:
            cell.outputs.remove(output)
            return str(told["finding"]), str(told["why"])
    return "", ""


class _Pair:
    """The examiner, which answers, and the student, who is interrupted in its place.

    An interrupted student's function raises in the test; an interrupted examiner would no longer
    know which answer belongs to which question.
    """

    def __init__(self, examiner_kernel: Kernel, student: Kernel) -> None:
        self.client = examiner_kernel.client
        self.memory_bytes = 0
        self._student = student

    async def interrupt_kernel(self) -> None:
        """Interrupt what the student's process does."""
        await self._student.interrupt_kernel()

    def measure(self) -> bool:
        """Not here: each of the two is measured by itself."""
        return False

    async def stop(self) -> None:
        """Not here: each of the two is stopped by itself."""


async def ask(kernel: Kernel, request: str) -> dict[str, Any]:
    """The reply to a request of ours that runs nothing of a submission.

    Raises:
        RunError: It said that something is wrong, or nothing in time.
    """
    while True:
        try:
            reply = await kernel.client.shell_channel.get_msg(timeout=60.0)
        except Exception as error:
            raise RunError(f"a process of ours did not answer: {type(error).__name__}") from error
        if reply["parent_header"].get("msg_id") == request:
            if reply["content"].get("status") != "ok":
                raise RunError(f"a process of ours failed: {reply['content']!s:.300}")
            return dict(reply["content"])


async def wait_for_rest(kernel: Kernel) -> bool:
    """Wait until the student's process has ended its part; False if it does not."""
    deadline = asyncio.get_running_loop().time() + ANSWER_SECONDS
    while asyncio.get_running_loop().time() < deadline:
        try:
            reply = await kernel.client.shell_channel.get_msg(timeout=LOOK_SECONDS)
        except Empty:
            if not await kernel.client.is_alive():
                return False
            continue
        except ChannelError:
            return False
        if reply["msg_type"] == "examine_reply":
            return True
    return False
