"""Grade submissions as soon as they are handed in, some at a time, and send feedback back.

Takes them from a line that somebody else keeps (`Line`), grades them by the same driver and in the
same thread as formgrader's buttons, so that no two gradings of this server meet, and makes the
feedback by nbgrader's own code; each is told as soon as it is ready, whoever it was graded with.
Scores and comments of an instructor stay. A fault of the lab is told as one; what could not even be
told is asked for again. Decides neither order nor number of attempts.
"""

import contextlib
import functools
import itertools
import logging
import os
import threading
from collections.abc import Sequence
from operator import itemgetter
from pathlib import Path
from typing import Any, Protocol

from nbgrader.apps.baseapp import NbGrader
from nbgrader.converters import GenerateFeedback
from nbgrader.coursedir import CourseDirectory

from autograder import feedback
from autograder.background import Background
from autograder.course import Course, open_course
from autograder.driver import Order, grade
from autograder.results import SubmissionResult
from autograder.run import RunFunction
from autograder.settings import GradingSection
from autograder.verdicts import Status

Attempt = dict[str, Any]
GRADED, FAULT, REPLACED = "graded", "fault", "replaced"
PAUSE_SECONDS = 5.0
AT_ONCE = 4
"""Attempts graded together, for each notebook that is run at a time."""
log = logging.getLogger(__name__)


class Line(Protocol):
    """Who is to be graded, and the ways to and from them; an attempt names its trainee."""

    def next(self, most: int) -> Sequence[Attempt]:
        """At most so many to grade now, waited for, in order; some again until `tell` is called."""

    def collect(self, attempt: Attempt, app: NbGrader, directory: CourseDirectory) -> bool:
        """Have it in `submitted/`; false if a newer one is there."""

    def publish(self, attempt: Attempt, app: NbGrader, directory: CourseDirectory) -> bool:
        """Send the feedback back; false if there is none on this attempt."""

    def tell(self, attempt: Attempt, outcome: str) -> None:
        """Say what became of it."""


class InstantGrading:
    """The thread that empties a course's line."""

    def __init__(
        self,
        root: Path,
        settings: GradingSection,
        background: Background,
        line: Line,
        run: RunFunction | None = None,
    ) -> None:
        """Prepare; `run` as the driver takes it."""
        self._root = root
        self._settings = settings
        self._background = background
        self._line = line
        self._run = run
        self._stopping = threading.Event()

    def start(self) -> None:
        """Begin; the thread ends with its process, and what it had begun is handed out again."""
        threading.Thread(target=self.serve, name="instant-grading", daemon=True).start()

    def stop(self) -> None:
        """End after the submission in hand."""
        self._stopping.set()

    def serve(self) -> None:
        """Grade whoever is next, until stopped."""
        most = AT_ONCE * (self._settings.jobs or os.cpu_count() or 1)
        while not self._stopping.is_set():
            try:
                if attempts := self._line.next(most):
                    work = functools.partial(self.serve_some, attempts)
                    self._background.submit(work).result()
            except Exception:
                # Above all the line is out of reach: nothing of it is lost, it is asked again.
                log.exception("grading at once: trying again in %g s", PAUSE_SECONDS)
                self._stopping.wait(PAUSE_SECONDS)

    def serve_some(self, attempts: Sequence[Attempt]) -> None:
        """Grade attempts, of a trainee one of an assignment, and tell what became of each."""
        course = open_course(self._root)
        collected: list[Attempt] = []
        for attempt in attempts:
            if self._line.collect(attempt, course.app, course.directory):
                collected.append(attempt)
            else:
                self._line.tell(attempt, REPLACED)
        collected.sort(key=itemgetter("assignment"))
        for _, together in itertools.groupby(collected, itemgetter("assignment")):
            self._grade(course, tuple(together))

    def _grade(self, course: Course, attempts: tuple[Attempt, ...]) -> None:
        """Grade attempts of one assignment, each by itself if they cannot be graded together."""
        left = {attempt["trainee"]: attempt for attempt in attempts}
        order = Order(attempts[0]["assignment"], tuple(left), force=True, create_students=True)
        try:
            with contextlib.closing(grade(course, order, self._settings, run=self._run)) as results:
                for result in results:
                    self._answer(course, left.pop(result.student), result)
        except Exception:
            # Whatever it is, it is no fault of the trainees, and the next one's turn comes.
            log.exception("grading at once of %s failed", ", ".join(left))
            for attempt in left.values():
                if len(attempts) > 1:
                    self._grade(course, (attempt,))
                else:
                    self._line.tell(attempt, FAULT)

    def _answer(self, course: Course, attempt: Attempt, result: SubmissionResult) -> None:
        """Send the feedback on an attempt; whatever fails is told as the lab's fault."""
        outcome = FAULT
        try:
            if result.status in {Status.GRADER_ERROR, Status.REFUSED}:
                said = result.reason.sentences.instructor if result.reason else ""
                log.error("%s: %s: %s", attempt["receipt"], result.status, said)
            else:
                make_feedback(course, attempt["assignment"], attempt["trainee"])
                if self._line.publish(attempt, course.app, course.directory):
                    outcome = GRADED
        except Exception:
            log.exception("feedback at once on %s failed", attempt["receipt"])
        self._line.tell(attempt, outcome)


def make_feedback(course: Course, assignment: str, student: str) -> None:
    """What `nbgrader generate_feedback` makes, with hidden tests hidden."""
    directory = course.directory
    directory.assignment_id, directory.student_id = assignment, student
    feedback.add_to(course.app.config)
    course.app.config.HTMLExporter.template_name = "feedback"
    converter = GenerateFeedback(coursedir=directory, parent=course.app)
    converter.force = True
    converter.start()
