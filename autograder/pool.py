"""Run notebooks at the same time, no more than so many, in an event loop of its own thread.

The gradebook stays with the caller's thread. A run that fails by the lab's fault is tried again; a
pool that is closed stops every sandbox it started. Does not know what is asked of it: it takes
functions that make a request.
"""

import asyncio
import concurrent.futures
import threading
from collections.abc import Callable
from types import TracebackType

from autograder.errors import RunError
from autograder.run import RunFunction, RunRequest, RunResult


class RunPool:
    """A context manager; `submit` may be called while it is open."""

    def __init__(self, run: RunFunction, jobs: int, tries: int) -> None:
        self._run = run
        self._tries = tries
        self._jobs = jobs
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="runs", daemon=True)
        self._slots: asyncio.Semaphore | None = None

    def __enter__(self) -> "RunPool":
        self._slots = asyncio.Semaphore(self._jobs)
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._cancel_all(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def submit(
        self, make_request: Callable[[], RunRequest]
    ) -> concurrent.futures.Future[RunResult]:
        """Run the request when there is room; it is made only then, to hold few in memory."""
        return asyncio.run_coroutine_threadsafe(self._attempt(make_request), self._loop)

    async def _attempt(self, make_request: Callable[[], RunRequest]) -> RunResult:
        assert self._slots is not None
        async with self._slots:
            request = make_request()
            for _ in range(self._tries - 1):
                try:
                    return await self._run(request)
                except RunError:
                    continue
            return await self._run(request)

    async def _cancel_all(self) -> None:
        tasks = asyncio.all_tasks(self._loop) - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
