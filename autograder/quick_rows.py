"""The rows of a new submission, written as rows and not as objects that SQLAlchemy has to order.

In the place of `Gradebook.add_submission`: the same rows with the same defaults, for each notebook
and cell of the assignment. Decides no score. What goes wrong is said in nbgrader's words.
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy
from nbgrader import utils
from nbgrader.api import (
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    InvalidEntry,
    Notebook,
    SubmittedAssignment,
    SubmittedNotebook,
    new_uuid,
)

# By the type of a cell, as nbgrader names it in the table.
_GRADED = {"GradeCell", "TaskCell"}
_COMMENTED = {"SolutionCell", "TaskCell"}


def add_submission(
    gradebook: Gradebook, assignment: str, student: str, **more: Any
) -> SubmittedAssignment:
    """Make the rows; `more` are columns of the submission.

    Raises:
        MissingEntry: There is no such assignment or student.
        InvalidEntry: The database refuses.
    """  # noqa: DOC502
    if "timestamp" in more:
        more["timestamp"] = utils.parse_utc(more["timestamp"])
    whose = {
        "assignment_id": gradebook.find_assignment(assignment).id,
        "student_id": gradebook.find_student(student).id,
    }
    submission, notebooks, grades, comments = new_uuid(), [], [], []
    parts: dict[str, str] = {}
    for notebook, cell, kind in _cells_of(gradebook, whose["assignment_id"]):
        if notebook not in parts:
            parts[notebook] = new_uuid()
            notebooks.append(
                {"id": parts[notebook], "notebook_id": notebook, "assignment_id": submission}
            )
        row = {"cell_id": cell, "notebook_id": parts[notebook]}
        if kind in _GRADED:
            grades.append(row)
        if kind in _COMMENTED:
            comments.append(row)
    try:
        _insert(gradebook, SubmittedAssignment, [{"id": submission, **whose, **more}])
        _insert(gradebook, SubmittedNotebook, notebooks)
        _insert(gradebook, Grade, grades)
        _insert(gradebook, Comment, comments)
        gradebook.db.commit()
    except (sqlalchemy.exc.IntegrityError, sqlalchemy.exc.StatementError) as error:
        gradebook.db.rollback()
        raise InvalidEntry(*error.args) from error
    return gradebook.db.get(SubmittedAssignment, submission)


def _cells_of(gradebook: Gradebook, assignment: str) -> Sequence[Any]:
    """Each cell of the assignment with its notebook, and each notebook that has none."""
    words = (
        sqlalchemy.select(Notebook.id, BaseCell.id, BaseCell.type)
        .select_from(Notebook)
        .join(BaseCell, BaseCell.notebook_id == Notebook.id, isouter=True)
        .where(Notebook.assignment_id == assignment)
    )
    found: Sequence[Any] = gradebook.db.execute(words).all()
    return found


def _insert(gradebook: Gradebook, table: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        gradebook.db.execute(sqlalchemy.insert(table.__table__), rows)
