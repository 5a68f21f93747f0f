"""The student's process seen from outside: start it, measure it, stop it.

It runs `autograder.student.main` in a sandbox of its own, forked from a template where there is
one, else started cold; `student_client` talks with it. Does not know what a cell is.
"""

import asyncio
import signal
import socket
from pathlib import Path

from autograder import student
from autograder.own_folders import OwnFolder
from autograder.run import RunFile, RunLimits
from autograder.run_sandbox import FILES_DIR, WORK_DIR, Program, make_run_folder, start_program
from autograder.student_client import StudentClient, wait_until_ready
from sandbox.process import Sandbox
from sandbox.spec import Limit

PROGRAM = "autograder.student"
CODE = (Path(student.__file__).parent.parent / "__init__.py", Path(student.__file__).parent)


class StudentKernel:
    """A running process of a student; see `autograder.kernel.Kernel`."""

    def __init__(self, folder: OwnFolder, sandbox: Sandbox, client: StudentClient) -> None:
        self.client = client
        self.memory_bytes = 0
        self._folder = folder
        self._sandbox = sandbox

    async def interrupt_kernel(self) -> None:
        """Interrupt the cell, and what it started."""
        self._sandbox.signal(signal.SIGINT, whole_group=True)

    def measure(self) -> bool:
        """Note the memory in use; True if the sandbox has run out of it."""
        usage = self._sandbox.counted()
        self.memory_bytes = max(self.memory_bytes, usage.peak_memory_bytes)
        return Limit.MEMORY in usage.limits_reached

    async def stop(self) -> None:
        """End every process of the sandbox and remove its folder."""
        self.client.close()
        await asyncio.to_thread(self._end)

    def _end(self) -> None:
        self._sandbox.stop(grace_seconds=0)
        self._folder.remove()


async def start_student(
    files: tuple[RunFile, ...],
    limits: RunLimits,
    template: Path | None,
    examination: socket.socket | None = None,
) -> StudentKernel:
    """Start a process for one student's code and wait until it takes requests.

    Args:
        files: What lies in its working folder at first.
        limits: What it may use.
        template: Socket of a template that forks it; without one it starts cold.
        examination: Its end of the channel to the examiner; the caller's copy stays open.

    Raises:
        RunError: No sandbox, or no answer. No line of the submission was run.
    """  # noqa: DOC502
    folder = make_run_folder(files)
    try:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            client = StudentClient(ours)
            try:
                program = _program(theirs, examination, limits)
                passed = [end for end in (theirs, examination) if end is not None]
                client.sandbox = await start_program(program, folder.path, limits, template, passed)
            except BaseException:
                client.close()
                raise
    except BaseException:
        folder.remove()
        raise
    kernel = StudentKernel(folder, client.sandbox, client)
    try:
        await wait_until_ready(client)
    except BaseException:
        await kernel.stop()
        raise
    return kernel


def _program(
    connection: socket.socket, examination: socket.socket | None, limits: RunLimits
) -> Program:
    words = (
        str(connection.fileno()),
        str(-1 if examination is None else examination.fileno()),
        str(WORK_DIR),
        str(FILES_DIR),
        str(limits.cpu_threads),
    )
    return Program(PROGRAM, f"{PROGRAM}.main:main", words, CODE)
