"""A page hears what comes of its presses, all of it and nobody else's."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

from playground_demos.floor.presses import SKIPPED
from playground_demos.floor.sessions import MOST_NEWS, STATE_SECONDS, News, Session, Sessions
from tests.test_tickets import Clock


def stays() -> bool:
    return False


async def heard(session: Session, is_gone: Callable[[], bool] = stays) -> list[News]:
    return [one async for news in session.listen(is_gone) for one in news]


def press(session: Session, name: str, *told: Sequence[Any], last: Sequence[Any]) -> asyncio.Event:
    """A press that tells all but its last news at once, and that one when it is let go."""
    go = asyncio.Event()

    async def follow() -> None:
        for data in told:
            session.tell(News(name, data))
        await go.wait()
        session.tell(News(name, last, is_last=True))

    session.begin(name, follow())
    return go


async def test_a_page_hears_until_every_press_has_its_last() -> None:
    session = Session()
    for name in ("one", "two"):
        press(session, name, last=[name]).set()
    assert {(one.press, *one.data, one.is_last) for one in await heard(session)} == {
        ("one", "one", True),
        ("two", "two", True),
    }
    assert await heard(session) == []


async def test_who_presses_on_without_listening_is_not_remembered_without_end() -> None:
    session = Session()
    for number in range(MOST_NEWS + 5):
        press(session, str(number), last=[number]).set()
        await asyncio.sleep(0)
    assert [one.press for one in await heard(session)] == [
        str(number) for number in range(5, MOST_NEWS + 5)
    ]


async def test_news_that_nobody_fetched_gives_way_to_newer_and_nothing_is_lost() -> None:
    session = Session()
    press(session, "one", ["waiting", "a"], ["thinking", SKIPPED], last=["", "b"])
    await asyncio.sleep(0)
    listening = session.listen(stays)
    [first] = await anext(listening)
    assert (first.data, first.is_first, first.is_last) == (["thinking", "a"], True, False)


async def test_later_news_of_a_press_is_not_its_first() -> None:
    session = Session()
    go = press(session, "one", ["a"], last=["b"])
    await asyncio.sleep(0)
    listening = session.listen(stays)
    [first] = await anext(listening)
    go.set()
    [second] = await anext(listening)
    assert [first.is_first, second.is_first] == [True, False]


async def test_who_listens_last_is_told_and_who_listened_before_hears_no_more() -> None:
    session = Session()
    go = press(session, "one", last=["answer"])
    before = asyncio.create_task(heard(session))
    await asyncio.sleep(0)
    after = asyncio.create_task(heard(session))
    assert await before == []
    go.set()
    assert [one.data for one in await after] == [["answer"]]


async def test_when_the_page_is_gone_nobody_follows_its_presses() -> None:
    session = Session()
    ended = asyncio.Event()

    async def follow() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    session.begin("one", follow())
    gone: list[bool] = []
    listening = asyncio.create_task(heard(session, lambda: bool(gone)))
    await asyncio.sleep(0)
    gone.append(True)
    session.wake()
    assert await listening == []
    await ended.wait()


async def test_a_page_is_its_visitor_s() -> None:
    sessions = Sessions(600)
    hers = sessions.open("ann", "page")
    hers.states[1] = "hers"
    assert sessions.find("ben", "page") is None
    assert sessions.open("ben", "page").states == {}
    assert sessions.open("ann", "page") is hers


async def test_the_longest_unused_page_is_forgotten_first() -> None:
    sessions = Sessions(600, most=2)
    first = sessions.open("ann", "one")
    sessions.open("ann", "two")
    assert sessions.find("ann", "one") is first
    sessions.open("ann", "three")
    assert sessions.find("ann", "two") is None
    assert sessions.find("ann", "one") is first


async def test_an_answer_that_nobody_fetches_is_gone_in_time_and_the_page_later() -> None:
    clock = Clock()
    sessions = Sessions(600, clock=clock)
    session = sessions.open("ann", "page")
    session.states[1] = "score"
    press(session, "one", last=["secret"]).set()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    clock.now += 600
    sessions.forget_old()
    assert await heard(session) == []
    assert session.states == {1: "score"}
    clock.now += STATE_SECONDS
    sessions.forget_old()
    assert sessions.find("ann", "page") is None
