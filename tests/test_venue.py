"""A full venue behind one address: a thousand phones pass, one that floods is refused alone.

With real requests from 127.0.0.1 and the limits as they are by default. Asserts no duration.
"""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection

import httpx
import pytest
import uvicorn
from playwright.sync_api import BrowserContext, expect
from starlette.responses import PlainTextResponse

from playground_demos.__main__ import open_door
from playground_demos.doors.gate import Gate, GateLimits
from playground_demos.doors.visitors import VisitorBook
from playground_demos.settings import PlaygroundSection
from tests.playground_server import (
    ANSWER_MILLISECONDS,
    PATIENCE_SECONDS,
    Server,
    try_out,
)

pytestmark = pytest.mark.slow

VISITORS = 1000
IN_ONE_MOMENT, A_SECOND = 200, 20  # how they come
# A first visit is some 70 requests, most of them for the front end: six stand for all kinds.
PATHS = ("/demos/ink", "/static/a.js", "/look/lab.css", "/demos/ink/ko/theme.css")
PRESS = "/demos/ink/ko/gradio_api/queue/join"


@contextmanager
def running_gate() -> Iterator[HTTPConnection]:
    """A connection to a gate with the default limits, and nothing but an answer behind it.

    Its clock goes by who has come: the first in one moment, the others at a venue's pace.
    """
    section = PlaygroundSection()
    come: list[str] = []
    gate = Gate(
        PlainTextResponse("here"),
        book=VisitorBook(b"k" * 32),
        limits=GateLimits(1000, section.visitor_requests_per_minute, section.address_visitors),
        on_visitor=come.append,
        clock=lambda: max(0, len(come) - IN_ONE_MOMENT) / A_SECOND,
    )
    door = open_door("127.0.0.1", 0)
    port = door.getsockname()[1]
    config = uvicorn.Config(gate, log_level="warning", access_log=False, ws="none", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([door],))
    thread.start()
    connection = HTTPConnection("127.0.0.1", port)
    try:
        yield connection
    finally:
        connection.close()
        server.should_exit = True
        thread.join()
        door.close()


def send(line: HTTPConnection, path: str, cookie: str = "", method: str = "GET") -> tuple[int, str]:
    """The status, and the cookie that the phone has from now on."""
    line.request(method, path, headers={"cookie": cookie} if cookie else {})
    answer = line.getresponse()
    answer.read()
    given = answer.getheader("set-cookie") or cookie
    return answer.status, given.partition(";")[0]


def visit(line: HTTPConnection) -> tuple[list[int], str]:
    """What a newcomer is answered, and their cookie."""
    status, cookie = send(line, "/")
    codes = [status]
    for path in PATHS:
        status, cookie = send(line, path, cookie)
        codes.append(status)
    return [*codes, send(line, PRESS, cookie, "POST")[0]], cookie


def test_a_thousand_visitors_of_one_address_pass_and_a_flooder_among_them_does_not() -> None:
    with running_gate() as line:
        first, flooder = visit(line)
        assert set(first) == {200}
        seen: Counter[int] = Counter()
        flood: Counter[int] = Counter()
        cookies = []
        for _ in range(VISITORS):
            codes, cookie = visit(line)
            seen.update(codes)
            cookies.append(cookie)
            flood.update(send(line, "/static/a.js", flooder)[0] for _ in range(3))
        assert seen == {200: VISITORS * (2 + len(PATHS))}
        assert flood[429] > VISITORS / 2
        presses = Counter(send(line, PRESS, cookie, "POST")[0] for cookie in cookies)
        assert presses == {200: VISITORS}


def test_a_flooder_is_refused_and_a_citizen_beside_it_is_answered(
    server: Server, phone: BrowserContext
) -> None:
    with httpx.Client(base_url=server.url) as flooder:
        flooder.get("/")
        deadline = time.monotonic() + PATIENCE_SECONDS
        while flooder.post(PRESS, content="{").status_code != 429:
            assert time.monotonic() < deadline
        page = phone.new_page()
        try_out(page, server.url, "beside a flood")
        answer = page.locator(".answer")
        expect(answer).to_contain_text("beside a flood: 2", timeout=ANSWER_MILLISECONDS)


def test_what_an_address_names_by_its_content_is_never_asked_for_twice(server: Server) -> None:
    with httpx.Client(base_url=server.url) as phone:
        page = phone.get("/").text
        style = page.partition('href="/look/lab.css')[2].partition('"')[0]
        assert style.startswith("?v=")
        named = phone.get(f"/look/lab.css{style}").headers["cache-control"]
        assert "immutable" in named
        for other in ("", "?v=0", "?v="):
            assert "immutable" not in phone.get(f"/look/lab.css{other}").headers["cache-control"]
