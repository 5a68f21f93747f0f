"""Sandboxes outlive their starters, and leave nothing behind whoever is killed when."""

import contextlib
import json
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest

from sandbox import processes, records
from sandbox.errors import SandboxNameTaken, SandboxNotStarted, SandboxUnavailable
from sandbox.process import Sandbox, start
from sandbox.spec import Limits, Mount
from tests.sandboxes import groups_of, make_spec, processes_of, python, run, running, wait_until

# Leaves a daemon behind, ignores every polite signal, and says when it is ready.
STUBBORN = """
import os, signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        time.sleep(60)
    os._exit(0)
os.wait()
print(flush=True)
time.sleep(60)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder for records, whose sandboxes are all stopped at the end."""
    path = tmp_path / "sandboxes"
    path.mkdir()
    yield path
    records.stop_all(path, grace_seconds=0)


def nothing_is_left(name: str) -> bool:
    return wait_until(lambda: not processes_of(name) and not groups_of(name))


def test_the_exit_status_is_the_commands() -> None:
    assert run(make_spec(["/bin/sh", "-c", "exit 7"])).status == 7


def test_a_command_that_a_signal_ended_gives_128_and_its_number() -> None:
    assert run(python("import os; os.kill(os.getpid(), 15)")).status == 128 + signal.SIGTERM


def test_what_the_command_left_running_ends_with_it() -> None:
    spec = make_spec(["/bin/sh", "-c", "sleep 60 & sleep 60 & exit 3"])
    assert run(spec, timeout_seconds=10).status == 3
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
deadline = time.monotonic() + 5
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


def test_another_process_finds_a_sandbox_by_its_description(folder: Path) -> None:
    with running(make_spec(["/bin/sh", "-c", "echo; sleep 60; exit 4"]), records=folder) as sandbox:
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


def test_an_exit_status_is_heard_by_who_did_not_start_the_sandbox(folder: Path) -> None:
    with running(
        make_spec(["/bin/sh", "-c", "echo; read line; exit 4"], name="heard"),
        records=folder,
        stdin=(pipe := os.pipe())[0],
    ) as sandbox:
        found = records.find_sandbox(folder, "heard")
        assert found is not None
        assert found.pid == sandbox.pid
        os.write(pipe[1], b"go\n")
        assert found.wait(10) == 4
    for end in pipe:
        os.close(end)


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


def test_an_ended_sandbox_is_not_found_again(folder: Path) -> None:
    with running(python(STUBBORN), records=folder) as sandbox:
        description = sandbox.describe()
        sandbox.stop(grace_seconds=0)
        assert Sandbox.reattach(description) is None
        assert records.find_sandbox(folder, sandbox.name) is None


def test_two_running_sandboxes_cannot_have_one_name(folder: Path) -> None:
    with running(python(STUBBORN, name="anna"), records=folder):
        with pytest.raises(SandboxNameTaken, match="anna"):
            start(python("", name="anna"), records=folder)
        assert records.find_sandbox(folder, "anna") is not None
    run(python("", name="anna"), records=folder)


def pid_of(who: str, sandbox: Sandbox) -> int:
    description = sandbox.describe()
    first = int(description["pid"])
    inside = {processes.pid_in_namespace(pid): pid for pid in processes.descendants(first)}
    return {
        "bubblewrap": int(description["monitor_pid"]),
        "the first process": first,
        "the shell": inside[2],
        "the command": inside[3],
    }[who]


@pytest.mark.parametrize("who", ["bubblewrap", "the first process", "the shell", "the command"])
def test_killing_any_process_of_a_sandbox_ends_all_of_it(who: str, folder: Path) -> None:
    home = folder.parent / "home"
    home.mkdir()
    mount = Mount(home, PurePosixPath("/home/anna"), writable=True)
    with running(python(STUBBORN, mounts=(mount,)), records=folder) as sandbox:
        inside = processes.descendants(sandbox.pid)
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
        inside = processes.descendants(sandbox.pid)
        os.kill(pid_of(who, sandbox), signal.SIGKILL)
        assert wait_until(lambda: not any(processes.find_process(pid) for pid in inside))


STARTER = """
import sys, time
from pathlib import Path
from sandbox.process import start
from tests.sandboxes import make_spec
spec = make_spec(["/usr/bin/sleep", "60"], name=sys.argv[1])
print("ready", flush=True)
folder = Path(sys.argv[2]) if sys.argv[2] else None
start(spec, records=folder, die_with_parent=sys.argv[3] == "die")
print("started", flush=True)
time.sleep(60)
"""


@contextlib.contextmanager
def starter(name: str, folder: Path | None, how: str) -> Iterator["subprocess.Popen[str]"]:
    """Another process that starts the sandbox `name`."""
    process = subprocess.Popen(
        [sys.executable, "-c", STARTER, name, str(folder or ""), how],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "ready\n"
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def started(process: "subprocess.Popen[str]") -> bool:
    assert process.stdout is not None
    return process.stdout.readline() == "started\n"


def test_a_sandbox_outlives_its_starter_and_is_found_and_stopped(folder: Path) -> None:
    name = f"test-{secrets.token_hex(4)}"
    with starter(name, folder, "live") as process:
        assert started(process)
    sandbox = records.find_sandbox(folder, name)
    assert sandbox is not None
    assert wait_until(lambda: sandbox.measure().processes == 1)
    assert records.sweep(folder) == ()
    assert records.stop_all(folder, grace_seconds=5) == (name,)
    assert nothing_is_left(name)
    assert [p.name for p in folder.iterdir()] == [".lock"]


def test_a_sandbox_that_shall_die_with_its_starter_does(folder: Path) -> None:
    name = f"test-{secrets.token_hex(4)}"
    with starter(name, folder, "die") as process:
        assert started(process)
        assert processes_of(name)
    assert wait_until(lambda: not processes_of(name))
    assert records.sweep(folder) == (name,)
    assert groups_of(name) == []


def test_the_group_of_a_dead_starter_without_records_is_swept(folder: Path) -> None:
    name = f"test-{secrets.token_hex(4)}"
    with starter(name, None, "die") as process:
        assert started(process)
    assert wait_until(lambda: not processes_of(name))
    # A process that is just ending may still be in the group: then the next sweep takes it.
    assert wait_until(lambda: records.sweep(folder) == () and not groups_of(name))


def test_the_next_start_without_records_clears_up_after_a_dead_starter() -> None:
    name = f"test-{secrets.token_hex(4)}"
    with starter(name, None, "die") as process:
        assert started(process)
    assert wait_until(lambda: not processes_of(name))
    assert wait_until(lambda: run(python("")).status == 0 and not groups_of(name))


@pytest.mark.parametrize("delay_ms", [0, 2, 5, 8, 13, 21, 34])
def test_a_starter_killed_in_the_middle_leaves_nothing_that_is_not_found(
    delay_ms: int, folder: Path
) -> None:
    name = f"test-{secrets.token_hex(4)}"
    with starter(name, folder, "live"):
        time.sleep(delay_ms / 1000)  # the moment of the kill is the point here
    # bubblewrap may be about to notice that its options never come.
    wait_until(lambda: not processes_of(name) or records.find_sandbox(folder, name) is not None, 2)
    records.stop_all(folder, grace_seconds=0)
    assert nothing_is_left(name)


DYING_STARTER = """
import os, sys
from pathlib import Path
from sandbox import launch
from sandbox.process import start
from tests.sandboxes import make_spec
setattr(launch, sys.argv[3], lambda *_: os.kill(os.getpid(), 9))
start(make_spec(["/usr/bin/sleep", "60"], name=sys.argv[1]), records=Path(sys.argv[2]))
"""


# Holds still where bubblewrap waits for its options.
STOPPED_STARTER = """
import sys, time
from pathlib import Path
from sandbox import launch
from sandbox.process import start
from tests.sandboxes import make_spec
def hold(*_):
    print("recorded", flush=True)
    time.sleep(60)
launch._tell = hold
start(make_spec(["/usr/bin/sleep", "60"], name=sys.argv[1]), records=Path(sys.argv[2]))
"""


@pytest.mark.parametrize(
    "step",
    ["_start_monitor", "_limit_resources", "_tell", "_read_first_process", "_wait_until_taken"],
)
def test_at_whatever_step_its_starter_dies_a_sandbox_is_gone_or_found(
    step: str, folder: Path
) -> None:
    name = f"test-{secrets.token_hex(4)}"
    command = [sys.executable, "-c", DYING_STARTER, name, str(folder), step]
    assert subprocess.run(command, timeout=30, check=False).returncode == -9
    assert wait_until(lambda: not processes_of(name) or bool(records.running(folder)))
    if step == "_wait_until_taken":
        assert [sandbox.name for sandbox in records.running(folder)] == [name]
    records.stop_all(folder, grace_seconds=0)
    assert nothing_is_left(name)
    assert [p.name for p in folder.iterdir()] == [".lock"]


def test_a_sandbox_that_is_only_starting_is_not_swept_and_is_stopped_with_all(
    folder: Path,
) -> None:
    name = f"test-{secrets.token_hex(4)}"
    command = [sys.executable, "-c", STOPPED_STARTER, name, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"recorded\n"
        assert records.sweep(folder) == ()
        with pytest.raises(SandboxNameTaken):
            start(python("", name=name), records=folder)
        process.kill()
    assert records.stop_all(folder, grace_seconds=0) in ((), (name,))
    assert nothing_is_left(name)
    assert [p.name for p in folder.iterdir()] == [".lock"]


def test_a_ctrl_c_at_the_labs_terminal_reaches_no_sandbox() -> None:
    with running(python(STUBBORN)) as sandbox:
        assert os.getpgid(int(sandbox.describe()["monitor_pid"])) != os.getpgid(0)
        assert os.getsid(sandbox.pid) != os.getsid(0)


def test_a_thread_that_ends_takes_no_sandbox_with_it() -> None:
    sandboxes: list[Sandbox] = []
    spec = make_spec(["/usr/bin/sleep", "60"])
    thread = threading.Thread(target=lambda: sandboxes.append(start(spec, die_with_parent=True)))
    thread.start()
    thread.join()
    try:
        with pytest.raises(TimeoutError):
            sandboxes[0].wait(0.2)
    finally:
        sandboxes[0].stop(grace_seconds=0)


def test_stopping_all_gives_everybody_the_same_grace(folder: Path) -> None:
    with contextlib.ExitStack() as stack:
        for _ in range(3):
            stack.enter_context(running(python(STUBBORN), records=folder))
        begun = time.monotonic()
        assert len(records.stop_all(folder, grace_seconds=0.3)) == 3
        assert time.monotonic() - begun >= 0.3
        assert records.running(folder) == ()


def test_records_are_readable_by_their_owner_only(folder: Path) -> None:
    with running(python(STUBBORN), records=folder) as sandbox:
        modes = {path.suffix: path.stat().st_mode & 0o777 for path in folder.iterdir()}
        assert modes[".json"] == modes[".status"] == 0o600
        assert (folder / f"{sandbox.name}.json").exists()


def test_a_damaged_record_is_swept_away(folder: Path) -> None:
    (folder / "anna.json").write_text("{")
    assert records.running(folder) == ()
    assert records.sweep(folder) == ("anna",)
    assert not (folder / "anna.json").exists()


def test_a_forged_record_cannot_point_at_a_foreign_group(folder: Path, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    with running(python(STUBBORN)) as sandbox:
        record = {**sandbox.describe(), "start_time": 1, "control_group": f"v1:memory={foreign}"}
        (folder / "forged.json").write_text(json.dumps(record))
        records.sweep(folder)
    assert foreign.exists()


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
    changes: dict[str, object], message: str, folder: Path
) -> None:
    spec = make_spec(**{"command": ["/usr/bin/true"], **changes})  # type: ignore[arg-type]
    with pytest.raises(SandboxNotStarted, match=message):
        start(spec, records=folder)
    assert [p.name for p in folder.iterdir() if p.name != ".lock"] == []
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
