"""One connection to the gradebook for a whole grading, and one transaction for each step of it.

nbgrader opens the gradebook anew in each of its preprocessors and commits after each cell; a
hundred connections, each compiling its queries again, are most of its time. Inside `transaction`
whoever opens this gradebook in this thread, a course's own plug-ins included, gets the one
connection, whose commits wait for the end: all of it is written or nothing. Other threads and other
gradebooks are not touched.

nbgrader looks for the rows of a submission without an index, through those of all that were ever
graded: the gradebook gets the three that are missing, and keeps them.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import sqlalchemy
from nbgrader.api import Gradebook

from autograder.course import Course, open_gradebook
from autograder.quick_finding import Found

# Columns that nbgrader asks by, of the tables that grow with each submission.
LOOKED_UP = {
    "submitted_notebook": "assignment_id",
    "grade": "notebook_id",
    "comment": "notebook_id",
}

_log = logging.getLogger(__name__)
_here = threading.local()
_open_anew = Gradebook.__init__


class LateSession:
    """nbgrader's session, with commits that wait."""

    def __init__(self, session: Any) -> None:
        self._session = session

    def __getattr__(self, name: str) -> Any:
        return getattr(self._session, name)

    def commit(self) -> None:
        """Only send rows that come or go; whoever opened the transaction commits.

        What changes in a row is sent with the next question or at the end, all of it at once.
        """
        if self._session.new or self._session.deleted:
            self._session.flush()

    def remove(self) -> None:
        """It is used further."""


class OneGradebook:
    """The gradebook of a course, open for as long as the context is."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._gradebook: Gradebook | None = None

    def __enter__(self) -> "OneGradebook":
        self._gradebook = open_gradebook(self._course)
        _add_indexes(self._gradebook)
        _teach_nbgrader()
        return self

    def __exit__(self, *_: object) -> None:
        assert self._gradebook is not None
        self._gradebook.close()

    @contextmanager
    def transaction(self, *, keep: bool = True) -> Iterator[Gradebook]:
        """Write all that is written meanwhile, or nothing if it raises or is not to be kept."""
        gradebook = self._gradebook
        assert gradebook is not None
        _here.shared = (self._course.directory.db_url, gradebook, Found())
        try:
            yield gradebook
            if keep:
                gradebook.db.commit()
            else:
                gradebook.db.rollback()
        except BaseException:
            gradebook.db.rollback()
            raise
        finally:
            _here.shared = None
            gradebook.db.remove()  # what it has read is forgotten; the connection stays


def _add_indexes(gradebook: Gradebook) -> None:
    try:
        for table, column in LOOKED_UP.items():
            words = f"CREATE INDEX IF NOT EXISTS lab_{table}_{column} ON {table} ({column})"
            gradebook.db.execute(sqlalchemy.text(words))
        gradebook.db.commit()
    except sqlalchemy.exc.SQLAlchemyError as error:  # a database's tables may be another role's
        gradebook.db.rollback()
        _log.info("the gradebook stays without the lab's indexes: %s", error)


def _teach_nbgrader() -> None:
    """Have `Gradebook(...)` ask for a shared connection first; idempotent."""
    Gradebook.__init__ = _open


def _open(self: Gradebook, db_url: str, course_id: str = "default_course", *more: Any) -> None:
    shared = getattr(_here, "shared", None)
    if shared is None or shared[0] != db_url:
        _open_anew(self, db_url, course_id, *more)
        return
    self.engine = SimpleNamespace(dispose=lambda: None)
    self.db = LateSession(shared[1].db)
    self.course_id = course_id
    self.authenticator = None
    shared[2].teach(self)
