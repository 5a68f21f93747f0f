"""By what a running sandbox is found again: plain facts that are checked, never believed.

A trace holds processes by pid, start time and boot, so that it can never mean a stranger that got
the same pid later. Does not say whether the sandbox still runs; `Sandbox.reattach` asks the kernel.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sandbox import processes
from sandbox.control_groups import Group, parse_group
from sandbox.processes import ProcessKey

Description = dict[str, str | int]


@dataclass(frozen=True)
class Trace:
    """Where one sandbox is.

    `first` is the first process of its pid namespace: None from the moment bubblewrap is started
    until it has told. `monitor` is bubblewrap itself, outside the namespace. `memory_bytes` is the
    limit that a watchdog has to hold where `group` is None. `command` is what a template forked;
    None where the command is the child of the shell inside.
    """

    name: str
    monitor: ProcessKey
    first: ProcessKey | None
    group: Group | None
    memory_bytes: int | None
    record: Path | None
    command: ProcessKey | None = None

    @property
    def status_file(self) -> Path | None:
        """Where bubblewrap writes the exit status; None when nobody keeps it."""
        return None if self.record is None else self.record.with_suffix(".status")

    def describe(self) -> Description:
        """Plain data from which `parse_trace` makes the trace again."""
        first = self.first or ProcessKey(0, 0)
        command = self.command or ProcessKey(0, 0)
        return {
            "name": self.name,
            "pid": first.pid,
            "start_time": first.start_time,
            "monitor_pid": self.monitor.pid,
            "monitor_start_time": self.monitor.start_time,
            "boot_id": processes.boot_id(),
            "control_group": self.group.describe() if self.group else "",
            "memory_bytes": self.memory_bytes or 0,
            "record": str(self.record) if self.record else "",
            "command_pid": command.pid,
            "command_start_time": command.start_time,
        }


def parse_trace(description: Mapping[str, str | int]) -> Trace | None:
    """The trace that `Trace.describe` described; None when damaged or of an earlier boot."""
    try:
        if description["boot_id"] != processes.boot_id():
            return None
        first = ProcessKey(int(description["pid"]), int(description["start_time"]))
        monitor = ProcessKey(
            int(description["monitor_pid"]), int(description["monitor_start_time"])
        )
        record = str(description["record"])
        command = ProcessKey(
            int(description["command_pid"]), int(description["command_start_time"])
        )
        return Trace(
            name=str(description["name"]),
            monitor=monitor,
            first=first if first.pid else None,
            group=parse_group(str(description["control_group"])),
            memory_bytes=int(description["memory_bytes"]) or None,
            record=Path(record) if record else None,
            command=command if command.pid else None,
        )
    except (KeyError, ValueError, TypeError):
        return None
