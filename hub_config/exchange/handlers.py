"""The requests that read or take back: courses, assignments, attempts, receipts, downloads.

Uploads are in `uploads`, pages in `pages`.
"""

import json
from http import HTTPStatus
from typing import Any

from hub_config.exchange.base import ExchangeHandler, find_release, in_nfc
from hub_config.exchange.deadlines import say_lateness
from hub_config.exchange.errors import NotFound
from hub_config.exchange.records import Attempt, Publication, content
from hub_config.exchange.store import FEEDBACK, RELEASES


class CoursesHandler(ExchangeHandler):
    """GET: the caller's courses, and the limits of a submission."""

    def get(self) -> None:
        limits = self.exchange.settings.submission_limits()
        self.finish(
            {
                "caller": self.caller.name,
                "courses": [
                    {"course": course, "roles": sorted(self.caller.roles[course])}
                    for course in self.caller.courses
                ],
                "limits": {
                    "total_bytes": limits.total_bytes,
                    "file_count": limits.file_count,
                    "path_bytes": limits.path_bytes,
                    "path_depth": limits.path_depth,
                },
            }
        )


class AssignmentsHandler(ExchangeHandler):
    """GET: what is released in the caller's courses, or in `?course=`."""

    def get(self) -> None:
        wanted = self.get_query_argument("course", "")
        courses = [self.member_of(wanted)] if wanted else self.caller.courses
        releases = [
            release
            for course in courses
            for release in self.exchange.store.publications(RELEASES, course)
        ]
        self.finish({"assignments": [_release_json(release) for release in releases]})


class ReleaseHandler(ExchangeHandler):
    """GET: download a release. DELETE: take it back (attempts stay)."""

    async def get(self, course: str, assignment: str) -> None:
        await self.send_bundle(content(find_release(self, course, assignment)))

    async def delete(self, course: str, assignment: str) -> None:
        self.caller.require_instructor(course)
        release = find_release(self, course, assignment)
        await self.exchange.run(
            self.exchange.store.withdraw, RELEASES, release.course, release.subject
        )
        self.set_status(HTTPStatus.NO_CONTENT)


class AttemptsHandler(ExchangeHandler):
    """GET: own attempts; with `?everyone=1&course=` all of a course, for its instructors."""

    def get(self) -> None:
        course = self.get_query_argument("course", "") or None
        assignment = in_nfc(self.get_query_argument("assignment", "")) or None
        trainee: str | None = self.caller.name
        if course is not None:
            self.member_of(course)
        if self.get_query_argument("everyone", ""):
            self.caller.require_instructor(course or "")
            trainee = self.get_query_argument("trainee", "") or None
        found = self.exchange.store.attempts(course, assignment, trainee)
        shown = [attempt for attempt in found if attempt.course in self.caller.roles]
        self.finish({"attempts": [attempt_json(self, attempt) for attempt in shown]})


_ATTEMPT_KEYS = (
    "receipt",
    "course",
    "assignment",
    "trainee",
    "attempt",
    "received_at",
    "received_at_local",
    "files",
)


class AttemptFilesHandler(ExchangeHandler):
    """GET: what was submitted, for its owner and the course's instructors."""

    async def get(self, attempt_id: str) -> None:
        await self.send_bundle(content(self.find_attempt(attempt_id)))


class FeedbackHandler(ExchangeHandler):
    """GET: the feedback on one attempt, for its owner and the course's instructors."""

    async def get(self, attempt_id: str) -> None:
        attempt = self.find_attempt(attempt_id)
        feedback = self.exchange.store.publication(FEEDBACK, attempt.course, attempt.id)
        if feedback is None:
            raise NotFound("아직 피드백이 없습니다.", "There is no feedback on this attempt yet.")
        await self.send_bundle(content(feedback))


class ReceiptHandler(ExchangeHandler):
    """GET: one receipt, byte for byte as it was signed."""

    def get(self, attempt_id: str) -> None:
        attempt = self.find_attempt(attempt_id)
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.set_header(
            "Content-Disposition", f'attachment; filename="receipt-{attempt.id[:12]}.json"'
        )
        self.finish(json.dumps(dict(attempt.receipt), ensure_ascii=False, indent=1))


class PublicKeyHandler(ExchangeHandler):
    """GET: the key that checks receipts; it is public, so nobody is asked who they are."""

    async def prepare(self) -> None:
        pass

    def get(self) -> None:
        self.set_header("Content-Type", "application/x-pem-file")
        self.finish(self.exchange.signer.public_pem())


class HealthHandler(PublicKeyHandler):
    """GET: the service answers."""

    def get(self) -> None:
        self.finish({"status": "ok"})


class NowhereHandler(PublicKeyHandler):
    """Any other address; the same for everybody."""

    async def prepare(self) -> None:
        raise NotFound("그런 주소가 없습니다.", "There is nothing at this address.")


def attempt_json(handler: ExchangeHandler, attempt: Attempt) -> dict[str, Any]:
    """An attempt as its trainee and the course read it."""
    exchange = handler.exchange
    feedback = exchange.store.publication(FEEDBACK, attempt.course, attempt.id)
    return {
        **{key: attempt.receipt[key] for key in _ATTEMPT_KEYS},
        "feedback": [entry.as_json() for entry in feedback.files] if feedback else [],
        "instant": exchange.instant(attempt),
        "late": say_lateness(exchange.store, attempt),
    }


def _release_json(release: Publication) -> dict[str, Any]:
    return {
        "course": release.course,
        "assignment": release.subject,
        "version": release.version,
        "released_at": release.published_at.isoformat(),
        "files": [entry.as_json() for entry in release.files],
    }
