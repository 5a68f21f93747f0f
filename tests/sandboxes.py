"""Start small sandboxes in tests, and look for what they may have left behind."""

import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox import process
from sandbox.process import Sandbox
from sandbox.software import software_mounts
from sandbox.spec import MIB, Identity, Limits, SandboxSpec, Template, Usage

PROJECT = Path(__file__).parent.parent

SMALL = Limits(memory_bytes=256 * MIB, processes=32, tmp_bytes=8 * MIB)
OWN_UID = 260_000 + os.getpid() % 30_000

# Leaves a daemon behind, ignores every polite signal, and says when it is ready.
STUBBORN = """
import os, signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        time.sleep(60)
    os._exit(0)
os.wait()
print(flush=True)
time.sleep(60)
"""


# The socket of the template from which `start` forks; None starts cold.
_warm_from: list[Path | None] = [None]


@dataclass(frozen=True)
class Ended:
    """What a sandbox did."""

    status: int
    output: str
    usage: Usage


def make_spec(command: Sequence[str], name: str = "", **changes: Any) -> SandboxSpec:
    """A sandbox of a uid of its own where that is possible, named for this test alone."""
    fields: dict[str, Any] = {
        "name": name or f"test-{secrets.token_hex(4)}",
        "command": tuple(command),
        "environment": {"PATH": "/usr/bin:/bin", "HOME": "/tmp"},
        "identity": Identity(OWN_UID, OWN_UID) if os.geteuid() == 0 else None,
        "limits": SMALL,
    }
    fields |= changes
    return SandboxSpec(**{**fields, "mounts": (*software_mounts(), *fields.get("mounts", ()))})


def python(code: str, **changes: Any) -> SandboxSpec:
    """A sandbox that runs `code` with nothing but the standard library."""
    return make_spec([sys.executable, "-I", "-S", "-c", code], **changes)


def start(spec: SandboxSpec, **options: Any) -> Sandbox:
    """Start a sandbox cold, or from the template of `forking` with the same command."""
    if _warm_from[0] is not None:
        options["template"] = Template(_warm_from[0], "tests.forked:replace", spec.command)
        if spec.command[:4] == (sys.executable, "-I", "-S", "-c"):
            options["template"] = Template(_warm_from[0], "tests.forked:execute", spec.command[4:])
    return process.start(spec, **options)


@contextmanager
def forking(template: Path) -> Iterator[None]:
    """Have `start` fork from `template` within the block."""
    _warm_from[0] = template
    try:
        yield
    finally:
        _warm_from[0] = None


@contextmanager
def template(
    folder: Path, *modules: str, options: Sequence[str] = ()
) -> Iterator["subprocess.Popen[bytes]"]:
    """A template that listens on `template.sock` in `folder`."""
    socket = folder / "template.sock"
    command = [sys.executable, "-P", "-s", "-m", "sandbox.template", "--socket", str(socket)]
    command += [f"--import={name}" for name in ("tests.forked", *modules)]
    command += options
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(PROJECT), "OMP_NUM_THREADS": "1"}
    with subprocess.Popen(command, env=environment, start_new_session=True) as started:
        try:
            assert wait_until(socket.exists, 60), "the template does not listen"
            yield started
        finally:
            started.kill()


def run(spec: SandboxSpec, timeout_seconds: float = 30.0, **options: Any) -> Ended:
    """Run a sandbox to its end."""
    with tempfile.TemporaryFile() as output:
        sandbox = start(spec, stdout=output, stderr=output, **options)
        try:
            status = sandbox.wait(timeout_seconds)
        finally:
            sandbox.stop(grace_seconds=0)
        output.seek(0)
        return Ended(status, output.read().decode(), sandbox.measure())


@contextmanager
def running(spec: SandboxSpec, **options: Any) -> Iterator[Sandbox]:
    """A sandbox that has printed its first line, stopped at the end of the block."""
    read, write = os.pipe()
    with os.fdopen(read, "rb", buffering=0) as pipe:
        sandbox = start(spec, stdout=write, **options)
        os.close(write)
        try:
            assert pipe.read(1), f"{sandbox} ended before it said anything"
            yield sandbox
        finally:
            sandbox.stop(grace_seconds=0)


def wait_until(holds: Callable[[], bool], timeout_seconds: float = 60.0) -> bool:
    """Whether `holds` came true before the deadline."""
    deadline = time.monotonic() + timeout_seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def groups_of(name: str) -> list[str]:
    """Control groups that carry the name of a sandbox."""
    # Not by glob, which fails where another test's group goes away under its hands.
    return [
        str(Path(parent, folder))
        for parent, folders, _ in os.walk("/sys/fs/cgroup")
        for folder in folders
        if folder.startswith(f"lab-{name}.")
    ]


def processes_of(name: str) -> list[str]:
    """Processes that carry the name of a sandbox."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal() and int(folder.name) != os.getpid():
            try:
                words = (folder / "cmdline").read_bytes()
            except (FileNotFoundError, ProcessLookupError):
                continue
            if name.encode() in words:
                found.append(f"{folder.name}: {words!r}")
    return found


def nothing_is_left(name: str) -> bool:
    """Whether the last trace of a sandbox has gone before the deadline."""
    return wait_until(lambda: not processes_of(name) and not groups_of(name))
