"""Grade in the background, and say how far it is.

One thread grades one order after the other, so that a server stays free for its pages; what is
asked for twice is done once. The thread ends with its process: a server that stops waits for no
class, and what was not graded yet is graded by the next order. What is told here lives in memory
only; the scores are in the gradebook. Serves no page.
"""

import threading
import time
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from enum import StrEnum
from queue import SimpleQueue
from typing import Any, TypeVar

from autograder.errors import GradingError
from autograder.results import SubmissionResult
from autograder.verdicts import Status

Answer = TypeVar("Answer")
Grade = Callable[[Callable[[int], None]], Iterator[SubmissionResult]]
"""Grades a class; told whom to tell the number of results to come."""


class JobState(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"


class Job:
    """The grading of one assignment: written by the thread, read by pages."""

    def __init__(self, number: int, *, force: bool) -> None:
        self.number = number
        self.force = force
        self.state = JobState.WAITING
        self._total: int | None = None
        self._results: list[dict[str, Any]] = []
        self._skipped = 0
        self._error = ""
        self._began = 0.0

    @property
    def is_open(self) -> bool:
        """True until it has ended."""
        return self.state in {JobState.WAITING, JobState.RUNNING}

    def run(self, grade: Grade) -> None:
        """Grade; whatever goes wrong becomes the job's error."""
        self.state, self._began = JobState.RUNNING, time.monotonic()
        try:
            for result in grade(self._announce):
                self._skipped += result.status is Status.SKIPPED
                self._results.append(describe(result))
        except GradingError as error:
            self._error = str(error)
        except Exception:
            # As nbgrader's own pages show a failure; nobody reads the thread's exceptions.
            self._error = traceback.format_exc()
        self.state = JobState.FAILED if self._error else JobState.FINISHED

    def as_json(self, since: int = 0) -> dict[str, Any]:
        """What a page needs to draw it that has seen the results before `since`."""
        results = list(self._results)
        return {
            "number": self.number,
            "state": self.state,
            "force": self.force,
            "done": len(results),
            "total": self._total,
            "skipped": self._skipped,
            "seconds_left": self._seconds_left(len(results)),
            "results": results[since:],
            "error": self._error,
        }

    def _announce(self, total: int) -> None:
        self._total = total

    def _seconds_left(self, done: int) -> float | None:
        """From the pace so far; those that were skipped took no time."""
        graded = done - self._skipped
        if self.state is not JobState.RUNNING or self._total is None or graded < 1:
            return None
        return (time.monotonic() - self._began) / graded * (self._total - done)


class Background:
    """The thread, and the last job of each assignment. All but the jobs' work is for one thread."""

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}
        self._started = 0
        self._queue: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._thread: threading.Thread | None = None

    def job(self, assignment: str) -> Job | None:
        """The last job of an assignment; None if there was none since this server began."""
        return self._jobs.get(assignment)

    def start(self, assignment: str, grade: Grade, *, force: bool) -> tuple[Job, bool]:
        """Have an assignment graded, unless that is under way.

        Returns:
            The job, and whether this call started it.
        """
        job = self._jobs.get(assignment)
        if job is not None and job.is_open:
            return job, False
        self._started += 1
        job = self._jobs[assignment] = Job(self._started, force=force)
        self.submit(lambda: job.run(grade))
        return job, True

    def submit(self, work: Callable[[], Answer]) -> "Future[Answer]":
        """Have the thread do `work` when what was asked for before is done."""
        future: Future[Answer] = Future()

        def do() -> None:
            try:
                future.set_result(work())
            except BaseException as error:
                future.set_exception(error)

        self._queue.put(do)
        if self._thread is None:
            # A daemon, unlike an executor's threads, which keep a stopping server from its end.
            self._thread = threading.Thread(target=self._serve, name="grading", daemon=True)
            self._thread.start()
        return future

    def _serve(self) -> None:
        while True:
            self._queue.get()()


def describe(result: SubmissionResult) -> dict[str, Any]:
    """One submission's result as a page shows it."""
    notes = [note for notebook in result.notebooks for note in notebook.notes]
    if result.reason is not None:
        notes.insert(0, result.reason.sentences.instructor)
    return {
        "student": result.student,
        "status": result.status,
        "ok": result.status not in {Status.GRADER_ERROR, Status.REFUSED},
        "score": result.score,
        "max_score": result.max_score,
        "needs_person": result.needs_person,
        "notes": [*notes, *result.notes],
    }
