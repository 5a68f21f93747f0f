"""A grading that is killed in the middle of a class goes on where it stopped."""

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import AsyncMock

import pytest

from autograder import driver
from autograder.course import open_course
from autograder.own_folders import PREFIXES
from autograder.settings import GradingSection
from autograder.staging import only_grading
from autograder.verdicts import Status
from sandbox import processes
from tests.grading_course import (
    ASSIGNMENT,
    RIGHT,
    answer,
    grade,
    make_course,
    results,
    scores,
    submit,
)

STUDENTS = tuple(f"student{number}" for number in range(6))
WRONG = RIGHT.replace("2 * x", "3 * x")


@pytest.fixture
def course(tmp_path: Path) -> Path:
    made = make_course(tmp_path / "course")
    for number, student in enumerate(STUDENTS):
        submit(made, student, answer(made, WRONG if number % 2 else RIGHT))
    return made


@pytest.fixture
def temporary(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A temporary folder for graders, by a name that is short enough for sockets in it."""
    with tempfile.TemporaryDirectory(prefix="t-", dir="/tmp") as folder:
        monkeypatch.setenv("TMPDIR", folder)
        yield Path(folder)


@pytest.mark.slow
def test_a_class_that_was_killed_in_the_middle_is_graded_to_its_end(
    course: Path, temporary: Path
) -> None:
    command = ["grade", "--course-dir", str(course), "--assignment", ASSIGNMENT, "--json"]
    with subprocess.Popen(
        [sys.executable, "-m", "autograder", *command, "--jobs", "1"],
        cwd=Path(__file__).parent.parent,
        stdout=subprocess.PIPE,
        text=True,
    ) as killed:
        assert killed.stdout is not None
        first = [killed.stdout.readline() for _ in range(2)]
        family = [
            key for pid in processes.descendants(killed.pid) if (key := processes.find_process(pid))
        ]
        killed.send_signal(signal.SIGKILL)
    assert all(first)
    for key in family:
        processes.wait_for_end(30.0, key)
    assert not any(processes.is_alive(key) for key in family)
    before = {student: scores(course, student) for student in STUDENTS}
    graded = [student for student, found in before.items() if score_of(found) is not None]
    assert 2 <= len(graded) < len(STUDENTS)

    left = [path for path in temporary.iterdir() if path.name.startswith(PREFIXES)]
    assert left
    for path in left:
        os.utime(path, (0, 0))

    again = grade(course, "--json")

    assert again.returncode == 0, again.stderr
    found = results(again)
    assert found.keys() == set(STUDENTS)
    after = {student: scores(course, student) for student in STUDENTS}
    assert {student: after[student] for student in graded} == {
        student: before[student] for student in graded
    }
    assert [score_of(after[student]) for student in STUDENTS] == [3.5, 1.5] * 3
    assert submissions_in(course) == sorted(STUDENTS)
    assert not list(course.glob(".grading-*"))
    assert not list(temporary.glob("lab-*"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("graded_at", "handed_in_at", "status"),
    [
        ("10:00:00", "10:00:00", "skipped"),
        ("10:00:00", "10:00:01", "graded"),
        (None, "10:00:00", "graded"),
        ("10:00:00", None, "skipped"),
        (None, None, "skipped"),
    ],
)
def test_what_was_handed_in_since_is_graded_again(
    tmp_path: Path, graded_at: str | None, handed_in_at: str | None, status: str
) -> None:
    course = make_course(tmp_path / "course")
    folder = submit(course, "one", answer(course, RIGHT))
    graded = course / "autograded" / "one" / ASSIGNMENT
    graded.mkdir(parents=True)
    for place, time in ((folder, handed_in_at), (graded, graded_at)):
        (place / "timestamp.txt").unlink(missing_ok=True)
        if time is not None:
            (place / "timestamp.txt").write_text(f"2026-11-22 {time}.000000 UTC")

    assert results(grade(course, "--json"))["one"]["status"] == status


def score_of(found: dict[str, tuple[float | None, bool]]) -> float | None:
    points = [score for score, _ in found.values() if score is not None]
    return sum(points) if points else None


def submissions_in(course: Path) -> list[str]:
    """Whose submissions the gradebook has: one row each."""
    with contextlib.closing(sqlite3.connect(course / "gradebook.db")) as connection:
        query = "select student_id from submitted_assignment order by student_id"
        return [row[0] for row in connection.execute(query)]


@pytest.mark.slow
def test_what_another_command_graded_while_this_one_waited_is_not_graded_again(
    course: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextlib.contextmanager
    def come_second(root: Path) -> Iterator[None]:
        assert grade(course).returncode == 0
        with only_grading(root):
            yield

    monkeypatch.setattr(driver, "only_grading", come_second)
    order, settings = driver.Order(ASSIGNMENT), GradingSection()
    found = list(driver.grade(open_course(course), order, settings, run=AsyncMock()))
    assert [result.status for result in found] == [Status.SKIPPED] * len(STUDENTS)
