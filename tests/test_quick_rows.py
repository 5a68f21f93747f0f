"""The rows of a new submission are those that nbgrader makes."""

import os
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy
from nbgrader.api import Base, Gradebook, InvalidEntry, MissingEntry

from autograder.quick_rows import add_submission

SENT = "2026-11-23 09:00:00 UTC"


@pytest.fixture
def gradebook(tmp_path: Path) -> Iterator[Gradebook]:
    with pytest.MonkeyPatch.context() as patch:
        # nbgrader asks the program alembic for the version of a new gradebook.
        patch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
        made = Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}")
    with made, warnings.catch_warnings():
        warnings.simplefilter("ignore", sqlalchemy.exc.SAWarning)  # nbgrader's own way of adding
        made.add_assignment("ps1")
        for notebook in ("problem", "empty"):
            made.add_notebook(notebook, "ps1")
        place = ("problem", "ps1")
        made.add_grade_cell("test", *place, max_score=2, cell_type="code")
        made.add_solution_cell("answer", *place)
        for kind in ("grade", "solution"):  # a cell that a person grades is both
            getattr(made, f"add_{kind}_cell")("essay", *place, **_points(kind))
        made.add_task_cell("task", *place, max_score=1, cell_type="markdown")
        for student in ("minji", "jihun"):
            made.add_student(student)
        yield made


def _points(kind: str) -> dict[str, Any]:
    return {"max_score": 3, "cell_type": "markdown"} if kind == "grade" else {}


def rows_of(gradebook: Gradebook, student: str) -> dict[str, list[dict[str, Any]]]:
    """All columns of all rows of a submission, with names in the place of drawn identities."""
    tables = Base.metadata.tables
    found: dict[str, list[dict[str, Any]]] = {}
    ours = {student: "the student"}
    for name, column in (
        ("submitted_assignment", "student_id"),
        ("submitted_notebook", "assignment_id"),
        ("grade", "notebook_id"),
        ("comment", "notebook_id"),
    ):
        words = sqlalchemy.select(tables[name]).where(tables[name].c[column].in_(list(ours)))
        rows = [dict(row._mapping) for row in gradebook.db.execute(words)]
        for row in rows:
            whose = str(row.get("notebook_id"))
            ours[row["id"]] = f"{name} of {ours.get(whose, whose)}"
        found[name] = sorted(
            ({key: ours.get(value, value) for key, value in row.items()} for row in rows), key=repr
        )
    return found


@pytest.mark.parametrize("more", [{}, {"timestamp": SENT}])
def test_every_column_is_as_nbgrader_writes_it(gradebook: Gradebook, more: dict[str, str]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", sqlalchemy.exc.SAWarning)
        gradebook.add_submission("ps1", "minji", **more)
    made = add_submission(gradebook, "ps1", "jihun", **more)
    theirs, ours = rows_of(gradebook, "minji"), rows_of(gradebook, "jihun")
    assert ours == theirs
    assert {name: len(rows) for name, rows in ours.items()} == {
        "submitted_assignment": 1,
        "submitted_notebook": 2,
        "grade": 3,
        "comment": 3,
    }
    assert made is gradebook.find_submission("ps1", "jihun")


def test_who_is_missing_is_missing_in_nbgrader_s_words(gradebook: Gradebook) -> None:
    with pytest.raises(MissingEntry, match="No such student: nobody"):
        add_submission(gradebook, "ps1", "nobody")


def test_a_second_submission_is_refused_as_by_nbgrader(gradebook: Gradebook) -> None:
    add_submission(gradebook, "ps1", "jihun")
    with pytest.raises(InvalidEntry, match="UNIQUE"):
        add_submission(gradebook, "ps1", "jihun")
