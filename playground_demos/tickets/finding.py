"""Find the ticket of a phone that comes back, also one whose press is still on its way.

A page names its ticket before it sends the press, so it may ask for a name that the desk has not
heard yet. A name as our pages make them is waited for, a while; of one visitor only the newest
question waits, so that nobody keeps many. Does not draw tickets and does not follow them.
"""

import asyncio
import time

from playground_demos.errors import PlaygroundError
from playground_demos.tickets.desk import TicketDesk
from playground_demos.tickets.ticket import MADE_BY_A_PAGE, Ticket, UnknownTicket

PATIENCE_SECONDS = 5.0
LOOK_SECONDS = 0.1


class AskedAgain(PlaygroundError):
    """The same visitor has asked once more meanwhile, and that question goes on."""


class Finder:
    """Asks the desk for who comes back."""

    def __init__(self, desk: TicketDesk, patience_seconds: float = PATIENCE_SECONDS) -> None:
        self._desk = desk
        self._patience_seconds = patience_seconds
        self._newest: dict[str, object] = {}

    async def find(self, ticket_id: str, visitor: str) -> Ticket:
        """This visitor's ticket of that name.

        Raises:
            UnknownTicket: There is none, and none has come.
            AskedAgain: Another question of this visitor waits now.
        """
        mine = self._newest[visitor] = object()
        deadline = time.monotonic() + self._patience_seconds
        try:
            while True:
                try:
                    return self._desk.find(ticket_id, visitor)
                except UnknownTicket:
                    is_ours = MADE_BY_A_PAGE.fullmatch(ticket_id) is not None
                    if not is_ours or time.monotonic() >= deadline:
                        raise
                await asyncio.sleep(LOOK_SECONDS)
                if self._newest.get(visitor) is not mine:
                    raise AskedAgain("another question of this visitor waits for a ticket")
        finally:
            if self._newest.get(visitor) is mine:
                del self._newest[visitor]
