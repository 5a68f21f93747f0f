"""What nbgrader_config.py says of the run has the effect that it has in nbgrader."""

import shutil
from pathlib import Path

import pytest
from nbformat.v4 import new_output

from autograder.course import open_course
from autograder.driver import Order
from autograder.driver import grade as grade_here
from autograder.errors import RunError
from autograder.run import RunRequest, RunResult
from autograder.settings import GradingSection
from tests.grading_course import (
    ASSIGNMENT,
    RIGHT,
    answer,
    cell_of,
    grade,
    make_course,
    nbgrader,
    rows,
    submit,
)

NOT_RUN = {
    "not executed": "c.Execute.enabled = False\nc.ClearOutput.enabled = False\n",
    "no preprocessor that executes": (
        "c.Autograde.autograde_preprocessors = ['nbgrader.preprocessors.SaveAutoGrades']\n"
    ),
}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = make_course(tmp_path_factory.mktemp("course"))
    submit(made, "right", answer(made, RIGHT))
    failed = answer(made, RIGHT)
    cell_of(failed, "greets_by_name").outputs = [
        new_output("error", ename="AssertionError", evalue="", traceback=[])
    ]
    submit(made, "failed_at_home", failed)
    return made


def copied(course: Path, target: Path, configuration: str) -> Path:
    shutil.copytree(course, target)
    with (target / "nbgrader_config.py").open("a") as config:
        config.write(configuration)
    return target


@pytest.mark.parametrize(
    ("configuration", "seconds"),
    [
        ("", 20),
        ("c.Execute.timeout = 7\n", 7),
        ("c.ExecutePreprocessor.timeout = 7\n", 7),
        ("c.NotebookClient.timeout = 7\n", 7),
        ("c.NotebookClient.timeout = 7\nc.Execute.timeout = 8\n", 8),
        ("c.Execute.timeout = None\n", 100),
        ("c.Execute.timeout = -1\n", 100),
    ],
)
def test_a_cell_has_the_seconds_that_the_course_gives(
    course: Path, tmp_path: Path, configuration: str, seconds: int
) -> None:
    asked: list[RunRequest] = []

    async def run(request: RunRequest) -> RunResult:
        asked.append(request)
        raise RunError("not here")

    settings = GradingSection(cell_seconds=20, notebook_seconds=100, tries=1, jobs=1)
    opened = open_course(copied(course, tmp_path / "course", configuration))
    list(grade_here(opened, Order(ASSIGNMENT, ("right",)), settings, run=run))
    assert {request.limits.cell_seconds for request in asked} == {seconds}


@pytest.mark.slow
@pytest.mark.parametrize("configuration", NOT_RUN)
def test_what_was_handed_in_is_scored_where_the_course_executes_nothing(
    course: Path, tmp_path: Path, configuration: str
) -> None:
    stock, ours = (
        copied(course, tmp_path / name, NOT_RUN[configuration]) for name in ("stock", "ours")
    )
    assert nbgrader(stock, "autograde", ASSIGNMENT).returncode == 0
    assert grade(ours, "--json", settings="strict_nbgrader = true").returncode == 0
    assert rows(ours) == rows(stock)
