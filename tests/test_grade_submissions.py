"""Each folder in `tests/submissions/` gets what its expect.toml says, all in one class."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.grading_course import (
    ASSIGNMENT,
    HIDDEN,
    NOTEBOOK,
    SUBMISSIONS,
    grade,
    make_course,
    nbgrader,
    results,
    scores,
    submit_folder,
    verdicts,
)

# The class is graded by whichever of them comes first.
pytestmark = pytest.mark.timeout(900)
FOLDERS = sorted(path for path in SUBMISSIONS.iterdir() if (path / "expect.toml").exists())


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, dict[str, Any]]]:
    course = make_course(tmp_path_factory.mktemp("course") / "과정 one")
    for folder in FOLDERS:
        submit_folder(course, folder)
    run = grade(course, "--json")
    assert run.returncode == 0, run.stderr
    return course, results(run)


@pytest.mark.slow
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_submission_gets_what_is_expected(
    graded: tuple[Path, dict[str, dict[str, Any]]], folder: Path
) -> None:
    course, found = graded
    expected = tomllib.loads((folder / "expect.toml").read_text(encoding="utf-8"))
    result = found[folder.name]
    got = verdicts(result)
    # A list names verdicts that the machine's speed decides between.
    for grade_id, verdict in expected["verdicts"].items():
        assert got[grade_id] in ([verdict] if isinstance(verdict, str) else verdict), grade_id
    assert got.keys() == expected["verdicts"].keys()
    assert (result["status"], result["score"]) == (expected["status"], expected["score"])
    in_gradebook = sum(score or 0 for score, _ in scores(course, folder.name).values())
    assert in_gradebook == expected["score"]
    assert (course / "autograded" / folder.name / ASSIGNMENT / f"{NOTEBOOK}.ipynb").exists()


@pytest.mark.slow
def test_a_second_run_skips_what_is_graded(
    graded: tuple[Path, dict[str, dict[str, Any]]],
) -> None:
    course, found = graded
    again = grade(course, "--json")
    assert again.returncode == 0
    assert {result["status"] for result in results(again).values()} == {"skipped"}
    assert len(results(again)) == len(found)


@pytest.mark.slow
def test_nothing_is_left_beside_the_course_directory(
    graded: tuple[Path, dict[str, dict[str, Any]]],
) -> None:
    course, _ = graded
    assert not list(course.glob(".grading-*"))


@pytest.mark.slow
def test_what_was_shown_before_a_test_is_not_changed_after_it(
    graded: tuple[Path, dict[str, dict[str, Any]]],
) -> None:
    course, _ = graded
    student = "changes_an_output_after_the_test"
    path = course / "autograded" / student / ASSIGNMENT / f"{NOTEBOOK}.ipynb"
    shown = [cell.get("outputs", []) for cell in json.loads(path.read_text("utf-8"))["cells"]]
    assert "nothing yet" in str(shown)
    assert "handed over" not in str(shown)


@pytest.mark.slow
def test_feedback_shows_the_verdict_and_no_hidden_test(
    graded: tuple[Path, dict[str, dict[str, Any]]],
) -> None:
    course, _ = graded
    config = course / "nbgrader_config.py"
    config.write_text(config.read_text() + "from autograder import feedback\nfeedback.add_to(c)\n")
    student = "right_only_for_the_visible_test"
    made = nbgrader(course, "generate_feedback", ASSIGNMENT, "--student", student)
    assert made.returncode == 0, made.stderr
    page = (course / "feedback" / student / ASSIGNMENT / f"{NOTEBOOK}.html").read_text()
    assert "AssertionError" in page
    assert "the hidden one" not in page
    assert "BEGIN HIDDEN" not in page
    assert HIDDEN not in page
