"""The runner answers on its socket, takes callers by turns, and stops what nobody waits for."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from autograder.errors import RequestError, RunError
from autograder.run import RunRequest, RunResult
from autograder.runner import LENGTH, Runner, Turns
from autograder.runner_client import RunnerClient
from autograder.settings import GradingSection

RESULT = RunResult("{}", (), 1.0)


@asynccontextmanager
async def running(
    address: Path, run: Callable[[RunRequest], Awaitable[RunResult]] | None = None
) -> AsyncIterator[RunnerClient]:
    settings = GradingSection(jobs=1)
    runner = Runner(settings) if run is None else Runner(settings, run)
    serving = asyncio.ensure_future(runner.serve(address))
    async with asyncio.timeout(10):
        while not address.is_socket():
            await asyncio.sleep(0.01)
    try:
        yield RunnerClient(address)
    finally:
        serving.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await serving


async def test_a_request_is_run_and_answered(short_path: Path) -> None:
    seen: list[RunRequest] = []

    async def run(request: RunRequest) -> RunResult:
        seen.append(request)
        return RESULT

    request = RunRequest("a notebook")
    async with running(short_path / "r.sock", run) as client:
        assert await client.run(request) == RESULT
    assert [entry.notebook for entry in seen] == ["a notebook"]


async def test_a_failure_of_the_lab_comes_back_as_one(short_path: Path) -> None:
    async def run(request: RunRequest) -> RunResult:
        raise RunError("no sandbox today")

    async with running(short_path / "r.sock", run) as client:
        with pytest.raises(RunError, match="no sandbox today"):
            await client.run(RunRequest("{}"))


async def test_nonsense_is_refused_and_the_runner_lives_on(short_path: Path) -> None:
    async def run(request: RunRequest) -> RunResult:
        return RESULT

    async with running(short_path / "r.sock", run) as client:
        for nonsense in (LENGTH.pack(2) + b"{}", LENGTH.pack(2**32 - 1), b"\0"):
            reader, writer = await asyncio.open_unix_connection(short_path / "r.sock")
            writer.write(nonsense)
            writer.write_eof()
            answer = await reader.read()
            assert b"error" in answer or not answer
            writer.close()
            await writer.wait_closed()
        assert await client.run(RunRequest("{}")) == RESULT


async def test_who_hangs_up_stops_the_run(short_path: Path) -> None:
    started, stopped = asyncio.Event(), asyncio.Event()

    async def run(request: RunRequest) -> RunResult:
        started.set()
        try:
            await asyncio.Event().wait()
        finally:
            stopped.set()
        return RESULT

    async with asyncio.timeout(10), running(short_path / "r.sock", run) as client:
        asking = asyncio.ensure_future(client.run(RunRequest("{}")))
        await started.wait()
        asking.cancel()
        await stopped.wait()


async def test_without_a_runner_the_error_names_its_place(tmp_path: Path) -> None:
    with pytest.raises(RunError, match=r"nobody\.sock"):
        await RunnerClient(tmp_path / "nobody.sock").run(RunRequest("{}"))


async def test_a_path_too_long_for_a_socket_is_refused_with_the_cure(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="state_dir"):
        await Runner(GradingSection()).serve(tmp_path / ("x" * 120))


async def test_callers_take_turns() -> None:
    turns, order = Turns(1), []

    async def work(caller: int) -> None:
        await turns.take(caller)
        order.append(caller)
        turns.give_back()

    await turns.take(0)
    tasks = [asyncio.ensure_future(work(caller)) for caller in (1, 1, 1, 2, 3)]
    await asyncio.sleep(0)
    turns.give_back()
    await asyncio.gather(*tasks)
    assert order == [1, 2, 3, 1, 1]


async def test_a_turn_that_nobody_waits_for_goes_to_the_next() -> None:
    turns = Turns(1)
    await turns.take(0)
    first = asyncio.ensure_future(turns.take(1))
    second = asyncio.ensure_future(turns.take(2))
    await asyncio.sleep(0)
    first.cancel()
    turns.give_back()
    async with asyncio.timeout(5):
        await second


@pytest.mark.slow
async def test_a_real_notebook_is_run_through_the_socket(short_path: Path) -> None:
    notebook = nbformat.writes(new_notebook(cells=[new_code_cell("print(6 * 7)")]))
    async with running(short_path / "r.sock") as client:
        result = await client.run(RunRequest(notebook))
    assert nbformat.reads(result.notebook, as_version=4).cells[0].outputs[0].text == "42\n"
