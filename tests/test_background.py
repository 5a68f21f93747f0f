"""One thread grades what pages ask for, and pages see how far it is."""

import threading
from collections.abc import Callable, Iterator

import pytest

from autograder.background import Background, Job, JobState
from autograder.errors import UnknownAssignment
from autograder.results import SubmissionResult
from autograder.verdicts import Status

PATIENCE_SECONDS = 60.0


class HeldClass:
    """A class of two whose second submission is graded when `go` is set."""

    def __init__(self) -> None:
        self.half = threading.Event()
        self.go = threading.Event()

    def grade(self, announce: Callable[[int], None]) -> Iterator[SubmissionResult]:
        announce(2)
        yield SubmissionResult("first", "one", Status.GRADED, score=1.0, max_score=2.0)
        self.half.set()
        assert self.go.wait(PATIENCE_SECONDS)
        yield SubmissionResult("second", "one", Status.GRADED)


@pytest.fixture
def background() -> Background:
    return Background()


def wait_for(background: Background) -> None:
    """Until all that was asked for before is done."""
    background.submit(lambda: None).result(PATIENCE_SECONDS)


def test_what_is_asked_for_while_it_is_under_way_is_not_started_again(
    background: Background,
) -> None:
    held = HeldClass()
    job, started = background.start("one", held.grade, force=False)
    assert started
    assert held.half.wait(PATIENCE_SECONDS)
    assert background.start("one", held.grade, force=True) == (job, False)
    held.go.set()
    wait_for(background)
    assert job.as_json()["done"] == 2
    assert background.start("one", held.grade, force=False)[1], "what has ended can begin anew"
    wait_for(background)


def test_a_page_sees_what_is_done_and_asks_only_for_what_is_new(background: Background) -> None:
    held = HeldClass()
    job, _ = background.start("one", held.grade, force=False)
    other, _ = background.start("two", held.grade, force=False)
    assert held.half.wait(PATIENCE_SECONDS)
    told = job.as_json()
    assert (told["state"], told["done"], told["total"]) == ("running", 1, 2)
    assert told["seconds_left"] >= 0
    assert other.as_json()["state"] == JobState.WAITING
    held.go.set()
    wait_for(background)
    assert [one["student"] for one in job.as_json(since=1)["results"]] == ["second"]
    assert (job.state, job.as_json()["seconds_left"]) == (JobState.FINISHED, None)
    assert background.job("two") is other
    assert background.job("three") is None


@pytest.mark.parametrize("error", [UnknownAssignment("no such"), ZeroDivisionError("no such")])
def test_a_grading_that_cannot_go_on_says_why_and_the_next_one_runs(
    background: Background, error: Exception
) -> None:
    def fail(announce: Callable[[int], None]) -> Iterator[SubmissionResult]:
        raise error
        yield

    job, _ = background.start("one", fail, force=False)
    held = HeldClass()
    held.go.set()
    next_job, _ = background.start("two", held.grade, force=False)
    wait_for(background)
    assert job.state is JobState.FAILED
    assert "no such" in job.as_json()["error"]
    assert next_job.state is JobState.FINISHED


def test_the_time_left_does_not_count_what_was_skipped() -> None:
    job = Job(1, force=False)

    def grade(announce: Callable[[int], None]) -> Iterator[SubmissionResult]:
        announce(2)
        yield SubmissionResult("first", "one", Status.SKIPPED)
        assert job.as_json()["seconds_left"] is None, "no pace is known yet"
        yield SubmissionResult("second", "one", Status.GRADED)

    job.run(grade)
    assert (job.as_json()["skipped"], job.as_json()["error"]) == (1, "")
