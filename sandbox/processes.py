"""Facts about processes, read from /proc; a process is a pid and the moment it started.

A pid alone names nobody: the kernel gives it to another process later. Never guesses: what cannot
be read is absent, not zero by accident. Starts and kills nothing.
"""

import contextlib
import os
import select
import signal
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")
_TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
_LARGEST_BYTES = 1 << 16  # the kernel makes stat and status of a page or two
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class ProcessKey:
    """One process, once: `start_time` is in clock ticks since boot (field 22 of proc(5) stat)."""

    pid: int
    start_time: int


def boot_id() -> str:
    """What tells this boot of the machine from every other: start times repeat after a boot."""
    return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()


def find_process(pid: int) -> ProcessKey | None:
    """The live process that has `pid` now; None when there is none or it is a zombie."""
    fields = _stat(pid)
    if fields is None or fields[0] in ("Z", "X"):
        return None
    return ProcessKey(pid, int(fields[19]))


def is_alive(process: ProcessKey) -> bool:
    """Whether this very process still runs; a zombie does not."""
    return find_process(process.pid) == process


def open_process(process: ProcessKey) -> int | None:
    """A descriptor of this very process, readable once it has ended; None when it has.

    The caller closes it.
    """
    try:
        descriptor = os.pidfd_open(process.pid)
    except ProcessLookupError:
        return None
    # The descriptor holds one process; only now is it certain that it holds the right one.
    if is_alive(process):
        return descriptor
    os.close(descriptor)
    return None


def wait_for_end(timeout_seconds: float, *any_of: ProcessKey) -> bool:
    """Wait until one of these, whoever its parent is, has ended; False when all still run."""
    poller = select.poll()
    with contextlib.ExitStack() as stack:
        for process in any_of:
            descriptor = open_process(process)
            if descriptor is None:
                return True
            stack.callback(os.close, descriptor)
            poller.register(descriptor, select.POLLIN)
        return bool(poller.poll(max(0.0, timeout_seconds) * 1000))


def send_signal(process: ProcessKey, number: int, *, whole_group: bool = False) -> bool:
    """Signal this very process and never a successor of its pid; False when it has ended.

    `whole_group` signals the process group that it leads, if it leads one.
    """
    descriptor = open_process(process)
    if descriptor is None:
        return False
    try:
        if whole_group and os.getpgid(process.pid) == process.pid:
            os.killpg(process.pid, number)
        else:
            signal.pidfd_send_signal(descriptor, number)
        return True
    except ProcessLookupError:
        return False
    finally:
        os.close(descriptor)


def children(pid: int) -> tuple[int, ...]:
    """The pids of the direct children of `pid`."""
    found: list[int] = []
    try:
        for task in (_PROC / str(pid) / "task").iterdir():
            found += [int(word) for word in (task / "children").read_bytes().split()]
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return tuple(found)
    return tuple(found)


def parent(process: ProcessKey) -> int | None:
    """The pid of its parent; None when it has ended."""
    fields = _stat(process.pid)
    return int(fields[1]) if fields is not None and is_alive(process) else None


def descendants(*pids: int) -> tuple[int, ...]:
    """`pids` and everything below them, as far as it holds still while we look."""
    found = list(pids)
    for parent in found:
        found += children(parent)
    return tuple(found)


def pid_in_namespace(pid: int) -> int | None:
    """The pid by which the process knows itself in its innermost pid namespace."""
    numbers = _status(pid, "NSpid")
    return int(numbers.split()[-1]) if numbers else None


def is_filtered(process: ProcessKey) -> bool:
    """Whether the process has taken on a filter of system calls."""
    return is_alive(process) and _status(process.pid, "Seccomp") == "2"


def proportional_bytes(pids: Iterable[int]) -> int:
    """Memory of these processes together (PSS), each shared page counted by its share."""
    return sum(_proportional_bytes(pid) for pid in pids)


def own_bytes(pids: Iterable[int]) -> int:
    """Memory of these processes that is no file's, swapped out or not.

    Unlike PSS it does not change with who else uses the same libraries; forks that share it count
    it twice.
    """
    return sum(_rolled_up(pid, b"Anonymous:", b"Swap:") for pid in pids)


def cpu_seconds(pids: Iterable[int]) -> float:
    """Processor time of these processes and of their children that ended and were waited for.

    /proc alone would lose a tick of 10 ms or nearly two for each process, a sixth of a class start.
    """
    seconds = 0.0
    for pid in pids:
        fields = _stat(pid)
        if fields is None:
            continue
        own, waited_for = (sum(map(int, fields[n : n + 2])) / _TICKS_PER_SECOND for n in (11, 13))
        # ref: clock_getcpuclockid(3), which Python has for threads only
        with contextlib.suppress(OSError):
            own = time.clock_gettime(~pid << 3 | 2)
        seconds += own + waited_for
    return seconds


def _stat(pid: int) -> list[str] | None:
    """The fields of proc(5) stat after the command name, so that index 0 is field 3."""
    text = _read(pid, "stat")
    # The name may hold anything, ')' and spaces too.
    return None if text is None else text.rpartition(")")[2].split()


def _status(pid: int, key: str) -> str | None:
    for line in (_read(pid, "status") or "").splitlines():
        name, _, value = line.partition(":")
        if name == key:
            return value.strip()
    return None


def _read(pid: int, name: str) -> str | None:
    """A short file of the process; by bare calls, since a start looks at a dozen of them."""
    try:
        descriptor = os.open(f"/proc/{pid}/{name}", os.O_RDONLY | os.O_CLOEXEC)
    except (FileNotFoundError, ProcessLookupError):
        return None
    try:
        return os.read(descriptor, _LARGEST_BYTES).decode("utf-8", "replace")
    except ProcessLookupError:
        return None
    finally:
        os.close(descriptor)


def _proportional_bytes(pid: int) -> int:
    return _rolled_up(pid, b"Pss:")


def _rolled_up(pid: int, *keys: bytes) -> int:
    try:
        with (_PROC / str(pid) / "smaps_rollup").open("rb") as file:
            return sum(int(line.split()[1]) * 1024 for line in file if line.startswith(keys))
    except (FileNotFoundError, ProcessLookupError):
        return 0
    except PermissionError:
        return _resident_bytes(pid)


def _resident_bytes(pid: int) -> int:
    """An upper bound, for a process that hides its memory map from us."""
    try:
        return int((_PROC / str(pid) / "statm").read_bytes().split()[1]) * _PAGE_BYTES
    except (FileNotFoundError, ProcessLookupError):
        return 0
