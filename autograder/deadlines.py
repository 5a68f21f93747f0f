"""What trainees are told of deadlines: due times, time given to single ones, what lateness costs.

Taken from the gradebook, where instructors set it, and handed on whenever it has changed; who reads
it is not this module's business. Changes nothing.
"""

import logging
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from autograder.course import Course, open_course, open_gradebook
from autograder.extensions import read_record
from autograder.late import find_policy

LOOK_SECONDS = 30.0
log = logging.getLogger(__name__)
Told = dict[str, Any]


class Telling(Protocol):
    """Where deadlines are handed on to."""

    def tell(self, deadlines: Told) -> None:
        """Replace what was told before."""


def read_deadlines(course: Course) -> Told:
    """The deadlines of a course, as plain JSON.

    Returns:
        `policy`, a sentence in `korean` and `english`; and `assignments` by name, those with a due
        time, each with `due_at` and, by trainee, `extended`: ISO 8601 in UTC.

    Raises:
        GradingError: The gradebook or the record of extensions cannot be read.
    """  # noqa: DOC502
    record = read_record(course.root)
    found: dict[str, Any] = {}
    with open_gradebook(course) as gradebook:
        for assignment in gradebook.assignments:
            if (due := assignment.duedate) is None:
                continue
            granted = {
                student: timedelta(hours=hours)
                for student, hours in record.get(assignment.name, {}).items()
            }
            granted |= {
                submission.student_id: submission.extension
                for submission in assignment.submissions
                if submission.extension is not None
            }
            found[assignment.name] = {
                "due_at": _utc(due),
                "extended": {student: _utc(due + more) for student, more in granted.items()},
            }
    policy = find_policy(course.app.config)
    return {
        "policy": {"korean": policy.korean, "english": policy.english},
        "assignments": found,
    }


class Deadlines:
    """Hands the deadlines of a course on, soon after each change."""

    def __init__(self, root: Path, telling: Telling) -> None:
        self._root = root
        self._telling = telling
        self._told: Told | None = None

    def start(self) -> None:
        """Begin; the thread ends with its process."""
        threading.Thread(target=self._watch, name="deadlines", daemon=True).start()

    def look(self) -> None:
        """Hand on what has changed since the last time."""
        deadlines = read_deadlines(open_course(self._root))
        if deadlines != self._told:
            self._telling.tell(deadlines)
            self._told = deadlines

    def _watch(self) -> None:
        problem = ""
        while True:
            try:
                self.look()
                problem = ""
            except Exception as error:
                # Nothing is lost, it is told the next time; and said once, not every half minute.
                if str(error) != problem:
                    log.warning("deadlines are not told yet: %s", error)
                problem = str(error)
            time.sleep(LOOK_SECONDS)


def _utc(moment: datetime) -> str:
    """UTC, as nbgrader keeps it without saying so."""
    return moment.replace(tzinfo=UTC).isoformat()
