"""Bring one bubblewrap up, in the order that is the guarantee.

bubblewrap is started first but waits for its options; it is put under its limits and into the lab's
records before it may read them, and the command runs only after all mounts stand. So there is no
moment in which the command is unconfined, unlimited or unrecorded, whoever dies when. Decides
nothing: `process.start` does.
"""

import array
import contextlib
import fcntl
import json
import os
import platform
import resource
import select
import signal
import subprocess
import termios
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from sandbox import bubblewrap, processes, seccomp
from sandbox.control_groups import Group
from sandbox.handle import Sandbox, adopt_monitor
from sandbox.processes import ProcessKey
from sandbox.records import START_SECONDS, write_record
from sandbox.spec import Identity, Limits, SandboxSpec
from sandbox.trace import Trace

# Whoever enters by itself keeps nobody waiting (`Group.entrances`).
_ENTER_AND_RUN = 'while [ "$1" != -- ]; do echo 0 >"$1" || exit; shift; done; shift; exec "$@"'
# One for each process that asked; a forked child must not use its parent's.
_lasting_threads: dict[int, ThreadPoolExecutor] = {}


@dataclass(frozen=True)
class Launch:
    """One start with everything about it decided."""

    program: str
    spec: SandboxSpec
    switch_identity: bool
    group: Group | None
    record: Path | None
    die_with_parent: bool
    streams: tuple[int | IO[bytes], int | IO[bytes], int | IO[bytes]]
    pass_fds: tuple[int, ...]
    pause: bool = False

    def trace(self, monitor: ProcessKey, first: ProcessKey | None) -> Trace:
        """By what the sandbox will be found."""
        memory_bytes = self.spec.limits.memory_bytes
        return Trace(self.spec.name, monitor, first, self.group, memory_bytes, self.record)


def run_launch(
    launch: Launch,
    on_recorded: Callable[[], None] = lambda: None,
    enter: Callable[[Trace], Trace] = lambda trace: trace,
) -> Sandbox | None:
    """Run all steps; None when bubblewrap gave up, and then no process of it is left.

    `on_recorded` is called once the record tells enough to find the sandbox by, `enter` once the
    sandbox stands; what `enter` adds to the trace is recorded too. If it raises, nothing is left.
    """
    with contextlib.ExitStack() as ours, contextlib.ExitStack() as theirs:
        options_read, options_write = _pipe(read=theirs, write=ours)
        block_read, block_write = _pipe(read=theirs, write=ours)
        plumbing = bubblewrap.Plumbing(
            seccomp=_memory_file(theirs, seccomp.build_filter(platform.machine())),
            status=_status_file(ours, launch),
            block=block_read.fileno(),
            files=_generated_files(theirs, launch.spec),
        )
        monitor = _start_monitor(launch, options_read.fileno(), plumbing)
        theirs.close()
        try:
            trace = _bring_up(launch, monitor, plumbing, options_write, block_write, on_recorded)
            trace = None if trace is None else _entered(trace, enter)
        except (BrokenPipeError, ProcessLookupError):
            trace = None  # bubblewrap ended in between
        except BaseException:
            monitor.kill()
            monitor.wait()
            raise
        if trace is None:
            monitor.kill()
            monitor.wait()
            return None
        adopt_monitor(monitor)
        return Sandbox(trace)


def _entered(trace: Trace, enter: Callable[[Trace], Trace]) -> Trace:
    try:
        entered = enter(trace)
    except BaseException:
        if trace.first is not None:
            processes.send_signal(trace.first, signal.SIGKILL)
        raise
    if entered is not trace:
        write_record(entered)
    return entered


def _bring_up(
    launch: Launch,
    monitor: subprocess.Popen[bytes],
    plumbing: bubblewrap.Plumbing,
    options_write: IO[bytes],
    block_write: IO[bytes],
    on_recorded: Callable[[], None],
) -> Trace | None:
    """Record, limits, options, first process, record again, go."""
    monitor_key = processes.find_process(monitor.pid)
    if monitor_key is None:
        return None
    write_record(launch.trace(monitor_key, None))
    on_recorded()
    _limit_resources(monitor.pid, launch.spec.limits)
    options = bubblewrap.build_options(
        launch.spec,
        plumbing,
        switch_identity=launch.switch_identity,
        die_with_parent=launch.die_with_parent,
    )
    _tell(options_write, options)
    first = _read_first_process(plumbing.status, monitor_key)
    if first is None:
        return None
    trace = launch.trace(monitor_key, first)
    write_record(trace)
    # Only now: counted in the new user namespace, and not among all processes of the user.
    _limit(first.pid, process_limit(launch))
    block_write.write(b"!")
    if not _wait_until_taken(block_write):
        return None
    if launch.die_with_parent:
        _wait_until_tied(monitor_key, first)
    return trace


def _start_monitor(
    launch: Launch, options: int, plumbing: bubblewrap.Plumbing
) -> subprocess.Popen[bytes]:
    stdin, stdout, stderr = launch.streams
    command = bubblewrap.build_command(
        launch.spec, switch_identity=launch.switch_identity, pause=launch.pause
    )
    command = [launch.program, "--args", str(options), "--", *command]
    if launch.group is not None:
        entrances = map(str, launch.group.entrances())
        command = ["/bin/sh", "-c", _ENTER_AND_RUN, "sh", *entrances, "--", *command]

    def start() -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            command,
            stdin=stdin,
            stdout=stdout,
            stderr=stderr,
            pass_fds=(options, *plumbing.descriptors(), *launch.pass_fds),
            cwd="/",
            env={},
            start_new_session=True,
            umask=0o022,
        )

    if not launch.die_with_parent:
        return start()
    # The kernel ties the child to the thread that forked it, so that must be one that lasts.
    thread = _lasting_threads.get(os.getpid())
    if thread is None:
        thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="sandbox-parent")
        _lasting_threads[os.getpid()] = thread
    return thread.submit(start).result()


def _pipe(
    *, read: contextlib.ExitStack, write: contextlib.ExitStack
) -> tuple[IO[bytes], IO[bytes]]:
    """The two ends of a pipe, each closed with its own stack."""
    read_end, write_end = os.pipe()
    return (
        read.enter_context(os.fdopen(read_end, "rb", buffering=0)),
        write.enter_context(os.fdopen(write_end, "wb", buffering=0)),
    )


def _memory_file(stack: contextlib.ExitStack, content: bytes) -> int:
    file = stack.enter_context(os.fdopen(os.memfd_create("sandbox"), "w+b", buffering=0))
    file.write(content)
    file.seek(0)
    return file.fileno()


def _generated_files(stack: contextlib.ExitStack, spec: SandboxSpec) -> dict[PurePosixPath, int]:
    identity = spec.identity or Identity(os.geteuid(), os.getegid())
    return {
        path: _memory_file(stack, text.encode("utf-8"))
        for path, text in bubblewrap.generated_files(spec, identity).items()
    }


def _status_file(stack: contextlib.ExitStack, launch: Launch) -> int:
    """Where bubblewrap reports: beside the record, for any later handle, else for us alone.

    A file and no pipe: a pipe would kill bubblewrap, and not what it started, when we die first.
    """
    if launch.record is None:
        return _memory_file(stack, b"")
    path = launch.record.with_suffix(".status")
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, mode=0o600)
    return stack.enter_context(os.fdopen(descriptor, "w+b", buffering=0)).fileno()


def _tell(pipe: IO[bytes], options: list[str]) -> None:
    """Give bubblewrap all its options or none, also if we are killed right here.

    Without options there is no file in its root, and so no command that it could run.
    """
    data = b"".join(os.fsencode(option) + b"\0" for option in options)
    capacity = fcntl.fcntl(pipe, fcntl.F_GETPIPE_SZ)
    if len(data) > capacity:
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, len(data))
    pipe.write(data)  # whole, since it fits
    pipe.close()


def resource_limits(limits: Limits) -> dict[int, int]:
    """What every process of a sandbox inherits, by its number in `resource`."""
    found = {resource.RLIMIT_CORE: 0, resource.RLIMIT_NOFILE: limits.open_files}
    if limits.file_bytes is not None:
        found[resource.RLIMIT_FSIZE] = limits.file_bytes
    return found


def process_limit(launch: Launch) -> dict[int, int]:
    """The bound on processes where no control group holds it, for what is inside alone."""
    if launch.group is not None or launch.spec.limits.processes is None:
        return {}
    ours = 1 if launch.switch_identity else 2  # the shell; the reaper keeps our own uid
    return {resource.RLIMIT_NPROC: launch.spec.limits.processes + ours}


def _limit_resources(pid: int, limits: Limits) -> None:
    _limit(pid, resource_limits(limits))


def _limit(pid: int, limits: Mapping[int, int]) -> None:
    """Set limits that the process cannot raise again, within what we may give."""
    for kind, value in limits.items():
        _, hard = resource.prlimit(pid, kind)
        if hard != resource.RLIM_INFINITY and os.geteuid() != 0:
            value = min(value, hard)
        resource.prlimit(pid, kind, (value, value))


def _read_first_process(status: int, monitor: ProcessKey) -> ProcessKey | None:
    """Hear from bubblewrap which process is the first inside; None when it gives up."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        alive = processes.is_alive(monitor)
        with contextlib.suppress(json.JSONDecodeError):
            return processes.find_process(json.loads(os.pread(status, 4096, 0))["child-pid"])
        if not alive:
            break
        time.sleep(0.0005)  # it is a matter of a millisecond or two
    return None


def _wait_until_tied(monitor: ProcessKey, first: ProcessKey) -> None:
    """Wait until the death of bubblewrap is that of the reaper too, or one has ended already.

    The reaper asks the kernel for that just before it takes on the filter.
    """
    deadline = time.monotonic() + START_SECONDS
    while processes.is_alive(monitor) and processes.is_alive(first):
        if processes.is_filtered(first) or time.monotonic() > deadline:
            return
        time.sleep(0.0005)  # nobody tells; it is a matter of a millisecond


def _wait_until_taken(pipe: IO[bytes]) -> bool:
    """Wait until bubblewrap has built everything and takes its byte; False when it gives up.

    Inside it closes the pipe after that, and outside once it is tied to us: nobody reads then.
    """
    poller = select.poll()
    poller.register(pipe, 0)  # tells of POLLERR alone: the last reader is gone
    poller.poll(START_SECONDS * 1000)
    left = array.array("i", [0])
    fcntl.ioctl(pipe, termios.FIONREAD, left)
    return left[0] == 0
