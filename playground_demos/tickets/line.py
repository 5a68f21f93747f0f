"""The order of the line: who goes next, and from that what each who waits may be told.

Between visitors their tags decide: who has had less goes first. Among equals short work goes
before long, in steps, so that a hundredth of a second overtakes nobody; who has waited for
AGE_SECONDS and owes nothing goes first of all. Long work leaves one worker to the rest, and no
visitor has two. Work that only listens to what is made elsewhere takes no worker, and has a bound
of its own. What is foretold follows from the same rules, played to the end for those who are here
now. Does not know who will come, and changes no ticket.
"""

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from playground_demos.tickets.pace import Pace
from playground_demos.tickets.ticket import Ticket

AGE_SECONDS = 5.0  # from then on the oldest goes first
MOST_LISTENERS = 32  # at once


@dataclass(frozen=True)
class Forecast:
    """A waiting ticket's place, 1 for the next, and in how many seconds its work will begin."""

    place: int
    begins_seconds: float


@dataclass(frozen=True)
class AtWork:
    """A ticket in a worker's hands, and for how many seconds it will be."""

    visitor: str
    kind: str
    seconds: float
    listens: bool = False


class Hands:
    """Who is at work, and whether one more may be."""

    def __init__(self, at_work: Iterable[Ticket | AtWork], workers: int, pace: Pace) -> None:
        self._workers = workers
        self._pace = pace
        self._kinds: dict[str, str] = {}  # that are worked on, by visitor
        self._listeners: set[str] = set()
        for one in at_work:
            self.begin(one)

    def begin(self, one: Ticket | AtWork) -> None:
        """One more is at work."""
        if one.listens:
            self._listeners.add(one.visitor)
        else:
            self._kinds[one.visitor] = one.kind

    def end(self, visitor: str) -> None:
        """This visitor's work is done."""
        self._listeners.discard(visitor)
        self._kinds.pop(visitor, None)

    def is_free(self, *, to_listen: bool) -> bool:
        """Whether there is room for work of this sort."""
        if to_listen:
            return len(self._listeners) < MOST_LISTENERS
        return len(self._kinds) < self._workers

    def may_take(self, ticket: Ticket) -> bool:
        """Whether `ticket` may begin now."""
        if ticket.visitor in self._kinds or ticket.visitor in self._listeners:
            return False
        if ticket.listens or not self.is_free(to_listen=ticket.listens):
            return self.is_free(to_listen=ticket.listens)
        is_last_worker = 0 < len(self._kinds) == self._workers - 1
        if not is_last_worker or not self._pace.is_long(ticket.kind):
            return True
        return not all(map(self._pace.is_long, self._kinds.values()))


class Line:
    """Tickets that wait, in both orders; whoever is taken is gone from it."""

    def __init__(self, waiting: Sequence[Ticket], pace: Pace) -> None:
        self._by_share = sorted(waiting, key=lambda one: one.tag + pace.step(one.kind))
        self._by_age = sorted(waiting, key=lambda one: one.drawn_at)
        self._listeners = sum(one.listens for one in waiting)

    def take(self, now: float, now_tag: float, hands: Hands) -> Ticket | None:
        """The ticket that goes next, or None where nobody may."""
        others = len(self._by_share) - self._listeners
        if not (others and hands.is_free(to_listen=False)) and not (
            self._listeners and hands.is_free(to_listen=True)
        ):
            return None  # without going through a long line
        ticket = self._oldest(now, now_tag, hands)
        ticket = ticket or next(filter(hands.may_take, self._by_share), None)
        if ticket is not None:
            self._by_share.remove(ticket)
            self._by_age.remove(ticket)
            self._listeners -= ticket.listens
        return ticket

    def _oldest(self, now: float, now_tag: float, hands: Hands) -> Ticket | None:
        for ticket in self._by_age:
            if ticket.drawn_at > now - AGE_SECONDS:
                return None
            if ticket.tag <= now_tag and hands.may_take(ticket):
                return ticket
        return None


def foretell(
    waiting: Sequence[Ticket],
    at_work: Sequence[AtWork],
    *,
    workers: int,
    pace: Pace,
    now: float,
    now_tag: float,
) -> dict[str, Forecast]:
    """What becomes of everybody who waits if nobody else comes, by the name of the ticket."""
    line, hands = Line(waiting, pace), Hands(at_work, workers, pace)
    ends = [(one.seconds, one.visitor) for one in at_work]
    heapq.heapify(ends)
    passed, found = 0.0, dict[str, Forecast]()
    while len(found) < len(waiting):
        ticket = line.take(now + passed, now_tag, hands)
        if ticket is not None:
            found[ticket.id] = Forecast(len(found) + 1, passed)
            now_tag = max(now_tag, ticket.tag)
            hands.begin(ticket)
            heapq.heappush(ends, (passed + pace.seconds(ticket.kind), ticket.visitor))
        else:
            passed, visitor = heapq.heappop(ends)
            hands.end(visitor)
    return found
