"""The order of the line: who goes next, and from that what each who waits may be told.

Between visitors their tags decide: who has had less goes first. Among equals short work goes
before long, in steps, so that a hundredth of a second overtakes nobody; who has waited for
AGE_SECONDS and owes nothing goes first of all. Long work leaves one worker to the rest, and no
visitor has two. What is foretold follows from the same rules, played to the end for those who are
here now. Does not know who will come, and changes no ticket.
"""

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from playground_demos.tickets.pace import Pace
from playground_demos.tickets.ticket import Ticket

AGE_SECONDS = 5.0  # from then on the oldest goes first


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


class Line:
    """Tickets that wait, in both orders; whoever is taken is gone from it."""

    def __init__(self, waiting: Sequence[Ticket], pace: Pace) -> None:
        self._by_share = sorted(waiting, key=lambda one: one.tag + pace.step(one.kind))
        self._by_age = sorted(waiting, key=lambda one: one.drawn_at)

    def take(self, now: float, now_tag: float, may_run: Callable[[Ticket], bool]) -> Ticket | None:
        """The ticket that goes next, or None where nobody may."""
        ticket = self._oldest(now, now_tag, may_run) or next(filter(may_run, self._by_share), None)
        if ticket is not None:
            self._by_share.remove(ticket)
            self._by_age.remove(ticket)
        return ticket

    def _oldest(
        self, now: float, now_tag: float, may_run: Callable[[Ticket], bool]
    ) -> Ticket | None:
        for ticket in self._by_age:
            if ticket.drawn_at > now - AGE_SECONDS:
                return None
            if ticket.tag <= now_tag and may_run(ticket):
                return ticket
        return None


def may_run(ticket: Ticket, running: dict[str, str], workers: int, pace: Pace) -> bool:
    """Whether one more worker may take `ticket`, where `running` are kinds by visitor."""
    if ticket.visitor in running:
        return False
    is_last_worker = 0 < len(running) == workers - 1
    if not is_last_worker or not pace.is_long(ticket.kind):
        return True
    return not all(map(pace.is_long, running.values()))


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
    line, running = Line(waiting, pace), {one.visitor: one.kind for one in at_work}
    ends = [(one.seconds, one.visitor) for one in at_work]
    heapq.heapify(ends)
    passed, found = 0.0, dict[str, Forecast]()
    while len(found) < len(waiting):
        ticket = None
        if len(running) < workers:
            fits = partial(may_run, running=running, workers=workers, pace=pace)
            ticket = line.take(now + passed, now_tag, fits)
        if ticket is not None:
            found[ticket.id] = Forecast(len(found) + 1, passed)
            now_tag = max(now_tag, ticket.tag)
            running[ticket.visitor] = ticket.kind
            heapq.heappush(ends, (passed + pace.seconds(ticket.kind), ticket.visitor))
        else:
            passed, visitor = heapq.heappop(ends)
            del running[visitor]
    return found
