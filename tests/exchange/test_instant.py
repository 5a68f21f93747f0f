"""Graded as soon as it is handed in: the real exchange, the real line, the real grader."""

import contextlib
import json
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

from autograder.background import Background
from autograder.course import Course, open_course
from autograder.driver import Order, grade
from autograder.errors import GradingError, RunError
from autograder.feedback import NOT_READ_YET, READ_EARLIER
from autograder.instant import InstantGrading
from autograder.run import RunFunction, RunRequest, RunResult
from autograder.settings import GradingSection
from hub_config.trainee.exchange_client import ExchangeFailure
from hub_config.trainee.exchange_line import HttpLine
from tests.exchange.conftest import (
    COURSE,
    TRAINEES,
    ExchangeProcess,
    Hub,
    outgoing,
    prepare_exchange,
)
from tests.grading_course import (
    ASSIGNMENT,
    HIDDEN,
    NOTEBOOK,
    RIGHT,
    answer,
    make_course,
    scores,
)

pytestmark = [
    pytest.mark.slow,
    # nbgrader's own
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),
]
LIMITED = "limited"
SETTINGS = f"""submissions_per_minute = 500
[instant."{COURSE}/{ASSIGNMENT}"]
attempts = 100
cool_down_seconds = 0
[instant."{COURSE}/{LIMITED}"]
attempts = 1
cool_down_seconds = 0
"""
MINJI, JUNHO = TRAINEES


@dataclass
class School:
    """A course's directory, its exchange and its grader; `mine` are this test's attempts."""

    exchange: ExchangeProcess
    course: Path
    grading: InstantGrading
    line: HttpLine
    mine: list[str] = field(default_factory=list)

    def submit(
        self, trainee: str, text: str = RIGHT, assignment: str = ASSIGNMENT
    ) -> dict[str, Any]:
        """Hand the exercise in; the answer to it, as the exchange gave it."""
        notebook = json.dumps(answer(self.course, text), ensure_ascii=False)
        folder = self.exchange.folder / f"work-{secrets.token_hex(4)}"
        files = outgoing(folder, {f"{NOTEBOOK}.ipynb": notebook})
        place = ("courses", COURSE, "attempts", secrets.token_hex(16))
        client = self.exchange.client(trainee)
        answered = client.put(*place, files=files, assignment=assignment)
        self.mine.append(answered["receipt"]["receipt"])
        return answered

    def told(self, trainee: str) -> list[dict[str, Any]]:
        """What a trainee reads of each attempt."""
        attempts = self.exchange.client(trainee).get("attempts", course=COURSE)["attempts"]
        return [one["instant"] for one in attempts if one["receipt"] in self.mine]

    def states(self, trainee: str) -> list[str]:
        return [told["state"] for told in self.told(trainee)]

    def next(self) -> dict[str, Any]:
        """Who is handed out."""
        [attempt] = self.line.next(1)
        return attempt

    def serve(self) -> None:
        """Have the next one graded."""
        self.grading.serve_some([self.next()])

    def clear(self) -> None:
        """Leave nobody in line."""
        while any(told["ongoing"] for name in TRAINEES for told in self.told(name)):
            self.line.tell(self.next(), "fault")

    def feedback(self, trainee: str, receipt: str) -> str:
        """The page that a trainee gets."""
        into = self.exchange.folder / f"feedback-{secrets.token_hex(4)}"
        self.exchange.client(trainee).download("attempts", receipt, "feedback", into=into)
        return (into / f"{NOTEBOOK}.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def course_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_course(tmp_path_factory.mktemp("course") / "과정 one")


@pytest.fixture(scope="module")
def exchange(hub: Hub) -> Iterator[ExchangeProcess]:
    """One for all tests here: whoever needs an empty line leaves one."""
    folder = Path(tempfile.mkdtemp(prefix="lab-"))
    made = prepare_exchange(hub, folder, SETTINGS)
    made.start()
    for assignment in (ASSIGNMENT, LIMITED):
        made.release(assignment)
    yield made
    made.stop()
    log = made.log()
    shutil.rmtree(folder)
    assert "Traceback" not in log, log


@pytest.fixture
def school(
    exchange: ExchangeProcess,
    warm_run: RunFunction,
    course_dir: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[School]:
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", exchange.hub.service_tokens[COURSE])
    course = Path(shutil.copytree(course_dir, tmp_path / "course"))
    line = HttpLine(COURSE, exchange.places.exchange_socket)
    grading = InstantGrading(course, GradingSection(), Background(), line, warm_run)
    made = School(exchange, course, grading, line)
    yield made
    made.clear()


@contextlib.contextmanager
def hand_graded(course: Path) -> Iterator[tuple[Any, Any]]:
    """The grade and the comment that a person gives the trainee's text, to read or to change."""
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "c") as gradebook:
        place = ("why", NOTEBOOK, ASSIGNMENT, MINJI)
        yield gradebook.find_grade(*place), gradebook.find_comment(*place)
        gradebook.db.commit()


def test_a_submission_is_accepted_first_then_graded_and_the_feedback_comes_by_itself(
    school: School,
) -> None:
    answered = school.submit(MINJI)
    assert (answered["instant"]["state"], answered["instant"]["place"]) == ("waiting", 1)
    school.serve()
    assert school.states(MINJI) == ["graded"]
    assert scores(school.course, MINJI)["doubles_numbers"] == (2.0, False)
    page = school.feedback(MINJI, answered["receipt"]["receipt"])
    assert "doubles_numbers" in page
    assert NOT_READ_YET in page, "what a person grades is left to a person"
    assert HIDDEN not in page


def test_scores_and_comments_by_hand_stay_and_the_feedback_says_what_they_were_given_for(
    school: School,
) -> None:
    school.submit(MINJI)
    school.serve()
    with hand_graded(school.course) as (grade, comment):
        grade.manual_score, grade.needs_manual_grade = 2.5, False
        comment.manual_comment = "잘 썼어요"
    answered = school.submit(MINJI, RIGHT.replace("2 * x", "3 * x"))
    school.serve()
    with hand_graded(school.course) as (grade, comment):
        assert (grade.manual_score, comment.comment) == (2.5, "잘 썼어요")
    assert scores(school.course, MINJI)["doubles_numbers"] == (0.0, False)
    page = school.feedback(MINJI, answered["receipt"]["receipt"])
    assert "잘 썼어요" in page
    assert READ_EARLIER in page


def test_what_the_lab_fails_to_grade_costs_no_attempt_and_the_next_one_is_graded(
    school: School,
) -> None:
    async def fail(request: RunRequest) -> RunResult:
        raise RunError("the lab has no room for another sandbox")

    left = school.submit(MINJI)["instant"]["attempts_left"]
    broken = InstantGrading(school.course, GradingSection(), Background(), school.line, fail)
    broken.serve_some([school.next()])
    [told] = school.told(MINJI)
    assert (told["state"], told["attempts_left"]) == ("fault", left + 1)
    school.submit(MINJI)
    school.serve()
    assert school.states(MINJI) == ["fault", "graded"]


def test_several_are_graded_together_and_a_failure_of_the_lab_at_one_costs_the_others_nothing(
    school: School, warm_run: RunFunction
) -> None:
    async def fail_at_junho(request: RunRequest) -> RunResult:
        if "3 * x" in request.notebook:
            raise RunError("the lab has no room for another sandbox")
        return await warm_run(request)

    school.submit(MINJI)
    school.submit(JUNHO, RIGHT.replace("2 * x", "3 * x"))
    shaky = InstantGrading(
        school.course, GradingSection(), Background(), school.line, fail_at_junho
    )
    shaky.serve_some(school.line.next(5))
    assert (school.states(MINJI), school.states(JUNHO)) == (["graded"], ["fault"])


def test_what_cannot_be_graded_together_is_graded_one_by_one(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse_several(course: Course, order: Order, *rest: Any, **more: Any) -> Any:
        if len(order.students) > 1:
            raise GradingError("these two cannot be graded together")
        return grade(course, order, *rest, **more)

    school.submit(MINJI)
    school.submit(JUNHO)
    monkeypatch.setattr("autograder.instant.grade", refuse_several)
    school.grading.serve_some(school.line.next(5))
    assert (school.states(MINJI), school.states(JUNHO)) == (["graded"], ["graded"])


def test_over_the_limit_a_submission_is_accepted_and_left_to_the_instructor(
    school: School,
) -> None:
    school.submit(MINJI, assignment=LIMITED)
    school.line.tell(school.next(), "graded")
    answered = school.submit(MINJI, assignment=LIMITED)
    assert answered["receipt"]["attempt"] == 2
    assert answered["instant"]["state"] == "too_many"


def test_a_newer_submission_that_was_collected_is_not_replaced_by_an_older(
    school: School,
) -> None:
    school.submit(MINJI)
    older = school.next()
    newer = school.submit(MINJI)["receipt"]
    course = open_course(school.course)
    assert school.line.collect(newer, course.app, course.directory)
    school.grading.serve_some([older])
    assert school.states(MINJI) == ["replaced", "waiting"]


def test_nobody_but_the_course_s_service_may_empty_its_line(school: School) -> None:
    receipt = school.submit(MINJI)["receipt"]["receipt"]
    for who in (MINJI, "teacher", "other-teacher"):
        client = school.exchange.client(who)
        for path, query in (
            (("courses", COURSE, "line"), {}),
            (("attempts", receipt, "outcome"), {"outcome": "graded"}),
        ):
            with pytest.raises(ExchangeFailure) as caught:
                client.post(*path, **query)
            assert caught.value.status in {403, 404}
    assert school.states(MINJI) == ["waiting"]
