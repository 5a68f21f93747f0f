"""What a sandboxed process may see and use, as plain frozen data.

A spec holds no open handle and no secret of the lab: it can be logged, compared and sent. Does
not say how the confinement is built; `sandbox.start` does.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path, PurePosixPath
from types import MappingProxyType

MIB = 1024 * 1024


@dataclass(frozen=True)
class Mount:
    """One file or folder of the machine, shown inside the sandbox at `target`.

    Nothing that is mounted works as a device unless `device` says so; a device is writable.
    """

    source: Path
    target: PurePosixPath
    writable: bool = False
    device: bool = False


@dataclass(frozen=True)
class Identity:
    """The user a sandboxed process runs as; only root can start one under another identity."""

    uid: int
    gid: int
    groups: tuple[int, ...] = ()


@dataclass(frozen=True)
class Limits:
    """What the whole process tree of one sandbox may use; None means unlimited."""

    memory_bytes: int | None = 2048 * MIB
    cpu_cores: float | None = None
    processes: int | None = 256
    open_files: int = 4096
    file_bytes: int | None = None
    tmp_bytes: int = 512 * MIB


class Limit(StrEnum):
    """A limit that a sandbox ran into, as counted by the kernel or by the watchdog."""

    MEMORY = "memory"
    PROCESSES = "processes"


@dataclass(frozen=True)
class Usage:
    """What a sandbox has used so far.

    `memory_bytes` is the proportional set size (PSS) of all its processes now, 0 after its end.
    `peak_memory_bytes` is the most that was held at once, as the kernel counts it (files in /tmp
    and cached files included) or the watchdog saw it; 0 where nobody counted.
    """

    memory_bytes: int
    cpu_seconds: float
    processes: int
    peak_memory_bytes: int = 0
    limits_reached: tuple[Limit, ...] = ()


@dataclass(frozen=True)
class SandboxSpec:
    """Everything needed to start one sandbox.

    `name` is unique among running sandboxes and matches `[a-z0-9][a-z0-9._-]{0,62}`. `command` is
    run without a shell, with `environment` and nothing of the caller's own environment. With
    `network` false the sandbox has a loopback device of its own and nothing else.
    `identity` None keeps the caller's own uid. At `show_counters_at` what the kernel
    counts for this sandbox is readable, a folder for each controller; nothing where nobody counts.
    """

    name: str
    command: tuple[str, ...]
    mounts: tuple[Mount, ...] = ()
    environment: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    working_directory: PurePosixPath = field(default_factory=lambda: PurePosixPath("/"))
    identity: Identity | None = None
    limits: Limits = field(default_factory=Limits)
    network: bool = False
    show_counters_at: PurePosixPath | None = None


@dataclass(frozen=True)
class Template:
    """A running template that forks what the spec's command would begin, in a few milliseconds.

    `function` is `module:function`. It is called with `arguments` and its return value is the exit
    status; it does what the command of the same spec does when it is started cold.
    """

    socket: Path
    function: str
    arguments: tuple[str, ...] = ()
