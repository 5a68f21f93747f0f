"""Hold the memory limit where no control group can be had.

Measures the proportional memory of each watched process tree a few times a second and kills its
largest process when the tree is over its limit, as the kernel's own killer would. Weaker than a
control group: what grows faster than one look is seen late, and the watch ends with the process
that keeps it (a handle that is found again takes it up). Processes and open files are held by
resource limits instead; processor time is not held at all.
"""

import signal
import threading
from dataclasses import dataclass, field

from sandbox import processes
from sandbox.processes import ProcessKey
from sandbox.spec import Limit

LOOK_SECONDS = 0.2


@dataclass(eq=False)
class Watch:
    """One watched tree and what was seen of it."""

    first: ProcessKey
    memory_bytes: int | None
    command: ProcessKey | None = None
    peak_memory_bytes: int = 0
    kills: int = 0

    @property
    def limits_reached(self) -> tuple[Limit, ...]:
        """What this watch had to enforce; a refused fork is not seen from outside."""
        return (Limit.MEMORY,) if self.kills else ()

    def look(self) -> bool:
        """Measure once and enforce; False when the tree has ended."""
        if not processes.is_alive(self.first):
            return False
        # What a template forked is below its warden, and what that left behind below the first.
        roots = [root.pid for root in (self.first, self.command) if root is not None]
        sizes = {pid: processes.proportional_bytes((pid,)) for pid in processes.descendants(*roots)}
        total = sum(sizes.values())
        self.peak_memory_bytes = max(self.peak_memory_bytes, total)
        if self.memory_bytes is not None and total > self.memory_bytes:
            largest = max(sizes, key=sizes.__getitem__)
            process = processes.find_process(largest)
            if process is not None and processes.send_signal(process, signal.SIGKILL):
                self.kills += 1
        return True


@dataclass
class _Watchdog:
    """All watches of this process and the one thread that serves them."""

    watches: list[Watch] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)
    thread: threading.Thread | None = None
    wake: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        while True:
            with self.lock:
                if not self.watches:
                    self.thread = None
                    return
                watches = tuple(self.watches)
            for watch in watches:
                if not watch.look():
                    forget(watch)
            self.wake.wait(LOOK_SECONDS)


_watchdog = _Watchdog()


def watch(first: ProcessKey, memory_bytes: int | None, command: ProcessKey | None = None) -> Watch:
    """Watch the trees below `first` and `command` until `first` ends, or this process does."""
    new = Watch(first, memory_bytes, command)
    with _watchdog.lock:
        _watchdog.watches.append(new)
        if _watchdog.thread is None:
            _watchdog.thread = threading.Thread(
                target=_watchdog.run, name="sandbox-watchdog", daemon=True
            )
            _watchdog.thread.start()
    return new


def forget(watched: Watch) -> None:
    """Stop watching; idempotent."""
    with _watchdog.lock:
        if watched in _watchdog.watches:
            _watchdog.watches.remove(watched)
