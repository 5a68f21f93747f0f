"""Control groups: the kernel counts and bounds a whole process tree, whatever it forks.

The one place that knows version 2 (a delegated subtree), version 1 controllers, and none at all.
A group made here lies below the caller's own group, so that a bound somebody set on the lab still
holds. Never touches a group that it did not make, except to move this process out of the way
where version 2 demands it. Measures no PSS: `processes` does.
"""

import os
import signal
import time
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath

from sandbox.processes import find_process, send_signal
from sandbox.spec import Limit, Limits

PREFIX = "lab-"  # of every group that the lab makes
_OWN_LEAF = "lab.main"  # where version 2 wants the lab's own process, beside its groups
_WANTED = ("memory", "pids", "cpu")
_VERSION_1 = (*_WANTED, "cpuacct")
_PERIOD_MICROSECONDS = 100_000
_BUBBLEWRAPS_OWN = 2  # its monitor and its reaper are counted, and are not the trainee's


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
        return tuple(name for name in _WANTED if name not in self.parents)

    def create(self, name: str, limits: Limits) -> "Group":
        """Make the group `name` with `limits` and nobody in it.

        Raises:
            OSError: The kernel refused; nothing is left behind.
        """
        folders = {
            controller: parent / f"{PREFIX}{name}" for controller, parent in self.parents.items()
        }
        group = Group(self.version, folders)
        try:
            for folder in dict.fromkeys(folders.values()):
                folder.mkdir()
            for controller, file, value in _settings(self.version, limits):
                if controller in folders:
                    (folders[controller] / file).write_text(value, encoding="ascii")
            swap = folders.get("memory", Path()) / _SWAP_FILES[self.version]
            if limits.memory_bytes is not None and swap.exists():
                value = str(limits.memory_bytes) if self.version is Version.V1 else "0"
                swap.write_text(value, encoding="ascii")
        except OSError:
            group.remove()
            raise
        return group


@dataclass(frozen=True)
class Group:
    """One control group; in version 1 a folder for each controller."""

    version: Version
    folders: Mapping[str, Path]

    def add(self, pid: int) -> None:
        """Move `pid` in; its later children are born in the group."""
        for folder in dict.fromkeys(self.folders.values()):
            (folder / "cgroup.procs").write_text(str(pid), encoding="ascii")

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
                for pid in pids:
                    process = find_process(pid)
                    if process is not None and pid in self.pids():
                        send_signal(process, signal.SIGKILL)
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


def find_control_groups() -> ControlGroups | None:
    """Where this process may make groups; None where the machine gives it no such right."""
    mounts = _mounts(Path("/proc/self/mountinfo").read_text(encoding="utf-8"))
    own = _own_groups(Path("/proc/self/cgroup").read_text(encoding="utf-8"))
    return _find_version_2(mounts, own) or _find_version_1(mounts, own)


_SWAP_FILES = {Version.V1: "memory.memsw.limit_in_bytes", Version.V2: "memory.swap.max"}


def _settings(version: Version, limits: Limits) -> list[tuple[str, str, str]]:
    """Controller, file and value of each limit, in the order in which the kernel wants them."""
    settings: list[tuple[str, str, str]] = []
    if limits.memory_bytes is not None:
        file = "memory.max" if version is Version.V2 else "memory.limit_in_bytes"
        settings.append(("memory", file, str(limits.memory_bytes)))
    if limits.processes is not None:
        settings.append(("pids", "pids.max", str(limits.processes + _BUBBLEWRAPS_OWN)))
    if limits.cpu_cores is not None:
        quota = max(1000, round(limits.cpu_cores * _PERIOD_MICROSECONDS))
        if version is Version.V2:
            settings.append(("cpu", "cpu.max", f"{quota} {_PERIOD_MICROSECONDS}"))
        else:
            settings.append(("cpu", "cpu.cfs_period_us", str(_PERIOD_MICROSECONDS)))
            settings.append(("cpu", "cpu.cfs_quota_us", str(quota)))
    return settings


@dataclass(frozen=True)
class _GroupMount:
    """A mounted hierarchy: `root` is the part of it that is mounted at `point`."""

    version: Version
    root: PurePosixPath
    point: Path
    options: frozenset[str]

    def folder(self, group: str) -> Path:
        """Where `group`, as /proc/self/cgroup names it, lies below this mount."""
        path = PurePosixPath(group)
        if ".." in path.parts or not path.is_relative_to(self.root):
            return self.point
        folder = self.point / path.relative_to(self.root)
        return folder if folder.is_dir() else self.point


def _mounts(mountinfo: str) -> list[_GroupMount]:
    """The mounted hierarchies (proc(5), /proc/pid/mountinfo)."""
    found = []
    for line in mountinfo.splitlines():
        before, _, after = line.partition(" - ")
        kind, _, options = after.split(" ", 2)
        version = {"cgroup2": Version.V2, "cgroup": Version.V1}.get(kind)
        if version is not None:
            root, point = before.split()[3:5]
            found.append(
                _GroupMount(
                    version, PurePosixPath(root), Path(point), frozenset(options.split(","))
                )
            )
    return found


def _own_groups(cgroup: str) -> dict[str, str]:
    """This process's group by controller; version 2 under the empty name."""
    own = {}
    for line in cgroup.splitlines():
        _, controllers, path = line.split(":", 2)
        for controller in controllers.split(","):
            own[controller] = path
    return own


def _find_version_1(mounts: list[_GroupMount], own: Mapping[str, str]) -> ControlGroups | None:
    parents = {}
    for controller in _VERSION_1:
        for mount in mounts:
            if mount.version is Version.V1 and controller in mount.options:
                folder = mount.folder(own.get(controller, "/"))
                if os.access(folder, os.W_OK):
                    parents[controller] = folder
    if not parents.keys() & {"memory", "pids"}:
        return None
    return ControlGroups(Version.V1, parents)


def _find_version_2(mounts: list[_GroupMount], own: Mapping[str, str]) -> ControlGroups | None:
    for mount in mounts:
        if mount.version is not Version.V2:
            continue
        folder = mount.folder(own.get("", "/"))
        if folder.name == _OWN_LEAF:
            folder = folder.parent
        # The root of the hierarchy serves root where the own group is not delegated.
        for parent in dict.fromkeys((folder, mount.point)):
            controllers = _enable(parent)
            if {"memory", "pids"} & controllers:
                return ControlGroups(Version.V2, dict.fromkeys(sorted(controllers), parent))
    return None


def _enable(parent: Path) -> set[str]:
    """Hand the wanted controllers to the children of `parent`; returns those that children have."""
    if not os.access(parent / "cgroup.subtree_control", os.W_OK):
        return set()
    offered = set((parent / "cgroup.controllers").read_text().split()) & set(_WANTED)
    for controller in sorted(offered - _enabled(parent)):
        if not _write(parent / "cgroup.subtree_control", f"+{controller}"):
            # A group with processes of its own may not do this ("no internal processes"): step
            # aside if we are the only one in it, as in a service with Delegate=yes.
            if (parent / "cgroup.procs").read_text().split() != [str(os.getpid())]:
                break
            (parent / _OWN_LEAF).mkdir(exist_ok=True)
            _write(parent / _OWN_LEAF / "cgroup.procs", str(os.getpid()))
            _write(parent / "cgroup.subtree_control", f"+{controller}")
    return _enabled(parent) & set(_WANTED)


def _enabled(parent: Path) -> set[str]:
    return set((parent / "cgroup.subtree_control").read_text().split())


def _write(file: Path, value: str) -> bool:
    try:
        file.write_text(value, encoding="ascii")
    except OSError:
        return False
    return True
