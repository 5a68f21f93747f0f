"""Bombs in a sandbox end at its limits, by control groups and by the watchdog."""

import os
import resource
import threading
import time
from dataclasses import replace

import pytest

from sandbox import processes
from sandbox.hierarchies import find_control_groups
from sandbox.spec import MIB, Limit, Limits
from tests.sandboxes import SMALL, python, run, running, wait_until

has_groups = pytest.mark.skipif(
    find_control_groups() is None, reason="this machine gives no control groups"
)
by_both = pytest.mark.parametrize(
    "use_control_groups", [pytest.param(True, marks=has_groups), False], ids=["groups", "watchdog"]
)
NARROW = replace(SMALL, memory_bytes=64 * MIB)

# The bomb is a child, so that the sandbox outlives it, as a server outlives its kernel. It holds
# what it has, because a watchdog looks only now and then.
MEMORY_BOMB = """
import os, time
child = os.fork()
if child == 0:
    held = []
    for _ in range(300):
        held.append(b"x" * 2**20)
        time.sleep(0.01)
    os._exit(0)
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


@by_both
def test_a_memory_bomb_is_killed_and_its_parent_lives(use_control_groups: bool) -> None:
    ended = run(python(MEMORY_BOMB, limits=NARROW), use_control_groups=use_control_groups)
    assert ended.output.strip() == "-9"
    assert ended.status == 0
    assert ended.usage.limits_reached == (Limit.MEMORY,)
    assert ended.usage.peak_memory_bytes >= 60 * MIB


@by_both
def test_what_stays_within_its_memory_is_left_alone(use_control_groups: bool) -> None:
    ended = run(python("held = b'x' * 2**24", limits=NARROW), use_control_groups=use_control_groups)
    assert ended.status == 0
    assert ended.usage.limits_reached == ()


@has_groups
def test_memory_is_counted_over_all_processes() -> None:
    code = """
import os, time
for _ in range(6):
    if os.fork() == 0:
        held = b"x" * 2**24
        time.sleep(60)
try:
    print(os.wait()[1], flush=True)
finally:
    os._exit(0)
"""
    ended = run(python(code, limits=NARROW))
    assert ended.output.strip() == "9"
    assert Limit.MEMORY in ended.usage.limits_reached


@has_groups
def test_files_in_tmp_count_as_memory() -> None:
    code = "open('/tmp/a', 'wb').write(bytes(2**27))"
    ended = run(python(code, limits=replace(NARROW, tmp_bytes=256 * MIB)))
    assert ended.status == 137
    assert ended.usage.limits_reached == (Limit.MEMORY,)


@has_groups
def test_empty_files_in_tmp_count_as_memory() -> None:
    code = "import os\nfor n in range(10**6): os.close(os.open(f'/tmp/{n}', os.O_CREAT))"
    ended = run(python(code, limits=NARROW))
    assert ended.status == 137
    assert ended.usage.limits_reached == (Limit.MEMORY,)


@by_both
def test_a_fork_bomb_meets_its_bound(use_control_groups: bool) -> None:
    code = """
import os, time
made = 0
try:
    while made < 100:
        if os.fork() == 0:
            time.sleep(60)
        made += 1
except BlockingIOError:
    pass
print(made, flush=True)
os._exit(0)
"""
    limits = replace(SMALL, processes=20)
    ended = run(python(code, limits=limits), use_control_groups=use_control_groups)
    assert int(ended.output) == 19
    assert (Limit.PROCESSES in ended.usage.limits_reached) == use_control_groups


@has_groups
def test_a_thread_bomb_meets_the_same_bound() -> None:
    code = """
import os, threading
made, hold = 0, threading.Event()
try:
    while made < 100:
        threading.Thread(target=hold.wait, daemon=True).start()
        made += 1
except RuntimeError:
    pass
print(made, flush=True)
os._exit(0)
"""
    ended = run(python(code, limits=replace(SMALL, processes=20)))
    assert int(ended.output) == 19
    assert ended.usage.limits_reached == (Limit.PROCESSES,)


@pytest.mark.parametrize("folder", ["/tmp", "/dev/shm"])
def test_a_full_tmp_is_full_and_nothing_else(folder: str) -> None:
    code = f"""
try:
    with open("{folder}/a", "wb") as file:
        for _ in range(64):
            file.write(bytes(2**20))
except OSError as error:
    print(error.errno)
"""
    assert run(python(code)).output.strip() == "28"


def test_a_file_larger_than_allowed_is_refused() -> None:
    code = """
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
try:
    open("/tmp/a", "wb").write(bytes(2**21))
except OSError as error:
    print(error.errno)
"""
    ended = run(python(code, limits=replace(SMALL, file_bytes=MIB)))
    assert ended.output.strip() == "27"


def test_open_files_are_bounded_and_cannot_be_raised() -> None:
    code = """
import os
import resource
print(resource.getrlimit(resource.RLIMIT_NOFILE), resource.getrlimit(resource.RLIMIT_CORE))
try:
    resource.setrlimit(resource.RLIMIT_NOFILE, (100, 100))
except (ValueError, PermissionError):
    print("refused")
"""
    ended = run(python(code, limits=replace(SMALL, open_files=64)))
    assert ended.output.split("\n")[:2] == ["(64, 64) (0, 0)", "refused"]


@has_groups
def test_processor_time_is_shared_out() -> None:
    code = """
import time
end = time.monotonic() + 0.6
while time.monotonic() < end:
    pass
print(time.process_time())
"""
    ended = run(python(code, limits=replace(SMALL, cpu_cores=0.2)))
    assert float(ended.output) < 0.4


@by_both
def test_a_running_sandbox_is_measured(use_control_groups: bool) -> None:
    code = "held = b'x' * 2**25\nsum(range(10**6))\nprint(flush=True)\nimport time; time.sleep(60)"
    with running(python(code), use_control_groups=use_control_groups) as sandbox:
        usage = sandbox.measure()
        assert 32 * MIB < usage.memory_bytes < 64 * MIB
        assert usage.processes == 1
        assert usage.cpu_seconds > 0
        sandbox.stop(grace_seconds=0)
        after = sandbox.measure()
        assert (after.memory_bytes, after.processes) == (0, 0)
        assert after.cpu_seconds >= usage.cpu_seconds
        assert after.peak_memory_bytes >= 32 * MIB


def test_processor_time_is_counted_finer_than_in_ticks() -> None:
    counted, begun = processes.cpu_seconds((os.getpid(),)), time.process_time()
    while time.process_time() < begun + 0.002:
        pass
    assert processes.cpu_seconds((os.getpid(),)) - counted >= 0.002


def test_a_machine_without_limits_set_gives_what_it_has() -> None:
    unlimited = Limits(memory_bytes=None, processes=None, open_files=64)
    assert run(python("print(1)", limits=unlimited)).output.strip() == "1"


def test_the_starter_keeps_its_own_limits() -> None:
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    run(python("", limits=replace(SMALL, open_files=64)))
    assert resource.getrlimit(resource.RLIMIT_NOFILE) == before


@has_groups
def test_the_watch_of_a_sandbox_ends_with_it() -> None:
    run(python(""), use_control_groups=False)
    assert wait_until(lambda: "sandbox-watchdog" not in {t.name for t in threading.enumerate()})
