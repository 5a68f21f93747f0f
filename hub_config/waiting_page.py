"""Who looks at the page of a server that waits in line, and how a place is freed when nobody does.

A place is kept as long as a page listens, and for a while after the last one was closed or asked
for, so a reload, a second tab or a phone that changes its network loses nothing. A start that was
asked for without a page, such as the operator's, is not given up. Stops no server: who has begun to
start is let finish.
"""

import asyncio
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from jupyterhub.apihandlers.users import SpawnProgressAPIHandler
from jupyterhub.handlers.pages import SpawnPendingHandler
from jupyterhub.scopes import needs_scope


class Onlookers:
    """The open pages of one start; calls `nobody` when all stay closed. For one event loop."""

    def __init__(self, nobody: Callable[[], None], return_seconds: float) -> None:
        self._nobody = nobody
        self._return_seconds = return_seconds
        self._pages = 0
        self._last_call: asyncio.TimerHandle | None = None

    def look(self) -> None:
        """A page was asked for: it will listen soon, unless it is closed before it can."""
        self._forget_last_call()
        if self._pages == 0:
            loop = asyncio.get_running_loop()
            self._last_call = loop.call_later(self._return_seconds, self._nobody)

    def come(self) -> None:
        """A page listens."""
        self._pages += 1
        self._forget_last_call()

    def go(self) -> None:
        """A page that listened was closed."""
        self._pages -= 1
        self.look()

    def _forget_last_call(self) -> None:
        if self._last_call is not None:
            self._last_call.cancel()
            self._last_call = None


class WaitingPage(SpawnPendingHandler):  # type: ignore[misc]  # JupyterHub has no types
    """JupyterHub's page of one start; who asks for it looks."""

    async def get(self, user_name: str, server_name: str = "") -> None:
        """Show what JupyterHub shows."""
        await super().get(user_name, server_name)
        user = self.find_user(user_name)
        if self.get_status() == HTTPStatus.OK and user is not None and server_name in user.spawners:
            user.spawners[server_name].onlookers.look()


class WaitingPageEvents(SpawnProgressAPIHandler):  # type: ignore[misc]  # JupyterHub has no types
    """JupyterHub's events of one start; while somebody listens, the start has an onlooker."""

    _onlookers: Onlookers | None = None

    @needs_scope("read:servers")  # type: ignore[untyped-decorator]
    async def get(self, user_name: str, server_name: str = "") -> None:
        """Tell what JupyterHub tells."""
        user = self.find_user(user_name)
        if user is not None and server_name in user.spawners:
            self._onlookers = user.spawners[server_name].onlookers
            self._onlookers.come()
        await super().get(user_name, server_name)

    def on_connection_close(self) -> None:
        """The page was closed: JupyterHub itself would see that only at its next word."""
        super().on_connection_close()
        self._go()

    def on_finish(self) -> None:
        """The start has ended, or was never there."""
        super().on_finish()
        self._go()

    def _go(self) -> None:
        onlookers, self._onlookers = self._onlookers, None
        if onlookers is not None:
            onlookers.go()


def waiting_handlers() -> list[tuple[str, type[Any]]]:
    """The handlers under /hub/, in the place of JupyterHub's own."""
    return [
        (r"/spawn-pending/([^/]+)", WaitingPage),
        (r"/api/users/([^/]+)/server/progress", WaitingPageEvents),
    ]
