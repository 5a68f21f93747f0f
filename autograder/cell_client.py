"""nbclient with what it lacks: a budget for output, checked outputs, and an eye on the kernel.

Used for one notebook at a time; `use` says which kernel it talks to and `begin_cell` forgets the
cell before. Never trusts what a message holds. Decides no outcome: `autograder.cells` does.
"""

import asyncio
import functools
import json
from typing import Any, cast

from nbclient import NotebookClient
from nbformat import NotebookNode
from nbgrader.preprocessors import Execute

from autograder.kernel import Kernel
from autograder.outputs import check_output

WATCH_SECONDS = 0.2


class CellClient(NotebookClient):
    """nbclient with nbgrader's settings, a budget for output, and checked outputs."""

    def __init__(self, notebook: NotebookNode, output_bytes: int, **settings: Any) -> None:
        super().__init__(
            notebook,
            allow_errors=True,
            interrupt_on_timeout=True,
            raise_on_iopub_timeout=True,
            error_on_timeout=_error_on_timeout(),
            on_cell_executed=_complete_errors,
            **settings,
        )
        self.output_bytes_left = output_bytes
        self.cell_bytes_left = output_bytes
        self.timed_out = False
        self.flooded = False
        self.kernel: Kernel | None = None

    def use(self, kernel: Kernel | None) -> None:
        """Talk to this kernel from now on."""
        self.kernel = kernel
        # nbclient asks of a kernel manager no more than `interrupt_kernel`.
        self.km = cast(Any, kernel)
        self.kc = None if kernel is None else kernel.client

    def begin_cell(self, cell_output_bytes: int) -> None:
        """Forget what happened in the cell before."""
        self.cell_bytes_left = min(cell_output_bytes, self.output_bytes_left)
        self.timed_out = False
        self.flooded = False

    def keep_outputs(self) -> None:
        """Let no later cell change what is shown so far: a trainee reads it in the feedback."""
        self._display_id_map.clear()

    def process_message(
        self, msg: dict[str, Any], cell: NotebookNode, cell_index: int
    ) -> NotebookNode | None:
        """Count the message, then let nbclient take it; over the budget, interrupt the cell."""
        if msg["msg_type"] not in {"status", "execute_input"}:
            # Widgets' buffers are kept with the notebook as well.
            size = len(json.dumps(msg["content"])) + sum(map(len, msg.get("buffers", ())))
            self.cell_bytes_left -= size
            self.output_bytes_left -= size
            if self.cell_bytes_left < 0:
                if not self.flooded:
                    self.flooded = True
                    assert self.kernel is not None
                    self._interruption = asyncio.ensure_future(self.kernel.interrupt_kernel())
                return None
        return super().process_message(msg, cell, cell_index)

    def output(
        self, outs: list[NotebookNode], msg: dict[str, Any], display_id: str | None, cell_index: int
    ) -> NotebookNode | None:
        """Let nbclient make an output of the message, and refuse what a notebook cannot hold."""
        output = super().output(outs, msg, display_id, cell_index)
        if output is not None:
            check_output(output)
        return output

    async def _async_poll_kernel_alive(self) -> None:
        assert self.kernel is not None
        client = self.kernel.client
        cut = False
        while True:
            await asyncio.sleep(WATCH_SECONDS)
            alive = await client.is_alive()
            if alive and not cut:
                # A kernel that dies breaks the channel too: look once more before judging.
                cut = client.is_output_cut()
                continue
            self.flooded |= alive
            assert self.task_poll_for_reply is not None
            self.task_poll_for_reply.cancel()
            return

    async def _async_handle_timeout(
        self, timeout: int, cell: NotebookNode | None = None
    ) -> dict[str, Any] | None:
        self.timed_out = True
        return await super()._async_handle_timeout(timeout, cell)


@functools.cache
def _error_on_timeout() -> Any:
    return Execute().error_on_timeout


def _complete_errors(**event: Any) -> None:
    # nbgrader's own rule: a cell whose reply says "error" shows an error, whatever it printed.
    Execute.on_cell_executed(None, **event)


def show_timeout(cell: NotebookNode) -> None:
    """Show in a cell what nbgrader shows of one that was interrupted and came to its end."""
    reply = {"content": {**_error_on_timeout(), "status": "error"}}
    _complete_errors(cell=cell, cell_index=0, execute_reply=reply)
