"""Have grade cells examined by a second process, which holds the tests.

Joins an examiner (`autograder.examiners`) and a student's process by a channel, and says what to
send it and what it found. The examiner runs in another sandbox, without the submission's files; it
ends with the student's process, whose end of the channel it has. Decides no outcome:
`autograder.cells` does.
"""

import asyncio
import socket
from collections.abc import Sequence
from dataclasses import dataclass, field
from queue import Empty
from typing import Any

from nbformat import NotebookNode, from_dict
from nbformat.v4 import new_code_cell

from autograder.errors import RunError
from autograder.examiners import ExaminerKernel, Examiners
from autograder.half_characters import read_json
from autograder.kernel import Kernel
from autograder.left_names import LeftNames
from autograder.run import ExaminationOrder, RunLimits
from autograder.signs import Sign, Tampering, read_sign
from autograder.student.channel import ChannelError
from autograder.verdicts import Outcome

ANSWER_SECONDS = 5.0
LOOK_SECONDS = 0.05
REST_SECONDS = 4.0
"""For the end of a test whose student was interrupted; what nbclient gives a kernel."""


@dataclass(frozen=True)
class Answer:
    """What an examiner answered about one grade cell; without a `finding`, nothing."""

    outcome: Outcome
    finding: str = ""
    why: str = ""
    outputs: list[NotebookNode] = field(default_factory=list)
    bytes: int = 0


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
        texts = [cell.source.encode() for cell in order.cells]
        texts += [file.content for file in order.files]
        self._asks_for_text = any(b"getsource" in text for text in texts)

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

    def helpers_of(self, cell: NotebookNode) -> str:
        """The author's own functions that a grade cell calls, as Python."""
        return self._left.helpers_of(cell)

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

    async def examine(
        self,
        cell: NotebookNode,
        student: Kernel,
        seconds: float,
        most_bytes: int,
        before: Sequence[NotebookNode],
    ) -> Answer:
        """Have `cell` examined; past `seconds` the student is interrupted in its function.

        The cells that ran `before` are shown where the author's tests ask for their text.

        An interrupted student's function raises in the test; an interrupted examiner would no
        longer know which answer belongs to which question.

        Raises:
            RunError: The examiner cannot be started.
        """  # noqa: DOC502
        if self.kernel is None:
            assert self._ours is not None
            self.kernel = await self._examiners.take(self.order, self._limits, self._ours)
            self._ours.close()
        self.kernel.at_rest = False
        student.client.examine()
        name = cell.metadata["nbgrader"]["grade_id"]
        shown = before if self._asks_for_text else ()
        answers = [one.source for one in shown if one.cell_type == "code" and not is_test(one)]
        reply = self.kernel.client.question(cell.source, name, answers)
        await asyncio.wait({reply}, timeout=seconds)
        in_time = reply.done()
        if not in_time:
            await student.interrupt_kernel()
            await asyncio.wait({reply}, timeout=REST_SECONDS)
        if not reply.done():
            return Answer(Outcome.TIMED_OUT)
        try:
            data = reply.result()
        except EOFError:
            return Answer(Outcome.CRASHED)
        except ChannelError:
            return Answer(Outcome.TOO_MUCH_OUTPUT)
        answer = _read_answer(data, in_time=in_time, most_bytes=most_bytes)
        self.kernel.at_rest = answer.outcome in {Outcome.FINISHED, Outcome.RAISED}
        return answer

    async def drop(self) -> None:
        """End the examiner; a new one comes with the next student's process."""
        if self._ours is not None:
            self._ours.close()
        if self.kernel is not None:
            kernel, self.kernel = self.kernel, None
            await kernel.stop()


def is_test(cell: NotebookNode) -> bool:
    """True for a test of the author's; a cell that is also an answer is the student's."""
    mark = cell.metadata.get("nbgrader", {})
    return bool(mark.get("grade")) and not mark.get("solution")


def _read_answer(data: bytes, *, in_time: bool, most_bytes: int) -> Answer:
    told = read_json(data)
    outputs = [from_dict(output) for output in told["outputs"]]
    outcome = Outcome.FINISHED
    if len(data) > most_bytes:
        outcome, outputs = Outcome.TOO_MUCH_OUTPUT, []
    elif not in_time:
        outcome = Outcome.TIMED_OUT
    elif any(output.output_type == "error" for output in outputs):
        outcome = Outcome.RAISED
    return Answer(outcome, told["finding"], told["why"], outputs, len(data))


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
