"""A trainee's first minutes, played once in a fork of the template, so that it knows what they run.

A server for nobody, a stand-in for the hub, a log-in, JupyterLab's page and what that asks for, a
kernel and a few cells, in a folder that only the template's own user may enter. Nothing of it is
left but a note of which code ran (`sandbox.code_that_runs`). Checks no answer: tests do.
"""

import asyncio
import json
import os
import secrets
import signal
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from sandbox import inheritance
from sandbox.code_that_runs import die_with_parent

_PERSON = "nobody"
_HUB, _SOCKET, _LOG = "hub", "server", "log"
_PREFIX = f"/user/{_PERSON}/"
_SERVER = f"http://localhost{_PREFIX}"
_KERNELS = f"{_SERVER}api/kernels"
# What JupyterLab's page asks for by itself.
_ASKED = (
    *("api/me", "api/status", "api/kernelspecs", "api/kernels", "api/sessions", "api/terminals"),
    *("api/contents?content=1", "lab/api/settings", "lab/api/workspaces/default"),
    *("lab/api/translations/ko_KR", "lab-classroom/home", "assignment_list/config"),
)
# As lessons begin: numbers, a table, a picture, and a first mistake.
CELLS = (
    "import torch, numpy, pandas\n"
    "x = torch.linspace(-1, 1, 64)[:, None]\n"
    "print(round(float((x.T @ x).sum()), 3))",
    "pandas.DataFrame({'a': [1, 2, 3], 'b': ['x', 'y', 'z']}).describe()",
    "import matplotlib.pyplot as plt\nplt.plot(numpy.arange(3))\nplt.show()",
    "numpy.arange(3)[5]",
)


def play(folder: Path, note: Callable[[], None], cells: Sequence[str] = CELLS) -> None:
    """A part for `sandbox.code_that_runs.addresses_run`, in which a kernel runs `cells`."""
    child = os.fork()
    if child == 0:
        try:
            _be_server(folder, note)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(1)
    try:
        asyncio.run(_first_minutes(child, folder, cells))
    finally:
        os.kill(child, signal.SIGKILL)  # its kernel dies with it, and the kernel's template
        os.waitpid(child, 0)


def _be_server(folder: Path, note: Callable[[], None]) -> None:
    from hub_config.trainee import prepared_server, server

    die_with_parent()
    log = os.open(folder / _LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for stream in (1, 2):
        os.dup2(log, stream)
    inheritance.default_signals()
    inheritance.make_own(_environment(folder), [_PERSON], "dress rehearsal")
    vars(server)["LOG"] = folder / _LOG
    prepared = prepared_server.PreparedServer.ready
    if prepared is not None:
        prepared.server.allow_root = True
    note()
    prepared_server.main_forked([f"--socket={folder / _SOCKET}"])


def _environment(folder: Path) -> dict[str, str]:
    from hub_config.trainee.starts import PREFIX, THE_SAME, THEIR_OWN, URL

    api = f"http+unix://{quote(str(folder / _HUB), safe='')}/hub/api"
    scopes = json.dumps([f"access:servers!server={_PERSON}/"])
    token = secrets.token_hex(16)
    names = {"HOME": "home", "IPYTHONDIR": "ipython", "JUPYTER_RUNTIME_DIR": "run"}
    folders = {name: str(folder / short) for name, short in names.items()}
    for path in folders.values():
        Path(path).mkdir()
    return {
        **dict.fromkeys(THEIR_OWN, _PERSON),
        **THE_SAME,
        **folders,
        **dict.fromkeys(("JPY_API_TOKEN", "JUPYTERHUB_API_TOKEN"), token),
        **dict.fromkeys(("JUPYTERHUB_OAUTH_SCOPES", "JUPYTERHUB_OAUTH_ACCESS_SCOPES"), scopes),
        "JUPYTERHUB_CLIENT_ID": f"jupyterhub-user-{_PERSON}",
        "JUPYTERHUB_API_URL": api,
        "JUPYTERHUB_ACTIVITY_URL": f"{api}/users/{_PERSON}/activity",
        "JUPYTERHUB_OAUTH_CALLBACK_URL": f"{_PREFIX}oauth_callback",
        PREFIX: _PREFIX,
        URL: f"http://127.0.0.1:8888{_PREFIX}",
        "PYTHONNOUSERSITE": "1",
        "LANG": "C.UTF-8",
        "PATH": os.defpath,
    }


async def _first_minutes(child: int, folder: Path, cells: Sequence[str]) -> None:
    import aiohttp

    runner, server = await _open_hub(folder / _HUB), folder / _SOCKET
    while not server.exists():  # who waits for us has a limit
        if os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            raise RuntimeError(f"the server of the rehearsal ended: {(folder / _LOG).read_text()}")
        await asyncio.sleep(0.01)
    jar = aiohttp.CookieJar(unsafe=True)
    connector = aiohttp.UnixConnector(str(server))
    async with aiohttp.ClientSession(connector=connector, cookie_jar=jar) as browser:
        await _fetch(browser, f"{_SERVER}api")
        async with browser.get(f"{_SERVER}lab", allow_redirects=False) as sent_to_hub:
            asked = parse_qs(urlsplit(sent_to_hub.headers["Location"]).query)
        back = {"code": "word", "state": asked["state"][0]}
        await _fetch(browser, f"{_SERVER}oauth_callback", params=back)
        for address in _ASKED:
            await _fetch(browser, _SERVER + address)
        rights = {"Authorization": f"token {secrets.token_hex(16)}"}
        started = await _fetch(browser, _KERNELS, method="POST", json={}, headers=rights)
        channels = f"{_KERNELS}/{json.loads(started)['id']}/channels"
        async with browser.ws_connect(channels, headers=rights) as kernel:
            for cell in cells:
                await _run(kernel, cell)
    await runner.cleanup()


async def _open_hub(socket: Path) -> Any:
    """A stand-in that knows one person, and believes every word."""
    from aiohttp import web

    scopes = [f"access:servers!user={_PERSON}", f"access:servers!server={_PERSON}/"]
    person = {"kind": "user", "name": _PERSON, "admin": False, "groups": [], "scopes": scopes}
    token = {"access_token": secrets.token_hex(16), "token_type": "Bearer"}

    def answer(what: object) -> Callable[[web.Request], Any]:
        async def handle(_: web.Request) -> web.Response:
            return web.json_response(what)

        return handle

    application = web.Application()
    application.router.add_get("/hub/api/user", answer({**person, "session_id": None}))
    application.router.add_post("/hub/api/oauth2/token", answer(token))
    runner = web.AppRunner(application)
    await runner.setup()
    await web.UnixSite(runner, str(socket)).start()
    return runner


async def _fetch(browser: Any, address: str, method: str = "GET", **options: Any) -> str:
    async with browser.request(method, address, **options) as answer:
        return str(await answer.text())


async def _run(kernel: Any, cell: str) -> None:
    """Have one cell run, to its end."""
    header = {"msg_id": secrets.token_hex(16), "msg_type": "execute_request", "version": "5.3"}
    header |= {"session": secrets.token_hex(16), "username": "", "date": "2026-01-01T00:00:00Z"}
    content = {"code": cell, "store_history": False, "allow_stdin": False}
    message = {"channel": "shell", "header": header, "content": content}
    await kernel.send_json({**message, "parent_header": {}, "metadata": {}})
    async for frame in kernel:
        heard = json.loads(frame.data)
        if (
            heard["parent_header"].get("msg_id") == header["msg_id"]
            and heard["content"].get("execution_state") == "idle"
        ):
            return
