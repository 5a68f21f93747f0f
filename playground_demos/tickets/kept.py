"""All tickets that can still be asked for: those that wait, those at work, and answers for a while.

A ticket belongs to its visitor: nobody else can see it or take its answer. Answers are kept in
memory for a phone that lost its connection, bounded in number, and never written anywhere. Used by
the desk alone, under its lock; changes of a ticket only when it was finished.
"""

import secrets
from collections import deque
from collections.abc import Callable

from playground_demos.tickets.ticket import Ticket, UnknownTicket

MOST_KEPT = 20_000  # answers; the oldest goes before its time


class KeptTickets:
    """The tickets by name; one that is finished goes after `keep_seconds`."""

    def __init__(self, keep_seconds: float, clock: Callable[[], float]) -> None:
        self._keep_seconds = keep_seconds
        self._clock = clock
        self._tickets: dict[str, Ticket] = {}
        self._finished: deque[Ticket] = deque()  # the oldest first

    def get(self, ticket_id: str) -> Ticket | None:
        """The ticket of that name, whosever it is."""
        return self._tickets.get(ticket_id)

    def add(self, ticket: Ticket) -> None:
        """Keep a ticket that was drawn now."""
        self._tickets[ticket.id] = ticket

    def of_visitor(self, ticket_id: str, visitor: str) -> Ticket:
        """The ticket of that name, if it is this visitor's.

        Raises:
            UnknownTicket: It is not, or its time is over.
        """
        ticket = self._tickets.get(ticket_id)
        if ticket is None or not secrets.compare_digest(ticket.visitor.encode(), visitor.encode()):
            raise UnknownTicket("no such ticket of this visitor; draw a new one")
        return ticket

    def note_finished(self, ticket: Ticket) -> None:
        """Its time begins; where too many answers wait the oldest goes."""
        ticket.finished_at = self._clock()
        self._finished.append(ticket)
        if len(self._finished) > MOST_KEPT:
            del self._tickets[self._finished.popleft().id]

    def forget_old(self) -> None:
        """Drop the answers whose time is over."""
        oldest = self._clock() - self._keep_seconds
        while self._finished and self._finished[0].finished_at < oldest:
            del self._tickets[self._finished.popleft().id]
