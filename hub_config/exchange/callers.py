"""Who calls, and which courses they may use, by the hub's word alone.

A trainee of a course is in the hub's group `nbgrader-<course>`, an instructor in
`formgrade-<course>`; the course's own service (a hub service named like the course) counts as its
instructor and as nobody in other courses. Nothing that the request itself says is believed. Keeps
no accounts.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from jupyterhub.services.auth import HubOAuth
from tornado.web import HTTPError, RequestHandler

from hub_config.exchange.errors import Forbidden, HubAway, NotFound, Unknown

# A course names a folder of the store, so this pattern is also what keeps it inside.
COURSE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,62}")
TRAINEE_GROUP = "nbgrader-"
INSTRUCTOR_GROUP = "formgrade-"
ACCESS_SCOPE = "access:services!service=exchange"


class Role(StrEnum):
    """What a caller is in one course."""

    TRAINEE = "trainee"
    INSTRUCTOR = "instructor"


@dataclass(frozen=True)
class Caller:
    """One identified person or service."""

    name: str
    roles: Mapping[str, frozenset[Role]]

    @property
    def courses(self) -> tuple[str, ...]:
        """Every course that the caller has to do with, sorted."""
        return tuple(sorted(self.roles))

    def is_instructor(self, course: str) -> bool:
        """Whether the caller teaches the course, or is its service."""
        return Role.INSTRUCTOR in self.roles.get(course, frozenset())

    def require_member(self, course: str) -> None:
        """Refuse people who are not of the course.

        Raises:
            NotFound: The same whether or not there is such a course.
        """
        if course not in self.roles:
            raise NotFound(
                f"'{course[:64]}' 과목을 찾을 수 없거나 수강생이 아닙니다. "
                "과목 이름을 확인해 주세요.",
                f"There is no course '{course[:64]}' that you belong to. Check its name.",
            )

    def require_instructor(self, course: str) -> None:
        """Refuse all but the instructors of the course and its own service.

        Raises:
            Forbidden: A trainee of the course asks.
        """
        self.require_member(course)
        if not self.is_instructor(course):
            raise Forbidden(
                "강사만 할 수 있는 일입니다.", "Only instructors of this course may do this."
            )


def read_caller(model: Mapping[str, Any]) -> Caller:
    """The caller whom the hub's identity model describes."""
    roles: dict[str, set[Role]] = {}
    if model.get("kind") == "service":
        # A service's name is the operator's choice; the ones that are no course reach nothing,
        # because nobody releases or submits there.
        roles[model["name"]] = {Role.INSTRUCTOR}
        return Caller(f"service:{model['name']}", _valid(roles))
    for group in model.get("groups", ()):
        for prefix, role in (
            (TRAINEE_GROUP, Role.TRAINEE),
            (INSTRUCTOR_GROUP, Role.INSTRUCTOR),
        ):
            if group.startswith(prefix):
                roles.setdefault(group.removeprefix(prefix), set()).add(role)
    return Caller(model["name"], _valid(roles))


def _valid(roles: Mapping[str, set[Role]]) -> dict[str, frozenset[Role]]:
    return {
        course: frozenset(found) for course, found in roles.items() if COURSE_ID.fullmatch(course)
    }


async def identify(hub_auth: HubOAuth, handler: RequestHandler, *, by_cookie: bool) -> Caller:
    """Ask the hub who sends this request.

    Args:
        hub_auth: The hub's own client.
        handler: The request. Its token counts, and its cookie where `by_cookie` allows.
        by_cookie: Let a browser's log-in count. Never for requests that change something: a
            page elsewhere could make a browser send those.

    Raises:
        Unknown: No token, or one that the hub does not know.
        Forbidden: Known, but the token may not be used here.
        HubAway: The hub does not answer.
    """
    token = hub_auth.get_token(handler, in_cookie=by_cookie)
    try:
        model = await hub_auth.user_for_token(token, sync=False) if token else None
    except HTTPError:
        raise HubAway() from None
    if model is None:
        raise Unknown(
            "로그인이 확인되지 않습니다. 서버를 다시 시작하거나 다시 로그인해 주세요.",
            "You are not logged in, or your server's token has ended. Restart your server.",
        )
    if not hub_auth.check_scopes({ACCESS_SCOPE}, model):
        raise Forbidden(
            "이 토큰으로는 과제함을 쓸 수 없습니다.", f"This token lacks the scope {ACCESS_SCOPE}."
        )
    return read_caller(model)
