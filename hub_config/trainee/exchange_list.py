"""List what nbgrader's Assignment List, formgrader and `nbgrader list` show.

Everything is asked of the exchange, for all courses of the caller; nothing is cached, so a trainee
on a new server sees the same. The dictionaries are those of nbgrader's own list plugin.
"""

import hashlib
from pathlib import Path, PurePosixPath
from typing import Any

from nbgrader.exchange import abc as nbgrader_exchange

from hub_config.trainee.exchange_base import HttpExchange
from hub_config.trainee.exchange_trainee import feedback_folder


class HttpExchangeList(HttpExchange, nbgrader_exchange.ExchangeList):  # type: ignore[misc]
    """Released assignments; with `cached` own attempts; with `inbound` those of a whole course."""

    def start(self) -> Any:
        """The list, or with `remove` what was removed."""
        with self.told():
            return super().start()

    def list_files(self) -> list[dict[str, Any]]:
        """As nbgrader's own plugin, of which the web pages expect every key."""
        if self.inbound or self.cached:
            found = self._attempts()
            self.log.info("Submitted assignments:")
            for group in found:
                for item in group["submissions"]:
                    self.log.info(
                        "%s %s %s %s%s",
                        item["course_id"],
                        item["student_id"],
                        item["assignment_id"],
                        item["timestamp"],
                        _feedback_words(item),
                    )
            return found
        released = self._releases()
        self.log.info("Released assignments:")
        due = {(one["course"], one["assignment"]): one for one in self._deadlines()}
        for item in released:
            fetched = " (already downloaded)" if item["status"] == "fetched" else ""
            told = due.get((item["course_id"], item["assignment_id"]))
            words = f" (due {told['due_at_local']}: {told['english']})" if told else ""
            self.log.info("%s %s%s%s", item["course_id"], item["assignment_id"], fetched, words)
        return released

    def remove_files(self) -> list[dict[str, Any]]:
        """Take released assignments back; attempts are never removed."""
        if self.inbound or self.cached:
            self.refuse(
                "제출된 과제는 지울 수 없습니다. 모두 보관됩니다.",
                "Attempts cannot be removed; every one is kept.",
            )
        released = self._releases()
        client = self.client()
        for item in released:
            client.delete("courses", item["course_id"], "releases", item["assignment_id"])
            item["status"] = "removed"
        return released

    def _deadlines(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.client().get("deadlines")["deadlines"]
        return found

    def _releases(self) -> list[dict[str, Any]]:
        query = {"course": self.coursedir.course_id} if self.coursedir.course_id else {}
        wanted = self.chosen(self.assignment())
        found = self.client().get("assignments", **query)["assignments"]
        return [
            self._release(release) for release in found if wanted in ("", release["assignment"])
        ]

    def _release(self, release: dict[str, Any]) -> dict[str, Any]:
        folder = self.assignment_folder(release["course"], release["assignment"])
        fetched = folder.is_dir()
        if fetched:
            notebooks = sorted(folder.glob("*.ipynb"))
        else:
            notebooks = [folder / name for name in _notebooks(release["files"])]
        return {
            "course_id": release["course"],
            "assignment_id": release["assignment"],
            "status": "fetched" if fetched else "released",
            "path": str(folder),
            "notebooks": [{"notebook_id": path.stem, "path": str(path)} for path in notebooks],
        }

    def _attempts(self) -> list[dict[str, Any]]:
        query: dict[str, str] = {}
        if self.coursedir.course_id:
            query["course"] = self.coursedir.course_id
        if wanted := self.chosen(self.assignment()):
            query["assignment"] = wanted
        if self.inbound:
            query = {**query, "course": self.course(), "everyone": "1"}
            if trainee := self.chosen(self.coursedir.student_id):
                query["trainee"] = trainee
        groups: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
        for attempt in self.client().get("attempts", **query)["attempts"]:
            item = self._attempt(attempt)
            key = (item["course_id"], item["student_id"], item["assignment_id"])
            groups.setdefault(key, []).append(item)
        return [
            {
                "course_id": course,
                "student_id": student,
                "assignment_id": assignment,
                "status": "submitted",
                "submissions": items,
            }
            for (course, student, assignment), items in sorted(groups.items())
        ]

    def _attempt(self, attempt: dict[str, Any]) -> dict[str, Any]:
        local = feedback_folder(self, attempt)
        notebooks = [
            self._notebook(local, name, attempt["feedback"])
            for name in _notebooks(attempt["files"])
        ]
        fetched = bool(notebooks) and all(item["has_local_feedback"] for item in notebooks)
        return {
            "course_id": attempt["course"],
            "student_id": attempt["trainee"],
            "assignment_id": attempt["assignment"],
            "timestamp": self._when_and_how_far(attempt),
            "status": "submitted",
            "path": str(self.assignment_folder(attempt["course"], attempt["assignment"])),
            "notebooks": notebooks,
            "has_local_feedback": fetched,
            "has_exchange_feedback": bool(notebooks)
            and all(item["has_exchange_feedback"] for item in notebooks),
            "feedback_updated": any(item["feedback_updated"] for item in notebooks),
            "local_feedback_path": str(local) if fetched else None,
            "receipt": attempt["receipt"],
        }

    def _when_and_how_far(self, attempt: dict[str, Any]) -> str:
        """Shown to people, and sorted as text: the local time first, then which attempt."""
        words = [attempt["received_at_local"], f"{attempt['attempt']}회차"]
        if attempt["late"]:
            words.append(attempt["late"]["korean"])
        if attempt["instant"] and not self.inbound:
            words.append(attempt["instant"]["label"])
        return " · ".join(words)

    def _notebook(self, local: Path, name: str, feedback: list[dict[str, Any]]) -> dict[str, Any]:
        stem = PurePosixPath(name).stem
        page = local / f"{stem}.html"
        here = page.is_file()
        there = next((item for item in feedback if item["path"] == page.name), None)
        return {
            "notebook_id": stem,
            "path": name,
            "has_local_feedback": here,
            "has_exchange_feedback": there is not None,
            "local_feedback_path": str(page) if here else None,
            "feedback_updated": bool(
                here and there and hashlib.sha256(page.read_bytes()).hexdigest() != there["sha256"]
            ),
        }


def _notebooks(files: list[dict[str, Any]]) -> list[str]:
    """Notebooks directly in the assignment's folder, as nbgrader grades no others."""
    names = [str(file["path"]) for file in files]
    return sorted(name for name in names if name.endswith(".ipynb") and "/" not in name)


def _feedback_words(item: dict[str, Any]) -> str:
    if item["has_local_feedback"] and not item["feedback_updated"]:
        return " (feedback already fetched)"
    if item["has_exchange_feedback"]:
        return " (feedback ready to be fetched)"
    return " (no feedback available)"
