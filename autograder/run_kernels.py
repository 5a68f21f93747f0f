"""The kernels of one run, one at a time: started afresh after a death, measured before their end.

With each that is ours goes its own channel to the examiner. Does not know which cells have run, nor
what a fresh kernel has to be told again.
"""

import contextlib
from pathlib import Path

from autograder.examining import Examining
from autograder.kernel import Kernel, start_kernel
from autograder.run import RunRequest

# Not "exit = ...": IPython would call the old `exit` with the rest of the line.
EXIT_DOES_NOTHING = "globals().update(dict.fromkeys(('exit', 'quit'), lambda *_, **__: None))"


class RunKernels:
    """The kernel in use, if there is one, and what all of them came to."""

    def __init__(
        self, request: RunRequest, template: Path | None, examining: Examining | None
    ) -> None:
        self.in_use: Kernel | None = None
        self.started = 0
        self.memory_bytes = 0
        """The most that one of them had."""
        self._request = request
        self._template = template
        self._examining = examining

    async def start(self) -> Kernel:
        """A fresh one, in use from now on.

        Raises:
            RunError: No sandbox, or no answer. No line of the submission was run in it.
        """  # noqa: DOC502
        request = self._request
        with contextlib.ExitStack() as stack:
            channel = None
            if self._examining is not None:
                channel = stack.enter_context(self._examining.open_channel())
            self.in_use = await start_kernel(
                request.kernel_name, request.files, request.limits, self._template, channel
            )
        self.started += 1
        return self.in_use

    def silence_exit(self) -> None:
        """Have `exit()` in a cell of Python do nothing, where the run asks for that."""
        assert self.in_use is not None
        if self._request.exit_does_nothing and "python" in self._request.kernel_name:
            self.in_use.client.execute(EXIT_DOES_NOTHING, silent=True, store_history=False)

    def measure(self) -> bool:
        """Note the memory in use; true if it, or the examiner beside it, ran out of memory."""
        assert self.in_use is not None
        out_of_memory = self.in_use.measure()
        self.memory_bytes = max(self.memory_bytes, self.in_use.memory_bytes)
        if self._examining is not None and self._examining.kernel is not None:
            out_of_memory |= self._examining.kernel.measure()
        return out_of_memory

    async def drop(self) -> None:
        """Measure the one in use, and stop it with its examiner."""
        if self.in_use is not None:
            self.in_use.measure()
            self.memory_bytes = max(self.memory_bytes, self.in_use.memory_bytes)
            kernel, self.in_use = self.in_use, None
            await kernel.stop()
        if self._examining is not None:
            await self._examining.drop()
