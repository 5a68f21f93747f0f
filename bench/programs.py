"""Programs that are started for one measurement, in a folder of their own, and ended with it.

Nothing that was started outlives its block, nor this process however it ends. Does not know what
a program does.
"""

import argparse
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
    """A program that is asked to end with the block, and when this process is killed.

    `command` begins with the Python of the environment whose programs it finds.
    """
    environment = {
        "PATH": path_of(command[0]),
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


def path_of(python: str) -> str:
    """PATH for a program of this Python's environment, so that it finds the others there."""
    return f"{Path(python).parent}:/usr/local/bin:/usr/bin:/bin"


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


def add_stock_python(parser: argparse.ArgumentParser) -> None:
    """Let a bench take its stock programs from an environment of their own.

    In ours they run with the versions that we pinned, one of which (jsonschema) spares each of
    their processes a second and more; `bench/stock-requirements.txt` is what a person installs.
    """
    parser.add_argument(
        "--stock-python",
        default=sys.executable,
        metavar="PYTHON",
        help="the Python that stock runs with (default: ours, with what we pinned)",
    )


def free_ports(count: int) -> list[int]:
    """TCP ports that nothing listens on now."""
    listeners = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [int(listener.getsockname()[1]) for listener in listeners]
    for listener in listeners:
        listener.close()
    return ports
