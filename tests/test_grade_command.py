"""`python -m autograder grade` names what exists when it is asked for what does not."""

import contextlib
import os
import sqlite3
from pathlib import Path

import pytest

from autograder.__main__ import main
from autograder.course import open_course
from autograder.one_gradebook import LOOKED_UP, OneGradebook
from tests.grading_course import (
    ASSIGNMENT,
    NOTEBOOK,
    RIGHT,
    answer,
    grade,
    make_course,
    nbgrader,
    results,
    scores,
    submit,
    verdicts,
)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    course = make_course(tmp_path_factory.mktemp("courses") / "course")
    submit(course, "민지", answer(course, RIGHT))
    return course


@pytest.mark.slow
def test_an_unknown_assignment_is_answered_with_those_there_are(course: Path) -> None:
    asked = grade(course, assignment="첫 과제 on")
    assert asked.returncode == 2
    assert f"Did you mean '{ASSIGNMENT}'?" in asked.stderr
    assert "Traceback" not in asked.stderr


@pytest.mark.slow
def test_an_unknown_student_is_answered_with_one_that_is_near(course: Path) -> None:
    asked = grade(course, "--student", "민자")
    assert asked.returncode == 2
    assert "Did you mean '민지'?" in asked.stderr


@pytest.mark.slow
@pytest.mark.parametrize(("table", "column"), LOOKED_UP.items())
def test_a_submission_is_found_without_a_look_at_all_others(
    course: Path, table: str, column: str
) -> None:
    with OneGradebook(open_course(course)):
        pass
    with contextlib.closing(sqlite3.connect(course / "gradebook.db")) as connection:
        question = f"EXPLAIN QUERY PLAN SELECT * FROM {table} WHERE {column} = ?"
        [plan] = connection.execute(question, ("x",))
    assert "USING INDEX" in plan[-1]


@pytest.mark.slow
def test_links_and_large_files_harm_nobody_else(course: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.ipynb"
    secret.write_text((course / "source" / ASSIGNMENT / f"{NOTEBOOK}.ipynb").read_text())
    linked = submit(course, "links", answer(course, RIGHT))
    (linked / f"{NOTEBOOK}.ipynb").unlink()
    (linked / f"{NOTEBOOK}.ipynb").symlink_to(secret)
    os.mkfifo(linked / "pipe")
    heavy = submit(course, "heavy", b"")
    with (heavy / f"{NOTEBOOK}.ipynb").open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    other = submit(course, "renamed", answer(course, RIGHT))
    (other / f"{NOTEBOOK}.ipynb").rename(other / "exercise (1) 최종.ipynb")
    (submit(course, "nothing", b"") / f"{NOTEBOOK}.ipynb").unlink()
    run = grade(course, "--json", "--force")
    assert run.returncode == 0, run.stderr
    found = results(run)
    assert {student: result["status"] for student, result in found.items()} == {
        "links": "unreadable",
        "heavy": "too_large",
        "renamed": "graded",
        "nothing": "unreadable",
        "민지": "graded",
    }
    assert found["renamed"]["score"] == found["민지"]["score"] == 3.5
    assert all(scores(course, student) for student in found)
    assert not (course / "autograded" / "links" / ASSIGNMENT / "pipe").exists()
    assert nbgrader(course, "generate_feedback", ASSIGNMENT).returncode == 0


def test_a_folder_without_a_course_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "course101").mkdir()
    for asked, said in ((tmp_path / "course10", "course101"), (tmp_path / "course101", "source/")):
        config = str(tmp_path / "lab.toml")
        arguments = ["grade", "--course-dir", str(asked), "--assignment", "a", "--config", config]
        assert main(arguments) == 2
        assert said in capsys.readouterr().err


@pytest.mark.slow
def test_an_assignment_may_have_limits_of_its_own(tmp_path: Path) -> None:
    course = make_course(tmp_path)
    talks = answer(course, RIGHT.replace("return 2 * x", "print('x' * 50_000)\n    return 2 * x"))
    submit(course, "talks", talks)
    table = f'[grading.limits."c/{ASSIGNMENT}"]\ncell_output_kib = 16'
    words = ("--json", "--force", "--student", "talks")
    freely, narrowly = (grade(course, *words, settings=text) for text in ("", table))
    before, after = (verdicts(results(run)["talks"]) for run in (freely, narrowly))
    assert before["doubles_numbers"] == "passed"
    assert after == before | {"doubles_numbers": "too_much_output"}
