"""What a lab remembers of its running sandboxes: one file each, so that any process can find them.

A record is written whole or not at all, and before the command runs, so that no sandbox of a lab
runs without one, whenever its starter dies. A record says where to look, never what to believe:
pid, start time and boot are checked against the kernel.
"""

import contextlib
import fcntl
import json
import signal
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from sandbox import processes
from sandbox.errors import SandboxNameTaken
from sandbox.group_names import remove_abandoned
from sandbox.handle import Sandbox, clear_away
from sandbox.trace import Trace, parse_trace

START_SECONDS = 30.0  # what bubblewrap gets before a start is given up


@contextlib.contextmanager
def locked(records: Path) -> Iterator[None]:
    """Nobody else starts or sweeps in this folder; the lock ends with its holder."""
    with (records / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def claim_record(records: Path, name: str) -> Path:
    """Where to record the sandbox `name`, once what an ended one left there is cleared away.

    The caller holds the lock, until the record is written.

    Raises:
        SandboxNameTaken: A sandbox of this name runs.
    """
    path = records / f"{name}.json"
    if path.exists() and not _sweep_one(path):
        raise SandboxNameTaken(f"{path}: sandbox {name!r} is running. Stop it first.")
    return path


def write_record(trace: Trace) -> None:
    """Replace the record of `trace`, readable by its owner only; does nothing without a place."""
    if trace.record is None:
        return
    temporary = trace.record.with_suffix(".new")
    temporary.touch(mode=0o600)
    temporary.write_text(json.dumps(trace.describe()), encoding="utf-8")
    temporary.replace(trace.record)


def find_sandbox(records: Path, name: str) -> Sandbox | None:
    """The running sandbox `name`, whoever started it; None when there is none."""
    return _find(records / f"{name}.json")


def running(records: Path) -> tuple[Sandbox, ...]:
    """All sandboxes of a lab that run now."""
    return tuple(sandbox for sandbox in map(_find, _paths(records)) if sandbox is not None)


def sweep(records: Path) -> tuple[str, ...]:
    """Clear away what sandboxes left whose end nobody saw; returns their names.

    Running sandboxes are not touched.
    """
    if not records.is_dir():
        return ()
    with locked(records):
        swept = tuple(path.stem for path in _paths(records) if _sweep_one(path))
        remove_abandoned(records)
    return swept


def stop_all(records: Path, grace_seconds: float = 5.0) -> tuple[str, ...]:
    """Stop every sandbox of a lab and clear away what dead ones left; returns the stopped names.

    All are asked at once, so that one grace is enough for everybody. Those that are only starting
    are waited for; nobody may start another meanwhile.
    """
    begun = time.monotonic()
    while any(map(_is_starting, _paths(records))) and time.monotonic() < begun + START_SECONDS:
        time.sleep(0.01)
    sandboxes = running(records)
    deadline = time.monotonic() + grace_seconds
    for sandbox in sandboxes:
        sandbox.signal(signal.SIGTERM)
    for sandbox in sandboxes:
        with contextlib.suppress(TimeoutError):
            sandbox.wait(max(0.0, deadline - time.monotonic()))
        sandbox.stop(grace_seconds=0)
    sweep(records)
    return tuple(sandbox.name for sandbox in sandboxes)


def _paths(records: Path) -> list[Path]:
    """Where a record is, or was about to be."""
    found = {path.with_suffix(".json") for path in records.glob("[!.]*")}
    return sorted(found)


def _load(path: Path) -> Trace | None:
    try:
        description = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    trace = parse_trace(description) if isinstance(description, dict) else None
    # What is cleared away is what lies here, whatever the record says.
    return None if trace is None else replace(trace, record=path)


def _find(path: Path) -> Sandbox | None:
    trace = _load(path)
    if trace is None:
        return None
    return Sandbox.reattach(replace(trace, first=trace.first or _first_process(trace)).describe())


def _first_process(trace: Trace) -> processes.ProcessKey | None:
    """What the record does not say yet, when its starter died before it knew."""
    if processes.is_alive(trace.monitor):
        for pid in processes.children(trace.monitor.pid):
            if (first := processes.find_process(pid)) is not None:
                return first
    return None


def _is_starting(path: Path) -> bool:
    """Whether bubblewrap still reads or builds; it gives up by itself if its starter is dead."""
    trace = _load(path)
    if trace is None or trace.first is not None or not processes.is_alive(trace.monitor):
        return False
    return _first_process(trace) is None


def _sweep_one(path: Path) -> bool:
    """Clear away what the sandbox recorded at `path` left; False when it starts or runs."""
    if _is_starting(path) or _find(path) is not None:
        return False
    trace = _load(path)
    if trace is not None:
        clear_away(trace)
    for suffix in (".json", ".status", ".new"):
        path.with_suffix(suffix).unlink(missing_ok=True)
    return True
