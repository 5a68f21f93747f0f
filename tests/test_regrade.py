"""A corrected test is told cell by cell before its scores are written, on a really graded class."""

import csv
import fcntl
import io
import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbgrader.api import Gradebook

from autograder import driver
from autograder.__main__ import main
from autograder.changes import Cause
from autograder.course import open_course
from autograder.driver import Order
from autograder.errors import RunError
from autograder.regrade import open_regrade
from autograder.results import SubmissionResult
from autograder.run import RunFunction, RunRequest, RunResult
from autograder.settings import GradingSection
from autograder.staging import COURSE_LOCK
from autograder.verdicts import Status, Verdict
from tests.grading_course import (
    ASSIGNMENT,
    NOTEBOOK,
    RIGHT,
    answer,
    cell_of,
    make_course,
    nbgrader,
    rows,
    submit,
)

pytestmark = [
    pytest.mark.slow,
    # nbgrader's own code makes rows while others wait to be flushed.
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),
]

# True for both what the class was taught and what the first test asked for by mistake.
ADDS = RIGHT.replace("2 * x", "x + 2")
TEXTS = {"민지": RIGHT, "adds": ADDS, "kept": ADDS}
CORRECTED = "assert double(2) == 4, 'not a word of the hidden one'"


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory, warm_run: RunFunction) -> Path:
    """A graded class with scores by hand, whose test `doubles_numbers` was corrected since."""
    root = make_course(tmp_path_factory.mktemp("courses") / "course")
    for student, text in TEXTS.items():
        submit(root, student, answer(root, text))
    grade_all(root, warm_run)
    by_hand(root, "민지", "why", 3)
    by_hand(root, "kept", "doubles_numbers", 1)
    correct(root, "doubles_numbers", CORRECTED)
    generated = nbgrader(root, "generate_assignment", "--force", ASSIGNMENT)
    assert generated.returncode == 0, generated.stderr
    return root


@pytest.fixture
def course(corrected: Path, tmp_path: Path) -> Path:
    """A copy of the class."""
    return Path(shutil.copytree(corrected, tmp_path / "course"))


def grade_all(root: Path, run: RunFunction) -> None:
    order = Order(ASSIGNMENT, force=True)
    results = list(driver.grade(open_course(root), order, GradingSection(), run=run))
    assert {result.status for result in results} == {Status.GRADED}, results


def by_hand(root: Path, student: str, grade_id: str, score: float) -> None:
    """What formgrader writes when a person scores a cell and comments on it."""
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}", "c") as gradebook:
        place = (grade_id, NOTEBOOK, ASSIGNMENT, student)
        grade = gradebook.find_grade(*place)
        grade.manual_score, grade.needs_manual_grade = score, False
        if grade_id == "why":
            gradebook.find_comment(*place).manual_comment = "좋은 설명입니다."
        gradebook.db.commit()


def correct(root: Path, grade_id: str, text: str) -> None:
    path = root / "source" / ASSIGNMENT / f"{NOTEBOOK}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    cell_of(notebook, grade_id).source = text
    nbformat.write(notebook, path)


def dump(root: Path) -> list[str]:
    """All of the gradebook, so that a single changed value shows."""
    connection = sqlite3.connect(root / "gradebook.db")
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


def regrade(root: Path, *arguments: str) -> int:
    asked = ["regrade", "--course-dir", str(root), "--assignment", ASSIGNMENT]
    return main([*asked, "--config", str(root / "lab.toml"), *arguments])


def told(text: str) -> dict[str, dict[str, Any]]:
    return {line["student"]: line for line in map(json.loads, text.splitlines())}


def test_what_changes_is_told_with_its_cause_and_nothing_is_written(
    course: Path, warm_run: RunFunction
) -> None:
    before, files = dump(course), sorted(course.rglob("*"))
    times = {path: path.stat().st_mtime_ns for path in (course / "autograded").rglob("*")}
    with open_regrade(
        open_course(course), Order(ASSIGNMENT), GradingSection(), run=warm_run
    ) as work:
        changes = {change.student: change for change in work.changes()}
    assert dump(course) == before
    assert sorted(course.rglob("*")) == files
    assert {path: path.stat().st_mtime_ns for path in times} == times

    [cell] = changes["adds"].cells
    assert (cell.grade_id, cell.cause) == ("doubles_numbers", Cause.TEST)
    assert (cell.verdict_before, cell.verdict) == (Verdict.FAILED, Verdict.PASSED)
    assert (cell.score_before, cell.score) == (0.0, 2.0)
    assert cell.why.startswith("The test was changed.")
    assert changes["adds"].changes_score
    # The essay that a person scored keeps that score; a manual score wins over the corrected test.
    assert not changes["민지"].cells
    assert not changes["민지"].changes_score
    [kept] = changes["kept"].cells
    assert (kept.score_before, kept.score, kept.manual_score) == (1.0, 1.0, 1.0)
    assert not changes["kept"].changes_score


def test_while_a_course_is_graded_no_other_process_begins(
    course: Path, warm_run: RunFunction
) -> None:
    with (course / COURSE_LOCK).open("a") as other:
        with (
            open_regrade(open_course(course), Order(ASSIGNMENT), GradingSection(), run=warm_run),
            pytest.raises(BlockingIOError),
        ):
            fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_what_is_written_is_what_nbgrader_s_rules_make_of_the_same_runs(
    course: Path, tmp_path: Path, warm_run: RunFunction, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "graded in the ordinary way"
    shutil.copytree(course, other)
    assert regrade(course, "--write", "--json") == 0
    said = capsys.readouterr()
    assert told(said.out)["adds"]["score"] == told(said.out)["adds"]["score_before"] + 2
    assert "not a word" not in said.out
    assert "3 submissions written." in said.err
    grade_all(other, warm_run)
    assert rows(course) == rows(other)
    manual = {(row[0], row[2]): row[4] for row in rows(course)["grade"] if row[4] is not None}
    assert manual == {("민지", "why"): 3, ("kept", "doubles_numbers"): 1}
    assert "좋은 설명입니다." in {row[4] for row in rows(course)["comment"]}
    graded = (course / "autograded" / "adds" / ASSIGNMENT / f"{NOTEBOOK}.ipynb").read_text("utf-8")
    assert "not a word" in graded


def test_a_test_that_was_not_generated_yet_is_named_and_nothing_is_graded(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    correct(course, "greets_by_name", "assert greet('x')")
    before = dump(course)
    assert regrade(course, "--write") == 2
    said = capsys.readouterr().err
    assert "its tests 'greets_by_name' are not those of the gradebook" in said
    assert "Press Generate in formgrader" in said
    assert dump(course) == before


def test_a_submission_that_the_lab_fails_to_run_keeps_its_score(
    course: Path, warm_run: RunFunction
) -> None:
    async def run(request: RunRequest) -> RunResult:
        if "x + 2" in request.notebook:
            raise RunError("the machine was asked to stop.")
        return await warm_run(request)

    before = {row for row in rows(course)["grade"] if row[0] != "민지"}
    settings = GradingSection(tries=1)
    with open_regrade(open_course(course), Order(ASSIGNMENT), settings, run=run) as work:
        changes = {change.student: change for change in work.changes()}
        written = {result.student: result for result in work.write()}
    assert changes["adds"].result.status is Status.GRADER_ERROR
    assert not changes["adds"].changes_score
    assert {name: result.status for name, result in written.items()} == {
        "민지": Status.GRADED,
        "adds": Status.GRADER_ERROR,
        "kept": Status.GRADER_ERROR,
    }
    assert {row for row in rows(course)["grade"] if row[0] != "민지"} == before
    assert isinstance(written["민지"], SubmissionResult)


def test_the_table_and_the_csv_say_the_same(
    course: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    assert regrade(course, "--student", "adds") == 0
    table = capsys.readouterr().out
    assert f"{NOTEBOOK}/doubles_numbers" in table
    assert "failed → passed" in table
    assert "scores that change: 1 (1 up, 0 down)" in table
    assert "Nothing was written." in table
    assert regrade(course, "--student", "adds", "--csv") == 0
    [row] = csv.DictReader(io.StringIO(capsys.readouterr().out.removeprefix("\ufeff")))
    assert (row["student"], row["verdict before"], row["verdict"]) == ("adds", "failed", "passed")
    assert (row["score before"], row["score"], row["cause"]) == ("0.0", "2.0", "test")
