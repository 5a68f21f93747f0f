"""Processes from which examiners are forked, kept while there are runs to grade.

Each knows one author's notebook, in a sandbox of its own, and serves one run at a time: an examiner
that did not come to rest is ended with its whole sandbox. Bringing a sandbox up costs more than
most tests do (LOG.md, "Where the seconds of a grading go"), so those that are free wait for the
next submission of the same assignment. Decides nothing about a cell.
"""

import asyncio
import contextlib
import json
import socket
from collections.abc import Sequence
from pathlib import Path
from typing import Self

from autograder import examiner
from autograder.errors import RunError
from autograder.own_folders import OwnFolder
from autograder.run import ExaminationOrder, RunFile, RunLimits
from autograder.run_sandbox import (
    FILES_DIR,
    START_SECONDS,
    Program,
    make_run_folder,
    start_program,
)
from autograder.student.channel import Assembler, ChannelError, Kind, parts
from autograder.student_client import StudentClient, wait_until_ready
from autograder.student_kernel import CODE
from sandbox.process import Sandbox
from sandbox.spec import Limit

PROGRAM = "autograder.examiner"
EXAMINER_CODE = (*CODE, Path(examiner.__file__).parent)
MOST_FREE = 8
"""Processes that wait for another run; the one that has waited longest is ended first."""
_LARGEST_READY_BYTES = 4096

Key = tuple[str, RunLimits, tuple[RunFile, ...]]


class ExaminerClient(StudentClient):
    """Talks to an examiner, which has ended when it has hung up."""

    def __init__(self, connection: socket.socket) -> None:
        super().__init__(connection)
        self._reply: asyncio.Future[bytes] | None = None

    async def is_alive(self) -> bool:
        """Whether it runs."""
        return not self.has_hung_up and await super().is_alive()

    def question(
        self, source: str, name: str, answers: Sequence[str] = ()
    ) -> asyncio.Future[bytes]:
        """Have a grade cell examined; the reply comes as JSON.

        The text of what is defined in the cells `answers` is known to it.

        It is an `EOFError` if the examiner ends before, a `ChannelError` if its reply is too large.
        """
        self._reply = self._loop.create_future()
        self._ask("question", source=source, name=name, answers=answers)
        return self._reply

    def _deliver(self, kind: Kind, frames: list[bytes]) -> None:
        if kind is Kind.REPLY and self._reply is not None and not self._reply.done():
            self._reply.set_result(frames[0])

    def _end(self, *, hung_up: bool) -> None:
        super()._end(hung_up=hung_up)
        if self._reply is not None and not self._reply.done():
            self._reply.set_exception(EOFError() if hung_up else ChannelError("too large"))
            self._reply.exception()  # nobody may wait for it any more


class Parent:
    """A process from which examiners are forked."""

    def __init__(
        self, key: Key, folder: OwnFolder, sandbox: Sandbox, control: socket.socket
    ) -> None:
        self.key = key
        self.sandbox = sandbox
        self._folder = folder
        self._control = control

    def is_alive(self) -> bool:
        """Whether it runs."""
        return self.sandbox.poll() is None

    async def fork(self, channel: socket.socket) -> ExaminerClient:
        """An examiner of the student at the other end of `channel`, ready for requests.

        Raises:
            RunError: There is none.
        """
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        client = ExaminerClient(ours)
        client.sandbox = self.sandbox
        try:
            with theirs:
                socket.send_fds(self._control, [b"!"], [theirs.fileno(), channel.fileno()])
            await wait_until_ready(client)
        except BaseException as error:
            client.close()
            if isinstance(error, OSError):
                raise RunError(f"no examiner could be forked: {error}.") from error
            raise
        return client

    def end(self) -> None:
        """End it with all that was forked from it."""
        self._control.close()
        self.sandbox.stop(grace_seconds=0)
        self._folder.remove()


class ExaminerKernel:
    """One run's examiner."""

    def __init__(self, pool: "Examiners", parent: Parent, client: ExaminerClient) -> None:
        self.client = client
        self.at_rest = True
        """False while it examines; then it is ended and not used again."""
        self._pool = pool
        self._parent = parent

    def measure(self) -> bool:
        """True if it has run out of memory."""
        return Limit.MEMORY in self._parent.sandbox.counted().limits_reached

    async def stop(self) -> None:
        """Let it go; its parent waits for the next run."""
        self.client.close()
        await self._pool.give_back(self._parent, is_good=self.at_rest and not self.measure())


class Examiners:
    """A context manager; what it started ends with it."""

    def __init__(self, template: Path | None) -> None:
        self._template = template
        self._free: list[Parent] = []
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._closed = True
        while self._free:
            self._free.pop().end()

    async def take(
        self, order: ExaminationOrder, limits: RunLimits, channel: socket.socket
    ) -> ExaminerKernel:
        """An examiner for one run, forked from one that knows the author's notebook.

        Raises:
            RunError: There is none.
        """  # noqa: DOC502
        author = json.dumps([[cell.source, cell.role, cell.name] for cell in order.cells])
        key = (author, limits, order.files)
        while (parent := self._find(key)) is not None:
            try:
                return ExaminerKernel(self, parent, await parent.fork(channel))
            except RunError:
                await asyncio.to_thread(parent.end)
        parent = await _start(key, self._template)
        try:
            return ExaminerKernel(self, parent, await parent.fork(channel))
        except BaseException:
            await asyncio.to_thread(parent.end)
            raise

    async def give_back(self, parent: Parent, *, is_good: bool) -> None:
        """Keep `parent` for the next run, or end it."""
        ended = [] if is_good and parent.is_alive() and not self._closed else [parent]
        if not ended:
            self._free.append(parent)
            ended, self._free = self._free[:-MOST_FREE], self._free[-MOST_FREE:]
        for one in ended:
            await asyncio.to_thread(one.end)

    def _find(self, key: Key) -> Parent | None:
        for parent in self._free:
            if parent.key == key:
                self._free.remove(parent)
                return parent
        return None


async def _start(key: Key, template: Path | None) -> Parent:
    author, limits, files = key
    loop = asyncio.get_running_loop()
    with contextlib.ExitStack() as undo:
        folder = make_run_folder(files)
        undo.callback(folder.remove)
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        undo.callback(ours.close)
        ours.setblocking(False)
        with theirs:
            words = (str(theirs.fileno()), str(limits.cpu_threads), str(FILES_DIR))
            program = Program(PROGRAM, f"{PROGRAM}.forking:main", words, EXAMINER_CODE)
            sandbox = await start_program(program, folder.path, limits, template, [theirs])
        undo.callback(sandbox.stop, grace_seconds=0)
        try:
            async with asyncio.timeout(START_SECONDS):
                for part in parts(Kind.REQUEST, [author.encode()]):
                    await loop.sock_sendall(ours, part)
                ready = await loop.sock_recv(ours, _LARGEST_READY_BYTES)
        except (OSError, TimeoutError) as error:
            raise RunError(f"no examiner started: {type(error).__name__} {error}") from error
        message = Assembler(_LARGEST_READY_BYTES).take(ready) if ready else None
        if message is None or message[0] is not Kind.READY:
            raise RunError("no examiner started: its process ended before it was ready.")
        undo.pop_all()
        return Parent(key, folder, sandbox, ours)
