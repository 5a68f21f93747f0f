"""Programs that are started for one measurement, in a folder of their own, and ended with it.

Nothing that was started outlives its block, nor this process however it ends. Does not know what
a program does.
"""

import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx
import psutil

READY_SECONDS = 300.0
STOP_SECONDS = 120.0


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder that is gone after the block."""
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running_program(
    command: Sequence[str], folder: Path, working_folder: Path
) -> Iterator["subprocess.Popen[bytes]"]:
    """A program that is asked to end with the block, and when this process is killed."""
    environment = {
        "PATH": f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin",
        "HOME": str(folder),
        "LANG": "C.UTF-8",
    }
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(
            ["setpriv", "--pdeathsig", "TERM", *command],
            cwd=working_folder,
            env=environment,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        left = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for one in left:
            try:
                one.kill()
            except psutil.NoSuchProcess:
                continue


def wait_until(holds: Callable[[], bool], process: "subprocess.Popen[bytes]", said: Path) -> None:
    """Wait for a program that starts.

    Raises:
        RuntimeError: It ended or took too long; with what it said.
    """
    deadline = time.monotonic() + READY_SECONDS
    while not holds():
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"it did not start:\n{said.read_text()[-3000:]}")
        time.sleep(0.1)


def answers(url: str) -> bool:
    """Whether something serves `url` by now."""
    try:
        return httpx.get(url).status_code == 200
    except httpx.TransportError:
        return False


def free_ports(count: int) -> list[int]:
    """TCP ports that nothing listens on now."""
    listeners = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [int(listener.getsockname()[1]) for listener in listeners]
    for listener in listeners:
        listener.close()
    return ports
