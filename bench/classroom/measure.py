"""One class in one house: log in, press start together, answer, restart, work, and be measured.

Every second is wall time of the trainees; processor time and memory are those of the house alone,
the bench's own are not in them. A trainee who fails is counted and named, and stops nobody.
"""

import asyncio
import math
import statistics
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import TypeVar

import aiohttp
import psutil

from bench.classroom.house import House
from bench.classroom.trainee import Trainee, TraineeError, timed_restart, timed_start
from sandbox import processes

Result = TypeVar("Result")
MIB = 1024 * 1024
LOG_INS_AT_ONCE = 4  # not measured, and bcrypt is slow on purpose
RESTARTS = 5
SETTLE_SECONDS = 5.0


@dataclass(frozen=True)
class Measured:
    """The figures of one house; each per trainee where its name says so."""

    trainees: int
    succeeded: int
    failures: dict[str, int]
    all_ready_seconds: float
    seconds_per_trainee: float
    server_seconds_median: float
    answer_seconds_median: float
    answer_seconds_p95: float
    cpu_seconds_per_trainee: float
    pss_mib_per_trainee: float
    pss_mib_shared: float
    machine_mib_per_trainee: float
    restart_seconds_median: float
    worked: int
    work_seconds: float
    work_cpu_seconds_per_trainee: float
    pss_mib_per_trainee_worked: float


async def measure(house: House, notebook: Sequence[str]) -> Measured:
    """Take the class of `house` through a lesson whose code cells are `notebook`."""
    async with AsyncExitStack() as stack:
        everybody = [
            await stack.enter_async_context(Trainee(house.url, name, password))
            for name, password in house.passwords.items()
        ]
        failures: Counter[str] = Counter()
        gate = asyncio.Semaphore(LOG_INS_AT_ONCE)

        async def log_in(trainee: Trainee) -> None:
            async with gate:
                await trainee.log_in()

        people = list(await _each(everybody, log_in, failures))
        _say(f"{len(people)} of {len(everybody)} logged in; all press start")
        free, cpu = psutil.virtual_memory().available, processes.cpu_seconds(house.all_pids())
        begun = time.perf_counter()
        started = await _each(people, timed_start, failures)
        ready_seconds = time.perf_counter() - begun
        await asyncio.sleep(SETTLE_SECONDS)
        cpu = processes.cpu_seconds(house.all_pids()) - cpu
        free -= psutil.virtual_memory().available
        count = max(1, len(started))
        idle_mib, shared_mib = _pss_mib(house)
        _say(f"{len(started)} of {len(everybody)} have their answer after {ready_seconds:.1f} s")
        restarted = await _one_by_one(list(started)[:RESTARTS], timed_restart, failures)
        cells = list(notebook)

        async def work(trainee: Trainee) -> None:
            _, failed = await trainee.run(cells)
            if failed:
                raise TraineeError(f"notebook: {failed} of {len(cells)} cells failed")

        work_cpu = processes.cpu_seconds(house.all_pids())
        begun = time.perf_counter()
        worked = await _each(list(started), work, failures)
        work_seconds = time.perf_counter() - begun
        await asyncio.sleep(SETTLE_SECONDS)
        work_cpu = processes.cpu_seconds(house.all_pids()) - work_cpu
        _say(f"{len(worked)} of {len(everybody)} ran the notebook after {work_seconds:.1f} s")
        answers = [answer for _, answer in started.values()]
        return Measured(
            trainees=len(everybody),
            succeeded=len(started),
            failures=dict(failures),
            all_ready_seconds=ready_seconds,
            seconds_per_trainee=ready_seconds / count,
            server_seconds_median=_median([opened for opened, _ in started.values()]),
            answer_seconds_median=_median(answers),
            answer_seconds_p95=_p95(answers),
            cpu_seconds_per_trainee=cpu / count,
            pss_mib_per_trainee=idle_mib / count,
            pss_mib_shared=shared_mib,
            machine_mib_per_trainee=free / MIB / count,
            restart_seconds_median=_median(restarted),
            worked=len(worked),
            work_seconds=work_seconds,
            work_cpu_seconds_per_trainee=work_cpu / count,
            pss_mib_per_trainee_worked=_pss_mib(house)[0] / count,
        )


async def _each(
    people: Sequence[Trainee],
    act: Callable[[Trainee], Awaitable[Result]],
    failures: Counter[str],
) -> dict[Trainee, Result]:
    """Have all act at once; the results of those who succeeded."""
    found = await asyncio.gather(*(act(one) for one in people), return_exceptions=True)
    done: dict[Trainee, Result] = {}
    for one, result in zip(people, found, strict=True):
        if isinstance(result, BaseException):
            _count(failures, result)
        else:
            done[one] = result
    return done


async def _one_by_one(
    people: Sequence[Trainee],
    act: Callable[[Trainee], Awaitable[Result]],
    failures: Counter[str],
) -> list[Result]:
    """Have one after the other act, each with the machine to itself."""
    done = [await _each([one], act, failures) for one in people]
    return [result for one in done for result in one.values()]


def _count(failures: Counter[str], error: BaseException) -> None:
    if not isinstance(error, (TraineeError, aiohttp.ClientError, OSError, TimeoutError)):
        raise error
    failures[f"{type(error).__name__}: {error}"[:200]] += 1


def _pss_mib(house: House) -> tuple[float, float]:
    """Memory of all trainees' processes, and of those that all trainees share."""
    servers = house.server_pids()
    shared = set(house.all_pids()) - set(servers)
    return (
        processes.proportional_bytes(servers) / MIB,
        processes.proportional_bytes(shared) / MIB,
    )


def _median(values: Sequence[float]) -> float:
    return statistics.median(values) if values else 0.0


def _p95(values: Sequence[float]) -> float:
    """What 95 of 100 do not exceed (nearest rank)."""
    return sorted(values)[math.ceil(0.95 * len(values)) - 1] if values else 0.0


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
