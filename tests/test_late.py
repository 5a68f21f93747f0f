"""Lateness: what it costs, how it is said, and more time for single students."""

import json
import math
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from traitlets.config import Config

from autograder.__main__ import main
from autograder.course import open_course
from autograder.deadlines import Deadlines, Told, read_deadlines
from autograder.extensions import RECORD
from autograder.late import FREE, PointsADay, find_policy
from autograder.spans import DAY, HOUR, say_span
from courses.course import Late
from courses.gradebook import ensure_config
from courses.release import open_directory
from tests.grading_course import ASSIGNMENT, RIGHT, answer, grade, make_course, submit

POLICY = {"grace_minutes": 10.0, "percent_a_day": 20.0, "days": 3}
# What `submit` says: the tests' submissions all came in this moment.
CAME = datetime(2026, 11, 22, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "korean", "english"),
    [
        (0, "1분", "1 minute"),
        (59 * 60, "59분", "59 minutes"),
        (2 * HOUR, "2시간", "2 hours"),
        (DAY + HOUR + 59, "1일 1시간", "1 day 1 hour"),
        (3 * DAY + 59 * 60, "3일", "3 days"),
    ],
)
def test_a_span_is_said_in_its_two_largest_units(seconds: float, korean: str, english: str) -> None:
    assert say_span(seconds) == (korean, english)


@pytest.mark.parametrize(
    ("seconds", "taken"),
    [(600, None), (601, 2.0), (DAY, 2.0), (DAY + 1, 4.0), (3 * DAY, 6.0), (3 * DAY + 1, 10.0)],
)
def test_each_day_begun_takes_its_share_after_the_time_of_grace(
    seconds: float, taken: float | None
) -> None:
    plugin = PointsADay(**POLICY)
    assert plugin.late_submission_penalty("minji", 10.0, seconds) == taken


def test_never_more_is_taken_than_was_earned() -> None:
    assert PointsADay(percent_a_day=60).late_submission_penalty("minji", 5.0, 9 * DAY) == 5.0


def test_a_course_says_in_words_what_its_plugin_does() -> None:
    config = Config()
    assert find_policy(config) == FREE
    config.LateSubmissionPlugin.penalty_method = "zero"
    assert "no points" in find_policy(config).english
    config.AssignLatePenalties.plugin_class = "autograder.late.PointsADay"
    assert find_policy(config) == FREE
    config.PointsADay = Config(POLICY)
    said = find_policy(config)
    assert "10분" in said.korean
    assert "20%" in said.korean
    assert "3일" in said.korean
    config.AssignLatePenalties.plugin_class = "nbgrader.plugins.base.BasePlugin"
    assert "강사님" in find_policy(config).korean


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course in which lateness costs, and two students who came 26 hours late."""
    root = make_course(tmp_path_factory.mktemp("courses") / "course")
    (root / "nbgrader_config.py").unlink()
    ensure_config(open_directory(root, course_id="c"), Late(**POLICY))
    with (root / "nbgrader_config.py").open("a") as config:
        config.write("c.CourseDirectory.course_id = 'c'\n")
    due = CAME - timedelta(hours=26)
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}", "c") as gradebook:
        gradebook.update_or_create_assignment(ASSIGNMENT, duedate=due.isoformat())
    for student in ("민지", "junho"):
        submit(root, student, answer(root, RIGHT))
    assert extend(root, "junho", 25) == 0
    done = grade(root, "--json")
    assert done.returncode == 0, done.stderr
    return root


def extend(root: Path, student: str, hours: float) -> int:
    where = ("--course-dir", str(root), "--assignment", ASSIGNMENT)
    return main(["extend", *where, "--student", student, "--hours", str(hours)])


def penalty(root: Path, student: str) -> float:
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}", "c") as gradebook:
        submission = gradebook.find_submission(ASSIGNMENT, student)
        return float(sum(one.late_submission_penalty or 0 for one in submission.notebooks))


@pytest.mark.slow
def test_the_table_of_a_course_is_what_the_gradebook_takes_off(root: Path) -> None:
    # Two days are begun: twice 20% of the 3.5 points that need no person.
    assert penalty(root, "민지") == pytest.approx(1.4)


@pytest.mark.slow
def test_time_given_before_it_is_handed_in_counts(root: Path) -> None:
    assert penalty(root, "junho") == pytest.approx(0.7)


@pytest.mark.slow
def test_time_given_afterwards_changes_the_penalty_at_once(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert extend(root, "민지", 26) == 0
    assert penalty(root, "민지") == 0
    assert "1.4 points before, 0 now" in capsys.readouterr().out
    assert extend(root, "민지", 0) == 0
    assert penalty(root, "민지") == pytest.approx(1.4)


@pytest.mark.slow
def test_what_cannot_be_granted_is_refused_with_the_cure(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for hours in (-1, math.nan, math.inf):
        assert extend(root, "민지", hours) == 2
        assert "expected 0" in capsys.readouterr().err
    kept = (root / RECORD).read_text()
    (root / RECORD).write_text("[]")
    assert extend(root, "민지", 1) == 2
    assert RECORD in capsys.readouterr().err
    (root / RECORD).write_text(kept)


@pytest.mark.slow
def test_trainees_are_told_once_for_each_change(root: Path) -> None:
    told: list[Told] = []

    class Telling:
        def tell(self, deadlines: Told) -> None:
            told.append(json.loads(json.dumps(deadlines)))

    deadlines = Deadlines(root, Telling())
    deadlines.look()
    deadlines.look()
    assert extend(root, "soyeon", 2) == 0
    deadlines.look()
    before, after = (one["assignments"][ASSIGNMENT] for one in told)
    due = CAME - timedelta(hours=26)
    assert datetime.fromisoformat(before["due_at"]) == due
    assert datetime.fromisoformat(before["extended"]["junho"]) == due + timedelta(hours=25)
    assert set(after["extended"]) - set(before["extended"]) == {"soyeon"}
    assert "20%" in told[0]["policy"]["korean"]
    assert read_deadlines(open_course(root))["assignments"][ASSIGNMENT] == after
