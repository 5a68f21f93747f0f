"""Where this process may make control groups: version 2, version 1, or nowhere.

A group lies below our own group where possible, so that a bound which somebody set on the lab
still holds. Changes nothing but this: in version 2 it hands controllers to child groups, and moves
this process aside where the kernel demands that first.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sandbox.control_groups import WANTED, ControlGroups, Version

_OWN_LEAF = "main.lab"  # where version 2 wants the lab's own process, beside its groups
_VERSION_1 = (*WANTED, "cpuacct")


def find_control_groups() -> ControlGroups | None:
    """Where this process may make groups; None where the machine gives it no such right."""
    mounts = read_mounts(Path("/proc/self/mountinfo").read_text(encoding="utf-8"))
    own = read_own_groups(Path("/proc/self/cgroup").read_text(encoding="utf-8"))
    return _find_version_2(mounts, own) or _find_version_1(mounts, own)


@dataclass(frozen=True)
class GroupMount:
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


def read_mounts(mountinfo: str) -> list[GroupMount]:
    """The mounted hierarchies (proc(5), /proc/pid/mountinfo)."""
    found = []
    for line in mountinfo.splitlines():
        before, _, after = line.partition(" - ")
        kind, _, options = after.split(" ", 2)
        version = {"cgroup2": Version.V2, "cgroup": Version.V1}.get(kind)
        if version is not None:
            root, point = before.split()[3:5]
            found.append(
                GroupMount(version, PurePosixPath(root), Path(point), frozenset(options.split(",")))
            )
    return found


def read_own_groups(cgroup: str) -> dict[str, str]:
    """This process's group by controller; version 2 under the empty name."""
    own = {}
    for line in cgroup.splitlines():
        _, controllers, path = line.split(":", 2)
        for controller in controllers.split(","):
            own[controller] = path
    return own


def _find_version_1(mounts: list[GroupMount], own: Mapping[str, str]) -> ControlGroups | None:
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


def _find_version_2(mounts: list[GroupMount], own: Mapping[str, str]) -> ControlGroups | None:
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
    offered = set((parent / "cgroup.controllers").read_text().split()) & set(WANTED)
    for controller in sorted(offered - _enabled(parent)):
        if not _write(parent / "cgroup.subtree_control", f"+{controller}"):
            # A group with processes of its own may not do this ("no internal processes"): step
            # aside if we are the only one in it, as in a service with Delegate=yes.
            if (parent / "cgroup.procs").read_text().split() != [str(os.getpid())]:
                break
            (parent / _OWN_LEAF).mkdir(exist_ok=True)
            _write(parent / _OWN_LEAF / "cgroup.procs", str(os.getpid()))
            _write(parent / "cgroup.subtree_control", f"+{controller}")
    return _enabled(parent) & set(WANTED)


def _enabled(parent: Path) -> set[str]:
    return set((parent / "cgroup.subtree_control").read_text().split())


def _write(file: Path, value: str) -> bool:
    try:
        file.write_text(value, encoding="ascii")
    except OSError:
        return False
    return True
