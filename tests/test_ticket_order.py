"""Short work goes first, nobody waits for that too long, and long work leaves a worker free."""

from functools import partial

import pytest

from playground_demos.tickets.desk import TicketDesk
from playground_demos.tickets.line import AGE_SECONDS
from playground_demos.tickets.pace import LONG_SECONDS
from playground_demos.tickets.ticket import TicketState
from tests.test_tickets import Clock, Held, desk, finish, noting


def learn(tickets: TicketDesk, clock: Clock, **seconds: float) -> None:
    """Let the desk see once how long each kind takes."""

    def work(taken: float) -> None:
        clock.now += taken

    for kind, taken in seconds.items():
        finish(tickets.draw("teacher", kind, partial(work, taken)))


@pytest.mark.parametrize(
    ("waited", "order"), [(0.0, ["short", "long"]), (AGE_SECONDS, ["long", "short"])]
)
def test_short_work_goes_first_until_the_long_has_waited_its_time(
    waited: float, order: list[str]
) -> None:
    clock, held, done = Clock(), Held(), list[str]()
    with desk(clock=clock) as tickets:
        learn(tickets, clock, long=2.0, short=0.1)
        running = tickets.draw("early", "held", held)
        held.wait_begun()
        long = tickets.draw("ann", "long", noting(done, "long"))
        clock.now += waited
        short = tickets.draw("ben", "short", noting(done, "short"))
        assert tickets.standing(short).place == 1 + order.index("short")
        held.let_go()
        finish(running, long, short)
    assert done == order


def test_who_has_used_up_a_share_does_not_come_first_by_waiting() -> None:
    clock, held, done = Clock(), Held(), list[str]()
    with desk(clock=clock) as tickets:
        learn(tickets, clock, short=0.1, other=0.1)
        running = tickets.draw("early", "held", held)
        held.wait_begun()
        kinds = ("short", "other")
        many = [tickets.draw("flooder", kind, noting(done, "many")) for kind in kinds]
        clock.now += AGE_SECONDS
        late = tickets.draw("ben", "short", noting(done, "late"))
        held.let_go()
        finish(running, *many, late)
    assert done == ["many", "late", "many"]


def test_long_work_leaves_the_last_worker_to_short_work() -> None:
    clock, first = Clock(), Held()
    with desk(clock=clock, workers=2) as tickets:
        learn(tickets, clock, long=2 * LONG_SECONDS, short=0.1)
        running = tickets.draw("ann", "long", first)
        first.wait_begun()
        second = tickets.draw("ben", "long", lambda: None)
        assert tickets.standing(second).state is TicketState.WAITING
        finish(tickets.draw("cho", "short", lambda: None))
        assert tickets.standing(second).state is TicketState.WAITING
        first.let_go()
        finish(running, second)
