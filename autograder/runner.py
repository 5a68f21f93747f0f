"""The runner: runs notebooks for services that cannot start sandboxes themselves.

A server on a Unix socket; each connection carries one request and gets one answer: four bytes of
length, then JSON (`autograder.wire`). The limits of the lab's settings bound what a request may
ask for. Callers, told apart by their user, take turns, so that one course with a hundred
submissions does not keep another waiting. A caller that hangs up stops its run. Knows no course,
no gradebook and no score.
"""

import asyncio
import contextlib
import json
import logging
import os
import signal
import socket
import struct
from collections import OrderedDict, deque
from pathlib import Path

from autograder.errors import RequestError, RunError
from autograder.run import MIB, RunFunction, RunLimits, RunRequest, RunResult, run_notebook_async
from autograder.settings import GradingSection
from autograder.wire import LARGEST_REQUEST_BYTES, request_from_json, result_to_json

log = logging.getLogger(__name__)

LENGTH = struct.Struct("!I")
HEARING_SECONDS = 60
LONGEST_SOCKET_PATH = 107


class Turns:
    """At most so many at once, and callers by turns."""

    def __init__(self, slots: int) -> None:
        self._free = slots
        self._waiting: OrderedDict[int, deque[asyncio.Future[None]]] = OrderedDict()

    async def take(self, caller: int) -> None:
        """Wait for a turn of `caller`; give it back afterwards.

        Raises:
            CancelledError: Nobody waits for it any more; the turn is not taken.
        """
        if self._free > 0:
            self._free -= 1
            return
        turn = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(caller, deque()).append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.give_back()
            raise

    def give_back(self) -> None:
        """Let the next caller have the turn."""
        while self._waiting:
            caller, turns = next(iter(self._waiting.items()))
            turn = turns.popleft()
            if turns:
                self._waiting.move_to_end(caller)
            else:
                del self._waiting[caller]
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1


class Runner:
    """Answers requests on a socket until it is stopped."""

    def __init__(self, settings: GradingSection, run: RunFunction = run_notebook_async) -> None:
        jobs = settings.jobs or os.cpu_count() or 1
        self._turns = Turns(jobs)
        self._run = run
        self._answering: set[asyncio.Task[None]] = set()
        self._most = RunLimits(
            cell_seconds=86_400,
            notebook_seconds=settings.largest("notebook_seconds"),
            memory_bytes=settings.largest("memory_mib") * MIB,
            processes=settings.largest("processes"),
            cell_output_bytes=settings.largest("cell_output_kib") * 1024,
            notebook_output_bytes=settings.largest("notebook_output_kib") * 1024,
            cpu_threads=os.cpu_count() or 1,
        )

    async def serve(self, address: Path) -> None:
        """Serve on the socket `address` until SIGTERM or SIGINT.

        Raises:
            RequestError: The path is too long for a Unix socket.
        """
        if len(os.fsencode(address)) > LONGEST_SOCKET_PATH:
            raise RequestError(
                f"{address}: longer than {LONGEST_SOCKET_PATH} bytes, which no Unix socket can be."
                " Choose a shorter [lab] state_dir."
            )
        address.parent.mkdir(parents=True, exist_ok=True)
        address.unlink(missing_ok=True)
        server = await asyncio.start_unix_server(self._answer, address)
        # Whoever has the folder may connect; who that is, the mounts decide.
        address.chmod(0o666)
        stopped = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stopped.set)
        log.info("runner listens on %s", address)
        try:
            await stopped.wait()
        finally:
            server.close()
            tasks = tuple(self._answering)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            address.unlink(missing_ok=True)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)
        try:
            with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, TimeoutError):
                try:
                    answer = await self._handle(reader, _caller(writer))
                except RequestError as error:
                    answer = _complaint("request", str(error))
                except RunError as error:
                    answer = _complaint("run", str(error))
                except (ConnectionError, asyncio.IncompleteReadError, TimeoutError):
                    raise  # who only looks whether somebody listens asks nothing
                except Exception as error:
                    log.exception("a request failed")
                    answer = _complaint("run", f"{type(error).__name__}: {error}")
                writer.write(LENGTH.pack(len(answer)) + answer)
                await writer.drain()
        finally:
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()

    async def _handle(self, reader: asyncio.StreamReader, caller: int) -> bytes:
        async with asyncio.timeout(HEARING_SECONDS):
            (length,) = LENGTH.unpack(await reader.readexactly(LENGTH.size))
            if length > LARGEST_REQUEST_BYTES:
                raise RequestError(f"{length} bytes, at most {LARGEST_REQUEST_BYTES} are read.")
            request = request_from_json(await reader.readexactly(length), self._most)
        work = asyncio.ensure_future(self._take_turn(caller, request))
        hang_up = asyncio.ensure_future(reader.read(1))
        try:
            await asyncio.wait({work, hang_up}, return_when=asyncio.FIRST_COMPLETED)
            if not work.done():
                raise ConnectionAbortedError
            return result_to_json(work.result())
        finally:
            for task in (work, hang_up):
                task.cancel()
            await asyncio.gather(work, hang_up, return_exceptions=True)

    async def _take_turn(self, caller: int, request: RunRequest) -> RunResult:
        await self._turns.take(caller)
        try:
            return await self._run(request)
        finally:
            self._turns.give_back()


def _caller(writer: asyncio.StreamWriter) -> int:
    connection = writer.get_extra_info("socket")
    # ref: unix(7), SO_PEERCRED: pid, uid and gid of the peer, from the kernel.
    packed = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    uid: int = struct.unpack("3i", packed)[1]
    return uid


def _complaint(kind: str, message: str) -> bytes:
    return json.dumps({"error": kind, "message": message[:2000]}).encode()
