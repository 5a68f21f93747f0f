"""Run the cells of one notebook, one after the other, and say what happened to each.

nbclient speaks with the kernel; what is ours is what it lacks: a time for the whole notebook, a
limit on output, and a kernel that dies or hangs costing its own cell and not the notebook. A cell
that was run and did not finish always carries an error output of ours, because a grade cell without
any output earns all of its points. Never trusts what a message holds. Decides no score.
"""

import contextlib
import copy
import logging
import time
from pathlib import Path
from typing import Any, cast

import nbformat
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from autograder.cell_client import CellClient, show_timeout
from autograder.errors import RunError
from autograder.examiner.examination import Finding
from autograder.examiners import Examiners
from autograder.examining import Examining, wait_for_rest
from autograder.guarding import GuardedCell, Guarding, drop_evidence
from autograder.kernel import Kernel, is_ours
from autograder.outputs import (
    DEEPEST_OUTPUT,
    depth,
    explain,
    explain_not_examined,
    is_good,
)
from autograder.run import CellRun, RunRequest, RunResult, read_notebook, write_notebook
from autograder.run_kernels import RunKernels
from autograder.signs import Sign
from autograder.verdicts import Outcome

log = logging.getLogger(__name__)
_our_language: NotebookNode = NotebookNode()
"""What our own kernel says of its language, once one was asked before it ran anything."""


class NotebookRun:
    """One run of a `RunRequest`; used once."""

    def __init__(self, request: RunRequest, template: Path | None, examiners: Examiners) -> None:
        self.request = request
        self.notebook = read_notebook(request.notebook)
        self.client = self._make_client(self.notebook)
        self.examining: Examining | None = None
        if request.examination is not None and is_ours(request.kernel_name):
            self.examining = Examining(request.examination, request.limits, examiners)
        self.guarding: Guarding | None = None
        if request.guard is not None and is_ours(request.kernel_name):
            self.guarding = Guarding(request.guard)
        self.kernels = RunKernels(request, template, self.examining)
        self.finished: list[NotebookNode] = []
        """Cells as they were before they ran, to be replayed in a fresh kernel."""
        self.started = time.monotonic()

    @property
    def kernel(self) -> Kernel | None:
        """The kernel in use; none after a death or a hang, and in the end."""
        return self.kernels.in_use

    async def run(self) -> RunResult:
        """Run every cell.

        Raises:
            RunError: As `run_notebook` says.
        """  # noqa: DOC502
        try:
            await self._use_fresh_kernel()
            await self._learn_language()
            runs = [
                CellRun(index, *await self._run_cell(cell, index))
                for index, cell in enumerate(self.notebook.cells)
                if cell.cell_type == "code" and cell.source.strip()
            ]
        finally:
            await self._drop_kernel()
        self._keep_widgets()
        for cell in self.notebook.cells:
            drop_evidence(cell)
        return RunResult(
            notebook=write_notebook(self.notebook),
            cells=tuple(runs),
            seconds=time.monotonic() - self.started,
            memory_bytes=self.kernels.memory_bytes,
            kernels=self.kernels.started,
            notes=() if self.examining is None else tuple(self.examining.notes),
            signs=self._signs(),
        )

    def _keep_widgets(self) -> None:
        """Note the state of widgets, as nbclient does at the end of a notebook."""
        if depth(self.client.widget_state) <= DEEPEST_OUTPUT:
            with contextlib.suppress(Exception):  # whatever it is, the kernel made it up
                self.client.set_widgets_metadata()

    async def _run_cell(self, cell: NotebookNode, index: int) -> tuple[Outcome, float]:
        began = time.monotonic()
        if self.kernel is None and not await self._recover():
            explain(cell, Outcome.NOT_REACHED)
            return Outcome.NOT_REACHED, 0.0
        if self._seconds_left() <= 0:
            explain(cell, Outcome.NOT_REACHED)
            return Outcome.NOT_REACHED, 0.0
        before = copy.deepcopy(cell)
        self.client.begin_cell(self.request.limits.cell_output_bytes)
        if cell.metadata.get("nbgrader", {}).get("grade"):
            self.client.keep_outputs()
        outcome = await self._execute(self.client, cell, index)
        if outcome in {Outcome.FINISHED, Outcome.RAISED}:
            self.finished.append(before)
        return outcome, time.monotonic() - began

    async def _execute(self, client: CellClient, cell: NotebookNode, index: int) -> Outcome:
        """Run one cell; after a death or a hang there is no kernel any more."""
        if self.examining is not None and self.examining.takes(cell):
            examined = await self._examine(self.examining, cell)
            if examined is not None:
                return examined
        if self.examining is not None and client.kernel is self.kernel:
            for missing in self.examining.missing_before(cell):
                outcome = await self._execute_inside(client, missing, index)
                if self.kernel is None:
                    explain(cell, outcome)
                    return outcome
            self.examining.ran_inside(cell)
        return await self._execute_inside(client, cell, index)

    async def _execute_inside(self, client: CellClient, cell: NotebookNode, index: int) -> Outcome:
        guarded = None
        if self.guarding is not None and client.kernel is self.kernel and self.guarding.takes(cell):
            guarded = self.guarding.begin(self.kernel, cell, self.examining)
            client.kc = cast(Any, guarded)
        try:
            await client.async_execute_cell(
                cell, index, execution_count=client.code_cells_executed + 1
            )
        except DeadKernelError:
            outcome = Outcome.TOO_MUCH_OUTPUT if client.flooded else Outcome.CRASHED
        except CellTimeoutError:
            # It was interrupted and does not come to rest.
            outcome = Outcome.TOO_MUCH_OUTPUT if client.flooded else Outcome.TIMED_OUT
        except Exception:
            # Whatever else goes wrong here was caused by a message that the kernel made up.
            log.info("cell %d sent what is no message", index, exc_info=True)
            outcome = Outcome.CRASHED
        else:
            client.use(client.kernel)
            completed = guarded is None or self._is_completed(guarded, cell)
            if client.flooded:
                explain(cell, Outcome.TOO_MUCH_OUTPUT)
                return Outcome.TOO_MUCH_OUTPUT
            if client.timed_out:
                return Outcome.TIMED_OUT
            if any(output.output_type == "error" for output in cell.outputs):
                return Outcome.RAISED
            if not completed:
                assert self.guarding is not None
                self.guarding.explain_unfinished(cell)
            return Outcome.FINISHED if completed else Outcome.RAISED
        if self.kernels.measure():
            outcome = Outcome.OUT_OF_MEMORY
        await self._drop_kernel()
        cell.outputs = [output for output in cell.get("outputs", []) if is_good(output)]
        if guarded is not None:
            self._is_completed(guarded, cell)
        explain(cell, outcome)
        return outcome

    def _is_completed(self, guarded: GuardedCell, cell: NotebookNode) -> bool:
        assert self.guarding is not None
        return self.guarding.end(guarded, cell)

    def _signs(self) -> tuple[Sign, ...]:
        parts = (self.guarding, self.examining)
        return tuple(sign for part in parts if part is not None for sign in part.signs)

    async def _examine(self, examining: Examining, cell: NotebookNode) -> Outcome | None:
        """Have one cell examined from outside; None if it has to be run inside."""
        assert self.kernel is not None
        seconds = self._seconds_for_cell(cell)
        most_bytes = min(
            self.request.limits.cell_output_bytes, max(0, self.client.output_bytes_left)
        )
        answer = await examining.examine(cell, self.kernel, seconds, most_bytes, self.finished)
        outcome, finding, why = answer.outcome, answer.finding, answer.why
        self.client.output_bytes_left -= answer.bytes
        cell.outputs, cell.execution_count = answer.outputs, 1 if finding else None
        if not finding:
            if self.kernels.measure():
                outcome = Outcome.OUT_OF_MEMORY
            await self._drop_kernel()
            explain(cell, outcome)
        elif outcome is Outcome.TIMED_OUT:
            show_timeout(cell)
        elif outcome is Outcome.TOO_MUCH_OUTPUT:
            explain(cell, outcome)
        if self.kernel is not None and not await wait_for_rest(self.kernel):
            # It died, or does not come to rest.
            alive = await self.kernel.client.is_alive()
            if outcome in {Outcome.FINISHED, Outcome.RAISED} and not alive:
                outcome = Outcome.OUT_OF_MEMORY if self.kernels.measure() else Outcome.CRASHED
                cell.outputs = []
                explain(cell, outcome)
            await self._drop_kernel()
        elif finding == Finding.FLOODED:
            explain(cell, outcome := Outcome.TOO_MUCH_OUTPUT)
        elif finding == Finding.FAULT and self.kernel is not None:
            # What it says next answers nobody knows what.
            outcome = Outcome.CRASHED
            examining.note_fault(cell, why)
            await self._drop_kernel()
        if finding == Finding.CANNOT:
            if examining.order.falls_back and self.kernel is not None:
                examining.fall_back(cell, why)
                cell.outputs = []
                return None
            explain_not_examined(cell, why)
            return Outcome.RAISED
        return outcome

    def _make_client(self, notebook: NotebookNode) -> CellClient:
        limit, tag = self.request.limits.notebook_output_bytes, "skip-execution"
        return CellClient(
            notebook, limit, timeout_func=self._seconds_for_cell, skip_cells_with_tag=tag
        )

    async def _recover(self) -> bool:
        """Get a fresh kernel into the state the last one had; False if that must not be."""
        while self.kernels.started <= self.request.restarts and self._seconds_left() > 0:
            await self._use_fresh_kernel()
            scratch = copy.deepcopy(self.notebook)
            scratch.cells = copy.deepcopy(self.finished)
            client = self._make_client(scratch)
            client.use(self.kernel)
            for index, cell in enumerate(scratch.cells):
                client.begin_cell(self.request.limits.cell_output_bytes)
                await self._execute(client, cell, index)
                if self.kernel is None:
                    # It went well before and does not now: leave it out of the next replay.
                    del self.finished[index]
                    break
            else:
                return True
        return False

    async def _use_fresh_kernel(self) -> None:
        kernel = await self.kernels.start()
        self.client.use(kernel)
        if self.guarding is not None:
            await self.guarding.prepare(kernel)
        self.kernels.silence_exit()

    async def _drop_kernel(self) -> None:
        self.client.use(None)
        await self.kernels.drop()

    async def _learn_language(self) -> None:
        """Note what nbclient notes before the first cell.

        Raises:
            RunError: The kernel died, though nothing was run yet.
        """
        assert self.kernel is not None
        if self.guarding is not None and _our_language:
            # Every process of ours says the same, and this one has just answered the guard.
            self.notebook.metadata["language_info"] = copy.deepcopy(_our_language)
            return
        request = self.kernel.client.kernel_info()
        try:
            reply = await self.client.async_wait_for_reply(request)
        except (DeadKernelError, CellTimeoutError) as error:
            raise RunError(f"the kernel died before the first cell: {error}") from error
        if reply is not None and "language_info" in reply["content"]:
            language = nbformat.from_dict(reply["content"]["language_info"])
            self.notebook.metadata["language_info"] = language
            if self.guarding is not None:
                _our_language.update(copy.deepcopy(language))

    def _seconds_left(self) -> float:
        return self.request.limits.notebook_seconds - (time.monotonic() - self.started)

    def _seconds_for_cell(self, _cell: NotebookNode) -> int:
        return max(1, min(self.request.limits.cell_seconds, round(self._seconds_left())))
