"""One part of the lab as a process: what to run, how to know it is ready, and its record.

A record holds a process's id together with its start time, so that a number which the kernel has
given to somebody else is never taken for ours. Does not decide when a part runs; the supervisor
does.
"""

import json
import os
import signal
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from hub_config.health import NoProbe, Probe
from sandbox.processes import ProcessKey, boot_id, find_process, send_signal, wait_for_end

LOG_BYTES = 10_000_000


@dataclass(frozen=True)
class Child:
    """One part of the lab.

    `after` names the parts that have to be ready first, and that are stopped later. `sockets` are
    removed before a start: what a killed process left there would keep the next from listening.
    `vital` says that without this part there is no lab. A part with `ends` does its work once
    and is ready when it has ended well. `software` are the files and folders that it has loaded:
    when one of them changes it is to start again.
    """

    name: str
    command: tuple[str, ...]
    probe: Probe = field(default_factory=NoProbe)
    after: tuple[str, ...] = ()
    sockets: tuple[Path, ...] = ()
    environment: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    start_seconds: float = 120.0
    stop_seconds: float = 10.0
    vital: bool = True
    ends: bool = False
    software: tuple[Path, ...] = ()


def start(child: Child, *, logs: Path, records: Path) -> subprocess.Popen[bytes]:
    """Start `child` in a session of its own, so that the terminal's Ctrl-C is the supervisor's.

    Raises:
        OSError: The program does not exist or the machine has no room for another process.
    """  # noqa: DOC502 from Popen
    for path in child.sockets:
        path.unlink(missing_ok=True)
    log = logs / f"{child.name}.log"
    if log.exists() and log.stat().st_size > LOG_BYTES:
        log.replace(log.with_suffix(".log.1"))
    with log.open("wb" if child.ends else "ab") as output:
        log.chmod(0o600)
        process = subprocess.Popen(
            child.command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=dict(child.environment),
            start_new_session=True,
        )
    key = find_process(process.pid)
    record = {"boot": boot_id(), "pid": process.pid, "start_time": key.start_time if key else 0}
    written = records / f"{child.name}.new"
    written.write_text(json.dumps(record), encoding="utf-8")
    written.replace(records / f"{child.name}.json")  # who looks finds the old one, or the whole
    return process


def fingerprint(paths: Iterable[Path]) -> tuple[int, ...]:
    """What changes when one of these files is written, or a folder gets or loses one."""
    return tuple(path.stat().st_mtime_ns if path.exists() else 0 for path in paths)


def stop_left_over(records: Path, *, grace_seconds: float = 5.0) -> tuple[str, ...]:
    """End what the records of a supervisor that was killed still name; the names of those ended."""
    ended = []
    for file in sorted(records.glob("*.json")):
        key = _read_record(file)
        if key is not None and send_signal(key, signal.SIGTERM):
            if not wait_for_end(grace_seconds, key):
                send_signal(key, signal.SIGKILL)
                wait_for_end(grace_seconds, key)
            ended.append(file.stem)
        file.unlink(missing_ok=True)
    return tuple(ended)


def last_lines(logs: Path, name: str, count: int = 12) -> str:
    """The end of a part's log, indented, for a message about its end."""
    try:
        with (logs / f"{name}.log").open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - 20_000))
            lines = file.read().decode(errors="replace").splitlines()
    except OSError:
        return ""
    return "\n".join(f"    {line}" for line in lines[-count:])


def _read_record(file: Path) -> ProcessKey | None:
    try:
        record = json.loads(file.read_text(encoding="utf-8"))
        same_boot = record["boot"] == boot_id()
        return ProcessKey(int(record["pid"]), int(record["start_time"])) if same_boot else None
    except (ValueError, KeyError, TypeError):
        return None  # half written when the machine lost its power: nothing of it can run
