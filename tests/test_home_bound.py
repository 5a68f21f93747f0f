"""A home that is filled beyond its bound in a running lab: its cell is told, a terminal cleans up.

The hub looks at a home as often as it asks whether a server runs, and whenever somebody presses its
start button; the tests press, so that they need not wait.
"""

import asyncio

import aiohttp
import pytest

from hub_config.trainee.home_size import BYTES_FOR_EACH_FILE, MIB
from tests.learner import Learner, Server, newcomer, places, wait_for
from tests.running_lab import RunningLab

pytestmark = pytest.mark.slow
# Beyond the bound at once, then on and on; what lies in one folder is deleted at once.
FILL = {
    "bytes": """
import os, pathlib, time
pathlib.Path("much").mkdir(exist_ok=True)
for number in range(3):
    with open(f"much/large{number}", "wb") as file:
        os.posix_fallocate(file.fileno(), 0, BYTES // 2)
with open("much/grows", "wb", buffering=0) as file:
    while True:
        file.write(bytes(4096))
        time.sleep(0.01)
""",
    "files": """
import pathlib, time
pathlib.Path("much").mkdir(exist_ok=True)
number = 0
while True:
    pathlib.Path(f"much/{number}").touch()
    number += 1
    if number > FILES:
        time.sleep(0.01)
""",
}


async def fill(learner: Learner, server: Server, what: str) -> str:
    """Run a cell that fills the home until it is ended; what the notebook shows of it."""
    limit_bytes = learner.lab.settings.trainee.home_mib * MIB
    code = FILL[what].replace("BYTES", str(limit_bytes))
    code = code.replace("FILES", str(limit_bytes // BYTES_FOR_EACH_FILE))
    cell = asyncio.create_task(server.run_in(await server.start_kernel(), code))
    while not cell.done():
        told = await asyncio.to_thread(learner.ask_hub, "POST", f"users/{learner.name}/server")
        assert "already running" in told.text
        await asyncio.wait([cell], timeout=0.2)
    return await cell


@pytest.mark.parametrize("what", FILL)
async def test_a_cell_that_fills_the_home_is_told_and_a_terminal_cleans_up(
    what: str, running_lab: RunningLab
) -> None:
    # A person each: kernels of a server that has ended some start cold.
    with newcomer(running_lab, f"home.{what}") as person:
        server = person.open_server()
        before = server.pid
        said = await fill(person, server, what)
        assert "홈 폴더의 한도를 넘어 계속 쓰고 있어 커널을 껐을" in said
        mib = running_lab.settings.trainee.home_mib
        limit = {"bytes": f"{mib:,}MiB", "files": f"{mib * MIB // BYTES_FOR_EACH_FILE:,}개"}[what]
        assert f"한도 {limit}" in said
        assert said.endswith("the kernel died")
        much = places(running_lab).home(person.name) / "much"
        assert much.exists()
        await type_into_terminal(server, "rm -rf much\n")
        wait_for(lambda: not much.exists(), 60)
        assert server.pid == before


async def type_into_terminal(server: Server, text: str) -> None:
    """Open a terminal and type, once its shell has said something."""
    base = f"{server.lab.hub_url}user/{server.name}"
    async with aiohttp.ClientSession(headers=server.headers) as session:
        async with session.post(f"{base}/api/terminals", json={}) as response:
            assert response.status == 200, await response.text()
            name = (await response.json())["name"]
        async with session.ws_connect(f"{base}/terminals/websocket/{name}") as terminal:
            while (await terminal.receive_json(timeout=60))[0] != "stdout":
                pass
            await terminal.send_json(["stdin", text])
            while "much" not in (await terminal.receive_json(timeout=60))[1]:
                pass
