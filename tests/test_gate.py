"""Only what a page of ours needs passes the gate, within bounds, and everybody has a visitor."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from playground_demos.gate import Gate, GateLimits
from playground_demos.visitors import COOKIE, VISITOR_SCOPE_KEY, VisitorBook

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
        wide = GateLimits(body_bytes=1000, visitor_per_minute=1000, address_per_minute=100_000)
        self.gate = Gate(
            inner,
            book=VisitorBook(b"k" * 32),
            limits=replace(wide, **limits),
            on_visitor=self._count,
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
        "/demos/ink/ko/gradio_api/heartbeat/abc123",
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


def test_an_address_that_floods_is_stopped() -> None:
    browser = Door(address_per_minute=10).browser()
    codes = [browser.get("/").status_code for _ in range(12)]
    assert codes.count(429) == 2


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
