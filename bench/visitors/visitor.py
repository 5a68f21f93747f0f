"""One visitor as their browser would be: cookie, page, heartbeat, presses through Gradio's queue.

Speaks the protocol of Gradio's own front end and knows nothing of which playground it is: what it
does costs both the same. Draws nothing and runs no script.
"""

import asyncio
import contextlib
import json
import secrets
import time
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

import aiohttp
from aiohttp.abc import AbstractCookieJar

from bench.visitors.house import House
from bench.visitors.tries import Press

CONFIG = "window.gradio_config = "
REFUSED = "lab-refusal"  # our kind sentence in place of an answer; here it is a failure
UNWRITTEN = "<generator object"  # in place of what it makes
KEEP_SECONDS = 1.5
PATIENCE = aiohttp.ClientTimeout(total=None, sock_read=120)


class VisitorError(Exception):
    """The playground did not answer a press; the message says how."""


@dataclass(frozen=True)
class Page:
    """What of a page's configuration a press needs; parsed once for all visitors."""

    functions: tuple[dict[str, Any], ...]
    components: dict[int, dict[str, Any]]
    has_heartbeat: bool

    @classmethod
    def read(cls, text: str) -> "Page":
        """Take a page apart.

        Raises:
            VisitorError: It is no page of Gradio's.
        """
        begin = text.find(CONFIG)
        if begin < 0:
            raise VisitorError("a page without Gradio's configuration")
        config, _ = json.JSONDecoder().raw_decode(text, begin + len(CONFIG))
        return cls(
            tuple(config["dependencies"]),
            {one["id"]: one for one in config["components"]},
            bool(config["connect_heartbeat"]),
        )

    def find(self, press: Press) -> tuple[int, int, list[Any]]:
        """The function behind a button, the button, and the values it is given.

        Raises:
            VisitorError: There is no such button.
        """
        for function in self.functions:
            for target, event in function["targets"]:
                props = self.components.get(target, {"props": {}})["props"]
                if event == "click" and str(props.get("value", "")).startswith(press.button):
                    values = [
                        press.fields.get(place, self._starts_with(component))
                        for place, component in enumerate(function["inputs"])
                    ]
                    return function["id"], target, values
        raise VisitorError(f'no button "{press.button}"')

    def find_resume(self) -> tuple[int, int, list[Any]]:
        """The function that a phone calls when it is back, as `find` gives it.

        Raises:
            VisitorError: There is none: not one of our pages.
        """
        for function in self.functions:
            for target, event in function["targets"]:
                if event == "resume":
                    return function["id"], target, []
        raise VisitorError("no way back")

    def _starts_with(self, component: int) -> Any:
        one = self.components[component]
        return None if one["type"] == "state" else one["props"].get("value")


@dataclass(eq=False)
class Visitor:
    """Somebody with a phone; an asynchronous context manager that ends its connections."""

    house: House
    pages: dict[str, Page]  # shared by all: parsing is the bench's work, not the playground's
    _http: aiohttp.ClientSession = field(init=False)
    _session: str = ""
    _demo: str = ""
    _heart: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        """Come in."""
        self._http = _client(aiohttp.CookieJar(unsafe=True))
        if self.house.is_ours:
            try:
                await self._get(f"{self.house.url}/")
            except BaseException:
                await self._http.close()
                raise
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Go."""
        await self._leave_page()
        await self._http.close()

    async def open(self, demo: str) -> None:
        """Load a demo's page."""
        await self._leave_page()
        text = await self._get(self.house.page(demo))
        if demo not in self.pages:
            self.pages[demo] = Page.read(text)
        self.pretend(demo)
        if self.pages[demo].has_heartbeat:
            self._heart = asyncio.create_task(self._beat())

    def pretend(self, demo: str) -> None:
        """Be on a demo's page that another of us has loaded."""
        self._demo, self._session = demo, secrets.token_hex(6)

    async def press(self, press: Press) -> float:
        """Press a button; seconds until its answer is complete.

        Raises:
            VisitorError: There was none.
        """
        began = time.perf_counter()
        event = await self.join(press)
        async with contextlib.aclosing(self.messages()) as messages:
            async for text, message in messages:
                if message.get("event_id") == event and is_last(text, message):
                    return time.perf_counter() - began
        raise VisitorError("the answer broke off")

    async def join(self, press: Press, event_data: Any = None) -> str:
        """Send a press and return its event's name."""
        function, target, values = self.pages[self._demo].find(press)
        return await self.send(function, target, values, event_data)

    async def send(self, function: int, target: int, values: list[Any], event_data: Any) -> str:
        """Call a function of the page, as its script would.

        Raises:
            VisitorError: It was refused.
        """  # noqa: DOC502
        body = {
            "data": values,
            "event_data": event_data,
            "fn_index": function,
            "trigger_id": target,
            "session_hash": self._session,
        }
        try:
            said = await self._post(body)
        except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError):  # it was just closing it
            said = await self._post(body)
        event: str = json.loads(said)["event_id"]
        return event

    async def messages(self) -> AsyncGenerator[tuple[str, dict[str, Any]], None]:
        """What the queue says to this page, each as it came and as it reads."""
        address = f"{self._api}/queue/data?session_hash={self._session}"
        async with self._http.get(address) as response:
            async for line in _lines(response):
                if line.startswith(b"data:"):
                    text = line[5:].decode()
                    message = json.loads(text)
                    if message.get("msg") == "close_stream":
                        return
                    yield text, message

    async def lose_line(self) -> None:
        """All connections end; the phone itself, its cookie and its page, is as it was."""
        await self._leave_page()
        cookies = self._http.cookie_jar
        await self._http.close()
        self._http = _client(cookies)

    async def _leave_page(self) -> None:
        if self._heart is not None:
            self._heart.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._heart
            self._heart = None

    async def _beat(self) -> None:
        address = f"{self._api}/heartbeat/{self._session}"
        with contextlib.suppress(aiohttp.ClientError, TimeoutError):
            async with self._http.get(address) as response:
                async for _ in response.content.iter_any():
                    pass

    async def _post(self, body: dict[str, Any]) -> str:
        async with self._http.post(f"{self._api}/queue/join", json=body) as response:
            said = await response.text()
            if response.status != 200:
                raise VisitorError(f"{response.status} for a press: {said[:200]}")
        return said

    async def _get(self, address: str) -> str:
        async with self._http.get(address) as response:
            text = await response.text()
            if response.status != 200:
                raise VisitorError(f"{response.status} for {address}")
        return text

    @property
    def _api(self) -> str:
        return self.house.api(self._demo)


def _client(cookies: AbstractCookieJar) -> aiohttp.ClientSession:
    # A browser sends again what it sent into a connection that the server was just closing (uvicorn
    # does after 5 s); here such connections are not used again, and a press that met one all the
    # same, because the bench itself was late, is sent twice.
    connector = aiohttp.TCPConnector(keepalive_timeout=KEEP_SECONDS)
    return aiohttp.ClientSession(timeout=PATIENCE, cookie_jar=cookies, connector=connector)


def is_last(text: str, message: dict[str, Any]) -> bool:
    """Whether an event is over.

    Raises:
        VisitorError: It is, without an answer.
    """
    if REFUSED in text:
        raise VisitorError("a kind sentence in place of an answer")
    if UNWRITTEN in text:
        raise VisitorError("the name of a text in place of the text")
    if message.get("msg") == "unexpected_error":
        raise VisitorError(f"unexpected error: {text[:200]}")
    if message.get("msg") != "process_completed":
        return False
    if not message.get("success"):
        raise VisitorError(f"no success: {text[:200]}")
    return True


async def _lines(response: aiohttp.ClientResponse) -> AsyncIterator[bytes]:
    # Answers are longer than the lines that aiohttp would split for us.
    held = b""
    async for piece in response.content.iter_any():
        *lines, held = (held + piece).split(b"\n")
        for line in lines:
            yield line
