"""The line before the servers: fair, never stuck, and honest about seconds."""

import asyncio

import pytest

from hub_config.admission import Line, Place, tell_place


class Clock:
    """A clock that goes when it is told."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


async def let_others_run() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_people_start_in_the_order_in_which_they_came() -> None:
    line, order = Line(1), list[str]()

    async def start(name: str) -> None:
        await line.enter(name)
        order.append(name)
        await asyncio.sleep(0)
        line.leave(name, started=True)

    await asyncio.gather(*(start(f"t{number}") for number in range(20)))
    assert order == [f"t{number}" for number in range(20)]


async def test_no_more_start_at_once_than_the_line_is_wide() -> None:
    line, now, most = Line(3), 0, 0

    async def start(name: str) -> None:
        nonlocal now, most
        await line.enter(name)
        now += 1
        most = max(most, now)
        await asyncio.sleep(0.001)
        now -= 1
        line.leave(name)

    await asyncio.gather(*(start(f"t{number}") for number in range(30)))
    assert most == 3


async def test_who_leaves_while_waiting_gives_the_place_to_those_behind() -> None:
    line = Line(1)
    await line.enter("first")
    waiting = {name: asyncio.create_task(line.enter(name)) for name in ("second", "third")}
    await let_others_run()
    assert line.place("third") == Place(ahead=1, seconds=None)
    waiting["second"].cancel()
    await let_others_run()
    assert line.place("third") == Place(ahead=0, seconds=None)
    line.leave("first")
    await asyncio.wait_for(waiting["third"], 5)


async def test_who_is_cancelled_in_the_moment_of_their_turn_blocks_nobody() -> None:
    line = Line(1)
    await line.enter("first")
    waiting = {name: asyncio.create_task(line.enter(name)) for name in ("second", "third")}
    await let_others_run()
    line.leave("first")  # the second's turn has come, and they have not run since
    waiting["second"].cancel()
    await asyncio.wait_for(waiting["third"], 5)


async def test_a_start_that_fails_frees_its_place_and_says_nothing_about_seconds() -> None:
    clock = Clock()
    line = Line(1, clock)
    await line.enter("first")
    tasks = [asyncio.create_task(line.enter(name)) for name in ("second", "third")]
    await let_others_run()
    clock.now = 100.0
    line.leave("first", started=False)
    await asyncio.wait_for(tasks[0], 5)
    assert line.place("third") == Place(ahead=0, seconds=None)
    tasks[1].cancel()


async def test_leaving_twice_admits_nobody_twice() -> None:
    line = Line(1)
    await line.enter("first")
    tasks = [asyncio.create_task(line.enter(name)) for name in ("second", "third")]
    await let_others_run()
    line.leave("first")
    line.leave("first")
    await let_others_run()
    assert tasks[0].done()
    assert not tasks[1].done()
    tasks[1].cancel()


async def test_a_start_that_nobody_asked_for_goes_behind_everybody_who_waits() -> None:
    line = Line(1)
    await line.enter("first")
    spare = asyncio.create_task(line.take_spare("warmed"))
    await let_others_run()
    person = asyncio.create_task(line.enter("later"))
    await let_others_run()
    line.leave("first")
    await let_others_run()
    assert person.done()
    assert not spare.done()
    line.leave("later")
    assert await asyncio.wait_for(spare, 5)


async def test_of_many_starts_that_nobody_asked_for_no_more_go_than_the_line_is_wide() -> None:
    line = Line(2)
    tasks = [asyncio.create_task(line.take_spare(f"t{number}")) for number in range(5)]
    await let_others_run()
    assert [task.done() for task in tasks] == [True, True, False, False, False]
    line.leave("t0", started=True)
    await let_others_run()
    assert [task.done() for task in tasks].count(True) == 3
    for task in tasks:
        task.cancel()


async def test_who_came_meanwhile_keeps_their_own_place() -> None:
    line = Line(2)
    await line.enter("minji")
    assert not await line.take_spare("minji")
    assert await line.take_spare("jihoon")
    await asyncio.wait_for(line.enter("jihoon"), 5)


@pytest.mark.parametrize("width", [1, 2, 4])
async def test_the_seconds_foretold_are_those_that_it_takes(width: int) -> None:
    clock = Clock()
    line = Line(width, clock)
    await line.enter("measured")
    clock.now = 2.0
    line.leave("measured", started=True)
    names = [f"t{number}" for number in range(12)]
    tasks = {name: asyncio.create_task(line.enter(name)) for name in names}
    await let_others_run()
    place = line.place("t11")
    assert place is not None
    assert place.seconds is not None
    began, inside = clock.now, names[:width]
    while "t11" not in inside:
        clock.now += 2.0
        for name in inside:
            line.leave(name, started=True)
        await let_others_run()
        inside = [name for name in names if tasks[name].done() and name not in inside][-width:]
    took = clock.now + 2.0 - began
    assert took - 2.0 <= place.seconds <= took + 2.0


@pytest.mark.parametrize(
    ("place", "korean", "english"),
    [
        (Place(0, None), "다음이 차례입니다.", "You are next."),
        (Place(1, 3.2), "앞에 1명이 기다리고 있습니다. 약 4초 뒤", "1 person is ahead of you."),
        (Place(40, 22.0), "앞에 40명이 기다리고 있습니다. 약 25초 뒤", "in about 25 s."),
        (Place(90, 130.0), "약 2분 30초 뒤에 저절로 열립니다.", "in about 2 min 30 s."),
        (Place(90, 170.0), "약 3분 뒤에", "in about 3 min."),
    ],
)
def test_a_place_is_told_in_both_languages(place: Place, korean: str, english: str) -> None:
    told = tell_place(place)
    assert korean in told[0]
    assert english in told[1]


async def test_who_gave_a_place_up_is_told_so_until_their_next_turn() -> None:
    line = Line(1)
    await line.enter("first")
    line.remember_given_up("second")
    second = asyncio.create_task(line.enter("second"))
    await let_others_run()
    assert line.place("second") == Place(ahead=0, seconds=None, again=True)
    korean, english = tell_place(Place(ahead=0, seconds=None, again=True))
    assert korean.startswith("이 화면이 닫혀 있는 동안")
    assert korean.endswith(tell_place(Place(ahead=0, seconds=None))[0])
    assert "this is a new one" in english
    line.leave("first")
    await second
    line.leave("second")
    await line.enter("third")
    again = asyncio.create_task(line.enter("second"))
    await let_others_run()
    assert line.place("second") == Place(ahead=0, seconds=None)
    line.leave("third")
    await again
