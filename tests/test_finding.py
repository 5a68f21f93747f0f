"""A phone that comes back finds its ticket, also one that was drawn a moment later."""

import asyncio

import pytest

from playground_demos.tickets.finding import AskedAgain, Finder
from playground_demos.tickets.ticket import UnknownTicket
from tests.test_tickets import desk, finish

NAME = "0" * 32
LONG = 300.0  # nothing here waits for it


async def test_a_ticket_that_is_there_is_found_at_once() -> None:
    with desk() as tickets:
        finish(tickets.draw("ann", "read", lambda: 1, NAME))
        found = await Finder(tickets, LONG).find(NAME, "ann")
        assert found.result.result() == 1


async def test_a_press_that_is_on_its_way_is_waited_for() -> None:
    with desk() as tickets:
        asking = asyncio.create_task(Finder(tickets, LONG).find(NAME, "ann"))
        await asyncio.sleep(0)
        assert not asking.done()
        ticket = tickets.draw("ann", "read", lambda: 1, NAME)
        assert await asking is ticket


async def test_a_press_that_never_comes_is_not_waited_for_without_end() -> None:
    with desk() as tickets, pytest.raises(UnknownTicket):
        await Finder(tickets, 0.0).find(NAME, "ann")


async def test_nobody_s_wait_ends_with_another_s_ticket() -> None:
    with desk() as tickets:
        asking = asyncio.create_task(Finder(tickets, 0.5).find(NAME, "ben"))
        await asyncio.sleep(0)
        tickets.draw("ann", "read", lambda: 1, NAME)
        with pytest.raises(UnknownTicket):
            await asking


async def test_a_name_that_no_page_of_ours_makes_is_not_waited_for() -> None:
    with desk() as tickets, pytest.raises(UnknownTicket):
        await Finder(tickets, LONG).find("0" * 31, "ann")


async def test_of_one_visitor_only_the_newest_question_waits() -> None:
    with desk() as tickets:
        finder = Finder(tickets, LONG)
        first = asyncio.create_task(finder.find(NAME, "ann"))
        await asyncio.sleep(0)
        second = asyncio.create_task(finder.find(NAME, "ann"))
        with pytest.raises(AskedAgain):
            await first
        ticket = tickets.draw("ann", "read", lambda: 1, NAME)
        assert await second is ticket
