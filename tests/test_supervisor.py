"""Keeping parts running, tried with small real programs under a real supervisor process."""

import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

# A part that says it is alive by a Unix socket, and leaves a grandchild in a session of its own,
# as the hub leaves trainees' servers.
PART = """
import pathlib, signal, socket, subprocess, sys, time
name, folder = sys.argv[1], pathlib.Path(sys.argv[2])
with (folder / "starts").open("a") as file:
    file.write(name + "\\n")
if name == "builder":
    sys.exit(0)
if (folder / f"{name}.fails").exists():
    print("the", name, "has no salt", flush=True)
    sys.exit(3)
def end(number, frame):
    with (folder / "ends").open("a") as file:
        file.write(name + "\\n")
    sys.exit(0)
if not (folder / f"{name}.stubborn").exists():
    signal.signal(signal.SIGTERM, end)
else:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
subprocess.Popen(["sleep", "1000"], start_new_session=True)
server = socket.socket(socket.AF_UNIX)
server.bind(str(folder / f"{name}.sock"))
server.listen()
while True:
    if (folder / f"{name}.dies").exists():
        sys.exit(7)
    time.sleep(0.01)
"""

SUPERVISOR = """
import pathlib, sys
import hub_config.supervisor
from hub_config.child import Child, stop_left_over
from hub_config.health import SocketProbe
from hub_config.places import Places
from hub_config.state import ensure_state, records
from hub_config.supervisor import Supervisor

folder = pathlib.Path(sys.argv[1])
part = folder / "part.py"
def make(name, *after, vital=True):
    sock = folder / f"{name}.sock"
    return Child(name=name, command=(sys.executable, str(part), name, str(folder)),
                 probe=SocketProbe(sock), after=after, sockets=(sock,), vital=vital,
                 stop_seconds=1.0, software=(folder / f"{name}.loads",))
places = Places(folder / "v")
ensure_state(places)
hub_config.supervisor.LOOK_EVERY_SECONDS = 0.2
for name in stop_left_over(records(places)):
    print("left over:", name, flush=True)
builder = Child(name="builder", command=(sys.executable, str(part), "builder", str(folder)),
                ends=True)
children = (builder, make("first"), make("second", "first", "builder"), make("extra", vital=False))
supervisor = Supervisor(children, places, say=lambda line: print(line, flush=True),
    on_ready=lambda failed: print("READY", *failed, flush=True), stop_rest=lambda: None)
print("ENDING", supervisor.run().value, flush=True)
"""

DEADLINE_SECONDS = 90.0


@dataclass
class Supervised:
    """A supervisor that runs in a process of its own."""

    folder: Path
    process: subprocess.Popen[str]

    @property
    def said(self) -> str:
        return (self.folder / "said").read_text()

    def lines(self, name: str) -> list[str]:
        path = self.folder / name
        return path.read_text().split() if path.exists() else []

    def part(self, name: str) -> psutil.Process:
        record = json.loads((self.folder / "v" / "run" / "children" / f"{name}.json").read_text())
        return psutil.Process(record["pid"])


def runs(process: psutil.Process) -> bool:
    """A zombie has ended; whoever its parent is may be slow to notice."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def wait_until(happened: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + DEADLINE_SECONDS
    while not happened():
        assert time.monotonic() < deadline, f"waited in vain until {what}"
        time.sleep(0.02)


def start_supervisor(folder: Path) -> Supervised:
    (folder / "part.py").write_text(PART)
    with (folder / "said").open("w") as said:
        process = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(SUPERVISOR), str(folder)],
            stdout=said,
            stderr=subprocess.STDOUT,
            text=True,
        )
    return Supervised(folder, process)


@pytest.fixture
def folder(short_path: Path) -> Path:
    return short_path


@pytest.fixture
def supervised(folder: Path) -> Iterator[Supervised]:
    lab = start_supervisor(folder)
    try:
        wait_until(lambda: "READY" in lab.said, "everything is ready")
        yield lab
    finally:
        if lab.process.poll() is None:
            lab.process.send_signal(signal.SIGINT)
            lab.process.wait(DEADLINE_SECONDS)


def test_a_part_starts_after_what_it_needs(supervised: Supervised) -> None:
    starts = supervised.lines("starts")
    assert starts.index("first") < starts.index("second")


def test_a_part_that_ends_runs_once_and_before_those_that_need_it(supervised: Supervised) -> None:
    starts = supervised.lines("starts")
    assert starts.count("builder") == 1
    assert starts.index("builder") < starts.index("second")


def test_ctrl_c_stops_dependents_first_and_leaves_no_process(supervised: Supervised) -> None:
    everyone = psutil.Process(supervised.process.pid).children(recursive=True)
    assert len(everyone) >= 6
    supervised.process.send_signal(signal.SIGINT)
    assert supervised.process.wait(DEADLINE_SECONDS) == 0
    ends = supervised.lines("ends")
    assert ends.index("second") < ends.index("first")
    assert not [process for process in everyone if runs(process)]
    assert "ENDING asked" in supervised.said


def test_a_killed_part_is_restarted_at_once_and_told(supervised: Supervised) -> None:
    supervised.part("second").kill()
    wait_until(lambda: "second: works again" in supervised.said, "the part works again")
    assert "second: ended with signal SIGKILL; starting it again now" in supervised.said
    assert supervised.lines("starts").count("second") == 2
    assert supervised.lines("starts").count("first") == 1


def test_a_part_that_keeps_dying_is_restarted_with_growing_pauses(supervised: Supervised) -> None:
    (supervised.folder / "extra.dies").touch()
    wait_until(
        lambda: "extra: ended with exit code 7; starting it again in 2 s" in supervised.said,
        "the third pause",
    )
    assert "starting it again now" in supervised.said
    assert "starting it again in 1 s" in supervised.said


def test_a_part_whose_software_changed_starts_again_and_no_other(supervised: Supervised) -> None:
    (supervised.folder / "second.loads").write_text("another version")
    wait_until(lambda: supervised.said.count("second: works again"), "the part works again")
    assert "second: its software has changed; starting it again" in supervised.said
    assert supervised.lines("starts").count("second") == 2
    assert supervised.lines("starts").count("first") == 1


def test_a_part_that_ignores_sigterm_is_killed(supervised: Supervised) -> None:
    (supervised.folder / "extra.stubborn").touch()
    before = supervised.part("extra")
    before.kill()
    wait_until(lambda: "extra: works again" in supervised.said, "the stubborn part runs")
    stubborn = supervised.part("extra")
    supervised.process.send_signal(signal.SIGTERM)
    assert supervised.process.wait(DEADLINE_SECONDS) == 0
    assert not runs(stubborn)


def test_a_vital_part_that_cannot_start_ends_the_lab_with_its_last_words(folder: Path) -> None:
    (folder / "second.fails").touch()
    lab = start_supervisor(folder)
    lab.process.wait(DEADLINE_SECONDS)
    assert "ENDING failed" in lab.said
    assert "second: failed at its first 3 starts" in lab.said
    assert "the second has no salt" in lab.said
    assert not (folder / "v" / "run" / "children" / "first.json").exists()


def test_a_lab_without_a_part_that_is_not_vital_still_gets_ready(folder: Path) -> None:
    (folder / "extra.fails").touch()
    lab = start_supervisor(folder)
    try:
        wait_until(lambda: "READY extra" in lab.said, "the rest is ready")
    finally:
        lab.process.send_signal(signal.SIGINT)
        lab.process.wait(DEADLINE_SECONDS)


def test_what_a_killed_supervisor_left_is_stopped_by_the_next(folder: Path) -> None:
    killed = start_supervisor(folder)
    wait_until(lambda: "READY" in killed.said, "the first supervisor is ready")
    first = killed.part("first")
    orphans = psutil.Process(killed.process.pid).children(recursive=True)
    killed.process.kill()
    killed.process.wait()
    assert runs(first)
    following = start_supervisor(folder)
    try:
        wait_until(lambda: "READY" in following.said, "the second supervisor is ready")
        assert "left over: first" in following.said
        assert not runs(first)
    finally:
        following.process.send_signal(signal.SIGINT)
        following.process.wait(DEADLINE_SECONDS)
        for process in orphans:  # the grandchildren; a real lab stops its sandboxes by record
            if runs(process):
                process.kill()


def test_a_record_of_another_process_with_the_same_number_harms_nobody(folder: Path) -> None:
    children = folder / "v" / "run" / "children"
    children.mkdir(parents=True)
    (folder / "v" / "VERSION").write_text("1\n")
    bystander = subprocess.Popen(["sleep", "1000"])
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        record = {"boot": boot, "pid": bystander.pid, "start_time": 1}
        (children / "first.json").write_text(json.dumps(record))
        lab = start_supervisor(folder)
        wait_until(lambda: "READY" in lab.said, "the lab is ready")
        lab.process.send_signal(signal.SIGINT)
        lab.process.wait(DEADLINE_SECONDS)
        assert bystander.poll() is None
        assert "left over" not in lab.said
    finally:
        bystander.kill()
        bystander.wait()


def test_a_second_ctrl_c_waits_for_nobody(supervised: Supervised) -> None:
    (supervised.folder / "first.stubborn").touch()
    before = supervised.part("first")
    before.kill()
    wait_until(lambda: "first: works again" in supervised.said, "the stubborn part runs")
    os.kill(supervised.process.pid, signal.SIGINT)
    os.kill(supervised.process.pid, signal.SIGTERM)
    assert supervised.process.wait(DEADLINE_SECONDS) == 0
