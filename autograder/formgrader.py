"""nbgrader's formgrader with its autograde button on the lab's grader and its scripts mended.

A Jupyter server extension to load in place of `nbgrader.server_extensions.formgrader`: the pages
and handlers are nbgrader's; the button grades through `autograder.driver`, in a thread, so that the
page stays usable for everybody else meanwhile; and feedback hides tests. Needs no rights beyond
the course's own: runs go to the runner where its socket exists.

    c.ServerApp.jpserver_extensions = {"autograder.formgrader": True, ...}
"""

import asyncio
import contextlib
import json
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from jupyter_server.serverapp import ServerApp
from jupyter_server.utils import url_path_join
from nbgrader.apps.api import NbGraderAPI
from nbgrader.server_extensions.formgrader.base import (
    BaseApiHandler,
    check_notebook_dir,
    check_xsrf,
)
from nbgrader.server_extensions.formgrader.formgrader import FormgradeExtension
from tornado import web
from traitlets import Unicode
from traitlets.config import Configurable

from autograder import feedback
from autograder.course import course_of
from autograder.driver import Order, grade
from autograder.errors import GradingError
from autograder.formgrader_scripts import MENDED, ScriptHandler
from autograder.results import SubmissionResult
from autograder.settings import GradingSection
from autograder.verdicts import Status
from sandbox.settings import load_sections

SETTINGS = "lab_grading_settings"
AUTOGRADE = r"/formgrader/api/submission/([^/]+)/([^/]+)/autograde"


class LabFormgrader(Configurable):
    """`c.LabFormgrader.settings_file`: where the lab's settings are."""

    settings_file = Unicode("lab.toml", help="The lab's settings; only [grading] is read.").tag(
        config=True
    )


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
            lines = [_describe(result) for result in results]
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


def _describe(result: SubmissionResult) -> tuple[bool, str]:
    ok = result.status not in {Status.GRADER_ERROR, Status.REFUSED}
    line = f"{result.student}: {result.status.value}"
    if result.score is not None:
        line += f", {result.score:g} of {result.max_score:g}"
    notes = [note for notebook in result.notebooks for note in notebook.notes]
    if result.reason is not None:
        notes.insert(0, result.reason.sentences.instructor)
    return ok, "\n  ".join([line, *notes, *result.notes])


class AutogradeHandler(BaseApiHandler):  # type: ignore[misc]
    """The button: grades in a thread, one submission after the other."""

    # One at a time: nbgrader's configuration objects are shared by all handlers.
    executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="autograde")

    @web.authenticated
    @check_xsrf  # type: ignore[untyped-decorator]
    @check_notebook_dir  # type: ignore[untyped-decorator]
    async def post(self, assignment: str, student: str) -> None:
        """Grade one submission and answer as nbgrader does."""
        api = self.api
        answer = await asyncio.get_running_loop().run_in_executor(
            self.executor,
            lambda: autograde(api, self.settings[SETTINGS], assignment, student),
        )
        self.write(json.dumps(answer))


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "autograder.formgrader"}]


def _load_jupyter_server_extension(server: ServerApp) -> None:
    """Load formgrader with our button; the first handler that matches a path is taken."""
    settings_file = LabFormgrader(config=server.config).settings_file
    sections = load_sections(Path(settings_file), {"grading": GradingSection}, strict=False)
    server.web_app.settings[SETTINGS] = sections["grading"]
    base_url = server.web_app.settings["base_url"]
    ours = ((AUTOGRADE, AutogradeHandler), (MENDED, ScriptHandler))
    server.web_app.add_handlers(  # type: ignore[no-untyped-call]
        ".*$", [(url_path_join(base_url, path), handler) for path, handler in ours]
    )
    formgrader = LabFormgradeExtension(parent=server)
    formgrader.root_dir = server.root_dir
    formgrader.log = server.log
    formgrader.initialize([])
    formgrader.init_tornado_settings(server.web_app)
    formgrader.init_handlers(server.web_app)


class LabFormgradeExtension(FormgradeExtension):  # type: ignore[misc]
    """nbgrader's extension, whose pages are harmless and whose feedback hides tests."""

    def build_extra_config(self):  # type: ignore[no-untyped-def]
        """As nbgrader's, and the lab's feedback and cleaned HTML."""
        config = super().build_extra_config()
        feedback.add_to(config)
        return config
