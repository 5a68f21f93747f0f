"""The handle of one running sandbox: ask how it does, signal it, stop all of it.

A sandbox lives as long as bubblewrap and the first process of its pid namespace (the reaper), and
both end with the command. When the first process ends the kernel kills everything inside; should
bubblewrap alone be killed, the next look at the handle does. The handle names processes by pid and
start time, works the same in the process that started the sandbox and in one that found it again,
and never acts on a bare pid. Starts nothing; `process.start` does.
"""

import contextlib
import json
import signal
import subprocess
import threading
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Self

from sandbox import processes, watchdog
from sandbox.processes import ProcessKey
from sandbox.spec import Usage
from sandbox.trace import Description, Trace, parse_trace

KILLED = 128 + signal.SIGKILL
# bubblewrap's monitors that this very process started, kept until they are reaped.
_own_monitors: dict[int, subprocess.Popen[bytes]] = {}


class Sandbox:
    """A running sandbox, or what is known of one that ended. Safe to use from several threads."""

    def __init__(self, trace: Trace) -> None:
        assert trace.first is not None
        self._trace = trace
        self._first: ProcessKey = trace.first
        self._lock = threading.RLock()
        self._exit_status: int | None = None
        self._last_usage = Usage(memory_bytes=0, cpu_seconds=0.0, processes=0)
        self._watch = (
            watchdog.watch(self._first, trace.memory_bytes, trace.command)
            if trace.group is None
            else None
        )

    @classmethod
    def reattach(cls, description: Mapping[str, str | int]) -> Self | None:
        """The handle of a sandbox that still runs; None when it has ended or never was."""
        trace = parse_trace(description)
        if trace is None or trace.first is None or not _lives(trace):
            return None
        return cls(trace)

    @property
    def name(self) -> str:
        """The name it was given; no other running sandbox has it."""
        return self._trace.name

    @property
    def pid(self) -> int:
        """The first process of the sandbox, as this machine numbers it; its namespaces are here."""
        return self._first.pid

    def describe(self) -> Description:
        """Plain data from which `reattach` finds this sandbox again, in whatever process."""
        return self._trace.describe()

    def poll(self) -> int | None:
        """None while it runs, else its exit status: 128 + n when signal n ended the command.

        137 also stands for an end that nobody heard, as when bubblewrap itself was killed.
        """
        with self._lock:
            if self._exit_status is None and not _lives(self._trace):
                self._finish()
            return self._exit_status

    def wait(self, timeout_seconds: float) -> int:
        """Wait for the end; returns what `poll` then says.

        Raises:
            TimeoutError: It still runs after `timeout_seconds`.
        """
        if not processes.wait_for_end(timeout_seconds, self._first, self._trace.monitor):
            raise TimeoutError(
                f"sandbox {self.name}: still running after {timeout_seconds:g} seconds."
            )
        status = self.poll()
        assert status is not None
        return status

    def open_first(self) -> int | None:
        """A descriptor that is readable once its first process has ended; None when it has.

        The caller closes it. Nothing of the sandbox outlives its first process.
        """
        return processes.open_process(self._first)

    def signal(self, number: int, *, whole_group: bool = False) -> bool:
        """Send a signal to the command; False when it has ended.

        With `whole_group` those get it too whom the command started and who stayed in its process
        group, as when a person presses Ctrl-C.
        """
        command = self._trace.command or self._child_of_shell()
        return command is not None and processes.send_signal(
            command, number, whole_group=whole_group
        )

    def stop(self, grace_seconds: float = 5.0) -> int:
        """End the whole tree: SIGTERM to the command, then SIGKILL to all; idempotent.

        Returns the exit status. Afterwards no process, mount, control group or record is left.
        """
        if grace_seconds > 0 and self.signal(signal.SIGTERM):
            processes.wait_for_end(grace_seconds, self._first)
        processes.send_signal(self._first, signal.SIGKILL)
        return self.wait(30.0)  # the kernel needs as long as it needs to free a large memory

    def end_all_but_command(self) -> None:
        """Kill everything that the command started, and leave itself; who is faster is missed."""
        command = self._trace.command or self._child_of_shell()
        for pid in self._inside():
            process = processes.find_process(pid)
            if process is not None and process != command:
                processes.send_signal(process, signal.SIGKILL)

    def measure(self) -> Usage:
        """What it uses now; after its end, what it had used and which limits it had reached."""
        with self._lock:
            if self.poll() is None:
                self._last_usage = self._counted(self._look())
            return self._last_usage

    def counted(self) -> Usage:
        """As `measure`, without a look at each process: peak and limits reached, which is cheap."""
        with self._lock:
            if self.poll() is None:
                self._last_usage = self._counted(self._last_usage)
            return self._last_usage

    def __repr__(self) -> str:
        return f"<Sandbox {self.name} pid {self.pid}>"

    def _look(self) -> Usage:
        inside = self._inside()
        return Usage(
            memory_bytes=processes.proportional_bytes(inside),
            cpu_seconds=processes.cpu_seconds(inside),
            processes=len(inside),
        )

    def _inside(self) -> tuple[int, ...]:
        """Every process inside but those that keep the sandbox itself."""
        group, command = self._trace.group, self._trace.command
        roots = [root.pid for root in (self._first, command) if root is not None]
        pids = processes.descendants(*roots) if group is None else group.pids()
        warden = processes.parent(command) if command is not None else None
        ours = {self._trace.monitor.pid, self._first.pid, *self._shell(), warden}
        return tuple(pid for pid in pids if pid not in ours)

    def _shell(self) -> tuple[int, ...]:
        """The shell whose one child is the command; the reaper's other children are orphans."""
        children = processes.children(self._first.pid)
        return tuple(pid for pid in children if processes.pid_in_namespace(pid) == 2)

    def _child_of_shell(self) -> ProcessKey | None:
        for pid in self._shell():
            for child in processes.children(pid):
                return processes.find_process(child)
        return None

    def _counted(self, usage: Usage) -> Usage:
        """`usage` with what the kernel or the watchdog has counted; works after the end too."""
        peak = max(usage.memory_bytes, self._last_usage.peak_memory_bytes)
        if self._trace.group is not None:
            reading = self._trace.group.read()
            return replace(
                usage,
                cpu_seconds=reading.cpu_seconds or usage.cpu_seconds,
                peak_memory_bytes=reading.peak_memory_bytes or peak,
                limits_reached=reading.limits_reached,
            )
        assert self._watch is not None
        return replace(
            usage,
            peak_memory_bytes=max(peak, self._watch.peak_memory_bytes),
            limits_reached=self._watch.limits_reached,
        )

    def _finish(self) -> None:
        """Hear the exit status, keep the last counts, and clear everything away."""
        self._exit_status = self._hear_exit_status()
        self._last_usage = self._counted(replace(self._last_usage, memory_bytes=0, processes=0))
        if self._watch is not None:
            watchdog.forget(self._watch)
        clear_away(self._trace)

    def _hear_exit_status(self) -> int:
        # The monitor outlives the first process by the moment it takes to report the status.
        processes.wait_for_end(5.0, self._trace.monitor)
        status = None
        if self._trace.status_file is not None:
            status = _read_exit_status(self._trace.status_file)
        monitor = _own_monitors.pop(self._trace.monitor.pid, None)
        if monitor is not None:
            monitor.wait()
            if status is None and monitor.returncode >= 0:
                status = monitor.returncode
        return KILLED if status is None else status


def adopt_monitor(monitor: subprocess.Popen[bytes]) -> None:
    """Keep our child until a handle reaps it; else it would end as a zombie and a warning."""
    _own_monitors[monitor.pid] = monitor


def clear_away(trace: Trace) -> None:
    """Kill and remove what is left of a sandbox that has ended; idempotent."""
    for process in (trace.first, trace.monitor):
        if process is not None:
            processes.send_signal(process, signal.SIGKILL)
    if trace.first is not None:
        processes.wait_for_end(30.0, trace.first)
    if trace.group is not None:
        trace.group.kill()
        trace.group.remove()
    for file in (trace.record, trace.status_file):
        if file is not None:
            file.unlink(missing_ok=True)


def _lives(trace: Trace) -> bool:
    return all(processes.is_alive(p) for p in (trace.monitor, trace.first) if p is not None)


def _read_exit_status(path: Path) -> int | None:
    """The exit status in bubblewrap's last words; None when it could not speak."""
    status: int | None = None
    with contextlib.suppress(FileNotFoundError):
        for line in path.read_text(encoding="utf-8").splitlines():
            with contextlib.suppress(json.JSONDecodeError):
                status = json.loads(line).get("exit-code", status)
    return status
