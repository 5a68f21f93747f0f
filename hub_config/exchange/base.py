"""What all requests of the exchange share: who calls, what they may see, how a mistake is told.

Every handler asks who calls before it looks anything up, and what a caller may not see is "not
found". Answers no request itself.
"""

import asyncio
import math
import unicodedata
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeVar

from jupyterhub.services.auth import HubOAuth, HubOAuthenticated
from tornado.web import RequestHandler

from hub_config.exchange.callers import Caller, identify
from hub_config.exchange.errors import NoSpace, NotFound, Problem
from hub_config.exchange.line import Line
from hub_config.exchange.line_words import outlook_json
from hub_config.exchange.rates import SubmissionRate
from hub_config.exchange.receipts import Signer
from hub_config.exchange.records import Attempt, Publication
from hub_config.exchange.settings import ExchangeSection
from hub_config.exchange.store import NO_SPACE, RELEASES, Store
from hub_config.trainee.bundle import MEDIA_TYPE
from hub_config.trainee.bundle_sending import OutgoingFile, bundle_chunks, bundle_length

Result = TypeVar("Result")


@dataclass
class Exchange:
    """What all handlers share."""

    settings: ExchangeSection
    store: Store
    signer: Signer
    hub_auth: HubOAuth
    executor: Executor
    rate: SubmissionRate
    line: Line
    uploads: dict[str, int] = field(default_factory=dict)
    news: asyncio.Condition = field(default_factory=asyncio.Condition)
    """Told when a line has become longer."""

    async def run(self, work: Callable[..., Result], *arguments: Any) -> Result:
        """Do what touches the disk beside the event loop."""
        return await asyncio.get_running_loop().run_in_executor(self.executor, work, *arguments)

    async def tell_news(self) -> None:
        """Wake the graders that wait for somebody in line."""
        async with self.news:
            self.news.notify_all()

    def instant(self, attempt: Attempt) -> dict[str, Any] | None:
        """What is told of an attempt that is graded at once, if it is one."""
        outlook = self.line.look(attempt)
        return None if outlook is None else outlook_json(outlook)


class ExchangeHandler(HubOAuthenticated, RequestHandler):  # type: ignore[misc]
    """Identifies the caller and answers mistakes in both languages."""

    by_cookie: ClassVar[bool] = True
    caller: Caller

    def initialize(self, exchange: Exchange) -> None:
        self.exchange = exchange
        self.hub_auth = exchange.hub_auth

    async def prepare(self) -> None:
        by_cookie = self.by_cookie and self.request.method == "GET"
        self.caller = await identify(self.hub_auth, self, by_cookie=by_cookie)

    def get_current_user(self) -> str:
        return self.caller.name

    def set_default_headers(self) -> None:
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")

    def write_error(self, status_code: int, **details: Any) -> None:
        error = (details.get("exc_info") or (None, None, None))[1]
        if isinstance(error, OSError) and error.errno in NO_SPACE:
            error = NoSpace()
            self.set_status(error.status_code)
        if not isinstance(error, Problem):
            error = _unexpected(status_code)
        if error.retry_seconds is not None:
            self.set_header("Retry-After", str(math.ceil(error.retry_seconds)))
        self.finish({"error": {"korean": error.korean, "english": error.english}})

    def member_of(self, course: str) -> str:
        """The course, once the caller is known to be of it."""
        self.caller.require_member(course)
        return course

    def find_attempt(self, attempt_id: str) -> Attempt:
        """An attempt of the caller's own, or of a course that the caller teaches.

        Raises:
            NotFound: No such attempt, or another's.
        """
        attempt = self.exchange.store.attempt(attempt_id)
        if attempt is None or not (
            (attempt.trainee == self.caller.name and attempt.course in self.caller.roles)
            or self.caller.is_instructor(attempt.course)
        ):
            raise NotFound("그런 제출을 찾을 수 없습니다.", "There is no such attempt of yours.")
        return attempt

    async def send_bundle(self, files: Sequence[OutgoingFile]) -> None:
        """Answer with files, a piece at a time."""
        self.set_header("Content-Type", MEDIA_TYPE)
        self.set_header("Content-Length", str(bundle_length([file.entry for file in files])))
        chunks = bundle_chunks(files)
        while (chunk := await self.exchange.run(next, chunks, None)) is not None:
            self.write(chunk)
            await self.flush()


def _unexpected(status_code: int) -> Problem:
    return Problem(
        f"실습실에서 문제가 생겼습니다 ({status_code}). 제출되지 않았으니 강사에게 알려 주세요.",
        f"Something went wrong in the lab ({status_code}). Nothing was accepted.",
    )


def find_release(handler: ExchangeHandler, course: str, assignment: str) -> Publication:
    """The release of an assignment in a course of the caller's.

    Raises:
        NotFound: It is not released; names what is.
    """
    handler.member_of(course)
    store = handler.exchange.store
    release = store.publication(RELEASES, course, in_nfc(assignment))
    if release is None:
        there = ", ".join(found.subject for found in store.publications(RELEASES, course)) or "-"
        raise NotFound(
            f"'{assignment[:64]}' 과제를 찾을 수 없습니다. 지금 있는 과제: {there}",
            f"There is no released assignment '{assignment[:64]}'. Released: {there}",
        )
    return release


def in_nfc(name: str) -> str:
    """A name from an address in the one spelling that is stored."""
    return unicodedata.normalize("NFC", name)
