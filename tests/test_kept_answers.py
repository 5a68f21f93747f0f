"""What a visitor's page says of answers that wait is so, and they are bounded."""

import weakref

import pytest

from playground_demos.tickets.desk import TicketDesk
from playground_demos.tickets.ticket import UnknownTicket

PATIENCE_SECONDS = 60


def test_an_answer_whose_time_is_over_leaves_memory_though_nobody_comes() -> None:
    class Answer:
        """What a test can watch."""

    now = [1000.0]
    desk = TicketDesk(workers=1, keep_seconds=60, clock=lambda: now[0])
    try:
        ticket = desk.draw("a", "k", Answer)
        kept = weakref.ref(ticket.result.result(PATIENCE_SECONDS))
        del ticket
        now[0] += 59
        desk.forget_old()
        assert kept() is not None
        now[0] += 2
        desk.forget_old()
        assert kept() is None
    finally:
        desk.close()


def test_when_too_many_answers_wait_the_oldest_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("playground_demos.tickets.kept.MOST_KEPT", 2)
    desk = TicketDesk(workers=1)
    try:
        tickets = [desk.draw(visitor, "k", lambda: 1) for visitor in "abc"]
        for ticket in tickets:
            assert ticket.result.result(PATIENCE_SECONDS) == 1
        with pytest.raises(UnknownTicket):
            desk.find(tickets[0].id, "a")
        assert [desk.find(one.id, one.visitor) for one in tickets[1:]] == tickets[1:]
    finally:
        desk.close()
