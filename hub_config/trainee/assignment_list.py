"""nbgrader's Assignment List, with the exchange's own words where something did not work.

nbgrader's page shows a traceback, a fixed text about a folder, or (for a failed fetch) nothing at
all. The addresses and the page stay nbgrader's; only the sentences are ours.
"""

from typing import Any

from nbgrader.server_extensions.assignment_list.handlers import (
    AssignmentList,
    load_jupyter_server_extension,
)

from hub_config.trainee.exchange_base import HttpExchange

Result = dict[str, Any]


class LabAssignmentList(AssignmentList):  # type: ignore[misc]
    """Tells what went wrong in two sentences, each time it does."""

    # A failed fetch: nbgrader's page never shows its result, but the list that it asks for next.
    untold = ""

    def list_assignments(self, course_id: str | None = None) -> Result:
        """As nbgrader's; once after a failed fetch, what failed instead."""
        if self.untold:
            value, self.untold = self.untold, ""
            return {"success": False, "value": value}
        return dict(super().list_assignments(course_id))

    def list_released_assignments(self, course_id: str | None = None) -> Result:
        """As nbgrader's."""
        HttpExchange.last_failure = ""
        return _in_words(super().list_released_assignments(course_id))

    def list_submitted_assignments(self, course_id: str | None = None) -> Result:
        """As nbgrader's."""
        HttpExchange.last_failure = ""
        return _in_words(super().list_submitted_assignments(course_id))

    def submit_assignment(self, course_id: str, assignment_id: str) -> Result:
        """As nbgrader's."""
        HttpExchange.last_failure = ""
        return _in_words(super().submit_assignment(course_id, assignment_id))

    def fetch_assignment(self, course_id: str, assignment_id: str) -> Result:
        """As nbgrader's, and a failure is told by the next list."""
        HttpExchange.last_failure = ""
        return self._tell_next(super().fetch_assignment(course_id, assignment_id))

    def fetch_feedback(self, course_id: str, assignment_id: str) -> Result:
        """As nbgrader's, and a failure is told by the next list."""
        HttpExchange.last_failure = ""
        return self._tell_next(super().fetch_feedback(course_id, assignment_id))

    def _tell_next(self, result: Result) -> Result:
        result = _in_words(result)
        if not result["success"]:
            self.untold = result["value"]
        return result


def _in_words(result: Result) -> Result:
    if result["success"] or not HttpExchange.last_failure:
        return result
    return {"success": False, "value": HttpExchange.last_failure}


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "hub_config.trainee.assignment_list"}]


def _load_jupyter_server_extension(server: Any) -> None:
    load_jupyter_server_extension(server)
    manager = LabAssignmentList(parent=server)
    manager.root_dir = server.root_dir
    server.web_app.settings["assignment_list_manager"] = manager
