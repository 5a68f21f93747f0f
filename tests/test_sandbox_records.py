"""Any process of the lab finds and stops its sandboxes, at whatever step their starter died."""

import contextlib
import json
import os
import secrets
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox import records
from sandbox.errors import SandboxNameTaken
from sandbox.process import Sandbox, start
from tests.sandboxes import (
    STUBBORN,
    groups_of,
    make_spec,
    nothing_is_left,
    processes_of,
    python,
    run,
    running,
    wait_until,
)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder for records, whose sandboxes are all stopped at the end."""
    path = tmp_path / "sandboxes"
    path.mkdir()
    yield path
    records.stop_all(path, grace_seconds=0)


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
    # bubblewrap may be about to start, or to notice that its options never come.
    assert wait_until(lambda: stopped(folder, name))


def stopped(folder: Path, name: str) -> bool:
    """Whether nothing is left once everything that can be found has been stopped."""
    records.stop_all(folder, grace_seconds=0)
    return not processes_of(name) and not groups_of(name)


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
