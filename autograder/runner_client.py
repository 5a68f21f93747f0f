"""Ask the runner at a socket to run a notebook.

For services that cannot start sandboxes. Checks the answer as if it came from a stranger.
"""

import asyncio
import contextlib
import json
from pathlib import Path

from autograder.errors import RequestError, RunError
from autograder.run import RunRequest, RunResult
from autograder.runner import LENGTH
from autograder.wire import LARGEST_RESULT_BYTES, request_to_json, result_from_json


class RunnerClient:
    """A runner by the path of its socket; one connection for each run."""

    def __init__(self, address: Path) -> None:
        self._address = address

    async def run(self, request: RunRequest) -> RunResult:
        """Have `request` run there; cancelling hangs up, which stops the run.

        Raises:
            RunError: The runner does not answer, or could not run it.
            RequestError: The runner does not take the request.
        """  # noqa: DOC502
        try:
            reader, writer = await asyncio.open_unix_connection(self._address)
        except OSError as error:
            raise RunError(f"no runner at {self._address}: {error}.") from error
        try:
            data = request_to_json(request)
            writer.write(LENGTH.pack(len(data)) + data)
            await writer.drain()
            (length,) = LENGTH.unpack(await reader.readexactly(LENGTH.size))
            if length > LARGEST_RESULT_BYTES:
                raise RunError(f"the runner's answer has {length} bytes.")
            return _read_answer(await reader.readexactly(length))
        except (ConnectionError, asyncio.IncompleteReadError) as error:
            raise RunError(f"the runner at {self._address} hung up.") from error
        finally:
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()


def _read_answer(data: bytes) -> RunResult:
    if data.startswith(b'{"error"'):
        complaint = json.loads(data)
        kind = RequestError if complaint.get("error") == "request" else RunError
        raise kind(f"runner: {complaint.get('message')}")
    return result_from_json(data)
