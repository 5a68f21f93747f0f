"""The exchange's one family of errors, and the answers that callers get.

A `Problem` becomes an HTTP status with a sentence in both languages. Never carries a path of this
machine or another person's name.
"""

from http import HTTPStatus
from typing import ClassVar

from tornado.web import HTTPError

from hub_config.errors import LabError


class ExchangeServiceError(LabError):
    """Something that the operator has to mend before the exchange can run."""


class AttemptConflict(Exception):
    """The attempt id was used before for other content."""


class Problem(HTTPError):
    """A request that is refused, with the reason for the person who made it."""

    status: ClassVar[HTTPStatus] = HTTPStatus.INTERNAL_SERVER_ERROR

    def __init__(self, korean: str, english: str, *, retry_seconds: int | None = None) -> None:
        super().__init__(self.status.value, reason=self.status.phrase)
        self.korean = korean
        self.english = english
        self.retry_seconds = retry_seconds


class BadRequest(Problem):
    """The request makes no sense."""

    status = HTTPStatus.BAD_REQUEST


class Unknown(Problem):
    """Nobody knows who calls."""

    status = HTTPStatus.UNAUTHORIZED


class Forbidden(Problem):
    """The caller is known and may not do this."""

    status = HTTPStatus.FORBIDDEN


class NotFound(Problem):
    """It is not there, or not the caller's to see."""

    status = HTTPStatus.NOT_FOUND


class Conflict(Problem):
    """Something else is there already."""

    status = HTTPStatus.CONFLICT


class LengthRequired(Problem):
    """An upload that does not say how long it is."""

    status = HTTPStatus.LENGTH_REQUIRED


class TooLarge(Problem):
    """More than the settings allow."""

    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE


class TooOften(Problem):
    """Sooner than the settings allow."""

    status = HTTPStatus.TOO_MANY_REQUESTS


class NoSpace(Problem):
    """The disk is full; nothing was kept."""

    status = HTTPStatus.INSUFFICIENT_STORAGE

    def __init__(self) -> None:
        super().__init__(
            "실습실의 저장 공간이 부족해 받지 못했습니다. 제출되지 않았으니 강사에게 알려 주세요.",
            "The lab's disk is full. Nothing was stored; please tell your instructor.",
        )


class HubAway(Problem):
    """The hub could not be asked who calls."""

    status = HTTPStatus.SERVICE_UNAVAILABLE

    def __init__(self) -> None:
        super().__init__(
            "로그인 확인을 할 수 없습니다. 잠시 뒤에 다시 해 주세요.",
            "The hub does not answer just now. Nothing was changed; try again shortly.",
            retry_seconds=2,
        )
