"""The line between a page and its demo, spoken as Gradio's front end speaks it."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from typing import Any

import gradio
import httpx
import pytest
from starlette.applications import Starlette
from starlette.types import Message, Receive, Scope, Send

from playground_demos.about import Language
from playground_demos.doors.visitors import EVENT_SCOPE_KEY, VISITOR_SCOPE_KEY
from playground_demos.floor.presses import Press, Tell
from playground_demos.floor.sessions import Session, Sessions
from playground_demos.floor.wire import Wire, _Stream, functions_of

PAGE = "page1"


class Street:
    """One page with a word and an answer, and visitors before it."""

    def __init__(self) -> None:
        self.pressed: list[Press] = []
        with gradio.Blocks(analytics_enabled=False) as blocks:
            word, state, answer = gradio.Textbox(), gradio.State(0), gradio.HTML()
            ask, plain = gradio.Button(), gradio.Button()
            asked = ask.click(print, [word, state], [answer, state])
            counted = plain.click(lambda number: (number + 1, str(number)), state, [state, answer])
        self.ask, self.plain = asked["id"], counted["id"]
        functions = functions_of(blocks, {self.ask: self._answer})
        wire = Wire(functions, Sessions(600), Language.KO)
        self._app = Starlette()
        self._app.add_route("/join", wire.join, methods=["POST"])
        self._app.add_route("/data", wire.listen)

    async def _answer(self, press: Press, tell: Tell) -> Sequence[Any]:
        self.pressed.append(press)
        word, number = press.values
        if word == "break":
            raise RuntimeError("a secret of the visitor's")
        tell([f"<i>{word}</i>", number])
        return [f"<p>{word}</p>", number + 10]

    def visitor(self, name: str) -> httpx.AsyncClient:
        async def known(scope: Scope, receive: Receive, send: Send) -> None:
            scope.update({VISITOR_SCOPE_KEY: name, EVENT_SCOPE_KEY: "FAIR"})
            await self._app(scope, receive, send)

        transport = httpx.ASGITransport(app=known)
        return httpx.AsyncClient(transport=transport, base_url="http://here")


@pytest.fixture
async def street() -> Street:
    return Street()


@pytest.fixture
async def ann(street: Street) -> AsyncIterator[httpx.AsyncClient]:
    async with street.visitor("ann") as client:
        yield client


async def join(client: httpx.AsyncClient, function: Any, data: Any, **more: Any) -> httpx.Response:
    body = {"data": data, "fn_index": function, "session_hash": PAGE, **more}
    return await client.post("/join", content=json.dumps(body))


async def messages(client: httpx.AsyncClient) -> list[dict[str, Any]]:
    answer = await client.get(f"/data?session_hash={PAGE}")
    lines = answer.text.split("\n\n")
    return [json.loads(line.removeprefix("data: ")) for line in lines if line]


async def test_a_press_has_begun_when_it_is_taken_and_its_answer_ends_the_stream(
    street: Street, ann: httpx.AsyncClient
) -> None:
    taken = await join(ann, street.ask, ["하나", None], event_data={"ticket": "x"})
    event = taken.json()["event_id"]
    [press] = street.pressed
    assert press == Press("ann", "FAIR", ("하나", 0), {"ticket": "x"})
    answer, end = await messages(ann)
    assert (answer["msg"], answer["event_id"], answer["success"]) == (
        "process_completed",
        event,
        True,
    )
    assert answer["output"]["data"] == ["<p>하나</p>", None]
    assert end == {"msg": "close_stream"}


async def test_a_page_remembers_its_state_and_no_other_page_does(
    street: Street, ann: httpx.AsyncClient
) -> None:
    for number in ("0", "1"):
        await join(ann, street.plain, [None])
        said, _ = await messages(ann)
        assert said["output"]["data"] == [None, number]
    body = {"data": [None], "fn_index": street.plain, "session_hash": "page2"}
    await ann.post("/join", json=body)
    assert '"0"' in (await ann.get("/data?session_hash=page2")).text


async def test_who_learns_the_name_of_a_page_hears_nothing_of_it(
    street: Street, ann: httpx.AsyncClient
) -> None:
    await join(ann, street.ask, ["hers", None])
    async with street.visitor("ben") as ben:
        assert (await ben.get(f"/data?session_hash={PAGE}")).status_code == 404
        await join(ben, street.ask, ["his", None])
        assert "hers" not in json.dumps(await messages(ben))
    assert "hers" in json.dumps(await messages(ann))


async def test_a_press_that_fails_says_so_and_quotes_nothing(
    street: Street, ann: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    await join(ann, street.ask, ["break", None])
    failed, _ = await messages(ann)
    assert (failed["msg"], failed["success"]) == ("process_completed", False)
    assert "저희 쪽에 문제" in failed["output"]["error"]
    assert "secret" not in caplog.text
    assert "RuntimeError" in caplog.text


async def test_a_page_that_waits_when_the_server_stops_hears_that_its_line_is_broken() -> None:
    heard: list[bytes] = []
    begun = asyncio.Event()

    async def send(message: Message) -> None:
        heard.append(message.get("body", b""))
        begun.set()

    session = Session()
    session.begin("a press", asyncio.sleep(3600))
    never = asyncio.Event()

    async def receive() -> Message:
        await never.wait()
        raise AssertionError

    listening = asyncio.create_task(_Stream(session, Language.KO)({}, receive, send))
    await begun.wait()
    listening.cancel()
    with pytest.raises(asyncio.CancelledError):
        await listening
    session.abandon()
    assert json.loads(heard[-1].removeprefix(b"data: ")) == {"msg": "broken_connection"}


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b"null", b"[" * 99_999, b'{"data": []}', b'{"fn_index": 99, "data": []}',
        b'{"fn_index": NaN}', b'{"fn_index": [1], "session_hash": "a"}', b"\xff\xfe",
    ],
)  # fmt: skip
async def test_what_is_no_press_is_refused_kindly(ann: httpx.AsyncClient, body: bytes) -> None:
    answer = await ann.post("/join", content=body)
    assert answer.status_code == 400
    assert "다시 해 보세요" in answer.json()["detail"]


@pytest.mark.parametrize("page", [None, 7, "", "a" * 101, ["a"]])
async def test_a_page_without_a_proper_name_is_refused(
    street: Street, ann: httpx.AsyncClient, page: object
) -> None:
    refused = await join(ann, street.ask, ["a", None], session_hash=page)
    assert refused.status_code == 400
