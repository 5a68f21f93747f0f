"""Between a page and its demo: presses come in, news of them goes out.

Speaks to Gradio's front end as Gradio's own queue does (protocol sse_v3 of 6.31) and does a tenth
of its work: no copy of the page for each visitor, no thread for each value, one message where one
says it all. A press that was taken has its ticket: whoever loses the line after that may ask for
it. Decides no order; keeps nothing but what a page is still to be told.
"""

import asyncio
import contextlib
import json
import logging
import secrets
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from playground_demos.about import Language, Words
from playground_demos.doors.visitors import EVENT_SCOPE_KEY, VISITOR_SCOPE_KEY
from playground_demos.floor.presses import Answer, BadPress, PageFunction, Press, Tell
from playground_demos.floor.sayings import NOT_OPEN, OUR_FAULT, UNREADABLE
from playground_demos.floor.sessions import News, Session, Sessions

if TYPE_CHECKING:
    import gradio

log = logging.getLogger(__name__)

LONGEST_NAME = 100


class Wire:
    """The two addresses that the front end of one page uses."""

    def __init__(
        self, functions: Mapping[int, PageFunction], sessions: Sessions, language: Language
    ) -> None:
        self._functions = functions
        self._sessions = sessions
        self._language = language

    async def join(self, request: Request) -> Response:
        """Take a press; when this is answered, its ticket is drawn."""
        try:
            content = await _content_of(request)
            page, function = _page_of(content), self._function_of(content)
            visitor, event = request.scope[VISITOR_SCOPE_KEY], request.scope[EVENT_SCOPE_KEY]
            session = self._sessions.open(visitor, page)
            detail = content.get("event_data")
            values = function.read(content.get("data"), session.states)
            press = Press(visitor, event, values, detail if isinstance(detail, dict) else {})
        except BadPress:
            return _said(UNREADABLE, self._language, 400)
        event_id = secrets.token_hex(16)
        session.begin(event_id, self._follow(session, event_id, function, press))
        await asyncio.sleep(0)  # it has begun, so its ticket is drawn
        return JSONResponse({"event_id": event_id})

    async def listen(self, request: Request) -> Response:
        """Tell the page what comes of its presses."""
        name = request.query_params.get("session_hash", "")
        session = self._sessions.find(request.scope[VISITOR_SCOPE_KEY], name)
        if session is None:
            return _said(NOT_OPEN, self._language, 404)
        return _Stream(session, self._language)

    def _function_of(self, content: Mapping[str, Any]) -> PageFunction:
        number = content.get("fn_index")
        if not isinstance(number, int) or number not in self._functions:
            raise BadPress("no such function")
        return self._functions[number]

    async def _follow(
        self, session: Session, name: str, function: PageFunction, press: Press
    ) -> None:
        def tell(outputs: Sequence[Any]) -> None:
            session.tell(News(name, function.write(outputs, session.states)))

        try:
            outputs = await function.answer(press, tell)
            news = News(name, function.write(outputs, session.states), is_last=True)
        except Exception as error:  # its message may quote what a visitor sent
            log.error("a press failed: %s", type(error).__name__)
            news = News(name, (), is_last=True, has_failed=True)
        session.tell(news)


def _page_of(content: Mapping[str, Any]) -> str:
    name = content.get("session_hash")
    if not isinstance(name, str) or not 0 < len(name) <= LONGEST_NAME:
        raise BadPress("a press has a page")
    return name


def functions_of(blocks: "gradio.Blocks", answers: Mapping[int, Answer]) -> dict[int, PageFunction]:
    """What the page of `blocks` can ask for; `answers` by function, a plain one by itself."""
    return {
        number: PageFunction(one.inputs, one.outputs, answers.get(number) or _plainly(one.fn))
        for number, one in blocks.fns.items()
        if one.fn is not None
    }


def _plainly(function: Any) -> Answer:
    async def answer(press: Press, tell: Tell) -> Sequence[Any]:
        del tell
        said = await asyncio.to_thread(function, *press.values)
        return said if isinstance(said, tuple) else (said,)

    return answer


async def _content_of(request: Request) -> dict[str, Any]:
    def refuse(word: str) -> None:
        raise ValueError(word)  # not a number

    try:
        content = json.loads(await request.body(), parse_constant=refuse)
    except (ValueError, RecursionError, ClientDisconnect):
        raise BadPress("no JSON") from None
    if not isinstance(content, dict):
        raise BadPress("no object")
    return content


def _said(words: Words, language: Language, status: int) -> Response:
    return JSONResponse({"detail": words.said_in(language)}, status_code=status)


class _Stream(Response):
    """Server-sent events until every press of the page has its answer."""

    def __init__(self, session: Session, language: Language) -> None:
        super().__init__(media_type="text/event-stream")
        del self.headers["content-length"]
        self._session = session
        self._language = language

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        head = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
        await send(head)
        gone = asyncio.create_task(_until_gone(receive))
        gone.add_done_callback(lambda _: self._session.wake())
        try:
            async with contextlib.aclosing(self._session.listen(gone.done)) as listening:
                async for news in listening:
                    said = [self._message(one) for one in news] or [{"msg": "heartbeat"}]
                    await send(_body(said))
            await send(_body([{"msg": "close_stream"}], is_last=True))
        except asyncio.CancelledError:  # the server stops: a quiet end would leave the page waiting
            await send(_body([{"msg": "broken_connection"}], is_last=True))
            raise
        finally:
            gone.cancel()

    def _message(self, news: News) -> dict[str, Any]:
        kind = "process_completed" if news.is_last else "process_generating"
        output: dict[str, Any] = {"error": OUR_FAULT.said_in(self._language)}
        if not news.has_failed:
            # A page that has heard of this press before is told of changes: here, of each whole.
            told = news.is_last or news.is_first
            data = news.data if told else [[["replace", [], value]] for value in news.data]
            output = {"data": data, "is_generating": not news.is_last, "changed_state_ids": []}
        return {
            "msg": kind,
            "event_id": news.press,
            "output": output,
            "success": not news.has_failed,
        }


def _body(messages: Sequence[Mapping[str, Any]], *, is_last: bool = False) -> dict[str, Any]:
    lines = (f"data: {json.dumps(one, ensure_ascii=False)}\n\n" for one in messages)
    content = "".join(lines).encode("utf-8", "replace")
    return {"type": "http.response.body", "body": content, "more_body": not is_last}


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
