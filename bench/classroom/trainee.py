"""One trainee at a hub, as their browser would be: log-in form, cookies, progress, kernel.

Speaks HTTP and websockets only and knows nothing of which hub it is: what it does costs this lab
and stock JupyterHub the same. Does not load JupyterLab's scripts and draws nothing.
"""

import json
import re
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

import aiohttp
from yarl import URL

PATIENCE = aiohttp.ClientTimeout(total=None, sock_read=1200)
FIRST_CELL = (
    "import torch, numpy, pandas\n"
    "x = torch.linspace(-1, 1, 64)[:, None]\n"
    "print(round(float((x.T @ x).sum()), 3))"
)
FIRST_ANSWER = "22.011"


class TraineeError(Exception):
    """The hub did not do what a trainee asked of it; the message says at which step."""


@dataclass(eq=False)
class Trainee:
    """Somebody with an account; an asynchronous context manager that ends its connections."""

    url: str
    name: str
    password: str
    kernel: str = ""
    token: str = ""
    _session: aiohttp.ClientSession | None = field(default=None, repr=False)

    async def __aenter__(self) -> Self:
        # An address instead of a name has cookies only in an "unsafe" jar.
        jar = aiohttp.CookieJar(unsafe=True)
        self._session = aiohttp.ClientSession(cookie_jar=jar, timeout=PATIENCE)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._session is not None:
            await self._session.close()

    async def log_in(self) -> None:
        """Fill in the log-in form.

        Raises:
            TraineeError: The hub did not let us in.
        """
        async with self._http.get(f"{self.url}hub/login") as page:
            found = re.search(r'name="_xsrf" value="([^"]+)"', await page.text())
        fields = {"username": self.name, "password": self.password}
        fields["_xsrf"] = found[1] if found else ""
        async with self._http.post(f"{self.url}hub/login", data=fields) as answer:
            if answer.url.path == "/hub/login" or answer.status != 200:
                raise TraineeError(f"log-in: {answer.status} at {answer.url.path}")

    async def open_server(self) -> None:
        """Press the start button and wait on the page that follows until JupyterLab is there.

        Raises:
            TraineeError: The server did not start.
        """
        async with self._http.get(f"{self.url}hub/spawn/{self.name}") as page:
            where, text = page.url.path, await page.text()
        if where.startswith("/hub/spawn-pending/"):
            await self._wait_for_server()
            async with self._http.get(f"{self.url}user/{self.name}/lab") as page:
                where, text = page.url.path, await page.text()
        found = re.search(r'"token":\s*"([^"]+)"', text)
        if where != f"/user/{self.name}/lab" or found is None:
            raise TraineeError(f"open server: {page.status} at {where}")
        self.token = found[1]

    async def start_kernel(self) -> None:
        """Start a kernel, as opening a notebook does.

        Raises:
            TraineeError: The server refused.
        """
        async with self._http.post(self._kernels, json={}, headers=self._rights) as answer:
            if answer.status != 201:
                raise TraineeError(f"start kernel: {answer.status} {await answer.text()}")
            self.kernel = str((await answer.json())["id"])

    async def restart_kernel(self) -> None:
        """Press the notebook's restart button.

        Raises:
            TraineeError: The server refused.
        """
        url = f"{self._kernels}/{self.kernel}/restart"
        async with self._http.post(url, json={}, headers=self._rights) as answer:
            if answer.status != 200:
                raise TraineeError(f"restart kernel: {answer.status} {await answer.text()}")

    async def run(self, cells: Sequence[str]) -> tuple[str, int]:
        """Run cells one after the other; what they printed, and how many of them failed."""
        printed, failed = "", 0
        url = f"{self._kernels}/{self.kernel}/channels"
        async with self._http.ws_connect(url, headers=self._rights, max_msg_size=0) as channels:
            for cell in cells:
                request = _execute_request(cell)
                await channels.send_json(request)
                text, right = await _read_answer(channels, request["header"]["msg_id"])
                printed += text
                failed += not right
        return printed, failed

    async def first_answer(self) -> None:
        """Run the first cell of a lesson and look at its answer.

        Raises:
            TraineeError: The answer was wrong.
        """
        printed, failed = await self.run([FIRST_CELL])
        if failed or printed.strip() != FIRST_ANSWER:
            raise TraineeError(f"first cell: {printed.strip()!r}, expected {FIRST_ANSWER}")

    @property
    def _http(self) -> aiohttp.ClientSession:
        assert self._session is not None
        return self._session

    @property
    def _kernels(self) -> str:
        return f"{self.url}user/{self.name}/api/kernels"

    @property
    def _rights(self) -> dict[str, str]:
        return {"Authorization": f"token {self.token}"}

    async def _wait_for_server(self) -> None:
        """Read the events that the waiting page reads, to the last.

        Raises:
            TraineeError: The start failed, or the events ended without a word.
        """
        cookies = self._http.cookie_jar.filter_cookies(URL(f"{self.url}hub/"))
        parameters = {"_xsrf": cookies["_xsrf"].value}
        progress = f"{self.url}hub/api/users/{self.name}/server/progress"
        async with self._http.get(progress, params=parameters) as events:
            async for line in events.content:
                if line.startswith(b"data:"):
                    event = json.loads(line[5:])
                    if event.get("ready"):
                        return
                    if event.get("failed"):
                        raise TraineeError(f"open server: {event.get('message')}")
        raise TraineeError("open server: the progress ended without a server")


async def timed_start(trainee: Trainee) -> tuple[float, float]:
    """From the press of the button: seconds to the server, seconds to the first cell's answer."""
    begun = time.perf_counter()
    await trainee.open_server()
    opened = time.perf_counter() - begun
    await trainee.start_kernel()
    await trainee.first_answer()
    return opened, time.perf_counter() - begun


async def timed_restart(trainee: Trainee) -> float:
    """Seconds from the press of the restart button to the same cell's answer."""
    begun = time.perf_counter()
    await trainee.restart_kernel()
    await trainee.first_answer()
    return time.perf_counter() - begun


def _execute_request(code: str) -> dict[str, Any]:
    # ref: jupyter-client's "Messaging in Jupyter"; the JSON form of the default subprotocol
    return {
        "channel": "shell",
        "header": {
            "msg_id": uuid.uuid4().hex,
            "msg_type": "execute_request",
            "session": uuid.uuid4().hex,
            "username": "",
            "version": "5.3",
            "date": "2026-01-01T00:00:00Z",
        },
        "content": {"code": code, "store_history": False, "allow_stdin": False},
        "parent_header": {},
        "metadata": {},
    }


async def _read_answer(
    channels: aiohttp.ClientWebSocketResponse, message_id: str
) -> tuple[str, bool]:
    """What one cell printed and whether it ran through.

    Raises:
        TraineeError: The kernel died.
    """
    printed, right = "", True
    async for frame in channels:
        if frame.type is not aiohttp.WSMsgType.TEXT:
            break
        message = json.loads(frame.data)
        kind, content = message["header"]["msg_type"], message["content"]
        if content.get("execution_state") in ("dead", "restarting"):
            break
        if message["parent_header"].get("msg_id") != message_id:
            continue
        if kind == "stream":
            printed += content["text"]
        elif kind == "error":
            right = False
        elif kind == "status" and content["execution_state"] == "idle":
            return printed, right
    raise TraineeError("run: the kernel died or the connection broke")
