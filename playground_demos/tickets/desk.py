"""The desk that gives out tickets: who is next, how long it takes, and where the answer waits.

Each visitor's work gets a tag by what that visitor has had (`shares`), `line` goes by the tags, and
an answer waits in memory for a phone that lost its connection (`kept`). Knows nothing of demos,
pages or models; does not stop work that has begun.
"""

import secrets
import threading
import time
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from playground_demos.tickets.kept import KeptTickets
from playground_demos.tickets.line import MOST_LISTENERS, AtWork, Forecast, Hands, Line, foretell
from playground_demos.tickets.pace import Pace
from playground_demos.tickets.shares import Shares
from playground_demos.tickets.ticket import (
    MADE_BY_A_PAGE,
    DeskFull,
    Standing,
    Ticket,
    TicketState,
)

AWAY_SECONDS = 5.0  # a page that is loaded again says goodbye too, and is back by then
FORECAST_SECONDS = 0.2  # of a line that is long, where all places are worked out together
LONG_LINE = 30
LISTEN_SECONDS = 0.1  # nobody sees an answer grow more often


class TicketDesk:
    """Draw a ticket, ask for its standing, take its answer; safe from any thread."""

    def __init__(
        self,
        *,
        workers: int,
        queue_limit: int = 300,
        visitor_queue_limit: int = 3,
        keep_seconds: float = 600,
        clock: Callable[[], float] = time.monotonic,
        on_done: Callable[[str, float, float], None] = lambda kind, waited, worked: None,
    ) -> None:
        self._on_done = on_done
        self._workers = workers
        self._queue_limit = queue_limit
        self._visitor_queue_limit = visitor_queue_limit
        self._clock = clock
        self._lock = threading.Lock()
        self._pool = ThreadPoolExecutor(workers, "ticket")
        self._listeners = ThreadPoolExecutor(MOST_LISTENERS, "listener")
        self._tickets = KeptTickets(keep_seconds, clock)
        self._waiting: list[Ticket] = []
        self._running: dict[str, Ticket] = {}  # by visitor: at most one each
        self._shares = Shares(clock)
        self._forecast: dict[str, Forecast] = {}
        self._foretold_at = 0.0
        self._pace = Pace()
        self._open = True

    def draw(
        self,
        visitor: str,
        kind: str,
        work: Callable[[], Any],
        ticket_id: str = "",
        *,
        listens: bool = False,
    ) -> Ticket:
        """Put `work` into the line of `visitor`; it runs in a worker thread.

        A ticket of the same visitor and kind that still waits gives its place to this one.

        Args:
            visitor: Whose it is; fairness is between visitors.
            kind: What sort of work; the seconds of one kind are learnt together.
            work: Takes nothing; what it returns or raises becomes the ticket's result. Of a
                generator that is the last value, and each is the ticket's `so_far` meanwhile.
            ticket_id: A name that the visitor's page has made for it, so that it can ask for a
                ticket that it never heard of. One that this visitor has used already is that
                ticket, sent twice; one that is not well made, or another's, is not taken.
            listens: `work` only waits for what is made elsewhere: it takes no worker's place.

        Raises:
            DeskFull: The line, or this visitor's part of it, has no room.
        """
        with self._lock:
            self._tickets.forget_old()
            self._leave_for_who_went()
            known = self._tickets.get(ticket_id)
            if known is not None and (known.visitor, known.kind) == (visitor, kind):
                return known
            if known is not None or not MADE_BY_A_PAGE.fullmatch(ticket_id):
                ticket_id = secrets.token_urlsafe(16)
            older = self._waiting_of(visitor, kind)
            ticket = Ticket(ticket_id, visitor, kind, work, 0.0, listens, drawn_at=self._clock())
            if older is not None:  # a newer request of the same kind takes its place in line
                ticket.tag = older.tag
                self._tickets.add(ticket)
                self._waiting.insert(self._waiting.index(older), ticket)
                self._give_up(older)
                return ticket
            mine = sum(ticket.visitor == visitor for ticket in self._waiting)
            if mine >= self._visitor_queue_limit:
                raise DeskFull(
                    "앞서 보낸 요청을 아직 하고 있습니다. 잠시만 기다려 주세요.",
                    "Your earlier tries are still being worked on. Please wait a moment.",
                )
            if len(self._waiting) >= self._queue_limit:
                raise DeskFull(
                    "지금은 사람이 많아 줄이 가득 찼습니다. 1분 뒤에 다시 눌러 주세요.",
                    "It is very busy and the line is full. Please try again in a minute.",
                )
            is_at_it = bool(mine) or visitor in self._running
            ticket.tag = self._shares.draw(visitor, self._pace.seconds(kind), is_at_it=is_at_it)
            self._tickets.add(ticket)
            self._waiting.append(ticket)
            self._start_next()
        return ticket

    def find(self, ticket_id: str, visitor: str) -> Ticket:
        """The ticket, if it is this visitor's.

        Raises:
            UnknownTicket: It is not, or its time is over.
        """  # noqa: DOC502
        with self._lock:
            self._tickets.forget_old()
            self._leave_for_who_went()
            ticket = self._tickets.of_visitor(ticket_id, visitor)
            ticket.away_since = None
        return ticket

    def leave_unless_found(self, ticket_id: str, visitor: str) -> None:
        """Give up a place in line when nobody asks `find` for it within AWAY_SECONDS.

        Raises:
            UnknownTicket: It is not this visitor's, or its time is over.
        """  # noqa: DOC502
        with self._lock:
            self._tickets.of_visitor(ticket_id, visitor).away_since = self._clock()

    def standing(self, ticket: Ticket) -> Standing:
        """Place in line and seconds left, from what this kind of work has taken so far."""
        with self._lock:
            self._leave_for_who_went()
            if ticket.state is TicketState.RUNNING:
                return Standing(ticket.state, 0, self._remaining(ticket))
            if ticket.state is not TicketState.WAITING:
                return Standing(ticket.state, 0, 0.0)
            forecast = self._foretell(ticket)
            begins = forecast.begins_seconds * self._pace.stretch(ticket.kind)
            return Standing(ticket.state, forecast.place, begins + self._pace.seconds(ticket.kind))

    def forget_old(self) -> None:
        """Drop the answers whose time is over, and the debts that are paid."""
        with self._lock:
            self._tickets.forget_old()
            self._shares.forget_paid()

    def leave(self, ticket: Ticket) -> None:
        """Give up a place in line; running work is finished and its answer kept."""
        with self._lock:
            if ticket.state is TicketState.WAITING:
                self._give_up(ticket)

    @property
    def line_length(self) -> int:
        """How many tickets wait now."""
        with self._lock:
            self._leave_for_who_went()
            return len(self._waiting)

    @property
    def running_count(self) -> int:
        """How many tickets are worked on now."""
        return len(self._running)

    def close(self) -> None:
        """Take no more work, and wait for what runs."""
        with self._lock:
            self._open = False
            waiting = list(self._waiting)
        for ticket in waiting:
            self.leave(ticket)
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._listeners.shutdown(wait=True, cancel_futures=True)

    def _waiting_of(self, visitor: str, kind: str) -> Ticket | None:
        mine = (one for one in self._waiting if (one.visitor, one.kind) == (visitor, kind))
        return next(mine, None)

    def _leave_for_who_went(self) -> None:
        latest = self._clock() - AWAY_SECONDS
        for ticket in list(self._waiting):
            if ticket.away_since is not None and ticket.away_since <= latest:
                self._give_up(ticket)

    def _give_up(self, ticket: Ticket) -> None:
        self._waiting.remove(ticket)
        ticket.state, ticket.work = TicketState.LEFT, None
        self._tickets.note_finished(ticket)
        ticket.result.cancel()
        ticket.result.set_running_or_notify_cancel()  # wakes who waits for it

    def _start_next(self) -> None:
        self._leave_for_who_went()
        hands = Hands(self._running.values(), self._workers, self._pace)
        if not any(map(hands.may_take, self._waiting)):
            return
        line = Line(self._waiting, self._pace)
        while self._open:
            ticket = line.take(self._clock(), self._shares.now_tag, hands)
            if ticket is None:
                return
            self._waiting.remove(ticket)
            self._shares.begin(ticket.tag)
            ticket.state, ticket.started_at = TicketState.RUNNING, self._clock()
            count, moments, foretold = ticket.foretold
            if foretold:
                came = count * ticket.started_at - moments
                self._pace.learn_wait(ticket.kind, foretold, came)
            self._running[ticket.visitor] = ticket
            hands.begin(ticket)
            pool = self._listeners if ticket.listens else self._pool
            pool.submit(self._work_on, ticket)

    def _foretell(self, ticket: Ticket) -> Forecast:
        now = self._clock()
        is_fresh = len(self._waiting) > LONG_LINE and now < self._foretold_at + FORECAST_SECONDS
        if not is_fresh or ticket.id not in self._forecast:
            at_work = [AtWork(one.visitor, one.kind, self._remaining(one), one.listens)
                       for one in self._running.values()]  # fmt: skip
            self._foretold_at = now
            self._forecast = foretell(
                self._waiting, at_work,
                workers=self._workers, pace=self._pace, now=now, now_tag=self._shares.now_tag,
            )  # fmt: skip
        forecast = self._forecast[ticket.id]
        count, moments, foretold = ticket.foretold
        ticket.foretold = (count + 1, moments + now, foretold + forecast.begins_seconds)
        return forecast

    def _work_on(self, ticket: Ticket) -> None:
        answer, problem = None, None
        try:
            assert ticket.work is not None
            answer = ticket.work()
            if isinstance(answer, Generator):
                for ticket.so_far in answer:
                    if ticket.listens:  # what comes meanwhile is heard at once
                        time.sleep(LISTEN_SECONDS)
                answer = ticket.so_far
        except BaseException as error:
            problem = error
        with self._lock:
            self._tickets.note_finished(ticket)
            ticket.state, ticket.work = TicketState.DONE, None  # forget the visitor's input
            ticket.so_far = None
            del self._running[ticket.visitor]
            self._shares.end(ticket.visitor, ticket.finished_at)
            self._pace.learn(ticket.kind, ticket.finished_at - ticket.started_at)
            self._start_next()
        waited, worked = ticket.started_at - ticket.drawn_at, ticket.finished_at - ticket.started_at
        self._on_done(ticket.kind, waited, worked)
        if problem is None:
            ticket.result.set_result(answer)
        else:
            ticket.result.set_exception(problem)

    def _remaining(self, ticket: Ticket) -> float:
        return max(0.0, self._pace.seconds(ticket.kind) - (self._clock() - ticket.started_at))
