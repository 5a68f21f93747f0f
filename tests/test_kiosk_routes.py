"""A kiosk's browser becomes somebody new at each visit to `/kiosk`, and stays with its event."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from playground_demos.doors.gate import Gate, GateLimits
from playground_demos.doors.visitors import COOKIE, KIOSK_COOKIE, Visitor, VisitorBook
from playground_demos.events.book import Event, EventBook
from playground_demos.events.routes import add_event_routes
from playground_demos.events.usage import VISITORS, UsageRecord
from playground_demos.frontend.kiosk_routes import add_kiosk_routes
from playground_demos.frontend.pages import LANGUAGE_COOKIE

HOUR = timedelta(hours=1)
BOOK = VisitorBook(b"k" * 32)


@pytest.fixture
def usage(tmp_path: Path) -> Iterator[UsageRecord]:
    record = UsageRecord.in_file(tmp_path / "usage.sqlite")
    yield record
    record.close()


@pytest.fixture
def kiosk(usage: UsageRecord) -> Iterator[TestClient]:
    app = FastAPI()
    add_event_routes(app, usage, BOOK, {"ink"}, secure_cookie=False)
    add_kiosk_routes(app, usage, BOOK, secure_cookie=False)
    gate = Gate(
        app,
        book=BOOK,
        limits=GateLimits(body_bytes=5000, visitor_per_minute=100, address_visitors=1000),
        on_visitor=lambda event: usage.add(VISITORS, event),
    )
    with TestClient(gate, base_url="http://playground.test", follow_redirects=False) as client:
        yield client


def visitor(kiosk: TestClient) -> Visitor:
    found = BOOK.read(kiosk.cookies[COOKIE])
    assert found is not None
    return found


def counted(usage: UsageRecord) -> dict[str, int]:
    now = datetime.now(UTC)
    return {
        one.event: one.count for one in usage.counts(now - HOUR, now + HOUR) if one.what == VISITORS
    }


def added(usage: UsageRecord, begins: timedelta, ends: timedelta) -> Event:
    now = datetime.now(UTC)
    return EventBook(usage.engine).add("하루", now + begins, now + ends, 200)


def test_each_visit_makes_a_new_visitor_and_leads_to_the_front_page(kiosk: TestClient) -> None:
    seen = set()
    for _ in range(3):
        answer = kiosk.get("/kiosk")
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        seen.add(visitor(kiosk).id)
    assert len(seen) == 3
    assert kiosk.cookies[KIOSK_COOKIE]


def test_what_the_last_visitor_chose_and_stored_is_cleared(kiosk: TestClient) -> None:
    kiosk.cookies.set(LANGUAGE_COOKIE, "en", domain="playground.test", path="/")
    answer = kiosk.get("/kiosk")
    assert set(kiosk.cookies) == {COOKIE, KIOSK_COOKIE}
    assert answer.headers["clear-site-data"] == '"storage"'


def test_who_opens_a_demo_is_counted_and_a_waiting_front_page_is_not(
    kiosk: TestClient, usage: UsageRecord
) -> None:
    for path in ("/kiosk", "/", "/", "/health"):
        kiosk.get(path)
    assert counted(usage) == {}
    for path in ("/demos/ink", "/demos/ink", "/kiosk", "/", "/demos/ink"):
        kiosk.get(path)
    assert counted(usage) == {"": 2}


def test_the_next_visitor_belongs_to_the_kiosk_s_event_while_it_runs(
    kiosk: TestClient, usage: UsageRecord
) -> None:
    event = added(usage, -HOUR, HOUR)
    for path in ("/kiosk", f"/e/{event.code}", "/", "/demos/ink", "/kiosk", "/", "/demos/ink"):
        kiosk.get(path)
    assert visitor(kiosk).event == event.code
    assert counted(usage) == {event.code: 2}


def test_an_event_that_is_over_has_no_next_visitor(kiosk: TestClient, usage: UsageRecord) -> None:
    event = added(usage, -2 * HOUR, -HOUR)
    late = BOOK.write(Visitor("a", counted=True, event=event.code))
    kiosk.cookies.set(COOKIE, late, domain="playground.test", path="/")
    kiosk.get("/kiosk")
    assert visitor(kiosk).event == ""


def test_a_kiosk_that_was_made_ready_before_its_event_begins_stays_invited(
    kiosk: TestClient, usage: UsageRecord
) -> None:
    event = added(usage, HOUR, 2 * HOUR)
    for path in ("/kiosk", f"/e/{event.code}", "/", "/kiosk", "/"):
        kiosk.get(path)
    invited = visitor(kiosk).invited
    assert invited is not None
    assert invited.event == event.code


def test_a_kiosk_is_switched_off_by_its_address(kiosk: TestClient) -> None:
    kiosk.get("/kiosk")
    before = visitor(kiosk)
    assert kiosk.get("/kiosk?off").headers["location"] == "/"
    assert KIOSK_COOKIE not in kiosk.cookies
    assert visitor(kiosk).id == before.id
