"""Grade submissions as soon as they are handed in, one after the other, and send feedback back.

Takes them from a line that somebody else keeps (`Line`), grades them by the same driver and in the
same thread as formgrader's buttons, so that no two gradings of this server meet, and makes the
feedback by nbgrader's own code. Scores and comments of an instructor stay. A fault of the lab is
told as one; what could not even be told is asked for again. Decides neither order nor number.
"""

import contextlib
import functools
import logging
import threading
from pathlib import Path
from typing import Any, Protocol

from nbgrader.apps.baseapp import NbGrader
from nbgrader.converters import GenerateFeedback
from nbgrader.coursedir import CourseDirectory

from autograder import feedback
from autograder.background import Background
from autograder.course import Course, open_course
from autograder.driver import Order, grade
from autograder.run import RunFunction
from autograder.settings import GradingSection
from autograder.verdicts import Status

Attempt = dict[str, Any]
GRADED, FAULT, REPLACED = "graded", "fault", "replaced"
PAUSE_SECONDS = 5.0
log = logging.getLogger(__name__)


class Line(Protocol):
    """Who is to be graded, and the ways to and from them; an attempt names its trainee."""

    def next(self) -> Attempt | None:
        """The attempt to grade now, waited for; the same again until `tell` is called."""

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
        while not self._stopping.is_set():
            try:
                attempt = self._line.next()
                if attempt is not None:
                    work = functools.partial(self.serve_one, attempt)
                    self._background.submit(work).result()
            except Exception:
                # Above all the line is out of reach: nothing of it is lost, it is asked again.
                log.exception("grading at once: trying again in %g s", PAUSE_SECONDS)
                self._stopping.wait(PAUSE_SECONDS)

    def serve_one(self, attempt: Attempt) -> None:
        """Grade one attempt and tell what became of it."""
        course = open_course(self._root)
        if not self._line.collect(attempt, course.app, course.directory):
            self._line.tell(attempt, REPLACED)
            return
        try:
            self._grade(course, attempt)
        except Exception:
            # Whatever it is, it is no fault of the trainee, and the next one's turn comes.
            log.exception("grading at once of %s failed", attempt["receipt"])
            self._line.tell(attempt, FAULT)
            return
        published = self._line.publish(attempt, course.app, course.directory)
        self._line.tell(attempt, GRADED if published else FAULT)

    def _grade(self, course: Course, attempt: Attempt) -> None:
        """Grade it and make its feedback.

        Raises:
            RuntimeError: The lab failed to grade it.
        """
        trainee, assignment = attempt["trainee"], attempt["assignment"]
        order = Order(assignment, (trainee,), force=True, create_students=True)
        with contextlib.closing(grade(course, order, self._settings, run=self._run)) as grading:
            for result in grading:
                if result.status in {Status.GRADER_ERROR, Status.REFUSED}:
                    said = result.reason.sentences.instructor if result.reason else ""
                    raise RuntimeError(f"{result.status}: {said}")
        make_feedback(course, assignment, trainee)


def make_feedback(course: Course, assignment: str, student: str) -> None:
    """What `nbgrader generate_feedback` makes, with hidden tests hidden."""
    directory = course.directory
    directory.assignment_id, directory.student_id = assignment, student
    feedback.add_to(course.app.config)
    course.app.config.HTMLExporter.template_name = "feedback"
    converter = GenerateFeedback(coursedir=directory, parent=course.app)
    converter.force = True
    converter.start()
