"""A place in line is kept for whoever looks at the waiting page, and freed when nobody does."""

import asyncio
import json
import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress

import httpx
import pytest

from hub_config.admission import starts_at_once
from hub_config.people import create_person, open_accounts
from hub_config.waiting_page import Onlookers
from tests.held_starts import held_starts
from tests.learner import Learner, log_in_as, wait_for
from tests.running_lab import RunningLab

PASSWORD = "blue-tiger-42"
LONG, SHORT, DEADLINE_SECONDS = 3600.0, 0.01, 60.0


async def happens(event: asyncio.Event) -> None:
    async with asyncio.timeout(DEADLINE_SECONDS):
        await event.wait()


async def test_nobody_is_waited_for_when_the_last_page_was_closed_for_long() -> None:
    nobody = asyncio.Event()
    onlookers = Onlookers(nobody.set, SHORT)
    onlookers.come()
    onlookers.go()
    await happens(nobody)


async def test_a_second_page_keeps_the_place_when_the_first_is_closed() -> None:
    nobody = asyncio.Event()
    onlookers = Onlookers(nobody.set, SHORT)
    onlookers.come()
    onlookers.come()
    onlookers.go()
    after = asyncio.Event()
    asyncio.get_running_loop().call_later(5 * SHORT, after.set)
    await happens(after)
    assert not nobody.is_set()
    onlookers.go()
    await happens(nobody)


async def test_who_reloads_the_page_keeps_the_place() -> None:
    nobody, after = asyncio.Event(), asyncio.Event()
    onlookers = Onlookers(nobody.set, SHORT)
    onlookers.come()
    onlookers.go()
    onlookers.come()
    asyncio.get_running_loop().call_later(5 * SHORT, after.set)
    await happens(after)
    assert not nobody.is_set()


async def test_who_closes_the_page_before_it_can_listen_gives_the_place_up() -> None:
    nobody = asyncio.Event()
    onlookers = Onlookers(nobody.set, SHORT)
    onlookers.look()
    await happens(nobody)


async def test_a_page_that_listens_stays_when_it_is_asked_for_again() -> None:
    nobody, after = asyncio.Event(), asyncio.Event()
    onlookers = Onlookers(nobody.set, SHORT)
    onlookers.come()
    onlookers.look()
    asyncio.get_running_loop().call_later(5 * SHORT, after.set)
    await happens(after)
    assert not nobody.is_set()


def what_the_page_says(learner: Learner) -> str | None:
    """The first word about the place in line after a press; the page is closed upon it.

    None while an earlier start is put away, or when this one was before its page could listen.
    """
    page = learner.client.get(f"/hub/spawn/{learner.name}").text
    found = re.search(r'data-url="([^"]+/progress\?[^"]+)"', page)
    if found is None:
        return None
    with learner.client.stream("GET", found[1].replace("&amp;", "&")) as events:
        told = (json.loads(line[5:]) for line in events.iter_lines() if line.startswith("data:"))
        return next((one["message"] for one in told if "차례" in one.get("message", "")), None)


@pytest.mark.slow
def test_a_closed_waiting_page_frees_the_place_and_who_returns_is_told_so(
    running_lab: RunningLab,
) -> None:
    holders = [f"holder.{number}" for number in range(starts_at_once())]
    names = [*holders, "closes.page", "never.looked", "asked.by.program"]
    with open_accounts(running_lab.settings) as accounts:
        for name in names:
            create_person(accounts, name, PASSWORD, ["demo"])
    with held_starts(running_lab, holders), ExitStack() as stack:
        people = [stack.enter_context(log_in_as(running_lab, name, PASSWORD)) for name in names]
        *holding, closing, unseen, program = people
        pool = stack.enter_context(ThreadPoolExecutor(len(people)))
        stack.callback(lambda: list(pool.map(Learner.stop_server, people)))
        list(pool.map(Learner.press_start, holding))

        def waits(learner: Learner) -> bool:
            told = learner.ask_hub("GET", f"users/{learner.name}").json()
            return bool(told["pending"] == "spawn")

        first = wait_for(lambda: what_the_page_says(closing), DEADLINE_SECONDS)
        assert "다음이 차례입니다" in first
        with suppress(httpx.ReadTimeout):  # the hub answers when the server is there, or in 10 s
            program.ask_hub("POST", f"users/{program.name}/server", timeout_seconds=1)
        assert wait_for(lambda: waits(program), DEADLINE_SECONDS)
        unseen.press_start()
        assert wait_for(lambda: not waits(closing), DEADLINE_SECONDS)
        assert wait_for(lambda: not waits(unseen), DEADLINE_SECONDS)
        assert waits(program)
        told = wait_for(lambda: what_the_page_says(closing), DEADLINE_SECONDS)
        assert told.startswith("이 화면이 닫혀 있는 동안 차례를 다음 분께 드려")
        assert "앞에 1명이 기다리고" in told
