"""A course's side of the line of submissions that are graded at once.

What the grader in the course's own server asks for: the next attempts, their files in `submitted/`,
the way back for their feedback. Never puts an older attempt in a newer one's place, and never gives
one attempt the feedback on another.
"""

from pathlib import Path
from typing import Any

from nbgrader.apps.baseapp import NbGrader
from nbgrader.coursedir import CourseDirectory

from hub_config.trainee.exchange_client import SOCKET, own_client
from hub_config.trainee.exchange_course import (
    HttpExchangeCollect,
    HttpExchangeReleaseFeedback,
    collected_attempt,
)

Attempt = dict[str, Any]


class HttpLine:
    """The line of one course; named in the settings of the lab's formgrader."""

    def __init__(self, course_id: str, socket_path: Path = SOCKET) -> None:
        self._course_id = course_id
        self._socket_path = socket_path

    def next(self, most: int) -> list[Attempt]:
        """At most so many to grade now, waited for a while; some again until `tell` is called.

        Raises:
            ExchangeFailure: The exchange is out of reach.
        """  # noqa: DOC502
        client = own_client(self._socket_path)
        answer = client.post("courses", self._course_id, "line", most=str(most))
        attempts: list[Attempt] = answer["attempts"]
        return attempts

    def collect(self, attempt: Attempt, app: NbGrader, directory: CourseDirectory) -> bool:
        """Have the attempt in `submitted/`; false if a newer one is there."""
        collector = HttpExchangeCollect(
            coursedir=directory, parent=app, socket_path=str(self._socket_path)
        )
        collector.update = True
        trainee, assignment = attempt["trainee"], attempt["assignment"]
        collector.collect(trainee, attempt)
        submitted = directory.format_path(directory.submitted_directory, trainee, assignment)
        return bool(collected_attempt(Path(submitted)) == attempt["receipt"])

    def publish(self, attempt: Attempt, app: NbGrader, directory: CourseDirectory) -> bool:
        """Release the feedback that was made; false if it is none on this attempt."""
        trainee, assignment = attempt["trainee"], attempt["assignment"]
        place = directory.format_path(directory.feedback_directory, trainee, assignment)
        if collected_attempt(Path(place)) != attempt["receipt"]:
            return False
        release = HttpExchangeReleaseFeedback(
            coursedir=directory, parent=app, socket_path=str(self._socket_path)
        )
        return release.publish(Path(place), attempt["receipt"])

    def tell(self, attempt: Attempt, outcome: str) -> None:
        """What became of it: `graded`, `fault` or `replaced`.

        Raises:
            ExchangeFailure: The exchange is out of reach.
        """  # noqa: DOC502
        own_client(self._socket_path).post(
            "attempts", attempt["receipt"], "outcome", outcome=outcome
        )
