"""A person at work in a running lab, without a browser: HTTP and websockets through the proxy.

Looks into the state folder only for what an operator may look up there.
"""

import asyncio
import contextlib
import json
import re
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

import aiohttp
import httpx

from hub_config.people import create_person, open_accounts
from hub_config.places import Places
from tests.running_lab import RunningLab

Found = TypeVar("Found")
OPEN_SECONDS = 120.0
PASSWORD = "blue-tiger-42"


@dataclass(frozen=True)
class Learner:
    """Somebody who is logged in; `client` is their browser without its scripts."""

    lab: RunningLab
    name: str
    client: httpx.Client

    def open_server(self) -> "Server":
        """Open one's server and wait for Lab."""

        def lab_page() -> str | None:
            response = self.client.get(f"/hub/spawn/{self.name}")
            if response.url.path != f"/user/{self.name}/lab":
                return None
            found = re.search(r'"token":\s*"([^"]+)"', response.text)
            return found[1] if found else None

        token = wait_for(lab_page, OPEN_SECONDS)
        return Server(self.lab, self.name, {"Authorization": f"token {token}"})

    def press_start(self) -> None:
        """Press the start button and look no further."""
        response = self.client.get(f"/hub/spawn/{self.name}")
        assert response.url.path == f"/hub/spawn-pending/{self.name}", response.url

    def stop_server(self) -> httpx.Response:
        """Press the stop button of the home page."""
        return self.ask_hub("DELETE", f"users/{self.name}/server")

    def ask_hub(
        self, method: str, path: str, body: object = None, timeout_seconds: float = 60
    ) -> httpx.Response:
        """Ask the hub's API as a page of the hub would."""
        found = re.search(r'xsrf_token: "([^"]+)"', self.client.get("/hub/home").text)
        assert found is not None
        headers = {"X-XSRFToken": found[1]}
        return self.client.request(
            method, f"/hub/api/{path}", json=body, headers=headers, timeout=timeout_seconds
        )


@dataclass(frozen=True)
class Server:
    """A person's running server."""

    lab: RunningLab
    name: str
    headers: dict[str, str]

    @property
    def pid(self) -> int:
        """The first process of its sandbox, as the lab records it."""
        record = places(self.lab).sandboxes / f"person-{self.name}.json"
        return int(json.loads(record.read_text())["pid"])

    async def run(self, code: str) -> str:
        """Run code in a new kernel, and end it; what it printed, or its error."""
        kernel = await self.start_kernel()
        try:
            return await self.run_in(kernel, code)
        finally:
            # What it left running, threads among it, would count against the next one's limits.
            async with (
                aiohttp.ClientSession(headers=self.headers) as session,
                session.delete(f"{self._kernels}/{kernel}"),
            ):
                pass

    async def start_kernel(self) -> str:
        """Start a kernel; its id."""
        async with (
            aiohttp.ClientSession(headers=self.headers) as session,
            session.post(self._kernels, json={}) as response,
        ):
            assert response.status == 201, await response.text()
            return str((await response.json())["id"])

    async def run_in(self, kernel: str, code: str) -> str:
        """Run code in a kernel that runs already."""
        async with (
            aiohttp.ClientSession(headers=self.headers) as session,
            session.ws_connect(f"{self._kernels}/{kernel}/channels") as channels,
        ):
            request = _execute(code)
            await channels.send_json(request)
            return await _collect(channels, request["header"]["msg_id"])

    async def answer_of(self, kernel: str, code: str) -> str:
        """What `code` prints, asked again while the kernel starts and cannot hear or be heard."""
        for _ in range(12):
            with contextlib.suppress(TimeoutError):
                if said := await asyncio.wait_for(self.run_in(kernel, code), 10):
                    return said
        raise AssertionError(f"{kernel} answers nothing")

    @property
    def _kernels(self) -> str:
        return f"{self.lab.hub_url}user/{self.name}/api/kernels"


def places(lab: RunningLab) -> Places:
    """The lab's state folder."""
    return Places(lab.settings.lab.state_dir)


def child_pid(lab: RunningLab, name: str) -> int:
    """The process of one part, as the supervisor records it."""
    return int(json.loads((places(lab).run / "children" / f"{name}.json").read_text())["pid"])


@contextmanager
def browse(lab: RunningLab) -> Iterator[httpx.Client]:
    """A browser without its scripts, logged out."""
    with httpx.Client(base_url=lab.hub_url, follow_redirects=True, timeout=60) as client:
        yield client


@contextmanager
def log_in(lab: RunningLab, name: str) -> Iterator[Learner]:
    """Log one of the people in whose passwords the lab printed."""
    with log_in_as(lab, name, lab.passwords[name]) as learner:
        yield learner


@contextmanager
def log_in_as(lab: RunningLab, name: str, password: str) -> Iterator[Learner]:
    """Log anybody in who has an account."""
    with browse(lab) as client:
        response = submit(client, "/hub/login", username=name, password=password)
        assert response.url.path == "/hub/home", response.text
        yield Learner(lab, name, client)


@contextmanager
def newcomer(lab: RunningLab, name: str) -> Iterator[Learner]:
    """Somebody with a new account, logged in; their server is stopped at the end."""
    with open_accounts(lab.settings) as accounts:
        create_person(accounts, name, PASSWORD, ["demo"])
    with log_in_as(lab, name, PASSWORD) as learner:
        yield learner
        learner.stop_server()


def submit(client: httpx.Client, path: str, **fields: str) -> httpx.Response:
    """Open a page with a form and send the form."""
    page = client.get(path)
    found = re.search(r'name="_xsrf" value="([^"]+)"', page.text)
    assert found is not None, page.text
    return client.post(path, data={"_xsrf": found[1], **fields})


def wait_for(look: Callable[[], Found | None], seconds: float) -> Found:
    """What `look` returns as soon as it returns something; fails after `seconds`."""
    deadline = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < deadline, f"nothing after {seconds:g} s"
        time.sleep(0.1)
    return found


def _execute(code: str) -> dict[str, Any]:
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


async def _collect(channels: aiohttp.ClientWebSocketResponse, message_id: str) -> str:
    printed: list[str] = []
    # As for JupyterLab, a cell has ended when its reply is there and its kernel idle.
    waiting_for = {"reply", "idle"}
    while waiting_for:
        message = await channels.receive_json(timeout=OPEN_SECONDS)
        if message["content"].get("execution_state") in ("restarting", "dead"):
            return "".join([*printed, "the kernel died"])
        if message["parent_header"].get("msg_id") != message_id:
            continue
        kind, content = message["header"]["msg_type"], message["content"]
        if kind == "stream":
            printed.append(content["text"])
        elif kind == "error":
            printed.append(f"{content['ename']}: {content['evalue']}")
        elif kind == "execute_reply":
            waiting_for.discard("reply")
        elif kind == "status" and content["execution_state"] == "idle":
            waiting_for.discard("idle")
    return "".join(printed)
