"""What is found at once for a whole notebook is what nbgrader finds one by one."""

import os
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy
from nbgrader.api import Gradebook, MissingEntry

from autograder.quick_finding import Found

PLACE = ("problem", "ps1")
FINDERS = {
    "find_source_cell": PLACE,
    "find_graded_cell": PLACE,
    "find_grade": (*PLACE, "minji"),
    "find_comment": (*PLACE, "minji"),
}
METHODS = pytest.mark.parametrize("method", FINDERS)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    found = f"sqlite:///{tmp_path_factory.mktemp('finding') / 'gradebook.db'}"
    with pytest.MonkeyPatch.context() as patch:
        # nbgrader asks the program alembic for the version of a new gradebook.
        patch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
        made = Gradebook(found)
    with made, warnings.catch_warnings():
        warnings.simplefilter("ignore", sqlalchemy.exc.SAWarning)  # nbgrader's own way of adding
        made.add_assignment("ps1")
        made.add_notebook(*PLACE)
        for name in ("one", "two"):
            made.add_grade_cell(name, *PLACE, max_score=2, cell_type="code")
            made.add_solution_cell(name, *PLACE)
            made.add_source_cell(name, *PLACE, cell_type="code", source=name)
        made.add_task_cell("task", *PLACE, max_score=1, cell_type="markdown")
        for student in ("minji", "jihun"):
            made.add_student(student)
            made.add_submission("ps1", student)
    return found


@pytest.fixture
def gradebook(url: str) -> Iterator[Gradebook]:
    with Gradebook(url) as opened:
        yield opened


@METHODS
def test_a_row_is_the_one_that_nbgrader_finds(gradebook: Gradebook, method: str) -> None:
    found = [getattr(gradebook, method)(name, *FINDERS[method]) for name in ("one", "two")]
    Found().teach(gradebook)
    again = [getattr(gradebook, method)(name, *FINDERS[method]) for name in ("one", "two")]
    assert all(row is other for row, other in zip(found, again, strict=True))


@METHODS
def test_what_is_missing_is_missing_in_nbgrader_s_words(gradebook: Gradebook, method: str) -> None:
    with pytest.raises(MissingEntry) as said:
        getattr(gradebook, method)("three", *FINDERS[method])
    Found().teach(gradebook)
    with pytest.raises(MissingEntry) as says:
        getattr(gradebook, method)("three", *FINDERS[method])
    assert str(says.value) == str(said.value)


@pytest.mark.parametrize("method", ["find_graded_cell", "find_grade", "find_comment"])
def test_a_task_is_found_as_nbgrader_finds_it(gradebook: Gradebook, method: str) -> None:
    found = getattr(gradebook, method)("task", *FINDERS[method])
    Found().teach(gradebook)
    assert getattr(gradebook, method)("task", *FINDERS[method]) is found


def test_a_cell_that_was_added_meanwhile_is_found(gradebook: Gradebook) -> None:
    Found().teach(gradebook)
    gradebook.find_graded_cell("one", *PLACE)
    made = gradebook.add_grade_cell("late", *PLACE, max_score=2, cell_type="code")
    assert gradebook.find_graded_cell("late", *PLACE) is made


def test_arguments_may_be_named(gradebook: Gradebook) -> None:
    Found().teach(gradebook)
    assert gradebook.find_notebook(*PLACE).grade_cells
    found = gradebook.find_source_cell(name="one", notebook="problem", assignment="ps1")
    assert found is gradebook.find_source_cell("one", *PLACE)


def test_a_notebook_s_grades_are_asked_for_once(gradebook: Gradebook) -> None:
    Found().teach(gradebook)
    asked: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        asked.append(statement)

    sqlalchemy.event.listen(gradebook.engine, "before_cursor_execute", note)
    for name in ("one", "two"):
        assert gradebook.find_grade(name, *PLACE, "minji").name == name
    assert len(asked) == 1
