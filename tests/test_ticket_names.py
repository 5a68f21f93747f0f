"""A page names its ticket before it sends a press; the desk takes no other's name for it."""

import pytest

from playground_demos.tickets.ticket import UnknownTicket
from tests.test_tickets import desk, finish


def test_a_page_names_its_ticket_and_sends_it_twice_for_one() -> None:
    with desk() as tickets:
        ticket = tickets.draw("ann", "read", lambda: 1, "0" * 32)
        finish(ticket)
        assert ticket.id == "0" * 32
        assert tickets.draw("ann", "read", lambda: 2, "0" * 32) is ticket
        assert tickets.find("0" * 32, "ann").result.result() == 1


@pytest.mark.parametrize("name", ["", "0" * 31, "0" * 33, "G" * 32, "0" * 31 + "\n", "<b>"])
def test_a_name_that_no_page_of_ours_makes_is_not_taken(name: str) -> None:
    with desk() as tickets:
        assert tickets.draw("ann", "read", lambda: 1, name).id != name


def test_nobody_takes_another_s_ticket_by_its_name() -> None:
    with desk() as tickets:
        hers = tickets.draw("ann", "read", lambda: "hers", "0" * 32)
        his = tickets.draw("ben", "read", lambda: "his", "0" * 32)
        finish(hers, his)
        assert his.id != hers.id
        assert tickets.find("0" * 32, "ann").result.result() == "hers"
        with pytest.raises(UnknownTicket):
            tickets.find("0" * 32, "ben")
