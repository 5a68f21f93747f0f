"""What is graded at once waits for what formgrader's buttons have under way."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from nbgrader.apps.baseapp import NbGrader
from nbgrader.coursedir import CourseDirectory

from autograder.background import Background
from autograder.instant import InstantGrading
from autograder.results import SubmissionResult
from autograder.settings import GradingSection
from tests.learner import wait_for
from tests.test_background import PATIENCE_SECONDS, HeldClass


class OneInLine:
    """A line of one attempt, whose files are not there."""

    def __init__(self) -> None:
        self.events: list[str] = []
        self.told = threading.Event()
        self.grading: InstantGrading | None = None

    def next(self, most: int) -> list[dict[str, Any]]:
        return [{"receipt": "1", "trainee": "minji", "assignment": "one"}]

    def collect(self, attempt: Any, app: NbGrader, directory: CourseDirectory) -> bool:
        self.events.append("collected")
        return False

    def publish(self, attempt: Any, app: NbGrader, directory: CourseDirectory) -> bool:
        raise AssertionError("nothing was graded")

    def tell(self, attempt: Any, outcome: str) -> None:
        self.events.append(outcome)
        assert self.grading is not None
        self.grading.stop()
        self.told.set()


def test_a_class_that_is_being_graded_is_finished_before_the_line_goes_on(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    background, held, line = Background(), HeldClass(), OneInLine()

    def grade(announce: Callable[[int], None]) -> Iterator[SubmissionResult]:
        yield from held.grade(announce)
        line.events.append("class graded")

    background.start("one", grade, force=False)
    assert held.half.wait(PATIENCE_SECONDS)
    line.grading = InstantGrading(tmp_path, GradingSection(), background, line)
    line.grading.start()
    wait_for(lambda: background._queue.qsize() == 1, PATIENCE_SECONDS)
    assert not line.events
    held.go.set()
    assert line.told.wait(PATIENCE_SECONDS)
    assert line.events == ["class graded", "collected", "replaced"]
