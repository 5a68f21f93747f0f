"""The grading of formgrader's pages: its autograde button, and a button for all submissions.

Both grade by the lab's driver in the thread of `autograder.background`, so that the server answers
everybody else meanwhile. Needs no rights beyond the course's own: runs go to the runner where its
socket exists.
"""

import asyncio
import contextlib
import json
import traceback
from collections.abc import Callable, Iterator
from typing import Any

from nbgrader.apps.api import NbGraderAPI
from nbgrader.server_extensions.formgrader.base import (
    BaseApiHandler,
    check_notebook_dir,
    check_xsrf,
)
from tornado import web

from autograder.background import Background, Grade, describe
from autograder.course import course_of
from autograder.driver import Order, grade
from autograder.errors import GradingError
from autograder.results import SubmissionResult
from autograder.settings import GradingSection

SETTINGS = "lab_grading_settings"
BACKGROUND = "lab_background_grading"
AUTOGRADE = r"/formgrader/api/submission/([^/]+)/([^/]+)/autograde"
GRADE_ALL = r"/formgrader/api/assignment/([^/]+)/grade_all"


def autograde(
    api: NbGraderAPI,
    settings: GradingSection,
    assignment: str,
    student: str,
    *,
    force: bool = True,
    create: bool = True,
) -> dict[str, Any]:
    """`NbGraderAPI.autograde` by the lab's driver, with the same answer.

    Returns:
        `success`, `log` and, without success, `error`; sentences for the instructor.
    """
    try:
        course = course_of(api.coursedir.parent, api.coursedir)
        order = Order(assignment, (student,), force, create)
        with contextlib.closing(grade(course, order, settings)) as results:
            lines = [_line(result) for result in results]
        failed = [line for ok, line in lines if not ok]
        answer: dict[str, Any] = {"success": not failed}
        if failed:
            answer["error"] = "\n".join(failed)
        answer["log"] = "\n".join(line for _, line in lines)
    except GradingError as error:
        return {"success": False, "error": str(error), "log": ""}
    except Exception:
        # What the page shows for any failure, as nbgrader's own capture_log does.
        return {"success": False, "error": traceback.format_exc(), "log": ""}
    else:
        return answer


def _line(result: SubmissionResult) -> tuple[bool, str]:
    told = describe(result)
    line = f"{result.student}: {result.status.value}"
    if result.score is not None:
        line += f", {result.score:g} of {result.max_score:g}"
    return told["ok"], "\n  ".join([line, *told["notes"]])


def grade_all(api: NbGraderAPI, settings: GradingSection, order: Order) -> Grade:
    """How to grade `order` in the background."""

    def results(announce: Callable[[int], None]) -> Iterator[SubmissionResult]:
        course = course_of(api.coursedir.parent, api.coursedir)
        with contextlib.closing(grade(course, order, settings, announce=announce)) as grading:
            yield from grading

    return results


class AutogradeHandler(BaseApiHandler):  # type: ignore[misc]
    """nbgrader's button: grades one submission."""

    @web.authenticated
    @check_xsrf  # type: ignore[untyped-decorator]
    @check_notebook_dir  # type: ignore[untyped-decorator]
    async def post(self, assignment: str, student: str) -> None:
        """Grade one submission and answer as nbgrader does."""
        background: Background = self.settings[BACKGROUND]
        job = background.job(assignment)
        if job is not None and job.is_open:
            said = f"All submissions to {assignment!r} are being graded, this one among them."
            self.write(json.dumps({"success": False, "error": said, "log": ""}))
            return
        api, settings = self.api, self.settings[SETTINGS]
        work = background.submit(lambda: autograde(api, settings, assignment, student))
        self.write(json.dumps(await asyncio.wrap_future(work)))


class GradeAllHandler(BaseApiHandler):  # type: ignore[misc]
    """Our button: grades all submissions to an assignment."""

    @web.authenticated
    @check_xsrf  # type: ignore[untyped-decorator]
    def get(self, assignment: str) -> None:
        """How far it is; an empty object if nothing was asked for since the server began.

        Raises:
            HTTPError: `since` is no number.
        """
        since = self.get_argument("since", "0")
        if not since.isdecimal():
            raise web.HTTPError(400, "since: expected a number of results")
        background: Background = self.settings[BACKGROUND]
        job = background.job(assignment)
        self.finish({} if job is None else job.as_json(int(since)))

    @web.authenticated
    @check_xsrf  # type: ignore[untyped-decorator]
    @check_notebook_dir  # type: ignore[untyped-decorator]
    def post(self, assignment: str) -> None:
        """Start it, unless it is under way; with `force=1` also what is graded already."""
        force = self.get_argument("force", "") == "1"
        background: Background = self.settings[BACKGROUND]
        order = Order(assignment, force=force, create_students=True)
        job, started = background.start(
            assignment, grade_all(self.api, self.settings[SETTINGS], order), force=force
        )
        self.finish({**job.as_json(), "started": started})
