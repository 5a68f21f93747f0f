"""Cells, grades and comments of a notebook, read once in a transaction and not one by one.

nbgrader's steps ask for each cell by its name, with up to six joins each time, which is most of
what the gradebook costs. What is asked for here brings its whole notebook along; what is not among
that is asked for as nbgrader does, and so is missing in its words. Writes nothing, and is forgotten
with the transaction.
"""

import functools
from collections.abc import Callable, Iterable
from typing import Any

from nbgrader.api import (
    Assignment,
    Comment,
    Grade,
    Gradebook,
    GradeCell,
    Notebook,
    SolutionCell,
    SourceCell,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)

from autograder.quick_rows import add_submission

# A row, and the cell that names it; both are kept, or SQLAlchemy would ask for the cell again.
_Named = tuple[Any, Any]
_Read = Callable[[Any, tuple[str, ...]], Iterable[_Named]]


class Found:
    """What was read in one transaction."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, tuple[str, ...]], dict[str, _Named]] = {}
        self._found: dict[tuple[str, tuple[str, ...]], Any] = {}

    def teach(self, gradebook: Gradebook) -> None:
        """Have `gradebook` look here first."""
        for method, read in _READERS.items():
            ask = getattr(gradebook, method)
            setattr(gradebook, method, functools.partial(self._find, ask, read, gradebook.db))
        for method in _ASKED_AGAIN:
            ask = getattr(gradebook, method)
            setattr(gradebook, method, functools.partial(self._find_once, method, ask))
        gradebook.add_submission = functools.partial(add_submission, gradebook)

    def _find_once(self, method: str, ask: Callable[..., Any], *place: str, **named: Any) -> Any:
        if named:
            return ask(*place, **named)
        key = (method, place)
        if key not in self._found:
            self._found[key] = ask(*place)  # what is missing may be added later
        return self._found[key]

    def _find(
        self,
        ask: Callable[..., Any],
        read: _Read,
        session: Any,
        name: str,
        *place: str,
        **named: Any,
    ) -> Any:
        if named:
            return ask(name, *place, **named)
        key = (read.__name__, place)
        if key not in self._rows:
            self._rows[key] = {cell.name: (row, cell) for row, cell in read(session, place)}
        found = self._rows[key].get(name)
        return ask(name, *place) if found is None else found[0]


def _source_cells(session: Any, place: tuple[str, ...]) -> Iterable[_Named]:
    found = _of_assignment(session.query(SourceCell), SourceCell, place).all()
    return ((cell, cell) for cell in found)


def _graded_cells(session: Any, place: tuple[str, ...]) -> Iterable[_Named]:
    found = _of_assignment(session.query(GradeCell), GradeCell, place).all()
    return ((cell, cell) for cell in found)


def _grades(session: Any, place: tuple[str, ...]) -> Iterable[_Named]:
    return list(_of_submission(session, Grade, GradeCell, place))


def _comments(session: Any, place: tuple[str, ...]) -> Iterable[_Named]:
    return list(_of_submission(session, Comment, SolutionCell, place))


def _of_assignment(query: Any, kind: Any, place: tuple[str, ...]) -> Any:
    notebook, assignment = place
    return (
        query.join(Notebook, Notebook.id == kind.notebook_id)
        .join(Assignment, Assignment.id == Notebook.assignment_id)
        .filter(Notebook.name == notebook, Assignment.name == assignment)
    )


def _of_submission(session: Any, row: Any, cell: Any, place: tuple[str, ...]) -> Iterable[_Named]:
    notebook, assignment, student = place
    found: Iterable[_Named] = (
        session.query(row, cell)
        .join(cell, cell.id == row.cell_id)
        .join(SubmittedNotebook, SubmittedNotebook.id == row.notebook_id)
        .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .join(Student, Student.id == SubmittedAssignment.student_id)
        .filter(Notebook.name == notebook, Assignment.name == assignment, Student.id == student)
        .all()
    )
    return found


# Each of nbgrader's steps asks for these anew.
_ASKED_AGAIN = (
    "find_assignment",
    "find_student",
    "find_notebook",
    "find_submission",
    "find_submission_notebook",
)
_READERS: dict[str, _Read] = {
    "find_source_cell": _source_cells,
    "find_graded_cell": _graded_cells,
    "find_grade": _grades,
    "find_comment": _comments,
}
