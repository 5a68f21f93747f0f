"""Visitors who come by an event's code are counted with it, once, and while it runs."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from playground_demos.doors.gate import Gate, GateLimits
from playground_demos.doors.visitors import VisitorBook
from playground_demos.errors import PlaygroundError
from playground_demos.events.book import CODE_LETTERS, Event, EventBook, read_moment
from playground_demos.events.greetings import greet
from playground_demos.events.routes import add_event_routes
from playground_demos.events.usage import VISITORS, UsageRecord

HOUR = timedelta(hours=1)


@pytest.fixture
def usage(tmp_path: Path) -> Iterator[UsageRecord]:
    record = UsageRecord.in_file(tmp_path / "usage.sqlite")
    yield record
    record.close()


@pytest.fixture
def events(usage: UsageRecord) -> EventBook:
    return EventBook(usage.engine)


class Later:
    """How many seconds later it is for the gate."""

    seconds = 0.0


@pytest.fixture
def later() -> Later:
    return Later()


@pytest.fixture
def phone(usage: UsageRecord, later: Later) -> Iterator[TestClient]:
    app, book = FastAPI(), VisitorBook(b"k" * 32)
    add_event_routes(app, usage, book, {"ink"}, secure_cookie=False)
    gate = Gate(
        app,
        book=book,
        limits=GateLimits(body_bytes=5000, visitor_per_minute=100, address_visitors=1000),
        on_visitor=lambda event: usage.add(VISITORS, event),
        on_move=lambda before, event: move_visitor(usage, before, event),
        now=lambda: time.time() + later.seconds,
    )
    with TestClient(gate, base_url="http://playground.test", follow_redirects=False) as client:
        yield client


def running(events: EventBook, name: str = "인천 AI 체험의 날") -> Event:
    now = datetime.now(UTC)
    return events.add(name, now - HOUR, now + HOUR, 200)


def move_visitor(usage: UsageRecord, before: str, event: str) -> None:
    usage.add(VISITORS, before, -1)
    usage.add(VISITORS, event)


def visitors(usage: UsageRecord) -> dict[str, int]:
    now = datetime.now(UTC)
    counts = usage.counts(now - HOUR, now + HOUR)
    return {one.event: one.count for one in counts if one.what == VISITORS and one.count}


def test_an_event_is_found_by_its_code_however_it_is_typed(events: EventBook) -> None:
    event = running(events)
    assert events.find(f" {event.code.upper()} ") == event
    assert set(event.code) <= set(CODE_LETTERS)


def test_who_comes_by_the_code_is_counted_with_the_event_once(
    phone: TestClient, events: EventBook, usage: UsageRecord
) -> None:
    event = running(events)
    for _ in range(3):
        answer = phone.get(f"/e/{event.code}")
        assert (answer.status_code, answer.headers["location"]) == (303, f"/?event={event.code}")
    assert visitors(usage) == {event.code: 1}


@pytest.mark.parametrize("before", [(), ("/health",), ("/health", "/health")])
def test_who_was_here_before_the_code_is_not_counted_twice(
    phone: TestClient, events: EventBook, usage: UsageRecord, before: tuple[str, ...]
) -> None:
    event = running(events)
    for path in ("/health", *before, f"/e/{event.code}", "/health", "/health"):
        phone.get(path)
    assert visitors(usage) == {event.code: 1}


def test_who_came_before_an_event_begins_is_counted_with_it_once_it_has(
    phone: TestClient, events: EventBook, usage: UsageRecord, later: Later
) -> None:
    now = datetime.now(UTC)
    event = events.add("곧 시작", now + HOUR, now + 2 * HOUR, 10)
    for path in (f"/e/{event.code}", "/health", "/health"):
        phone.get(path)
    assert visitors(usage) == {"": 1}
    later.seconds = 3_700
    for _ in range(3):
        phone.get("/health")
    assert visitors(usage) == {event.code: 1}
    phone.get(f"/e/{event.code}")
    phone.get("/health")
    assert visitors(usage) == {event.code: 1}


def test_requests_that_were_on_their_way_when_an_event_began_count_once(
    phone: TestClient, events: EventBook, usage: UsageRecord, later: Later
) -> None:
    now = datetime.now(UTC)
    event = events.add("곧 시작", now + HOUR, now + 2 * HOUR, 10)
    for path in (f"/e/{event.code}", "/health", "/health"):
        phone.get(path)
    (name, early), later.seconds = next(iter(phone.cookies.items())), 3_700
    for _ in range(3):
        phone.cookies.clear()
        phone.get("/health", headers={"cookie": f"{name}={early}"})
    assert visitors(usage) == {event.code: 1}


def test_who_comes_back_when_the_event_is_over_is_not_counted_with_it(
    phone: TestClient, events: EventBook, usage: UsageRecord, later: Later
) -> None:
    now = datetime.now(UTC)
    event = events.add("곧 시작", now + HOUR, now + 2 * HOUR, 10)
    for path in ("/health", f"/e/{event.code}", "/health"):
        phone.get(path)
    later.seconds = 7_300
    for _ in range(2):
        phone.get("/health")
    assert visitors(usage) == {"": 1}


@pytest.mark.parametrize(("begins", "ends"), [(-2, -1), (1, 2)])
def test_a_code_before_or_after_its_time_welcomes_and_does_not_count(
    phone: TestClient, events: EventBook, usage: UsageRecord, begins: int, ends: int
) -> None:
    now = datetime.now(UTC)
    event = events.add("어제와 내일", now + begins * HOUR, now + ends * HOUR, 10)
    for path in (f"/e/{event.code}", "/health"):
        assert phone.get(path).status_code in {303, 404}
    assert event.code not in visitors(usage)


def test_an_unknown_code_leads_to_the_front_page_all_the_same(phone: TestClient) -> None:
    assert phone.get("/e/zzzzz").headers["location"] == "/?event=zzzzz"
    assert "그대로 하실 수 있습니다" in greet(None, datetime.now(UTC), "Asia/Seoul").ko


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (0, "끝났습니다"),
        (1, "환영합니다"),
        (3, "12월 1일 10:00에 시작합니다"),
        (3, "다시 찍지 않으셔도"),
        (27, "한 번 더 찍어 주시면"),  # the phone has forgotten it by then
    ],
)
def test_who_comes_by_a_code_is_told_whether_its_event_runs(
    events: EventBook, hours: int, said: str
) -> None:
    begins = datetime(2026, 12, 1, 1, tzinfo=UTC)
    event = events.add("체험의 날", begins, begins + 2 * HOUR, 10)
    assert said in greet(event, begins + (2 - hours) * HOUR, "Asia/Seoul").ko


def test_the_event_of_a_cookie_cannot_be_made_up(phone: TestClient, usage: UsageRecord) -> None:
    phone.get("/health")
    name, value = next(iter(phone.cookies.items()))
    phone.cookies.set(name, value.replace("~", "~abcde"))
    phone.get("/health")
    phone.get("/health")
    assert "abcde" not in visitors(usage)


@pytest.mark.parametrize(
    ("name", "hours", "target", "said"),
    [
        ("  ", 1, 1, "expected 1 to 80"),
        ("가" * 81, 1, 1, "81 letters"),
        ("하루", 0, 1, "not after"),
        ("하루", 1, 0, "expected 1 or more"),
    ],
)
def test_an_event_that_cannot_be_is_refused(
    events: EventBook, name: str, hours: int, target: int, said: str
) -> None:
    now = datetime.now(UTC)
    with pytest.raises(PlaygroundError, match=said):
        events.add(name, now, now + hours * HOUR, target)
    assert events.all() == []


def test_a_moment_is_in_the_lab_s_time_zone() -> None:
    seoul = ZoneInfo("Asia/Seoul")
    assert read_moment("2026-12-01 10:00", "Asia/Seoul") == datetime(2026, 12, 1, 10, tzinfo=seoul)
    with pytest.raises(PlaygroundError, match="such as '2026-12-01 10:00'"):
        read_moment("내일", "Asia/Seoul")
