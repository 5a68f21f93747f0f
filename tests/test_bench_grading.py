"""The bench of the grader: whose class it grades, and what it calls different."""

import sqlite3
import sys
from pathlib import Path

import pytest

from bench.grading.classes import NoSuchClass, of_course, of_small_steps, of_unit
from bench.grading.measure import differences
from bench.grading.runs import Scores, grade, scores
from tests.grading_course import ASSIGNMENT, RIGHT, answer, make_course, submit

SUBMITTED = ("minji", "junho", "sora")


def test_a_course_of_somebody_s_is_copied_and_its_gradebook_left_alone(tmp_path: Path) -> None:
    course = make_course(tmp_path / "course")
    for trainee in SUBMITTED:
        submit(course, trainee, answer(course, RIGHT))
    before = {path: path.read_bytes() for path in course.rglob("*") if path.is_file()}
    real = f"c.CourseDirectory.db_url = 'sqlite:///{course}/gradebook.db'\n"
    (course / "nbgrader_config.py").write_text(f"c = get_config()\n{real}")
    before[course / "nbgrader_config.py"] = (course / "nbgrader_config.py").read_bytes()
    copy = tmp_path / "copy"
    pupils = of_course(course, ASSIGNMENT, 2, sys.executable)
    pupils.make(copy, pupils.submissions)
    assert {path: path.read_bytes() for path in course.rglob("*") if path.is_file()} == before
    assert sorted(path.name for path in (copy / "submitted").iterdir()) == sorted(SUBMITTED)[:2]
    with sqlite3.connect(copy / "gradebook.db") as gradebook:
        assert list(gradebook.execute("select name from assignment")) == [(ASSIGNMENT,)]
    assert scores(copy) == {}


@pytest.mark.slow
def test_the_small_steps_are_graded_as_they_deserve(tmp_path: Path) -> None:
    course = tmp_path / "course"
    of_small_steps(5).make(course, 5)
    grade(course, "steps", 1)
    found = [score for cells in scores(course).values() for score in cells.values()]
    assert found == [3.0, 0.0, 0.0, 0.0, 0.0]


def test_a_class_that_is_not_there_is_said_to_be_missing_and_where(tmp_path: Path) -> None:
    with pytest.raises(NoSuchClass, match=r"source/ps1: no such folder"):
        of_course(tmp_path, "ps1", 2, sys.executable)
    with pytest.raises(NoSuchClass, match="unit01"):
        of_unit("plain", "unit99", 2)


def test_scores_differ_where_either_grader_gave_another_or_none() -> None:
    stock: Scores = {"minji": {"n/a": 1.0, "n/b": None}, "junho": {"n/a": 0.0}}
    assert differences(stock, stock, 2) == set()
    assert differences({"minji": {"n/a": 1.0}}, stock, 2) == {
        "junho, n/a: nbgrader 0.0, ours None",
        "1 of 2 graded",
    }
