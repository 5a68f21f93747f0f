"""How the exchange receives files: written to the disk as they arrive.

A body is never held in memory, one that is too large is refused by its stated length before it is
read, and nothing exists until the whole of it was checked, synced and renamed. Does not judge what
is in the files, nor what becomes of them.
"""

import asyncio
from collections.abc import Sequence
from http import HTTPStatus
from typing import ClassVar

from tornado.web import stream_request_body

from hub_config.exchange.base import Exchange, ExchangeHandler
from hub_config.exchange.errors import (
    BadRequest,
    LengthRequired,
    NoSpace,
    TooLarge,
    TooOften,
)
from hub_config.exchange.files import Staging
from hub_config.exchange.settings import MIB
from hub_config.exchange.store import NO_SPACE
from hub_config.trainee.bundle import (
    BundleError,
    BundleLimits,
    BundleTooLarge,
    FileEntry,
    megabytes,
)
from hub_config.trainee.bundle_receiving import BundleReceiver

UPLOADS_AT_ONCE = 2


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
            raise too_often(2)
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


def too_often(wait_seconds: float) -> TooOften:
    """The refusal that says when to try again."""
    seconds = max(1, round(wait_seconds))
    return TooOften(
        f"너무 자주 제출했습니다. {seconds}초 뒤에 다시 해 주세요.",
        f"Too many submissions in a short time. Try again in {seconds} seconds.",
        retry_seconds=seconds,
    )
