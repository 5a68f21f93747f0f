"""Every score of a course as plain rows, for tables, files and statistics.

Reads the gradebook in a few queries, however large the class is, and never changes it. A cell that
waits for a person has no score yet: neither zero nor its points. Opens no notebook.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from nbgrader.api import (
    Assignment,
    BaseCell,
    Grade,
    Gradebook,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import and_, func

from autograder.course import Course, find_assignment


@dataclass(frozen=True)
class CellScore:
    """One graded cell of one submission; `score` is None while a person has to look.

    `score` holds the extra credit; it is what nbgrader counts.
    """

    notebook: str
    grade_id: str
    points: float
    score: float | None


@dataclass(frozen=True)
class SubmissionScore:
    """One submission of one student.

    `late_seconds` is counted from the student's own due time, the extension included; None where
    there is no due time. `score` is after `late_penalty`, and a sum of what is graded so far.
    """

    student: str
    last_name: str
    first_name: str
    email: str
    assignment: str
    submitted: datetime.datetime | None
    extension: datetime.timedelta | None
    late_seconds: float | None
    late_penalty: float
    score: float
    points: float
    needs_person: bool
    cells: tuple[CellScore, ...]


def read_scores(
    course: Course, gradebook: Gradebook, assignments: Sequence[str] = ()
) -> tuple[SubmissionScore, ...]:
    """The submissions to `assignments`, all of them where none is named, by name and student.

    Raises:
        UnknownAssignment: The gradebook has none of that name.
    """  # noqa: DOC502
    wanted = [find_assignment(course, gradebook, name).name for name in assignments]
    query = (
        gradebook.db.query(SubmittedAssignment, Student, Assignment)
        .join(Student, SubmittedAssignment.student_id == Student.id)
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        .order_by(Assignment.name, Student.id)
    )
    if wanted:
        query = query.filter(Assignment.name.in_(wanted))
    cells = _read_cells(gradebook)
    penalties = _read_penalties(gradebook)
    return tuple(
        _score_of(
            submission,
            student,
            assignment,
            cells.get(submission.id, ()),
            penalties.get(submission.id, 0.0),
        )
        for submission, student, assignment in query
    )


def _score_of(
    submission: SubmittedAssignment,
    student: Student,
    assignment: Assignment,
    cells: Sequence[CellScore],
    penalty: float,
) -> SubmissionScore:
    return SubmissionScore(
        student=student.id,
        last_name=student.last_name or "",
        first_name=student.first_name or "",
        email=student.email or "",
        assignment=assignment.name,
        submitted=submission.timestamp,
        extension=submission.extension,
        late_seconds=_late_seconds(submission.timestamp, assignment.duedate, submission.extension),
        late_penalty=penalty,
        # As nbgrader's own export: the penalty never takes more than was earned.
        score=max(0.0, sum(cell.score or 0.0 for cell in cells) - penalty),
        points=sum(cell.points for cell in cells),
        needs_person=any(cell.score is None for cell in cells),
        cells=tuple(cells),
    )


def _read_cells(gradebook: Gradebook) -> dict[str, list[CellScore]]:
    """Graded cells by the id of their submission."""
    query = (
        gradebook.db.query(
            SubmittedNotebook.assignment_id,
            Notebook.name,
            BaseCell.name,
            Grade.max_score,
            Grade.score,
            and_(
                Grade.needs_manual_grade,
                Grade.auto_score.is_(None),
                Grade.manual_score.is_(None),
            ),
        )
        .join(SubmittedNotebook, Grade.notebook_id == SubmittedNotebook.id)
        .join(Notebook, SubmittedNotebook.notebook_id == Notebook.id)
        .join(BaseCell, Grade.cell_id == BaseCell.id)
        .order_by(Notebook.name, BaseCell.name)
    )
    found: dict[str, list[CellScore]] = {}
    for submission, notebook, grade_id, points, score, waits in query:
        cell = CellScore(notebook, grade_id, float(points), None if waits else float(score))
        found.setdefault(submission, []).append(cell)
    return found


def _read_penalties(gradebook: Gradebook) -> dict[str, float]:
    query = gradebook.db.query(
        SubmittedNotebook.assignment_id, func.sum(SubmittedNotebook.late_submission_penalty)
    ).group_by(SubmittedNotebook.assignment_id)
    return {submission: float(penalty or 0.0) for submission, penalty in query}


def _late_seconds(
    submitted: datetime.datetime | None,
    due: datetime.datetime | None,
    extension: datetime.timedelta | None,
) -> float | None:
    if submitted is None or due is None:
        return None
    return max(0.0, (submitted - due - (extension or datetime.timedelta())).total_seconds())
