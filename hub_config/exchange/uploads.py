"""The requests that bring files: submit, release, feedback.

"Accepted" is answered only when the whole is on the disk. Does not judge what is in the files.
"""

import logging
import re
from http import HTTPStatus

from hub_config.exchange.base import find_release, in_nfc
from hub_config.exchange.errors import (
    AttemptConflict,
    BadRequest,
    Conflict,
    Forbidden,
    TooLarge,
)
from hub_config.exchange.receiving import UploadHandler, too_often
from hub_config.exchange.records import Attempt
from hub_config.exchange.settings import MIB
from hub_config.exchange.store import FEEDBACK, RELEASES
from hub_config.trainee.bundle import BundleError, BundleLimits, clean_path

CLIENT_ID = re.compile(r"[0-9a-f]{32}")
ASSIGNMENT_LIMITS = BundleLimits(total_bytes=0, path_bytes=128, path_depth=1)
log = logging.getLogger(__name__)


class SubmitHandler(UploadHandler):
    """PUT: one attempt at `?assignment=`; the same id twice is one attempt with one receipt."""

    async def admit(self, *path: str) -> BundleLimits:
        course, client_id = path
        exchange = self.exchange
        self.member_of(course)
        if not CLIENT_ID.fullmatch(client_id):
            raise BadRequest(
                "제출 번호가 올바르지 않습니다.", "The attempt id must be 32 hex digits."
            )
        if self.caller.name.startswith("service:"):
            raise Forbidden("수강생만 제출할 수 있습니다.", "A service cannot submit.")
        attempt_id = exchange.store.attempt_id(self.caller.name, client_id)
        if exchange.store.attempt(attempt_id) is None:
            wait_seconds = exchange.rate.wait_seconds(self.caller.name, client_id)
            if wait_seconds:
                raise too_often(wait_seconds)
            find_release(self, course, self._assignment())
            self._check_share(course)
        return exchange.settings.submission_limits()

    async def put(self, course: str, client_id: str) -> None:
        staging, files = await self.received()
        if not files:
            staging.discard()
            raise BadRequest("과제 폴더가 비어 있습니다.", "The assignment's folder is empty.")
        store = self.exchange.store
        try:
            attempt, new = await self.exchange.run(
                lambda: store.accept(
                    staging,
                    course=course,
                    assignment=self._assignment(),
                    trainee=self.caller.name,
                    client_id=client_id,
                    files=files,
                )
            )
        except AttemptConflict:
            raise Conflict(
                "같은 번호로 다른 내용이 이미 제출되어 있습니다. 다시 제출해 주세요.",
                "This attempt id was used for other content. Submit again with a new one.",
            ) from None
        await self._stand_in_line(attempt)
        self.set_status(HTTPStatus.CREATED if new else HTTPStatus.OK)
        self.finish({"receipt": dict(attempt.receipt), "instant": self.exchange.instant(attempt)})
        await self.exchange.tell_news()

    async def _stand_in_line(self, attempt: Attempt) -> None:
        """Give an attempt its place where its assignment is graded at once."""
        try:
            await self.exchange.run(self.exchange.line.admit, attempt)
        except OSError as error:
            # It is accepted and stays so; the instructor grades it as any other.
            log.error("%s: no place in line (%s)", attempt.id, error)

    def _assignment(self) -> str:
        return in_nfc(self.get_query_argument("assignment", ""))

    def _check_share(self, course: str) -> None:
        kept = self.exchange.store.attempts(course, trainee=self.caller.name)
        used = sum(attempt.size_bytes for attempt in kept) + self._stated_length()
        if used > self.exchange.settings.trainee_mib * MIB:
            raise TooLarge(
                "이 과목에 제출한 파일을 모두 합하면 "
                f"{self.exchange.settings.trainee_mib} MiB를 넘습니다. 강사에게 알려 주세요.",
                f"All your attempts in this course would exceed "
                f"{self.exchange.settings.trainee_mib} MiB. Tell your instructor.",
            )


class ReleaseUploadHandler(UploadHandler):
    """PUT: release an assignment; `?force=1` replaces one that is released."""

    async def admit(self, *path: str) -> BundleLimits:
        course, assignment = path
        self.caller.require_instructor(course)
        try:
            clean = clean_path(assignment, ASSIGNMENT_LIMITS)
        except BundleError as error:
            raise BadRequest(error.korean, error.english) from None
        if clean != assignment or "+" in assignment or assignment != assignment.strip():
            raise BadRequest(
                "과제 이름에 쓸 수 없는 글자가 있습니다.",
                "An assignment's name is in NFC, without '+' and without spaces at its ends.",
            )
        there = self.exchange.store.publication(RELEASES, course, assignment)
        if there is not None and not self.get_query_argument("force", ""):
            raise Conflict(
                f"'{assignment}' 과제는 이미 배포되어 있습니다.",
                f"'{assignment}' is released already; add --force to replace it.",
            )
        return self.exchange.settings.release_limits()

    async def put(self, course: str, assignment: str) -> None:
        await self.publish(*await self.received(), RELEASES, course, assignment)


class FeedbackUploadHandler(ReleaseUploadHandler):
    """PUT: release the feedback on one attempt; replaces earlier feedback."""

    async def admit(self, *path: str) -> BundleLimits:
        attempt = self.find_attempt(path[0])
        self.caller.require_instructor(attempt.course)
        return self.exchange.settings.release_limits()

    async def put(self, attempt_id: str) -> None:  # type: ignore[override]
        course = self.find_attempt(attempt_id).course
        await self.publish(*await self.received(), FEEDBACK, course, attempt_id)
