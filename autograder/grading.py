"""One submission on its way from its folder to the gradebook.

`begin` reads and sanitises and asks for the runs, `finish` scores what they brought and publishes;
both belong to the thread that owns the gradebook. Neither raises for what a submission holds: the
result says what happened. Runs nothing itself.
"""

import logging
import time
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.converters.base import NbGraderException

from autograder.course import Course
from autograder.differences import Differences
from autograder.errors import RunError
from autograder.examiner.policy import Examine
from autograder.guarding import show_signs
from autograder.notebooks import (
    NotebookBook,
    UnreadableNotebook,
    empty_notebook,
    find_renamed,
    load_notebook,
    refuse_dead_kernel,
    repair,
)
from autograder.one_gradebook import OneGradebook
from autograder.pool import RunPool
from autograder.reasons import (
    grader_error,
    left_out_reason,
    make_reason,
    mark_unreadable,
    unreadable_reason,
    write_reason,
)
from autograder.results import NotebookResult, SubmissionResult, read_notebook_result
from autograder.run import GuardOrder, RunFile, RunLimits, RunRequest, RunResult, write_notebook
from autograder.standing import Standing, read_standing
from autograder.steps import Steps
from autograder.submission import Snapshot, make_room, take_snapshot
from autograder.verdicts import Reason, Status

log = logging.getLogger(__name__)

NOT_SUBMITTED = "it is not among the submitted files"


@dataclass(frozen=True)
class Rules:
    """How every submission of one grading is treated."""

    limits: RunLimits
    differences: Differences
    examine: Examine
    max_bytes: int
    max_files: int
    create_students: bool | None = None
    rehearse: bool = False
    """`begin` leaves the gradebook as it is; `rehearse` may come before `finish`."""


@dataclass
class Part:
    """One notebook of the submission while it is being graded."""

    name: str
    notebook: NotebookNode
    future: Future[RunResult] | None = None
    notes: tuple[str, ...] = ()
    reason: Reason | None = None


class Grading:
    """The grading of one submission; used once."""

    def __init__(
        self,
        course: Course,
        assignment: str,
        student: str,
        books: tuple[NotebookBook, ...],
        rules: Rules,
        staging: Path,
        gradebook: OneGradebook,
    ) -> None:
        self.course = course
        self.gradebook = gradebook
        self.place = (assignment, student)
        self.books = {book.name: book for book in books}
        self.rules = rules
        self.began = time.monotonic()
        self.notes: list[str] = []
        self.parts: list[Part] = []
        self.refused: Reason | None = None
        self.steps = Steps(course, assignment, student, staging, rules.differences)
        if rules.create_students is not None:
            self.steps.create_student = rules.create_students

    def begin(self, pool: RunPool) -> None:
        """Read, sanitise and ask for the runs."""
        with self._guarded():
            unreadable = self._collect()
            with self.gradebook.transaction(keep=not self.rules.rehearse):
                # Written, as by nbgrader, also where the notebooks then cannot be read.
                names = self.steps.prepare()
            with self.gradebook.transaction():
                for name in names:
                    self.parts.append(self._read(name, unreadable.get(name)))
            if (note := self.steps.coursedir.bad_timestamp) is not None:
                self.notes.append(note)
            for part in self.parts:
                if part.reason is None:
                    self._ask_for_run(part, pool)

    def unfinished(self) -> list[Future[RunResult]]:
        """The runs that are still to come."""
        return [part.future for part in self.parts if part.future and not part.future.done()]

    def finish(self) -> SubmissionResult:
        """Score, publish and say what happened.

        The gradebook has all of it, or nothing; what is published later than that is graded again.
        """
        result: SubmissionResult | None = None
        if self.refused is None:
            with self._guarded():
                with self.gradebook.transaction() as gradebook:
                    result = self._score_all(gradebook)
                self.steps.publish()
        return self._say(result)

    def rehearse(self) -> tuple[Standing, SubmissionResult]:
        """What stands in the gradebook now, and what `finish` would make of it; writes nothing."""
        standing = Standing()
        result: SubmissionResult | None = None
        if self.refused is None:
            with self._guarded(), self.gradebook.transaction(keep=False) as gradebook:
                standing = read_standing(self.course, gradebook, *self.place)
                result = self._score_all(gradebook)
        return standing, self._say(result)

    def _score_all(self, gradebook: Gradebook) -> SubmissionResult:
        if self.rules.rehearse:
            self.steps.make_rows()
        notebooks = tuple(self._score(part, gradebook) for part in self.parts)
        return self._result(notebooks, gradebook)

    def _say(self, result: SubmissionResult | None) -> SubmissionResult:
        if self.refused is None and result is not None:
            return replace(result, seconds=time.monotonic() - self.began)
        assert self.refused is not None
        assignment, student = self.place
        return SubmissionResult(
            student,
            assignment,
            self.refused.status,
            seconds=time.monotonic() - self.began,
            notes=tuple(self.notes),
            reason=self.refused,
        )

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Turn whatever goes wrong with this submission into its reason."""
        try:
            yield
        except NbGraderException as error:
            self.refused = make_reason(
                Status.REFUSED,
                "채점 준비가 되어 있지 않습니다. 강사님께 알려 주세요.",
                "It could not be graded as it is. Tell your instructor.",
                str(error),
            )
        except UnreadableNotebook as error:
            self.refused = unreadable_reason("", str(error))
        except RunError as error:
            log.warning("%s: %s", self.place, error)
            self.refused = grader_error(str(error))
        except Exception as error:
            # The rest of the class must not pay for a submission that nobody thought of.
            log.exception("grading of %s failed", self.place)
            self.refused = grader_error(f"{type(error).__name__}: {error}")
        if self.refused is not None:
            for part in self.parts:
                if part.future is not None:
                    part.future.cancel()

    def _collect(self) -> dict[str, Reason]:
        """Copy the submission; say which notebooks cannot be read, and why."""
        assignment, student = self.place
        source = self.course.step_dir("submitted", student, assignment)
        snapshot = take_snapshot(
            source,
            self.steps.submitted,
            max_bytes=self.rules.max_bytes,
            max_files=self.rules.max_files,
        )
        self.notes += [f"{path}: a link or special file, left out." for path in snapshot.left_out]
        self.notes += [
            f"{path}: left out, the submission is too large." for path in snapshot.too_large
        ]
        if not self.rules.differences.unreadable_is_scored:
            return {}
        folder = self.course.step_dir("source", ".", assignment)
        author_s = [str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()]
        ours = [f"{name}.ipynb" for name in self.books] + ["timestamp.txt"]
        for name in make_room(snapshot.folder, [*author_s, *ours]):
            self.notes.append(f"{name}: a folder where a file belongs, or the reverse; left out.")
        return self._stand_ins(snapshot)

    def _stand_ins(self, snapshot: Snapshot) -> dict[str, Reason]:
        """Make sure that there is a file for nbgrader to take up, whatever was submitted."""
        folder = snapshot.folder
        present = {path.stem for path in folder.glob("*.ipynb")}
        missing = [book for name, book in self.books.items() if name not in present]
        unknown = sorted(f"{name}.ipynb" for name in present - self.books.keys())
        reasons: dict[str, Reason] = {}
        for name, file in find_renamed(folder, unknown, missing).items():
            (folder / file).rename(folder / f"{name}.ipynb")
            self.notes.append(f"{file!r} was taken for {name}.ipynb by the cells in it.")
            present |= {name}
            unknown.remove(file)
        self.notes += [f"{file!r} is no notebook of this assignment; not run." for file in unknown]
        for file in (*snapshot.too_large, *snapshot.left_out):
            name = file.removesuffix(".ipynb")
            if name in self.books and name not in present and file != name:
                reasons[name] = left_out_reason(
                    file, file in snapshot.too_large, self.rules.max_bytes
                )
        if not present & self.books.keys() and not reasons:
            reasons = {name: unreadable_reason(name, NOT_SUBMITTED) for name in self.books}
        for name in reasons:
            (folder / f"{name}.ipynb").touch()
        return reasons

    def _read(self, name: str, reason: Reason | None) -> Part:
        book = self.books[name]
        path = self.steps.submitted / f"{name}.ipynb"
        if not self.rules.differences.unreadable_is_scored:
            try:
                notebook = nbformat.read(path, as_version=4)
            except (ValueError, RecursionError, AttributeError, KeyError, TypeError) as error:
                raise UnreadableNotebook(f"{path.name}: {error}") from None
            return Part(name, self.steps.sanitise(name, notebook))
        notes: tuple[str, ...] = ()
        if reason is None:
            try:
                notebook, notes = load_notebook(path)
            except UnreadableNotebook as error:
                reason = unreadable_reason(name, str(error))
        if reason is not None:
            notebook = empty_notebook(book)
        if self.rules.differences.cells_are_repaired:
            notes += repair(notebook, book)
        notebook = self.steps.sanitise(name, notebook)
        if reason is not None:
            notes = ()
            mark_unreadable(notebook, reason)
        return Part(name, notebook, notes=notes, reason=reason)

    def _ask_for_run(self, part: Part, pool: RunPool) -> None:
        text = write_notebook(part.notebook)
        kernel_name = part.notebook.metadata.get("kernelspec", {}).get("name", "python3")
        files = self.steps.files()
        differences = self.rules.differences
        author = self.books[part.name].author
        examination = author.order(self.rules.examine)
        guard = GuardOrder(author.classes) if differences.grade_cells_are_guarded else None

        def make_request() -> RunRequest:
            return RunRequest(
                notebook=text,
                files=tuple(RunFile(name, path.read_bytes()) for name, path in files.items()),
                kernel_name=str(kernel_name),
                limits=self.rules.limits,
                restarts=3 if differences.stuck_or_dead_kernels_fail_one_cell else 0,
                exit_does_nothing=differences.exit_does_nothing,
                examination=examination,
                guard=guard,
            )

        part.future = pool.submit(make_request)

    def _score(self, part: Part, gradebook: Gradebook) -> NotebookResult:
        place = (part.name, *self.place)
        run = part.future.result() if part.future is not None else None
        executed = part.notebook if run is None else nbformat.reads(run.notebook, as_version=4)
        show_signs(executed, () if run is None else run.signs)
        outcomes = (
            {} if run is None else {cell.index: (cell.outcome, cell.seconds) for cell in run.cells}
        )
        if not self.rules.differences.stuck_or_dead_kernels_fail_one_cell:
            refuse_dead_kernel(outcomes)
        self.steps.score(part.name, executed)
        score, max_score, penalty, cells = read_notebook_result(
            gradebook, place, executed, outcomes
        )
        if part.reason is not None:
            write_reason(gradebook, place, part.reason)
        result = NotebookResult(
            part.name,
            part.reason.status if part.reason else Status.GRADED,
            score,
            max_score,
            penalty,
            cells=cells,
            notes=part.notes,
            reason=part.reason,
        )
        if run is None:
            return result
        return replace(
            result,
            seconds=run.seconds,
            cells_seconds=sum(cell.seconds for cell in run.cells),
            memory_bytes=run.memory_bytes,
            kernels=run.kernels,
            notes=(*part.notes, *run.notes),
            signs=run.signs,
        )

    def _result(
        self, notebooks: tuple[NotebookResult, ...], gradebook: Gradebook
    ) -> SubmissionResult:
        assignment, student = self.place
        reasons = [part.reason for part in self.parts if part.reason is not None]
        status = reasons[0].status if len(reasons) == len(self.parts) else Status.GRADED
        submission = gradebook.find_submission(assignment, student)
        penalties = sum(part.late_submission_penalty or 0 for part in submission.notebooks)
        return SubmissionResult(
            student,
            assignment,
            status,
            score=float(submission.score),
            max_score=float(submission.max_score),
            late_penalty=float(penalties),
            needs_person=bool(submission.needs_manual_grade),
            notebooks=notebooks,
            notes=tuple(self.notes),
            reason=reasons[0] if reasons else None,
        )
