"""A kernel in a sandbox, whichever it is: our own for Python, Jupyter's for every other.

What `NotebookRun` and nbclient ask of a kernel is here as a protocol; nothing that comes from one
is trusted. Does not know what a cell is.
"""

import socket
from pathlib import Path
from typing import Any, Protocol

from jupyter_client.kernelspec import (
    NATIVE_KERNEL_NAME,
    KernelSpec,
    KernelSpecManager,
    NoSuchKernel,
)

from autograder.errors import RunError
from autograder.run import RunFile, RunLimits
from autograder.student_kernel import start_student


class Kernel(Protocol):
    """A running kernel; `interrupt_kernel` is what nbclient asks a kernel manager for."""

    client: Any
    """What nbclient asks a kernel client for, and `is_output_cut`."""
    memory_bytes: int
    """The most that was in use when it was measured."""

    async def interrupt_kernel(self) -> None:
        """Ask the kernel to interrupt its cell."""

    def measure(self) -> bool:
        """Note the memory in use; True if the sandbox has run out of it."""

    async def stop(self) -> None:
        """End every process of the sandbox and remove its folder."""


async def start_kernel(
    name: str,
    files: tuple[RunFile, ...],
    limits: RunLimits,
    template: Path | None,
    examination: socket.socket | None = None,
) -> Kernel:
    """Start the kernel `name` in a sandbox of its own and wait until it answers.

    Only ours, for Python, takes up an `examination`: see `autograder.student_kernel`.

    Raises:
        RunError: No sandbox, or no answer. No line of the submission was run.
    """  # noqa: DOC502
    if is_ours(name):
        return await start_student(files, limits, template, examination)
    # ZeroMQ and what belongs to it take long to import.
    from autograder.jupyter_kernel import start_jupyter_kernel

    return await start_jupyter_kernel(find_kernel(name), files, limits)


def is_ours(name: str) -> bool:
    """True if our own process stands for the kernel of that name."""
    return name in {"python", NATIVE_KERNEL_NAME}


def find_kernel(name: str) -> KernelSpec:
    """The installed kernel `name`.

    Raises:
        RunError: There is none of that name.
    """
    manager = KernelSpecManager()
    try:
        return manager.get_kernel_spec(name)
    except NoSuchKernel:
        known = ", ".join(sorted(manager.find_kernel_specs()))
        raise RunError(f"no kernel {name!r} is installed; there are: {known}.") from None
