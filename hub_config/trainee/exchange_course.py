"""A course's side of nbgrader's exchange: release, collect, release feedback.

What nbgrader's later steps look for is written beside each collected attempt: `timestamp.txt`
with the exchange's own time, and `submission_secret.txt`, which here is the attempt's id and
leads the feedback back to it. Replaces a collected submission only as a whole.
"""

import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.exchange import abc as nbgrader_exchange
from nbgrader.utils import ignore_patterns, parse_utc

from hub_config.trainee.bundle import BundleLimits
from hub_config.trainee.bundle_sending import OutgoingFile, read_folder
from hub_config.trainee.exchange_base import HttpExchange
from hub_config.trainee.exchange_client import DOWNLOAD_LIMITS

Attempt = dict[str, Any]


class HttpExchangeReleaseAssignment(HttpExchange, nbgrader_exchange.ExchangeReleaseAssignment):  # type: ignore[misc]
    """Publish `release/<assignment>`."""

    def copy_files(self) -> None:
        """Send it; `force` replaces an earlier release."""
        course, assignment = self.course(), self.assignment()
        folder = Path(self.coursedir.format_path(self.coursedir.release_directory, ".", assignment))
        if not folder.is_dir():
            self.refuse(
                f"배포할 과제가 없습니다: {assignment}. 먼저 'Generate'를 눌러 주세요.",
                f"{folder}: no release version. Run `nbgrader generate_assignment` first.",
            )
        files = folder_files(self, folder)
        query = {"force": "1"} if self.force else {}
        self.client().put("courses", course, "releases", assignment, "upload", files=files, **query)
        self.log.info("배포했습니다. Released as: %s %s", course, assignment)


class HttpExchangeCollect(HttpExchange, nbgrader_exchange.ExchangeCollect):  # type: ignore[misc]
    """Fetch each trainee's last attempt (or the last before the due date) into `submitted`."""

    def copy_files(self) -> None:
        """One trainee after the other; one that fails does not stop the rest."""
        course, assignment = self.course(), self.assignment()
        query = {"course": course, "assignment": assignment, "everyone": "1"}
        if trainee := self.chosen(self.coursedir.student_id):
            query["trainee"] = trainee
        by_trainee: dict[str, list[Attempt]] = {}
        for attempt in self.client().get("attempts", **query)["attempts"]:
            by_trainee.setdefault(attempt["trainee"], []).append(attempt)
        if not by_trainee:
            self.log.warning(
                "No submissions of '%s' for course '%s' to collect", assignment, course
            )
        due = self._due_date(assignment) if self.before_duedate else None
        for trainee, attempts in sorted(by_trainee.items()):
            self.collect(trainee, self._choose(attempts, due))

    def _due_date(self, assignment: str) -> datetime | None:
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            try:
                due: datetime | None = gradebook.find_assignment(assignment).duedate
            except MissingEntry:
                return None
        return due

    def _choose(self, attempts: list[Attempt], due: datetime | None) -> Attempt:
        ordered = sorted(attempts, key=lambda attempt: int(attempt["attempt"]))
        in_time = [attempt for attempt in ordered if due and _received_utc(attempt) <= due]
        return (in_time or ordered)[-1]

    def collect(self, trainee: str, attempt: Attempt) -> None:
        """Fetch one attempt, unless what is there is as new."""
        target = Path(
            self.coursedir.format_path(
                self.coursedir.submitted_directory, trainee, attempt["assignment"]
            )
        )
        if target.is_dir():
            existing = self.coursedir.get_existing_timestamp(str(target))
            received = _received_utc(attempt)
            newer = existing is None or received > existing
            if not (self.update and newer) and not (self.before_duedate and existing != received):
                self.log.info("Nothing newer to collect: %s %s", trainee, attempt["assignment"])
                return
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".collect-", dir=target.parent) as aside:
            fresh = Path(aside) / "files"
            self.client().download("attempts", attempt["receipt"], "files", into=fresh)
            _write(fresh / "timestamp.txt", self._timestamp(attempt))
            _write(fresh / "submission_secret.txt", attempt["receipt"])
            if target.exists():
                target.rename(Path(aside) / "earlier")
            fresh.rename(target)
        self.log.info("Collected submission: %s %s", trainee, attempt["assignment"])

    def _timestamp(self, attempt: Attempt) -> str:
        # Always UTC: nbgrader reads other zones' names and offsets wrongly (nbgrader.utils).
        return f"{_received_utc(attempt):%Y-%m-%d %H:%M:%S.%f} UTC"


class HttpExchangeReleaseFeedback(HttpExchange, nbgrader_exchange.ExchangeReleaseFeedback):  # type: ignore[misc]
    """Publish the pages in `feedback/<trainee>/<assignment>`, each for its own attempt."""

    def copy_files(self) -> None:
        """One trainee after the other; pages without an attempt are named and left."""
        assignment = self.assignment()
        pattern = self.coursedir.student_id or "*"
        excluded = set(self.coursedir.student_id_exclude.split(","))
        root = Path(self.coursedir.root) / self.coursedir.feedback_directory
        for folder in sorted(root.glob(f"{pattern}/{assignment}")):
            if folder.parent.name not in excluded:
                self._release(folder, folder.parent.name, assignment)

    def _release(self, folder: Path, trainee: str, assignment: str) -> None:
        attempt_id = collected_attempt(folder)
        if attempt_id is None:
            self.log.warning("%s: no submission_secret.txt; collect it again, then grade", folder)
            return
        if not self.publish(folder, attempt_id):
            self.log.warning("%s: no feedback pages for an attempt of this exchange", folder)
            return
        self.log.info("Released feedback for '%s' on '%s'", trainee, assignment)

    def publish(self, folder: Path, attempt_id: str) -> bool:
        """Give an attempt the pages in `folder`; false if there are none."""
        files = [
            file
            for file in folder_files(self, folder)
            if file.entry.path.endswith(".html") and "/" not in file.entry.path
        ]
        if not files or not attempt_id.isalnum():
            return False
        self.client().put("attempts", attempt_id, "feedback", "upload", files=files)
        return True


def collected_attempt(folder: Path) -> str | None:
    """The attempt that a collected submission, or what was made of it, belongs to."""
    secret = folder / "submission_secret.txt"
    return secret.read_text(encoding="utf-8").strip() if secret.is_file() else None


def folder_files(exchange: HttpExchange, folder: Path) -> tuple[OutgoingFile, ...]:
    """What of a course's folder is published, by nbgrader's own `ignore`."""
    ignored = ignore_patterns(exclude=exchange.coursedir.ignore, log=exchange.log)
    limits = BundleLimits(
        DOWNLOAD_LIMITS.total_bytes, DOWNLOAD_LIMITS.file_count, DOWNLOAD_LIMITS.path_bytes
    )
    return read_folder(folder, limits, ignored)[0]


def _received_utc(attempt: Attempt) -> datetime:
    """The exchange's time as nbgrader keeps times: UTC without a zone."""
    received: datetime = parse_utc(datetime.fromisoformat(attempt["received_at"]).astimezone(UTC))
    return received


def _write(path: Path, text: str) -> None:
    # A trainee may have handed in a file or a folder of this name.
    if path.is_dir():
        shutil.rmtree(path)
    path.write_text(text, encoding="utf-8")
