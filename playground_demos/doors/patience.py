"""Wait for a request no longer than anybody honest takes to send it.

uvicorn bounds the time between two requests and none within one: whoever sends half a line holds a
connection, and enough of them hold them all. Answers may take as long as they like.
"""

import asyncio
from typing import ClassVar

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

_ARRIVING = {h11.IDLE, h11.SEND_BODY}


class PatientProtocol(H11Protocol):
    """uvicorn's HTTP/1.1, which hangs up on a request that is not there in time."""

    request_seconds: ClassVar[float] = 60.0
    """From the first byte to the last, also on a phone at the edge of its network."""
    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait."""
        super().connection_made(transport)
        self._look()

    def data_received(self, data: bytes) -> None:
        """Take what came, and wait for the rest of the same request until the same moment."""
        super().data_received(data)
        self._look()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._forget()
        super().connection_lost(exc)

    def _look(self) -> None:
        if self.conn.their_state not in _ARRIVING:
            self._forget()
        elif self._deadline is None:
            self._deadline = self.loop.call_later(self.request_seconds, self.transport.abort)

    def _forget(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
