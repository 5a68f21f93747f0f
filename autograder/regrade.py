"""Grade all again after a test was corrected, and say what changes before it is written.

Every submission is run once. `changes` scores it in a transaction that is taken back; `write`
scores the same runs for good, one transaction a submission. Manual scores and comments stay, since
nbgrader's own scoring never touches them; a submission that the lab failed to run keeps its score.
Never takes a test from `source/`: the gradebook's are used, and where the two differ it refuses.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import nbformat
from nbgrader.api import Assignment, Notebook

from autograder.changes import SubmissionChange, compare
from autograder.course import Course, find_assignment, open_gradebook
from autograder.driver import Order, Work, opened
from autograder.errors import StaleGradebook
from autograder.grading import Grading
from autograder.results import SubmissionResult
from autograder.run import RunFunction
from autograder.settings import GradingSection


class Regrade:
    """A class that is being graded again; first `changes` to its end, then perhaps `write`."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._run: list[Grading] = []

    def changes(self) -> Iterator[SubmissionChange]:
        """What another grading of each submission changes, as they are ready; writes nothing."""
        for grading in self._work.run_all():
            standing, result = grading.rehearse()
            self._run.append(grading)
            yield compare(standing, result, {part.name: part.notebook for part in grading.parts})

    def write(self) -> Iterator[SubmissionResult]:
        """Write what `changes` told, by nbgrader's rules for what is in the gradebook by now."""
        for grading in self._run:
            yield grading.finish()


@contextmanager
def open_regrade(
    course: Course,
    order: Order,
    settings: GradingSection,
    *,
    announce: Callable[[int], None] = lambda total: None,
    run: RunFunction | None = None,
) -> Iterator[Regrade]:
    """Have all of `order` graded again; as `driver.grade` takes it.

    Raises:
        StaleGradebook: `source/` has tests that the gradebook does not have.
        UnknownAssignment: The gradebook has no such assignment.
        UnknownStudent: A student was asked for who submitted nothing.
        GradebookError: The gradebook cannot be used.
    """  # noqa: DOC502
    with open_gradebook(course) as gradebook:
        _check_tests(course, find_assignment(course, gradebook, order.assignment))
    order = replace(order, force=True)
    with opened(course, order, settings, announce=announce, run=run, rehearse=True) as work:
        yield Regrade(work)


def _check_tests(course: Course, assignment: Assignment) -> None:
    folder = course.step_dir("source", ".", assignment.name)
    for notebook in assignment.notebooks:
        path = folder / f"{notebook.name}.ipynb"
        if stale := stale_tests(path, notebook):
            raise StaleGradebook(
                f"{path}: its tests {', '.join(stale)} are not those of the gradebook; grading"
                " uses the gradebook's. Press Generate in formgrader, or run"
                f" `nbgrader generate_assignment --force {assignment.name}`, and regrade then."
                " nbgrader takes no new graded cell while there are submissions: add a test to a"
                " cell that is there."
            )


def stale_tests(source_file: Path, notebook: Notebook) -> Sequence[str]:
    """Grade ids of locked cells in the author's file that the gradebook has otherwise or not."""
    try:
        author = nbformat.read(source_file, as_version=4)
    except Exception:
        # Courses that keep no source, or a broken one, are graded from the gradebook as ever.
        return ()
    points = {cell.name: float(cell.max_score) for cell in notebook.grade_cells}
    known = {
        cell.name: (cell.source or "", points.get(cell.name)) for cell in notebook.source_cells
    }
    stale = []
    for cell in author.cells:
        mark = cell.metadata.get("nbgrader", {})
        if mark.get("solution") or not (mark.get("grade") or mark.get("locked")):
            continue
        worth = float(mark.get("points", 0)) if mark.get("grade") else None
        if known.get(mark["grade_id"]) != (cell.source, worth):
            stale.append(repr(mark["grade_id"]))
    return stale
