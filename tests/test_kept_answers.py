"""What a visitor's page says of answers that wait is so."""

import weakref

from playground_demos.desk import TicketDesk

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
