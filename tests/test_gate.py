"""Only what a page of ours needs passes the gate, within bounds, and everybody has a visitor."""

import asyncio
import socket
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from playground_demos.__main__ import open_door
from playground_demos.doors import floods
from playground_demos.doors.gate import Gate, GateLimits
from playground_demos.doors.visitors import COOKIE, VISITOR_SCOPE_KEY, VisitorBook

BASE = "http://playground.test"
JOIN = "/demos/ink/ko/gradio_api/queue/join"


async def inner(scope: Scope, receive: Receive, send: Send) -> None:
    """What stands behind the gate: says who came, and how much was sent."""
    request = Request(scope, receive)
    body = await request.body()
    response: Response = JSONResponse({"visitor": scope[VISITOR_SCOPE_KEY], "bytes": len(body)})
    await response(scope, receive, send)


class Door:
    """A gate with an inner app, and what was counted at it."""

    def __init__(self, **limits: Any) -> None:
        self.counted = 0
        wide = GateLimits(body_bytes=1000, visitor_per_minute=1000, address_visitors=1000)
        self.gate = Gate(
            inner,
            book=VisitorBook(b"k" * 32),
            limits=replace(wide, **limits),
            on_visitor=self._count,
            clock=lambda: 0.0,  # all in one moment
        )

    def _count(self, event: str) -> None:
        self.counted += 1

    def browser(self) -> TestClient:
        return TestClient(self.gate, base_url=BASE)


@pytest.fixture
def browser() -> TestClient:
    return Door().browser()


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/health",
        "/kiosk",
        "/demos/ink",
        "/models/ink",
        "/look/lab.css",
        "/static/canvas.js",
        "/gradio/assets/index-DphvyggB.js",
        "/demos/ink/ko/theme.css",
        "/demos/ink/en/gradio_api/queue/data",
    ],
)
def test_what_a_page_needs_passes(browser: TestClient, path: str) -> None:
    assert browser.get(path).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/demos/ink/ko/gradio_api/file=http://169.254.169.254/latest/meta-data",
        "/demos/ink/ko/gradio_api/file=https://example.org/",
        "/demos/ink/ko/gradio_api/file=/etc/passwd",
        "/demos/ink/ko/gradio_api/file/etc/passwd",
        "/demos/ink/ko/file=/etc/passwd",
        "/demos/ink/ko/gradio_api/proxy=https://example.org/",
        "/demos/ink/ko/proxy=https://example.org/",
        "/demos/ink/ko/monitoring",
        "/demos/ink/ko/monitoring/summary",
        "/demos/ink/ko/gradio_api/heartbeat/abc123",
        "/demos/ink/ko/gradio_api/runs",
        "/demos/ink/ko/gradio_api/info",
        "/demos/ink/ko/gradio_api/openapi.json",
        "/demos/ink/ko/gradio_api/profiling/summary",
        "/demos/ink/ko/gradio_api/vibe-code",
        "/demos/ink/ko/gradio_api/deep_link",
        "/demos/ink/ko/gradio_api/dev/reload",
        "/demos/ink/ko/config",
        "/demos/ink/ko/login",
        "/demos/ink/ko/manifest.json",
        "/demos/ink/ko/static/../../../etc/passwd",
        "/demos/ink/ko/",
        "/demos/ink/fr/theme.css",
        "/gradio/assets/..%2f..%2froutes.py",
        "/static/..%2fapp.py",
        "/look/%2e%2e/app.py",
        "/docs",
        "/openapi.json",
        "/config",
        "/.env",
    ],
)
def test_nothing_else_of_gradio_or_the_machine_is_there(browser: TestClient, path: str) -> None:
    assert browser.get(path).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/demos/ink/ko/gradio_api/upload",
        "/demos/ink/ko/gradio_api/component_server",
        "/demos/ink/ko/gradio_api/run/predict",
        "/demos/ink/ko/gradio_api/call/predict",
        "/demos/ink/ko/gradio_api/stream/abc",
        "/demos/ink/ko/gradio_api/cancel",
        "/demos/ink/ko/gradio_api/reset",
        "/demos/ink/ko/gradio_api/vibe-edit",
        "/demos/ink/ko/login",
        "/",
    ],
)
def test_nothing_can_be_sent_to_other_addresses(browser: TestClient, path: str) -> None:
    browser.get("/")
    assert browser.post(path, json={}).status_code == 404


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_not_there(browser: TestClient, method: str) -> None:
    assert browser.request(method, "/").status_code == 404


def test_a_visitor_keeps_their_word_and_two_browsers_differ() -> None:
    one = Door()
    ann, ben = one.browser(), one.browser()
    first = ann.get("/").json()["visitor"]
    assert ann.get("/").json()["visitor"] == first
    assert ben.get("/").json()["visitor"] != first


@pytest.mark.parametrize("forged", ["nSomeone", "nSomeone.abc.def", "", '"', "\x01"])
def test_a_forged_cookie_is_a_new_visitor(browser: TestClient, forged: str) -> None:
    answer = browser.get("/", headers={"cookie": f"{COOKIE}={forged}"})
    assert answer.json()["visitor"] != "Someone"
    assert COOKIE in answer.cookies


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(browser: TestClient) -> None:
    cookie = browser.get("/").headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_behind_tls_the_cookie_travels_on_tls_only() -> None:
    assert "Secure" in Door(secure_cookie=True).browser().get("/").headers["set-cookie"]


def test_a_visitor_counts_once_and_a_robot_without_cookies_never() -> None:
    one = Door()
    for _ in range(5):
        one.browser().get("/")  # each time without a cookie
    assert one.counted == 0
    person = one.browser()
    for _ in range(5):
        person.get("/")
    assert one.counted == 1


def test_trying_without_a_visit_is_refused_in_the_page_s_language(browser: TestClient) -> None:
    ko = browser.post(JOIN, json={})
    en = browser.post(JOIN.replace("/ko/", "/en/"), json={})
    assert ko.status_code == en.status_code == 403
    assert "새로 열어 주세요" in ko.json()["detail"]
    assert "load the page again" in en.json()["detail"]


def test_a_request_from_another_site_is_refused(browser: TestClient) -> None:
    browser.get("/")
    assert browser.post(JOIN, json={}, headers={"origin": "http://evil.test"}).status_code == 403
    assert browser.post(JOIN, json={}, headers={"origin": "null"}).status_code == 403
    assert browser.post(JOIN, json={}, headers={"origin": BASE}).status_code == 200


def test_a_body_that_says_it_is_too_large_is_refused(browser: TestClient) -> None:
    browser.get("/")
    assert browser.post(JOIN, content=b"x" * 1000).status_code == 200
    assert browser.post(JOIN, content=b"x" * 1001).status_code == 413


def test_a_body_that_does_not_say_its_size_is_cut_off(browser: TestClient) -> None:
    browser.get("/")

    def pieces() -> Iterator[bytes]:
        for _ in range(100):
            yield b"x" * 100

    with pytest.raises(ClientDisconnect):
        browser.post(JOIN, content=pieces())


def test_one_visitor_is_slowed_and_another_is_not() -> None:
    one = Door(visitor_per_minute=3)
    ann, ben = one.browser(), one.browser()
    ann.get("/")
    ben.get("/")
    assert [ann.post(JOIN, json={}).status_code for _ in range(4)] == [200, 200, 200, 429]
    assert ben.post(JOIN, json={}).status_code == 200


def test_one_visitor_who_floods_is_refused_and_others_of_the_address_are_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(floods, "VISITOR_REQUESTS_PER_MINUTE", 50)
    one = Door(address_visitors=20)
    flooder, other = one.browser(), one.browser()
    codes = Counter(flooder.get("/").status_code for _ in range(1 + 50 + 100))
    assert codes == {200: 1 + 50, 429: 100}
    assert [other.get("/").status_code for _ in range(51)] == [200] * 51
    assert flooder.get("/").status_code == 429


def test_a_visitor_may_have_so_many_requests_open_and_no_more() -> None:
    one = Door()
    limit = floods.VISITOR_REQUESTS_AT_ONCE
    opened = 0

    async def hold(scope: Scope, receive: Receive, send: Send) -> None:
        nonlocal opened
        opened += 1
        await over.wait()
        await inner(scope, receive, send)

    async def crowd() -> list[int]:
        transport = httpx.ASGITransport(one.gate)
        async with httpx.AsyncClient(transport=transport, base_url=BASE) as browser:
            over.set()
            await browser.get("/")
            over.clear()
            asking = [asyncio.create_task(browser.get("/")) for _ in range(limit + 3)]
            while opened < limit + 1 or sum(task.done() for task in asking) < 3:
                await asyncio.sleep(0)
            over.set()
            answers = [(await task).status_code for task in asking]
            return [*answers, (await browser.get("/")).status_code]

    over = asyncio.Event()
    one.gate._app = hold
    codes = Counter(asyncio.run(crowd()))
    assert codes == {200: limit + 1, 429: 3}


def test_who_brings_no_cookie_too_often_is_sent_to_fetch_one_and_comes_in() -> None:
    one = Door(address_visitors=3)
    for _ in range(10):
        one.browser().get("/", follow_redirects=False)  # a robot
    page = {"accept": "text/html"}
    person = one.browser()
    sent = person.get("/demos/ink?lang=en", headers=page, follow_redirects=False)
    assert (sent.status_code, sent.headers["location"]) == (303, "/demos/ink?lang=en&again")
    assert person.get(sent.headers["location"], headers=page).status_code == 200
    assert person.get("/", headers=page).status_code == 200
    assert one.counted == 1


def test_who_keeps_no_cookie_is_not_sent_round_for_ever() -> None:
    one = Door(address_visitors=3)
    page = {"accept": "text/html"}
    for _ in range(4):
        one.browser().get("/", headers=page, follow_redirects=False)
    answer = one.browser().get("/?again", headers=page, follow_redirects=False)
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "10"
    assert "10초쯤 뒤에" in answer.text
    assert COOKIE not in answer.cookies


def test_only_newcomers_wait_when_too_many_come_from_one_address_at_once() -> None:
    one = Door(address_visitors=3)
    people = [one.browser() for _ in range(5)]
    for person in people:
        person.get("/", headers={"accept": "text/html"}, follow_redirects=False)
    codes = [person.get("/").status_code for person in people]
    assert codes == [200, 200, 200, 429, 429]
    assert one.counted == 3
    refused = people[4].post(JOIN, json={})
    assert refused.status_code == 429
    assert "10초쯤 뒤에" in refused.json()["detail"]
    assert all(person.post(JOIN, json={}).status_code == 200 for person in people[:3])


def test_the_whole_address_is_bounded_at_last(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(floods, "USUAL_REQUESTS_PER_MINUTE", 5)
    one = Door(address_visitors=4)
    people = [one.browser() for _ in range(4)]
    codes = Counter(person.get("/").status_code for person in people * 6)
    assert codes == {200: 20, 429: 4}


def test_every_answer_has_the_security_headers(browser: TestClient) -> None:
    for path in ("/", "/nowhere"):
        headers = browser.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-frame-options"] == "DENY"
        policy = headers["content-security-policy"]
        assert "frame-ancestors 'none'" in policy
        assert "default-src 'none'" in policy
        assert "http:" not in policy
        assert "https:" not in policy


def test_the_nonce_of_scripts_is_new_each_time(browser: TestClient) -> None:
    first, second = (browser.get("/").headers["content-security-policy"] for _ in range(2))
    assert first != second


@pytest.mark.parametrize("host", ["evil.test/path", 'a"><script>', "a b", ""])
def test_a_host_that_is_no_host_is_refused(browser: TestClient, host: str) -> None:
    assert browser.get("/", headers={"host": host}).status_code == 400


def test_no_answer_waits_for_the_one_before_to_be_acknowledged() -> None:
    with open_door("127.0.0.1", 0) as door, socket.create_connection(door.getsockname()):
        accepted, _ = door.accept()
        with accepted:  # asyncio turns Nagle's algorithm off for these alone
            assert accepted.proto == socket.IPPROTO_TCP
