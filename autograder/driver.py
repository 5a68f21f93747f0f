"""Grade the submissions of an assignment: sanitise here, run in sandboxes, score here.

One thread owns the gradebook; runs go on beside it. Whatever a submission holds, it ends as a
`SubmissionResult` with a status, and the next one is graded as if it had not been there. Nothing
of a submission is executed in this process. Does not print.
"""

import contextlib
import difflib
import os
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, wait
from dataclasses import dataclass, replace
from pathlib import Path

from nbgrader.utils import parse_utc

from autograder import quick_schema
from autograder.course import Course, find_assignment, open_gradebook
from autograder.differences import Differences
from autograder.errors import UnknownStudent
from autograder.examiner.policy import Examine
from autograder.grading import Grading
from autograder.intake import Rules
from autograder.notebooks import book_of
from autograder.one_gradebook import OneGradebook
from autograder.own_answers import OwnAnswers
from autograder.pool import RunPool
from autograder.results import SubmissionResult
from autograder.run import MIB, RunFunction, RunLimits
from autograder.settings import GradingSection
from autograder.staging import only_grading, staging_folder
from autograder.submission import read_small_file
from autograder.template import choose_run
from autograder.verdicts import Status

MOST_AHEAD = 32
"""Submissions that are taken up before the first has run; each is in memory from then on."""
# Collecting adds timestamp.txt to what a trainee sent; that counts against nobody's limit.
COLLECTED_FILES = 1
COLLECTED_BYTES = 4096


@dataclass(frozen=True)
class Order:
    """What to grade; no `students` means all who submitted."""

    assignment: str
    students: tuple[str, ...] = ()
    force: bool = False
    create_students: bool | None = None
    """None leaves it to the course's configuration."""


def grade(
    course: Course,
    order: Order,
    settings: GradingSection,
    *,
    announce: Callable[[int], None] = lambda total: None,
    run: RunFunction | None = None,
) -> Generator[SubmissionResult, None, None]:
    """Grade what `order` asks for; results come as they are ready.

    Args:
        course: The course.
        order: What to grade.
        settings: How.
        announce: Told the number of results to come, before the first.
        run: How a notebook is run; None leaves it to `choose_run`.

    Raises:
        UnknownAssignment: The gradebook has no such assignment.
        UnknownStudent: A student was asked for who submitted nothing.
        GradebookError: The gradebook cannot be used.
    """  # noqa: DOC502
    with opened(course, order, settings, announce=announce, run=run) as work:
        for student in work.unchanged:
            yield SubmissionResult(student, order.assignment, Status.SKIPPED)
        for grading in work.run_all():
            yield grading.finish()


@dataclass(frozen=True)
class Work:
    """The submissions that are to be graded, and those that were and did not change since."""

    students: tuple[str, ...]
    unchanged: tuple[str, ...]
    begin: Callable[[str], Grading]
    jobs: int

    def run_all(self) -> Iterator[Grading]:
        """Run all of `students`; each is yielded when its runs have ended, to be finished."""
        waiting = list(reversed(self.students))
        running: list[Grading] = []
        while waiting or running:
            # Before the first comes back a template loads, and this thread has nothing else to do.
            most = 2 * self.jobs if len(waiting) + len(running) < len(self.students) else MOST_AHEAD
            while waiting and len(running) < most:
                running.append(self.begin(waiting.pop()))
            futures = [future for grading in running for future in grading.unfinished()]
            if all(grading.unfinished() for grading in running) and futures:
                wait(futures, return_when=FIRST_COMPLETED)
            for grading in [grading for grading in running if not grading.unfinished()]:
                running.remove(grading)
                yield grading


@contextlib.contextmanager
def opened(
    course: Course,
    order: Order,
    settings: GradingSection,
    *,
    announce: Callable[[int], None] = lambda total: None,
    run: RunFunction | None = None,
    rehearse: bool = False,
) -> Iterator[Work]:
    """All that `order` needs, while the context lasts; arguments as `grade`'s.

    With `rehearse`, nothing is written before a grading's `finish`.

    Raises:
        UnknownAssignment: The gradebook has no such assignment.
        UnknownStudent: A student was asked for who submitted nothing.
        GradebookError: The gradebook cannot be used.
    """  # noqa: DOC502
    with open_gradebook(course) as gradebook:
        assignment = find_assignment(course, gradebook, order.assignment)
        source = course.step_dir("source", ".", order.assignment)
        books = tuple(
            book_of(notebook, source / f"{notebook.name}.ipynb")
            for notebook in assignment.notebooks
        )
    students = _choose_students(course, order)
    announce(len(students))
    quick_schema.teach_nbgrader()
    jobs = settings.jobs or os.cpu_count() or 1
    rules = replace(_rules(course, order, settings, jobs), rehearse=rehearse)
    with (
        _given_or_chosen(run, settings, sorted(source.glob("*.ipynb"))) as chosen,
        only_grading(course.root),
        staging_folder(course.root) as staging,
        OneGradebook(course) as gradebook,
        RunPool(OwnAnswers(chosen, source), jobs, settings.tries) as pool,
    ):

        def begin(student: str) -> Grading:
            place = (order.assignment, student)
            grading = Grading(course, *place, books, rules, staging, gradebook)
            grading.begin(pool)
            return grading

        # Asked only now: who graded the course while we waited may have done it.
        unchanged = tuple(
            student
            for student in students
            if not order.force and _is_unchanged(course, student, order.assignment)
        )
        left = tuple(sorted(set(students) - set(unchanged)))
        yield Work(left, unchanged, begin, jobs)


def _given_or_chosen(
    run: RunFunction | None, settings: GradingSection, notebooks: Sequence[Path]
) -> contextlib.AbstractContextManager[RunFunction]:
    return choose_run(settings, notebooks) if run is None else contextlib.nullcontext(run)


def _rules(course: Course, order: Order, settings: GradingSection, jobs: int) -> Rules:
    own = settings.limits_of(str(course.directory.course_id), order.assignment)
    settings = settings.model_copy(update=_cell_seconds(course, settings, own) | own)
    return Rules(
        limits=RunLimits(
            cell_seconds=settings.cell_seconds,
            notebook_seconds=settings.notebook_seconds,
            memory_bytes=settings.memory_mib * MIB,
            processes=settings.processes,
            cell_output_bytes=settings.cell_output_kib * 1024,
            notebook_output_bytes=settings.notebook_output_kib * 1024,
            cpu_threads=max(1, (os.cpu_count() or 1) // jobs),
        ),
        differences=Differences.none() if settings.strict_nbgrader else Differences(),
        examine=Examine.INSIDE if settings.strict_nbgrader else settings.examine,
        max_bytes=settings.submission_mib * MIB + COLLECTED_BYTES,
        max_files=settings.submission_files + COLLECTED_FILES,
        create_students=order.create_students,
    )


def _cell_seconds(course: Course, settings: GradingSection, own: dict[str, int]) -> dict[str, int]:
    """The seconds for a cell that nbgrader_config.py sets, if it sets any."""
    # ref: nbclient.client, NotebookClient.timeout: "If None or -1, no timeout will be enforced."
    for name in ("Execute", "ExecutePreprocessor", "NotebookClient"):
        section = course.app.config.get(name, {})
        if "timeout" in section:
            seconds = section["timeout"]
            if isinstance(seconds, int) and seconds > 0:
                return {"cell_seconds": seconds}
            return {"cell_seconds": own.get("notebook_seconds", settings.notebook_seconds)}
    return {}


def _choose_students(course: Course, order: Order) -> tuple[str, ...]:
    submitted = course.submitters(order.assignment)
    unknown = [student for student in order.students if student not in submitted]
    if unknown:
        close = difflib.get_close_matches(unknown[0], submitted, n=1, cutoff=0.5)
        near = f" Did you mean {close[0]!r}?" if close else ""
        raise UnknownStudent(
            f"{course.root}: {unknown[0]!r} has submitted nothing for {order.assignment!r}.{near}"
            f" {len(submitted)} students have."
        )
    return order.students or submitted


def _is_unchanged(course: Course, student: str, assignment: str) -> bool:
    """Graded before, and not submitted again since.

    Nbgrader's rule, but for who had no time when graded and has one now: formgrader's pages call
    that ungraded, and so do we.
    """
    graded = course.step_dir("autograded", student, assignment)
    if not graded.exists():
        return False
    times = []
    for step in ("submitted", "autograded"):
        text = read_small_file(course.step_dir(step, student, assignment) / "timestamp.txt")
        try:
            times.append(parse_utc(text.strip()) if text and text.strip() else None)
        except (ValueError, OverflowError, TypeError):
            times.append(None)
    submitted, autograded = times
    return submitted is None or (autograded is not None and submitted <= autograded)
