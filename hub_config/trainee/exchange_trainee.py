"""A trainee's side of nbgrader's exchange: fetch an assignment, submit it, fetch the feedback.

A submission counts as handed in only when its receipt has arrived; the receipt is kept outside
the assignment's folder, so that it is no part of the next attempt. Never overwrites a trainee's
work.
"""

import fnmatch
import json
import secrets
import shutil
import tempfile
from pathlib import Path
from typing import Any

from nbgrader.exchange import abc as nbgrader_exchange
from nbgrader.utils import ignore_patterns

from hub_config.trainee.bundle import BundleLimits
from hub_config.trainee.bundle_sending import read_folder
from hub_config.trainee.exchange_base import HttpExchange
from hub_config.trainee.exchange_client import ExchangeClient, ExchangeFailure
from hub_config.trainee.receipt import describe

# Written by the exchange when an attempt is collected; a trainee's own would be mistaken for it.
RESERVED = ("timestamp.txt", "submission_secret.txt")


class HttpExchangeFetchAssignment(HttpExchange, nbgrader_exchange.ExchangeFetchAssignment):  # type: ignore[misc]
    """Download a released assignment; `replace_missing_files` adds what is missing, no more."""

    def copy_files(self) -> None:
        """Receive it beside its place, then move it there."""
        course, assignment = self.course(), self.assignment()
        target = self.assignment_folder(course, assignment)
        if target.is_dir() and not self.replace_missing_files:
            self.refuse(
                f"이미 받은 과제입니다: {target.name}",
                f"You already have a copy of the assignment in this directory: {target.name}",
            )
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".fetch-", dir=target.parent) as aside:
            fresh = Path(aside) / "files"
            entries = self.client().download("courses", course, "releases", assignment, into=fresh)
            if not target.exists():
                fresh.rename(target)
            else:
                for entry in entries:
                    self._add_if_missing(fresh / entry.path, target / entry.path)
        self.log.info("과제를 받았습니다. Fetched as: %s %s", course, assignment)

    def _add_if_missing(self, source: Path, target: Path) -> None:
        if not target.exists():
            self.log.warning("Replacing missing file '%s'", target.name)
            target.parent.mkdir(parents=True, exist_ok=True)
            source.rename(target)


class HttpExchangeSubmit(HttpExchange, nbgrader_exchange.ExchangeSubmit):  # type: ignore[misc]
    """Hand in the assignment's folder as it is now."""

    def copy_files(self) -> None:
        """Send it until the exchange says what became of it, then keep the receipt."""
        client, course = self.client(), self.course()
        assignment = Path(self.assignment()).name
        folder = self.assignment_folder(course, assignment)
        if not folder.is_dir():
            self.refuse(
                f"과제 폴더가 없습니다: {folder.name}. 먼저 과제를 받아 주세요.",
                f"Assignment not found at: {folder}. Fetch it first.",
            )
        limits = BundleLimits(**client.get("courses")["limits"])
        # Without nbgrader's max_file_size: it drops a large file and calls the rest submitted. The
        # exchange's own limit refuses the whole and says why.
        ignored = ignore_patterns(
            exclude=[*self.coursedir.ignore], include=self.coursedir.include, log=self.log
        )
        files, left_out = read_folder(
            folder, limits, lambda where, names: _ignored(ignored, folder, where, names)
        )
        for path in left_out:
            self.log.warning("링크는 제출되지 않습니다. Not submitted, not a plain file: %s", path)
        self._compare(client, course, assignment, {file.entry.path for file in files})
        # One id for all tries: whichever of them arrived, the exchange keeps one attempt.
        answer = client.put(
            "courses", course, "attempts", secrets.token_hex(16), files=files, assignment=assignment
        )
        receipt = answer["receipt"]
        self._keep(client, receipt)
        self.log.info("제출되었습니다. Submitted.\n%s", describe(receipt))
        if instant := answer["instant"]:
            self.log.info("%s\n%s", instant["korean"], instant["english"])

    def _compare(
        self, client: ExchangeClient, course: str, assignment: str, submitted: set[str]
    ) -> None:
        released = client.get("assignments", course=course)["assignments"]
        wanted = {
            file["path"]
            for release in released
            if release["assignment"] == assignment
            for file in release["files"]
            if fnmatch.fnmatch(file["path"], "*.ipynb")
        }
        missing = ", ".join(sorted(wanted - submitted))
        if missing and self.strict:
            self.refuse(
                f"빠진 노트북이 있어 제출하지 않았습니다: {missing}",
                f"Not submitted. Missing notebooks: {missing}",
            )
        if missing:
            self.log.warning("빠진 노트북이 있습니다. Missing notebooks: %s", missing)

    def _keep(self, client: ExchangeClient, receipt: dict[str, Any]) -> None:
        # The attempt is accepted already: a full home must not look like a failed submission.
        root = Path(self.receipts_dir).expanduser()
        folder = root / receipt["course"] / receipt["assignment"]
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / f"attempt-{receipt['attempt']}.json"
            path.write_text(json.dumps(receipt, ensure_ascii=False, indent=1), encoding="utf-8")
            key_file = root / "public-key.pem"
            if not key_file.exists():
                key_file.write_bytes(client.public_key())
        except Exception as error:
            self.log.warning(
                "제출은 되었지만 접수증 파일을 저장하지 못했습니다. Submitted, but the receipt "
                "could not be saved here (%s); it is on the receipts page.",
                error,
            )


class HttpExchangeFetchFeedback(HttpExchange, nbgrader_exchange.ExchangeFetchFeedback):  # type: ignore[misc]
    """Download the feedback on every own attempt that has some."""

    def copy_files(self) -> None:
        """Put each attempt's feedback into `feedback/attempt-N` beside the work."""
        client, course = self.client(), self.course()
        query = {"course": course}
        if assignment := self.chosen(self.assignment()):
            query["assignment"] = assignment
        attempts = client.get("attempts", **query)["attempts"]
        ready = [attempt for attempt in attempts if attempt["feedback"]]
        if not ready:
            self.log.warning("아직 피드백이 없습니다. There is no feedback yet.")
        for attempt in ready:
            target = feedback_folder(self, attempt)
            target.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(prefix=".feedback-", dir=target.parent) as aside:
                fresh = Path(aside) / "files"
                client.download("attempts", attempt["receipt"], "feedback", into=fresh)
                shutil.rmtree(target, ignore_errors=True)
                fresh.rename(target)
            self.log.info("피드백을 받았습니다. Fetched feedback: %s", target)


def feedback_folder(exchange: HttpExchange, attempt: dict[str, Any]) -> Path:
    """Where the feedback on one attempt lies once it was fetched."""
    folder = exchange.assignment_folder(attempt["course"], attempt["assignment"])
    return folder / "feedback" / f"attempt-{attempt['attempt']}"


def _ignored(ignored: Any, folder: Path, where: str, names: list[str]) -> list[str]:
    reserved = [name for name in RESERVED if Path(where) == folder and name in names]
    return [*ignored(where, names), *reserved]


__all__ = [
    "ExchangeFailure",
    "HttpExchangeFetchAssignment",
    "HttpExchangeFetchFeedback",
    "HttpExchangeSubmit",
    "feedback_folder",
]
