"""Control groups: the kernel counts and bounds a whole process tree, whatever it forks.

Speaks version 2 and version 1; `hierarchies` finds out which of them this machine gives. Never
touches a group whose name does not begin as the lab's do. Measures no PSS: `processes` does.
"""

import contextlib
import os
import signal
import time
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sandbox.spec import Limit, Limits

PREFIX = "lab-"  # of every group that the lab makes
WANTED = ("memory", "pids", "cpu")
_SWAP_FILES = ("memory.memsw.limit_in_bytes", "memory.swap.max")
_PERIOD_MICROSECONDS = 100_000
OUR_OWN = 3  # bubblewrap, its reaper and the shell below it are counted too


class Version(StrEnum):
    """Which kernel interface the groups use."""

    V2 = "v2"
    V1 = "v1"


@dataclass(frozen=True)
class Reading:
    """What the kernel counted for one group since it was made."""

    cpu_seconds: float
    peak_memory_bytes: int
    limits_reached: tuple[Limit, ...]


@dataclass(frozen=True)
class ControlGroups:
    """Where groups can be made: for each controller, the folder of the parent group."""

    version: Version
    parents: Mapping[str, Path]

    @property
    def missing(self) -> tuple[str, ...]:
        """The limits that this machine's groups cannot hold."""
        return tuple(name for name in WANTED if name not in self.parents)

    def group(self, name: str) -> "Group":
        """The group `name`, which may or may not exist."""
        return Group(
            self.version,
            {controller: parent / f"{PREFIX}{name}" for controller, parent in self.parents.items()},
        )

    def names(self) -> tuple[str, ...]:
        """The names of all groups of any lab below the same parents."""
        folders = (f for parent in self.parents.values() for f in parent.glob(f"{PREFIX}*/"))
        return tuple(sorted({folder.name.removeprefix(PREFIX) for folder in folders}))

    def create(self, name: str, limits: Limits) -> "Group":
        """Make the group `name` with `limits` and nobody in it.

        Raises:
            OSError: The kernel refused; nothing is left.
        """
        group = self.group(name)
        if self.version is Version.V1 and limits.cpu_cores is None:
            # A hierarchy takes time to enter, and this one would have nothing to hold.
            group = Group(
                self.version, {key: path for key, path in group.folders.items() if key != "cpu"}
            )
        try:
            for folder in dict.fromkeys(group.folders.values()):
                folder.mkdir()
            for controller, file, value in _settings(self.version, limits):
                if controller in group.folders:
                    path = group.folders[controller] / file
                    # Kernels without swap accounting have no bound on swap to set.
                    if path.exists() or file not in _SWAP_FILES:
                        path.write_text(value, encoding="ascii")
        except OSError:
            group.remove(timeout_seconds=0)
            raise
        return group


@dataclass(frozen=True)
class Group:
    """One control group; in version 1 a folder for each controller."""

    version: Version
    folders: Mapping[str, Path]

    def entrances(self) -> tuple[Path, ...]:
        """The files into which a process of one thread writes "0" to enter; children follow it.

        In version 1 it is a thread that enters: the kernel waits for no other processor then, which
        takes 15 ms for three hierarchies and keeps the whole machine from forking meanwhile.
        """
        # ref: kernel/cgroup/cgroup.c, cgroup_procs_write_start
        file = "cgroup.procs" if self.version is Version.V2 else "tasks"
        return tuple(folder / file for folder in dict.fromkeys(self.folders.values()))

    def pids(self) -> tuple[int, ...]:
        """Who is in the group now, bubblewrap's own two processes included."""
        for folder in self.folders.values():
            try:
                return tuple(int(word) for word in (folder / "cgroup.procs").read_text().split())
            except (FileNotFoundError, OSError):
                continue
        return ()

    def read(self) -> Reading:
        """What the group has used; zeros for what it does not count or when it is gone."""
        if self.version is Version.V2:
            cpu = self._counter("cpu", "cpu.stat", "usage_usec") / 1e6
            peak = self._number("memory", "memory.peak")
            kills = self._counter("memory", "memory.events", "oom_kill")
        else:
            cpu = self._number("cpuacct", "cpuacct.usage") / 1e9
            peak = self._number("memory", "memory.max_usage_in_bytes")
            kills = self._counter("memory", "memory.oom_control", "oom_kill")
        refused = self._counter("pids", "pids.events", "max")
        reached = [Limit.MEMORY] * bool(kills) + [Limit.PROCESSES] * bool(refused)
        return Reading(cpu, peak, tuple(reached))

    def kill(self, timeout_seconds: float = 5.0) -> bool:
        """Kill everybody in the group, also what forks while we do; False if some would not die."""
        deadline = time.monotonic() + timeout_seconds
        while pids := self.pids():
            if time.monotonic() > deadline:
                return False
            if not self._kill_at_once():
                self._kill_each(pids)
            time.sleep(0.002)  # the kernel tells nobody in version 1 when a group is empty
        return True

    def remove(self, timeout_seconds: float = 5.0) -> bool:
        """Remove the emptied group; idempotent. False when the kernel still held it at the end."""
        deadline = time.monotonic() + timeout_seconds
        left = list(dict.fromkeys(self.folders.values()))
        while left:
            for folder in tuple(left):
                try:
                    folder.rmdir()
                except FileNotFoundError:
                    pass
                except OSError:
                    continue  # a process of it is still ending
                left.remove(folder)
            if left and time.monotonic() > deadline:
                return False
            if left:
                time.sleep(0.002)
        return True

    def describe(self) -> str:
        """A line from which `parse_group` makes the group again."""
        return ":".join(
            [self.version, *(f"{name}={path}" for name, path in sorted(self.folders.items()))]
        )

    def _kill_at_once(self) -> bool:
        # ref: cgroup-v2.rst, cgroup.kill, since Linux 5.14
        file = next(iter(self.folders.values())) / "cgroup.kill"
        if self.version is not Version.V2 or not file.exists():
            return False
        try:
            file.write_text("1", encoding="ascii")
        except OSError:
            return False
        return True

    def _kill_each(self, pids: tuple[int, ...]) -> None:
        with contextlib.ExitStack() as stack:
            held: dict[int, int] = {}
            for pid in pids:
                with contextlib.suppress(ProcessLookupError):
                    held[pid] = os.pidfd_open(pid)
                    stack.callback(os.close, held[pid])
            # Who is still listed now is whom we hold, and not somebody new with the same pid.
            for pid in held.keys() & set(self.pids()):
                with contextlib.suppress(ProcessLookupError):
                    signal.pidfd_send_signal(held[pid], signal.SIGKILL)

    def _number(self, controller: str, file: str) -> int:
        text = self._text(controller, file).strip()
        return int(text) if text.isdecimal() else 0

    def _counter(self, controller: str, file: str, key: str) -> int:
        for line in self._text(controller, file).splitlines():
            name, _, value = line.partition(" ")
            if name == key:
                return int(value)
        return 0

    def _text(self, controller: str, file: str) -> str:
        try:
            return (self.folders[controller] / file).read_text(encoding="ascii")
        except (KeyError, OSError):
            return ""


def parse_group(description: str) -> Group | None:
    """The group that `Group.describe` described; None for an empty or foreign line."""
    version, *items = description.split(":")
    if version not in set(Version) or not items:
        return None
    folders = {name: Path(path) for name, _, path in (item.partition("=") for item in items)}
    # A record is a file: never let a forged one point at a group that is not the lab's.
    if not all(path.name.startswith(PREFIX) and path.is_absolute() for path in folders.values()):
        return None
    return Group(Version(version), folders)


def _settings(version: Version, limits: Limits) -> list[tuple[str, str, str]]:
    """Controller, file and value of each limit, in the order in which the kernel wants them."""
    settings: list[tuple[str, str, str]] = []
    if limits.memory_bytes is not None:
        file = "memory.max" if version is Version.V2 else "memory.limit_in_bytes"
        settings.append(("memory", file, str(limits.memory_bytes)))
        if version is Version.V2:
            settings.append(("memory", "memory.swap.max", "0"))
        else:  # memory and swap together
            settings.append(("memory", "memory.memsw.limit_in_bytes", str(limits.memory_bytes)))
    if limits.processes is not None:
        settings.append(("pids", "pids.max", str(limits.processes + OUR_OWN)))
    if limits.cpu_cores is not None:
        quota = max(1000, round(limits.cpu_cores * _PERIOD_MICROSECONDS))
        if version is Version.V2:
            settings.append(("cpu", "cpu.max", f"{quota} {_PERIOD_MICROSECONDS}"))
        else:
            settings.append(("cpu", "cpu.cfs_period_us", str(_PERIOD_MICROSECONDS)))
            settings.append(("cpu", "cpu.cfs_quota_us", str(quota)))
    return settings
