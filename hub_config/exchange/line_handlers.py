"""The requests of a course's own grader: who is next in line, and what became of them.

Only the course's service may ask, not its instructors: one grader empties a line. Says nothing to
trainees; they read their attempts.
"""

import asyncio
import contextlib
from http import HTTPStatus
from typing import Any, ClassVar

from hub_config.exchange.base import Exchange, ExchangeHandler
from hub_config.exchange.errors import BadRequest, Forbidden
from hub_config.exchange.handlers import attempt_json
from hub_config.exchange.line import OUTCOMES, TurnState

PATIENCE_SECONDS = 25.0
MOST_AT_ONCE = 1000


class LineHandler(ExchangeHandler):
    """POST: the next attempts to grade, at most `?most=`, waited for if need be."""

    by_cookie: ClassVar[bool] = False

    def initialize(self, exchange: Exchange) -> None:
        super().initialize(exchange)
        self._hung_up = False

    async def post(self, course: str) -> None:
        require_service(self, course)
        most = self._most()
        loop = asyncio.get_running_loop()
        deadline = loop.time() + PATIENCE_SECONDS
        news = self.exchange.news
        async with news:
            while not self._hung_up:
                attempts = await self.exchange.run(self.exchange.line.next, course, most)
                if attempts or loop.time() >= deadline:
                    self.finish({"attempts": [attempt_json(self, one) for one in attempts]})
                    return
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout_at(deadline):
                        await news.wait()

    def _most(self) -> int:
        said = self.get_query_argument("most", "1")
        if said.isascii() and said.isdigit() and 1 <= int(said[:9]) <= MOST_AT_ONCE:
            return int(said)
        raise BadRequest(
            "한 번에 채점할 수를 알 수 없습니다.",
            f"most={said[:20]!r}: expected a number from 1 to {MOST_AT_ONCE}.",
        )

    def on_connection_close(self) -> None:
        super().on_connection_close()
        self._hung_up = True
        asyncio.ensure_future(self.exchange.tell_news())  # noqa: RUF006 it ends in a moment


class OutcomeHandler(ExchangeHandler):
    """POST: what became of an attempt that was handed out, `?outcome=`."""

    by_cookie: ClassVar[bool] = False

    async def post(self, attempt_id: str) -> None:
        attempt = self.find_attempt(attempt_id)
        require_service(self, attempt.course)
        outcome = self.get_query_argument("outcome", "")
        if outcome not in OUTCOMES:
            raise BadRequest(
                "채점 결과를 알 수 없습니다.",
                f"outcome={outcome[:20]!r}: expected one of {', '.join(sorted(OUTCOMES))}.",
            )
        await self.exchange.run(self.exchange.line.tell, attempt, TurnState(outcome))
        self.set_status(HTTPStatus.NO_CONTENT)


def require_service(handler: Any, course: str) -> None:
    """Refuse all but the course's own service.

    Raises:
        Forbidden: Somebody else of the course asks.
    """
    handler.caller.require_instructor(course)
    if handler.caller.name != f"service:{course}":
        raise Forbidden(
            "과목의 채점기만 할 수 있는 일입니다.", "Only the course's grader may do this."
        )
