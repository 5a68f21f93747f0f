"""An answer that grows is seen while it grows, by its visitor alone, and ends like any other."""

import threading
from collections.abc import Callable, Generator, Iterator

import pytest

from playground_demos.tickets.desk import TicketDesk
from playground_demos.tickets.ticket import TicketState, UnknownTicket

PATIENCE_SECONDS = 60


@pytest.fixture
def desk() -> Iterator[TicketDesk]:
    one = TicketDesk(workers=1)
    yield one
    one.close()


def test_an_answer_is_seen_growing_and_ends_with_its_last_value(desk: TicketDesk) -> None:
    more, grown = threading.Event(), threading.Event()

    def write() -> Generator[str]:
        yield "one"
        grown.set()  # the desk asked for more, so it has kept the first
        assert more.wait(PATIENCE_SECONDS)
        yield "one two"

    ticket = desk.draw("ann", "write", write)
    assert grown.wait(PATIENCE_SECONDS)
    assert desk.find(ticket.id, "ann").so_far == "one"
    with pytest.raises(UnknownTicket):
        desk.find(ticket.id, "ben")
    more.set()
    assert ticket.result.result(PATIENCE_SECONDS) == "one two"
    assert ticket.so_far is None


def broken() -> Generator[str]:
    yield "one"
    raise ZeroDivisionError


def nothing() -> Generator[str]:
    yield from ()


@pytest.mark.parametrize(("write", "fault"), [(broken, ZeroDivisionError), (nothing, type(None))])
def test_an_answer_that_stops_growing_leaves_nothing_behind(
    desk: TicketDesk, write: Callable[[], Generator[str]], fault: type
) -> None:
    ticket = desk.draw("ann", "write", write)
    assert isinstance(ticket.result.exception(PATIENCE_SECONDS), fault)
    assert ticket.so_far is None


def test_who_listens_keeps_nobody_from_the_only_worker(desk: TicketDesk) -> None:
    more, begun = threading.Event(), threading.Semaphore(0)

    def listen() -> Generator[str]:
        begun.release()
        assert more.wait(PATIENCE_SECONDS)
        yield "heard"

    texts = [desk.draw(f"listener {each}", "text", listen, listens=True) for each in range(3)]
    assert all(begun.acquire(timeout=PATIENCE_SECONDS) for _ in texts)
    short = desk.draw("ann", "short", lambda: "short")
    assert short.result.result(PATIENCE_SECONDS) == "short"
    waiting = desk.draw("listener 0", "short", lambda: "after the text")
    assert desk.standing(waiting).state is TicketState.WAITING
    more.set()
    assert [one.result.result(PATIENCE_SECONDS) for one in texts] == ["heard"] * 3
    assert waiting.result.result(PATIENCE_SECONDS) == "after the text"
