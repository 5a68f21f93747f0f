"""One submission on its way from its folder to the gradebook.

`begin` takes it up and asks for the runs, `finish` scores what they brought and publishes;
both belong to the thread that owns the gradebook. Neither raises for what a submission holds: the
result says what happened. Runs nothing itself.
"""

import logging
import time
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.converters.base import NbGraderException

from autograder.course import Course
from autograder.errors import RunError
from autograder.guarding import show_signs
from autograder.intake import Intake, Part, Rules
from autograder.notebooks import (
    NotebookBook,
    UnreadableNotebook,
    refuse_dead_kernel,
)
from autograder.one_gradebook import OneGradebook
from autograder.pool import RunPool
from autograder.reasons import (
    grader_error,
    make_reason,
    unreadable_reason,
    write_reason,
)
from autograder.results import NotebookResult, SubmissionResult, read_notebook_result
from autograder.run import (
    GuardOrder,
    RunFile,
    RunRequest,
    RunResult,
    read_notebook,
    write_notebook,
)
from autograder.standing import Standing, read_standing
from autograder.steps import Steps
from autograder.verdicts import Reason, Status

log = logging.getLogger(__name__)


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
        self.parts: list[Part] = []
        self.refused: Reason | None = None
        self.steps = Steps(course, assignment, student, staging, rules.differences)
        self.intake = Intake(self.steps, self.books, rules)
        if rules.create_students is not None:
            self.steps.create_student = rules.create_students

    def begin(self, pool: RunPool) -> None:
        """Take it up and ask for the runs."""
        with self._guarded():
            unreadable = self.intake.collect()
            with self.gradebook.transaction(keep=not self.rules.rehearse):
                # Written, as by nbgrader, also where the notebooks then cannot be read.
                names = self.steps.prepare()
            with self.gradebook.transaction():
                for name in names:
                    self.parts.append(self.intake.read(name, unreadable.get(name)))
            if (note := self.steps.coursedir.bad_timestamp) is not None:
                self.intake.notes.append(note)
            for part in self.parts:
                if part.reason is None and self.steps.runs_notebooks:
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
            notes=tuple(self.intake.notes),
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
        executed = part.notebook if run is None else read_notebook(run.notebook)
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
            notes=tuple(self.intake.notes),
            reason=reasons[0] if reasons else None,
        )
