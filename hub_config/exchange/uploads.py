"""The requests that bring files: submit, release, feedback; written to the disk as they arrive.

A body is never held in memory, one that is too large is refused by its stated length before it is
read, and nothing exists until the whole of it was checked, synced and renamed. Answers "accepted"
only after that. Does not judge what is in the files.
"""

import asyncio
import logging
import re
from collections.abc import Sequence
from http import HTTPStatus
from typing import ClassVar

from tornado.web import stream_request_body

from hub_config.exchange.errors import (
    AttemptConflict,
    BadRequest,
    Conflict,
    Forbidden,
    LengthRequired,
    NoSpace,
    TooLarge,
    TooOften,
)
from hub_config.exchange.files import Staging
from hub_config.exchange.handlers import (
    Exchange,
    ExchangeHandler,
    find_release,
    in_nfc,
)
from hub_config.exchange.records import Attempt
from hub_config.exchange.settings import MIB
from hub_config.exchange.store import FEEDBACK, NO_SPACE, RELEASES
from hub_config.trainee.bundle import (
    BundleError,
    BundleLimits,
    BundleReceiver,
    BundleTooLarge,
    FileEntry,
    clean_path,
    megabytes,
)

CLIENT_ID = re.compile(r"[0-9a-f]{32}")
UPLOADS_AT_ONCE = 2
log = logging.getLogger(__name__)
ASSIGNMENT_LIMITS = BundleLimits(total_bytes=0, path_bytes=128, path_depth=1)


@stream_request_body
class UploadHandler(ExchangeHandler):
    """Takes one bundle; sub-classes say who may send it and what becomes of it."""

    by_cookie: ClassVar[bool] = False

    def initialize(self, exchange: Exchange) -> None:
        super().initialize(exchange)
        self._turn = asyncio.Lock()
        self._staging: Staging | None = None
        self._receiver: BundleReceiver | None = None
        self._problem: Exception | None = None
        self._counted = False

    async def prepare(self) -> None:
        await super().prepare()
        limits = await self.admit(*self.path_args)
        length = self._stated_length()
        if length > limits.total_bytes + limits.manifest_bytes:
            raise TooLarge(
                f"파일이 너무 큽니다 ({megabytes(length)} MB). "
                f"{megabytes(limits.total_bytes)} MB까지 받을 수 있습니다.",
                f"{megabytes(length)} MB is too large; at most {megabytes(limits.total_bytes)} MB.",
            )
        store, settings = self.exchange.store, self.exchange.settings
        if await self.exchange.run(store.free_bytes) < length + settings.reserve_mib * MIB:
            raise NoSpace()
        running = self.exchange.uploads.get(self.caller.name, 0)
        if running >= UPLOADS_AT_ONCE:
            raise _too_often(2)
        self.exchange.uploads[self.caller.name] = running + 1
        self._counted = True
        self._staging = await self.exchange.run(store.stage)
        self._receiver = BundleReceiver(self._staging.files, limits)
        self.request.connection.set_max_body_size(length)  # type: ignore[union-attr]
        self.request.connection.set_body_timeout(settings.upload_seconds)  # type: ignore[union-attr]

    async def admit(self, *path: str) -> BundleLimits:
        """Who may send what here.

        Raises:
            NotImplementedError: Always; sub-classes raise a `Problem` when the caller may not.
        """
        raise NotImplementedError

    async def data_received(self, chunk: bytes) -> None:
        # An answer to a half-read request would be lost in many clients: the rest is read and
        # thrown away, then the reason is told. Its length is bounded by `prepare`.
        if self._problem is not None or self._receiver is None:
            return
        async with self._turn:
            try:
                await self.exchange.run(self._receiver.feed, chunk)
            except (BundleError, OSError) as problem:
                self._problem = problem

    async def received(self) -> tuple[Staging, tuple[FileEntry, ...]]:
        """The complete bundle; whoever takes it has to keep or discard it.

        Raises:
            TooLarge: It grew over the limits.
            BadRequest: It was damaged, or its names are refused.
            NoSpace: The disk was full.
            OSError: It refused for another reason.
        """
        assert self._receiver is not None
        assert self._staging is not None
        try:
            self._raise_problem()
            files = self._receiver.finish()
        except BundleTooLarge as error:
            raise TooLarge(error.korean, error.english) from None
        except BundleError as error:
            raise BadRequest(error.korean, error.english) from None
        except OSError as error:
            if error.errno in NO_SPACE:
                raise NoSpace() from None
            raise
        staging, self._staging = self._staging, None
        return staging, files

    async def publish(
        self, staging: Staging, files: Sequence[FileEntry], kind: str, course: str, subject: str
    ) -> None:
        """Let what was received replace what was published under the same name, and say so."""
        store = self.exchange.store
        publication = await self.exchange.run(
            lambda: store.publish(
                staging,
                kind=kind,
                course=course,
                subject=subject,
                by=self.caller.name,
                files=files,
            )
        )
        self.set_status(HTTPStatus.CREATED)
        self.finish({"version": publication.version})

    def _raise_problem(self) -> None:
        if self._problem is not None:
            raise self._problem

    def on_connection_close(self) -> None:
        super().on_connection_close()
        asyncio.ensure_future(self._abandon())  # noqa: RUF006 it ends by itself in a moment

    def on_finish(self) -> None:
        super().on_finish()
        asyncio.ensure_future(self._abandon())  # noqa: RUF006 it ends by itself in a moment

    async def _abandon(self) -> None:
        """Forget an upload that became nothing; after the last write to it, and only once."""
        async with self._turn:
            staging, self._staging = self._staging, None
            if self._receiver is not None:
                self._receiver.close()
            if self._counted:
                self._counted = False
                left = self.exchange.uploads.get(self.caller.name, 1) - 1
                if left:
                    self.exchange.uploads[self.caller.name] = left
                else:
                    self.exchange.uploads.pop(self.caller.name, None)
            if staging is not None:
                await self.exchange.run(staging.discard)

    def _stated_length(self) -> int:
        text = self.request.headers.get("Content-Length", "")
        if not text.isascii() or not text.isdigit():
            raise LengthRequired(
                "보내는 크기를 알 수 없습니다.",
                "The request must state its Content-Length.",
            )
        return int(text)


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
                raise _too_often(wait_seconds)
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


def _too_often(wait_seconds: float) -> TooOften:
    seconds = max(1, round(wait_seconds))
    return TooOften(
        f"너무 자주 제출했습니다. {seconds}초 뒤에 다시 해 주세요.",
        f"Too many submissions in a short time. Try again in {seconds} seconds.",
        retry_seconds=seconds,
    )
