"""Tickets are fair between visitors, true about the wait, and kept for who comes back."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import wait
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest

from playground_demos.tickets.desk import AWAY_SECONDS, TicketDesk
from playground_demos.tickets.ticket import (
    DeskFull,
    Ticket,
    TicketState,
    UnknownTicket,
)

PATIENCE_SECONDS = 60


class Clock:
    """A clock that the test turns."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@contextmanager
def desk(**options: Any) -> Iterator[TicketDesk]:
    one = TicketDesk(**{"workers": 1, **options})
    try:
        yield one
    finally:
        one.close()


class Held:
    """Work that has begun and goes on until it is let go."""

    def __init__(self, answer: object = None) -> None:
        self._go = threading.Event()
        self._began = threading.Event()
        self._answer = answer

    def __call__(self) -> object:
        self._began.set()
        assert self._go.wait(PATIENCE_SECONDS)
        return self._answer

    def wait_begun(self) -> None:
        assert self._began.wait(PATIENCE_SECONDS)

    def let_go(self) -> None:
        self._go.set()


def finish(*tickets: Ticket) -> None:
    done, late = wait([ticket.result for ticket in tickets], PATIENCE_SECONDS)
    assert not late, f"{len(late)} of {len(done) + len(late)} tickets never ended"


def noting(order: list[str], name: str) -> Callable[[], None]:
    return lambda: order.append(name)


def test_a_ticket_gives_what_its_work_returned() -> None:
    with desk() as tickets:
        ticket = tickets.draw("ann", "read", lambda: 42)
        assert ticket.result.result(PATIENCE_SECONDS) == 42
        assert tickets.standing(ticket).state is TicketState.DONE


def test_a_ticket_gives_what_its_work_raised_and_the_line_moves_on() -> None:
    with desk() as tickets:
        broken = tickets.draw("ann", "read", lambda: 1 // 0)
        fine = tickets.draw("ben", "read", lambda: "fine")
        assert isinstance(broken.result.exception(PATIENCE_SECONDS), ZeroDivisionError)
        assert fine.result.result(PATIENCE_SECONDS) == "fine"


def test_only_its_visitor_finds_a_ticket() -> None:
    with desk() as tickets:
        ticket = tickets.draw("ann", "read", lambda: 1)
        finish(ticket)
        assert tickets.find(ticket.id, "ann") is ticket
        for visitor in ("ben", "", "ann "):
            with pytest.raises(UnknownTicket):
                tickets.find(ticket.id, visitor)


def test_an_invented_ticket_is_not_found() -> None:
    with desk() as tickets, pytest.raises(UnknownTicket):
        tickets.find("invented", "ann")


def test_an_answer_waits_for_who_went_away_and_is_then_forgotten() -> None:
    clock = Clock()
    with desk(keep_seconds=60, clock=clock) as tickets:
        ticket = tickets.draw("ann", "read", lambda: "answer")
        finish(ticket)
        clock.now += 59
        assert tickets.find(ticket.id, "ann").result.result() == "answer"
        clock.now += 2
        with pytest.raises(UnknownTicket):
            tickets.find(ticket.id, "ann")


def test_what_a_visitor_sent_is_forgotten_once_the_work_is_done() -> None:
    with desk() as tickets:
        ticket = tickets.draw("ann", "read", lambda: "answer")
        finish(ticket)
        assert ticket.work is None


def test_one_visitor_never_has_two_running() -> None:
    first, second = Held(), Held()
    with desk(workers=2) as tickets:
        one = tickets.draw("ann", "read", first)
        two = tickets.draw("ann", "explain", second)
        first.wait_begun()
        assert tickets.standing(two).state is TicketState.WAITING
        other = tickets.draw("ben", "read", lambda: "served meanwhile")
        assert other.result.result(PATIENCE_SECONDS) == "served meanwhile"
        assert tickets.standing(two).state is TicketState.WAITING
        first.let_go()
        second.wait_begun()
        second.let_go()
        finish(one, two)


def test_one_who_sends_many_waits_behind_all_who_send_one() -> None:
    order: list[str] = []
    held = Held()
    with desk(visitor_queue_limit=50, clock=Clock()) as tickets:
        drawn = [tickets.draw("early", "read", held)]
        held.wait_begun()
        drawn += [tickets.draw("flooder", f"kind {i}", noting(order, "flooder")) for i in range(10)]
        drawn += [tickets.draw(f"visitor {i}", "read", noting(order, "visitor")) for i in range(10)]
        held.let_go()
        finish(*drawn)
    # The flooder's first stands among the others, all that follow it behind them.
    assert sorted(order[:11]) == ["flooder"] + ["visitor"] * 10
    assert order[11:] == ["flooder"] * 9


def test_visitors_of_equal_standing_go_in_the_order_they_came() -> None:
    order: list[str] = []
    held = Held()
    with desk() as tickets:
        drawn = [tickets.draw("early", "read", held)]
        held.wait_begun()
        names = [f"visitor {i}" for i in range(8)]
        drawn += [tickets.draw(name, "read", noting(order, name)) for name in names]
        held.let_go()
        finish(*drawn)
    assert order == names


def test_the_place_in_line_is_true() -> None:
    held = Held()
    with desk() as tickets:
        running = tickets.draw("early", "read", held)
        held.wait_begun()
        drawn = [tickets.draw(f"visitor {i}", "read", lambda: None) for i in range(3)]
        assert [tickets.standing(ticket).place for ticket in drawn] == [1, 2, 3]
        assert tickets.standing(running).place == 0
        tickets.leave(drawn[0])
        assert [tickets.standing(ticket).place for ticket in drawn[1:]] == [1, 2]
        held.let_go()
        finish(*drawn[1:])


def test_the_seconds_left_follow_what_the_work_has_taken() -> None:
    clock = Clock()

    def four_seconds() -> None:
        clock.now += 4

    with desk(clock=clock) as tickets:
        finish(tickets.draw("early", "read", four_seconds))
        held = Held()
        running = tickets.draw("ann", "read", held)
        held.wait_begun()
        waiting = tickets.draw("ben", "read", lambda: None)
        last = tickets.draw("cho", "read", lambda: None)
        assert tickets.standing(running).seconds_left == pytest.approx(4)
        assert tickets.standing(waiting).seconds_left == pytest.approx(8)
        clock.now += 1
        assert tickets.standing(last).seconds_left == pytest.approx(11)
        held.let_go()
        finish(running, waiting, last)


def test_a_place_that_was_left_is_free_and_its_work_never_done() -> None:
    done: list[str] = []
    held = Held()
    with desk() as tickets:
        running = tickets.draw("early", "read", held)
        held.wait_begun()
        left = tickets.draw("ann", "read", noting(done, "ann"))
        tickets.leave(left)
        after = tickets.draw("ben", "read", noting(done, "ben"))
        assert tickets.standing(after).place == 1
        held.let_go()
        finish(running, after)
        assert tickets.standing(left).state is TicketState.LEFT
    assert done == ["ben"]


def test_a_newer_request_of_the_same_kind_takes_the_place_of_the_older() -> None:
    done: list[str] = []
    held = Held()
    with desk() as tickets:
        running = tickets.draw("early", "read", held)
        held.wait_begun()
        older = tickets.draw("ann", "read", noting(done, "older"))
        behind = tickets.draw("ben", "read", noting(done, "ben"))
        newer = tickets.draw("ann", "read", noting(done, "newer"))
        assert tickets.standing(newer).place == 1
        assert tickets.standing(older).state is TicketState.LEFT
        held.let_go()
        finish(running, newer, behind)
    assert done == ["newer", "ben"]


def test_a_full_line_says_so_kindly_and_takes_nothing() -> None:
    held = Held()
    with desk(queue_limit=2) as tickets:
        running = tickets.draw("early", "read", held)
        held.wait_begun()
        drawn = [tickets.draw(f"visitor {i}", "read", lambda: None) for i in range(2)]
        with pytest.raises(DeskFull) as full:
            tickets.draw("late", "read", lambda: None)
        assert "다시 눌러 주세요" in full.value.words.ko
        assert tickets.line_length == 2
        held.let_go()
        finish(running, *drawn)


def test_one_visitor_cannot_fill_the_line() -> None:
    held = Held()
    with desk(visitor_queue_limit=3) as tickets:
        running = tickets.draw("ann", "running", held)
        held.wait_begun()
        drawn = [tickets.draw("ann", f"kind {i}", lambda: None) for i in range(3)]
        with pytest.raises(DeskFull, match="earlier tries"):
            tickets.draw("ann", "one more", lambda: None)
        drawn.append(tickets.draw("ben", "read", lambda: None))
        held.let_go()
        finish(running, *drawn)


def test_a_thousand_tickets_of_many_visitors_are_all_answered_to_their_own() -> None:
    with desk(workers=4, queue_limit=2000, visitor_queue_limit=100) as tickets:
        drawn = {
            (visitor, number): tickets.draw(
                f"visitor {visitor}", f"kind {number}", partial(tuple, [visitor, number])
            )
            for visitor in range(50)
            for number in range(20)
        }
        finish(*drawn.values())
        assert all(ticket.result.result() == key for key, ticket in drawn.items())
        assert tickets.line_length == 0


def test_closing_ends_who_waits_and_finishes_who_runs() -> None:
    held = Held("finished")
    tickets = TicketDesk(workers=1)
    running = tickets.draw("ann", "read", held)
    held.wait_begun()
    waiting = tickets.draw("ben", "read", lambda: None)
    closer = threading.Thread(target=tickets.close)
    closer.start()
    finish(waiting)
    held.let_go()
    closer.join(PATIENCE_SECONDS)
    assert waiting.state is TicketState.LEFT
    assert running.result.result(0) == "finished"


def test_who_goes_away_gives_the_place_in_line_to_others() -> None:
    clock, held = Clock(), Held()
    with desk(clock=clock) as tickets:
        running = tickets.draw("a", "slow", held)
        held.wait_begun()
        gone = tickets.draw("b", "slow", lambda: "b")
        behind = tickets.draw("c", "slow", lambda: "c")
        tickets.leave_unless_found(gone.id, "b")
        assert tickets.standing(behind).place == 2, "the page may only be loading again"
        clock.now += AWAY_SECONDS
        assert tickets.standing(behind).place == 1
        assert gone.state is TicketState.LEFT
        assert gone.work is None
        held.let_go()
        finish(running, behind)


def test_who_comes_back_at_once_keeps_the_place() -> None:
    clock, held = Clock(), Held()
    with desk(clock=clock) as tickets:
        running = tickets.draw("a", "slow", held)
        held.wait_begun()
        mine = tickets.draw("b", "slow", lambda: "answer")
        tickets.leave_unless_found(mine.id, "b")
        clock.now += AWAY_SECONDS / 2
        assert tickets.find(mine.id, "b") is mine
        clock.now += AWAY_SECONDS
        assert tickets.line_length == 1
        held.let_go()
        finish(running, mine)
        assert mine.result.result() == "answer"


def test_a_place_given_up_is_not_worked_on() -> None:
    clock, held = Clock(), Held()
    with desk(clock=clock) as tickets:
        running = tickets.draw("a", "slow", held)
        held.wait_begun()
        gone = tickets.draw("b", "slow", lambda: pytest.fail("worked for nobody"))
        tickets.leave_unless_found(gone.id, "b")
        clock.now += AWAY_SECONDS
        held.let_go()
        finish(running)
        assert tickets.line_length == 0
        assert gone.state is TicketState.LEFT


def test_nobody_sends_another_away() -> None:
    held = Held()
    with desk() as tickets:
        running = tickets.draw("a", "slow", held)
        with pytest.raises(UnknownTicket):
            tickets.leave_unless_found(running.id, "b")
        with pytest.raises(UnknownTicket):
            tickets.leave_unless_found("", "a")
        assert running.away_since is None
        held.let_go()
        finish(running)
