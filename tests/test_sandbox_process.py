"""A sandbox runs its command, ends with it, and leaves nothing behind whoever is killed."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import textwrap
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest

from sandbox import processes
from sandbox.errors import SandboxNotStarted, SandboxUnavailable
from sandbox.process import Sandbox
from sandbox.spec import Limits, Mount
from tests.sandboxes import (
    STUBBORN,
    groups_of,
    make_spec,
    nothing_is_left,
    python,
    run,
    running,
    start,
    wait_until,
)

pytestmark = pytest.mark.usefixtures("cold_and_warm")


def test_the_exit_status_is_the_commands() -> None:
    assert run(make_spec(["/bin/sh", "-c", "exit 7"])).status == 7


def test_a_command_that_a_signal_ended_gives_128_and_its_number() -> None:
    assert run(python("import os; os.kill(os.getpid(), 15)")).status == 128 + signal.SIGTERM


def test_what_the_command_left_running_ends_with_it() -> None:
    spec = make_spec(["/bin/sh", "-c", "sleep 60 & sleep 60 & exit 3"])
    assert run(spec, timeout_seconds=60).status == 3
    assert nothing_is_left(spec.name)


def test_orphans_inside_are_reaped() -> None:
    code = """
import os, pathlib, time
for _ in range(20):
    if os.fork() == 0:
        if os.fork() == 0:
            os._exit(0)
        os._exit(0)
    os.wait()
def zombies():
    return sum(") Z " in p.read_text() for p in pathlib.Path("/proc").glob("[0-9]*/stat"))
deadline = time.monotonic() + 60
while zombies() and time.monotonic() < deadline:
    time.sleep(0.01)
print(zombies())
"""
    assert run(python(code)).output.strip() == "0"


def test_a_sandbox_that_runs_on_times_out_and_then_stops() -> None:
    with running(python(STUBBORN)) as sandbox:
        with pytest.raises(TimeoutError, match="still running"):
            sandbox.wait(0.05)
        assert sandbox.poll() is None
        assert sandbox.stop(grace_seconds=0.1) == 137
        assert sandbox.poll() == 137
        assert nothing_is_left(sandbox.name)


def test_stop_asks_the_command_politely_first() -> None:
    code = """
import signal, sys, time
signal.signal(signal.SIGTERM, lambda *_: sys.exit(5))
print(flush=True)
time.sleep(60)
"""
    with running(python(code)) as sandbox:
        assert sandbox.stop(grace_seconds=10) == 5


def test_stop_is_idempotent() -> None:
    with running(python(STUBBORN)) as sandbox:
        assert sandbox.stop(grace_seconds=0) == sandbox.stop(grace_seconds=0)


def test_a_signal_reaches_the_command_alone() -> None:
    code = """
import signal, sys, time
signal.signal(signal.SIGINT, lambda *_: sys.exit(9))
print(flush=True)
time.sleep(60)
"""
    with running(python(code)) as sandbox:
        assert sandbox.signal(signal.SIGINT)
        assert sandbox.wait(10) == 9
        assert not sandbox.signal(signal.SIGINT)


def test_another_process_finds_a_sandbox_by_its_description(tmp_path: Path) -> None:
    with running(
        make_spec(["/bin/sh", "-c", "echo; sleep 60; exit 4"]), records=tmp_path
    ) as sandbox:
        description = json.loads(json.dumps(sandbox.describe()))
        code = f"""
            import sys
            from sandbox.process import Sandbox
            sandbox = Sandbox.reattach({description!r})
            assert sandbox is not None and sandbox.poll() is None
            assert sandbox.measure().memory_bytes > 0
            print(sandbox.stop(grace_seconds=0))
        """
        told = subprocess.run(
            [sys.executable, "-c", textwrap.dedent(code)],
            capture_output=True,
            text=True,
            check=True,
            timeout=30,
        )
        assert told.stdout.strip() == "137"
        assert sandbox.wait(10) == 137


@pytest.mark.parametrize("key", ["start_time", "monitor_start_time", "boot_id"])
def test_a_stranger_with_the_same_pid_is_never_taken_for_a_sandbox(key: str) -> None:
    with running(python(STUBBORN)) as sandbox:
        description = sandbox.describe()
        assert Sandbox.reattach(description) is not None
        value = description[key]
        changed = f"{value}x" if isinstance(value, str) else value + 1
        assert Sandbox.reattach({**description, key: changed}) is None


def test_a_damaged_description_finds_nothing() -> None:
    assert Sandbox.reattach({"name": "x"}) is None


def tree(sandbox: Sandbox) -> tuple[int, ...]:
    """Everybody inside, also who was forked from outside."""
    description = sandbox.describe()
    roots = [int(description[key]) for key in ("pid", "command_pid") if description[key]]
    return processes.descendants(*roots)


def pid_of(who: str, sandbox: Sandbox) -> int:
    description = sandbox.describe()
    first = int(description["pid"])
    inside = {processes.pid_in_namespace(pid): pid for pid in tree(sandbox)}
    return {
        "bubblewrap": int(description["monitor_pid"]),
        "the first process": first,
        "the shell": inside[2],
        "the command": inside[3],
    }[who]


@pytest.mark.parametrize("who", ["bubblewrap", "the first process", "the shell", "the command"])
def test_killing_any_process_of_a_sandbox_ends_all_of_it(who: str, tmp_path: Path) -> None:
    home, folder = tmp_path / "home", tmp_path / "sandboxes"
    home.mkdir()
    folder.mkdir()
    mount = Mount(home, PurePosixPath("/home/anna"), writable=True)
    with running(python(STUBBORN, mounts=(mount,)), records=folder) as sandbox:
        inside = tree(sandbox)
        assert len(inside) == 4
        os.kill(pid_of(who, sandbox), signal.SIGKILL)
        assert sandbox.wait(10) == 137
        assert not any(processes.find_process(pid) for pid in inside)
        assert nothing_is_left(sandbox.name)
        assert [p.name for p in folder.iterdir()] == [".lock"]
    assert str(home) not in Path("/proc/self/mountinfo").read_text()


@pytest.mark.parametrize("who", ["the first process", "the command"])
def test_the_kernel_ends_a_sandbox_also_when_nobody_looks(who: str) -> None:
    with running(python(STUBBORN)) as sandbox:
        inside = tree(sandbox)
        os.kill(pid_of(who, sandbox), signal.SIGKILL)
        assert wait_until(lambda: not any(processes.find_process(pid) for pid in inside))


def test_a_ctrl_c_at_the_labs_terminal_reaches_no_sandbox() -> None:
    with running(python(STUBBORN)) as sandbox:
        assert os.getpgid(int(sandbox.describe()["monitor_pid"])) != os.getpgid(0)
        assert os.getsid(sandbox.pid) != os.getsid(0)


def test_standard_input_is_empty_unless_given() -> None:
    assert run(python("import sys; print(repr(sys.stdin.read()))")).output.strip() == "''"
    with tempfile.TemporaryFile() as file:
        file.write("안녕".encode())
        file.seek(0)
        told = run(make_spec(["/usr/bin/cat"]), stdin=file)
        assert told.output == "안녕"


def test_the_working_directory_is_where_the_command_begins() -> None:
    spec = make_spec(["/usr/bin/pwd"], working_directory=PurePosixPath("/tmp"))
    assert run(spec).output.strip() == "/tmp"


def test_a_home_is_written_by_its_owner(tmp_path: Path) -> None:
    spec = python("open('/home/anna/노트', 'w').write('x')")
    if spec.identity is not None:
        os.chown(tmp_path, spec.identity.uid, spec.identity.gid)
    home = Mount(tmp_path, PurePosixPath("/home/anna"), writable=True)
    ended = run(python("open('/home/anna/노트', 'w').write('x')", mounts=(home,)))
    assert (tmp_path / "노트").read_text() == "x", ended.output


def test_a_command_that_is_not_there_fails_as_in_a_shell() -> None:
    assert run(make_spec(["/no/such/program"])).status == 127


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": "../x"}, "expected a name"),
        ({"name": "Anna"}, "expected a name"),
        ({"command": ()}, "command is empty"),
        ({"mounts": (Mount(Path("/no/such"), PurePosixPath("/x")),)}, "is not there"),
        ({"mounts": (Mount(Path("/usr"), PurePosixPath("x")),)}, "not an absolute path"),
        ({"mounts": (Mount(Path("/usr"), PurePosixPath("/a/../b")),)}, "not an absolute path"),
        ({"environment": {"A=B": "x"}}, "no name of an environment variable"),
        ({"environment": {"A": "x\0y"}}, "NUL"),
        ({"mounts": (Mount(Path("/usr"), PurePosixPath("/usr/no/such")),)}, "bubblewrap refused"),
    ],
)
def test_what_cannot_be_built_is_refused_with_the_reason(
    changes: dict[str, object], message: str, tmp_path: Path
) -> None:
    spec = make_spec(**{"command": ["/usr/bin/true"], **changes})  # type: ignore[arg-type]
    with pytest.raises(SandboxNotStarted, match=message):
        start(spec, records=tmp_path)
    assert [p.name for p in tmp_path.iterdir() if p.name != ".lock"] == []
    assert groups_of(spec.name) == []


def test_a_working_directory_that_is_not_there_ends_the_sandbox() -> None:
    ended = run(make_spec(["/usr/bin/true"], working_directory=PurePosixPath("/no/such")))
    assert ended.status == 1
    assert "Can't chdir" in ended.output


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives uids")
def test_nothing_may_steer_the_program_that_drops_our_rights() -> None:
    with pytest.raises(SandboxNotStarted, match="LD_PRELOAD"):
        start(make_spec(["/usr/bin/true"], environment={"LD_PRELOAD": "/tmp/x"}))


def test_a_limit_that_the_kernel_refuses_is_told() -> None:
    with pytest.raises(SandboxUnavailable, match="control group"):
        start(python("", limits=Limits(processes=-5)))


def test_no_bubblewrap_is_told_with_its_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(SandboxUnavailable, match="Install the package bubblewrap"):
        start(python(""))


def test_a_device_works_only_where_it_is_shown_as_one() -> None:
    code = "open('/dev/shown', 'wb').write(b'1')"
    for device, status in ((True, 0), (False, 1)):
        mount = Mount(Path("/dev/null"), PurePosixPath("/dev/shown"), device=device)
        assert run(replace(python(code), mounts=(*python(code).mounts, mount))).status == status
