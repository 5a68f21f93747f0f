"""Prove units by the lab's own grader: runs that are forked, and as many at once as fit.

The same scores as nbgrader's autograde gives (`test_grade_parity`), in a tenth of the time.
"""

import asyncio
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder.course import open_course
from autograder.driver import Order, grade
from autograder.run import MIB, RunFile, RunFunction, RunLimits, RunRequest, RunResult
from autograder.settings import GradingSection
from autograder.verdicts import OUTCOME_VERDICTS, VERDICT_SENTENCES, Status
from courses.proof import CELL_TIMEOUT_SECONDS

SETTINGS = GradingSection(cell_seconds=CELL_TIMEOUT_SECONDS)
LIMITS = RunLimits(cell_seconds=CELL_TIMEOUT_SECONDS, memory_bytes=SETTINGS.memory_mib * MIB)


class WarmProof:
    """`run` and `autograde` for `courses.proof.prove_unit`."""

    def __init__(self, run: RunFunction) -> None:
        self._run = run

    def run(self, notebook: NotebookNode, folder: Path) -> str:
        """Run a notebook in a sandbox that sees the files of its folder."""
        files = tuple(
            RunFile(str(path.relative_to(folder)), path.read_bytes())
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.suffix != ".ipynb"
        )
        request = RunRequest(nbformat.writes(notebook), files, limits=LIMITS, restarts=0)
        result = asyncio.run(_waited(self._run, request))
        executed = nbformat.reads(result.notebook, as_version=4)
        notebook.cells, notebook.metadata = executed.cells, executed.metadata
        for cell in result.cells:
            if cell.outcome in OUTCOME_VERDICTS:
                return VERDICT_SENTENCES[OUTCOME_VERDICTS[cell.outcome]].instructor
        return ""

    def autograde(self, course_dir: Path, assignment: str) -> None:
        """Grade everything that was submitted."""
        with _nbgraders_remarks_ignored():
            order = Order(assignment, create_students=True)
            results = list(grade(open_course(course_dir), order, SETTINGS, run=self._run))
        assert {result.status for result in results} == {Status.GRADED}, results


async def _waited(run: RunFunction, request: RunRequest) -> RunResult:
    return await run(request)


@contextmanager
def _nbgraders_remarks_ignored() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", module=r"nbgrader\.")
        yield
