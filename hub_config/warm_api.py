"""Start the servers of a whole class: `POST /hub/api/warm/CLASS`, inside the hub.

Whom a class has, the hub alone knows, so this is one right of its own: a token with it starts the
servers of a class's trainees and can do nothing else, not even read a name it was not told. Never
takes a place in the line from somebody who waits, and never touches a server that runs.
"""

import asyncio
import json
from enum import StrEnum
from typing import Any

from jupyterhub.apihandlers.base import APIHandler
from jupyterhub.utils import utcnow
from tornado import web

from hub_config.enrolment import trainees_of
from hub_config.errors import LabError
from hub_config.roles import WARM_CLASSES
from hub_config.spawner import line_of


class Warmth(StrEnum):
    """How one trainee's server came out of it."""

    STARTED = "started"
    RUNNING = "running"
    FAILED = "failed"


def warm_handlers() -> list[tuple[str, type[APIHandler]]]:
    """The handler under /hub/."""
    return [(r"/api/warm/([^/]+)", WarmHandler)]


class WarmHandler(APIHandler):  # type: ignore[misc]  # JupyterHub has no types
    """Warm one class; answers when the last server is there."""

    async def post(self, class_name: str) -> None:
        """Start every server that does not run; tell of each trainee what became of it.

        Raises:
            HTTPError: 403 without the right to do so, 404 where there is no such class.
        """
        # Not `needs_scope`: it wants to know the scope before the hub has read its settings.
        if WARM_CLASSES not in getattr(self, "expanded_scopes", ()):
            raise web.HTTPError(403, f"needs the scope {WARM_CLASSES}")
        if class_name not in self.authenticator.settings.classes.by_name():
            raise web.HTTPError(404, f"no class {class_name!r}")
        names = trainees_of(self.db, class_name)
        told = await asyncio.gather(*(self._warm(name) for name in names))
        self.write(json.dumps(dict(zip(names, told, strict=True))))

    async def _warm(self, name: str) -> tuple[Warmth, str]:
        try:
            warmth = await self._start(name)
        except Exception as error:  # one who cannot be started keeps nobody else waiting
            self.log.warning("%s: the server was not warmed: %s", name, error)
            # A SpawnException keeps there, without a status, what it has to say to the person.
            return Warmth.FAILED, getattr(error, "log_message", None) or repr(error)
        return warmth, ""

    async def _start(self, name: str) -> Warmth:
        user = self.user_from_username(name)
        self.authenticator.add_user(user)  # who never logged in has no groups yet, so no lessons
        if await _runs(user):
            return Warmth.RUNNING
        line = line_of(user)
        if not await line.take_spare(name):
            return Warmth.RUNNING  # the trainee pressed the button meanwhile
        try:
            if user.spawner.active:
                return Warmth.RUNNING
            await self.spawn_single_user(user)
            # That returns early when a start is slow.
            if user.spawner._spawn_future is not None:
                await user.spawner._spawn_future
        finally:
            line.leave(name)
        self.log.info("%s: the server was warmed", name)
        return Warmth.STARTED


async def _runs(user: Any) -> bool:
    """Whether the server runs or starts; one that runs counts as used now, like one just warmed.

    Without that, a server which nobody has used for 50 minutes would be stopped before the hour.

    Raises:
        LabError: The server is being stopped: it can neither be used nor be started now.
    """
    spawner = user.spawner
    if spawner.ready:
        # ref: UserServerAPIHandler.post: a server that died is noticed here, not when it is opened.
        spawner._spawn_pending = True
        try:
            ended = await spawner.poll_and_notify()
        finally:
            spawner._spawn_pending = False
        if ended is not None:
            return False
        spawner.orm_spawner.last_activity = utcnow(with_tz=False)
        user.db.commit()
        return True
    if spawner.pending == "stop":
        raise LabError("the server is just being stopped; warm the class once more")
    return bool(spawner.active)
