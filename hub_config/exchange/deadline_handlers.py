"""The requests about deadlines: a course tells them, a trainee asks for their own.

Nobody is told another's extension, not even that there is one. Says nothing of scores.
"""

from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError

from hub_config.exchange.base import ExchangeHandler
from hub_config.exchange.deadlines import Deadline, Deadlines, deadlines_of
from hub_config.exchange.errors import BadRequest
from hub_config.exchange.receiving import UploadHandler
from hub_config.exchange.store import DEADLINES
from hub_config.trainee.bundle import BundleLimits
from hub_config.trainee.exchange_deadlines import LIMITS, NAME


class DeadlinesUploadHandler(UploadHandler):
    """PUT: a course's deadlines; they replace those before."""

    async def admit(self, *path: str) -> BundleLimits:
        self.caller.require_instructor(path[0])
        return LIMITS

    async def put(self, course: str) -> None:
        staging, files = await self.received()
        try:
            if [entry.path for entry in files] != [NAME]:
                raise BadRequest("마감 파일이 아닙니다.", f"Expected one file, {NAME}.")
            Deadlines.model_validate_json((staging.files / NAME).read_bytes())
        except (BadRequest, ValidationError, OSError) as error:
            await self.exchange.run(staging.discard)
            if isinstance(error, ValidationError):
                first = error.errors()[0]
                place = ".".join(map(str, first["loc"]))
                raise BadRequest(
                    "마감 파일의 내용이 올바르지 않습니다.", f"{NAME}: {place}: {first['msg']}"
                ) from None
            raise
        await self.publish(staging, files, DEADLINES, course, course)


class DeadlinesHandler(ExchangeHandler):
    """GET: the caller's own deadlines, and what lateness costs."""

    def get(self) -> None:
        now = datetime.now(UTC)
        found = deadlines_of(self.exchange.store, list(self.caller.courses), self.caller.name)
        local = self.exchange.signer.local
        told = [{**deadline_json(one, now), "due_at_local": local(one.due_at)} for one in found]
        self.finish({"deadlines": told})


def deadline_json(deadline: Deadline, now: datetime) -> dict[str, Any]:
    """One deadline for programs."""
    korean, english = deadline.say(now)
    return {
        "course": deadline.course,
        "assignment": deadline.assignment,
        "due_at": deadline.due_at.isoformat(),
        "extended": deadline.extended,
        "submitted": deadline.submitted,
        "korean": korean,
        "english": english,
    }
