"""The line's order in steps of length, and what is foretold of it."""

from playground_demos.tickets.line import (
    AGE_SECONDS,
    MOST_LISTENERS,
    AtWork,
    Forecast,
    Hands,
    Line,
    foretell,
)
from playground_demos.tickets.pace import LONGEST_STRETCH, Pace
from playground_demos.tickets.shares import PAUSE_SECONDS
from playground_demos.tickets.ticket import Ticket
from tests.test_ticket_order import learn
from tests.test_tickets import Clock, Held, desk, finish, noting

NOW = 1000.0


def pace_of(**seconds: float) -> Pace:
    pace = Pace()
    for kind, taken in seconds.items():
        pace.learn(kind, taken)
    return pace


def ticket(
    name: str, kind: str, drawn_at: float = NOW, tag: float = 0.0, listens: bool = False
) -> Ticket:
    return Ticket(name, f"visitor {name}", kind, None, tag, listens, drawn_at=drawn_at)


def test_a_hundredth_of_a_second_overtakes_nobody() -> None:
    pace = pace_of(slow=0.02, quick=0.01)
    line = Line([ticket("a", "slow"), ticket("b", "quick")], pace)
    first = line.take(NOW, 0.0, Hands([], 1, pace))
    assert first is not None
    assert first.id == "a"


def test_the_end_of_a_line_is_foretold_with_two_at_work() -> None:
    pace = pace_of(short=0.2, long=2.0)
    waiting = [ticket("a", "long"), ticket("b", "short"), ticket("c", "short")]
    at_work = [AtWork("x", "long", 1.5), AtWork("y", "short", 0.1)]
    found = foretell(waiting, at_work, workers=2, pace=pace, now=NOW, now_tag=0.0)
    rounded = {
        name: Forecast(one.place, round(one.begins_seconds, 3)) for name, one in found.items()
    }
    # The long one may not take the worker that the other long one leaves free.
    assert rounded == {"b": Forecast(1, 0.1), "c": Forecast(2, 0.3), "a": Forecast(3, 1.5)}


def test_who_listens_takes_no_worker_and_has_a_bound_of_their_own() -> None:
    pace = pace_of(text=2.0, short=0.2)
    texts = [ticket(f"text {each}", "text", listens=True) for each in range(MOST_LISTENERS + 1)]
    waiting = [*texts, ticket("a", "short"), ticket("b", "short")]
    found = foretell(waiting, [], workers=1, pace=pace, now=NOW, now_tag=0.0)
    begins = [round(found[one.id].begins_seconds, 3) for one in waiting]
    assert begins == [0.0] * MOST_LISTENERS + [2.0, 0.0, 0.2]
    hands = Hands([AtWork("visitor text 0", "short", 1.0)], 2, pace)
    assert not hands.may_take(texts[0]), "a visitor has one thing at work, of either sort"
    assert hands.may_take(texts[1])


def test_it_is_foretold_that_long_work_will_be_due() -> None:
    pace = pace_of(short=0.2, middle=0.6)
    waiting = [ticket("a", "middle", NOW - AGE_SECONDS + 0.5)]
    waiting += [ticket(f"b{each}", "short") for each in range(5)]
    found = foretell(waiting, [], workers=1, pace=pace, now=NOW, now_tag=0.0)
    assert [found[one.id].place for one in waiting] == [4, 1, 2, 3, 5, 6]


def test_the_line_is_foretold_as_the_desk_then_serves_it() -> None:
    clock, held, done = Clock(), Held(), list[str]()
    with desk(clock=clock) as tickets:
        learn(tickets, clock, short=0.1, middle=0.5, long=2.0)
        running = tickets.draw("early", "short", held)
        held.wait_begun()
        kinds = ["long", "short", "middle", "short", "middle", "short"]
        drawn = [
            tickets.draw(f"{each} {kind}", kind, noting(done, f"{each} {kind}"))
            for each, kind in enumerate(kinds)
        ]
        places = {tickets.standing(one).place: one.visitor for one in drawn}
        held.let_go()
        finish(running, *drawn)
    assert done == [places[each] for each in range(1, 7)]


def test_who_lets_a_moment_pass_owes_nothing_and_who_presses_on_does() -> None:
    for pause, order in ((PAUSE_SECONDS, ["again", "new"]), (0.0, ["new", "again"])):
        clock, held, done = Clock(), Held(), list[str]()
        with desk(clock=clock) as tickets:
            learn(tickets, clock, short=0.1)
            finish(tickets.draw("ann", "short", lambda: None))
            clock.now += pause
            running = tickets.draw("early", "short", held)
            held.wait_begun()
            again = tickets.draw("ann", "short", noting(done, "again"))
            new = tickets.draw("ben", "short", noting(done, "new"))
            held.let_go()
            finish(running, again, new)
        assert done == order


def test_seconds_are_stretched_by_what_waits_came_to_be() -> None:
    pace = pace_of(short=0.1, long=2.0)
    assert pace.stretch("short") == 1
    for _ in range(100):
        pace.learn_wait("short", 10.0, 15.0)
    assert 1.4 < pace.stretch("short") < 1.5
    assert pace.stretch("long") == 1
    for _ in range(100):
        pace.learn_wait("short", 10.0, 1000.0)
    assert pace.stretch("short") == LONGEST_STRETCH


def test_a_line_that_is_slower_than_foretold_says_so_to_the_next() -> None:
    clock = Clock()

    def second_of_ours() -> None:
        clock.now += 1

    with desk(clock=clock) as tickets:
        finish(tickets.draw("early", "read", second_of_ours))
        for each in range(30):
            held = Held()
            running = tickets.draw(f"runs {each}", "read", held)
            held.wait_begun()
            waiting = tickets.draw(f"waits {each}", "read", second_of_ours)
            told = tickets.standing(waiting).seconds_left
            clock.now += 1 + 1  # the second that was foretold, and one for who knows what
            held.let_go()
            finish(running, waiting)
    assert told > 2.5  # at first it was 2: one of waiting and one of work
